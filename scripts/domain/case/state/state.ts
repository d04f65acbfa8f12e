import { given } from '#domain/request/given.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Entry, Next, Who } from '#domain/generated/journal-entry.ts';
import type { NamedDocument } from '#domain/request/signed-line.ts';
import { type Attachment, type FileId, requestFilesOf } from './content.ts';
import { compareFacts, endOfSecond, type Position } from './facts.ts';
import { type Correction, correctionsIn, inOrder } from './corrections.ts';
import { informedAfter, type InformedRecord } from './informed-records.ts';
import { rolesAmong } from './parties.ts';
import { isCurrent, type SpanRun, spanRunsAfter } from './span-runs.ts';
import { isRefusedAsk, voids } from './voided.ts';

/** An accepted act. */
export interface Act {
  readonly seq: number;
  readonly at: Instant;
  readonly step: string;
  readonly visit: number;
  readonly gesture: 'approve' | 'changes';
  readonly who: Who;
  /** The digest of gesture and text. The same digest again is a double click (R2). */
  readonly words: string;
  readonly partial: boolean;
  readonly replaces: boolean;
  readonly result?: Readonly<Record<string, unknown>>;
}

/** A signed document, or the photographs of a report, that were filed against an entry (R47). */
export interface Filing {
  readonly seq: number;
  readonly paper: string;
  readonly entry: number;
  readonly arePhotos: boolean;
  readonly files: readonly NamedDocument[];
}

export interface CaseEnd {
  readonly kind: NonNullable<Entry['end']>;
  readonly at: Instant;
  readonly step: string;
  readonly note?: string;
  readonly who?: Who;
}

/** A visit whose time is paused until the turn returns (R44). */
export interface Paused {
  readonly visit: Next;
  readonly at: Instant;
  /** Was it journaled that the visit's time passed without a decision? */
  readonly silent: boolean;
}

/** The state of a case according to its journal. A draft has no state. */
export interface CaseState {
  readonly opens: NonNullable<Entry['opens']>;
  readonly seq: number;
  /** The current visit; for an ended case, the last one. */
  readonly visit: Next;
  readonly end: CaseEnd | undefined;
  /** The number of successors of the pull request (R1). */
  readonly moved: number;
  readonly request: Readonly<Record<string, unknown>>;
  readonly attachments: readonly Attachment[];
  readonly document: FileId;
  /** The files that the case adds to main (R34). */
  readonly files: readonly FileId[];
  /** The digest that acts attest (R18). */
  readonly digest: string;
  /** The digest of {@link CaseState.request}. It differs from `digest` after a push that made the request invalid. */
  readonly requestDigest: string;
  readonly nature: string | undefined;
  readonly origin: Entry['origin'];
  readonly informed: readonly InformedRecord[];
  /** Accounts whose foreign pushes were noted in this visit (R48). */
  readonly foreign: readonly number[];
  /** The numbers of the opener's pushes that asked for another time and were refused (R53). */
  readonly aside: readonly number[];
  /** The position of the latest submission, accepted or refused. */
  readonly submitted: Position;
  /** The last push that an entry names, with its commit. */
  readonly head: { readonly oid: string; readonly push: number };
  readonly agenda: { readonly year: number; readonly number: number } | undefined;
  readonly onBehalf: Entry['onBehalf'];
  /** The booking of the case. An ended case may keep its room until the end of the booked time (R24). */
  readonly booking: { readonly room: string; readonly start: Instant; readonly end: Instant } | undefined;
  readonly offered: NonNullable<Entry['offered']>;
  readonly slot: NonNullable<Entry['slot']>;
  readonly acts: readonly Act[];
  /** The approvals of the current visit that count, while more are needed. */
  readonly approvals: readonly Act[];
  readonly visits: Readonly<Record<string, number>>;
  /** The visits whose time continues when the turn returns, by step (R44). */
  readonly paused: Readonly<Record<string, Paused>>;
  /** The number of postponements in the whole case (R53). */
  readonly postponed: number;
  /** The number of extensions in the whole case, by step (R44). */
  readonly extended: Readonly<Record<string, number>>;
  /** The shares of the ladder that are journaled in the current visit. */
  readonly notifiedLevels: readonly number[];
  /** The procedures that times without a decision opened to the applicant, each with the last such instant (R44). */
  readonly opened: Readonly<Record<string, Instant>>;
  /** Was it journaled that the current visit's time passed without a decision (R44)? */
  readonly silent: boolean;
  /** The running and paused spans, in the order in which they began (R44). */
  readonly spans: readonly SpanRun[];
  /** The keys `kind:id` of facts that have an entry. */
  readonly seen: ReadonlySet<string>;
  /** The ids of accepted reviews. */
  readonly accepted: ReadonlySet<string>;
  /** The position of the first submission. Facts before it do not concern the case (R13). */
  readonly openedAt: Position;
  readonly last: Position;
  /** The value of `last` when the current visit was opened. */
  readonly visitFrom: Position;
  /** The position of the fact that opened the current visit, even if the fact was seen late (R14). */
  readonly visitOpened: Position;
  /** The digests by commit. */
  readonly digests: Readonly<Record<string, string>>;
  /** What was corrected after the end, in the order of the facts (R49). */
  readonly corrections: readonly Correction[];
  /** The signed documents that were filed (R47), with the number of their entries. */
  readonly filings: readonly Filing[];
  /** The last accepted act, to recognise a double click (R2); undefined after a submission or change. */
  readonly lastCounted: { readonly person: number; readonly words: string; readonly at: Instant } | undefined;
}

