import { onBehalfProblems } from '#domain/case/people/recorded-act.ts';
import { accountKey, checkAccount } from '#domain/case/people/named-account.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import { caseClosures, closureProblems, slotOf } from '#domain/case/room/booking.ts';
import { localDate } from '#domain/clock/wall.ts';
import { lackingFields } from '#domain/case/submission/submission-problems.ts';
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Language, Problem, Text } from '#domain/problem.ts';
import { fieldNotes, labelAt, type Schema } from '#domain/request/annotations.ts';
import { below, valueAt } from '#domain/request/pointer.ts';
import { validate } from '#domain/request/schema.ts';
import { checkSemantics } from '#domain/request/semantics.ts';
import { writtenFaults } from '#domain/request/text.ts';
import { type Booking, clashes } from '#domain/room/bookings.ts';
import { closuresIn } from '#domain/room/closures.ts';
import type { Room } from '#domain/room/room.ts';
import { both } from '#domain/words/language.ts';
import { clockHours, period, sameDay } from '#domain/words/time.ts';
import { type NamedUse, othersAsking } from '../asked-rooms.ts';
import { cleanedRequest } from './cleaned-request.ts';

export interface RequestToCheck {
  readonly procedure: Procedure;
  /** Schema of the request. */
  readonly schema: Schema;
  readonly rooms: readonly Room[];
  /** Bookings of other cases, from the index of the register. */
  readonly bookings: readonly Booking[];
  /** Rooms that other cases have booked or ask for, as far as that is public. */
  readonly asked: readonly NamedUse[];
  /** The request as it was typed. */
  readonly value: unknown;
  /** Id of the case; empty for a draft. */
  readonly caseId: string;
  /** The opener's step in which the request is corrected; undefined for a draft. */
  readonly step?: Step | undefined;
  /** State of the case before the correction; undefined for a draft. */
  readonly before?: Pick<CaseState, 'onBehalf' | 'request' | 'opens'> | undefined;
  /**
   * The account that writes the request, and the holders of the roles. If undefined, only the process checks the rules
   * that need them (R12, R41).
   */
  readonly writer?: { readonly id: number; readonly login: string; readonly roles: Roles };
  /** Current time of the forge. */
  readonly now: string;
}

/** What is known of a room at the time that a request asks for. */
export interface RoomState {
  readonly isFree: boolean;
  readonly words: Text;
}

export interface Checks {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** The state of each room, by its id; empty as long as the request has no time. */
  readonly rooms: Readonly<Record<string, RoomState>>;
}

/** Finds the problems and the warnings of a request. Pure. */
export function checksOf(to: RequestToCheck): Checks {
  const { procedure, schema, rooms, value, step, now } = to;
  const request = cleanedRequest(schema, value);
  const problems = problemsOf(procedure, schema, rooms, request);
  const facts = { submittedAt: now, today: localDate(now, procedure.zone) };
  const sense = senseOf(procedure, schema, rooms, request, facts);
  const closed = closureProblems(caseClosures(rooms, procedure, request, undefined), procedure);
  const findings = [...othersRooms(to, request), ...closed].map((clash) => ({
    ...clash,
    ...fieldNotes(schema, clash.path),
  }));
  // A field with a problem is not reported again.
  const lacking = step ? lackingFields(step, request, '', schema) : [];
  const more = [...sense.problems, ...forOther(to, request), ...lacking].filter(
    ({ path }) => !problems.some((each) => each.path === path),
  );
  return {
    problems: withGroups(schema, [...problems, ...more]),
    warnings: [...sense.warnings, ...findings],
    rooms: roomStates(to, request),
  };
}

/** Finds the state of each room at the time that a request asks for, by what the warnings of a clash go by (R25, R51). */
function roomStates({ procedure, rooms, bookings, asked, caseId }: RequestToCheck, request: unknown): Checks['rooms'] {
  const { start, end } = slotOf(procedure, request);
  if (!start || !end || end <= start) return {};
  const hours = (use: Pick<Booking, 'start' | 'end'>): Text => {
    const isThatDay = sameDay(use.start, start, procedure.zone) && sameDay(use.end, start, procedure.zone);
    return (isThatDay ? clockHours : period)(use.start, use.end, procedure.zone);
  };
  const unfit = (word: Text, why: readonly Text[]): RoomState => ({
    isFree: false,
    words: both((language) => `${word[language]} ${[...new Set(why.map((each) => each[language]))].join('; ')}`),
  });
  const stateOf = (room: Room): RoomState => {
    const closures = closuresIn(room, { start, end });
    if (closures.length > 0)
      return unfit(
        CLOSED,
        closures.map(({ reason }) => reason),
      );
    const wish = { room: room.id, start, end, case: caseId };
    const taken = clashes(bookings, wish);
    if (taken.length > 0) return unfit(TAKEN, taken.map(hours));
    // The desk does not read the calendar, so it cannot say of a room with hours that the room is open.
    const free = room.opening === 'always' ? FREE : NOT_BOOKED;
    const others = othersAsking(asked, wish).join(', ');
    return {
      isFree: true,
      words: both((language) => (others ? `${free[language]}; ${ALSO[language]} ${others}` : free[language])),
    };
  };
  return Object.fromEntries(rooms.map((room) => [room.id, stateOf(room)]));
}

