/** What calendar and clock show in a zone. Only the machine's tables of zones are read, through `Intl`. */
import { epochSeconds, type Instant } from './instant.ts';

export interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 1 (Monday) – 7 (Sunday). */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly offset: number;
  /** `WIB`, `WITA`, `WIT`; elsewhere the offset, such as `UTC+8`. */
  readonly zone: string;
}

/** An instant on the wall of a zone. @throws RangeError for no instant, or an unknown zone */
export function wall(instant: Instant, zone: string): Wall {
  const key = `${zone} ${instant}`;
  const before = seen.get(key);
  if (before) return before;
  const shown = read(instant, zone);
  if (seen.size >= MOST_SEEN) seen.clear();
  seen.set(key, shown);
  return shown;
}

/** Asking `Intl` takes microseconds, and the pages of one case name the same few instants dozens of times. */
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

/** What `Intl` calls a zone: its offset (`GMT+07:00`), and its short name in Indonesian. */
interface Names {
  readonly offset: Intl.DateTimeFormat;
  readonly name: Intl.DateTimeFormat;
}

const formatters = new Map<string, Names>();

/** To make a formatter takes far longer than to use it. @throws RangeError for an unknown zone */
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
 * The names that Indonesian law gives, known to everybody there. Other abbreviations are known to nobody there, and
 * change with the machine's version of `Intl`: instead of them the offset is shown.
 */
const INDONESIAN = /^WI(?:B|TA|T)$/;

const OFFSET = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;

/** `GMT+05:30` in seconds. @throws RangeError: better no time than a wrong one */
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

/** The date on the wall, `YYYY-MM-DD`. */
export const wallDate = ({ year, month, day }: Wall): string =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;

/** The date on the wall of a zone, `YYYY-MM-DD`. @throws RangeError as {@link wall} */
export const localDate = (instant: Instant, zone: string): string => wallDate(wall(instant, zone));

/** The year on the wall of a zone: agenda numbers count by it (R13). @throws RangeError as {@link wall} */
export const yearOf = (instant: Instant, zone: string): number => wall(instant, zone).year;

/** Whether the machine knows a zone by this IANA name. */
export function isZone(zone: string): boolean {
  try {
    namesOf(zone);
    return true;
  } catch {
    return false;
  }
}
