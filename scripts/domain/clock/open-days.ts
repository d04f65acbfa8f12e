import { Temporal } from 'temporal-polyfill';
import type { CalendarData, DayOff } from './calendar.ts';
import { namedDayOff } from './calendar.ts';
import type { OfficeClock } from './clock.ts';
import { WEEKDAYS } from './clock.ts';
import type { Interval } from './instant.ts';
import { toInstant } from './instant.ts';

/** A half-open interval of time, in seconds since 1970. */
export interface Stretch {
  from: number;
  to: number;
}

/** Writes a stretch of time as an interval of instants. */
export function toInterval({ from, to }: Stretch): Interval {
  return { start: toInstant(from * 1000), end: toInstant(to * 1000) };
}

/** One local day of an office, with its openings in order, or with the reason why it has none. */
export interface OfficeDay {
  date: string;
  openings: Stretch[];
  off?: DayOff;
}

// The days of a century. A clock that needs more days is a mistake, and a mistake must not cause an endless loop.
const MOST_DAYS = 36_600;

/**
 * Yields the days of an office in order, from the local day of `start` (seconds since 1970). Openings never overlap and
 * are always in order, even if the clocks of the zone are put forward or back.
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
      // When clocks jump, two local times can be one moment. So an opening never begins before the previous one ended.
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
