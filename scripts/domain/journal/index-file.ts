import { given } from '#domain/request/given.ts';
import { nextDue } from '#domain/case/time/instants.ts';
import type { Party } from '#domain/case/state/parties.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import type { Tail } from '#domain/case/tail.ts';
import { type Instant, later } from '#domain/clock/instant.ts';
import type { Deadline, Next, Span } from '#domain/generated/journal-entry.ts';
import { readEdge, type WrittenEdge } from '#domain/log/edge.ts';
import { type Booking, release, roomsHeld } from '#domain/room/bookings.ts';
import { isObject } from '#domain/request/pointer.ts';
import { checkFormat, FORMAT } from './format.ts';

/** An open case in `index.json`. */
export interface IndexedCase {
  readonly id: string;
  /** The path of the request document, which no other request may use (R8). */
  readonly path: string;
  readonly step: string;
  readonly row: Next['row'];
  readonly visit: number;
  readonly withApplicant: boolean;
  readonly due?: Instant;
  /** The time at which the visit's clock begins, if it is later than the act that led to the visit (R20). */
  readonly begins?: Instant;
  /** The approvals in the current visit, if several people must approve and some have (R5). */
  readonly approvals?: readonly { readonly account: number; readonly role: string; readonly at: Instant }[];
  /** The spans that run or are paused (R44). */
  readonly spans?: readonly IndexedSpan[];
  /** The earliest instant at which time causes an entry: a level, no decision in time, or an outcome by time (R22). */
  readonly next?: Instant;
  readonly applicant: number;
  /** Set if the request was entered for somebody else (R41). Such a case does not count as the opener's own. */
  readonly onBehalf?: true;
  /** The account number of the person for whom the request was entered, if the request names the account (R41). */
  readonly person?: number;
  readonly assigned?: readonly Party[];
  /** The roles and accounts that were consulted or informed in the case (R52). */
  readonly informed?: { readonly roles: readonly string[]; readonly accounts: readonly number[] };
  /** The rooms that are reserved until the opener chooses, or the offer ends (R24). */
  readonly offered?: CaseState['offered'];
  /** The path of the procedure, by which the open cases of an applicant are counted. */
  readonly procedure: string;
  /**
   * The blob id of the procedure that the case is pinned to (R7). Older indexes do not have it, so it is cached metadata,
   * although the journal has it too.
   */
  readonly revision?: string;
  /** The number of the successor, if the first pull request was cut off (R1). This is cached metadata, not evidence. */
  readonly pull?: number;
  /** The mark when the case was last read. This is cached metadata, not evidence. */
  readonly mark: string;
  /** The revision of the configuration when the case was last judged. This is cached metadata too. */
  readonly config: string;
  /**
   * The digest of the status that the last run wanted on the pull request. A run writes the status last, so a status on
   * the forge proves that everything else was written. This is cached metadata too.
   */
  readonly told?: string;
  /**
   * The title of the case (R35), which lists show without reading the case. This is cached metadata too: the journal
   * does not contain the title, since the schema says which field it is.
   */
  readonly title?: string;
  /** Who the request comes from, such as an agency: cached metadata, as the title is. */
  readonly sender?: string;
  /** The point from which a long history is read; without it, all is read (R31). This is cached metadata. */
  readonly tail?: Tail;
}

/** The fields of a span that lists show. */
export interface IndexedSpan extends Pick<Span, 'id' | 'left'>, Pick<Deadline, 'due' | 'clock'> {}

/**
 * The data of all cases, so that a run need not read their journals. Agenda, cases and bookings can always be made from
 * the journals again, except for cached metadata.
 */
export interface RegisterIndex {
  /** The format of the register (R29). */
  readonly format: typeof FORMAT;
  /** The revision of the configuration under which every open case was last judged; empty before the first time. */
  readonly config: string;
  /** The process's account number, by which the desk recognizes the process's comments (R30): cached metadata. */
  readonly process?: number;
  /** The last agenda number by year. */
  readonly agenda: Readonly<Record<string, number>>;
  /** The right edge of the log's tree (R36). A register from before the log has none until its next entry. */
  readonly log?: IndexedLog;
  /** The open cases by number. */
  readonly cases: Readonly<Record<string, IndexedCase>>;
  /** The bookings of open cases, and those that ended cases keep (R24). */
  readonly bookings: readonly Booking[];
  /** The newest instant of an entry, if ended cases have bookings. It decides when such a booking ends (R24). */
  readonly asOf?: Instant;
  /** The ended cases that the forge may not show in full yet: cached metadata for the next scheduled run (R28). */
  readonly ending?: readonly number[];
  /** How far the ended cases were looked at for what is to be erased (R50). This is cached metadata, not evidence. */
  readonly erasures?: ErasureLook;
}

