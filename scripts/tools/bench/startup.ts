import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROGRAM } from '#engine/config/root.ts';

export interface Timing {
  readonly name: string;
  /** Milliseconds. */
  readonly min: number;
  readonly median: number;
}

const BIN = 'scripts/doors/cli/bin.mjs';
const REQUEST = 'examples/requests/rapat-evakuasi-warga/request.yaml';

/** As a person types them; and the command's own file, as an alias would call it. */
const COMMANDS: readonly (readonly string[])[] = [
  ['node', '-e', '0'],
  ['npx', 'disposisi', 'help'],
  ['npx', 'disposisi', 'check', REQUEST],
  [BIN, 'help'],
  [BIN, 'check', REQUEST],
];

const nameOf = (words: readonly string[]): string => words.filter((word) => word !== REQUEST).join(' ');

/** Times each command from start to end, one after the other in turn, so that all meet the same machine. */
export function startUp(rounds: number): Timing[] {
  const env = { ...process.env, PATH: `${join(PROGRAM, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}` };
  const times = new Map(COMMANDS.map((words) => [nameOf(words), [] as number[]]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const words of COMMANDS) {
      const [command = '', ...args] = words;
      const before = performance.now();
      spawnSync(command, args, { cwd: PROGRAM, stdio: 'ignore', env });
      // The first round only warms the caches.
      if (round > 0) times.get(nameOf(words))?.push(performance.now() - before);
    }
  }
  return [...times].map(([name, all]) => timing(name, all));
}

export function timing(name: string, all: readonly number[]): Timing {
  const sorted = [...all].sort((a, b) => a - b);
  return { name, min: sorted[0] ?? 0, median: sorted[Math.floor(sorted.length / 2)] ?? 0 };
}
