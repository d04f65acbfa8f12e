import type { Instant } from '#domain/clock/instant.ts';
import type { Entry, Next, Who } from '#domain/generated/journal-entry.ts';
import { type Attachment, type FileId, requestFilesOf } from './content.ts';
import { compareFacts, endOfSecond, type Position } from './facts.ts';
import { informedAfter, type InformedRecord } from './informed-records.ts';
import { offeredAfter } from './offered.ts';
import { rolesAmong } from './parties.ts';
import { isRefusedAsk } from './refused-ask.ts';
import { isCurrent, type SpanRun, spanRunsAfter } from './span-runs.ts';
import { voids } from './voided.ts';

/** An accepted act, as the state remembers it. */
export interface Act {
  readonly seq: number;
  readonly at: Instant;
  readonly step: string;
  readonly visit: number;
  readonly gesture: 'approve' | 'changes';
  readonly who: Who;
  /** Digest of gesture and text, by which a double click is known (R2). */
  readonly words: string;
  readonly partial: boolean;
  readonly replaces: boolean;
  readonly result?: Readonly<Record<string, unknown>>;
}

export interface CaseEnd {
  readonly kind: NonNullable<Entry['end']>;
  readonly at: Instant;
  readonly step: string;
  readonly note?: string;
  readonly who?: Who;
}

/** A visit whose time stands still until the turn comes back to its step (R44). */
export interface Paused {
  readonly visit: Next;
  readonly at: Instant;
  /** Has it been recorded that its time passed in silence? */
  readonly silent: boolean;
}

/** A case as its journal tells it. Before the first submission there is none. */
export interface CaseState {
  readonly opens: NonNullable<Entry['opens']>;
  /** Number of entries. */
  readonly seq: number;
  /** The visit that stands; of an ended case, the last one. */
  readonly visit: Next;
  readonly end: CaseEnd | undefined;
  /** How often its pull request was cut off, and another one took its place (R1). */
  readonly moved: number;
  readonly request: Readonly<Record<string, unknown>>;
  readonly attachments: readonly Attachment[];
  /** The request document as last submitted; undefined in a journal from before entries told its blob. */
  readonly document: FileId | undefined;
  /** All that the case adds to main (R34), where the document is known. */
  readonly files: readonly FileId[] | undefined;
  readonly digest: string;
  /** Digest of {@link CaseState.request}; it differs from `digest` where a push left the request invalid. */
  readonly requestDigest: string;
  readonly nature: string | undefined;
  /** The case that the request takes as its origin (R45). */
  readonly origin: Entry['origin'];
  /** What acts have recorded that others were consulted or informed about, and who has answered (R52). */
  readonly informed: readonly InformedRecord[];
  /** Accounts whose pushes of this visit were flagged as nothing of the request (R48). */
  readonly foreign: readonly number[];
  /** Pushes of the opener that asked for a time which could not be had: nothing of the request (R53). Their numbers. */
  readonly aside: readonly number[];
  /** The position of the last submission, accepted or refused. */
  readonly submitted: Position;
  /** The push last taken into account. */
  readonly head: { readonly oid: string; readonly push: number };
  readonly agenda: { readonly year: number; readonly number: number } | undefined;
  /** Entered for somebody else (R41). */
  readonly onBehalf: Entry['onBehalf'];
  /** Of an ended case: what it still holds, to the end of that time (R24). */
  readonly booking: { readonly room: string; readonly start: Instant; readonly end: Instant } | undefined;
  /** Rooms that are held for the case's answer, each until its own time (R24). */
  readonly offered: NonNullable<Entry['offered']>;
  readonly slot: NonNullable<Entry['slot']>;
  /** Acts that count; superseded ones are gone from here, not from the journal. */
  readonly acts: readonly Act[];
  /** Approvals in the standing visit, of an `all`, `any` or quorum not yet complete. */
  readonly approvals: readonly Act[];
  /** How often each step was visited. */
  readonly visits: Readonly<Record<string, number>>;
  /** By step: visits whose time goes on when the turn comes back (R44). */
  readonly paused: Readonly<Record<string, Paused>>;
  /** How often the standing visit was extended (R44). */
  readonly extensions: number;
  /** How often the opener has asked for another time (R53). */
  readonly postponed: number;
  /** How often each step was extended in the whole case (R44). */
  readonly extended: Readonly<Record<string, number>>;
  /** Shares of the ladder already journaled in the standing visit. */
  readonly notifiedLevels: readonly number[];
  /** Procedures that a silence of the case has opened, and when it last did (R44). */
  readonly opened: Readonly<Record<string, Instant>>;
  /** Has it been recorded that the time of the standing visit passed in silence (R44)? */
  readonly silent: boolean;
  /** Times over several steps that run or are paused, in the order in which they began (R44). */
  readonly spans: readonly SpanRun[];
  /** Facts that have an entry: `kind:id`. */
  readonly seen: ReadonlySet<string>;
  /** Ids of accepted reviews. */
  readonly accepted: ReadonlySet<string>;
  /** Position at which the case was opened: what came before is nobody's business (R13). */
  readonly openedAt: Position;
  /** The latest position that the entries have reached in the order of facts. */
  readonly last: Position;
  /** `last` when the standing visit was opened. */
  readonly visitFrom: Position;
  /** Position of the fact that opened the standing visit, also where it was seen after later ones (R14). */
  readonly visitOpened: Position;
  /** The digest of each commit for which an entry tells it. */
  readonly digests: Readonly<Record<string, string>>;
  /**
   * The last accepted act, whose repetition is a double click (R2); undefined if the request was submitted or changed
   * since.
   */
  readonly lastCounted: { readonly person: number; readonly words: string; readonly at: Instant } | undefined;
}

