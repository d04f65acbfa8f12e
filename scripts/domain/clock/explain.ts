import type { CalendarData, DayOff } from './calendar.ts';
import type { Clock } from './clock.ts';
import type { Instant, Interval } from './instant.ts';
import { closedStretches, daysUntil } from './office-time.ts';
import { toInterval } from './open-days.ts';

/** A day that did not count, with the reason. */
export type SkippedDay = { date: string } & DayOff;

/** The explanation of a deadline as data (R23). Other modules make sentences from these data. */
export interface Explanation {
  clock: Clock['kind'];
  zone: string;
  limit: string;
  /** The local date of the start, which is not counted; null if the limit has no working days. */
  firstDay: string | null;
  /** The local dates of the working days that were counted. */
  countedDays: string[];
  /** The days on which the office was closed, from the start to the deadline. */
  skipped: SkippedDay[];
  /** The intervals (nights, breaks, days off) that the count of hours and minutes left out. */
  closedHours: Interval[];
  /** The revision of the calendar data that were read; null for a clock that needs none. */
  calendarRevision: string | null;
  /** The years from start to deadline whose days off are not known. In these years, only weekends were skipped. */
  yearsWithoutData: number[];
}

/** The parts that R44 adds to a deadline's explanation: the wait, the time left after a pause, and extensions. */
export interface ExplainedTime {
  /** The least wait before the visit as an ISO 8601 duration, and the end of the wait. */
  readonly wait?: { readonly limit: string; readonly due: Instant };
  /** The time left after a pause that began at `from`. Of the whole `limit`, `left` seconds of the clock were left. */
  readonly carried?: { readonly limit: string; readonly from: Instant; readonly left: number };
  /** The extensions. Each adds `limit`, an ISO 8601 duration, to the deadline `from`; the new deadline is `due`. */
  readonly extensions?: readonly { readonly limit: string; readonly from: Instant; readonly due: Instant }[];
}

/**
 * Explains a computed deadline.
 * @param stretch moments in seconds since 1970; `due` and `hoursFrom` as in `Arrival`
 */
export function explain(
  stretch: { begin: number; due: number; hoursFrom: number },
  limit: string,
  clock: Clock,
  calendar: CalendarData,
): Explanation {
  const base = { clock: clock.kind, zone: clock.zone, limit };
  if (clock.kind === 'continuous') {
    const nothing = { firstDay: null, countedDays: [], skipped: [], closedHours: [] };
    return { ...base, ...nothing, calendarRevision: null, yearsWithoutData: [] };
  }
  const { begin, due, hoursFrom } = stretch;
  const days = [...daysUntil(begin, due, clock, calendar)];
  const counted = days
    .slice(1)
    .filter(({ openings }) => (openings.at(-1)?.to ?? Number.POSITIVE_INFINITY) <= hoursFrom);
  const years = new Set(days.map(({ date }) => Number(date.slice(0, 4))));
  return {
    ...base,
    firstDay: counted.length > 0 ? (days[0]?.date ?? null) : null,
    countedDays: counted.map(({ date }) => date),
    skipped: days.flatMap(({ date, off }) => (off ? [{ date, ...off }] : [])),
    closedHours: closedStretches(hoursFrom, due, clock, calendar).map(toInterval),
    calendarRevision: calendar.revision,
    yearsWithoutData: [...years].filter((year) => !calendar.years.includes(year)),
  };
}
