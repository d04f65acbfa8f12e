import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Problem, problemSentence, subjectOf } from '#domain/problem.ts';
import { resolve } from '#domain/request/annotations.ts';
import { titlePointer } from '#domain/request/title.ts';
import { valueAt } from '#domain/request/pointer.ts';
import { sameDay, shortZonedTime, timeOfDay } from '#domain/words/time.ts';
import { localTimes } from '../../../request/zoned.ts';
import { sendSubmit } from '../../acts.ts';
import type { Fault } from '../../check-value.ts';
import { loadCase } from '../../desk-case.ts';
import { isSubmitted, isRefused } from '../../desk-list.ts';
import { RefusedByForge, SessionEnded } from '../../forge.ts';
import { keptBy } from '../../kept.ts';
import { carried } from '../../request/carried.ts';
import { openChecker } from '../../request/checker.ts';
import type { Checks } from '../../request/checks.ts';
import { type Draft, isUnsaved, type TypedValues } from '../../request/drafts.ts';
import { loadRequest, type OpenRequest } from '../../request/open-request.ts';
import { discardDraft, inTurn, Moved, pullNumberOf, saveDraft } from '../../request/save.ts';
import { sayWriting } from '../../request/words.ts';
import { Reasons } from '../applicant.tsx';
import { giveFile } from '../attachments.tsx';
import { Heading, SignedIn, usePlace } from '../common.tsx';
import { FaultSummary } from '../fault-summary.tsx';
import { Fields } from '../fields.tsx';
import { AccountField } from './account-field.tsx';
import { type Attaching, AttachingContext, AttachmentsField } from './attachments-field.tsx';
import { Compare } from './compare.tsx';
import { LetterSheet } from './letter.tsx';

import { SignInHere } from './sign-in-here.tsx';
import { useDraft } from './use-draft.ts';
import { CHOSEN, type RequestInHand } from './writing.ts';

/** Milliseconds after the last letter until the rules are asked. */
const PAUSE = 400;

const WIDGETS = { account: AccountField, attachments: AttachmentsField };

type Busy = 'saving' | 'submitting' | undefined;
type Trouble = { readonly kind: 'ended' } | { readonly kind: 'said'; readonly sentence: string } | undefined;

