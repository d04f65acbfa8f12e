import { epochSeconds, type Instant } from '#domain/clock/instant.ts';
import { localDate } from '#domain/clock/wall.ts';
import { restDays } from '#domain/clock/working-days.ts';
import type { Text } from '#domain/problem.ts';
import { duration, measured, workingDays } from './duration.ts';
import type { Due } from './situation.ts';

/**
 * Writes what is left of a deadline after `now`, by its clock and rounded down: "12 menit", "2 hari kerja". After a
 * pause (`carried`), `countedDays` has only the days of extensions. So the whole working days from `now` to the
 * deadline before the first extension are added.
 */
export function remaining(deadline: Due, now: Instant, zone: string): Text {
  const { due, clock, countedDays = [], closedHours = [], carried } = deadline;
  if (clock === 'office-hours') {
    const today = localDate(now, zone);
    const rest = carried ? restDays(deadline, now, zone) : 0;
    const days = rest + countedDays.filter((date) => date > today).length;
    if (days > 0) return workingDays(days);
  }
  const end = epochSeconds(due);
  const from = epochSeconds(now);
  const closed = closedHours.reduce((sum, stretch) => {
    const overlap = Math.min(epochSeconds(stretch.end), end) - Math.max(epochSeconds(stretch.start), from);
    return sum + Math.max(0, overlap);
  }, 0);
  const seconds = Math.max(0, end - from - closed);
  const isOpenTime = clock === 'office-hours' && (closedHours.length > 0 || countedDays.length === 0);
  return isOpenTime ? measured(seconds, 'open-time') : duration(seconds);
}
