import { parseLimit } from '#domain/clock/limit.ts';
import type { Language, Text } from '#domain/problem.ts';
import { both } from './language.ts';

const UNITS = [
  { seconds: 86_400, id: 'hari', en: 'day' },
  { seconds: 3_600, id: 'jam', en: 'hour' },
  { seconds: 60, id: 'menit', en: 'minute' },
] as const;

type Noun = Text;

const amount = (count: number, noun: Noun, language: Language): string =>
  `${count} ${noun[language]}${language === 'en' && count !== 1 ? 's' : ''}`;

function unitWords(seconds: number, units: readonly ({ readonly seconds: number } & Noun)[]): Text {
  const first = units.findIndex((unit) => seconds >= unit.seconds);
  if (first < 0) return { id: 'kurang dari 1 menit', en: 'less than 1 minute' };
  let left = seconds;
  const parts = units.slice(first, first + 2).flatMap((unit) => {
    const count = Math.floor(left / unit.seconds);
    left -= count * unit.seconds;
    return count > 0 ? [{ count, noun: unit }] : [];
  });
  return both((language) => parts.map(({ count, noun }) => amount(count, noun, language)).join(' '));
}

/**
 * Writes a length of time in at most two units, rounded down: "1 hari 4 jam", "12 menit", "kurang dari 1 menit".
 * @param seconds number that is not negative
 */
export const duration = (seconds: number): Text => unitWords(seconds, UNITS);

/** Writes a number of working days: "2 hari kerja". */
export const workingDays = (count: number): Text =>
  both((language) => amount(count, { id: 'hari kerja', en: 'working day' }, language));

type Clock = 'continuous' | 'office-hours';

/** The words of limits, which are cached, since pages repeat the same few limits. */
const said = new Map<string, Text>();

/**
 * Writes a time limit: "30 menit"; by an office clock "3 jam kerja".
 * @throws RangeError if the limit is no ISO 8601 duration
 */
export function limitWords(limit: string, clock: Clock): Text {
  const known = said.get(`${clock} ${limit}`);
  if (known) return known;
  const words = sayLimit(limit, clock);
  said.set(`${clock} ${limit}`, words);
  return words;
}

function sayLimit(limit: string, clock: Clock): Text {
  const { weeks, days, seconds } = parseLimit(limit);
  if (clock === 'continuous') return duration((weeks * 7 + days) * 86_400 + seconds);
  const found = [
    { count: weeks, noun: { id: 'minggu kerja', en: 'working week' } },
    { count: days, noun: { id: 'hari kerja', en: 'working day' } },
    { count: Math.floor(seconds / 3_600), noun: { id: 'jam kerja', en: 'working hour' } },
    { count: Math.floor((seconds % 3_600) / 60), noun: { id: 'menit', en: 'minute' } },
  ].filter(({ count }) => count > 0);
  if (found.length === 0) return duration(seconds);
  return both((language) => found.map(({ count, noun }) => amount(count, noun, language)).join(' '));
}

/** The unit of a length of time: seconds of day and night, seconds within office hours, or working days. */
export type Measure = 'time' | 'open-time' | 'working-days';

const OPEN_UNITS = [
  { seconds: 3_600, id: 'jam kerja', en: 'working hour' },
  { seconds: 60, id: 'menit', en: 'minute' },
] as const;

/** Writes an amount of a unit, rounded down: "1 hari 4 jam", "12 jam kerja 5 menit", "2 hari kerja". */
export function measured(amount: number, measure: Measure): Text {
  if (measure === 'working-days') return workingDays(amount);
  return measure === 'time' ? duration(amount) : unitWords(amount, OPEN_UNITS);
}

/** Writes how much of a time is used: "18 dari 30 menit"; above two hours "1 hari 2 jam dari 1 hari". */
export function usedOf(used: number, allowed: number, measure: Measure = 'time'): Text {
  if (measure === 'working-days') {
    const limit = workingDays(allowed);
    return both((language) => `${used} ${OF[language]} ${limit[language]}`);
  }
  const minutes = { id: 'menit', en: 'minute' };
  if (used < 7_200 && allowed < 7_201 && allowed % 60 === 0)
    return both(
      (language) => `${Math.floor(used / 60)} ${OF[language]} ${amount(Math.floor(allowed / 60), minutes, language)}`,
    );
  const [done, limit] = [measured(used, measure), measured(allowed, measure)];
  if (used < 60) return { id: `${done.id} (waktu baku ${limit.id})`, en: `${done.en} (standard time ${limit.en})` };
  return both((language) => `${done[language]} ${OF[language]} ${limit[language]}`);
}

const OF = { id: 'dari', en: 'of' } as const;

/**
 * Writes a share: "92,5%". The share is rounded down, since 100% must mean all.
 * @throws RangeError if `whole` is not greater than 0
 */
export function percent(part: number, whole: number): Text {
  if (!(whole > 0)) throw new RangeError(`Expected a whole greater than 0; received ${whole}`);
  const tenths = Math.floor((part * 1000) / whole);
  const rest = tenths % 10;
  const sign = { id: ',', en: '.' };
  return both((language) => `${Math.floor(tenths / 10)}${rest === 0 ? '' : `${sign[language]}${rest}`}%`);
}

/** Writes a number with separators of thousands: "12.345" / "12,345". */
export const count = (n: number): Text =>
  both((language) => String(n).replace(/\B(?=(\d{3})+$)/g, language === 'id' ? '.' : ','));
