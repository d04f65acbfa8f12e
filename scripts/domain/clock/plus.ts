import { epochSeconds, type Instant, toInstant } from './instant.ts';

/** A duration as a procedure writes one (`duration` in schemas/procedure.schema.json), and what its units have in seconds. */
const WRITTEN = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/;
const SECONDS = [604_800, 86_400, 3_600, 60];

/**
 * An instant some time later, day and night: a day has 24 hours. Without Temporal, which is larger than all else that the desk loads
 * with it.
 * @throws RangeError for an invalid duration
 */
export function plus(instant: Instant, duration: string): Instant {
  const units = WRITTEN.exec(duration)?.slice(1);
  if (!units) throw new RangeError(`No duration: ${duration}`);
  const seconds = units.reduce((sum, unit, at) => sum + Number(unit ?? 0) * (SECONDS[at] ?? 0), 0);
  return toInstant((epochSeconds(instant) + seconds) * 1000);
}
