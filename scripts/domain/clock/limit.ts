import { Temporal } from 'temporal-polyfill';

/** A time limit taken apart: weeks and days are the clock's days, the rest is seconds of the clock's time. */
export interface Limit {
  readonly weeks: number;
  readonly days: number;
  readonly seconds: number;
}

const LONGEST_DAYS = 3660;

/**
 * Reads a time limit, an ISO 8601 duration such as `PT30M`, `P1D`, `P2W` or `P1DT2H`.
 *
 * Years and months are refused since their length depends on where they begin, and so is anything that is not
 * positive, not of whole seconds, or longer than ten years (R7).
 * @throws RangeError naming what was expected and what came
 */
export function parseLimit(text: string): Limit {
  const known = read.get(text);
  if (known) return known;
  const limit = readLimit(text);
  if (read.size >= MOST_READ) read.clear();
  read.set(text, limit);
  return limit;
}

/** Procedures name a handful of limits, and every deadline reads one several times. */
const read = new Map<string, Limit>();
const MOST_READ = 1000;

function readLimit(text: string): Limit {
  const expected = 'a positive ISO 8601 duration of at most ten years in weeks, days, hours, minutes and seconds';
  const refuse = () => new RangeError(`Expected ${expected}, such as PT30M or P1D; received ${text.slice(0, 60)}`);
  if (!/^P[0-9WDTHMS.]+$/.test(text)) throw refuse();
  let duration: Temporal.Duration;
  try {
    duration = Temporal.Duration.from(text);
  } catch {
    throw refuse();
  }
  if (duration.years !== 0 || duration.months !== 0 || duration.blank) throw refuse();
  const { weeks, days } = duration;
  const time = duration.with({ weeks: 0, days: 0 });
  const seconds = time.total('seconds');
  const inDays = weeks * 7 + days + time.total('days');
  if (!Number.isInteger(seconds) || inDays > LONGEST_DAYS) throw refuse();
  return { weeks, days, seconds };
}

/** Seconds as a limit in hours, minutes and seconds. @param seconds more than none */
export const inHours = (seconds: number): string =>
  Temporal.Duration.from({ seconds }).round({ largestUnit: 'hours' }).toString();

/**
 * The sum of time limits, for a step that serves several rows of an SOP (R4). Each unit is summed by itself:
 * an office's day is not 24 hours, so hours never become days.
 * @returns an ISO 8601 duration
 * @throws RangeError if one is no limit
 */
export function sumLimits(limits: readonly string[]): string {
  const sum = { weeks: 0, days: 0, hours: 0, minutes: 0, seconds: 0 };
  for (const text of limits) {
    parseLimit(text);
    const duration = Temporal.Duration.from(text);
    for (const unit of ['weeks', 'days', 'hours', 'minutes', 'seconds'] as const) sum[unit] += duration[unit];
  }
  return Temporal.Duration.from(sum).toString();
}
