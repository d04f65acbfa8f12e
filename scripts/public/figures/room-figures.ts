import { Temporal } from 'temporal-polyfill';
import { used } from '#domain/clock/deadline.ts';
import { epochSeconds, type Interval, later, toInstant } from '#domain/clock/instant.ts';
import type { Room as RoomFigures } from '#domain/generated/public-figures.ts';
import type { OpenHours } from '#public/export/publication.ts';

/** Returns the beginning and the end of a month, `YYYY-MM`, in a zone, as instants. */
export function monthBounds(month: string, zone: string): Interval {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  const at = (date: Temporal.PlainDate) => toInstant(date.toZonedDateTime(zone).epochMilliseconds);
  return { start: at(first), end: at(first.add({ months: 1 })) };
}

/**
 * Returns how many uses a room has in a month, how many seconds they take, and for how many seconds the room is open.
 * @param month `YYYY-MM`, in the room's zone
 * @param uses the uses of this room, which never overlap (R24); the parts outside the month are not counted
 */
export function roomFigures(
  { id, zone }: { readonly id: string; readonly zone: string },
  month: string,
  uses: readonly Pick<Interval, 'start' | 'end'>[],
  { clocks, calendar }: OpenHours,
): RoomFigures {
  const { start, end } = monthBounds(month, zone);
  const within = uses
    .map((use) => epochSeconds(use.end < end ? use.end : end) - epochSeconds(later(use.start, start)))
    .filter((seconds) => seconds > 0);
  const clock = clocks[id];
  return {
    ...{ room: id, zone, uses: within.length, booked: within.reduce((all, each) => all + each, 0) },
    open: clock ? used(start, end, clock, calendar) : 0,
    weekendsOnly: clock?.kind === 'office-hours' && !calendar.years.includes(Number(month.slice(0, 4))),
  };
}
