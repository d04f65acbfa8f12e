import { parseInstant } from '#domain/clock/instant.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Text } from '#domain/problem.ts';
import { labelOfValue, type Schema } from '#domain/request/annotations.ts';
import { same } from './language.ts';
import { longDate, longTime } from './time.ts';

/** What a value is told by besides its schema. */
export interface ValueNames {
  /** IANA name: times are told by its clock. */
  readonly zone: string;
  /** The name of a room or a piece of equipment; undefined where the office names none by that id. */
  readonly thing: (id: string) => Text | undefined;
  /** How a date is told; by default with its weekday. */
  readonly date?: (day: Instant, zone: string) => Text;
}

/**
 * One value of a request or a result as people read it (R35): times and dates in words, yes and no, the names of what a schema
 * or the office names; all else as it was written.
 * @param field its schema, references followed
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

/** Ids of rooms and equipment begin with a small letter, and their schemas say so. */
const namesAThing = (field: Schema): boolean =>
  field['x-widget'] === 'room' || (field['type'] === 'string' && /^\^\[a-z\]/.test(String(field['pattern'])));
