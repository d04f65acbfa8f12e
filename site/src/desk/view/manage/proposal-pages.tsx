import { useEffect, useRef, useState } from 'preact/hooks';
import { effectWords } from '#domain/versions/office-changes.ts';
import { shortDate } from '#domain/words/time.ts';
import { isNone, RefusedByForge, SessionEnded } from '../../forge.ts';
import { loadManaged, type ManagedOffice } from '../../manage/load.ts';
import { type Consequence, consequencesOf } from '../../manage/consequences.ts';
import { type CommentPart, commentParts } from '../../manage/plain-comment.ts';
import {
  putInForce,
  approve,
  type ListedProposal,
  listProposals,
  loadProposal,
  NotAsShown,
  type Proposal,
  refuse,
} from '../../manage/proposals.ts';
import type { ManageWord } from '../../manage/words.ts';
import { announce, Back, Heading, Icon, Refused, useNow, usePlace, Words } from '../common.tsx';
import { useLoad } from '../use-load.tsx';
import { Effects, LinesField, useWords } from './parts.tsx';

/** Lists the proposals: those under way, and the last ones that are in force or closed. */
export function ProposalsPage({ managed }: { managed: ManagedOffice }) {
  const { forge } = usePlace();
  const m = useWords();
  const [all, setAll] = useState<readonly ListedProposal[]>();
  const { fault } = useLoad(async () => setAll(await listProposals(forge)), [managed], undefined, 'listFault');
  const { say } = usePlace();
  const open = all?.filter(({ state }) => state === 'open') ?? [];
  const done = all?.filter(({ state }) => state !== 'open') ?? [];
  return (
    <>
      <Heading>{m('usulan')}</Heading>
      {!all && (fault ?? <p role="status">{say('loading')}</p>)}
      {all?.length === 0 && <p class="empty">{m('noProposals')}</p>}
      {open.length > 0 && <h2>{m('openOnes')}</h2>}
      <List of={open} zone={managed.office.zone} />
      {done.length > 0 && <h2>{m('doneOnes')}</h2>}
      <List of={done} zone={managed.office.zone} />
    </>
  );
}

const STATES: Readonly<Record<ListedProposal['state'], ManageWord>> = {
  open: 'proposed',
  'in-force': 'inForce',
  refused: 'refused',
};

function List({ of, zone }: { of: readonly ListedProposal[]; zone: string }) {
  const m = useWords();
  const { language } = usePlace();
  return (
    <ul class="manage-list">
      {of.map(({ number, title, author, state, at }) => (
        <li key={number}>
          <h3>
            <a href={`#/kelola/usulan/${number}`}>
              <Words>{title}</Words>
            </a>
          </h3>
          <p>
            {m(STATES[state])}, {shortDate(at, zone)[language]}, {m('by', { a: author })}
          </p>
          <Icon name="next" />
        </li>
      ))}
    </ul>
  );
}

/** How often the page looks whether the process has checked the proposal, in milliseconds, and how many times. */
const LOOK_EVERY = { embedded: 2_000, github: 15_000 } as const;
const LOOKS = 40;

/** Shows a proposal: what it changes, how far it is, and what can be done. */
export function ProposalPage({ number, changed }: { number: number; changed: () => Promise<void> }) {
  const { forge, settings, say } = usePlace();
  const m = useWords();
  const [read, setRead] = useState<{ proposal: Proposal | undefined; managed: ManagedOffice }>();
  const looks = useRef(0);
  const load = async (): Promise<void> => {
    const managed = await loadManaged(forge);
    setRead({ managed, proposal: await loadProposal(forge, managed, number) });
  };
  const { fault, load: again } = useLoad(load, [number], undefined, 'partFault');
  const isWaiting = read?.proposal?.state === 'open' && read.proposal.check.is === 'waiting';
  useEffect(() => {
    if (!isWaiting || looks.current >= LOOKS) return;
    const timer = setTimeout(
      () => {
        looks.current += 1;
        void again();
      },
      LOOK_EVERY[settings.kind === 'embedded' ? 'embedded' : 'github'],
    );
    return () => clearTimeout(timer);
  }, [read]);
  if (!read)
    return (
      <>
        <Heading>{m('proposal', { n: number })}</Heading>
        {fault ?? <p role="status">{say('loading')}</p>}
      </>
    );
  const { proposal, managed } = read;
  if (!proposal)
    return (
      <>
        <Back to="#/kelola/usulan" text={m('usulan')} />
        <Heading>{m('proposal', { n: number })}</Heading>
        <p class="notice">{m('noSuch', { n: number })}</p>
      </>
    );
  return <Shown {...{ proposal, managed }} again={async () => void (await Promise.all([again(), changed()]))} />;
}

