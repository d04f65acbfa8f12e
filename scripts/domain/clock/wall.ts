/** Local date and time in a zone. Only the machine's tables of zones are read, through `Intl`. */
import { epochSeconds, type Instant } from './instant.ts';

export interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** The day of the week, from 1 (Monday) to 7 (Sunday). */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  /** The seconds by which local time is ahead of UTC. */
  readonly offset: number;
  /** The name `WIB`, `WITA` or `WIT`; in other zones the offset, such as `UTC+8`. */
  readonly zone: string;
}

/**
 * Returns local date and time of an instant in a zone.
 * @throws RangeError if the text is no instant, or the zone is unknown
 */
export function wall(instant: Instant, zone: string): Wall {
  const key = `${zone} ${instant}`;
  const before = seen.get(key);
  if (before) return before;
  const shown = read(instant, zone);
  if (seen.size >= MOST_SEEN) seen.clear();
  seen.set(key, shown);
  return shown;
}

/** Earlier results of `wall`. `Intl` is slow, and the pages of a case show the same few instants dozens of times. */
const seen = new Map<string, Wall>();
const MOST_SEEN = 10_000;

function read(instant: Instant, zone: string): Wall {
  const epoch = epochSeconds(instant) * 1000;
  const { offset, name } = namesOf(zone);
  const ahead = secondsIn(partOf(offset, epoch));
  const moved = new Date(epoch + ahead * 1000);
  const called = partOf(name, epoch);
  return {
    year: moved.getUTCFullYear(),
    month: moved.getUTCMonth() + 1,
    day: moved.getUTCDate(),
    weekday: moved.getUTCDay() || 7,
    hour: moved.getUTCHours(),
    minute: moved.getUTCMinutes(),
    offset: ahead,
    zone: INDONESIAN.test(called) ? called : offsetName(ahead),
  };
}

/** Formatters for the names of a zone in `Intl`: its offset (`GMT+07:00`), and its short name in Indonesian. */
interface Names {
  readonly offset: Intl.DateTimeFormat;
  readonly name: Intl.DateTimeFormat;
}

const formatters = new Map<string, Names>();

/**
 * Returns the formatters of a zone. They are kept, since making a formatter takes far longer than using it.
 * @throws RangeError for an unknown zone
 */
function namesOf(timeZone: string): Names {
  const before = formatters.get(timeZone);
  if (before) return before;
  const made = {
    offset: new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }),
    name: new Intl.DateTimeFormat('id', { timeZone, timeZoneName: 'short' }),
  };
  formatters.set(timeZone, made);
  return made;
}

const partOf = (format: Intl.DateTimeFormat, epoch: number): string =>
  format.formatToParts(epoch).find(({ type }) => type === 'timeZoneName')?.value ?? '';

/**
 * The names of zones in Indonesian law, which everybody in Indonesia knows. Other abbreviations are unknown to people
 * and change with the version of `Intl`, so the offset is shown instead.
 */
const INDONESIAN = /^WI(?:B|TA|T)$/;

const OFFSET = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;

/**
 * Reads an offset such as `GMT+05:30` in seconds.
 * @throws RangeError for another form, since a wrong time would be worse than an error
 */
function secondsIn(offset: string): number {
  const found = OFFSET.exec(offset);
  if (!found) throw new RangeError(`Expected an offset such as GMT+07:00; received ${offset.slice(0, 40)}`);
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = found;
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? -size : size;
}

function offsetName(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  if (minutes === 0) return 'UTC';
  const rest = minutes % 60;
  return `UTC${seconds < 0 ? '-' : '+'}${Math.floor(minutes / 60)}${rest === 0 ? '' : `:${two(rest)}`}`;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** Writes a local date, `YYYY-MM-DD`. */
export const wallDate = ({ year, month, day }: Wall): string =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;

/**
 * Returns the local date of an instant in a zone, `YYYY-MM-DD`.
 * @throws RangeError as {@link wall}
 */
export const localDate = (instant: Instant, zone: string): string => wallDate(wall(instant, zone));

/**
 * Returns the local year of an instant in a zone, by which agenda numbers are counted (R13).
 * @throws RangeError as {@link wall}
 */
export const yearOf = (instant: Instant, zone: string): number => wall(instant, zone).year;

/** Checks whether the machine knows a zone of this IANA name. */
export function isZone(zone: string): boolean {
  try {
    namesOf(zone);
    return true;
  } catch {
    return false;
  }
}
