import { readFile, stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { Problem } from '#domain/problem.ts';
import { NOTHING_WRITTEN, UserError } from '#domain/user-error.ts';
import { fileProblem, problemOfFile } from '#domain/words/system-fault.ts';
import type { Io } from '#entry/command.ts';

/** The largest size in MB. A file of a request must be smaller, so a larger file is refused without being read. */
const LARGEST = 32;

/** Reads the bytes of a file that the person names, or returns why it cannot be read. */
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

/** Reads the text of a file that the person names, or throws a UserError. */
export async function readText(file: string, io: Pick<Io, 'cwd'>): Promise<string> {
  const bytes = await readBytes(file, io);
  if (bytes instanceof Uint8Array) return bytes.toString('utf8');
  throw new UserError(NOTHING_WRITTEN, [bytes]);
}

/** Returns a path for messages: relative to the current folder or, if the path is outside that folder, in full. */
export function shownPath(path: string, cwd: string): string {
  const from = relative(cwd, path);
  return from === '' || from.startsWith('..') ? path : from;
}
