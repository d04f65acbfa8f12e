import type { Problem } from '#domain/problem.ts';
import { shorten } from '#domain/problem.ts';

/** A moment in UTC and whole seconds: `YYYY-MM-DDTHH:MM:SSZ`. The order of the strings is the order of time. */
export type Instant = string;

/** A half-open interval of time: `start` belongs to it, `end` does not. */
export interface Interval {
  start: Instant;
  end: Instant;
}

const INSTANT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;
/** The last day that every month has. */
const IN_EVERY_MONTH = '28';
const WRITTEN = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?:(:\d\d)(?:[.,]\d{1,9})?)?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

// A time limit has at most ten years, and a share is at most 100. So an escalation level is at most about a thousand
// years after its visit, and its year still has four digits.
const LAST_YEAR = 8999;

/**
 * Writes an instant.
 * @param epochMs milliseconds since 1970-01-01T00:00Z; a fraction of a second is cut off
 * @throws RangeError outside the years 0000–9999, where strings would no longer sort as times
 */
export function toInstant(epochMs: number): Instant {
  const text = `${new Date(epochMs).toISOString().slice(0, -5)}Z`;
  if (!INSTANT.test(text)) throw new RangeError(`Not within the years 0000-9999: ${text}`);
  return text;
}

/**
 * Returns the seconds since 1970-01-01T00:00Z.
 * @throws RangeError if the text is no instant
 */
export function epochSeconds(instant: Instant): number {
  const epochMs = INSTANT.test(instant) ? Date.parse(instant) : Number.NaN;
  // Some engines read 30 February as a day in March. Writing the date again then gives another text.
  if (Number.isNaN(epochMs) || (instant.slice(8, 10) > IN_EVERY_MONTH && toInstant(epochMs) !== instant))
    throw new RangeError(`Expected an instant, YYYY-MM-DDTHH:MM:SSZ; received ${instant.slice(0, 40)}`);
  return epochMs / 1000;
}

/**
 * Reads a moment as people's tools write it: with an offset or `Z`, with or without seconds and fractions
 * (`2026-11-25T15:56:00.000+07:00`). A moment without an offset is refused, since it names no instant. A moment outside
 * the years 1970 to 8999 is refused too.
 * @param where place that a problem names
 */
export function parseInstant(
  text: string,
  where: Pick<Problem, 'file' | 'path'> = { file: '', path: '' },
): { instant: Instant } | { problem: Problem } {
  const [, local = '', seconds = ':00', sign, hours = '0', minutes = '0'] = WRITTEN.exec(text) ?? [];
  const year = Number(local.slice(0, 4));
  if (year >= 1970 && year <= LAST_YEAR) {
    const ahead = (Number(hours) * 3600 + Number(minutes) * 60) * (sign === '-' ? -1 : 1);
    try {
      return { instant: toInstant((epochSeconds(`${local}${seconds}Z`) - ahead) * 1000) };
    } catch {
      // The form is right, but there is no such day or hour. The problem below reports this.
    }
  }
  const problem: Problem = {
    ...where,
    code: 'not-an-instant',
    expected: '2026-11-25T15:56+07:00',
    received: shorten(text),
    message: { id: 'Tanggal dan jam ini tidak terbaca', en: 'This date and time cannot be read' },
    fix: {
      id: `Tulis tanggal, jam, dan selisihnya dari UTC (WIB: +07:00), tahun 1970 sampai ${LAST_YEAR}`,
      en: `Write the date, the time and its offset from UTC (WIB: +07:00), years 1970 to ${LAST_YEAR}`,
    },
  };
  return { problem };
}

/** Returns the later of two instants. */
export function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

/** Returns the earliest of the instants that there are; undefined if there are none. */
export const earliest = (instants: readonly (Instant | undefined)[]): Instant | undefined =>
  instants.reduce((a, b) => (a === undefined || (b !== undefined && b < a) ? b : a), undefined);
