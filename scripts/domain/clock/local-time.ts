/**
 * Converts between an instant and a local time as people enter it. A field for date and time shows local time in the
 * office's zone, whatever the zone of the browser is. Pure.
 */
import { epochSeconds, parseInstant, toInstant } from './instant.ts';
import { type Wall, wall, wallDate } from './wall.ts';

const DAY = 86_400;

/**
 * Returns the value of the field for an instant.
 * @param written the instant as the request contains it, with an offset, or as a `Date` if Decap turned it into one
 * @returns a local time such as `2026-12-01T09:00`; an empty text if the value is no instant
 */
export function toWall(written: unknown, zone: string): string {
  const text: unknown = written instanceof Date ? written.toJSON() : written;
  const reading = parseInstant(typeof text === 'string' ? text : '');
  return 'instant' in reading ? textOf(wall(reading.instant, zone)) : '';
}

/**
 * Returns the instant for the value of a field, as a request writes it. If a change of the clocks repeats the local
 * time, the first of the two instants is returned. If the change skips the local time, the instant is later by the
 * skipped time.
 * @param local local time as a browser returns it: `2026-12-01T09:00`
 * @returns the instant with the offset of the zone, `2026-12-01T09:00:00+07:00`; undefined if the text is no local
 * time
 */
export function fromWall(local: string, zone: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local)) return undefined;
  try {
    const there = epochSeconds(`${local}:00Z`);
    // No zone changes its offset twice within two days, so the offset of the day before or of the day after applies.
    const [before, after] = [at(there - DAY, zone).offset, at(there + DAY, zone).offset];
    const offset = [before, after].find((each) => at(there - each, zone).offset === each) ?? before;
    const shown = at(there - offset, zone);
    return `${textOf(shown)}:00${offsetOf(shown)}`;
  } catch {
    // The month has no such day, or the year is outside the range of dates.
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