interface ShownProps {
  readonly proposal: Proposal;
  readonly managed: ManagedOffice;
  readonly again: () => Promise<void>;
}

function Shown({ proposal, managed, again }: ShownProps) {
  const { language, settings, forge } = usePlace();
  const m = useWords();
  const now = useNow(forge);
  const { number, sentences, state, other, isOutdated, files, paths, author, authorId, check } = proposal;
  const isOwn = authorId === managed.viewer.databaseId;
  const commented = check.is === 'waiting' ? [] : commentParts(check.text[language]);
  // The process compared main with the proposal, so the desk need not read all schemas to say what becomes public.
  const visibility = commented.flatMap((part): Consequence[] =>
    part.is === 'item' ? [{ kind: 'warn', words: part.text }] : [],
  );
  return (
    <>
      <Back to="#/kelola/usulan" text={m('usulan')} />
      <Heading>{m('proposal', { n: number })}</Heading>
      <div class="manage-two">
        <div class="manage-right">
          <section class="says">
            <p class="says-label">{m(state === 'in-force' ? 'inForce' : 'willBe')}</p>
            {sentences.map((sentence) => (
              <p key={sentence.id} class="says-big">
                <Words>{sentence[language]}</Words>.
              </p>
            ))}
          </section>
          <section class="card">
            <Way proposal={proposal} />
            {state === 'open' && (
              <>
                {isOutdated && <p class="notice is-refused">{m('outdated')}</p>}
                {other !== undefined && <p class="notice is-refused">{m('notOnly', { f: other })}</p>}
                {!isOwn && <p class="notice">{m('stranger', { a: author })}</p>}
                <Acts {...{ proposal, managed, again, isOwn }} />
              </>
            )}
            {state === 'in-force' && <p class="notice is-accepted">{m('nowInForce')}</p>}
            {settings.kind !== 'embedded' && (
              <p>
                <a href={proposal.url}>{m('onGitHub')}</a>
              </p>
            )}
          </section>
        </div>
        <section class="card">
          <h2>{m('effects')}</h2>
          <Effects
            effects={[
              ...visibility,
              // What concerns cases and bookings is about a change that can still be refused.
              ...(state === 'open'
                ? consequencesOf(managed, files, { language, now })
                : effectWords(paths).map((words) => ({ kind: 'check' as const, words: words[language] }))),
            ]}
            cases={managed.index.cases}
          />
          {check.is !== 'waiting' && (
            <>
              <h3>{m(check.is === 'problems' ? 'problems' : 'pastCases')}</h3>
              <Commented parts={commented} />
            </>
          )}
        </section>
      </div>
    </>
  );
}

type StationState = 'done' | 'here' | 'ahead' | 'bad';
interface Station {
  readonly word: ManageWord;
  readonly at: StationState;
  readonly note?: string | undefined;
}

