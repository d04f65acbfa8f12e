/** A folder as a fresh clone, in which tests run the commands that README and manual walk show. */
import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './folders.ts';
import { trackedFiles } from './tracked.ts';

/** The environment in which messages are in Indonesian, whatever the machine’s language. */
const env = { ...process.env, LC_ALL: '', LC_MESSAGES: '', LANG: 'id_ID.UTF-8' };

/** The folder of the present tests. */
export let clone: string;

/** Makes a folder with the files of a fresh clone, and with the packages that `npm ci` installs. */
export async function openClone(): Promise<void> {
  clone = await mkdtemp(join(tmpdir(), 'disposisi-readme-'));
  for (const path of trackedFiles()) await cp(join(ROOT, path), join(clone, path));
  await symlink(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
}
export const closeClone = (): Promise<void> => rm(clone, { recursive: true, force: true });

/** Returns all code blocks of a page with their marks, in order. */
export async function blocksOf(page: string): Promise<{ readonly mark: string; readonly body: string }[]> {
  const text = await readFile(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```sh ?(\S*)\n([\s\S]*?)^```/gm)].map(([, mark = '', body = '']) => ({ mark, body }));
}

/** Returns the blocks of the manual walk with this mark, in order. */
export async function blocks(mark: string): Promise<string[]> {
  return (await blocksOf('docs/try.md')).flatMap((block) => (block.mark === mark ? [block.body] : []));
}

/** The README’s blocks. */
export const START = 'npm ci && npm start\n';
export const TEST = 'npm ci && npm test\n';

/** Defines `npm` for bash: `npm ci` does nothing, since the packages are there. Any other command runs `shell`. */
export const afterCi = (shell: string): string => `npm() { [ "$1" = ci ] || ${shell}; }`;

export function bash(script: string): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    execFile('bash', ['-euo', 'pipefail', '-c', `exec 2>&1\n${script}`], { cwd: clone, env }, (error, output) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, output });
    });
  });
}

/** Starts the office as the README shows, and waits for the address of its site. */
export async function startOffice(): Promise<{ readonly url: string; readonly end: () => Promise<void> }> {
  const start = `${afterCi('command npm "$@" -- --port 0')}\n${START}`;
  const server = spawn('bash', ['-euo', 'pipefail', '-c', start], { cwd: clone, env, detached: true });
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const found = /Halaman publik: (\S+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.on('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${output}`)));
  });
  const end = async (): Promise<void> => {
    server.removeAllListeners('exit');
    const ended = new Promise((resolve) => server.once('exit', resolve));
    if (server.pid !== undefined) process.kill(-server.pid, 'SIGTERM');
    await ended;
  };
  return { url, end };
}
