import type { Instant, Interval } from '#domain/clock/instant.ts';

/**
 * The most days of a slot or a closure. Without this limit, a mistyped year could book or close a room for years, and
 * make checks slow.
 */
export const MOST_DAYS = 366;

/** The record that a case has a room for a time. `number` is the number of the case's pull request. */
export interface Booking extends Interval {
  room: string;
  case: string;
  number: number;
}

/** The record that a room is reserved for a case until its opener chooses a slot or the offer ends (R24). */
export interface Offer extends Booking {
  /** The instant from which the room is free again. */
  until: Instant;
}

/** The rooms that cases have booked or reserved. */
export interface Holdings {
  readonly bookings: readonly Booking[];
  /** The reserved rooms; absent means none. */
  readonly offered?: readonly Offer[];
}

/** The fields of an index that say which rooms are booked or reserved. The keys of `cases` are pull request numbers. */
interface Indexed {
  readonly bookings: readonly Booking[];
  readonly cases?: Readonly<
    Record<string, { readonly id: string; readonly offered?: readonly Omit<Offer, 'case' | 'number'>[] }>
  >;
}

/** Returns the bookings of an index, and the offers of its cases in the order of their pull request numbers (R24). */
export const holdingsOf = ({ bookings, cases = {} }: Indexed): Required<Holdings> => ({
  bookings,
  offered: Object.entries(cases)
    .flatMap(([number, { id, offered = [] }]) => offered.map((each) => ({ ...each, case: id, number: Number(number) })))
    .sort((a, b) => a.number - b.number),
});

/** Returns all bookings, and the offers that are still reserved at an instant (R24). */
export const heldAt = ({ bookings, offered = [] }: Holdings, at: Instant): readonly (Booking & Partial<Offer>)[] =>
  offered.length === 0 ? bookings : [...bookings, ...offered.filter(({ until }) => until > at)];

/** Checks whether two half-open intervals overlap. Intervals do not overlap if one begins when the other ends. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Checks whether an interval is inside another interval (R24). They may have the same start or end. */
export function contains(outer: Interval, inner: Interval): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Returns other cases' bookings of the wished room that overlap the wished time (R24), the earliest start first. */
export function clashes<Use extends Omit<Booking, 'number'>>(
  bookings: readonly Use[],
  wish: Omit<Booking, 'number'>,
): Use[] {
  return bookings
    .filter((booking) => booking.room === wish.room && booking.case !== wish.case && overlaps(booking, wish))
    .sort(byTime);
}

/** Returns the bookings without those of a case (R24). */
export function release(bookings: readonly Booking[], caseId: string): Booking[] {
  return bookings.filter((booking) => booking.case !== caseId);
}

/**
 * Returns the bookings that are valid at an instant of the register (R24). An open case keeps its booking. A booking of
 * an ended case stays until the end of the booked time.
 * @param isEnded function that says whether the case of a booking has ended
 * @param now time of the register's newest entry
 * @returns the bookings, and `now` as `asOf` if a booking of an ended case is among them
 */
export function roomsHeld(
  bookings: readonly Booking[],
  isEnded: (booking: Booking) => boolean,
  now: Instant,
): { bookings: Booking[]; asOf?: Instant } {
  const held = bookings.filter((booking) => !isEnded(booking) || booking.end > now);
  return { bookings: held, ...(held.some(isEnded) ? { asOf: now } : {}) };
}

// The order is by start, room and case, so that it does not depend on the order in which bookings were added.
function byTime(a: Omit<Booking, 'number'>, b: Omit<Booking, 'number'>): number {
  const [left, right] = [sortKey(a), sortKey(b)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function sortKey({ start, room, case: caseId }: Omit<Booking, 'number'>): string {
  return `${start} ${room} ${caseId}`;
}
