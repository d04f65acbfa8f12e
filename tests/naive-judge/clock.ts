import type { CalendarData } from '#domain/clock/calendar.ts';

/**
 * Counts time limits minute by minute, as a clerk with a calendar would (R20, R22). The file uses nothing of the
 * engine’s clocks. It knows zones of Indonesia only, which never change their clocks.
 */

/** The openings of each weekday, in local time. */
export interface WeekHours {
  readonly [weekday: string]: readonly { readonly from: string; readonly to: string }[] | undefined;
}

/** The clock by which a step’s time is counted. */
export interface PlainClock {
  readonly kind: 'continuous' | 'office-hours';
  readonly hours?: WeekHours | undefined;
  readonly calendar?: string | undefined;
}

const OFFSETS: Readonly<Record<string, number>> = { 'Asia/Jakarta': 7, 'Asia/Pontianak': 7, 'Asia/Makassar': 8 };
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MINUTE = 60;
const DAY = 86_400;

/** Returns an instant as seconds since 1970. */
export const seconds = (instant: string): number => Date.parse(instant) / 1000;

/** Writes an instant as the engine does. */
export const written = (at: number): string => `${new Date(at * 1000).toISOString().slice(0, 19)}Z`;

const offsetOf = (zone: string): number => {
  const hours = OFFSETS[zone];
  if (hours === undefined) throw new Error(`The naive clock does not know ${zone}.`);
  return hours * 3600;
};

/** Returns the local dates on which an office is closed by decree. */
export const daysOffIn = ({ holidays, collectiveLeave }: CalendarData): string[] =>
  [...holidays, ...collectiveLeave].map(({ date }) => date);

/** Returns the date in that zone, such as `2026-12-01`. */
export const dateIn = (at: number, zone: string): string =>
  new Date((at + offsetOf(zone)) * 1000).toISOString().slice(0, 10);

interface Parts {
  readonly weeks: number;
  readonly days: number;
  readonly seconds: number;
}

/** Returns the sum of the time limits of a step’s rows, unit by unit (R4). */
function parts(limits: readonly string[]): Parts {
  const sum = { weeks: 0, days: 0, seconds: 0 };
  for (const limit of limits) {
    const [, w = 0, d = 0, h = 0, m = 0, s = 0] =
      /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(limit) ?? [];
    sum.weeks += Number(w);
    sum.days += Number(d);
    sum.seconds += Number(h) * 3600 + Number(m) * MINUTE + Number(s);
  }
  return sum;
}

const minutesOf = (wall: string): number => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3, 5));

/** The opening times of an office, minute by minute. */
export class OfficeTime {
  readonly #zone: number;
  readonly #hours: WeekHours;
  readonly #off: ReadonlySet<string>;
  readonly #days = new Map<number, readonly (readonly [number, number])[]>();

  constructor(hours: WeekHours, zone: string, daysOff: readonly string[]) {
    this.#zone = offsetOf(zone);
    this.#hours = hours;
    this.#off = new Set(daysOff);
  }

  /** Returns the local day, counted from 1970. */
  #dayOf(at: number): number {
    return Math.floor((at + this.#zone) / DAY);
  }

  /** Returns the openings of a local day in minutes of that day. Weekends and days off have none. */
  #openings(day: number): readonly (readonly [number, number])[] {
    const known = this.#days.get(day);
    if (known) return known;
    const date = new Date(day * DAY * 1000);
    const weekday = WEEKDAYS[date.getUTCDay()] ?? '';
    const off = this.#off.has(date.toISOString().slice(0, 10));
    const openings = off
      ? []
      : (this.#hours[weekday] ?? []).map(({ from, to }) => [minutesOf(from), minutesOf(to)] as const);
    this.#days.set(day, openings);
    return openings;
  }

  #isOpen(at: number): boolean {
    const minute = Math.floor(((at + this.#zone) % DAY) / MINUTE);
    return this.#openings(this.#dayOf(at)).some(([from, to]) => from <= minute && minute < to);
  }

  /** Returns the instant after this much open time, minute by minute. */
  #pass(from: number, open: number): number {
    let at = from;
    let left = open;
    while (left > 0) {
      const next = (Math.floor(at / MINUTE) + 1) * MINUTE;
      if (!this.#isOpen(at)) {
        at = next;
        continue;
      }
      const taken = Math.min(left, next - at);
      left -= taken;
      at += taken;
    }
    return at;
  }

  openBetween(from: number, to: number): number {
    let open = 0;
    for (let at = from; at < to;) {
      const next = Math.min(to, (Math.floor(at / MINUTE) + 1) * MINUTE);
      if (this.#isOpen(at)) open += next - at;
      at = next;
    }
    return open;
  }

  /** Returns when the given working day after the day of an instant closes. */
  #closing(begin: number, count: number): number {
    let day = this.#dayOf(begin);
    for (let left = count; left > 0;) {
      day += 1;
      if (this.#openings(day).length > 0) left -= 1;
    }
    const last = this.#openings(day).at(-1)?.[1] ?? 0;
    return day * DAY + last * MINUTE - this.#zone;
  }

  /** Returns the instant at which a share of a limit is used up. */
  after(begin: number, limit: Parts, share: number): number {
    const workingDays = Object.values(this.#hours).filter((openings) => openings && openings.length > 0).length;
    const days = (limit.days + limit.weeks * workingDays) * share;
    const whole = Math.floor(days);
    let at = whole === 0 ? begin : this.#closing(begin, whole);
    if (days > whole) {
      const rest = this.openBetween(at, this.#closing(begin, whole + 1));
      at = this.#pass(at, Math.round(rest * (days - whole)));
    }
    return this.#pass(at, Math.round(limit.seconds * share));
  }
}

const offices = new Map<string, OfficeTime>();

/**
 * Returns the instant at which a share of a limit is used up.
 * @param limits the limits of the rows that a step completes
 * @param daysOff the local dates of holidays and collective leave
 */
export function shareUsed(
  begin: number,
  limits: readonly string[],
  share: number,
  clock: PlainClock,
  place: Place,
): number {
  const limit = parts(limits);
  if (clock.kind === 'continuous')
    return begin + Math.round(((limit.weeks * 7 + limit.days) * DAY + limit.seconds) * share);
  return officeOf(clock, place).after(begin, limit, share);
}

interface Place {
  readonly zone: string;
  readonly daysOff: readonly string[];
}

function officeOf({ hours = {} }: PlainClock, place: Place): OfficeTime {
  const key = JSON.stringify([hours, place]);
  const office = offices.get(key) ?? new OfficeTime(hours, place.zone, place.daysOff);
  offices.set(key, office);
  return office;
}

/** Returns the time that a clock counts between two instants, in seconds. It is 0 if the second instant is earlier. */
export const timeBetween = (from: number, to: number, clock: PlainClock, place: Place): number =>
  clock.kind === 'continuous' ? Math.max(0, to - from) : officeOf(clock, place).openBetween(from, to);
