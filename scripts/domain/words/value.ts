import { parseInstant } from '#domain/clock/instant.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Text } from '#domain/problem.ts';
import { labelOfValue, type Schema } from '#domain/request/annotations.ts';
import { same } from './language.ts';
import { longDate, longTime } from './time.ts';

export interface ValueNames {
  readonly zone: string;
  /** Returns the name of a room or a piece of equipment; undefined if the office has none with this id. */
  readonly thing: (id: string) => Text | undefined;
  /** Writes a day; by default with the weekday. */
  readonly date?: (day: Instant, zone: string) => Text;
}

/**
 * Writes a value of a request or result (R35).
 * @param field schema of the value, with its references followed
 */
export function valueWords(field: Schema, value: unknown, { zone, thing, date = longDate }: ValueNames): Text {
  if (typeof value === 'boolean') return value ? { id: 'ya', en: 'yes' } : { id: 'tidak', en: 'no' };
  const written = String(value ?? '–');
  if (Array.isArray(field['enum'])) return labelOfValue(field, value);
  const named = namesAThing(field) ? thing(written) : undefined;
  if (named) return named;
  const read = parseInstant(written);
  if ('instant' in read) return longTime(read.instant, zone);
  const day = /^\d{4}-\d\d-\d\d$/.test(written) ? parseInstant(`${written}T00:00Z`) : undefined;
  return day && 'instant' in day ? date(day.instant, 'UTC') : same(written);
}

/**
 * Checks whether a field contains the id of a room or of a piece of equipment. Such a field has the widget `room`, or
 * is a text whose pattern demands a small letter at the beginning.
 */
const namesAThing = (field: Schema): boolean =>
  field['x-widget'] === 'room' || (field['type'] === 'string' && /^\^\[a-z\]/.test(String(field['pattern'])));
