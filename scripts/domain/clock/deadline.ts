import type { CalendarData } from './calendar.ts';
import type { Clock } from './clock.ts';
import { explain, type Explanation } from './explain.ts';
import { epochSeconds, type Instant, type Interval, toInstant } from './instant.ts';
import { type Limit, parseLimit } from './limit.ts';
import { type Arrival, closedStretches, daysUntil, goForward, openSeconds } from './office-time.ts';
import { toInterval } from './open-days.ts';

/** The deadline of a visit, with its explanation (R20, R23). */
export interface Deadline {
  begin: Instant;
  due: Instant;
  explanation: Explanation;
}

const DAY = 86_400;

/**
 * Computes the deadline of a visit (R20): the start of the visit's time plus the time limit, by a clock.
 *
 * - `continuous` counts day and night. A day is 24 hours, a week seven days.
 * - `office-hours` counts open time for hours and minutes. If the office is closed at the start, they count from the
 *   next opening. Days and weeks count working days. The first day is not counted, and the deadline is the closing of
 *   the last day. In a mixed limit (`P1DT2H`), the days come first, and the hours count from the next opening after
 *   these days.
 *
 * @throws RangeError for an invalid start, limit or zone, or if the deadline is more than a century away
 */
export function deadline(begin: Instant, limit: string, clock: Clock, calendar: CalendarData): Deadline {
  const { due, hoursFrom } = arrival(epochSeconds(begin), parseLimit(limit), 1, clock, calendar);
  const stretch = { begin: epochSeconds(begin), due, hoursFrom };
  return { begin, due: toInstant(due * 1000), explanation: explain(stretch, limit, clock, calendar) };
}

/**
 * Computes the instant at which a share of the time limit is used up, which is an escalation level (R22). Share 1 is
 * the deadline. Share 2 of one working day is two working days. Share 0.8 of one working day is 80 % of the open time
 * from the start to the deadline.
 * @param share number greater than 0 and at most 100; 0.8 is 80 %
 * @throws RangeError for a share out of these bounds, and as `deadline` does
 */
export function shareInstant(
  begin: Instant,
  limit: string,
  share: number,
  clock: Clock,
  calendar: CalendarData,
): Instant {
  if (!(share > 0 && share <= 100)) throw new RangeError(`Expected a share above 0 and up to 100; received ${share}`);
  return toInstant(arrival(epochSeconds(begin), parseLimit(limit), share, clock, calendar).due * 1000);
}

/** Returns the seconds that the clock counts between two instants; 0 if `end` is before `begin`. */
export function used(begin: Instant, end: Instant, clock: Clock, calendar: CalendarData): number {
  const [from, to] = [epochSeconds(begin), epochSeconds(end)];
  return clock.kind === 'continuous' ? Math.max(0, to - from) : openSeconds(from, to, clock, calendar);
}

/**
 * Returns the whole days that the clock counts between two instants. For a continuous clock, a day is 24 full hours. An
 * office clock counts the working days whose last closing is not after `end`, without the first day. A limit of n days
 * is used up when this number is n.
 */
export function usedDays(begin: Instant, end: Instant, clock: Clock, calendar: CalendarData): number {
  if (clock.kind === 'continuous') return Math.floor(used(begin, end, clock, calendar) / DAY);
  const to = epochSeconds(end);
  const [, ...counted] = daysUntil(epochSeconds(begin), to, clock, calendar);
  return counted.filter(({ openings }) => (openings.at(-1)?.to ?? Number.POSITIVE_INFINITY) <= to).length;
}

/** Returns the intervals between two instants in which the clock does not count. A continuous clock has none. */
export function standstill(begin: Instant, end: Instant, clock: Clock, calendar: CalendarData): Interval[] {
  if (clock.kind === 'continuous') return [];
  return closedStretches(epochSeconds(begin), epochSeconds(end), clock, calendar).map(toInterval);
}

/**
 * Returns whether an act is late, and by how many seconds (R21). Nights and days off count too. An act at the deadline
 * is on time.
 */
export function lateness(due: Instant, at: Instant): { late: boolean; seconds: number } {
  const seconds = Math.max(0, epochSeconds(at) - epochSeconds(due));
  return { late: seconds > 0, seconds };
}

function arrival(begin: number, limit: Limit, share: number, clock: Clock, calendar: CalendarData): Arrival {
  if (clock.kind === 'office-hours') return goForward(begin, limit, share, clock, calendar);
  const seconds = (limit.weeks * 7 + limit.days) * DAY + limit.seconds;
  return { due: begin + Math.round(seconds * share), hoursFrom: begin };
}

/** The time during which a clock was stopped. */
export interface Standstill {
  readonly from: Instant;
  readonly until: Instant;
}

/** An instant that moved, because the clock was stopped before it. */
export interface MovedInstant {
  readonly at: Instant;
  /** The seconds that the clock still had to count until the instant; 0 if the instant had passed. */
  readonly left: number;
  /** The explanation of the time that was left (R23); absent if no time was left. */
  readonly explanation?: Explanation;
}

/**
 * Moves an instant because the clock was stopped (R44). From the end of the standstill to the new instant, the clock
 * counts as much time as it would have counted from the start of the standstill to the old instant. An instant without
 * time left is moved to the end of the standstill.
 * @param instant earlier deadline or escalation level
 */
export function afterStandstill(
  instant: Instant,
  { from, until }: Standstill,
  clock: Clock,
  calendar: CalendarData,
): MovedInstant {
  const left = instant <= from ? 0 : used(from, instant, clock, calendar);
  if (left === 0) return { at: until, left };
  const { due, explanation } = deadline(until, `PT${left}S`, clock, calendar);
  return { at: due, left, explanation };
}
