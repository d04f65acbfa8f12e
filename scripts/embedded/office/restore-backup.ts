import { mkdtemp, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '#domain/user-error.ts';
import { isOfMoment, readMoment, repositoryOfBundle } from '#embedded/forge/bundle.ts';
import { GitFault } from '#embedded/forge/git/repository.ts';
import { startForge } from '#embedded/forge/start-forge.ts';
import { StoreFault } from '#embedded/forge/store-fault.ts';
import { syncFolder, unlessAbsent } from '#engine/kept-files.ts';
import { type Part, takePart, type WholeBackup } from './backup-file.ts';
import { readAhead } from './clock.ts';
import { refuseDamagedKey } from './log-key.ts';
import { readOfficeFile, writeOfficeFile } from './office-file.ts';

const KEPT: readonly Part[] = ['forge.sqlite', 'log.key', 'clock.json', 'forge.json'];

/**
 * Makes the folder of an office from a backup. The folder is made under another name and opened once, as a start opens
 * it. Only if that succeeds, it gets its own name.
 * @param folder a folder that is empty or does not exist
 * @throws UserError if the office in the backup cannot be opened
 * @throws the system's error if the folder cannot be written
 */
export async function restoreBackup(backup: WholeBackup, folder: string): Promise<void> {
  try {
    await makeWhole(folder, async (fresh) => {
      for (const part of KEPT) await takePart(backup, part, join(fresh, part));
      const bundle = join(fresh, 'repo.bundle');
      await takePart(backup, 'repo.bundle', bundle);
      await repositoryOfBundle(bundle, join(fresh, 'repo.git'));
      await rm(bundle);
      if (!(await isOfMoment(join(fresh, 'repo.git'), readMoment(join(fresh, 'forge.sqlite')))))
        throw new GitFault('database and repository are of different moments.');
      await openOnce(fresh);
    });
  } catch (error) {
    throw error instanceof GitFault || error instanceof StoreFault ? unsound(backup.path, error.message) : error;
  }
}

/**
 * Makes a folder under another name, and gives it its own name only if that succeeds.
 * @param folder a folder that is empty or does not exist
 * @throws what `make` throws, or the system's error if the folder cannot be written
 */
export async function makeWhole(folder: string, make: (fresh: string) => Promise<void>): Promise<void> {
  const fresh = await mkdtemp(`${folder}.restored-`);
  try {
    await make(fresh);
    syncFolder(fresh);
    // A folder cannot replace a folder that has files. On some systems it cannot replace an empty folder either.
    await rmdir(folder).catch(unlessAbsent);
    await rename(fresh, folder);
    syncFolder(dirname(folder));
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function openOnce(folder: string): Promise<void> {
  readAhead(folder);
  refuseDamagedKey(folder);
  await (await startForge({ folder })).close();
  const left = await readOfficeFile(folder);
  if (!left) return;
  // The office that made the backup may still run, so the `pid` of that office and the time of its last run are
  // removed.
  const { at: _, ...rest } = left;
  writeOfficeFile(folder, { ...rest, pid: 0 });
}

const unsound = (file: string, why: string): UserError =>
  new UserError({
    id: `${file} — Isi cadangan ini tidak membentuk kantor yang utuh: ${why} Tidak ada yang ditulis. Pakai cadangan lain.`,
    en: `${file} — This backup does not contain a complete office: ${why} Nothing was written. Use another backup.`,
  });
