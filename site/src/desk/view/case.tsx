import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { shownDocument } from '#domain/case/state/corrections.ts';
import { numberInCaseId } from '#domain/case/state/origin.ts';
import { titleOf } from '#domain/case/course/title.ts';
import { labelOf } from '#domain/request/annotations.ts';
import { capital } from '#domain/words/language.ts';
import { originSentence } from '#domain/words/origin-words.ts';
import { statusSentence } from '#domain/words/status.ts';
import type { ProcessReply } from '../acts.ts';
import {
  answerable,
  assigningAnew,
  type DeskCase,
  isOpener,
  loadCase,
  myTurn,
  schemasFor,
  type CurrentState,
} from '../desk-case.ts';
import { countdown } from '../desk-list.ts';
import { keptBy, type Sent } from '../kept.ts';
import { statusOf } from '../queries.ts';
import { deskRounds, isMarked } from '../rounds.ts';
import { titleWords } from '../title-words.ts';
import { ActPanel } from './act.tsx';
import { Attachments } from './attachments.tsx';
import { ReplyNotice, Awaiting } from './awaiting.tsx';
import { ChangedSince } from './changes.tsx';
import { Checklist } from './checklist.tsx';
import { announce, Back, Heading, SignedIn, Title, useNow, usePlace } from './common.tsx';
import { lazy } from './lazy.tsx';
import { InShort, jumpTo } from './in-short.tsx';
import { useLoad } from './use-load.tsx';
import { useNamedUses } from './use-named-uses.ts';
import { Values } from './values.tsx';

// An official can decide without these parts, so they are loaded after the page.
const Trail = lazy(async () => (await import('./trail.tsx')).Trail);
const ApplicantPanel = lazy(async () => (await import('./applicant.tsx')).ApplicantPanel);
const AssignAnew = lazy(async () => (await import('./assign-anew.tsx')).AssignAnew);
const Answering = lazy(async () => (await import('./answering.tsx')).Answering);
const DocumentsPart = lazy(async () => (await import('./documents.tsx')).DocumentsPart);

export function CasePage({ number }: { number: number }) {
  const { forge, say, watch } = usePlace();
  const [one, setOne] = useState<DeskCase>();
  const [waiting, setWaiting] = useState<Sent>();
  const [reply, setReply] = useState<ProcessReply>();
  const { load, fault } = useLoad(
    async () => {
      const read = await loadCase(forge, number, schemasFor(watch.latest(), number));
      setOne(read);
      setWaiting(keptBy(read.viewer.databaseId).sent.of(number));
    },
    [forge, number],
    number,
  );
  const replied = async (given: ProcessReply): Promise<void> => {
    const refused = !('entry' in given) || ['refused', 'submission-refused'].includes(given.entry.kind);
    // After a refusal the input is kept, because the person corrects it and sends it again.
    if (!refused && one) keptBy(one.viewer.databaseId).typed.forget(number);
    // The reply is shown before the case has been read again. Until then nobody can act on what the page shows.
    setReply(given);
    await load();
    setWaiting(undefined);
  };
  if (!one)
    return (
      <>
        <Back />
        <Heading>{say('draftNumber', { n: number })}</Heading>
        {fault ?? <p role="status">{say('loading')}</p>}
      </>
    );
  const sentNow = (act: Sent): void => {
    setReply(undefined);
    setWaiting(act);
  };
  return (
    <>
      <Back />
      <CaseView
        one={one}
        waiting={waiting}
        reply={reply}
        replied={replied}
        sentNow={sentNow}
        key={one.entries.length}
      />
    </>
  );
}

interface Props {
  readonly one: DeskCase;
  readonly waiting: Sent | undefined;
  readonly reply: ProcessReply | undefined;
  readonly replied: (reply: ProcessReply) => void;
  readonly sentNow: (one: Sent) => void;
}

function CaseView(props: Props) {
  const { one, waiting, reply, replied } = props;
  const { say } = usePlace();
  const { current, pull, viewer, number } = one;
  const notices = (
    <>
      {waiting && !reply && <Awaiting one={waiting} account={viewer.databaseId} replied={replied} />}
      {reply && <ReplyNotice one={one} reply={reply} />}
    </>
  );
  const head = (
    <>
      <SignedIn viewer={viewer} />
      <Heading>{current?.state.opens.case ?? say('draftNumber', { n: number })}</Heading>
      <Title text={current ? titleOf(current.state, current.procedure, current.schema) : titleWords(pull.title)} />
    </>
  );
  if (current)
    return (
      <CurrentView {...props} current={current} head={head}>
        {notices}
      </CurrentView>
    );
  const isMine = pull.author?.databaseId === viewer.databaseId && pull.state === 'OPEN';
  return (
    <>
      {head}
      <p class="lead" lang={statusOf(pull)?.description ? 'id' : undefined}>
        {statusOf(pull)?.description ?? say('draft')}
      </p>
      <Links one={one} />
      {notices}
      {isMine && !waiting && <ApplicantPanel {...props} />}
    </>
  );
}

type CurrentProps = Props & {
  readonly current: CurrentState;
  readonly head: preact.JSX.Element;
  readonly children: preact.JSX.Element;
};

