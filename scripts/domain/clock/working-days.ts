import type { ExplainedTime } from './explain.ts';
import { epochSeconds, type Instant, type Interval, toInstant } from './instant.ts';
import { parseLimit } from './limit.ts';
import { localDate } from './wall.ts';

/** The fields of a deadline that say how much time there is, and whether it is given in working days. */
export interface Allowance extends ExplainedTime {
  readonly due: Instant;
  readonly clock: 'continuous' | 'office-hours';
  /** The time limit as an ISO 8601 duration; after a pause, the time that was left. */
  readonly limit?: string | undefined;
  /** The intervals that the count of hours and minutes left out. */
  readonly closedHours?: readonly Interval[] | undefined;
}

/** Returns the time limit of the procedure, even if only a part of the limit was left after a pause (R44). */
export const wholeLimit = ({ limit, carried }: Pick<Allowance, 'limit' | 'carried'>): string | undefined =>
  carried?.limit ?? limit;

/** Checks whether a time limit has working days only. The time left is then given in working days too (R23). */
export function isInWorkingDays({ clock, ...time }: Pick<Allowance, 'clock' | 'limit' | 'carried'>): boolean {
  const limit = wholeLimit(time);
  return clock === 'office-hours' && limit !== undefined && parseLimit(limit).seconds === 0;
}

/** Returns the deadline as it was before the first extension. */
export const dueOfRest = ({ due, extensions }: Pick<Allowance, 'due' | 'extensions'>): Instant =>
  extensions?.[0]?.from ?? due;

/** Returns the whole working days from an instant to {@link dueOfRest}; 0 if {@link isInWorkingDays} is false. */
export const restDays = (time: Allowance, from: Instant, zone: string): number =>
  isInWorkingDays(time) ? wholeDays(from, dueOfRest(time), time.closedHours ?? [], zone) : 0;

/**
 * Returns the whole working days between two instants, rounded down. The dates between the first and the last date are
 * counted. The first and the last date together count as one more day if their open time is at least as long as that of
 * the longest date between them. If there is no date between them, the result is 0.
 * @param closed intervals between the instants in which no time counts
 */
export function wholeDays(from: Instant, to: Instant, closed: readonly Interval[], zone: string): number {
  const open = openByDate(from, to, closed, zone);
  const [first, last] = [localDate(from, zone), localDate(to, zone)];
  const between = [...open].flatMap(([date, seconds]) => (date === first || date === last ? [] : [seconds]));
  const ends = [...new Set([first, last])].reduce((sum, date) => sum + (open.get(date) ?? 0), 0);
  return between.length === 0 ? 0 : between.length + (ends >= Math.max(...between) ? 1 : 0);
}

/** Returns the open seconds of each date. An opening across midnight counts for the date on which it began. */
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
