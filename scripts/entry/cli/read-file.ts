import { readFile, stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { Problem } from '#domain/problem.ts';
import { NOTHING_WRITTEN, UserError } from '#domain/user-error.ts';
import { fileProblem, problemOfFile } from '#domain/words/system-fault.ts';
import type { Io } from '#entry/command.ts';

/** In MB: no file of a request may be as large as that, so a larger one is refused without being read. */
const LARGEST = 32;

/** The bytes of a file that the person names, or why there are none. */
export async function readBytes(file: string, { cwd }: Pick<Io, 'cwd'>): Promise<Buffer | Problem> {
  const path = resolve(cwd, file);
  try {
    const { size } = await stat(path);
    if (size <= LARGEST * 1024 * 1024) return await readFile(path);
    const received = `${Math.ceil(size / 1024 / 1024)} MB`;
    return { ...fileProblem(file, 'EFBIG'), expected: `≤ ${LARGEST} MB`, received };
  } catch (error) {
    const problem = problemOfFile(file, error);
    if (problem) return problem;
    throw error;
  }
}

/**
 * The text of a file that the person names.
 * @throws UserError where it cannot be read
 */
export async function readText(file: string, io: Pick<Io, 'cwd'>): Promise<string> {
  const bytes = await readBytes(file, io);
  if (bytes instanceof Uint8Array) return bytes.toString('utf8');
  throw new UserError(NOTHING_WRITTEN, [bytes]);
}

/** A path as the person sees it from where the command was given: from there, or whole where it lies elsewhere. */
export function shownPath(path: string, cwd: string): string {
  const from = relative(cwd, path);
  return from === '' || from.startsWith('..') ? path : from;
}
