import { epochSeconds, toInstant } from '#domain/clock/instant.ts';
import { localDate } from '#domain/clock/wall.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import type { Text } from '#domain/problem.ts';
import type { Booking, Offer } from '#domain/room/bookings.ts';
import type { PublicNames } from './names.ts';

/** A line of the rooms' calendar. If a room is held without a case, the public knows only that it is taken (R11). */
export interface RoomUse {
  readonly room: string;
  readonly start: string;
  readonly end: string;
  /**
   * `asked`: an open case asks for the room and has not booked it. `past`: a completed case had booked it. `closed`:
   * nobody can book it (R51).
   */
  readonly state: 'held' | 'offered' | 'asked' | 'past' | 'closed';
  /** Why the room is closed. */
  readonly reason?: Text;
  /** When an offered room is free again unless the offer is chosen (R24). */
  readonly until?: string;
  readonly case?: string;
  readonly procedure?: string;
}

/**
 * Returns the rooms that open cases hold, by a booking or an offer, and those that ended cases still hold (R24).
 * @param shownBy returns the id of a case's procedure if the public may know the case: it is known and not restricted
 *   (R11)
 */
export const heldUses = (
  bookings: readonly (Booking & Partial<Offer>)[],
  shownBy: (id: string) => string | undefined,
): RoomUse[] =>
  bookings.map(({ room, start, end, case: id, until }): RoomUse => {
    const procedure = shownBy(id);
    const state = until === undefined ? ({ state: 'held' } as const) : ({ state: 'offered', until } as const);
    return { room, start, end, ...state, ...(procedure === undefined ? {} : { case: id, procedure }) };
  });

/** Returns the times for which a room is closed, as lines of its calendar (R51). */
export const closedUses = ({ id, closures = [] }: PublicNames['rooms'][number]): RoomUse[] =>
  closures.map((closure) => ({ room: id, state: 'closed', ...closure }));

/** Returns what a case itself adds to the calendar: the room that it asks for, or the room that it used. */
export function ownUses({ id, narrowed, status, booking, slot, procedure }: PublicCase): RoomUse[] {
  if (narrowed) return [];
  const named = { case: id, procedure: procedure.id };
  if (status === 'completed') return use(booking, 'past', named);
  const open = status === 'running' || status === 'applicant';
  return open && !booking ? use(slot, 'asked', named) : [];
}

/** Returns the use of a room. It returns nothing for a place that is not a room. */
function use(
  slot: PublicCase['slot'],
  state: RoomUse['state'],
  named: Required<Pick<RoomUse, 'case' | 'procedure'>>,
): RoomUse[] {
  if (slot?.room === undefined || slot.start === undefined || slot.end === undefined) return [];
  return [{ room: slot.room, start: slot.start, end: slot.end, state, ...named }];
}

/** Compares uses by start, and then by room, state and case. */
export function byTime(a: RoomUse, b: RoomUse): number {
  if (a.start !== b.start) return a.start < b.start ? -1 : 1;
  const [left, right] = [a, b].map(({ room, state, case: id }) => `${room} ${state} ${id ?? ''}`);
  return (left ?? '') < (right ?? '') ? -1 : left === right ? 0 : 1;
}

/** Returns the month (`YYYY-MM`) that is a number of months after another month. A negative number counts backwards. */
export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const since = year * 12 + number - 1 + months;
  return `${Math.floor(since / 12)}-${String((since % 12) + 1).padStart(2, '0')}`;
}

/**
 * Returns the months, `YYYY-MM`, in which a use has at least one second, but at most fourteen. A booking has days in at
 * most fourteen months, since it lasts at most 366 days (R24), and so has a closure (R51).
 */
export function monthsOf({ start, end }: RoomUse, zone: string): string[] {
  const last = localDate(toInstant((epochSeconds(end) - 1) * 1000), zone).slice(0, 7);
  const first = localDate(start, zone).slice(0, 7);
  return Array.from({ length: 14 }, (_, i) => monthAfter(first, i)).filter((month) => month <= last);
}
