import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../../support/folders.ts';
import type { Machine } from './settings.ts';

const CLOCK = fileURLToPath(new URL('clock.mjs', import.meta.url));
/** The program of Node 24, for `using: node24`. */
export const NODE = `${ROOT}node_modules/.bin/node`;

export interface Ended {
  readonly code: number;
  /** Output and errors as they came, nothing masked. */
  readonly log: string;
}

/** Runs a program of a job to its end. Its environment is what is given and nothing of this process but the path. */
export function runChild(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { PATH: `${ROOT}node_modules/.bin:${process.env['PATH'] ?? ''}`, ...env },
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

/** Runs a Node program whose clock shows the forge's time, off by the machine's `wrongBy`. */
export function runNode(machine: Machine, file: string, cwd: string, env: Record<string, string>): Promise<Ended> {
  const ahead = String(Date.parse(machine.now()) + (machine.wrongBy ?? 0) * 1000 - Date.now());
  return runChild(NODE, ['--import', CLOCK, file], cwd, { ...env, HARNESS_CLOCK_AHEAD: ahead });
}
