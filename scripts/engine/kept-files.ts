import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Problem, shorten } from '#domain/problem.ts';
import { NOTHING_WRITTEN, UserError } from '#domain/user-error.ts';

const OWNER_ONLY = 0o600;

/**
 * Writes a file so that a kill or a power cut at any point leaves either the new file or the old one. When the function
 * returns, the new file is on the disk. The function first writes the content to `<path>.new`. If an interrupted write
 * left a file with this name, that file is overwritten.
 * @param mode the permissions of the file; by default only its owner can read and write it
 * @throws the system's error if a step fails; the new file may then be in place already
 */
export function keepFile(path: string, content: string | Uint8Array, mode = OWNER_ONLY): void {
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w', mode);
  try {
    // A file of an interrupted write may have other permissions, and the umask may remove permissions of a new file.
    fchmodSync(file, mode);
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
  syncFolder(dirname(path));
}

/** Writes the names in a folder to the disk. Windows has no such call, and writes them by itself. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Does what `syncFolder` does, without blocking the program. */
export async function settleFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/**
 * Refuses a file that a newer version of the program wrote, because this program would lose the fields that it does not
 * know. It also refuses a file with a damaged version.
 * @param version the version in the file. The oldest files have none (`undefined`), and every program reads them.
 * @param known the newest version that this program reads
 * @param path the JSON pointer to the version; empty if the file contains only the version
 * @throws UserError for a newer version, or for a value that is no version
 */
export function refuseNewer(file: string, version: unknown, known: number, path = '/version'): void {
  if (version === undefined) return;
  const isVersion = Number.isSafeInteger(version) && Number(version) >= 1;
  if (isVersion && Number(version) <= known) return;
  throw refusedFile({
    file,
    path,
    code: 'kept-version',
    expected: known === 1 ? '1' : `1–${known}`,
    received: shorten(version),
    message: isVersion
      ? {
          id: 'File ini disimpan oleh versi Disposisi yang lebih baru',
          en: 'This file was kept by a newer version of Disposisi',
        }
      : { id: 'Versi di file ini rusak', en: 'The version in this file is damaged' },
    fix: {
      id: `${isVersion ? 'Pakai versi yang lebih baru itu, atau pulihkan' : 'Pulihkan'} cadangan yang dibuat oleh versi yang terpasang (lihat npx disposisi --version)`,
      en: `${isVersion ? 'Use that newer version, or restore' : 'Restore'} a backup made by the installed version (see npx disposisi --version)`,
    },
  });
}

/** Makes the error for a refused file. The caller must throw the error before the command writes anything. */
export const refusedFile = (problem: Omit<Problem, 'path'> & Partial<Pick<Problem, 'path'>>): UserError =>
  new UserError(NOTHING_WRITTEN, [{ path: '', ...problem }]);

/** Catches the error of reading a file that does not exist, as `undefined`, and throws every other error. */
export function unlessAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** Parses JSON; `undefined` if the text is no JSON. The parser's own error is dropped, because it quotes the text. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
