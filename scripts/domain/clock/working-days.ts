import type { ExplainedTime } from './explain.ts';
import { epochSeconds, type Instant, type Interval, toInstant } from './instant.ts';
import { parseLimit } from './limit.ts';
import { localDate } from './wall.ts';

/** The time of a deadline, and its unit. */
export interface Allowance extends ExplainedTime {
  readonly due: Instant;
  readonly clock: 'continuous' | 'office-hours';
  /** ISO 8601; after a pause the rest. */
  readonly limit?: string | undefined;
  /** While hours were counted. */
  readonly closedHours?: readonly Interval[] | undefined;
}

/** Of the procedure (R44). */
export const wholeLimit = ({ limit, carried }: Pick<Allowance, 'limit' | 'carried'>): string | undefined =>
  carried?.limit ?? limit;

/** Then what is left is said in days too (R23). */
export function isInWorkingDays({ clock, ...time }: Pick<Allowance, 'clock' | 'limit' | 'carried'>): boolean {
  const limit = wholeLimit(time);
  return clock === 'office-hours' && limit !== undefined && parseLimit(limit).seconds === 0;
}

/** Before any extension. */
export const dueOfRest = ({ due, extensions }: Pick<Allowance, 'due' | 'extensions'>): Instant =>
  extensions?.[0]?.from ?? due;

/** Without extensions; 0: less than a day. */
export const restDays = (time: Allowance, from: Instant, zone: string): number =>
  isInWorkingDays(time) ? wholeDays(from, dueOfRest(time), time.closedHours ?? [], zone) : 0;

/**
 * Whole working days, rounded down. First and last date together count one if their open time is that of a whole date.
 * @param closed when the clock is paused
 */
export function wholeDays(from: Instant, to: Instant, closed: readonly Interval[], zone: string): number {
  const open = openByDate(from, to, closed, zone);
  const [first, last] = [localDate(from, zone), localDate(to, zone)];
  const between = [...open].flatMap(([date, seconds]) => (date === first || date === last ? [] : [seconds]));
  const ends = [...new Set([first, last])].reduce((sum, date) => sum + (open.get(date) ?? 0), 0);
  return between.length === 0 ? 0 : between.length + (ends >= Math.max(...between) ? 1 : 0);
}

/** An opening over midnight counts for its first date. */
function openByDate(from: Instant, to: Instant, closed: readonly Interval[], zone: string): Map<string, number> {
  const open = new Map<string, number>();
  let at = epochSeconds(from);
  const end = epochSeconds(to);
  const count = (until: number): void => {
    if (until <= at) return;
    const date = localDate(toInstant(at * 1000), zone);
    open.set(date, (open.get(date) ?? 0) + until - at);
  };
  for (const stretch of closed) {
    count(Math.min(epochSeconds(stretch.start), end));
    at = Math.max(at, epochSeconds(stretch.end));
  }
  count(end);
  return open;
}
