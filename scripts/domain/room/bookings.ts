import type { Instant, Interval } from '#domain/clock/instant.ts';

/** That a case holds a room for a time; `number` is the case's pull request. */
export interface Booking extends Interval {
  room: string;
  case: string;
  number: number;
}

/** That a room is held for a case's answer to an offer (R24). */
export interface Offer extends Booking {
  /** From then on it is free again. */
  until: Instant;
}

/** What cases hold. */
export interface Holdings {
  readonly bookings: readonly Booking[];
  /** Absent where no case has any. */
  readonly offered?: readonly Offer[];
}

/** As much of an index as says what is held; its bookings are of open cases, and so are its offers. */
interface Indexed {
  readonly bookings: readonly Booking[];
  readonly cases?: Readonly<
    Record<string, { readonly id: string; readonly offered?: readonly Omit<Offer, 'case' | 'number'>[] }>
  >;
}

/** What the cases of an index hold (R24), in the order of their numbers. */
export const holdingsOf = ({ bookings, cases = {} }: Indexed): Required<Holdings> => ({
  bookings,
  offered: Object.entries(cases)
    .flatMap(([number, { id, offered = [] }]) => offered.map((each) => ({ ...each, case: id, number: Number(number) })))
    .sort((a, b) => a.number - b.number),
});

/** Whatever is held at an instant: rooms that are booked, and rooms that are offered and not free again by then (R24). */
export const heldAt = ({ bookings, offered = [] }: Holdings, at: Instant): readonly (Booking & Partial<Offer>)[] =>
  offered.length === 0 ? bookings : [...bookings, ...offered.filter(({ until }) => until > at)];

/** Whether two half-open stretches of time share a moment: one may begin when the other ends. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Whether one stretch of time lies inside another (R24); both edges may touch. */
export function contains(outer: Interval, inner: Interval): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The bookings of other cases that a wish would clash with (R24), earliest first. A case never clashes with itself. */
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
 * What is held of rooms at an instant of the register (R24). Open cases hold what they have booked; an ended one holds it to the end
 * of that time.
 * @param isEnded whether the case of a booking has ended
 * @param now the newest instant of an entry since an ended case holds a room
 */
export function roomsHeld(
  bookings: readonly Booking[],
  isEnded: (booking: Booking) => boolean,
  now: Instant,
): { bookings: Booking[]; asOf?: Instant } {
  const held = bookings.filter((booking) => !isEnded(booking) || booking.end > now);
  return { bookings: held, ...(held.some(isEnded) ? { asOf: now } : {}) };
}

// By time, then by name: the same bookings give the same list, in whatever order they came.
function byTime(a: Omit<Booking, 'number'>, b: Omit<Booking, 'number'>): number {
  const [left, right] = [sortKey(a), sortKey(b)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function sortKey({ start, room, case: caseId }: Omit<Booking, 'number'>): string {
  return `${start} ${room} ${caseId}`;
}
