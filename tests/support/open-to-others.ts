import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Returns the files of a folder, with the folder, that anybody but its owner may read, write or enter. */
export async function openToOthers(folder: string): Promise<string[]> {
  if (process.platform === 'win32') return [];
  const names = ['.', ...(await readdir(folder, { recursive: true }))];
  const stats = await Promise.all(names.map(async (name) => ({ name, stat: await lstat(join(folder, name)) })));
  return stats.filter(({ stat }) => !stat.isSymbolicLink() && (stat.mode & 0o077) !== 0).map(({ name }) => name);
}
