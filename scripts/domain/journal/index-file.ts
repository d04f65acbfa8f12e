import { given } from '#domain/request/given.ts';
import { nextDue } from '#domain/case/time/instants.ts';
import type { Party } from '#domain/case/state/parties.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import type { Tail } from '#domain/case/tail.ts';
import { type Instant, later } from '#domain/clock/instant.ts';
import type { Deadline, Next, Span } from '#domain/generated/journal-entry.ts';
import { readEdge, type WrittenEdge } from '#domain/log/edge.ts';
import { type Booking, release, roomsHeld } from '#domain/room/bookings.ts';

/** What `index.json` says of an open case. */
export interface IndexedCase {
  readonly id: string;
  /** Path of the request document, which no other request may take (R8). */
  readonly path: string;
  readonly step: string;
  readonly row: Next['row'];
  readonly visit: number;
  readonly withApplicant: boolean;
  readonly due?: Instant;
  /** When the visit's clock begins, where that is later than the act that led to it (R20). */
  readonly begins?: Instant;
  /** Approvals in the current visit, where several must approve and some have (R5). */
  readonly approvals?: readonly { readonly account: number; readonly role: string; readonly at: Instant }[];
  /** Times over several steps that run or are paused (R44). */
  readonly spans?: readonly IndexedSpan[];
  /** The earliest instant at which something must be journaled: an escalation level, no decision in time, or an outcome taken by time (R22). */
  readonly next?: Instant;
  readonly applicant: number;
  /** Entered for somebody else (R41): it does not count as the opener's own. */
  readonly onBehalf?: true;
  /** Account id of the person for whom it was entered, where the request names one (R41). */
  readonly person?: number;
  readonly assigned?: readonly Party[];
  /** Whom what was recorded in the case concerns (R52): roles and accounts that were consulted or informed. */
  readonly informed?: { readonly roles: readonly string[]; readonly accounts: readonly number[] };
  /** Rooms that are held for its answer, until then (R24). */
  readonly offered?: CaseState['offered'];
  /** Path of the procedure, by which open cases of one applicant are counted. */
  readonly procedure: string;
  /** The pull request on which it is decided, where its first one was cut off (R1): a hint, not evidence. */
  readonly pull?: number;
  /** The forge's mark when the case was last read: a hint, not evidence. */
  readonly mark: string;
  /** Revision of the configuration when the case was last looked at: a hint as well. */
  readonly config: string;
  /**
   * Digest of the status that the last run wanted on the pull request. A run writes the status last: where it stands,
   * all the rest was written too. A hint as well.
   */
  readonly told?: string;
  /**
   * What the case is called besides its number (R35), so that lists show it without reading the case. Cached metadata as well,
   * since the journal does not tell it: the schema says which field it is.
   */
  readonly title?: string;
  /** Where reading goes on, of a history of more than a page (R31). A hint as well: without it all is read. */
  readonly tail?: Tail;
}

/** As much of a time over several steps as lists show. */
export interface IndexedSpan extends Pick<Span, 'id' | 'left'>, Pick<Deadline, 'due' | 'clock'> {}

/** All that a run must know of other cases without reading their journals; derived, so it can always be made again. */
export interface RegisterIndex {
  readonly version: 1;
  /** Revision of the configuration under which every open case was last looked at; empty before the first time. */
  readonly config: string;
  /** Account id of the process that wrote it, by which the desk knows its words on the forge (R30): a hint. */
  readonly process?: number;
  /** The newest edition of the rules by which an entry was judged (R29), from the second on: a hint. */
  readonly rules?: number;
  readonly agenda: Readonly<Record<string, number>>;
  /** The log's tree by its right edge; absent in a register from before the log, until its next entry (R36). */
  readonly log?: IndexedLog;
  /** Open cases, by number. */
  readonly cases: Readonly<Record<string, IndexedCase>>;
  /** Rooms held by open cases, and those that ended cases still hold (R24). */
  readonly bookings: readonly Booking[];
  /**
   * The newest instant of an entry since an ended case holds a room; only while one does. What such a case held is left out once
   * this has reached the end of it (R24).
   */
  readonly asOf?: Instant;
  /** Ended cases whose state the forge may not show in full yet: cached metadata for the next scheduled run (R28). */
  readonly ending?: readonly number[];
}

/** What must be known of the log to add to it. */
export interface IndexedLog extends WrittenEdge {
  /** The last key of the file `vkey`. */
  readonly vkey: string;
}

