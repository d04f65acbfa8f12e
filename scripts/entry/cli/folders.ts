import { access, constants, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { NOTHING_WRITTEN, UserError } from '#domain/user-error.ts';
import { fileProblem, problemOfFile } from '#domain/words/system-fault.ts';
import type { Io } from '#entry/command.ts';

/**
 * The names in a folder that a command is to write to.
 * @param folder as the person named it
 * @returns none where it is not there yet
 * @throws UserError where it is a file, lies below one, or may not be read
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
 * Sees that a folder can be read.
 * @param folder as the person named it
 * @param undone what the error says was not done
 * @throws UserError where it is a file, is not there, or may not be read
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

/** @throws UserError where something lies in the folder, or none can be there */
export async function refuseUnlessEmpty(folder: string, io: Pick<Io, 'cwd'>): Promise<void> {
  if ((await namesIn(folder, io)).length > 0) throw new UserError(NOTHING_WRITTEN, [fileProblem(folder, 'ENOTEMPTY')]);
}

/**
 * Makes a folder with all above it, and sees that it can be written to.
 * @param folder as the person named it
 * @throws UserError where that cannot be
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

/** Makes one folder after the other: Node's recursive `mkdir` never ends where the system refuses them, as in /proc. */
async function makeDown(path: string): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (found?.isDirectory()) return;
  if (found) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
  await makeDown(dirname(path));
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    // The folder above is there, so "not there" means that none can be made in it. Somebody else may make it meanwhile.
    if (error.code === 'ENOENT') throw Object.assign(new Error('read-only'), { code: 'EROFS' });
    if (error.code !== 'EEXIST') throw error;
  });
}
