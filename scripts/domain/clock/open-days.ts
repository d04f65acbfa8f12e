import { Temporal } from 'temporal-polyfill';
import type { CalendarData, DayOff } from './calendar.ts';
import { namedDayOff } from './calendar.ts';
import type { OfficeClock } from './clock.ts';
import { WEEKDAYS } from './clock.ts';
import type { Interval } from './instant.ts';
import { toInstant } from './instant.ts';

/** A half-open stretch of time, in seconds since 1970. */
export interface Stretch {
  from: number;
  to: number;
}

/** A stretch of time as data carry it. */
export function toInterval({ from, to }: Stretch): Interval {
  return { start: toInstant(from * 1000), end: toInstant(to * 1000) };
}

/** One local day of an office: its openings in order, or why it has none. */
export interface OfficeDay {
  date: string;
  openings: Stretch[];
  off?: DayOff;
}

// A century of days: a clock that cannot finish in it is a mistake, and a mistake must not loop.
const MOST_DAYS = 36_600;

/**
 * The days of an office, one after another, from the local day of `start` (seconds since 1970).
 * Openings never overlap and never run backwards, even where a zone's clocks are put forward or back.
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
      // Where clocks jump, two different wall times can be one moment: an opening begins no sooner than the last ended.
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
