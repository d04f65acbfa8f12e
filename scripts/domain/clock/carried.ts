import type { CalendarData } from './calendar.ts';
import type { Clock } from './clock.ts';
import { deadline, used } from './deadline.ts';
import type { Explanation } from './explain.ts';
import type { Instant } from './instant.ts';

/** That a clock stood still: from when to when. */
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
