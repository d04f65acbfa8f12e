import { epochSeconds, type Instant, toInstant } from './instant.ts';
import { parseLimit } from './limit.ts';

/** An instant some time later, day and night: a day has 24 hours. @throws RangeError as `parseLimit` */
export function plus(instant: Instant, duration: string): Instant {
  const { weeks, days, seconds } = parseLimit(duration);
  return toInstant((epochSeconds(instant) + (weeks * 7 + days) * 86_400 + seconds) * 1000);
}