export const sourceKey = (source: { kind: string; id: string }): string => `${source.kind}:${source.id}`;

/**
 * Folds a journal into the state of its case. The same journal gives the same state on any machine, at any time (R15).
 * @returns undefined for an empty journal
 * @throws Error if the first entry opens no case
 */
export function fold(journal: readonly Entry[]): CaseState | undefined {
  let state: CaseState | undefined;
  for (const entry of journal) state = apply(state, entry);
  return state;
}

/**
 * Returns the state after one more entry.
 * @param before undefined if the entry is the first one
 * @throws Error if the first entry opens no case
 */
export function apply(before: CaseState | undefined, entry: Entry): CaseState {
  const state = before ?? opened(entry);
  const position = positionOf(entry, state.last);
  const moved = entry.next !== undefined;
  const act = actOf(entry);
  const kept = entry.supersedes || entry.postpones ? state.acts.filter(({ step }) => !voids(entry, step)) : state.acts;
  const attachments = entry.attachments ?? state.attachments;
  const document = entry.document ?? state.document;
  const acts = act ? [...kept, act] : kept;
  return {
    ...state,
    seq: entry.seq,
    visit: entry.next ?? currentVisit(state.visit, entry),
    end: entry.end ? endOf(entry, state) : state.end,
    moved: state.moved + (entry.kind === 'moved' ? 1 : 0),
    request: entry.request ?? state.request,
    attachments,
    document,
    files: requestFilesOf(document, attachments),
    digest: attests(entry) ? (entry.digest ?? state.digest) : state.digest,
    requestDigest: entry.request && entry.digest ? entry.digest : state.requestDigest,
    // Only a submission lifts a restriction. A changed request can add a restriction (R11, R18).
    nature: entry.kind === 'submitted' ? entry.nature : (entry.nature ?? state.nature),
    origin: entry.request ? entry.origin : state.origin,
    slot: entry.slot ?? state.slot,
    informed: informedAfter(state.informed, entry, ownPosition(entry)),
    foreign: moved ? [] : [...state.foreign, ...foreignIn(entry)],
    aside: isRefusedAsk(entry) && entry.source ? [...state.aside, entry.source.order] : state.aside,
    submitted: isSubmission(entry) ? position : state.submitted,
    head: entry.head && entry.head.push > state.head.push ? entry.head : state.head,
    agenda: entry.agenda ?? state.agenda,
    onBehalf: entry.kind === 'submitted' ? entry.onBehalf : (entry.onBehalf ?? state.onBehalf),
    booking: entry.end && !entry.holds ? undefined : (entry.booking ?? (entry.releases ? undefined : state.booking)),
    offered: offeredAfter(state.offered, entry),
    acts,
    approvals:
      moved || entry.end || entry.extended ? [] : approvalsAfter(state.approvals, entry.assigns ? undefined : act),
    visits: entry.next ? { ...state.visits, [entry.next.step]: entry.next.visit } : state.visits,
    paused: moved ? pausedAfter(state, entry) : state.paused,
    postponed: state.postponed + (entry.postpones ? 1 : 0),
    extended: entry.extended ? oneMore(state.extended, state.visit.step) : state.extended,
    notifiedLevels: moved
      ? []
      : entry.rung && !entry.span
        ? [...state.notifiedLevels, entry.rung.share]
        : state.notifiedLevels,
    opened: { ...state.opened, ...openedBy(entry) },
    silent: !moved && (state.silent || (entry.silence !== undefined && !entry.span)),
    spans: spanRunsAfter(state.spans, entry).filter(isCurrent),
    seen: entry.source ? new Set(state.seen).add(sourceKey(entry.source)) : state.seen,
    accepted: entry.kind === 'accepted' && entry.source ? new Set(state.accepted).add(entry.source.id) : state.accepted,
    last: position,
    visitFrom: moved ? position : state.visitFrom,
    visitOpened: moved ? ownPosition(entry) : state.visitOpened,
    digests: entry.head && entry.digest ? { ...state.digests, [entry.head.oid]: entry.digest } : state.digests,
    corrections: entry.corrected ? [...state.corrections, ...correctionsIn([entry])].sort(inOrder) : state.corrections,
    filings: entry.filed ? [...state.filings, filingOf(entry, entry.filed)] : state.filings,
    lastCounted: countedAfter(state.lastCounted, entry),
  };
}