/** A request being written. Whatever is typed is kept on this device before anything else happens. */
export function Editor({ writing, title }: { writing: RequestInHand; title: string }) {
  const { from, drafts, procedure, schema } = writing;
  const { forge, language, settings } = usePlace();
  const write = sayWriting(language);
  const hand = useDraft(drafts, writing.draft);
  const { draft } = hand;
  const { viewer, office, index } = from;
  const [theirs, setTheirs] = useState<OpenRequest | undefined>(writing.isMoved ? writing.open : undefined);
  const [busy, setBusy] = useState<Busy>();
  const isBusy = useRef(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const [news, setNews] = useState(firstWords(writing.said, write));
  // A renewed session is a new forge.
  useEffect(() => setTrouble(undefined), [forge]);
  const attachments = procedure.request.pointers.attachments;
  const one = writing.open?.one;
  const caseId = one?.standing?.state.opens.case ?? '';
  const how = { schema, attachments, owner: settings.owner };
  const now = (): string => `${new Date(forge.now()).toISOString().slice(0, 19)}Z`;

  const ask = { procedure, schema, rooms: office.rooms, bookings: index.bookings, caseId };
  const { checks, found, lookNow } = useChecks(ask, draft, now);
  const inWords = (problem: Problem): Fault => faultOf(problem, procedure.zone);
  const faults = found > 0 ? (checks?.problems ?? []).map(inWords) : [];
  const warnings = (checks?.warnings ?? []).map(inWords);

  const typed = (value: unknown): void => {
    const before = draft.value;
    hand.change((stored) => {
      const next = carried(before, value, stored.value) as TypedValues;
      const about = valueAt(next, titlePointer(schema) ?? '/');
      return { ...stored, ...(typeof about === 'string' ? { title: about } : {}), value: next, typedAt: now() };
    });
    setNews('');
  };
  const attaching: Attaching = {
    added: draft.added,
    saved: draft.base?.attachments ?? [],
    read: async (name) => {
      const here = draft.added.includes(name) ? await drafts.files(draft.key).get(name) : undefined;
      return here ?? (await forge.bytes(`${draft.folder}/${name}`, draft.base?.head ?? ''));
    },
    add: async (name, bytes) => {
      const isKept = await drafts.files(draft.key).put(name, bytes);
      hand.change((stored) => ({ ...stored, added: [...new Set([...stored.added, name])], typedAt: now() }));
      if (!isKept) hand.full();
    },
  };

  /** Does something that reaches the forge, once at a time, and says what came of it. */
  const attempt = async (kind: NonNullable<Busy>, work: () => Promise<void>): Promise<void> => {
    if (isBusy.current) return;
    isBusy.current = true;
    setBusy(kind);
    setTrouble(undefined);
    try {
      await work();
    } catch (error) {
      if (error instanceof Moved) await lookElsewhere().catch((fault: unknown) => setTrouble(troubleOf(fault, write)));
      else setTrouble(troubleOf(error, write));
    } finally {
      isBusy.current = false;
      setBusy(undefined);
      hand.refresh();
    }
  };
  const lookElsewhere = async (): Promise<void> => {
    const stored = drafts.of(draft.key) ?? draft;
    const number = stored.number ?? (await pullNumberOf(forge, stored, settings.owner));
    const open = number === undefined ? undefined : await loadRequest(forge, from, number);
    if (open) setTheirs(open);
    else setTrouble({ kind: 'said', sentence: write('unreadable') });
  };
  const save = (): Promise<void> =>
    attempt('saving', async () => {
      await saveDraft(forge, drafts, draft.key, how);
      setNews('');
    });
  const submit = (): Promise<void> =>
    attempt('submitting', async () => {
      const looked = await lookNow();
      if (looked && looked.problems.length > 0) return;
      await inTurn(`disposisi-ajukan-${draft.key}`, async () => {
        const { number = 0 } = await saveDraft(forge, drafts, draft.key, how);
        const now = await loadCase(forge, number);
        const isThere = now.standing
          ? !now.standing.state.visit.withApplicant
          : isSubmitted(now.pull) && !isRefused(now.pull);
        if (!isThere) keptBy(viewer.databaseId).sent.keep(await sendSubmit(forge, now));
        await drafts.forget(draft.key);
        location.hash = `#/${number}/tanda-terima`;
      });
    });
  const discard = (): Promise<void> =>
    attempt('saving', async () => {
      await discardDraft(forge, draft, settings.owner);
      await drafts.forget(draft.key);
      location.hash = '#/';
    });
  const merged = (value: TypedValues): void => {
    if (!theirs) return;
    hand.change((stored) => ({ ...stored, value, base: theirs.base, number: theirs.one.number, typedAt: now() }));
    setTheirs(undefined);
  };

  if (hand.isGone)
    return (
      <>
        <Heading>{title}</Heading>
        <div class="notice" role="alert">
          <p>{write('gone')}</p>
          {draft.number !== undefined && (
            <p>
              <a href={`#/${draft.number}/tanda-terima`}>{write('seeState')}</a>
            </p>
          )}
        </div>
      </>
    );
  return (
    <AttachingContext.Provider value={attaching}>
      <div class="writing">
        <div class="writing-head">
          <Heading>{title}</Heading>
          <SignedIn viewer={viewer} />
          <p class="lead">
            {caseId && `${caseId}. `}
            {write('byProcedure', { p: procedure.title[language] })}
          </p>
          {one && (
            <div class="stack">
              <Reasons one={one} heading="h2" />
            </div>
          )}
          <p role="status" class="meta">
            {news || stateOf(draft, write, procedure.zone, now(), language)}
          </p>
          {hand.isFull && (
            <div class="notice is-refused" role="alert">
              <p>{write('full')}</p>
              <p>
                <button type="button" class="second" onClick={() => download(draft)}>
                  {write('downloadTyped')}
                </button>
              </p>
            </div>
          )}
          {theirs && <Compare key={theirs.base.head} draft={draft} theirs={theirs} office={office} chosen={merged} />}
        </div>
        <form class="stack writing-form" onSubmit={(event) => event.preventDefault()} noValidate>
          <FaultSummary
            faults={faults}
            found={found}
            heading="h2"
            title={write(faults.length === 1 ? 'summaryOne' : 'summary', { n: faults.length })}
          />
          <Fields
            form={{
              ...{ root: schema, office, zone: procedure.zone, faults },
              ...{ pointers: procedure.request.pointers, widgets: WIDGETS },
            }}
            schema={resolve(schema, schema)}
            path=""
            value={draft.value}
            set={typed}
          />
          <Warnings warnings={warnings} />
          {trouble?.kind === 'ended' && <SignInHere account={viewer.databaseId} />}
          {trouble?.kind === 'said' && (
            <p class="notice is-refused" role="alert">
              {trouble.sentence}
            </p>
          )}
          <p class="hint">{write('submitHint')}</p>
          <div class="gestures">
            <button type="button" disabled={busy !== undefined || theirs !== undefined} onClick={submit}>
              {write('submit')}
            </button>
            <button
              type="button"
              class="second"
              disabled={busy !== undefined || theirs !== undefined || (draft.number !== undefined && !isUnsaved(draft))}
              onClick={save}
            >
              {write('save')}
            </button>
          </div>
          <p role="status">{busy && write(busy)}</p>
          {!one?.standing && (
            <details class="in-place">
              <summary>{write('deleteDraft')}</summary>
              <p class="hint">{write('deleteHint')}</p>
              <button type="button" class="danger" disabled={busy !== undefined} onClick={discard}>
                {write('deleteNow')}
              </button>
            </details>
          )}
        </form>
        <details class="writing-letter" open={matchMedia('(min-width: 64rem)').matches}>
          <summary>{write('letter')}</summary>
          <LetterSheet procedure={procedure} schema={schema} rooms={office.rooms} value={draft.value} />
        </details>
      </div>
    </AttachingContext.Provider>
  );
}

/** What the process would refuse, or warn of, as soon as typing pauses. */
function useChecks(
  ask: Omit<Parameters<ReturnType<typeof openChecker>['check']>[0], 'value' | 'now'>,
  draft: Draft,
  now: () => string,
) {
  const checker = useMemo(openChecker, []);
  const [checks, setChecks] = useState<Checks>();
  /** How often the person asked to submit and was told what is wrong; only then are faults shown. */
  const [found, setFound] = useState(0);
  useEffect(() => () => checker.close(), [checker]);
  const look = (): Promise<Checks | undefined> => checker.check({ ...ask, value: draft.value, now: now() });
  useEffect(() => {
    const timer = setTimeout(() => void look().then(setChecks), PAUSE);
    return () => clearTimeout(timer);
  }, [draft.value]);
  const lookNow = async (): Promise<Checks | undefined> => {
    const looked = await look();
    setChecks(looked);
    setFound(looked && looked.problems.length > 0 ? found + 1 : 0);
    return looked;
  };
  return { checks, found, lookNow };
}

function Warnings({ warnings }: { warnings: readonly Fault[] }) {
  const { language } = usePlace();
  const write = sayWriting(language);
  return (
    <div role="status">
      {warnings.length > 0 && (
        <div class="notice">
          <p>
            <strong>{write('warnings')}</strong>
          </p>
          <ul class="plain">
            {warnings.map(({ label, message }, at) => (
              <li key={at}>
                {label[language]}: {message[language]}
              </li>
            ))}
          </ul>
          <p class="meta">{write('warningNote')}</p>
        </div>
      )}
    </div>
  );
}

/** A problem as a form shows it, its times by the office's clock. */
function faultOf(problem: Problem, zone: string): Fault {
  // That something must be filled in is said by itself.
  const { fix: _fix, ...missing } = problem;
  const isMissing = /^schema-(?:required|min-items)$/.test(problem.code) && problem.received === undefined;
  const told = isMissing ? missing : problem;
  const say = (language: 'id' | 'en'): string => localTimes(problemSentence(told, language), zone, language);
  const label = { id: subjectOf(problem, 'id'), en: subjectOf(problem, 'en') };
  return { path: problem.path, label, message: { id: say('id'), en: say('en') } };
}

function troubleOf(error: unknown, write: ReturnType<typeof sayWriting>): Trouble {
  if (error instanceof SessionEnded) return { kind: 'ended' };
  console.error(error);
  // A call that got no answer is a TypeError by the standard of fetch.
  if (error instanceof TypeError) return { kind: 'said', sentence: write('noNetwork') };
  const reason = error instanceof RefusedByForge || error instanceof Error ? error.message : String(error);
  return { kind: 'said', sentence: write('refused', { r: `${reason.replace(/\.$/, '')}.` }) };
}

function firstWords(said: string | undefined, write: ReturnType<typeof sayWriting>): string {
  if (said === undefined) return '';
  return said === CHOSEN ? write('chosen') : write('copied', { c: said });
}

/** Where what was typed is safe. */
function stateOf(
  draft: Draft,
  write: ReturnType<typeof sayWriting>,
  zone: string,
  now: string,
  language: 'id' | 'en',
): string {
  if (draft.typedAt !== undefined) {
    const isToday = sameDay(draft.typedAt, now, zone);
    return write('keptHere', { t: (isToday ? timeOfDay : shortZonedTime)(draft.typedAt, zone)[language] });
  }
  return write(draft.base ? 'savedThere' : 'nothingYet');
}

/** What was typed, as a file, where the device keeps nothing. */
const download = ({ key, value }: Draft): void =>
  giveFile(new Blob([JSON.stringify(value, null, 2)], { type: 'application/json' }), `konsep-${key}.json`);
