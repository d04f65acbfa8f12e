import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMPILED } from '../../support/compiled.ts';
import { ROOT } from '../../support/folders.ts';
import type { Machine } from './settings.ts';

const CLOCK = fileURLToPath(new URL('clock.mjs', import.meta.url));
/** The program of Node 24, for `using: node24`. */
export const NODE = `${ROOT}node_modules/.bin/node`;

export interface Ended {
  readonly code: number;
  /** Output and errors as they came, with nothing masked. */
  readonly log: string;
}

/**
 * Runs a program of a job to its end. The environment has only the given variables, the path, and the place of Node’s
 * compile cache.
 */
export function runChild(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { PATH: `${ROOT}node_modules/.bin:${process.env['PATH'] ?? ''}`, ...COMPILED, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let log = '';
    const take = (chunk: Buffer): void => {
      log += chunk.toString('utf8');
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? 1, log: signal === null ? log : `${log}\n${signal}` }));
  });
}

/**
 * Stores a program once for all jobs that run the same program. Each job has a workspace of its own, but Node finds
 * compiled code by the program’s path. Therefore the file in the workspace becomes a link to the stored program.
 */
async function compileOnce(file: string): Promise<void> {
  if (COMPILED['NODE_COMPILE_CACHE'] === undefined) return;
  const text = await readFile(file);
  const folder = join(tmpdir(), 'programs', createHash('sha256').update(text).digest('hex'));
  const [place, mine] = [join(folder, basename(file)), join(folder, randomUUID())];
  await mkdir(folder, { recursive: true });
  if (!existsSync(place)) {
    await writeFile(mine, text);
    await rename(mine, place);
  }
  await rm(file);
  await symlink(place, file);
}

/** Runs a Node program whose clock has the forge’s time, off by the machine’s `wrongBy`. */
export async function runNode(
  machine: Machine,
  file: string,
  cwd: string,
  env: Record<string, string>,
): Promise<Ended> {
  await compileOnce(file);
  const ahead = String(Date.parse(machine.now()) + (machine.wrongBy ?? 0) * 1000 - Date.now());
  return runChild(NODE, ['--import', CLOCK, file], cwd, { ...env, HARNESS_CLOCK_AHEAD: ahead });
}
