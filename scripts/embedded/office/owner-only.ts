import type { Stats } from 'node:fs';
import { chmod, lstat, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The rights of the group and of everybody else. */
const OTHERS = 0o077;

/** What an office keeps in its folder. What is looked at first comes last, so that a walk that was cut short is done again. */
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
 * Makes an office's folder its owner's alone, and what lies in it: requests, letters and tokens are nobody else's on a machine
 * that several people use.
 * @returns `kept`: it was so; `fixed`: it was open to others until now; `open`: it is and stays so, since its disk knows no
 * owners, or it is somebody else's
 * @throws the system's error where the folder cannot be made
 */
export async function keepToOwner(folder: string): Promise<'kept' | 'fixed' | 'open'> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Windows gives a person's folders to that person; it has no such modes.
  if (process.platform === 'win32') return 'kept';
  const looked = [folder, ...LOOKED_AT.map((name) => join(folder, name))];
  if (!(await Promise.all(looked.map(isOpen))).includes(true)) return 'kept';
  try {
    // From here on nobody gets in, however long the rest takes.
    await close(folder, await lstat(folder));
    for (const name of KEPT) await closeAll(join(folder, name));
  } catch (error) {
    if (!CANNOT.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  return (await isOpen(folder)) ? 'open' : 'fixed';
}

const CANNOT = new Set(['EPERM', 'EACCES', 'EROFS', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

const isOpen = async (path: string): Promise<boolean> => (((await statsOf(path))?.mode ?? 0) & OTHERS) !== 0;

async function closeAll(path: string): Promise<void> {
  const stats = await statsOf(path);
  if (stats === undefined) return;
  if (stats.isDirectory()) for (const name of await readdir(path)) await closeAll(join(path, name));
  await close(path, stats);
}

/** Links lead elsewhere, and have no mode of their own. */
async function close(path: string, stats: Stats): Promise<void> {
  if (stats.isSymbolicLink() || (stats.mode & OTHERS) === 0) return;
  await chmod(path, stats.mode & 0o7777 & ~OTHERS);
}

/** Nothing where there is nothing. */
async function statsOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
