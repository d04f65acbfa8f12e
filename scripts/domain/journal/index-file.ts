import { nextDue } from '#domain/case/instants.ts';
import type { Party } from '#domain/case/parties.ts';
import type { CaseState } from '#domain/case/state.ts';
import type { Tail } from '#domain/case/tail.ts';
import { type Instant, later } from '#domain/clock/instant.ts';
import type { Deadline, Next, Span } from '#domain/generated/journal-entry.ts';
import { readEdge, type WrittenEdge } from '#domain/log/edge.ts';
import { type Booking, release, roomsHeld } from '#domain/room/bookings.ts';

/** An open case in `index.json`. */
export interface IndexedCase {
  readonly id: string;
  /** No other request may take it (R8). */
  readonly path: string;
  readonly step: string;
  readonly row: Next['row'];
  readonly visit: number;
  readonly withApplicant: boolean;
  readonly due?: Instant;
  /** Where later than the visit (R20). */
  readonly begins?: Instant;
  /** Where some of several have approved (R5). */
  readonly approvals?: readonly IndexedApproval[];
  /** See R44. */
  readonly spans?: readonly IndexedSpan[];
  /** When something must be journaled next (R22). */
  readonly next?: Instant;
  /** Account id. */
  readonly applicant: number;
  /** For another person (R41): not counted as the opener's own. */
  readonly onBehalf?: true;
  /** Account id of that person (R41). */
  readonly person?: number;
  /** See R42. */
  readonly assigned?: readonly Party[];
  /** Consulted and informed roles and accounts (R52). */
  readonly informed?: { readonly roles: readonly string[]; readonly accounts: readonly number[] };
  /** For its answer (R24). */
  readonly offered?: CaseState['offered'];
  /** Path. */
  readonly procedure: string;
  /** The pull request on which it continues (R1). Cached, no evidence. */
  readonly pull?: number;
  /** The forge's mark at the last reading. Cached. */
  readonly mark: string;
  /** Of the last look. Cached. */
  readonly config: string;
  /** Digest of the wanted status. A run writes the status last: if it is there, all else was written. Cached. */
  readonly told?: string;
  /** Title in lists (R35). Cached: the schema says which field it is. */
  readonly title?: string;
  /** Where reading continues (R31). Cached. */
  readonly tail?: Tail;
}

/** For lists. */
export interface IndexedSpan extends Pick<Span, 'id' | 'left'>, Pick<Deadline, 'due' | 'clock'> {}

interface IndexedApproval {
  readonly account: number;
  readonly role: string;
  readonly at: Instant;
}

export interface RegisterIndex {
  readonly version: 1;
  /** All that a run must know of other cases. Derived from journals. */
  readonly config: string;
  /** Account id of the process, for the desk (R30). Cached. */
  readonly process?: number;
  /** The newest edition (R29), from the second on. Cached. */
  readonly rules?: number;
  /** By year (R13). */
  readonly agenda: Readonly<Record<string, number>>;
  /** Its right edge (R36); absent before the log began. */
  readonly log?: IndexedLog;
  /** By number. */
  readonly cases: Readonly<Record<string, IndexedCase>>;
  /** Of open cases, and of ended ones that still hold a room (R24). */
  readonly bookings: readonly Booking[];
  /** The newest instant of an entry, while an ended case holds a room (R24). */
  readonly asOf?: Instant;
  /** Ended cases of which the forge may lack something (R28). Cached. */
  readonly ending?: readonly number[];
}

/** Needed to add to the log. */
export interface IndexedLog extends WrittenEdge {
  /** The last one of the file `vkey`. */
  readonly vkey: string;
}

/** Not derived from the journal. */
export type CachedMetadata = Pick<IndexedCase, 'mark' | 'config' | 'told' | 'title' | 'tail' | 'pull'>;

export const emptyIndex: RegisterIndex = { version: 1, config: '', agenda: {}, cases: {}, bookings: [] };

export interface IndexPart {
  readonly number: number;
  readonly agenda: CaseState['agenda'];
  /** undefined: ended. */
  readonly open: Omit<IndexedCase, keyof CachedMetadata> | undefined;
  /** Also of an ended case. */
  readonly booking: Booking | undefined;
}

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

/** As {@link indexPart}, but of agenda numbers only the last one of each year. */
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

/** With one case updated. */
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

/**
 * From all cases: the same as if they were added one by one.
 * @param asOf of that index
 */
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

/** After every instant. */
const ALWAYS = '9999-12-31T23:59:59Z';

/** Adds a case to `ending`, or removes it. */
export function withEnding(index: RegisterIndex, number: number, isEnding: boolean): RegisterIndex {
  const { ending = [], ...rest } = index;
  const now = [...ending.filter((each) => each !== number), ...(isEnding ? [number] : [])].sort((a, b) => a - b);
  return now.length > 0 ? { ...rest, ending: now } : rest;
}

/** The same file in any order. */
const byNumber = (a: Booking, b: Booking): number => a.number - b.number;

function agendaAfter(agenda: Record<string, number>, { agenda: given }: IndexPart): Record<string, number> {
  if (given) agenda[given.year] = Math.max(agenda[given.year] ?? 0, given.number);
  return agenda;
}

const indexedSpan = ({ id, deadline: { due, clock }, left }: Span): IndexedSpan => ({
  ...{ id, due, clock },
  ...(left === undefined ? {} : { left }),
});

/** Applicants know their case. */
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

/** @throws SyntaxError for another version; the index can be made from the journals */
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

/** Ordered, one case or booking a line, for small differences in git. */
export function printIndex(index: RegisterIndex): string {
  const cases = Object.entries(index.cases)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([number, each]) => `    ${JSON.stringify(number)}: ${JSON.stringify(inOrder(each))}`);
  const bookings = index.bookings.map((each) => `    ${JSON.stringify(inOrder(each))}`);
  return [
    '{',
    `  "version": ${index.version},`,
    `  "config": ${JSON.stringify(index.config)},`,
    ...(index.process === undefined ? [] : [`  "process": ${index.process},`]),
    ...(index.rules === undefined ? [] : [`  "rules": ${index.rules},`]),
    `  "agenda": ${JSON.stringify(index.agenda)},`,
    ...(index.log ? [`  "log": ${JSON.stringify(inOrder(index.log))},`] : []),
    `  "cases": {${block(cases)}},`,
    `  "bookings": [${block(bookings)}]${index.asOf === undefined && !index.ending ? '' : ','}`,
    ...(index.asOf === undefined ? [] : [`  "asOf": ${JSON.stringify(index.asOf)}${index.ending ? ',' : ''}`]),
    ...(index.ending ? [`  "ending": ${JSON.stringify(index.ending)}`] : []),
    '}',
    '',
  ].join('\n');
}

const block = (lines: readonly string[]): string => (lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : '');

const inOrder = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
