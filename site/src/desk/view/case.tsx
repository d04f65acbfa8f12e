import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { toInstant } from '#domain/clock/instant.ts';
import { shownDocument } from '#domain/case/state/corrections.ts';
import { numberInCaseId } from '#domain/case/state/origin.ts';
import { titleOf } from '#domain/case/course/title.ts';
import { labelOf } from '#domain/request/annotations.ts';
import { capital } from '#domain/words/language.ts';
import { liveTime } from '#domain/words/time.ts';
import { originSentence } from '#domain/words/origin-words.ts';
import { statusSentence } from '#domain/words/status.ts';
import { type ProcessReply, sendNext } from '../acts.ts';
import { answerable, assigningAnew, type DeskCase, isOpener, myTurn, type CurrentState } from '../desk-case.ts';
import { countdown, usedShare } from '../desk-list.ts';
import type { IconName } from '../../lib/icons.ts';
import { keptBy, type Sent } from '../kept.ts';
import { statusOf } from '../queries.ts';
import { deskRounds, isMarked } from '../rounds.ts';
import { titleWords } from '../title-words.ts';
import { ActPanel, ResultFields, type TypedNow } from './act.tsx';
import { Awaiting } from './awaiting.tsx';
import { Ticks } from './checklist.tsx';
import { announce, Back, Heading, Icon, SignedIn, useNow, usePlace } from './common.tsx';
import { lazy } from './lazy.tsx';
import { InShort, jumpTo } from './in-short.tsx';
import { Dial, RouteLine } from './route.tsx';
import type { TwoActs } from './reply-notice.tsx';
import { useBehind } from './use-behind.ts';
import { useLoad } from './use-load.tsx';
import { useNamedUses } from './use-named-uses.ts';
import { Values } from './values.tsx';

// These parts are loaded after the page, or few cases have them.
const ChangedSince = lazy(async () => (await import('./changes.tsx')).ChangedSince);
const Trail = lazy(async () => (await import('./trail.tsx')).Trail);
const Attachments = lazy(async () => (await import('./attachments.tsx')).Attachments);
const Checklist = lazy(async () => (await import('./step-asks.tsx')).Checklist);
const LetterOfCase = lazy(async () => (await import('./case-letter.tsx')).LetterOfCase);
const ApplicantPanel = lazy(async () => (await import('./applicant.tsx')).ApplicantPanel);
const ReplyNotice = lazy(async () => (await import('./reply-notice.tsx')).ReplyNotice);
const PlaceInList = lazy(async () => (await import('./reply-notice.tsx')).PlaceInList, true);
const AssignAnew = lazy(async () => (await import('./assign-anew.tsx')).AssignAnew);
const Answering = lazy(async () => (await import('./answering.tsx')).Answering);
const DocumentsPart = lazy(async () => (await import('./documents.tsx')).DocumentsPart);

const PARTS = [ReplyNotice, ChangedSince, ResultFields, Attachments, Checklist, Trail];
const askParts = (): void => PARTS.forEach(({ ask }) => ask());

/** Loads the parts of a page on which a person will decide, the letter first: it is read before. */
export function askToDecide(): void {
  LetterOfCase.ask();
  askParts();
}

