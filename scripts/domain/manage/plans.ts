/**
 * Plans the everyday changes of an office (R17, R20, R51): each function takes the text of a file of the configuration
 * and what is wished, and returns the changed text. Command line and desk use the same plans.
 */
import { holdsOn } from '#domain/case/state/roles.ts';
import { type Instant, later, parseInstant } from '#domain/clock/instant.ts';
import { fromWall } from '#domain/clock/local-time.ts';
import type { Calendar, Day } from '#domain/generated/calendar.ts';
import type { Holder, Role, Roles } from '#domain/generated/roles.ts';
import type { Closure } from '#domain/generated/rooms.ts';
import type { Text } from '#domain/problem.ts';
import type { Room } from '#domain/room/room.ts';
import { UserError } from '#domain/user-error.ts';
import { letterDay, letterDays, period, shortZonedTime } from '#domain/words/time.ts';
import { addClosure, addDay, addHolder, addYear, endClosure, endHolder, removeDay } from './edit.ts';

/**
 * Returns a role that people can hold.
 * @throws UserError if there is none with this id, or if it is the applicant
 */
export function heldRoleOf({ roles }: Roles, id: string): Role {
  const role = id === 'applicant' || !Object.hasOwn(roles, id) ? undefined : roles[id];
  if (role === undefined) throw noRole(id, Object.keys(roles));
  return role;
}

/**
 * Adds a holder to a role, a permanent or an acting one (R17).
 * @throws UserError if the last day is before the first, or the account holds the role on one of these days already
 */
export function planHolder(text: string, roles: Roles, role: string, holder: Holder): string {
  const { holders } = heldRoleOf(roles, role);
  refuseEndFirst(holder);
  if (holder.acting && holder.until === undefined) throw new UserError(ACTING_ENDS);
  const same = overlapping(holders, holder);
  if (same) throw doubled(role, holder, same);
  return addHolder(text, role, holder);
}

/**
 * Sets the last day of a holder: the one who holds the role on that day or, if nobody does, the one who begins last.
 * @throws UserError if the account does not hold the role, or the last day is before the first
 */
export function planEnd(
  text: string,
  roles: Roles,
  role: string,
  { login, until }: { readonly login: string; readonly until: string },
): string {
  const { holders } = heldRoleOf(roles, role);
  const own = holders.filter((each) => each.login.toLowerCase() === login.toLowerCase());
  const holder = own.find((each) => holdsOn(each, until)) ?? own.toSorted((a, b) => (a.from < b.from ? 1 : -1))[0];
  if (!holder) throw notHeld(role, login, holders);
  refuseEndFirst({ from: holder.from, until });
  return endHolder(text, role, { account: holder.account, from: holder.from, until });
}

function refuseEndFirst({ from, until }: Pick<Holder, 'from' | 'until'>): void {
  if (until === undefined || until >= from) return;
  const [last, first] = [letterDay(until), letterDay(from)];
  throw new UserError({
    id: `Hari terakhir, ${last.id}, sebelum hari pertama, ${first.id}.`,
    en: `The last day, ${last.en}, is before the first day, ${first.en}.`,
  });
}

/** Returns a holder with the same account and an overlapping time. The new holder would repeat or contradict it. */
function overlapping(holders: readonly Holder[], holder: Holder): Holder | undefined {
  const lastDay = '9999-12-31';
  return holders.find(
    (each) =>
      each.account === holder.account &&
      each.from <= (holder.until ?? lastDay) &&
      holder.from <= (each.until ?? lastDay),
  );
}

/**
 * Closes a room for a time (R51).
 * @throws UserError if the room is closed for exactly that time already
 */
export function planClosure(text: string, room: Room, closure: Closure): string {
  const [from, until] = [instantOf(closure.from), instantOf(closure.until)];
  const isSame = (each: Closure): boolean => instantOf(each.from) === from && instantOf(each.until) === until;
  if ((room.closures ?? []).some(isSame)) throw new UserError(CLOSED_ALREADY);
  return addClosure(text, room.id, closure);
}

/**
 * Ends the closures of a room that last at a time. A closure that would begin then is removed (R51).
 * @param at the time with an offset
 * @throws UserError if the room is not closed then
 */
export function planOpening(text: string, room: Room, at: string): string {
  const lasting = (room.closures ?? []).filter((closure) => lasts(closure, at));
  if (lasting.length === 0) throw notClosed(room, at);
  return lasting.reduce(
    (now, closure) => endClosure(now, room.id, closure, instantOf(closure.from) === instantOf(at) ? undefined : at),
    text,
  );
}

const lasts = ({ from, until }: Closure, at: string): boolean =>
  instantOf(from) <= instantOf(at) && instantOf(at) < instantOf(until);

/** Returns the instant of a time that was read before. */
function instantOf(written: string): Instant {
  const reading = parseInstant(written);
  return 'instant' in reading ? reading.instant : '';
}

/**
 * Reads a time as a person types it, in a zone: `2026-12-01 08:00`, or a date. A date is its first minute or, as an
 * end, the end of the day.
 * @returns the time with the offset of the zone, as the file has it; undefined if it is no time
 */
