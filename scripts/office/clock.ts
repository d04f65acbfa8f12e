import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../clock/instant.ts';

/** How far the office's clock is ahead of the machine's, so that a sample event need not be waited for. */
const CLOCK_FILE = 'clock.json';

/** Seconds ahead of the machine; negative: behind it. */
export function readAhead(folder: string): number {
  try {
    const { ahead } = JSON.parse(readFileSync(join(folder, CLOCK_FILE), 'utf8')) as { ahead: number };
    return ahead;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

/** Sets it; whole, so that a reader never sees half of it. */
export function writeAhead(folder: string, ahead: number): void {
  const path = join(folder, CLOCK_FILE);
  writeFileSync(`${path}.new`, `${JSON.stringify({ ahead })}\n`);
  renameSync(`${path}.new`, path);
}

/** The office's time: one function for forge and process. Read at each call, since another command may move it. */
export const officeClock =
  (folder: string, machine: () => number = Date.now): (() => Instant) =>
  () =>
    `${new Date(machine() + readAhead(folder) * 1000).toISOString().slice(0, 19)}Z`;