/** `kind:id` of an entry's source, as {@link CaseState.seen} keeps it. */
export const sourceKey = (source: { kind: string; id: string }): string => `${source.kind}:${source.id}`;

/**
 * State of a case: a pure fold over its journal, the same on any machine at any time (R15).
 * @returns undefined for an empty journal
 * @throws if the first entry opens no case
 */
export function fold(journal: readonly Entry[]): CaseState | undefined {
  let state: CaseState | undefined;
  for (const entry of journal) state = apply(state, entry);
  return state;
}

/** State after one more entry. */
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
    files: document && requestFilesOf(document, attachments),
    digest: attests(entry) ? (entry.digest ?? state.digest) : state.digest,
    requestDigest: entry.request && entry.digest ? entry.digest : state.requestDigest,
    // Only a submission opens; a changed request can close (R11, R18).
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
    extensions: moved ? 0 : state.extensions + (entry.extended ? 1 : 0),
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
    lastCounted: countedAfter(state.lastCounted, entry),
  };
}

function opened(entry: Entry): CaseState {
  if (!entry.opens || !entry.next || !entry.head || !entry.digest)
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
    document: undefined,
    files: undefined,
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
    extensions: 0,
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
    lastCounted: undefined,
  };
}

/** The position reached after an entry. A fact that was seen late does not move it back (R14). */
function positionOf(entry: Entry, last: Position): Position {
  const own = ownPosition(entry);
  return compareFacts(own, last) > 0 ? own : last;
}

const ownPosition = (entry: Entry): Position =>
  entry.source ? { at: entry.at, kind: entry.source.kind, order: entry.source.order } : endOfSecond(entry.at);

const isSubmission = ({ kind }: Entry): boolean => kind === 'submitted' || kind === 'submission-refused';

const foreignIn = ({ flags, who }: Entry): number[] => (who && flags?.includes('foreign-push') ? [who.id] : []);

/** Does the entry make its digest the one that acts attest from then on? */
const attests = (entry: Entry): boolean => entry.kind === 'submitted' || entry.kind === 'superseded';

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
    ...(entry.result ? { result: entry.result } : {}),
  };
}

/** A newer Approve by the first of several replaces the older one and voids what attested it (R5). */
function approvalsAfter(approvals: readonly Act[], act: Act | undefined): readonly Act[] {
  if (!act) return approvals;
  return act.replaces ? [act] : [...approvals, act];
}

/** The visit that goes on after an entry: with more time (R44), or with others who act (R42). */
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

/** Once the turn is back with a step, what was left of its time runs. */
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
    ...(entry.note ? { note: entry.note } : {}),
    ...(entry.who ? { who: entry.who } : {}),
  };
}

function countedAfter(last: CaseState['lastCounted'], entry: Entry): CaseState['lastCounted'] {
  if (entry.kind === 'submitted' || entry.kind === 'superseded') return undefined;
  if (entry.kind !== 'accepted' || !entry.who) return last;
  return { person: entry.who.id, words: entry.words ?? '', at: entry.at };
}
