import type { Calendar } from '#domain/generated/calendar.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { shorten } from '#domain/problem.ts';
import type { Clock } from './clock.ts';

interface NamedDay {
  date: string;
  name: Text;
}

/** The days off, in the form that clocks need. */
export interface CalendarData {
  holidays: readonly NamedDay[];
  collectiveLeave: readonly NamedDay[];
  /** The years that the data cover. In other years, only the weekly hours are known (R20). */
  years: readonly number[];
  /** The version of the data (its blob id), so that a deadline can be explained later (R23). */
  revision: string;
}

/** The reason why an office is closed for a whole day. `weekend` is any day of the week without opening hours. */
export type DayOff = { why: 'weekend' } | { why: 'holiday' | 'collective-leave'; name: Text };

/**
 * Joins the years of a calendar file.
 * @param revision blob id of the file
 */
export function calendarData(file: Calendar, revision: string): CalendarData {
  return {
    holidays: file.years.flatMap((year) => year.holidays),
    collectiveLeave: file.years.flatMap((year) => year.collectiveLeave),
    years: file.years.map((year) => year.year),
    revision,
  };
}

/** Checks rules that a schema cannot express: each date is in its year, and no year or date is listed twice. */
export function checkCalendar(file: Calendar, name = 'sops/calendar.yaml'): Problem[] {
  const problems: Problem[] = [];
  const years = new Set<number>();
  const dates = new Set<string>();
  for (const [y, { year, ...lists }] of file.years.entries()) {
    if (years.has(year)) problems.push(twice(name, `/years/${y}/year`, year));
    years.add(year);
    for (const list of ['holidays', 'collectiveLeave'] as const) {
      for (const [d, { date }] of lists[list].entries()) {
        const path = `/years/${y}/${list}/${d}/date`;
        if (!date.startsWith(`${year}-`)) {
          const message = { id: 'Tanggal ini bukan bagian dari tahun itu', en: 'This date lies in another year' };
          const code = 'date-outside-year';
          problems.push({ file: name, path, code, expected: `${year}-…`, received: shorten(date), message });
        }
        if (dates.has(date)) problems.push(twice(name, path, date));
        dates.add(date);
      }
    }
  }
  return problems;
}

function twice(file: string, path: string, value: string | number): Problem {
  const message = { id: 'Tanggal ini tertulis dua kali', en: 'This is written twice' };
  const fix = { id: 'Hapus salah satunya', en: 'Remove one of them' };
  return { file, path, code: 'duplicate', received: shorten(value), message, fix };
}

/** The days off of an office: the usual days, and other calendars that clocks name (R44). */
export interface Calendars {
  readonly calendar: CalendarData;
  readonly calendars?: ReadonlyMap<string, CalendarData>;
}

/** Returns the days off of a clock; undefined if the clock names a calendar that the office does not have. */
export const calendarOf = (clock: Clock, { calendar, calendars }: Calendars): CalendarData | undefined =>
  clock.kind === 'office-hours' && clock.calendar !== undefined ? calendars?.get(clock.calendar) : calendar;

/** Returns the holiday or collective leave on a local date (`YYYY-MM-DD`), if there is one. */
export function namedDayOff(date: string, calendar: CalendarData): DayOff | undefined {
  const holiday = calendar.holidays.find((day) => day.date === date);
  if (holiday) return { why: 'holiday', name: holiday.name };
  const leave = calendar.collectiveLeave.find((day) => day.date === date);
  return leave && { why: 'collective-leave', name: leave.name };
}
