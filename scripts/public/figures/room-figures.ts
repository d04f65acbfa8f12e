import { Temporal } from 'temporal-polyfill';
import type { Clock } from '#domain/clock/clock.ts';
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
 * Returns how many seconds of a month a use takes; 0 if it is outside the month.
 * @param month `YYYY-MM`, in the room's zone
 */
export function secondsIn(month: string, zone: string, use: Pick<Interval, 'start' | 'end'>): number {
  const { start, end } = monthBounds(month, zone);
  return Math.max(0, epochSeconds(use.end < end ? use.end : end) - epochSeconds(later(use.start, start)));
}

/**
 * Returns the figures of a room in a month, with the seconds for which the room is open. A closed
 * room is not open (R51).
 * @param month `YYYY-MM`, in the room's zone
 * @param sums how many uses the room has in the month, and how many seconds they take; uses never overlap (R24)
 */
export function roomFigures(
  { id, zone }: { readonly id: string; readonly zone: string },
  month: string,
  { uses, booked }: Pick<RoomFigures, 'uses' | 'booked'>,
  { clocks, closures = {}, calendar }: OpenHours,
): RoomFigures {
  const { start, end } = monthBounds(month, zone);
  const clock = clocks[id];
  return {
    ...{ room: id, zone, uses, booked },
    open: clock ? openSeconds({ start, end }, closures[id] ?? [], clock, calendar) : 0,
    weekendsOnly: clock?.kind === 'office-hours' && !calendar.years.includes(Number(month.slice(0, 4))),
  };
}

/** Counts the seconds of an interval in which the clock runs, without closures, which may overlap. */
function openSeconds(
  { start, end }: Interval,
  closures: readonly Interval[],
  clock: Clock,
  calendar: OpenHours['calendar'],
): number {
  let from = start;
  let open = 0;
  for (const closure of closures.toSorted((a, b) => (a.start < b.start ? -1 : 1))) {
    const until = closure.start < end ? closure.start : end;
    if (until > from) open += used(from, until, clock, calendar);
    from = later(from, closure.end);
  }
  return from < end ? open + used(from, end, clock, calendar) : open;
}