export function timeIn(zone: string, typed: string, isEnd: boolean): string | undefined {
  const isDate = /^\d{4}-\d\d-\d\d$/.test(typed);
  return fromWall(isDate ? `${isEnd ? dayAfter(typed) : typed}T00:00` : typed.replace(' ', 'T'), zone);
}

function dayAfter(date: string): string {
  const next = new Date(`${date}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return Number.isNaN(next.getTime()) ? date : next.toISOString().slice(0, 10);
}

/** A day off that is to be added. */
export interface NewDayOff extends Day {
  readonly isLeave: boolean;
  /** The decree of a year that the calendar does not have yet. */
  readonly decree?: string | undefined;
}

/**
 * Adds a day off to a calendar (R20, R44). A year that the calendar does not have begins with a holiday and its decree.
 * @throws UserError if the day is off already, or the year is new and has no decree
 */
export function planDay(text: string, calendar: Calendar, { isLeave, decree, ...day }: NewDayOff): string {
  const found = daysOf(calendar).find(({ date }) => date === day.date);
  const written = letterDay(day.date);
  if (found)
    throw new UserError({
      id: `${written.id} sudah hari libur: ${found.name.id}.`,
      en: `${written.en} is a day off already: ${found.name.en}.`,
    });
  if (calendar.years.some(({ year }) => day.date.startsWith(`${year}-`)))
    return addDay(text, isLeave ? 'collectiveLeave' : 'holidays', day);
  if (decree === undefined || decree === '' || isLeave) throw noYear(day.date);
  return addYear(text, decree, day);
}

/**
 * Removes a day off from a calendar (R20).
 * @throws UserError if the day is not off
 */
export function planWorkday(text: string, { years }: Calendar, date: string): string {
  for (const year of years)
    for (const list of ['holidays', 'collectiveLeave'] as const)
      if (year[list].some((day) => day.date === date)) return removeDay(text, list, date);
  const written = letterDay(date);
  throw new UserError({
    id: `${written.id} bukan hari libur di kalender ini.`,
    en: `${written.en} is no day off in this calendar.`,
  });
}

const daysOf = ({ years }: Calendar): Day[] =>
  years.flatMap(({ holidays, collectiveLeave }) => [...holidays, ...collectiveLeave]);

const noYear = (date: string): UserError =>
  new UserError({
    id: `Tahun ${date.slice(0, 4)} belum ada di kalender ini. Mulailah dengan satu hari libur nasional dan dasarnya, misalnya "SKB …" (pada perintah: --decree).`,
    en: `The calendar does not have the year ${date.slice(0, 4)} yet. Begin it with a national holiday and its decree, such as "SKB …" (for the command: --decree).`,
  });

const notHeld = (role: string, login: string, holders: readonly Holder[]): UserError => {
  const known = holders.map((each) => each.login).join(', ');
  return new UserError({
    id: `${login.slice(0, 60)} tidak memangku ${role}; yang tercatat: ${known}.`,
    en: `${login.slice(0, 60)} does not hold ${role}; its holders: ${known}.`,
  });
};

const noRole = (role: string, known: readonly string[]): UserError => {
  const names = known.filter((each) => each !== 'applicant').join(', ');
  return new UserError({
    id: `Tidak ada peran "${role.slice(0, 60)}" yang dapat dipangku; yang ada: ${names}.`,
    en: `There is no role "${role.slice(0, 60)}" to hold; there are: ${names}.`,
  });
};

const doubled = (role: string, { login, from }: Holder, same: Holder): UserError => {
  const [held, begins] = [
    same.until === undefined ? letterDay(same.from) : letterDays(same.from, same.until),
    letterDay(from),
  ];
  return new UserError({
    id: `${login} sudah memangku ${role} (${same.until === undefined ? 'sejak ' : ''}${held.id}), bertumpang dengan ${begins.id}. Akhiri dahulu masa jabatan itu.`,
    en: `${login} already holds ${role} (${same.until === undefined ? 'since ' : ''}${held.en}), which overlaps with ${begins.en}. First set the last day of that.`,
  });
};

const ACTING_ENDS: Text = {
  id: 'Plh., Plt., dan Pj. memerlukan hari terakhir.',
  en: 'An acting official needs a last day.',
};
const CLOSED_ALREADY: Text = {
  id: 'Ruang ini sudah ditutup untuk waktu itu.',
  en: 'The room is closed for that time already.',
};

function notClosed({ name, zone, closures = [] }: Room, at: string): UserError {
  const times = closures.map(({ from, until }) =>
    period(instantOf(from), later(instantOf(from), instantOf(until)), zone),
  );
  const known: Text =
    times.length === 0
      ? { id: 'Ruang ini tidak ditutup.', en: 'This room has no closure.' }
      : {
          id: `Yang tercatat: ${times.map((each) => each.id).join('; ')}.`,
          en: `Its closures: ${times.map((each) => each.en).join('; ')}.`,
        };
  const when = shortZonedTime(instantOf(at), zone);
  return new UserError({
    id: `${name.id} tidak ditutup pada ${when.id}. ${known.id}`,
    en: `${name.en} is not closed at ${when.en}. ${known.en}`,
  });
}
