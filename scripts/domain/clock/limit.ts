import { epochSeconds, type Instant, toInstant } from './instant.ts';

/** The parts of a time limit. Weeks and days are days of the clock. Hours and minutes are in `seconds`. */
export interface Limit {
  readonly weeks: number;
  readonly days: number;
  readonly seconds: number;
}

const LONGEST_DAYS = 3660;

/**
 * Reads a time limit, an ISO 8601 duration such as `PT30M`, `P1D`, `P2W` or `P1DT2H`.
 *
 * Years and months are refused, since their length depends on their start. A limit must be positive, in whole seconds,
 * and at most ten years (R7).
 * @throws RangeError for any other text; the message names the expected form and the text
 */
export function parseLimit(text: string): Limit {
  const known = read.get(text);
  if (known) return known;
  const { weeks, days, hours, minutes, seconds: rest } = unitsOf(text);
  const limit = { weeks, days, seconds: hours * 3600 + minutes * 60 + rest };
  if (read.size >= MOST_READ) read.clear();
  read.set(text, limit);
  return limit;
}

/** The limits that were read before. Procedures name few limits, and each deadline reads its limit several times. */
const read = new Map<string, Limit>();
const MOST_READ = 1000;

const UNITS = ['weeks', 'days', 'hours', 'minutes', 'seconds'] as const;
type Units = Record<(typeof UNITS)[number], number>;

/** The form of ISO 8601 durations without years and months. A library would make the desk's script too large. */
const DURATION = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** @throws RangeError as `parseLimit` */
function unitsOf(text: string): Units {
  const found = DURATION.exec(text)?.slice(1);
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = (found ?? []).map((part) => Number(part ?? 0));
  const inDays = weeks * 7 + days + (hours * 3600 + minutes * 60 + seconds) / 86_400;
  if (inDays > 0 && inDays <= LONGEST_DAYS) return { weeks, days, hours, minutes, seconds };
  const expected = 'a positive ISO 8601 duration of at most ten years in weeks, days, hours, minutes and seconds';
  throw new RangeError(`Expected ${expected}, such as PT30M or P1D; received ${text.slice(0, 60)}`);
}

function written({ weeks, days, hours, minutes, seconds }: Units): string {
  const part = (count: number, unit: string): string => (count > 0 ? `${count}${unit}` : '');
  const time = part(hours, 'H') + part(minutes, 'M') + part(seconds, 'S');
  return `P${part(weeks, 'W')}${part(days, 'D')}${time && `T${time}`}`;
}

/**
 * Writes seconds as a limit in hours, minutes and seconds.
 * @param seconds number greater than 0
 */
export const inHours = (seconds: number): string =>
  written({
    ...{ weeks: 0, days: 0, hours: Math.floor(seconds / 3600) },
    ...{ minutes: Math.floor((seconds % 3600) / 60), seconds: seconds % 60 },
  });

/**
 * Adds time limits, for a step that serves several rows of an SOP (R4). Each unit is added separately. Since a working
 * day is not 24 hours, hours never become days.
 * @returns ISO 8601 duration
 * @throws RangeError if a text is no limit
 */
export function sumLimits(limits: readonly string[]): string {
  const sum: Units = { weeks: 0, days: 0, hours: 0, minutes: 0, seconds: 0 };
  for (const text of limits) {
    const units = unitsOf(text);
    for (const unit of UNITS) sum[unit] += units[unit];
  }
  return written(sum);
}

/**
 * Returns the instant that is later by a duration, counted day and night: a day has 24 hours.
 * @throws RangeError as `parseLimit`
 */
export function plus(instant: Instant, duration: string): Instant {
  const { weeks, days, seconds } = parseLimit(duration);
  return toInstant((epochSeconds(instant) + (weeks * 7 + days) * 86_400 + seconds) * 1000);
}
