import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { epochSeconds, type Instant, toInstant } from '#domain/clock/instant.ts';
import { shorten } from '#domain/problem.ts';
import { problemOfFile } from '#domain/words/system-fault.ts';
import { jsonIn, keepFile, refusedFile, refuseNewer } from '#engine/kept-files.ts';

/**
 * The file with the seconds by which the office's clock is ahead of the machine's. The clock is moved ahead so that
 * nobody has to wait for the event of a sample.
 */
export const CLOCK_FILE = 'clock.json';
/** The version of the file's content. A file without a version is older and otherwise the same. */
const VERSION = 1;

/** The largest difference in seconds. The office's years then stay below 9000, as everywhere in this program. */
const FARTHEST = 6_900 * 365 * 86_400;

/**
 * Reads how many seconds the office's clock is ahead of the machine's; a negative number means behind.
 * @throws UserError if the file cannot be read, contains no such number, or was written by a newer version
 */
export function readAhead(folder: string): number {
  const path = join(folder, CLOCK_FILE);
  try {
    return parseAhead(path, readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    const problem = problemOfFile(path, error);
    throw problem ? refusedFile(problem) : error;
  }
}

function parseAhead(path: string, text: string): number {
  const { version, ahead } = (jsonIn(text) ?? {}) as { readonly version?: unknown; readonly ahead?: unknown };
  refuseNewer(path, version, VERSION);
  if (typeof ahead === 'number' && Math.abs(ahead) <= FARTHEST) return ahead;
  throw refusedFile({
    file: path,
    code: 'office-clock',
    expected: '{"ahead": 0}',
    received: shorten(text.trim()),
    message: { id: 'Jam kantor ini tidak terbaca', en: 'This office’s clock cannot be read' },
    fix: {
      id: 'Pulihkan dari cadangan, atau pindahkan file ini. Tanpa file ini, kantor memakai jam mesin, kecuali sudah ada yang ditulis dengan waktu sesudahnya',
      en: 'Restore it from a backup, or move this file away. Without the file, the office uses the machine’s clock, unless something was written with a later time',
    },
  });
}

/** Writes how many seconds the office is ahead. The file is replaced in one step, so a reader never sees half of it. */
export const writeAhead = (folder: string, ahead: number): void => keepFile(join(folder, CLOCK_FILE), clockText(ahead));

/** Returns the content of the clock's file. */
export const clockText = (ahead: number): string => `${JSON.stringify({ version: VERSION, ahead })}\n`;

/**
 * Returns the milliseconds that this program has run. Nobody can set this count; it may stop while the machine sleeps.
 */
const countedHere = (): number => performance.now();

/** The pace of the office's clock while the machine's clock is behind it. */
const HELD_PACE = 1 / 2;

/**
 * Creates the clock of the office, for forge and process. The file is read at each call, because another command may
 * move the clock. If the file is damaged later, the office uses the last value. The time never goes back: if the
 * machine's clock is put back, the office's clock continues more slowly until the machine's has caught up. So no act is
 * earlier than anything that was written before.
 * @param machine the machine's clock, in milliseconds, which anybody may set
 * @param counted the milliseconds that have passed, independent of that clock
 */
export function officeClock(
  folder: string,
  machine: () => number = Date.now,
  counted: () => number = countedHere,
): { now: () => Instant; notBefore: (instant: Instant) => void } {
  let ahead: number | undefined;
  let last = Number.NEGATIVE_INFINITY;
  let countedThen = 0;
  const take = (milliseconds: number, count: number): void => {
    last = milliseconds;
    countedThen = count;
  };
  return {
    /** Returns the office's time, or throws a UserError if the clock's file cannot be read and was never read. */
    now: () => {
      try {
        ahead = readAhead(folder);
      } catch (error) {
        if (ahead === undefined) throw error;
      }
      const count = counted();
      take(Math.max(machine() + ahead * 1000, last + (count - countedThen) * HELD_PACE), count);
      return toInstant(last);
    },
    /** Makes the office's time at least this instant, because something was written then. */
    notBefore: (instant) => {
      const milliseconds = epochSeconds(instant) * 1000;
      if (milliseconds > last) take(milliseconds, counted());
    },
  };
}

/** Sets the clock of an office to an instant. `machine` is the machine's time in milliseconds. */
export const moveClock = (folder: string, to: Instant, machine: number): void =>
  writeAhead(folder, epochSeconds(to) - Math.floor(machine / 1000));

/**
 * Creates the clock of an office that another program runs. The time of such an office never goes back, so it may be
 * later than the clock's file and the machine's clock show. The time is then taken from a reply of the office.
 * @param url the address of the office
 * @returns the clock; it throws UserError if the clock's file cannot be read
 */
export async function runningClock(folder: string, url: string): Promise<() => Instant> {
  const { now } = officeClock(folder);
  const said = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(2_000) }).then(
    ({ headers }) => Date.parse(headers.get('date') ?? ''),
    () => Number.NaN,
  );
  if (Number.isNaN(said)) return now;
  const heardAt = countedHere();
  return () => {
    const [byFile, byOffice] = [now(), toInstant(said + countedHere() - heardAt)];
    return byFile > byOffice ? byFile : byOffice;
  };
}
