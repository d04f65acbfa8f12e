import { Temporal } from 'temporal-polyfill';
import type { Instant } from '#domain/clock/instant.ts';

/**
 * An instant as a person writes one, with the offset of what the person wrote: `2026-12-11T14:30+07:00`.
 * @param written that instant or another; without an offset at its end it is given as UTC
 */
export function withOffsetOf(written: string, instant: Instant): string {
  const [timeZone = 'UTC'] = /[+-]\d\d:\d\d$/.exec(written) ?? [];
  const smallestUnit = instant.endsWith(':00Z') ? 'minute' : 'second';
  return Temporal.Instant.from(instant).toString({ timeZone, smallestUnit }).replace('+00:00', 'Z');
}