const CLOSED: Text = { id: 'Ditutup:', en: 'Closed:' };
const TAKEN: Text = { id: 'Terpakai', en: 'Taken' };
const FREE: Text = { id: 'Kosong', en: 'Free' };
const NOT_BOOKED: Text = { id: 'Belum dipesan', en: 'Not booked' };
const ALSO: Text = { id: 'juga diminta', en: 'also asked for by' };

/**
 * Adds the name of its group to a label that several problems share (“Name (Who signs the letter)”), because the list of
 * problems has no headings.
 */
function withGroups(schema: Schema, problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => {
    const { path, label } = problem;
    const group = labelAt(schema, path.slice(0, path.lastIndexOf('/')));
    if (!label || !group) return problem;
    const isShared = (language: Language): boolean =>
      problems.some((each) => each.path !== path && each.label?.[language] === label[language]);
    const named = (language: Language): string =>
      isShared(language) ? `${label[language]} (${group[language]})` : label[language];
    return { ...problem, label: both(named) };
  });
}

/**
 * Finds the problems of a request that need neither time nor attachments (R9). These are faults by the schema and
 * forbidden characters. Only if there are none of these, fields that contradict each other are reported.
 * @param request normalised request
 * @returns an empty list for a request under another procedure
 */
export function problemsOf(procedure: Procedure, schema: Schema, rooms: readonly Room[], request: unknown): Problem[] {
  if (valueAt(request, '/sop') !== procedure.id) return [];
  const faults = [...validate(schema, request, ''), ...characterFaults(schema, request, '')];
  return faults.length > 0 ? faults : senseOf(procedure, schema, rooms, request).problems;
}

function senseOf(
  { request: rules }: Procedure,
  schema: Schema,
  rooms: readonly Room[],
  request: unknown,
  facts: { readonly submittedAt?: string; readonly today?: string } = {},
) {
  const { attachments: _theirs, ...pointers } = rules.pointers;
  return checkSemantics(request, { ...rules, pointers }, rooms, { file: '', attachments: [], schema, ...facts });
}

/** Finds invisible characters, and characters that change the writing direction, in all texts of a value. */
function characterFaults(schema: Schema, value: unknown, path: string): Problem[] {
  if (typeof value === 'string') {
    const label = labelAt(schema, path);
    return writtenFaults(value, true).map((fault) => ({ file: '', path, ...(label ? { label } : {}), ...fault }));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => characterFaults(schema, inner, below(path, key)));
}

/** Finds the problems of a request for somebody else, and of the account that a request names (R12, R41). */
function forOther({ procedure, schema, writer, before, now }: RequestToCheck, request: unknown): Problem[] {
  if (!writer) return [];
  const holders = Object.values(writer.roles.roles).flatMap((role) => role.holders);
  const asking = {
    config: { roles: writer.roles },
    opening: { opener: writer },
    // Only the process asks the forge about accounts that are no holders.
    accounts: new Map(holders.map(({ login, account }) => [accountKey(login), account])),
  };
  const rules = { procedure: { value: procedure }, schema: { value: schema } };
  const when = { file: '', at: now, before };
  return [...onBehalfProblems(asking, rules, request, when), ...checkAccount(asking, rules, request, when).problems];
}

/**
 * Finds other cases that have booked, or ask for, the same room at the same time. To ask for a room does not reserve
 * it (R25).
 */
function othersRooms({ procedure, bookings, asked, caseId }: RequestToCheck, request: unknown): Problem[] {
  const { room, start, end } = slotOf(procedure, request);
  if (!room || !start || !end || end <= start) return [];
  const wish = { room, start, end, case: caseId };
  const taken = clashes(bookings, wish).map((booking) => roomTaken(booking, asked, procedure.zone));
  const asking = othersAsking(asked, wish);
  const findings = [...taken, ...(asking.length > 0 ? [roomAsked(asking, taken.length > 0)] : [])];
  return findings.map((each) => ({ file: '', path: procedure.request.pointers.room ?? '', ...each }));
}

type Finding = Pick<Problem, 'code' | 'message' | 'fix'>;

/**
 * Writes that a room is taken. A restricted case, or one that the site's data do not contain yet, is not named (R11).
 */
function roomTaken({ case: id, start, end }: Booking, uses: readonly NamedUse[], zone: string): Finding {
  const isNamed = uses.some((use) => (use.state === 'held' || use.state === 'offered') && use.case === id);
  const when = period(start, end, zone);
  return {
    code: 'room-taken',
    message: {
      id: `Ruang ini sudah dipesan ${isNamed ? id : 'permohonan lain'}, ${when.id}`,
      en: `${isNamed ? id : 'Another request'} has this room on ${when.en}`,
    },
    fix: { id: 'Pilih waktu lain atau tempat lain', en: 'Choose another time or another place' },
  };
}

function roomAsked(cases: readonly string[], isTaken: boolean): Finding {
  const names = cases.join(', ');
  const nobody = isTaken ? { id: '', en: '' } : { id: '; belum ada yang mendapatkannya', en: '; nobody has it yet' };
  const message = {
    id: `Ruang ini juga diminta oleh ${names} untuk waktu itu${nobody.id}`,
    en: `${names} ${cases.length === 1 ? 'asks' : 'ask'} for this room at that time too${nobody.en}`,
  };
  return { code: 'room-asked', message };
}
