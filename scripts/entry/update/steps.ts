import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Text, TextError } from '#domain/problem.ts';

/** A command that runs in the updated copy. It succeeds if its exit code is 0. */
interface Step {
  readonly kind?: 'verification';
  readonly name: Text;
  readonly program: string;
  readonly args: readonly string[];
}

/** The error of a step of an update that failed, with the output of the step. */
export class FailedStep extends TextError {
  override readonly name = 'FailedStep';
  readonly output: string;
  /** Whether the register was what the version could not verify. */
  readonly isVerification: boolean;

  constructor({ kind, name, program, args }: Step, output: string) {
    super({
      id: `Langkah "${name.id}" gagal (${[program, ...args].join(' ').slice(0, 200)}).`,
      en: `The step "${name.en}" failed (${[program, ...args].join(' ').slice(0, 200)}).`,
    });
    this.output = output;
    this.isVerification = kind === 'verification';
  }
}

/** The step that installs the packages of the version that the copy has now. */
const INSTALL: Step = {
  name: { id: 'paket', en: 'packages' },
  program: 'npm',
  args: ['ci', '--no-audit', '--no-fund'],
};

const names = async (copy: string, folder: string, ending: string): Promise<string[]> =>
  (await readdir(join(copy, folder)).catch(() => []))
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);

/**
 * Lists the steps that check whether a version fits the office: install its packages, generate files from the office's
 * own files, `check` these files, and `verify` the register.
 * @param register the folder of the register's repository, if the office has one here
 */
async function stepsIn(copy: string, register: string | undefined): Promise<Step[]> {
  const { bin } = JSON.parse(await readFile(join(copy, 'package.json'), 'utf8')) as { bin: { disposisi: string } };
  const own = [...(await names(copy, 'sops', '.yaml')), ...(await names(copy, 'schemas', '.json'))];
  // The commands are those of the version, even if the version is older than this program.
  const command = (name: Text, ...args: readonly string[]): Step => ({
    name,
    program: process.execPath,
    args: [bin.disposisi, ...args],
  });
  return [
    INSTALL,
    { name: { id: 'file turunan', en: 'generated files' }, program: 'npm', args: ['run', '--silent', 'generate'] },
    command({ id: 'periksa file kantor', en: 'check of the office’s files' }, 'check', ...own),
    ...(register === undefined
      ? []
      : [
          {
            ...command({ id: 'periksa register', en: 'verification of the register' }, 'verify', register),
            kind: 'verification' as const,
          },
        ]),
  ];
}

/**
 * Runs the steps in the copy, one after the other, and names each step when it begins.
 * @throws FailedStep for the first step that fails
 */
export async function runStepsIn(copy: string, register: string | undefined, say: (text: Text) => void): Promise<void> {
  for (const step of await stepsIn(copy, register)) {
    say({ id: `… ${step.name.id}`, en: `… ${step.name.en}` });
    await run(copy, step);
  }
}

/**
 * Removes the links that `npx` keeps to the program of a copy. A link names the file with which the program starts, and
 * another version may have that file elsewhere. The next `npx` makes the link again.
 */
export async function forgetLinks(copy: string): Promise<void> {
  const own = await realpath(copy);
  const cache = await promisify(execFile)('npm', ['config', 'get', 'cache'], { shell: process.platform === 'win32' });
  const folder = join(cache.stdout.trim(), '_npx');
  for (const key of await readdir(folder).catch(() => [])) {
    const linked = await realpath(join(folder, key, 'node_modules/disposisi')).catch(() => undefined);
    if (linked === own) await rm(join(folder, key), { recursive: true, force: true });
  }
}

/** Installs the packages of the version that the copy has now. */
export const installIn = (copy: string): Promise<void> => run(copy, INSTALL);

function run(copy: string, step: Step): Promise<void> {
  return new Promise((resolve, reject) => {
    // The Node that runs this may be a package of the former version, which the first step has removed.
    const program = existsSync(step.program) || step.program !== process.execPath ? step.program : 'node';
    const child = spawn(program, step.args, {
      cwd: copy,
      stdio: ['ignore', 'pipe', 'pipe'],
      // On Windows, npm is a script of the shell.
      shell: process.platform === 'win32' && step.program === 'npm',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    child.on('error', (error) => reject(new FailedStep(step, error.message)));
    child.on('close', (code) => (code === 0 ? resolve() : reject(new FailedStep(step, output.trim()))));
  });
}