export function CasePage({ number }: { number: number }) {
  const { forge, say, ahead, failed } = usePlace();
  const [one, setOne] = useState<DeskCase>();
  const [waiting, setWaiting] = useState<Sent>();
  const [reply, setReply] = useState<ProcessReply>();
  const [pair, setPair] = useState<TwoActs>();
  const [areDocumentsOpen, setDocumentsOpen] = useState(false);
  const latest = useRef<DeskCase>(undefined);
  const isGoingOn = useRef(false);
  /** Row of the act that was sent together with another one. */
  const before = useRef<number | string>(undefined);
  const { load, fault } = useLoad(
    async () => {
      const read = await ahead.open(number);
      latest.current = read;
      setOne(read);
      if (!isGoingOn.current) setWaiting(keptBy(read.viewer.databaseId).sent.of(number));
    },
    [forge, number],
    number,
  );
  // What most cases need arrives while the case is read. A case that was read ahead asks for its letter before.
  useEffect(askParts, []);
  /** Sends the act for the next step, if it was chosen together with the act that was judged. */
  const goOn = async (given: ProcessReply, { next: also }: Sent): Promise<Sent | undefined> => {
    const fresh = latest.current;
    if (!also || !fresh || !('entry' in given)) return undefined;
    const { sent, typed } = keptBy(fresh.viewer.databaseId);
    const isAccepted = given.entry.kind === 'accepted';
    // What was typed stays on this device until the second act is sent.
    if (isAccepted) typed.keep(number, { visit: also.visit, note: also.note, reason: '', result: {} });
    const next = await sendNext(forge, fresh, given, also).catch((error: unknown) => void failed(error));
    if (next) sent.keep(next);
    setPair({ first: isAccepted ? (before.current ?? '') : '', second: also.row, isSent: next !== undefined });
    return next;
  };
  const replied = async (given: ProcessReply, act: Sent): Promise<void> => {
    isGoingOn.current = true;
    const refused = !('entry' in given) || ['refused', 'submission-refused'].includes(given.entry.kind);
    // After a refusal the input is kept, because the person corrects it and sends it again.
    if (!refused && one) keptBy(one.viewer.databaseId).typed.forget(number);
    before.current = act.next && latest.current?.current?.state.visit.row;
    // The reply is shown before the case has been read again. Until then nobody can act on what the page shows.
    setReply(given);
    const next = await goOn(given, act);
    if (next) setReply(undefined);
    else await load();
    isGoingOn.current = false;
    setWaiting(next);
  };
  const isBehind = useBehind(one);
  const own = one?.current && myTurn(one, one.current, toInstant(forge.now()));
  const isActing = own && 'turn' in own && !own.turn.replaces;
  useEffect(() => {
    // Under the hands of a person who acts, nothing changes.
    if (isBehind && !isActing && !waiting && !isGoingOn.current) void load();
  }, [isBehind]);
  const back = (
    <Back>
      <PlaceInList number={number} one={one} />
    </Back>
  );
  if (!one)
    return (
      <>
        {back}
        <Heading>{say('draftNumber', { n: number })}</Heading>
        {fault ?? <p role="status">{say('loading')}</p>}
      </>
    );
  const sentNow = (act: Sent): void => {
    setPair(undefined);
    setReply(undefined);
    setWaiting(act);
  };
  return (
    <>
      {back}
      {isBehind && isActing && !waiting && !reply && (
        <p class="notice" role="status">
          {say('changedMeanwhile')}{' '}
          <button type="button" class="plain-button" onClick={() => void load()}>
            {say('reload')}
          </button>
        </p>
      )}
      <CaseView
        one={one}
        waiting={waiting}
        reply={reply}
        pair={pair}
        replied={replied}
        sentNow={sentNow}
        documents={{ isOpen: areDocumentsOpen, setOpen: setDocumentsOpen, reload: () => void load() }}
        key={one.entries.length}
      />
    </>
  );
}

interface Props {
  readonly one: DeskCase;
  readonly waiting: Sent | undefined;
  readonly reply: ProcessReply | undefined;
  readonly pair: TwoActs | undefined;
  readonly replied: (reply: ProcessReply, act: Sent) => void;
  readonly sentNow: (one: Sent) => void;
  /** Whether the part with the documents is open; it stays open when the case has changed. */
  readonly documents: {
    readonly isOpen: boolean;
    readonly setOpen: (isOpen: boolean) => void;
    readonly reload: () => void;
  };
}

function CaseView(props: Props) {
  const { one, waiting, reply, pair, replied } = props;
  const { say } = usePlace();
  const { current, pull, viewer, number } = one;
  const notices = (
    <>
      {waiting && !reply && (
        <Awaiting one={waiting} account={viewer.databaseId} replied={(given) => replied(given, waiting)} />
      )}
      {(reply || pair) && <ReplyNotice one={one} reply={reply} pair={pair} />}
    </>
  );
  const id = current?.state.opens.case ?? say('draftNumber', { n: number });
  const title = current ? titleOf(current.state, current.procedure, current.schema) : titleWords(pull.title);
  if (current)
    return (
      <CurrentView {...props} current={current} id={id} title={title}>
        {notices}
      </CurrentView>
    );
  const isMine = pull.author?.databaseId === viewer.databaseId && pull.state === 'OPEN';
  return (
    <>
      <CaseTop id={id} title={title} />
      <p class="lead" lang={statusOf(pull)?.description ? 'id' : undefined}>
        {statusOf(pull)?.description ?? say('draft')}
      </p>
      <Links one={one} />
      {notices}
      {isMine && !waiting && <ApplicantPanel {...props} />}
      <SignedIn viewer={viewer} />
    </>
  );
}

/** Shows the title of a case as the heading of the page, with its number next to it. */
function CaseTop({ id, title }: { id: string; title: string | undefined }) {
  return title === undefined ? (
    <Heading>{id}</Heading>
  ) : (
    <Heading number={id} called={id}>
      {title}
    </Heading>
  );
}

type CurrentProps = Props & {
  readonly current: CurrentState;
  readonly id: string;
  readonly title: string | undefined;
  /** Whether an act was sent and what the process replied. */
  readonly children: JSX.Element;
};

