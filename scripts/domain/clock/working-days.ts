import type { ExplainedTime } from './explain.ts';
import { epochSeconds, type Instant, type Interval, toInstant } from './instant.ts';
import { parseLimit } from './limit.ts';
import { localDate } from './wall.ts';

/** As much of a deadline as says in which unit its time is counted, and how much of it there is. */
export interface Allowance extends ExplainedTime {
  readonly due: Instant;
  readonly clock: 'continuous' | 'office-hours';
  /** ISO 8601; of a time that goes on after a pause, what was left of it. */
  readonly limit?: string | undefined;
  /** When the clock stood still while hours and minutes were counted. */
  readonly closedHours?: readonly Interval[] | undefined;
}

/** The limit that the procedure gives, also where only a part of it was left (R44). */
export const wholeLimit = ({ limit, carried }: Pick<Allowance, 'limit' | 'carried'>): string | undefined =>
  carried?.limit ?? limit;

/** Is a time counted in working days? An office's days are no 24 hours, so what is left of such a time is given in days too (R23). */
export function isInWorkingDays({ clock, ...time }: Pick<Allowance, 'clock' | 'limit' | 'carried'>): boolean {
  const limit = wholeLimit(time);
  return clock === 'office-hours' && limit !== undefined && parseLimit(limit).seconds === 0;
}

/** When what was left after a pause would have been used up, before any extension. */
export const dueOfRest = ({ due, extensions }: Pick<Allowance, 'due' | 'extensions'>): Instant =>
  extensions?.[0]?.from ?? due;

/** The whole working days of what a pause left, from an instant on, without extensions. 0: less than a day, which is given in hours. */
export const restDays = (time: Allowance, from: Instant, zone: string): number =>
  isInWorkingDays(time) ? wholeDays(from, dueOfRest(time), time.closedHours ?? [], zone) : 0;

/**
 * The whole working days between two instants. The open time of the first and the last date together is one more day where it is as
 * much as the longest date between them has: half a day each makes one. Rounded down; without a whole date between them it is none.
 * @param closed when the clock stands still between them
 */
export function wholeDays(from: Instant, to: Instant, closed: readonly Interval[], zone: string): number {
  const open = openByDate(from, to, closed, zone);
  const [first, last] = [localDate(from, zone), localDate(to, zone)];
  const between = [...open].flatMap(([date, seconds]) => (date === first || date === last ? [] : [seconds]));
  const ends = [...new Set([first, last])].reduce((sum, date) => sum + (open.get(date) ?? 0), 0);
  return between.length === 0 ? 0 : between.length + (ends >= Math.max(...between) ? 1 : 0);
}

/** The open seconds of each date between two instants. An opening that goes on over midnight counts for the date on which it began. */
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
