import type { Instant } from '#domain/clock/instant.ts';

/**
 * An instant as a person writes one: `2026-12-11T14:30+07:00`. An offset is no zone, and needs no calendar: the desk has this
 * too, and loads none for it.
 * @param written a time as the person wrote it, whose offset is taken; UTC where it has none
 */
export function withOffsetOf(written: string, instant: Instant): string {
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)$/.exec(written) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
  const local = new Date(Date.parse(instant) + offset).toISOString();
  const isUtc = offset === 0;
  return `${local.slice(0, instant.endsWith(':00Z') ? 16 : 19)}${isUtc ? 'Z' : written.slice(-6)}`;
}
