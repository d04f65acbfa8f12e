import type { Instant } from '#domain/clock/instant.ts';
import { localDate, type Wall, wall, wallDate } from '#domain/clock/wall.ts';
import type { Language, Text } from '#domain/problem.ts';
import { both } from './language.ts';

// `Intl` is not used, since its words differ between machines, and builds must be equal.
const DAYS = {
  id: ['Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const;

const MONTHS = {
  id: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
} as const;

const MONTHS_SHORT = {
  id: 'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des'.split(' '),
  en: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
} as const;

const AT = { id: ' pukul ', en: ', ' } as const;

const two = (n: number): string => String(n).padStart(2, '0');
const digits = ({ hour, minute }: Wall, language: Language): string =>
  `${two(hour)}${language === 'id' ? '.' : ':'}${two(minute)}`;
const date = (at: Wall, language: Language): string =>
  `${DAYS[language][at.weekday - 1]}, ${at.day} ${MONTHS[language][at.month - 1]} ${at.year}`;
const dateShort = (at: Wall, language: Language): string =>
  `${at.day} ${MONTHS_SHORT[language][at.month - 1]} ${at.year}`;

/**
 * Writes "Rabu, 25 November 2026 pukul 10.42 WIB".
 * @throws RangeError if {@link wall} throws it
 */
export function longTime(instant: Instant, zone: string): Text {
  const at = wall(instant, zone);
  return both((language) => `${date(at, language)}${AT[language]}${digits(at, language)} ${at.zone}`);
}

/** Writes "25 Nov 2026". */
export function shortDate(instant: Instant, zone: string): Text {
  const at = wall(instant, zone);
  return both((language) => dateShort(at, language));
}

/** Writes "25 Nov 2026 10.42". */
export function shortTime(instant: Instant, zone: string): Text {
  const at = wall(instant, zone);
  return both((language) => `${dateShort(at, language)} ${digits(at, language)}`);
}

/** Writes "25 Nov 2026 10.42 WIB". */
export function shortZonedTime(instant: Instant, zone: string): Text {
  const at = wall(instant, zone);
  return both((language) => `${dateShort(at, language)} ${digits(at, language)} ${at.zone}`);
}

/** Writes "Rabu, 25 November 2026". */
export function longDate(instant: Instant, zone: string): Text {
  const at = wall(instant, zone);
  return both((language) => date(at, language));
}

/** Writes "25 November 2026". */
export function letterDate(instant: Instant, zone: string): Text {
  const { day, month, year } = wall(instant, zone);
  return both((language) => `${day} ${MONTHS[language][month - 1]} ${year}`);
}

/** Checks whether a text is a date, `YYYY-MM-DD`. */
const isIsoDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/** Writes "25 November 2026" for the date `2026-11-25`. A text that is no date stays as it is. */
export const letterDay = (date: string): Text =>
  isIsoDate(date) ? letterDate(`${date}T00:00:00Z`, 'UTC') : { id: date, en: date };

/** Writes "1 sampai 5 Desember 2026" for two dates. What both have in common is written once. */
export function letterDays(from: string, until: string): Text {
  const [last, month, year] = [letterDay(until), from.slice(0, 7), from.slice(0, 4)];
  if (from === until) return last;
  return both((language) => {
    const words = letterDay(from)[language].split(' ');
    const first = words.slice(0, until.startsWith(month) ? 1 : until.startsWith(year) ? 2 : 3).join(' ');
    return `${first} ${UNTIL[language]} ${last[language]}`;
  });
}

const UNTIL = { id: 'sampai', en: 'to' } as const;

/** Writes "pukul 10.42" / "10:42". */
export function timeOfDay(instant: Instant, zone: string): Text {
  const at = wall(instant, zone);
  return { id: `pukul ${digits(at, 'id')}`, en: digits(at, 'en') };
}

export const sameDay = (a: Instant, b: Instant, zone: string): boolean => localDate(a, zone) === localDate(b, zone);

/** Writes "hari ini pukul 10.42 WIB" on the day of `now`, else {@link longTime}. Only for texts that are renewed. */
export function liveTime(instant: Instant, zone: string, now: Instant): Text {
  if (!sameDay(instant, now, zone)) return longTime(instant, zone);
  const at = wall(instant, zone);
  return { ...todayAt(instant, zone), en: `today ${digits(at, 'en')} ${at.zone}` };
}

/** Writes "hari ini pukul 10.42 WIB" / "today at 10:42 WIB". */
export function todayAt(instant: Instant, zone: string): Text {
  const at = wall(instant, zone);
  return { id: `hari ini pukul ${digits(at, 'id')} ${at.zone}`, en: `today at ${digits(at, 'en')} ${at.zone}` };
}

/** Writes "Rabu, 25 November 2026 pukul 09.00–11.00 WIB". */
export function period(start: Instant, end: Instant, zone: string): Text {
  const from = wall(start, zone);
  const to = wall(end, zone);
  const [long, last] = [longTime(start, zone), longTime(end, zone)];
  if (wallDate(from) !== wallDate(to)) return { id: `${long.id} sampai ${last.id}`, en: `${long.en} to ${last.en}` };
  const hours = clockHours(start, end, zone);
  return both((language) => `${date(from, language)}${AT[language]}${hours[language]}`);
}

/** Writes "09.00–11.00 WIB"; without an end "09.00 WIB". */
export function clockHours(start: Instant, end: Instant | undefined, zone: string): Text {
  const from = wall(start, zone);
  const to = end === undefined ? undefined : wall(end, zone);
  return both((language) => `${digits(from, language)}${to ? `–${digits(to, language)}` : ''} ${from.zone}`);
}
