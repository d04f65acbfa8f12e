import type { CalendarData, DayOff } from './calendar.ts';
import type { Clock } from './clock.ts';
import type { Instant, Interval } from './instant.ts';
import { closedStretches, daysUntil } from './office-time.ts';
import { toInterval } from './open-days.ts';

/** A day that did not count, and why. */
export type SkippedDay = { date: string } & DayOff;

/** How a deadline came about (R23), as data; the sentences are made of it where they are shown. */
export interface Explanation {
  clock: Clock['kind'];
  zone: string;
  limit: string;
  /** The local date of the begin, where the limit is in working days: it is not counted. */
  firstDay: string | null;
  /** The working days that were counted, local dates. */
  countedDays: string[];
  /** The days on which the office was closed, from the begin to the deadline. */
  skipped: SkippedDay[];
  /** When the clock stood still (nights, breaks, days off) while hours and minutes were counted. */
  closedHours: Interval[];
  /** The calendar data that were read; null for a clock that needs none. */
  calendarRevision: string | null;
  /** Years between begin and deadline whose days off are not known: only weekends were skipped in them. */
  yearsWithoutData: number[];
}

/** What R44 adds to a deadline's explanation, where the time of a visit was more than its limit from its begin. */
export interface ExplainedTime {
  /** The least wait before the visit: ISO 8601, and when it was over. */
  readonly wait?: { readonly limit: string; readonly due: Instant };
  /** The visit goes on with what was left of an earlier one. `left`: seconds of the clock's own time. */
  readonly carried?: { readonly limit: string; readonly from: Instant; readonly left: number };
  /** `limit`: how much more, ISO 8601; counted from one due to the other. */
  readonly extensions?: readonly { readonly limit: string; readonly from: Instant; readonly due: Instant }[];
}

/** Explains a deadline that was computed: its moments in seconds since 1970, `due` and `hoursFrom` as in `Arrival`. */
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
