import type { CalendarData } from './calendar.ts';
import type { Clock } from './clock.ts';
import { deadline, used } from './deadline.ts';
import type { Explanation } from './explain.ts';
import type { Instant } from './instant.ts';

export interface Standstill {
  readonly from: Instant;
  readonly until: Instant;
}

/** After a pause of the clock. */
export interface MovedInstant {
  readonly at: Instant;
  /** In seconds of the clock; 0: it had passed. */
  readonly left: number;
  /** Of the rest (R23). */
  readonly explanation?: Explanation;
}

/**
 * An instant after a pause (R44), with the same clock time before it. What had passed, or falls into the pause, comes at
 * its end.
 * @param instant a deadline or level
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