function CurrentView(props: CurrentProps) {
  const { one, current, waiting, reply, documents, id, title, children } = props;
  const { forge, say, language } = usePlace();
  const now = useNow(forge);
  const [typed, setTyped] = useState<TypedNow>({ result: undefined, hasNote: false });
  const { state, situation, procedure, schema } = current;
  const { zone } = procedure;
  const mine = myTurn(one, current, now);
  const turn = 'turn' in mine ? mine.turn : undefined;
  const acts = turn !== undefined && !waiting;
  // Who has given the result may give another one (R5), but the case does not wait for that.
  const isAwaited = acts && !turn.replaces;
  // Several actors, or a party whose act the viewer only records, keep their names.
  const isViewersAlone = acts && typeof current.step.actor === 'string';
  const said = isViewersAlone ? { ...situation, who: [{ id: 'Anda', en: 'you' }] } : situation;
  const isApplicant = 'why' in mine && mine.isApplicant && !state.end;
  const records = answerable(one, current, now);
  const anew = turn ? undefined : assigningAnew(one, current, now);
  const isWide = useIsWide();
  const isOnSheet = isAwaited && !isWide;
  const [isLetterOpen, setLetterOpen] = useState(isWide);
  const rounds = deskRounds(one, current);
  const asked = useNamedUses(one);
  const round = rounds.at(-1);
  const isLate = situation.kind === 'waiting' && countdown(situation, zone, now)?.late === true;
  const tone = isLate ? 'late' : state.visit.withApplicant ? 'wait' : '';
  const checks = { one, current, turn, asked, result: typed.result };
  const panel = acts && (
    <>
      <Ticks {...checks} hasNote={typed.hasNote} isOpen={isWide} />
      {isAwaited && reply && 'entry' in reply && reply.entry.kind === 'accepted' && (
        <p>{say('yourTurnAgain', { r: state.visit.row, s: current.step.short[language] })}</p>
      )}
      <ActPanel {...props} turn={turn} typing={setTyped} />
    </>
  );
  const decision =
    panel && !isAwaited ? (
      <>
        <p>{say('recordedInTurn')}</p>
        <details class="in-place">
          <summary>{say('replaceResult')}</summary>
          {panel}
        </details>
      </>
    ) : (
      panel
    );
  const heading = (
    <h2 id="tindakan" class="act-title" tabIndex={-1}>
      {isAwaited ? capital(current.step.short[language]) : say('act')}
      {isAwaited && <small>{say('actInRow', { r: state.visit.row })}</small>}
    </h2>
  );
  const jumps = <Jumps attachments={state.attachments.length} />;
  return (
    <div class="desk-case">
      <div class="desk-head">
        <CaseTop id={id} title={title} />
        <p class="lead">{statusSentence(said, { zone, now, times: 'live', apart: true })[language]}</p>
        {state.origin && (
          <p class="meta">
            <a href={`#/${numberInCaseId(state.origin.case)}`}>{originSentence(state.origin, zone)[language]}</a>
          </p>
        )}
        {!isWide && jumps}
        <RouteLine one={one} current={current} tone={tone} />
        {one.pull.headRefOid !== state.head.oid && !state.end && (
          <p class="notice">{say(state.visit.withApplicant ? 'pushSaved' : 'pushUnread')}</p>
        )}
        {round && <ChangedSince one={one} current={current} round={round} isOpen />}
        <InShort one={one} current={current} round={round} isLate={isLate} asked={asked} />
      </div>
      {isOnSheet ? (
        <>
          {children}
          <Sheet current={current} now={now}>
            {heading}
            {decision}
          </Sheet>
        </>
      ) : (
        <section class="panel desk-act" aria-labelledby="tindakan">
          <Clock current={current} now={now} />
          <div class="panel-body">
            {heading}
            {children}
            {decision}
            {isApplicant && !waiting && <ApplicantPanel {...props} />}
            {anew && !waiting && <AssignAnew {...props} anew={anew} />}
            {!waiting && records.map((record) => <Answering {...props} record={record} key={record.seq} />)}
            {'why' in mine && !(isApplicant && isOpener(one, current) && state.visit.withApplicant) && (
              <p class="not-mine">{mine.why[language]}</p>
            )}
          </div>
        </section>
      )}
      <div class="desk-rest">
        {isWide && jumps}
        <details class="part" open={isLetterOpen} onToggle={(event) => setLetterOpen(event.currentTarget.open)}>
          <summary id="surat">
            <h2 class="part-title">{say('letter')}</h2>
          </summary>
          {/* Who decides will read the letter, so it arrives before it is unfolded. */}
          {(acts || isLetterOpen) && <LetterOfCase one={one} current={current} />}
        </details>
        <Attachments one={one} round={round} isOpen={isWide} />
        {!state.end && !state.visit.withApplicant && <Checklist {...checks} isOpen={isWide} />}
        <details class="part">
          <summary id="isian-lengkap">
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
        <details class="part" open={documents.isOpen} onToggle={(event) => documents.setOpen(event.currentTarget.open)}>
          <summary>
            <h2 class="part-title">{say('documents')}</h2>
          </summary>
          {documents.isOpen && <DocumentsPart one={one} current={current} reload={documents.reload} />}
        </details>
        <Trail one={one} current={current} rounds={rounds} isOpen={isWide} />
        <Links one={one} />
        <SignedIn viewer={one.viewer} />
      </div>
    </div>
  );
}

