import { wall } from '#domain/clock/wall.ts';

const MINUTE = 60_000;

/** What clocks in a zone show at an instant, in minutes ahead of UTC. */
function offsetAt(epoch: number, zone: string): number {
  const { year, month, day, hour, minute } = wall(`${new Date(epoch).toISOString().slice(0, 19)}Z`, zone);
  return (Date.UTC(year, month - 1, day, hour, minute) - Math.floor(epoch / MINUTE) * MINUTE) / MINUTE;
}

/**
 * A time on the wall of a zone, as a request writes it: "2026-12-01T09:00" becomes "2026-12-01T09:00:00+07:00".
 * @returns undefined for a text that is no such time
 */
export function fromWall(local: string, zone: string): string | undefined {
  const epoch = Date.parse(`${local}Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local) || Number.isNaN(epoch)) return undefined;
  // The offset there and then: looked up once more where the first guess fell on the other side of a change.
  const guess = offsetAt(epoch, zone);
  const offset = offsetAt(epoch - guess * MINUTE, zone);
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  const sign = offset < 0 ? '-' : '+';
  return `${local}:00${sign}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
}

/** The other way: what `datetime-local` shows of an instant, or of a time with an offset; empty where it is none. */
export function toWall(written: string | undefined, zone: string): string {
  const epoch = Date.parse(written ?? '');
  if (Number.isNaN(epoch)) return '';
  return new Date(epoch + offsetAt(epoch, zone) * MINUTE).toISOString().slice(0, 16);
}