/** Shows how far a proposal is, as the route of a case does. */
function Way({ proposal }: { proposal: Proposal }) {
  const m = useWords();
  const { state, check, approvedBy, author } = proposal;
  const isIn = state === 'in-force';
  const isSound = check.is === 'sound';
  const checkNote: Readonly<Record<typeof check.is, string | undefined>> = {
    waiting: m('checking'),
    problems: m('unsound'),
    'not-computed': m('notChecked'),
    sound: undefined,
  };
  const isApproved = approvedBy.length > 0;
  const stations: readonly Station[] = [
    { word: 'proposed', at: 'done', note: m('by', { a: author }) },
    {
      word: 'checked',
      at: isIn || isSound ? 'done' : check.is === 'waiting' ? 'here' : 'bad',
      note: isIn ? undefined : checkNote[check.is],
    },
    {
      word: 'approved',
      at: isIn || isApproved ? 'done' : isSound ? 'here' : 'ahead',
      note: isApproved ? m('by', { a: approvedBy.join(', ') }) : m('bySelf'),
    },
    state === 'refused'
      ? { word: 'refused', at: 'bad' }
      : { word: 'inForce', at: isIn ? 'done' : isSound && isApproved ? 'here' : 'ahead' },
  ];
  return (
    <ol class="manage-way">
      {stations.map(({ word, at, note }) => (
        <li key={word} class={`is-${at}`} aria-current={at === 'here' ? 'step' : undefined}>
          <span class="manage-node">
            {at === 'done' && <Icon name="check" />}
            {at === 'bad' && <Icon name="warn" />}
          </span>
          <b>{m(word)}</b>
          {note && <small>{note}</small>}
        </li>
      ))}
    </ol>
  );
}

/** Offers what a maintainer can do with an open proposal. */
function Acts({ proposal, managed, again, isOwn }: ShownProps & { isOwn: boolean }) {
  const { forge, failed } = usePlace();
  const m = useWords();
  const [fault, setFault] = useState('');
  const [reason, setReason] = useState('');
  const [isSending, setSending] = useState(false);
  const { number, check, isOutdated, other, approvedBy } = proposal;
  const isReady = check.is === 'sound' && !isOutdated && other === undefined && managed.maintains;
  const act = async (call: () => Promise<unknown>, done?: string): Promise<void> => {
    if (isSending) return;
    setSending(true);
    setFault('');
    try {
      await call();
      await again();
      if (done) announce(done);
    } catch (error) {
      failed(error);
      if (error instanceof SessionEnded) return;
      if (error instanceof NotAsShown) {
        await again();
        setFault(m('moved'));
      } else {
        const isRefused = error instanceof RefusedByForge && !isNone(error);
        setFault(m('notDone', { r: isRefused ? `${error.message}.` : m('noNetwork') }));
      }
    } finally {
      setSending(false);
    }
  };
  return (
    <>
      <Refused text={fault} />
      {isReady && (
        <p class="gestures">
          <button
            type="button"
            disabled={isSending}
            onClick={() => void act(() => putInForce(forge, proposal), m('nowInForce'))}
          >
            <Icon name="check" />
            {m('adopt')}
          </button>
          {!isOwn && !approvedBy.includes(managed.viewer.login) && (
            <button
              type="button"
              class="second"
              disabled={isSending}
              onClick={() => void act(() => approve(forge, proposal))}
            >
              {m('approve')}
            </button>
          )}
        </p>
      )}
      <details>
        <summary>{m('close')}</summary>
        <LinesField id="alasan" label={m('closeWhy')} isOptional rows={2} value={reason} set={setReason} />
        <p class="gestures">
          <button
            type="button"
            class="danger"
            disabled={isSending}
            onClick={() => void act(() => refuse(forge, number, reason))}
          >
            {m('close')}
          </button>
        </p>
      </details>
    </>
  );
}

/** Shows what the process wrote about a proposal. */
function Commented({ parts }: { parts: readonly CommentPart[] }) {
  return (
    <div class="manage-commented">
      {parts.map((part, at) => {
        if (part.is === 'item') return null;
        if (part.is === 'text') return <p key={at}>{part.text}</p>;
        if (part.is === 'code') return <pre key={at}>{part.text}</pre>;
        return (
          <div key={at} class="manage-scroll">
            <table>
              <thead>
                <tr>
                  {part.head.map((cell) => (
                    <th key={cell} scope="col">
                      {cell}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {part.rows.map((row) => (
                  <tr key={row.join('|')}>
                    {row.map((cell, column) => (
                      // The number of a case stays whole.
                      <td key={column} class={column === 0 && !cell.includes(' ') ? 'is-whole' : undefined}>
                        {cell}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        );
      })}
    </div>
  );
}
