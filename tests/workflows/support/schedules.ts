/**
 * Computes when cron lines start a workflow, in UTC. It reads the forms of this project’s lines: numbers, lists, ranges
 * and stars.
 */
import { Unevaluated } from './unevaluated.ts';

/**
 * Returns the instants at which cron lines start a run, in order, in milliseconds.
 * @param from the first second that counts
 * @param days the number of days
 */
export function ringsOf(crons: readonly string[], from: string, days: number): number[] {
  const fields = crons.map((cron) => cron.split(' ').map(valuesOf));
  const start = Date.parse(from);
  const rings: number[] = [];
  for (let at = start; at < start + days * 86_400_000; at += 60_000) {
    const time = new Date(at);
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
