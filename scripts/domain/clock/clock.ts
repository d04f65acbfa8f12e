import type { Problem } from '#domain/problem.ts';
import { didYouMean, nearestName } from '#domain/nearest-name.ts';
import { shorten } from '#domain/problem.ts';
import { isZone } from './wall.ts';

type Place = Pick<Problem, 'file' | 'path'>;

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Weekday = (typeof WEEKDAYS)[number];

/** Local time, `HH:MM`; `to` may be `24:00`. */
export interface Hours {
  from: string;
  to: string;
}

/** Several openings, or none, a day. */
export type WeeklyHours = Partial<Record<Weekday, Hours[]>>;

/** A day is 24 hours. */
export interface ContinuousClock {
  kind: 'continuous';
  zone: string;
}

/** Without days off. */
export interface OfficeClock {
  kind: 'office-hours';
  zone: string;
  hours: WeeklyHours;
  /** A further calendar (R44). */
  calendar?: string;
}

/** See R20. `zone` is an IANA name. */
export type Clock = ContinuousClock | OfficeClock;

/** In the procedure's zone. Without hours it never runs: see `checkHours`. */
export function toClock(
  written: { kind: Clock['kind']; hours?: WeeklyHours | undefined; calendar?: string },
  zone: string,
): Clock {
  const { kind, hours = {}, calendar } = written;
  if (kind === 'continuous') return { kind, zone };
  return { kind, zone, hours, ...(calendar === undefined ? {} : { calendar }) };
}

/** Working days of a week. */
export function workingDaysPerWeek(hours: WeeklyHours): number {
  return WEEKDAYS.filter((weekday) => hours[weekday]?.length).length;
}

/** Some hours, in order. @param where their place */
export function checkHours(hours: WeeklyHours, where: Place): Problem[] {
  const problems: Problem[] = [];
  if (workingDaysPerWeek(hours) === 0) {
    const message = { id: 'Tidak ada hari dengan jam buka', en: 'There is no day with opening hours' };
    problems.push({ ...where, code: 'no-hours', received: shorten(hours), message });
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
            id: 'Jam buka berakhir sebelum mulai atau menindih jam sebelumnya',
            en: 'These hours end before they begin or overlap the ones before',
          },
        });
      }
      closed = to;
    }
  }
  return problems;
}

/** By their largest cities. */
export const INDONESIAN_ZONES: Readonly<Record<string, string>> = {
  WIB: 'Asia/Jakarta',
  WITA: 'Asia/Makassar',
  WIT: 'Asia/Jayapura',
};

/** Unknown to the machine. */
export function checkZone(zone: string, where: Place): Problem[] {
  if (isZone(zone)) return [];
  const message = { id: 'Zona waktu ini tidak dikenal', en: 'This time zone is unknown' };
  const meant = INDONESIAN_ZONES[zone.toUpperCase()] ?? nearestName(zone, Intl.supportedValuesOf('timeZone'));
  const fix = meant === undefined ? { id: 'Tulis nama IANA', en: 'Write an IANA name' } : didYouMean(meant);
  return [{ ...where, code: 'unknown-zone', expected: 'Asia/Jakarta', received: shorten(zone), message, fix }];
}
