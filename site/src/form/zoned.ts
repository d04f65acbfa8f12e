/** A wall clock's time in the office's zone, whatever zone the browser is in. Pure. */
import { Temporal } from 'temporal-polyfill';
import type { Language } from '#domain/problem.ts';
import { shortZonedTime } from '#domain/words/time.ts';

/**
 * What a field for date and time shows for a moment.
 * @param value as a request has it, with an offset; a `Date` where Decap made one of it
 * @param zone IANA name
 * @returns `2026-12-01T09:00`, or nothing for what is no moment
 */
export function toWall(value: unknown, zone: string): string {
  const text = value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : '';
  try {
    const at = Temporal.Instant.from(text).toZonedDateTimeISO(zone).toPlainDateTime();
    return at.toString({ smallestUnit: 'minute' });
  } catch {
    return '';
  }
}

/**
 * The moment that a field for date and time means.
 * @param wall as a browser gives it: `2026-12-01T09:00`
 * @returns with the zone's offset, `2026-12-01T09:00:00+07:00`; undefined for what is no time of day
 */
export function fromWall(wall: string, zone: string): string | undefined {
  try {
    const at = Temporal.PlainDateTime.from(wall).toZonedDateTime(zone);
    return at.toString({ smallestUnit: 'second', timeZoneName: 'never' });
  } catch {
    return undefined;
  }
}

/** A sentence with its instants (`2026-12-01T02:00:00Z`) as the office's clock shows them. */
export const localTimes = (sentence: string, zone: string, language: Language): string =>
  sentence.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, (instant) => shortZonedTime(instant, zone)[language]);
