import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { OWN_GROUP } from '#engine/own-group.ts';

interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Options of a git process. */
export interface GitOptions {
  /** Ends git with SIGTERM when it is aborted; git then removes its temporary files. */
  readonly signal?: AbortSignal;
  /** Whether git runs with the lowest priority. */
  readonly background?: boolean;
  /** The environment of the process; by default that of `gitEnvironment`. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Returns the environment of a git process: it uses this repository, and no configuration of the machine or the user.
 */
export function gitEnvironment(folder: string): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TMPDIR } = process.env;
  return {
    // Node leaves out a variable that is undefined.
    ...{ PATH, SystemRoot, TMPDIR },
    GIT_DIR: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    LC_ALL: 'C',
  };
}

/**
 * Runs one git command to its end.
 * @returns the output and the exit code; -1 if git was killed
 * @throws if git cannot be started
 */
export function runGit(
  folder: string,
  args: readonly string[],
  input?: string | Buffer,
  { signal, background = false, env = gitEnvironment(folder) }: GitOptions = {},
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { ...OWN_GROUP, env, stdio: ['pipe', 'pipe', 'pipe'] });
    if (background && child.pid !== undefined) giveWay(child.pid);
    const end = (): unknown => child.kill();
    if (signal?.aborted === true) end();
    signal?.addEventListener('abort', end);
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      signal?.removeEventListener('abort', end);
      resolve({ code: code ?? -1, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8') });
    });
    child.stdin.on('error', () => undefined); // if git ended early, its exit code shows why
    child.stdin.end(input);
  });
}

function giveWay(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // The process has ended already, or the system does not allow a lower priority.
  }
}