function opened(entry: Entry): CaseState {
  if (!entry.opens || !entry.next || !entry.head || !entry.digest || !entry.document)
    throw new Error(`A journal must open with a submission; entry ${entry.seq} is "${entry.kind}".`);
  const position = positionOf(entry, { at: entry.at, kind: 'push', order: 0 });
  return {
    opens: entry.opens,
    seq: 0,
    visit: entry.next,
    end: undefined,
    moved: 0,
    request: {},
    attachments: [],
    document: entry.document,
    files: [],
    digest: entry.digest,
    requestDigest: entry.digest,
    nature: undefined,
    origin: undefined,
    foreign: [],
    aside: [],
    submitted: position,
    head: entry.head,
    agenda: undefined,
    onBehalf: undefined,
    booking: undefined,
    offered: [],
    slot: {},
    informed: [],
    acts: [],
    approvals: [],
    visits: {},
    paused: {},
    postponed: 0,
    extended: {},
    notifiedLevels: [],
    opened: {},
    silent: false,
    spans: [],
    seen: new Set(),
    accepted: new Set(),
    openedAt: position,
    last: position,
    visitFrom: position,
    visitOpened: position,
    digests: {},
    corrections: [],
    filings: [],
    lastCounted: undefined,
  };
}

/** Returns the position up to which the case is judged. A fact that was seen late does not move it back (R14). */
function positionOf(entry: Entry, last: Position): Position {
  const own = ownPosition(entry);
  return compareFacts(own, last) > 0 ? own : last;
}

const ownPosition = (entry: Entry): Position =>
  entry.source ? { at: entry.at, kind: entry.source.kind, order: entry.source.order } : endOfSecond(entry.at);

