import type { Instant, Interval } from '#domain/clock/instant.ts';

/** `number`: pull request. */
export interface Booking extends Interval {
  room: string;
  case: string;
  number: number;
}

/** For an answer to an offer (R24). */
export interface Offer extends Booking {
  /** Free from then on. */
  until: Instant;
}

export interface Holdings {
  readonly bookings: readonly Booking[];
  /** Absent: none. */
  readonly offered?: readonly Offer[];
}

/** Part of an index; of open cases. */
interface Indexed {
  readonly bookings: readonly Booking[];
  readonly cases?: Readonly<
    Record<string, { readonly id: string; readonly offered?: readonly Omit<Offer, 'case' | 'number'>[] }>
  >;
}

/** In order of numbers (R24). */
export const holdingsOf = ({ bookings, cases = {} }: Indexed): Required<Holdings> => ({
  bookings,
  offered: Object.entries(cases)
    .flatMap(([number, { id, offered = [] }]) => offered.map((each) => ({ ...each, case: id, number: Number(number) })))
    .sort((a, b) => a.number - b.number),
});

/** Booked, or offered until later (R24). */
export const heldAt = ({ bookings, offered = [] }: Holdings, at: Instant): readonly (Booking & Partial<Offer>)[] =>
  offered.length === 0 ? bookings : [...bookings, ...offered.filter(({ until }) => until > at)];

/** Whether two half-open stretches of time share a moment: one may begin when the other ends. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Edges may touch (R24). */
export function contains(outer: Interval, inner: Interval): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Bookings of other cases (R24), earliest first. */
export function clashes<Use extends Omit<Booking, 'number'>>(
  bookings: readonly Use[],
  wish: Omit<Booking, 'number'>,
): Use[] {
  return bookings
    .filter((booking) => booking.room === wish.room && booking.case !== wish.case && overlaps(booking, wish))
    .sort(byTime);
}

/** The bookings without that of a case (R24). */
export function release(bookings: readonly Booking[], caseId: string): Booking[] {
  return bookings.filter((booking) => booking.case !== caseId);
}

/**
 * Open cases hold their rooms, ended ones until the end of their time (R24).
 * @param now newest instant of an entry, while an ended case holds a room
 */
export function roomsHeld(
  bookings: readonly Booking[],
  isEnded: (booking: Booking) => boolean,
  now: Instant,
): { bookings: Booking[]; asOf?: Instant } {
  const held = bookings.filter((booking) => !isEnded(booking) || booking.end > now);
  return { bookings: held, ...(held.some(isEnded) ? { asOf: now } : {}) };
}

// The same list in any order of arrival.
function byTime(a: Omit<Booking, 'number'>, b: Omit<Booking, 'number'>): number {
  const [left, right] = [sortKey(a), sortKey(b)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function sortKey({ start, room, case: caseId }: Omit<Booking, 'number'>): string {
  return `${start} ${room} ${caseId}`;
}
