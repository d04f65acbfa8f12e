import { Temporal } from 'temporal-polyfill';
import type { Instant } from '#domain/clock/instant.ts';

/**
 * An instant as a person writes one: `2026-12-11T14:30+07:00`.
 * @param written a time as the person wrote it, whose offset is taken; UTC where it has none
 */
export function withOffsetOf(written: string, instant: Instant): string {
  const [timeZone = 'UTC'] = /[+-]\d\d:\d\d$/.exec(written) ?? [];
  const smallestUnit = instant.endsWith(':00Z') ? 'minute' : 'second';
  return Temporal.Instant.from(instant).toString({ timeZone, smallestUnit }).replace('+00:00', 'Z');
}
