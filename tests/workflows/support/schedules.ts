/**
 * Computes when cron lines start a workflow, in their zone. It reads the forms of this project’s lines: numbers, lists,
 * ranges and stars.
 */
import { Unevaluated } from './unevaluated.ts';

/** An entry of `on.schedule`. */
export interface CronLine {
  readonly cron: string;
  readonly timezone?: string;
}

/**
 * Returns the instants at which cron lines start a run, in order, in milliseconds.
 * @param lines the lines, which must have the same zone
 * @param from the first second that counts
 * @param days the number of days
 * @throws Unevaluated if the lines have several zones, or one with summer time
 */
export function ringsOf(lines: readonly CronLine[], from: string, days: number): number[] {
  const fields = lines.map(({ cron }) => cron.split(' ').map(valuesOf));
  const start = Date.parse(from);
  const offset = offsetOf(lines, start);
  const rings: number[] = [];
  for (let at = start; at < start + days * 86_400_000; at += 60_000) {
    const time = new Date(at + offset);
    const shown = [
      time.getUTCMinutes(),
      time.getUTCHours(),
      time.getUTCDate(),
      time.getUTCMonth() + 1,
      time.getUTCDay(),
    ];
    if (fields.some((each) => each.every((values, i) => values === undefined || values.has(shown[i] ?? -1))))
      rings.push(at);
  }
  return rings;
}

/** Returns by how many milliseconds the zone of the lines is ahead of UTC. */
function offsetOf(lines: readonly CronLine[], year: number): number {
  const zones = new Set(lines.map(({ timezone = 'UTC' }) => timezone));
  const [zone = 'UTC'] = zones;
  const hoursAt = (at: number): number => {
    const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
    const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    return Number(/^GMT(?:([+-]\d\d):00)?$/.exec(name)?.[1] ?? 0);
  };
  const [winter, summer] = [hoursAt(year), hoursAt(year + 182 * 86_400_000)];
  if (zones.size > 1 || winter !== summer) throw new Unevaluated('schedule', [...zones].join(', '));
  return winter * 3_600_000;
}

/**
 * Returns the values of a field.
 * @returns undefined for all values
 * @throws Unevaluated for a form that is unknown here
 */
function valuesOf(field: string): ReadonlySet<number> | undefined {
  if (field === '*') return undefined;
  const ranges = field.split(',').map((part) => /^(\d+)(?:-(\d+))?$/.exec(part));
  return new Set(
    ranges.flatMap((range) => {
      if (!range) throw new Unevaluated('cron', field);
      const [first, last] = [Number(range[1]), Number(range[2] ?? range[1])];
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    }),
  );
}
