import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { epochSeconds, type Instant } from '#domain/clock/instant.ts';
import { shorten } from '#domain/problem.ts';
import { NOTHING_WRITTEN, UserError } from '#domain/user-error.ts';
import { problemOfFile } from '#domain/words/system-fault.ts';
import { keepFile, refuseNewer } from '#engine/kept-files.ts';

/** How far the office's clock is ahead of the machine's, so that a sample event need not be waited for. */
const CLOCK_FILE = 'clock.json';
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
    throw problem ? new UserError(NOTHING_WRITTEN, [problem]) : error;
  }
}

function parseAhead(path: string, text: string): number {
  const { version, ahead } = parsedClock(text);
  refuseNewer(path, version, VERSION);
  if (typeof ahead === 'number' && Math.abs(ahead) <= FARTHEST) return ahead;
  throw new UserError(NOTHING_WRITTEN, [
    {
      file: path,
      path: '',
      code: 'office-clock',
      expected: '{"ahead": 0}',
      received: shorten(text.trim()),
      message: { id: 'Jam kantor ini tidak terbaca', en: 'This office’s clock cannot be read' },
      fix: {
        id: 'Pulihkan dari cadangan, atau pindahkan file ini: jam kantor lalu sama dengan jam mesin, kecuali sudah ada yang ditulis sesudahnya',
        en: 'Restore it from a backup, or move this file away: the office’s clock is then the machine’s, unless something was written after that',
      },
    },
  ]);
}

function parsedClock(text: string): { readonly version?: unknown; readonly ahead?: unknown } {
  try {
    return (JSON.parse(text) as object | null) ?? {};
  } catch {
    return {};
  }
}

/** Sets how many seconds the office is ahead. The file is replaced whole, so a reader never sees half of it. */
export const writeAhead = (folder: string, ahead: number): void => keepFile(join(folder, CLOCK_FILE), clockText(ahead));

/** What the clock's file holds for so many seconds ahead. */
export const clockText = (ahead: number): string => `${JSON.stringify({ version: VERSION, ahead })}\n`;

/** Seconds by which a machine's clock may be put back between two starts, as by its own corrections. */
const PUT_BACK = 300;

/**
 * Sees that the office's clock has not gone back: its file may be lost, or the machine's clock be wrong, and what is written
 * next would lie before what is there.
 * @param last when something was last written; undefined: nothing was yet
 * @throws UserError where it has
 */
export function refuseBackwards(folder: string, now: Instant, last: Instant | undefined): void {
  if (last === undefined) return;
  const back = epochSeconds(last) - epochSeconds(now);
  if (back <= PUT_BACK) return;
  const text = clockText(readAhead(folder) + back).trim();
  throw new UserError(NOTHING_WRITTEN, [
    {
      file: join(folder, CLOCK_FILE),
      path: '',
      code: 'office-clock-back',
      expected: `≥ ${last}`,
      received: now,
      message: {
        id: 'Jam kantor ini mundur: sudah ada yang ditulis sesudah waktu itu',
        en: 'This office’s clock has gone back: something was written after that time already',
      },
      fix: {
        id: `Bila jam mesin salah, betulkan dahulu. Bila file ini hilang, pulihkan dari cadangan, atau tulis di dalamnya ${text}: jam kantor lalu berjalan terus dari waktu terakhir`,
        en: `If the machine’s clock is wrong, put it right first. If this file is lost, restore it from a backup, or write ${text} into it: the office’s clock then goes on from the last time`,
      },
    },
  ]);
}

/**
 * The office's time: one function for forge and process. The file is read at each call, since another command may move
 * the clock. Once it was read, damage to it does not stop the office, which goes on by what it read last.
 * @throws UserError (the function returned) where the file was never read and cannot be
 */
export function officeClock(folder: string, machine: () => number = Date.now): () => Instant {
  let ahead: number | undefined;
  return () => {
    try {
      ahead = readAhead(folder);
    } catch (error) {
      if (ahead === undefined) throw error;
    }
    return `${new Date(machine() + ahead * 1000).toISOString().slice(0, 19)}Z`;
  };
}