function CurrentView(props: CurrentProps) {
  const { one, current, waiting, reply, head, children } = props;
  const { forge, say, language } = usePlace();
  const now = useNow(forge);
  const [result, setResult] = useState<unknown>();
  const [areDocumentsAsked, setDocumentsAsked] = useState(false);
  const { state, situation, procedure, schema } = current;
  const { zone } = procedure;
  const mine = myTurn(one, current, now);
  const turn = 'turn' in mine ? mine.turn : undefined;
  const acts = turn && !waiting;
  const isApplicant = 'why' in mine && mine.isApplicant && !state.end;
  const records = answerable(one, current, now);
  const anew = turn ? undefined : assigningAnew(one, current, now);
  const isWide = useIsWide();
  const rounds = deskRounds(one, current);
  const asked = useNamedUses(one);
  const round = rounds.at(-1);
  const isLate = situation.kind === 'waiting' && countdown(situation, zone, now)?.late === true;
  return (
    <div class="desk-case">
      <div class="desk-head">
        {head}
        <p class="lead">{statusSentence(situation, { zone, now, times: 'live', apart: true })[language]}</p>
        {state.origin && (
          <p class="meta">
            <a href={`#/${numberInCaseId(state.origin.case)}`}>{originSentence(state.origin, zone)[language]}</a>
          </p>
        )}
        {state.agenda && (
          <p class="meta">
            {say('agenda')} {state.agenda.number}/{state.agenda.year}
          </p>
        )}
      </div>
      <div class="bar">
        <Countdown current={current} now={now} />
        <button type="button" class="plain-button to-act" onClick={() => jumpTo('tindakan')}>
          {say('toAct')}
        </button>
      </div>
      <div class="desk-main">
        {one.pull.headRefOid !== state.head.oid && !state.end && (
          <p class="notice">{say(state.visit.withApplicant ? 'pushSaved' : 'pushUnread')}</p>
        )}
        <InShort one={one} current={current} round={round} isLate={isLate} asked={asked} />
        {!state.end && !state.visit.withApplicant && (
          <Checklist one={one} current={current} turn={turn} result={result} isOpen={isWide} asked={asked} />
        )}
        {round && <ChangedSince one={one} current={current} round={round} isOpen={isWide} />}
        <details class="part" open={isWide}>
          <summary>
            <h2 class="part-title">{labelOf(schema)?.[language] ?? say('request')}</h2>
          </summary>
          <Values
            root={schema}
            schema={schema}
            value={shownDocument(state, state.request)}
            zone={zone}
            office={one.office}
            marks={(pointer) => isMarked(round?.fields ?? [], pointer)}
          />
        </details>
        <Attachments one={one} round={round} isOpen={isWide} />
        <details class="part" onToggle={() => setDocumentsAsked(true)}>
          <summary>
            <h2 class="part-title">{say('documents')}</h2>
          </summary>
          {areDocumentsAsked && <DocumentsPart one={one} current={current} />}
        </details>
        <Trail one={one} current={current} rounds={rounds} isOpen={isWide} />
        <Links one={one} />
      </div>
      <section class="desk-act" aria-labelledby="tindakan">
        <h2 id="tindakan" class="act-title" tabIndex={-1}>
          {acts ? say('actInRow', { r: state.visit.row }) : say('act')}
        </h2>
        {children}
        {acts && reply && 'entry' in reply && reply.entry.kind === 'accepted' && (
          <p>
            {turn.replaces
              ? say('recordedInTurn')
              : say('yourTurnAgain', { r: state.visit.row, s: current.step.short[language] })}
          </p>
        )}
        {acts && <ActPanel {...props} turn={turn} typing={setResult} />}
        {isApplicant && !waiting && <ApplicantPanel {...props} />}
        {anew && !waiting && <AssignAnew {...props} anew={anew} />}
        {!waiting && records.map((record) => <Answering {...props} record={record} key={record.seq} />)}
        {'why' in mine && !(isApplicant && isOpener(one, current) && state.visit.withApplicant) && (
          <p class="not-mine">{mine.why[language]}</p>
        )}
      </section>
    </div>
  );
}

/**
 * Returns whether the screen was wide when the page opened. On a wide screen the parts are next to each other and not
 * folded. On a small screen the facts for a decision come first, and the other parts are folded below.
 */
function useIsWide(): boolean {
  const [isWide] = useState(() => matchMedia('(min-width: 64rem)').matches);
  useLayoutEffect(() => {
    if (!isWide) document.querySelector('.desk-case h1')?.scrollIntoView();
  }, [isWide]);
  return isWide;
}

function Countdown({ current, now }: { current: CurrentState; now: string }) {
  const { say, language } = usePlace();
  const { situation, procedure, state } = current;
  const left = situation.kind === 'waiting' ? countdown(situation, procedure.zone, now) : undefined;
  const [wasLate, setLate] = useState(left?.late ?? false);
  useEffect(() => {
    if (left?.late && !wasLate) announce(say('lateNow', { c: state.opens.case }));
    setLate(left?.late ?? false);
  }, [left?.late]);
  if (!left) return null;
  return (
    <p class={`countdown ${left.late ? 'is-late' : ''}`} role="timer">
      {capital(left.text[language])}
    </p>
  );
}

function Links({ one }: { one: DeskCase }) {
  const { say, settings, language } = usePlace();
  const id = one.current?.state.opens.case;
  const page = `${settings.base}${language === 'en' ? '/en' : ''}/berkas/${id}/`;
  // The embedded forge has no pages: the address of its pull request leads to the desk.
  const isElsewhere = settings.kind === 'github';
  if (!isElsewhere && !id) return null;
  return (
    <p class="links">
      {isElsewhere && (
        <a href={one.pull.url} rel="noreferrer">
          {say('onForge')}
        </a>
      )}
      {id && <a href={page}>{say('publicPage')}</a>}
    </p>
  );
}