/** Shows buttons that move to the parts of the page. */
function Jumps({ attachments }: { attachments: number }) {
  const { say } = usePlace();
  const jump = (id: string, text: string, icon: IconName) => (
    <li>
      <button type="button" class="plain-button" onClick={() => jumpTo(id)}>
        <Icon name={icon} />
        {text}
      </button>
    </li>
  );
  return (
    <ul class="jumps not-on-paper">
      {jump('surat', say('letter'), 'letter')}
      {jump('lampiran', `${say('attachments')} (${attachments})`, 'clip')}
      {jump('isian-lengkap', say('allFields'), 'find')}
      {jump('riwayat', say('trail'), 'clock')}
    </ul>
  );
}

/**
 * Returns whether the screen is wide. On a wide screen letter and decision are next to each other. On a small screen the
 * facts for a decision come first, the other parts are folded below, and the decision is on a sheet over the page.
 */
function useIsWide(): boolean {
  const [wide] = useState(() => matchMedia('(min-width: 64rem)'));
  const [isWide, setWide] = useState(wide.matches);
  useEffect(() => {
    const changed = (): void => setWide(wide.matches);
    // Browsers that print report another width for a moment, and must not close what somebody has opened.
    wide.addEventListener?.('change', changed);
    return () => wide.removeEventListener?.('change', changed);
  }, [wide]);
  return isWide;
}

interface ClockProps {
  readonly current: CurrentState;
  readonly now: string;
  /** What is written below the time that is left; by default the deadline. */
  readonly below?: string;
  readonly children?: ComponentChildren;
}

/** Shows the time that is left or the lateness, with the share of the allowed time that is used. */
function Clock({ current, now, below, children }: ClockProps) {
  const { say, language } = usePlace();
  const { situation, procedure, state } = current;
  const { zone } = procedure;
  const waits = situation.kind === 'waiting' ? situation : undefined;
  const left = waits && countdown(waits, zone, now);
  const due = waits?.deadline?.due;
  const [wasLate, setLate] = useState(left?.late ?? false);
  useEffect(() => {
    if (left?.late && !wasLate) announce(say('lateNow', { c: state.opens.case }));
    setLate(left?.late ?? false);
  }, [left?.late]);
  if (!waits || (due === undefined && !children)) return null;
  const deadline = due === undefined ? '' : say('due', { t: liveTime(due, zone, now)[language] });
  return (
    <div class={`clock-line ${left?.late ? 'is-late' : ''}`}>
      <Dial is={left?.late ? 'late' : 'run'} share={usedShare(waits, now)} />
      <p>
        {left && (
          <b class="countdown" role="timer">
            {capital(left.text[language])}
          </b>
        )}
        <span>{below ?? deadline}</span>
      </p>
      {children}
    </div>
  );
}

/**
 * Shows a bar at the foot of a small screen, and the sheet that its button opens over the page. The browser keeps the
 * focus in the sheet, closes it on Escape, and returns the focus to the button.
 */
function Sheet({ current, now, children }: Omit<ClockProps, 'below'>) {
  const { say } = usePlace();
  const sheet = useRef<HTMLDialogElement>(null);
  return (
    <>
      <div class="foot-bar not-on-paper">
        <Clock current={current} now={now} below={`${say('row')} ${current.state.visit.row}`}>
          <button type="button" onClick={() => sheet.current?.showModal()}>
            {say('decide')}
          </button>
        </Clock>
      </div>
      <dialog ref={sheet} class="sheet desk-act" aria-labelledby="tindakan">
        <Clock current={current} now={now}>
          <button
            type="button"
            class="plain-button"
            aria-label={say('closeSheet')}
            onClick={() => sheet.current?.close()}
          >
            <Icon name="close" />
          </button>
        </Clock>
        <div class="panel-body">{children}</div>
      </dialog>
    </>
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
