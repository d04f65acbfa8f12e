import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { FIRST, ROOT } from '../support/folders.ts';

const BIN = join(ROOT, 'scripts/doors/cli/bin.mjs');

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command as a person does, in a folder. */
export function disposisi(args: readonly string[], cwd: string, env: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    // A command that hangs is ended, so that nothing is left running.
    const options = {
      cwd,
      timeout: 60_000,
      env: { ...process.env, LANG: 'id_ID.UTF-8', LC_ALL: '', GITHUB_TOKEN: '', ...env },
    };
    execFile(process.execPath, [BIN, ...args], options, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}

export interface Told {
  /** Exit codes: in Indonesian, in English. */
  readonly codes: readonly [number, number];
  readonly id: string;
  readonly en: string;
}

/** What a command that cannot be done says, in both languages. @throws where it calls that a fault of the program */
export async function inBothLanguages(args: readonly string[], cwd: string, env: Record<string, string> = {}) {
  const [id, en] = [
    await disposisi([...args, '--lang', 'id'], cwd, env),
    await disposisi([...args, '--lang', 'en'], cwd, env),
  ];
  for (const { code, err } of [id, en])
    if (code === 70 || /^ {4}at |kesalahan program|fault of the program/m.test(err)) throw new Error(err);
  return { codes: [id.code, en.code], id: id.out + id.err, en: en.out + en.err } as const satisfies Told;
}

/** The system's error codes, such as ENOENT, in a text for people. The folder's name is random and may look like one. */
export const codesIn = (words: string, folder: string): string[] =>
  words.replaceAll(folder, '').match(/\bE[A-Z]{4,}\b|ERR_\w+/g) ?? [];

/** The sample office: a command works for the office whose folder lies nearest above the one that it runs in. */
let office: string;
beforeAll(async () => {
  office = await mkdtemp(join(tmpdir(), 'disposisi-cli-'));
  for (const part of ['sops', 'schemas']) await symlink(join(FIRST, part), join(office, part));
});
afterAll(() => rm(office, { recursive: true, force: true }));

/** A new folder with nothing in it, below the sample office's. */
export const emptyFolder = (): Promise<string> => mkdtemp(join(office, 'kosong-'));

/** Every file below a folder with its text, to see that nothing was written. */
export async function contentsOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.sort().map(async (path) => [path, await readFile(path, 'latin1')] as const)),
  );
}

/** Text of a shipped request. */
export const sample = (): Promise<string> =>
  readFile(join(ROOT, 'examples/requests/rapat-evakuasi-warga/request.yaml'), 'utf8');
