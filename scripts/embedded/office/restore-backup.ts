import { mkdtemp, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '#domain/user-error.ts';
import { isOfMoment, readMoment, repositoryOfBundle } from '#embedded/forge/bundle.ts';
import { GitFault } from '#embedded/forge/git/repository.ts';
import { startForge } from '#embedded/forge/start-forge.ts';
import { StoreFault } from '#embedded/forge/store-fault.ts';
import { syncFolder } from '#engine/kept-files.ts';
import { type Part, takePart, type WholeBackup } from './backup-file.ts';
import { readAhead } from './clock.ts';
import { refuseDamagedKey } from './log-key.ts';
import { readOfficeFile, writeOfficeFile } from './office-file.ts';

const KEPT: readonly Part[] = ['forge.sqlite', 'log.key', 'clock.json', 'forge.json'];

/**
 * Makes an office's folder of a backup. It is made next to its place and opened once as a start would; only what opened takes the
 * place, at once.
 * @param folder that is empty or not there
 * @throws UserError where what is in the backup does not open; the system's error where it cannot be written
 */
export async function restoreBackup(backup: WholeBackup, folder: string): Promise<void> {
  const fresh = await mkdtemp(`${folder}.restored-`);
  try {
    for (const part of KEPT) await takePart(backup, part, join(fresh, part));
    const bundle = join(fresh, 'repo.bundle');
    await takePart(backup, 'repo.bundle', bundle);
    await repositoryOfBundle(bundle, join(fresh, 'repo.git'));
    await rm(bundle);
    if (!(await isOfMoment(join(fresh, 'repo.git'), readMoment(join(fresh, 'forge.sqlite')))))
      throw new GitFault('database and repository are of different moments.');
    await openOnce(fresh);
    syncFolder(fresh);
    // A folder takes the place of none, and on some systems not even of an empty one.
    await rmdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    await rename(fresh, folder);
    syncFolder(dirname(folder));
  } catch (error) {
    throw error instanceof GitFault || error instanceof StoreFault ? unsound(backup.path, error.message) : error;
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
  // The office of which it is the backup may still run, and must not be taken for this one; when this one last ran says nothing.
  const { at: _, ...rest } = left;
  writeOfficeFile(folder, { ...rest, pid: 0 });
}

const unsound = (file: string, why: string): UserError =>
  new UserError({
    id: `${file} — Isi cadangan ini tidak membentuk kantor yang utuh: ${why} Tidak ada yang ditulis. Pakai cadangan lain.`,
    en: `${file} — What is in this backup makes no whole office: ${why} Nothing was written. Use another backup.`,
  });
