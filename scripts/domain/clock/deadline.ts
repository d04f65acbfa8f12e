import type { CalendarData } from './calendar.ts';
import type { Clock } from './clock.ts';
import type { Explanation } from './explain.ts';
import { explain } from './explain.ts';
import type { Instant, Interval } from './instant.ts';
import { epochSeconds, toInstant } from './instant.ts';
import type { Limit } from './limit.ts';
import { parseLimit } from './limit.ts';
import type { Arrival } from './office-time.ts';
import { closedStretches, daysUntil, goForward, openSeconds } from './office-time.ts';
import { toInterval } from './open-days.ts';

/** See R20, R23. */
export interface Deadline {
  begin: Instant;
  due: Instant;
  explanation: Explanation;
}

const DAY = 86_400;

/**
 * The deadline of a visit (R20).
 * `continuous`: a day is 24 hours. `office-hours`: hours and minutes are open time; days and weeks are working days
 * after the first, due at closing. In a mixed limit (`P1DT2H`) days come first, then hours from the next opening.
 * @param limit see `parseLimit`
 * @throws RangeError for invalid input, or after a century
 */
export function deadline(begin: Instant, limit: string, clock: Clock, calendar: CalendarData): Deadline {
  const { due, hoursFrom } = arrival(epochSeconds(begin), parseLimit(limit), 1, clock, calendar);
  const stretch = { begin: epochSeconds(begin), due, hoursFrom };
  return { begin, due: toInstant(due * 1000), explanation: explain(stretch, limit, clock, calendar) };
}

/**
 * When a share of the limit is used up, in the clock's time (R22). 1 is the deadline; 2 of one working day is two
 * working days; 0.8 of it is 80 % of its open time.
 * @param share above 0, at most 100
 * @throws RangeError as `deadline`, or for another share
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

/** In seconds of the clock; 0 if `end` is earlier. */
export function used(begin: Instant, end: Instant, clock: Clock, calendar: CalendarData): number {
  const [from, to] = [epochSeconds(begin), epochSeconds(end)];
  return clock.kind === 'continuous' ? Math.max(0, to - from) : openSeconds(from, to, clock, calendar);
}

/** Full 24 hours, or closed working days after the first. */
export function usedDays(begin: Instant, end: Instant, clock: Clock, calendar: CalendarData): number {
  if (clock.kind === 'continuous') return Math.floor(used(begin, end, clock, calendar) / DAY);
  const to = epochSeconds(end);
  const [, ...counted] = daysUntil(epochSeconds(begin), to, clock, calendar);
  return counted.filter(({ openings }) => (openings.at(-1)?.to ?? Number.POSITIVE_INFINITY) <= to).length;
}

/** None for a continuous clock. */
export function standstill(begin: Instant, end: Instant, clock: Clock, calendar: CalendarData): Interval[] {
  if (clock.kind === 'continuous') return [];
  return closedStretches(epochSeconds(begin), epochSeconds(end), clock, calendar).map(toInterval);
}

/** In wall time (R21). At the deadline it is on time. */
export function lateness(due: Instant, at: Instant): { late: boolean; seconds: number } {
  const seconds = Math.max(0, epochSeconds(at) - epochSeconds(due));
  return { late: seconds > 0, seconds };
}

function arrival(begin: number, limit: Limit, share: number, clock: Clock, calendar: CalendarData): Arrival {
  if (clock.kind === 'office-hours') return goForward(begin, limit, share, clock, calendar);
  const seconds = (limit.weeks * 7 + limit.days) * DAY + limit.seconds;
  return { due: begin + Math.round(seconds * share), hoursFrom: begin };
}