const isSubmission = ({ kind }: Entry): boolean => kind === 'submitted' || kind === 'submission-refused';

const foreignIn = ({ kind, who }: Entry): number[] => (who && kind === 'foreign-push' ? [who.id] : []);

/** Checks whether later acts attest the digest of this entry. */
const attests = (entry: Entry): boolean => entry.kind === 'submitted' || entry.kind === 'superseded';

const filingOf = ({ seq, signed }: Entry, { paper, entry, photos }: NonNullable<Entry['filed']>): Filing => ({
  ...{ seq, paper, entry, arePhotos: photos !== undefined, files: signed ?? [] },
});

function actOf(entry: Entry): Act | undefined {
  if (entry.kind !== 'accepted' || !entry.who || !entry.step || !entry.visit) return undefined;
  return {
    seq: entry.seq,
    at: entry.at,
    step: entry.step,
    visit: entry.visit,
    gesture: entry.gesture === 'changes' ? 'changes' : 'approve',
    who: entry.who,
    words: entry.words ?? '',
    partial: entry.partial ?? false,
    replaces: entry.replaces ?? false,
    ...given({ result: entry.result }),
  };
}

/** Adds an approval. If the first role of an `all` approves again, its new approval replaces all approvals (R5). */
function approvalsAfter(approvals: readonly Act[], act: Act | undefined): readonly Act[] {
  if (!act) return approvals;
  return act.replaces ? [act] : [...approvals, act];
}

/** Returns the current visit after an entry that gives more time (R44) or assigns other people (R42). */
function currentVisit(visit: Next, { extended, assigns }: Entry): Next {
  if (extended) return { ...visit, deadline: extended.deadline, rungs: extended.rungs };
  return assigns ? { ...visit, assigned: assigns, roles: rolesAmong(assigns) } : visit;
}

const oneMore = (counts: CaseState['extended'], step: string): CaseState['extended'] => ({
  ...counts,
  [step]: (counts[step] ?? 0) + 1,
});

const openedBy = ({ silence, at }: Entry): Record<string, Instant> =>
  Object.fromEntries((silence?.opens ?? []).map(({ id }) => [id, at]));

/** Adds the visit whose time an entry pauses. Removes the visit whose turn returns, since its time runs again. */
function pausedAfter({ paused, visit, silent }: CaseState, { continues, next, at }: Entry): CaseState['paused'] {
  const all = continues ? { ...paused, [visit.step]: { visit, at, silent } } : paused;
  if (!next || !Object.hasOwn(all, next.step)) return all;
  const { [next.step]: _back, ...others } = all;
  return others;
}

function endOf(entry: Entry, state: CaseState): CaseEnd {
  return {
    kind: entry.end ?? 'abandoned',
    at: entry.at,
    step: entry.step ?? state.visit.step,
    ...given({ note: entry.note, who: entry.who }),
  };
}

function countedAfter(last: CaseState['lastCounted'], entry: Entry): CaseState['lastCounted'] {
  if (entry.kind === 'submitted' || entry.kind === 'superseded') return undefined;
  if (entry.kind !== 'accepted' || !entry.who) return last;
  return { person: entry.who.id, words: entry.words ?? '', at: entry.at };
}

/**
 * Returns the offers that are reserved after an entry (R24). A submission keeps only the offer that it chooses, if the
 * time for the choice has not passed. New offers, a booking, a release, a changed request (R18) and the end of the case
 * free all earlier offers.
 */
function offeredAfter(before: NonNullable<Entry['offered']>, entry: Entry): NonNullable<Entry['offered']> {
  if (entry.end || entry.booking || entry.releases || entry.supersedes) return entry.offered ?? [];
  if (entry.offered) return entry.offered;
  const { slot } = entry;
  if (entry.kind !== 'submitted') return before;
  return before.filter(
    ({ room, start, end, until }) =>
      until > entry.at && slot?.room === room && slot.start === start && slot.end === end,
  );
}
