import type { CalendarData, DayOff } from './calendar.ts';
import type { Clock } from './clock.ts';
import type { Instant, Interval } from './instant.ts';
import { closedStretches, daysUntil } from './office-time.ts';
import { toInterval } from './open-days.ts';

export type SkippedDay = { date: string } & DayOff;

/** How a deadline came about (R23), as data. */
export interface Explanation {
  clock: Clock['kind'];
  zone: string;
  /** ISO 8601. */
  limit: string;
  /** Not counted; of a limit in working days. */
  firstDay: string | null;
  /** Local dates. */
  countedDays: string[];
  /** Days off until the deadline. */
  skipped: SkippedDay[];
  /** While hours were counted. */
  closedHours: Interval[];
  calendarRevision: string | null;
  /** Only weekends were skipped. */
  yearsWithoutData: number[];
}

/** See R44. */
export interface ExplainedTime {
  /** The least wait. */
  readonly wait?: { readonly limit: string; readonly due: Instant };
  /** The rest of an earlier visit; `left` in seconds of the clock. */
  readonly carried?: { readonly limit: string; readonly from: Instant; readonly left: number };
  /** `limit`: the added time, ISO 8601. */
  readonly extensions?: readonly { readonly limit: string; readonly from: Instant; readonly due: Instant }[];
}

/** @param stretch in seconds since 1970, as in `Arrival` */
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
