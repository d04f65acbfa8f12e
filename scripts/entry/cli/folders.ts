import { access, constants, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { NOTHING_WRITTEN, UserError } from '#domain/user-error.ts';
import { fileProblem, problemOfFile } from '#domain/words/system-fault.ts';
import type { Io } from '#entry/command.ts';
import { unlessAbsent } from '#engine/kept-files.ts';

/**
 * Returns the names in a folder that a command is to write to.
 * @param folder as the person named it
 * @returns no names if the folder does not exist yet
 * @throws UserError if the path is a file, is below a file, or may not be read
 */
export async function namesIn(folder: string, { cwd }: Pick<Io, 'cwd'>): Promise<string[]> {
  try {
    return await readdir(resolve(cwd, folder));
  } catch (error) {
    const problem = problemOfFile(folder, error);
    if (!problem) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new UserError(NOTHING_WRITTEN, [problem]);
  }
}

/**
 * Checks that a folder can be read.
 * @param folder as the person named it
 * @param undone a sentence for the error about what was not done
 * @throws UserError if the path is a file, does not exist, or may not be read
 */
export async function refuseUnlessFolder(
  folder: string,
  { cwd }: Pick<Io, 'cwd'>,
  undone = NOTHING_WRITTEN,
): Promise<void> {
  try {
    await readdir(resolve(cwd, folder));
  } catch (error) {
    const problem = problemOfFile(folder, error);
    throw problem ? new UserError(undone, [problem]) : error;
  }
}

/** @throws UserError if the folder is not empty, or cannot exist */
export async function refuseUnlessEmpty(folder: string, io: Pick<Io, 'cwd'>): Promise<void> {
  if ((await namesIn(folder, io)).length > 0) throw new UserError(NOTHING_WRITTEN, [fileProblem(folder, 'ENOTEMPTY')]);
}

/**
 * Makes a folder with all folders above it, and checks that it can be written to.
 * @param folder as the person named it
 * @throws UserError if that is impossible
 */
export async function makeFolder(folder: string, { cwd }: Pick<Io, 'cwd'>): Promise<void> {
  try {
    await makeDown(resolve(cwd, folder));
    await access(resolve(cwd, folder), constants.W_OK);
  } catch (error) {
    const problem = problemOfFile(folder, error);
    if (!problem) throw error;
    throw new UserError(NOTHING_WRITTEN, [problem]);
  }
}

/** Makes one folder after another. Node's recursive `mkdir` never ends if the system refuses folders, as in /proc. */
async function makeDown(path: string): Promise<void> {
  const found = await stat(path).catch(unlessAbsent);
  if (found?.isDirectory()) return;
  if (found) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
  await makeDown(dirname(path));
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    // The parent folder exists, so ENOENT means that no folder can be made in it. EEXIST means that another program has
    // just made the folder.
    if (error.code === 'ENOENT') throw Object.assign(new Error('read-only'), { code: 'EROFS' });
    if (error.code !== 'EEXIST') throw error;
  });
}