/** A look at all ended cases, some hundreds of them in each scheduled run. */
export interface ErasureLook {
  /** The files that say what is erased. */
  readonly of: string;
  /** The place of the next hundred; absent once all were looked at. */
  readonly next?: number;
  /** The instant of the next look; of a look that is not finished, as far as is known. Absent if no day brings one. */
  readonly again?: string;
}

/** The state of the log that is needed to add entries. */
export interface IndexedLog extends WrittenEdge {
  /** The last key of the file `vkey`. */
  readonly vkey: string;
}

/** The fields of a case in the index that its journal does not have. */
export type CachedMetadata = Pick<
  IndexedCase,
  'mark' | 'config' | 'told' | 'title' | 'sender' | 'tail' | 'pull' | 'revision'
>;

export const emptyIndex: RegisterIndex = { format: FORMAT, config: '', agenda: {}, cases: {}, bookings: [] };

/** The data about one case that the index takes from its journal. */
export interface IndexPart {
  readonly number: number;
  readonly agenda: CaseState['agenda'];
  /** The open case; undefined if the case has ended. */
  readonly open: Omit<IndexedCase, keyof CachedMetadata> | undefined;
  /** The booking of an open or ended case. `roomsHeld` decides how long an ended case keeps it. */
  readonly booking: Booking | undefined;
}

/** Returns the data that the index keeps of a case in this state. */
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

/**
 * Returns the data that an index keeps of each case, in the form of {@link indexPart}. The last agenda number of each
 * year is in a part of its own, with case number 0.
 */
export function indexPartsOf({ agenda, cases, bookings }: RegisterIndex): IndexPart[] {
  const years = Object.entries(agenda).map(([year, number]): IndexPart => ({
    number: 0,
    agenda: { year: Number(year), number },
    open: undefined,
    booking: undefined,
  }));
  const held = new Map(bookings.map((booking) => [booking.number, booking]));
  const open = Object.entries(cases).map(([key, indexed]): IndexPart => {
    const {
      mark: _mark,
      config: _config,
      told: _told,
      title: _title,
      sender: _sender,
      pull: _pull,
      revision: _revision,
      ...known
    } = indexed;
    return { number: Number(key), agenda: undefined, open: known, booking: held.get(Number(key)) };
  });
  const ended = bookings.flatMap((booking): IndexPart[] =>
    cases[booking.number] ? [] : [{ number: booking.number, agenda: undefined, open: undefined, booking }],
  );
  return [...years, ...open, ...ended];
}

/** Returns the index with this state and cached metadata of one case. */
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

/** Returns the index once an ended case has a further entry at an instant, by which rooms may be given back (R24). */
export function indexAt({ asOf, ...index }: RegisterIndex, at: Instant): RegisterIndex {
  const { bookings, cases } = index;
  return { ...index, ...roomsHeld(bookings, ({ number }) => cases[number] === undefined, later(asOf ?? at, at)) };
}

/**
 * Makes the index from all cases. Agenda, cases and bookings are the same as if `indexAfter` added case after case.
 * @param asOf newest instant of an entry; if undefined, no ended case keeps a room
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
    format: FORMAT,
    config,
    agenda: parts.reduce<Record<string, number>>(agendaAfter, {}),
    cases: Object.fromEntries(
      parts.flatMap(({ number, open }) => (open ? [[number, { ...open, ...cached(number) }]] : [])),
    ),
    ...roomsHeld(bookings, ({ number }) => !open.has(number), asOf ?? ALWAYS),
  };
}

/** A time after every instant, at which no ended case keeps a room. */
const ALWAYS = '9999-12-31T23:59:59Z';

/** Returns the index with a case added to `ending`, or removed from it. */
export function withEnding(index: RegisterIndex, number: number, isEnding: boolean): RegisterIndex {
  const { ending = [], ...rest } = index;
  const now = [...ending.filter((each) => each !== number), ...(isEnding ? [number] : [])].sort((a, b) => a - b);
  return now.length > 0 ? { ...rest, ending: now } : rest;
}

