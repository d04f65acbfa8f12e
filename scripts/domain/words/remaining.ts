import { epochSeconds, type Instant } from '#domain/clock/instant.ts';
import { localDate } from '#domain/clock/wall.ts';
import type { Text } from '#domain/problem.ts';
import { duration, workingDays } from './duration.ts';
import type { Due } from './situation.ts';

/**
 * What is left of a deadline, in its own clock: "12 menit", by an office clock "2 hari kerja", on the last day in
 * open hours. Rounded down.
 * @param now before the deadline
 */
export function remaining({ due, clock, countedDays = [], closedHours = [] }: Due, now: Instant, zone: string): Text {
  if (clock === 'office-hours') {
    const today = localDate(now, zone);
    const days = countedDays.filter((date) => date > today).length;
    if (days > 0) return workingDays(days);
  }
  const end = epochSeconds(due);
  const from = epochSeconds(now);
  const closed = closedHours.reduce((sum, stretch) => {
    const overlap = Math.min(epochSeconds(stretch.end), end) - Math.max(epochSeconds(stretch.start), from);
    return sum + Math.max(0, overlap);
  }, 0);
  return duration(Math.max(0, end - from - closed));
}
