import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isWaitingLate, statusSentence } from '#domain/words/status.ts';
import {
  applicationsOf,
  countdown,
  type DeskReading,
  deskOf,
  type EndedCase,
  type DeskLine,
  lineSentence,
} from '../desk-list.ts';
import { keptBy } from '../kept.ts';
import { loadDesk } from '../load.ts';
import { type RawOwn, statusOf } from '../queries.ts';
import { formAddress } from '../../form/address.ts';
import { draftsOf } from '../request/drafts.ts';
import { STATUS } from '../../lib/case-status.ts';
import { titleWords } from '../title-words.ts';
import { DraftsHere } from './drafts-here.tsx';
import { Notices } from './notices.tsx';
import { announce, Heading, SignedIn, Tag, Title, useNow, usePlace } from './common.tsx';

/** What waits for the reader, the most urgent first; no acting here. */
export function ListPage() {
  const { forge, settings, failed, say } = usePlace();
  const [reading, setReading] = useState<DeskReading>();
  const [isFault, setFault] = useState(false);
  const load = useCallback(async () => {
    setFault(false);
    try {
      const read = await loadDesk(forge, `${settings.owner}/${settings.repo}`, (account) => keptBy(account).sent.all());
      const { sent } = keptBy(read.viewer.databaseId);
      for (const { number } of sent.all()) if (!read.sent.has(number)) sent.forget(number);
      setReading(read);
    } catch (error) {
      failed(error);
      setFault(true);
    }
  }, [forge]);
  useEffect(() => {
    load();
    const seen = (): void => void (document.visibilityState === 'visible' && load());
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  }, [load]);
  return (
    <>
      <Heading>{say('title')}</Heading>
      {isFault && (
        <div class="notice" role="alert">
          <p>{say('listFault')}</p>
          <p>
            <button type="button" onClick={load}>
              {say('reload')}
            </button>
          </p>
        </div>
      )}
      {reading ? <Lists reading={reading} /> : !isFault && <p role="status">{say('loading')}</p>}
    </>
  );
}

function Lists({ reading }: { reading: DeskReading }) {
  const { forge, say, language, settings } = usePlace();
  const now = useNow(forge);
  const desk = useMemo(() => deskOf(reading, now), [reading, now]);
  const mine = useMemo(() => applicationsOf(reading), [reading]);
  useLateNews(desk.late);
  const { viewer } = reading;
  const isOfficial = desk.roles.length > 0;
  const tasks = desk.late.length + desk.today.length + desk.next.length + desk.sent.length;
  const own = Object.values(mine).reduce((sum, each) => sum + each.length, 0);
  const roles = desk.roles.map((role) => role[language]).join(', ');
  return (
    <>
      <SignedIn viewer={viewer} roles={roles} />
      <Notices viewer={viewer} />
      {isOfficial && (
        <section aria-labelledby="menunggu">
          <h2 id="menunggu">{say('tasks')}</h2>
          {tasks === 0 && <p class="empty">{say('nothing')}</p>}
          <Group title={say('late')} count={desk.late.length}>
            {desk.late.map((line) => (
              <CaseLine key={line.number} line={line} now={now} />
            ))}
          </Group>
          <Group title={say('today')} count={desk.today.length}>
            {desk.today.map((line) => (
              <CaseLine key={line.number} line={line} now={now} />
            ))}
          </Group>
          <Group title={say('next')} count={desk.next.length}>
            {desk.next.map((line) => (
              <CaseLine key={line.number} line={line} now={now} />
            ))}
          </Group>
          <Group title={say('sent')} count={desk.sent.length}>
            {desk.sent.map((line) => (
              <CaseLine key={line.number} line={line} now={now} />
            ))}
          </Group>
        </section>
      )}
      <section aria-labelledby="permohonan">
        <h2 id="permohonan">{say('applications')}</h2>
        {own === 0 && <p class="empty">{say('noApplications')}</p>}
        <Group title={say('returned')} count={mine.returned.length + mine.refused.length}>
          {mine.returned.map((line) => (
            <CaseLine key={line.number} line={line} now={now} />
          ))}
          {mine.refused.map((pull) => (
            <PullLine key={pull.number} pull={pull} />
          ))}
        </Group>
        <Group title={say('sent')} count={mine.submitted.length}>
          {mine.submitted.map((pull) => (
            <PullLine key={pull.number} pull={pull} />
          ))}
        </Group>
        <Group title={say('running')} count={mine.running.length}>
          {mine.running.map((line) => (
            <CaseLine key={line.number} line={line} now={now} />
          ))}
        </Group>
        <Group title={say('drafts')} count={mine.drafts.length}>
          {mine.drafts.map((pull) => (
            <PullLine key={pull.number} pull={pull} />
          ))}
        </Group>
        <Group title={say('ended')} count={mine.ended.length}>
          {mine.ended.map(({ pull, ended }) =>
            ended ? (
              <EndedLine key={pull.number} number={pull.number} one={ended} now={now} />
            ) : (
              <PullLine key={pull.number} pull={pull} />
            ),
          )}
        </Group>
        <DraftsHere drafts={draftsOf(viewer.databaseId).all()} />
        <p>
          <a class="button second" href="#/baru">
            {say('newRequest')}
          </a>
        </p>
        <p class="meta">
          <a href={formAddress(settings)} target="_blank" rel="noopener">
            {say('otherForm')} {say('newTab')}
          </a>
        </p>
      </section>
    </>
  );
}

