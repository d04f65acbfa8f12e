import { type ChildProcess, execFile, fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, readdir, readFile, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Language } from '#domain/problem.ts';
import { FIRST, ROOT } from '../support/folders.ts';

const BIN = join(ROOT, 'scripts/entry/cli/bin.mjs');

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A command of a process that runs one after the other. */
export interface Asked {
  readonly language: Language;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A command that hangs is ended, so that nothing is left running. Milliseconds. */
const AT_MOST = 170_000;

const environment = (env: Record<string, string>) => ({
  ...process.env,
  ...{ LANG: 'id_ID.UTF-8', LC_ALL: '', GITHUB_TOKEN: '' },
  ...env,
});

/** Runs the command as a person does, in a folder and a process of its own. */
export function disposisiAlone(args: readonly string[], cwd: string, env: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { cwd, timeout: AT_MOST, env: environment(env) };
    execFile(process.execPath, [BIN, ...args], options, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}

/** Verbs that end by themselves, and do nothing to the process that runs them. */
const ENDING: ReadonlySet<string> = new Set([
  ...['act', 'backup', 'check', 'documents', 'explain', 'export', 'new', 'restore', 'what-if'],
]);

/** Verbs that were run in a process of their own, by the files of this worker. */
const ranAlone = new Set<string | undefined>();

/**
 * Runs the command in a folder: of each verb the first one as a person runs it, all others by a program that is loaded already,
 * since loading takes most of the time. One that is about the process, its surroundings or help is run alone.
 */
export function disposisi(args: readonly string[], cwd: string, env: Record<string, string> = {}): Promise<Ran> {
  const [verb] = args;
  const at = args.indexOf('--lang');
  const language = at < 0 ? 'id' : args[at + 1];
  const isPlain = ENDING.has(verb ?? '') && (language === 'id' || language === 'en') && !args.includes('--help');
  if (!isPlain || Object.keys(env).length > 0 || !ranAlone.has(verb)) {
    ranAlone.add(verb);
    return disposisiAlone(args, cwd, env);
  }
  const rest = args.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  return byLoaded(language, rest, cwd, env);
}

let loaded: ChildProcess | undefined;
let before: Promise<unknown> = Promise.resolve();

/** The same by a process that has loaded the program; one command after the other. */
function byLoaded(...asked: Parameters<typeof runLoaded>): Promise<Ran> {
  const ran = before.then(() => runLoaded(...asked));
  before = ran;
  return ran;
}

function runLoaded(
  language: Language,
  args: readonly string[],
  cwd: string,
  env: Record<string, string>,
): Promise<Ran> {
  loaded ??= fork(join(import.meta.dirname, 'loaded-program.ts'), { execArgv: [] });
  const child = loaded;
  return new Promise((resolve) => {
    const end = (ran: Ran): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(ran);
    };
    const lost = (): void => {
      loaded = undefined;
      end({ code: -1, out: '', err: 'The process ended.' });
    };
    const timer = setTimeout(() => child.kill('SIGKILL'), AT_MOST);
    child.once('message', (ran) => end(ran as Ran)).once('exit', lost);
    child.send({ language, args, cwd, env: environment(env) } satisfies Asked);
  });
}

export interface Output {
  /** Exit codes: in Indonesian, in English. */
  readonly codes: readonly [number, number];
  readonly id: string;
  readonly en: string;
}

/**
 * What a command that cannot be done says, in both languages: of each verb the first one as a person runs it, all others by a
 * program that is loaded already, since loading takes longer than saying why.
 * @throws where it calls that a fault of the program
 */
export async function inBothLanguages(args: readonly string[], cwd: string, env: Record<string, string> = {}) {
  const id = ranAlone.has(args[0])
    ? await byLoaded('id', args, cwd, env)
    : await disposisiAlone([...args, '--lang', 'id'], cwd, env);
  ranAlone.add(args[0]);
  const en = await byLoaded('en', args, cwd, env);
  for (const { code, err } of [id, en])
    if (code === 70 || /^ {4}at |kesalahan program|fault of the program/m.test(err)) throw new Error(err);
  return { codes: [id.code, en.code], id: id.out + id.err, en: en.out + en.err } as const satisfies Output;
}

/** The system's error codes, such as ENOENT, in a text for people. The folder's name is random and may look like one. */
export const codesIn = (words: string, folder: string): string[] =>
  words.replaceAll(folder, '').match(/\bE[A-Z]{4,}\b|ERR_\w+/g) ?? [];

/** The sample office: a command works for the office whose folder lies nearest above the one that it runs in. */
let office: Promise<string> | undefined;
async function sampleOffice(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'disposisi-cli-'));
  for (const part of ['sops', 'schemas']) await symlink(join(FIRST, part), join(folder, part));
  // Files of tests that share a worker share it, so it goes with the worker.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A new folder with nothing in it, below the sample office's. */
export const emptyFolder = async (): Promise<string> => mkdtemp(join(await (office ??= sampleOffice()), 'kosong-'));

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
