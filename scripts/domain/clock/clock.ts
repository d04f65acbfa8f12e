import type { Problem } from '#domain/problem.ts';
import { didYouMean, nearestName } from '#domain/nearest-name.ts';
import { shorten } from '#domain/problem.ts';
import { isZone } from './wall.ts';

type Place = Pick<Problem, 'file' | 'path'>;

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Weekday = (typeof WEEKDAYS)[number];

/** One opening of a day in local time, `HH:MM`. `to` may be `24:00`, the end of the day. */
export interface Hours {
  from: string;
  to: string;
}

/** The opening hours of a week. A weekday may have several openings (with a lunch break between them) or none. */
export type WeeklyHours = Partial<Record<Weekday, Hours[]>>;

/** A clock that counts day and night: a day is 24 hours. */
export interface ContinuousClock {
  kind: 'continuous';
  zone: string;
}

/** A clock that counts while an office is open. Holidays and collective leave do not count. */
export interface OfficeClock {
  kind: 'office-hours';
  zone: string;
  hours: WeeklyHours;
  /** The name of the calendar whose days off are left out; without a name, the office's usual days off (R44). */
  calendar?: string;
}

/** The way in which the time of a step is counted (R20). `zone` is an IANA name. */
export type Clock = ContinuousClock | OfficeClock;

/** Returns the clock that a procedure describes, in its zone. `checkHours` reports an office clock without hours. */
export function toClock(
  written: { kind: Clock['kind']; hours?: WeeklyHours | undefined; calendar?: string },
  zone: string,
): Clock {
  const { kind, hours = {}, calendar } = written;
  if (kind === 'continuous') return { kind, zone };
  return { kind, zone, hours, ...(calendar === undefined ? {} : { calendar }) };
}

/** Returns the number of days of the week with opening hours. A week of a time limit has this many working days. */
export function workingDaysPerWeek(hours: WeeklyHours): number {
  return WEEKDAYS.filter((weekday) => hours[weekday]?.length).length;
}

/** Checks rules that a schema cannot express: a week has openings, which are in order and end after they begin. */
export function checkHours(hours: WeeklyHours, where: Place): Problem[] {
  const problems: Problem[] = [];
  if (workingDaysPerWeek(hours) === 0) {
    const message = { id: 'Tidak ada hari dengan jam buka', en: 'There is no day with opening hours' };
    const fix = { id: 'Tulis jam buka paling sedikit satu hari', en: 'Write the hours of one day at least' };
    problems.push({ ...where, code: 'no-hours', received: shorten(hours), message, fix });
  }
  for (const weekday of WEEKDAYS) {
    let closed = '00:00';
    for (const [i, { from, to }] of (hours[weekday] ?? []).entries()) {
      if (from < closed || to <= from) {
        problems.push({
          file: where.file,
          path: `${where.path}/${weekday}/${i}`,
          code: 'hours-order',
          expected: `≥ ${closed}, from < to`,
          received: `${from}–${to}`,
          message: {
            id: 'Jam buka berakhir sebelum mulai, atau bertumpang dengan jam sebelumnya',
            en: 'These hours end before they begin, or overlap the hours before them',
          },
          fix: { id: 'Urutkan jamnya dalam satu hari', en: 'Put the hours of the day in order' },
        });
      }
      closed = to;
    }
  }
  return problems;
}

/** The names that people in Indonesia use for their zones, with the IANA name of each zone. */
export const INDONESIAN_ZONES: Readonly<Record<string, string>> = {
  WIB: 'Asia/Jakarta',
  WITA: 'Asia/Makassar',
  WIT: 'Asia/Jayapura',
};

/** Reports a zone whose IANA name the machine does not know. */
export function checkZone(zone: string, where: Place): Problem[] {
  if (isZone(zone)) return [];
  const message = { id: 'Zona waktu ini tidak dikenal', en: 'This time zone is unknown' };
  const meant = INDONESIAN_ZONES[zone.toUpperCase()] ?? nearestName(zone, Intl.supportedValuesOf('timeZone'));
  const fix = meant === undefined ? { id: 'Tulis nama IANA', en: 'Write an IANA name' } : didYouMean(meant);
  return [{ ...where, code: 'unknown-zone', expected: 'Asia/Jakarta', received: shorten(zone), message, fix }];
}
