import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const NAME = /^disposisi-tests-(\d+)-/;
/** The bytes that must be free: far more than a whole run uses, which is about 120 MB at its peak. */
const NEEDED = 2 * 1024 ** 3;
/** The age in milliseconds after which a folder counts as left behind. */
const A_RUN_AT_MOST = 3 * 3_600_000;

/**
 * Makes a folder in memory the temporary folder, if the machine’s memory has enough space, and programs (git’s hooks)
 * may run from there. Tests make and delete hundreds of small repositories. A TMPDIR that is already set stays.
 * Hundreds of programs are started too. Node keeps compiled code in the same folder for the next program.
 * @returns a function that removes the folder once all tests have ended
 */
export default function setup(): (() => void) | undefined {
  if (process.env['TMPDIR'] !== undefined || !existsSync(MEMORY)) return undefined;
  const { bavail, bsize } = statfsSync(MEMORY);
  if (bavail * bsize < NEEDED) return undefined;
  removeLeftovers();
  const folder = mkdtempSync(join(MEMORY, `disposisi-tests-${process.pid}-`));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  if (!canRun(folder)) {
    remove();
    return undefined;
  }
  process.env['TMPDIR'] = folder;
  process.env['NODE_COMPILE_CACHE'] ??= join(folder, 'compiled');
  return remove;
}

function canRun(folder: string): boolean {
  const script = join(folder, 'can-run');
  writeFileSync(script, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  return spawnSync(script).status === 0;
}

/**
 * Removes folders of killed runs, which would fill the memory. Their age is checked too, since /proc does not show
 * other containers.
 */
function removeLeftovers(): void {
  for (const name of readdirSync(MEMORY)) {
    const pid = NAME.exec(name)?.[1];
    if (pid === undefined || existsSync(join('/proc', pid))) continue;
    try {
      if (Date.now() - statSync(join(MEMORY, name)).mtimeMs < A_RUN_AT_MOST) continue;
      rmSync(join(MEMORY, name), { recursive: true, force: true });
    } catch {
      // The folder is another user’s.
    }
  }
}