/** Orders bookings by case number, so that the file does not depend on the order in which they were added. */
const byNumber = (a: Booking, b: Booking): number => a.number - b.number;

function agendaAfter(agenda: Record<string, number>, { agenda: given }: IndexPart): Record<string, number> {
  if (given) agenda[given.year] = Math.max(agenda[given.year] ?? 0, given.number);
  return agenda;
}

const indexedSpan = ({ id, deadline: { due, clock }, left }: Span): IndexedSpan => ({
  ...{ id, due, clock },
  ...(left === undefined ? {} : { left }),
});

/** Returns the roles and accounts of records, without the role `applicant`: the index has the applicant already. */
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
    path: state.document.path,
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

/** The fields of an open case. Those of a later version are none. */
const CASE_FIELDS: Readonly<Record<keyof IndexedCase, true>> = {
  ...{ id: true, path: true, step: true, row: true, visit: true, withApplicant: true, due: true, begins: true },
  ...{ approvals: true, spans: true, next: true, applicant: true, onBehalf: true, person: true, assigned: true },
  ...{ informed: true, offered: true, procedure: true, revision: true, pull: true, mark: true, config: true },
  ...{ told: true, title: true, sender: true, tail: true },
};

function withoutLaterFields(indexed: IndexedCase): IndexedCase {
  const known = { ...indexed };
  for (const name of Object.keys(known)) if (!(name in CASE_FIELDS)) Reflect.deleteProperty(known, name);
  return known;
}

/**
 * Reads `index.json`. Fields that this version does not know are ignored: a later version may have written them.
 * @param text text of the file; undefined if the register is new
 * @throws OtherFormat if another version wrote it in another format (R29)
 * @throws SyntaxError if the text is no index; the index can be made again from the journals
 */
export function parseIndex(text: string | undefined): RegisterIndex {
  if (text === undefined) return emptyIndex;
  const index: unknown = JSON.parse(text);
  if (isObject(index)) checkFormat(index['format']);
  if (!isIndex(index)) throw new SyntaxError('index.json is no register index.');
  const cases = Object.entries(index.cases).map(([number, each]) => [number, withoutLaterFields(each)] as const);
  return { ...index, cases: Object.fromEntries(cases) };
}

function isIndex(value: unknown): value is RegisterIndex {
  if (typeof value !== 'object' || value === null) return false;
  const all = value as Record<string, unknown>;
  const { config, agenda, log, cases, bookings, asOf = '', ending = [], erasures } = all;
  return (
    typeof config === 'string' &&
    isObject(agenda) &&
    (log === undefined || isLog(log)) &&
    isObject(cases) &&
    typeof asOf === 'string' &&
    (erasures === undefined || isErasureLook(erasures)) &&
    [bookings, ending].every(Array.isArray)
  );
}

function isErasureLook(value: unknown): boolean {
  const { of, next = 0, again = '' } = (value ?? {}) as Record<string, unknown>;
  return typeof of === 'string' && typeof next === 'number' && typeof again === 'string';
}

function isLog(value: unknown): boolean {
  const { size, edge, vkey } = (value ?? {}) as Record<string, unknown>;
  if (typeof size !== 'number' || typeof vkey !== 'string' || !Array.isArray(edge)) return false;
  readEdge({ size, edge: edge.map(String) });
  return true;
}

/** Prints `index.json`. Keys are in order, with one case or booking a line, so that git shows small differences. */
export function printIndex(index: RegisterIndex): string {
  const cases = Object.entries(index.cases)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([number, each]) => `    ${JSON.stringify(number)}: ${JSON.stringify(inOrder(each))}`);
  const bookings = index.bookings.map((each) => `    ${JSON.stringify(inOrder(each))}`);
  const { format, config, process, agenda, log, asOf, ending, erasures } = index;
  const json = (value: unknown): string | undefined => JSON.stringify(value);
  const fields = given({
    ...{ format: json(format), config: json(config), process: json(process), agenda: json(agenda) },
    log: json(log && inOrder(log)),
    ...{ cases: `{${block(cases)}}`, bookings: `[${block(bookings)}]`, asOf: json(asOf), ending: json(ending) },
    erasures: json(erasures && inOrder(erasures)),
  });
  const lines = Object.entries(fields).map(([name, text]) => `  "${name}": ${text}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

const block = (lines: readonly string[]): string => (lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : '');

const inOrder = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
