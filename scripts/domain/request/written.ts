import type { Instant } from '#domain/clock/instant.ts';

/**
 * Writes an instant as a person does: `2026-12-11T14:30+07:00`. The function needs an offset, but no data about time
 * zones, so the desk loads no such data for it.
 * @param written a time that the person wrote, whose offset is used; without an offset, UTC
 */
export function withOffsetOf(written: string, instant: Instant): string {
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)$/.exec(written) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
  const local = new Date(Date.parse(instant) + offset).toISOString();
  const isUtc = offset === 0;
  return `${local.slice(0, instant.endsWith(':00Z') ? 16 : 19)}${isUtc ? 'Z' : written.slice(-6)}`;
}