/** What the index says of a case that its journal does not tell. */
export type CachedMetadata = Pick<IndexedCase, 'mark' | 'config' | 'told' | 'title' | 'tail' | 'pull'>;

export const emptyIndex: RegisterIndex = { version: 1, config: '', agenda: {}, cases: {}, bookings: [] };

export interface IndexPart {
  readonly number: number;
  readonly agenda: CaseState['agenda'];
  /** undefined: the case has ended. */
  readonly open: Omit<IndexedCase, keyof CachedMetadata> | undefined;
  /** Also of an ended case: how long it holds it, `roomsHeld` says. */
  readonly booking: Booking | undefined;
}

/** What the index keeps of a case in this state. */
export function indexPart(state: CaseState): IndexPart {
  const { opens, booking, agenda, end } = state;
  const { number, case: id } = opens;
  return {
    number,
    agenda,
    open: end ? undefined : indexedCase(state),
    booking: booking ? { ...booking, case: id, number } : undefined,
  };
}

/** What an index keeps of each case, as {@link indexPart} of its state; only each year's last agenda number is known. */
export function indexPartsOf({ agenda, cases, bookings }: RegisterIndex): IndexPart[] {
  const years = Object.entries(agenda).map(([year, number]): IndexPart => ({
    number: 0,
    agenda: { year: Number(year), number },
    open: undefined,
    booking: undefined,
  }));
  const held = new Map(bookings.map((booking) => [booking.number, booking]));
  const open = Object.entries(cases).map(([key, indexed]): IndexPart => {
    const { mark: _mark, config: _config, told: _told, title: _title, pull: _pull, ...known } = indexed;
    return { number: Number(key), agenda: undefined, open: known, booking: held.get(Number(key)) };
  });
  const ended = bookings.flatMap((booking): IndexPart[] =>
    cases[booking.number] ? [] : [{ number: booking.number, agenda: undefined, open: undefined, booking }],
  );
  return [...years, ...open, ...ended];
}

/** The index with one case as this state and these hints have it. */
export function indexAfter(index: RegisterIndex, state: CaseState, cached: CachedMetadata): RegisterIndex {
  const part = indexPart(state);
  const { [String(part.number)]: _before, ...others } = index.cases;
  const { asOf, ...rest } = index;
  const released = release(index.bookings, state.opens.case);
  const cases = part.open ? { ...others, [part.number]: { ...part.open, ...cached } } : others;
  const bookings = (part.booking ? [...released, part.booking] : released).sort(byNumber);
  return {
    ...rest,
    agenda: agendaAfter({ ...index.agenda }, part),
    cases,
    ...roomsHeld(bookings, ({ number }) => cases[number] === undefined, later(asOf ?? state.last.at, state.last.at)),
  };
}

/** The index made anew from every case: the same as when each was added on its own. */
export function indexOf(
  parts: readonly IndexPart[],
  config: string,
  cached: (number: number) => CachedMetadata,
  asOf?: Instant,
): RegisterIndex {
  const open = new Set(parts.flatMap((part) => (part.open ? [part.number] : [])));
  const bookings = parts.flatMap(({ booking }) => booking ?? []).sort(byNumber);
  return {
    version: 1,
    config,
    agenda: parts.reduce<Record<string, number>>(agendaAfter, {}),
    cases: Object.fromEntries(
      parts.flatMap(({ number, open }) => (open ? [[number, { ...open, ...cached(number) }]] : [])),
    ),
    ...roomsHeld(bookings, ({ number }) => !open.has(number), asOf ?? ALWAYS),
  };
}

/** After every instant: no ended case holds anything any more. */
const ALWAYS = '9999-12-31T23:59:59Z';

/** The index with a case added to those in `ending`, or removed from them. */
export function withEnding(index: RegisterIndex, number: number, isEnding: boolean): RegisterIndex {
  const { ending = [], ...rest } = index;
  const now = [...ending.filter((each) => each !== number), ...(isEnding ? [number] : [])].sort((a, b) => a - b);
  return now.length > 0 ? { ...rest, ending: now } : rest;
}

/** In the order of case numbers, so that the file is the same whatever order the bookings came in. */
const byNumber = (a: Booking, b: Booking): number => a.number - b.number;

function agendaAfter(agenda: Record<string, number>, { agenda: given }: IndexPart): Record<string, number> {
  if (given) agenda[given.year] = Math.max(agenda[given.year] ?? 0, given.number);
  return agenda;
}

