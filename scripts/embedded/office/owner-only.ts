import type { Stats } from 'node:fs';
import { chmod, lstat, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessAbsent } from '#engine/kept-files.ts';

/** The permissions of the group and of all others. */
const OTHERS = 0o077;

/**
 * The files of an office, in the order in which they are closed to others. `repo.git` and `forge.sqlite` come last. A
 * start checks them (`LOOKED_AT`), so the next start completes a change that was interrupted.
 */
const KEPT = [
  'site',
  'renderer',
  'clock.json',
  'log.key',
  'forge.json',
  'push.json',
  'forge.sqlite-wal',
  'repo.git',
  'forge.sqlite',
];
const LOOKED_AT = ['forge.json', 'repo.git', 'forge.sqlite'];

/**
 * Lets only the owner read an office's folder and its files, because several people may use the machine.
 * @returns `kept` if nobody else could use the folder, `fixed` if others could until now, and `open` if others still
 *   can. A folder stays open if its disk has no owners or somebody else owns it.
 * @throws the system's error if the folder cannot be made
 */
export async function keepToOwner(folder: string): Promise<'kept' | 'fixed' | 'open'> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Windows has no such modes. On Windows other people cannot read a person's folders.
  if (process.platform === 'win32') return 'kept';
  const looked = [folder, ...LOOKED_AT.map((name) => join(folder, name))];
  if (!(await Promise.all(looked.map(isOpen))).includes(true)) return 'kept';
  try {
    // The folder is closed first, so that nobody can read the files while they are changed.
    await close(folder, await lstat(folder));
    for (const name of KEPT) await closeAll(join(folder, name));
  } catch (error) {
    if (!CANNOT.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  return (await isOpen(folder)) ? 'open' : 'fixed';
}

const CANNOT = new Set(['EPERM', 'EACCES', 'EROFS', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

const isOpen = async (path: string): Promise<boolean> =>
  (((await lstat(path).catch(unlessAbsent))?.mode ?? 0) & OTHERS) !== 0;

async function closeAll(path: string): Promise<void> {
  const stats = await lstat(path).catch(unlessAbsent);
  if (stats === undefined) return;
  if (stats.isDirectory()) for (const name of await readdir(path)) await closeAll(join(path, name));
  await close(path, stats);
}

/** Closes a file to others. Symbolic links are skipped, because they have no mode of their own. */
async function close(path: string, stats: Stats): Promise<void> {
  if (stats.isSymbolicLink() || (stats.mode & OTHERS) === 0) return;
  await chmod(path, stats.mode & 0o7777 & ~OTHERS);
}