/** Says, once, when a case has become late while the page was open. */
function useLateNews(late: readonly DeskLine[]): void {
  const { say } = usePlace();
  const known = useRef<Set<number>>(undefined);
  useEffect(() => {
    const before = known.current;
    known.current = new Set(late.map(({ number }) => number));
    if (!before) return;
    for (const { number, id } of late) if (!before.has(number)) announce(say('lateNow', { c: id }));
  }, [late]);
}

function Group({ title, count, children }: { title: string; count: number; children: ComponentChildren }) {
  if (count === 0) return null;
  return (
    <>
      <h3 class="group">
        {title} <span class="count">({count})</span>
      </h3>
      <ul class="case-list">{children}</ul>
    </>
  );
}

interface ListLineProps {
  readonly number: number;
  readonly name: string;
  readonly title: string | undefined;
  readonly sentence: ComponentChildren;
  /** Beside the name: how it stands. */
  readonly children?: ComponentChildren;
}

function ListLine({ number, name, title, sentence, children }: ListLineProps) {
  return (
    <li class="desk-line">
      <div class="case-head">
        <h4>
          <a href={`#/${number}`}>{name}</a>
        </h4>
        {children}
      </div>
      <Title text={title} />
      {sentence}
    </li>
  );
}

function CaseLine({ line, now }: { line: DeskLine; now: string }) {
  const { language, say } = usePlace();
  const { number, id, title, waiting, zone } = line;
  const left = countdown(waiting, zone, now);
  const late = isWaitingLate(waiting, now);
  const tone = late ? 'late' : waiting.withApplicant ? 'wait' : 'run';
  const label = late ? say('late') : waiting.withApplicant ? say('withApplicant') : say('running');
  const sentence = <p class="sentence">{lineSentence(line, now)[language]}</p>;
  return (
    <ListLine number={number} name={id} title={title} sentence={sentence}>
      <Tag tone={tone}>{label}</Tag>
      {left && (
        <span class={left.late ? 'left is-late' : 'left'} role="timer">
          {left.text[language]}
        </span>
      )}
    </ListLine>
  );
}

function EndedLine({ number, one, now }: { number: number; one: EndedCase; now: string }) {
  const { language, say } = usePlace();
  const { id, title, end, situation, zone } = one;
  const told = statusSentence(situation, { zone, now, times: 'live' })[language];
  return (
    <ListLine
      number={number}
      name={id}
      title={title}
      sentence={
        <>
          <p class="sentence">{told}</p>
          <p>
            <a href={`#/${number}/salin`}>
              {say('copy')} <span class="unseen">({id})</span>
            </a>
          </p>
        </>
      }
    >
      {end && <Tag tone={STATUS[end].tone}>{STATUS[end].label[language]}</Tag>}
    </ListLine>
  );
}

function PullLine({ pull }: { pull: RawOwn }) {
  const { say } = usePlace();
  const { number, title } = pull;
  const status = statusOf(pull)?.description;
  const sentence = status && (
    <p class="sentence" lang="id">
      {status}
    </p>
  );
  return (
    <ListLine number={number} name={say('draftNumber', { n: number })} title={titleWords(title)} sentence={sentence} />
  );
}
