import { Temporal } from 'temporal-polyfill';
import type { Instant } from '#domain/clock/instant.ts';

/** What calendar and clock on the wall show. */
export interface Wall {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly day: number;
  /** 1 (Monday) – 7 (Sunday). */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  /** `WIB`, `WITA`, `WIT`; elsewhere the offset, such as `UTC+8`. */
  readonly zone: string;
}

/** Offsets that need no tables of zones: those of Indonesia, and none. */
const FIXED: Readonly<Record<string, { readonly hours: number; readonly name: string }>> = {
  UTC: { hours: 0, name: 'UTC' },
  'Asia/Jakarta': { hours: 7, name: 'WIB' },
  'Asia/Pontianak': { hours: 7, name: 'WIB' },
  'Asia/Makassar': { hours: 8, name: 'WITA' },
  'Asia/Ujung_Pandang': { hours: 8, name: 'WITA' },
  'Asia/Jayapura': { hours: 9, name: 'WIT' },
};

/** Since this year the Indonesian offsets have stood still (Pontianak kept WITA until the end of 1987). */
const FIXED_SINCE = '1988';

/**
 * An instant on the wall of a zone.
 * @param zone IANA name
 * @throws RangeError for a text that is no instant, or an unknown zone
 */
export function wall(instant: Instant, zone: string): Wall {
  const fixed = instant > FIXED_SINCE ? FIXED[zone] : undefined;
  if (!fixed) return elsewhere(instant, zone);
  const moved = new Date(Date.parse(instant) + fixed.hours * 3_600_000);
  if (Number.isNaN(moved.getTime())) throw new RangeError(`Expected an instant; received ${instant.slice(0, 40)}`);
  return {
    year: moved.getUTCFullYear(),
    month: moved.getUTCMonth() + 1,
    day: moved.getUTCDate(),
    weekday: moved.getUTCDay() || 7,
    hour: moved.getUTCHours(),
    minute: moved.getUTCMinutes(),
    zone: fixed.name,
  };
}

function elsewhere(instant: Instant, zone: string): Wall {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  const { year, month, day, dayOfWeek, hour, minute } = at;
  return { year, month, day, weekday: dayOfWeek, hour, minute, zone: offsetName(at.offsetNanoseconds / 60e9) };
}

function offsetName(minutes: number): string {
  if (minutes === 0) return 'UTC';
  const whole = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? '-' : '+'}${whole}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

/** The date on the wall, `YYYY-MM-DD`. */
export function wallDate({ year, month, day }: Wall): string {
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}
