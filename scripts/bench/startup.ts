import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROGRAM } from '../office/root.ts';

export interface Timing {
  readonly name: string;
  /** Milliseconds. */
  readonly min: number;
  readonly median: number;
}

const BIN = join(PROGRAM, 'scripts/bin.mjs');

const COMMANDS: readonly { readonly name: string; readonly args: readonly string[] }[] = [
  { name: 'node -e 0', args: ['-e', '0'] },
  { name: 'help', args: [BIN, 'help'] },
  { name: 'check', args: [BIN, 'check', 'contoh/permohonan/rapat-evakuasi-warga/request.yaml'] },
];

/** Times each command from start to end, one after the other in turn, so that all meet the same machine. */
export function startUp(rounds: number): Timing[] {
  const times = new Map(COMMANDS.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, args } of COMMANDS) {
      const before = performance.now();
      spawnSync(process.execPath, args, { cwd: PROGRAM, stdio: 'ignore' });
      // The first round only warms the caches.
      if (round > 0) times.get(name)?.push(performance.now() - before);
    }
  }
  return [...times].map(([name, all]) => timing(name, all));
}

export function timing(name: string, all: readonly number[]): Timing {
  const sorted = [...all].sort((a, b) => a - b);
  return { name, min: sorted[0] ?? 0, median: sorted[Math.floor(sorted.length / 2)] ?? 0 };
}
