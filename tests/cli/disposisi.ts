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

/** A command for the loaded program, which runs commands one after the other. */
export interface Asked {
  readonly language: Language;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The milliseconds after which a command is ended, so that no command stays running. */
const AT_MOST = 170_000;

const environment = (env: Record<string, string>) => ({
  ...process.env,
  ...{ LANG: 'id_ID.UTF-8', LC_ALL: '', GITHUB_TOKEN: '' },
  ...env,
});

/** Runs the command as a person does, in a folder, as an operating-system process of its own. */
export function disposisiAlone(args: readonly string[], cwd: string, env: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { cwd, timeout: AT_MOST, env: environment(env) };
    execFile(process.execPath, [BIN, ...args], options, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}

/** The verbs whose commands end without a signal, and change nothing in the program that runs them. */
const ENDING: ReadonlySet<string> = new Set([
  ...['act', 'backup', 'check', 'documents', 'explain', 'export', 'new', 'restore', 'what-if'],
]);

/** The verbs that the test files of this worker have run alone. */
const ranAlone = new Set<string | undefined>();

/**
 * Runs the command in a folder. The first command of each verb runs alone, as a person runs it. Later commands of the
 * verb run in a program that is loaded already, since loading takes most of the time. A command of any other verb, with
 * an environment or about help always runs alone.
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

/** Runs a command in the loaded program, after the commands that wait there. */
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
  /** The exit codes in Indonesian and in English. */
  readonly codes: readonly [number, number];
  readonly id: string;
  readonly en: string;
}

/**
 * Returns what a command prints in both languages. The first command of each verb runs alone, as a person runs it, and
 * the later ones run in a program that is loaded already.
 * @throws if the command calls its failure an error of the program
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

/**
 * Returns the operating system’s error codes, such as ENOENT, in a text for people. The random name of the folder is
 * left out, since it may look like such a code.
 */
export const codesIn = (words: string, folder: string): string[] =>
  words.replaceAll(folder, '').match(/\bE[A-Z]{4,}\b|ERR_\w+/g) ?? [];

/** The folder of the sample office. A command works for the nearest office folder above the one in which it runs. */
let office: Promise<string> | undefined;
async function sampleOffice(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'disposisi-cli-'));
  for (const part of ['sops', 'schemas']) await symlink(join(FIRST, part), join(folder, part));
  // Test files of one worker share this folder, so it is removed with the worker.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes a new empty folder below the sample office’s. */
export const emptyFolder = async (): Promise<string> => mkdtemp(join(await (office ??= sampleOffice()), 'kosong-'));

/** Returns every file below a folder with its text, to check that nothing was written. */
export async function contentsOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.sort().map(async (path) => [path, await readFile(path, 'latin1')] as const)),
  );
}

/** Returns the text of a shipped request. */
export const sample = (): Promise<string> =>
  readFile(join(ROOT, 'examples/requests/rapat-evakuasi-warga/request.yaml'), 'utf8');
