import { parseInstant } from '#domain/clock/instant.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Text } from '#domain/problem.ts';
import { labelOfValue, type Schema } from '#domain/request/annotations.ts';
import { same } from './language.ts';
import { longDate, longTime } from './time.ts';

export interface ValueNames {
  readonly zone: string;
  /** Undefined: unknown to the office. */
  readonly thing: (id: string) => Text | undefined;
  /** With its weekday by default. */
  readonly date?: (day: Instant, zone: string) => Text;
}

/** A value of a request or result in words (R35). @param field its schema, references followed */
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

/** As their schemas say: an id that begins with a small letter. */
const namesAThing = (field: Schema): boolean =>
  field['x-widget'] === 'room' || (field['type'] === 'string' && /^\^\[a-z\]/.test(String(field['pattern'])));
