import { Temporal } from 'temporal-polyfill';
import type { CalendarData, DayOff } from './calendar.ts';
import { namedDayOff } from './calendar.ts';
import type { OfficeClock } from './clock.ts';
import { WEEKDAYS } from './clock.ts';
import type { Interval } from './instant.ts';
import { toInstant } from './instant.ts';

/** In seconds since 1970, without its end. */
export interface Stretch {
  from: number;
  to: number;
}

export function toInterval({ from, to }: Stretch): Interval {
  return { start: toInstant(from * 1000), end: toInstant(to * 1000) };
}

/** Openings in order, or why none. */
export interface OfficeDay {
  date: string;
  openings: Stretch[];
  off?: DayOff;
}

// An end to what would not end.
const MOST_DAYS = 36_600;

/**
 * Openings never overlap, even where a zone's clocks change.
 * @param start seconds since 1970
 * @throws RangeError after a century, or for an unknown zone
 */
export function* officeDays(start: number, clock: OfficeClock, calendar: CalendarData): Generator<OfficeDay, never> {
  let day = Temporal.Instant.fromEpochMilliseconds(start * 1000)
    .toZonedDateTimeISO(clock.zone)
    .toPlainDate();
  let closed = Number.NEGATIVE_INFINITY;
  for (let count = 0; count < MOST_DAYS; count++, day = day.add({ days: 1 })) {
    const date = day.toString();
    const named = namedDayOff(date, calendar);
    if (named) {
      yield { date, openings: [], off: named };
      continue;
    }
    const openings: Stretch[] = [];
    for (const hours of weekdayHours(day, clock)) {
      // Where clocks jump, two wall times may be one moment.
      const from = Math.max(wallSeconds(day, hours.from, clock.zone), closed);
      const to = wallSeconds(day, hours.to, clock.zone);
      if (to <= from) continue;
      openings.push({ from, to });
      closed = to;
    }
    yield openings.length > 0 ? { date, openings } : { date, openings, off: { why: 'weekend' } };
  }
  throw new RangeError(`No end within ${MOST_DAYS} days of office hours: check the time limit and the weekly hours`);
}

function weekdayHours(day: Temporal.PlainDate, clock: OfficeClock) {
  const weekday = WEEKDAYS[day.dayOfWeek - 1];
  return (weekday && clock.hours[weekday]) ?? [];
}

function wallSeconds(day: Temporal.PlainDate, wall: string, zone: string): number {
  const moment =
    wall === '24:00'
      ? day.add({ days: 1 }).toZonedDateTime(zone)
      : day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(wall) });
  return moment.epochMilliseconds / 1000;
}
