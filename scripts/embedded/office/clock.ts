import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { epochSeconds, type Instant, toInstant } from '#domain/clock/instant.ts';
import { shorten } from '#domain/problem.ts';
import { problemOfFile } from '#domain/words/system-fault.ts';
import { jsonIn, keepFile, refusedFile, refuseNewer } from '#engine/kept-files.ts';

/** How far the office's clock is ahead of the machine's, so that a sample event need not be waited for. */
export const CLOCK_FILE = 'clock.json';
/** Of what the file holds; one without a version is from before there were any, and is otherwise the same. */
const VERSION = 1;

/** Seconds that the clock may differ by at most, so that its years stay below 9000, as everywhere here. */
const FARTHEST = 6_900 * 365 * 86_400;

/**
 * Seconds ahead of the machine; negative: behind it.
 * @throws UserError where the file cannot be read, holds no such number, or is a newer version's
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
      id: 'Pulihkan dari cadangan, atau pindahkan file ini: jam kantor lalu sama dengan jam mesin, kecuali sudah ada yang ditulis sesudahnya',
      en: 'Restore it from a backup, or move this file away: the office’s clock is then the machine’s, unless something was written after that',
    },
  });
}

/** Sets how many seconds the office is ahead. The file is replaced whole, so a reader never sees half of it. */
export const writeAhead = (folder: string, ahead: number): void => keepFile(join(folder, CLOCK_FILE), clockText(ahead));

/** What the clock's file holds for so many seconds ahead. */
export const clockText = (ahead: number): string => `${JSON.stringify({ version: VERSION, ahead })}\n`;

/** Milliseconds that this machine has counted since some moment. Nobody can set that; it may stand still while the machine sleeps. */
const countedHere = (): number => performance.now();

/** While the machine's clock is behind the office's, the office's goes at this share of its pace, until the other has caught up. */
const HELD_PACE = 1 / 2;

/**
 * The office's time, for forge and process alike, as its file says how far it is ahead of the machine's. The file is read at each
 * call, since another command may move the clock. Once it was read, damage to it does not stop the office, which goes on by what it
 * read last. The time never goes back: where the machine's clock is put back, the office's goes on from where it was, only slower, so
 * that no act comes before what was written already.
 * @param machine the machine's clock, in milliseconds, which anybody may set
 * @param counted milliseconds that passed, whatever that clock shows
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
    /** @throws UserError where the clock's file was never read and cannot be */
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
    /** It is no earlier than this any more: something was written then. */
    notBefore: (instant) => {
      const milliseconds = epochSeconds(instant) * 1000;
      if (milliseconds > last) take(milliseconds, counted());
    },
  };
}

/** Moves the clock of an office on to an instant. @param machine what the machine's clock shows now, in milliseconds */
export const moveClock = (folder: string, to: Instant, machine: number): void =>
  writeAhead(folder, epochSeconds(to) - Math.floor(machine / 1000));

/**
 * The clock of an office that runs in another process. That never goes back, so it may be later than its file and the machine's
 * clock say: then it is what the office's own answers say.
 * @param url where the office listens
 * @throws UserError (the function returned) where the clock's file cannot be read
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