const indexedSpan = ({ id, deadline: { due, clock }, left }: Span): IndexedSpan => ({
  ...{ id, due, clock },
  ...(left === undefined ? {} : { left }),
});

/** The applicant knows of the case anyway. */
const indexedInformed = (records: CaseState['informed']): NonNullable<IndexedCase['informed']> => ({
  roles: [...new Set(records.flatMap(({ roles }) => roles))].filter((role) => role !== 'applicant').sort(),
  accounts: [...new Set(records.flatMap(({ accounts }) => accounts))].sort((a, b) => a - b),
});

function indexedCase(state: CaseState): Omit<IndexedCase, keyof CachedMetadata> {
  const { opens, visit, approvals, onBehalf } = state;
  const due = visit.deadline?.due;
  const given = approvals.map(({ who, at }) => ({ account: who.id, role: who.role ?? '', at }));
  const next = nextDue(state)?.at;
  const spans = state.spans.map(indexedSpan);
  return {
    id: opens.case,
    path: (state.document ?? opens).path,
    step: visit.step,
    row: visit.row,
    visit: visit.visit,
    withApplicant: visit.withApplicant,
    ...(due === undefined ? {} : { due }),
    ...(visit.begins > state.visitOpened.at ? { begins: visit.begins } : {}),
    ...(given.length === 0 ? {} : { approvals: given }),
    ...(next === undefined ? {} : { next }),
    ...(spans.length === 0 ? {} : { spans }),
    applicant: opens.applicant.id,
    ...(onBehalf ? { onBehalf: true as const } : {}),
    ...(onBehalf?.account === undefined ? {} : { person: onBehalf.account }),
    ...(visit.assigned ? { assigned: visit.assigned } : {}),
    ...(state.informed.length === 0 ? {} : { informed: indexedInformed(state.informed) }),
    ...(state.offered.length > 0 ? { offered: state.offered } : {}),
    procedure: opens.procedure.path,
  };
}

/**
 * Reads `index.json`.
 * @param text undefined: the register is new
 * @throws SyntaxError if it is no index of this version; it can be made again from the journals
 */
export function parseIndex(text: string | undefined): RegisterIndex {
  if (text === undefined) return emptyIndex;
  const index: unknown = JSON.parse(text);
  if (!isIndex(index)) throw new SyntaxError('index.json is no register index of version 1.');
  return index;
}

function isIndex(value: unknown): value is RegisterIndex {
  if (typeof value !== 'object' || value === null) return false;
  const { version, config, agenda, log, cases, bookings, asOf = '', ending = [] } = value as Record<string, unknown>;
  const isObject = (each: unknown) => typeof each === 'object' && each !== null && !Array.isArray(each);
  return (
    version === 1 &&
    typeof config === 'string' &&
    isObject(agenda) &&
    (log === undefined || isLog(log)) &&
    isObject(cases) &&
    typeof asOf === 'string' &&
    [bookings, ending].every(Array.isArray)
  );
}

function isLog(value: unknown): boolean {
  const { size, edge, vkey } = (value ?? {}) as Record<string, unknown>;
  if (typeof size !== 'number' || typeof vkey !== 'string' || !Array.isArray(edge)) return false;
  readEdge({ size, edge: edge.map(String) });
  return true;
}

/** Writes `index.json`: keys in order, one case and one booking a line, so that a change is a small difference in git. */
export function printIndex(index: RegisterIndex): string {
  const cases = Object.entries(index.cases)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([number, each]) => `    ${JSON.stringify(number)}: ${JSON.stringify(inOrder(each))}`);
  const bookings = index.bookings.map((each) => `    ${JSON.stringify(inOrder(each))}`);
  const { version, config, process, rules, agenda, log, asOf, ending } = index;
  const json = (value: unknown): string | undefined => JSON.stringify(value);
  const fields = given({
    ...{ version: json(version), config: json(config), process: json(process), rules: json(rules) },
    ...{ agenda: json(agenda), log: json(log && inOrder(log)) },
    ...{ cases: `{${block(cases)}}`, bookings: `[${block(bookings)}]`, asOf: json(asOf), ending: json(ending) },
  });
  const lines = Object.entries(fields).map(([name, text]) => `  "${name}": ${text}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

const block = (lines: readonly string[]): string => (lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : '');

const inOrder = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
