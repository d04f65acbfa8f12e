/** What a field for date and time shows and means: a wall clock's time in the office's zone, wherever the browser is. Pure. */
import { epochSeconds, parseInstant, toInstant } from '#domain/clock/instant.ts';
import { type Wall, wall, wallDate } from '#domain/clock/wall.ts';

const DAY = 86_400;

/**
 * What such a field shows of a moment.
 * @param written as a request has it, with an offset; a `Date` where Decap made one of it
 * @returns `2026-12-01T09:00`, or nothing for what is no moment
 */
export function toWall(written: unknown, zone: string): string {
  const text: unknown = written instanceof Date ? written.toJSON() : written;
  const reading = parseInstant(typeof text === 'string' ? text : '');
  return 'instant' in reading ? textOf(wall(reading.instant, zone)) : '';
}

/**
 * The moment that such a field means, as a request writes it. Of a time that a change of the clocks brings twice it is the
 * first; one that the change leaves out is as much later as the clocks were put forward.
 * @param local as a browser gives it: `2026-12-01T09:00`
 * @returns with the zone's offset there and then, `2026-12-01T09:00:00+07:00`; undefined for a text that is no such time
 */
export function fromWall(local: string, zone: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local)) return undefined;
  try {
    const there = epochSeconds(`${local}:00Z`);
    // No zone changes twice within two days: it is by the clocks of the day before, or by those of the day after.
    const [before, after] = [at(there - DAY, zone).offset, at(there + DAY, zone).offset];
    const offset = [before, after].find((each) => at(there - each, zone).offset === each) ?? before;
    const shown = at(there - offset, zone);
    return `${textOf(shown)}:00${offsetOf(shown)}`;
  } catch {
    // A day that no month has, or one at the very end of all years.
    return undefined;
  }
}

const at = (epoch: number, zone: string): Wall => wall(toInstant(epoch * 1000), zone);

const two = (n: number): string => String(n).padStart(2, '0');

const textOf = (shown: Wall): string => `${wallDate(shown)}T${two(shown.hour)}:${two(shown.minute)}`;

function offsetOf({ offset }: Wall): string {
  const minutes = Math.round(Math.abs(offset) / 60);
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
