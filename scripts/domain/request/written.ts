import type { Instant } from '#domain/clock/instant.ts';

/**
 * `2026-12-11T14:30+07:00`. Needs no calendar, so the desk can use it.
 * @param written gives the offset; UTC without one
 */
export function withOffsetOf(written: string, instant: Instant): string {
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)$/.exec(written) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
  const local = new Date(Date.parse(instant) + offset).toISOString();
  const isUtc = offset === 0;
  return `${local.slice(0, instant.endsWith(':00Z') ? 16 : 19)}${isUtc ? 'Z' : written.slice(-6)}`;
}
