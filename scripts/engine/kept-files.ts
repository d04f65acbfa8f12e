import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Problem, shorten } from '#domain/problem.ts';
import { NOTHING_WRITTEN, UserError } from '#domain/user-error.ts';

const OWNER_ONLY = 0o600;

/**
 * Keeps a file as a promise is kept: whole or as it was before, also through a kill or a power cut at any point, and on the
 * disk when this returns. It is written next to its place, and what a cut left there is overwritten the next time.
 * @param mode its rights, those of its owner alone if not given
 * @throws the system's error where it cannot be written; then the file is as it was
 */
export function keepFile(path: string, content: string | Uint8Array, mode = OWNER_ONLY): void {
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w', mode);
  try {
    // What was left there may have other rights, and the umask takes some away.
    fchmodSync(file, mode);
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
  syncFolder(dirname(path));
}

/** Brings to the disk which names a folder has. Windows has no such call, and does it by itself. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** The same, while this process goes on. */
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
 * Sees that a file was kept by a version of the program that is not newer than this one, which would lose what it does not know.
 * @param version that the file names; undefined: it is from before files named one, which every version reads
 * @param known the newest one that this program reads
 * @param path where in the file it stands; empty: the file holds nothing else
 * @throws UserError for a newer one, or what is no version
 */
export function refuseNewer(file: string, version: unknown, known: number, path = '/version'): void {
  if (version === undefined) return;
  if (Number.isSafeInteger(version) && Number(version) >= 1 && Number(version) <= known) return;
  throw refusedFile({
    file,
    path,
    code: 'kept-version',
    expected: known === 1 ? '1' : `1–${known}`,
    received: shorten(version),
    message: {
      id: 'File ini disimpan oleh versi Disposisi yang lebih baru',
      en: 'This file was kept by a newer version of Disposisi',
    },
    fix: {
      id: 'Pakai versi itu (yang terpasang: npx disposisi --version), atau pulihkan cadangan dari versi ini',
      en: 'Use that version (the one installed: npx disposisi --version), or restore a backup of this version',
    },
  });
}

/** A file with which a command cannot go on, and has changed nothing. */
export const refusedFile = (problem: Omit<Problem, 'path'> & Partial<Pick<Problem, 'path'>>): UserError =>
  new UserError(NOTHING_WRITTEN, [{ path: '', ...problem }]);

/** The JSON that a text holds; undefined: it holds none. What the parser says of that would quote the text. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
