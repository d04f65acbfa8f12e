import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '#domain/clock/instant.ts';
import { shorten } from '#domain/problem.ts';
import { NOTHING_WRITTEN, UserError } from '#domain/user-error.ts';
import { problemOfFile } from '#domain/words/system-fault.ts';

/** How far the office's clock is ahead of the machine's, so that a sample event need not be waited for. */
const CLOCK_FILE = 'clock.json';

/** Seconds that the clock may differ by at most, so that its years stay below 9000, as everywhere here. */
const FARTHEST = 6_900 * 365 * 86_400;

/**
 * Seconds ahead of the machine; negative: behind it.
 * @throws UserError where the file cannot be read, or holds no such number
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
  const ahead = aheadIn(text);
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
        id: 'Pindahkan file ini; jam kantor lalu sama dengan jam mesin, dan dapat dimajukan dengan: npx disposisi clock',
        en: 'Move this file away; the office’s clock is then the machine’s, and npx disposisi clock moves it forward',
      },
    },
  ]);
}

function aheadIn(text: string): unknown {
  try {
    return (JSON.parse(text) as { readonly ahead?: unknown } | null)?.ahead;
  } catch {
    return undefined;
  }
}

/** Sets how many seconds the office is ahead. The file is replaced whole, so a reader never sees half of it. */
export function writeAhead(folder: string, ahead: number): void {
  const path = join(folder, CLOCK_FILE);
  writeFileSync(`${path}.new`, `${JSON.stringify({ ahead })}\n`);
  renameSync(`${path}.new`, path);
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
