import type { CalendarData } from './calendar.ts';
import type { Clock } from './clock.ts';
import { explain, type Explanation } from './explain.ts';
import { epochSeconds, type Instant, type Interval, toInstant } from './instant.ts';
import { type Limit, parseLimit } from './limit.ts';
import { type Arrival, closedStretches, daysUntil, goForward, openSeconds } from './office-time.ts';
import { toInterval } from './open-days.ts';

/** When a visit must have been acted on, and why then (R20, R23). */
export interface Deadline {
  begin: Instant;
  due: Instant;
  explanation: Explanation;
}

const DAY = 86_400;

/**
 * The deadline of a visit (R20): its begin plus the time limit, by a clock.
 *
 * `continuous`: day and night, a day is 24 hours, a week seven days. `office-hours`: hours and minutes count open time,
 * from the next opening if the office is closed at the begin; days and weeks count working days, the first day not
 * counted, due at closing. In a mixed limit (`P1DT2H`) the days come first, and the hours from the next opening after
 * them.
 *
 * @param limit ISO 8601 duration, see `parseLimit`
 * @throws RangeError for an invalid begin, limit or zone, or where the clock does not get there within a century
 */
export function deadline(begin: Instant, limit: string, clock: Clock, calendar: CalendarData): Deadline {
  const { due, hoursFrom } = arrival(epochSeconds(begin), parseLimit(limit), 1, clock, calendar);
  const stretch = { begin: epochSeconds(begin), due, hoursFrom };
  return { begin, due: toInstant(due * 1000), explanation: explain(stretch, limit, clock, calendar) };
}

/**
 * The instant at which a share of the limit is used up, in the clock's own time (R22): a level of the escalation.
 * Share 1 is the deadline; twice a limit of one working day is two working days; 80 % of one is 80 % of the open time
 * up to its closing.
 * @param share greater than 0, at most 100: 0.8 for 80 %
 * @throws RangeError as `deadline` does, or for a share out of these bounds
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

/** The clock's own time between two instants, in seconds; 0 if `end` is the earlier. */
export function used(begin: Instant, end: Instant, clock: Clock, calendar: CalendarData): number {
  const [from, to] = [epochSeconds(begin), epochSeconds(end)];
  return clock.kind === 'continuous' ? Math.max(0, to - from) : openSeconds(from, to, clock, calendar);
}

/**
 * The clock's own whole days between two instants: full 24 hours, or working days after the first that have closed.
 * A limit of n days is used up when this is n.
 */
export function usedDays(begin: Instant, end: Instant, clock: Clock, calendar: CalendarData): number {
  if (clock.kind === 'continuous') return Math.floor(used(begin, end, clock, calendar) / DAY);
  const to = epochSeconds(end);
  const [, ...counted] = daysUntil(epochSeconds(begin), to, clock, calendar);
  return counted.filter(({ openings }) => (openings.at(-1)?.to ?? Number.POSITIVE_INFINITY) <= to).length;
}

/** The stretches between two instants in which the clock stands still; none for a continuous one. */
export function standstill(begin: Instant, end: Instant, clock: Clock, calendar: CalendarData): Interval[] {
  if (clock.kind === 'continuous') return [];
  return closedStretches(epochSeconds(begin), epochSeconds(end), clock, calendar).map(toInterval);
}

/** Whether something is late, and by how many seconds of wall time (R21). At the due instant it is on time. */
export function lateness(due: Instant, at: Instant): { late: boolean; seconds: number } {
  const seconds = Math.max(0, epochSeconds(at) - epochSeconds(due));
  return { late: seconds > 0, seconds };
}

function arrival(begin: number, limit: Limit, share: number, clock: Clock, calendar: CalendarData): Arrival {
  if (clock.kind === 'office-hours') return goForward(begin, limit, share, clock, calendar);
  const seconds = (limit.weeks * 7 + limit.days) * DAY + limit.seconds;
  return { due: begin + Math.round(seconds * share), hoursFrom: begin };
}

export interface Standstill {
  readonly from: Instant;
  readonly until: Instant;
}

/** An instant that moved because the clock stood still before it. */
export interface MovedInstant {
  readonly at: Instant;
  /** What was left until it, in seconds of the clock's own time; 0 where it had passed. */
  readonly left: number;
  /** Of what was left, where anything was (R23). */
  readonly explanation?: Explanation;
}

/**
 * Where an instant falls after the clock has stood still (R44): as much of the clock's own time lies before it as before.
 * What had passed by then, or falls into the standstill itself, is there at its end.
 * @param instant a deadline or an escalation level, as it was before
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
