import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM } from '#engine/config/root.ts';
import { ACTION } from '#tools/bundle/bundle.ts';
import { type Timing, timing } from '../startup.ts';

const BUNDLE = join(PROGRAM, ACTION, 'index.cjs');

/** With a key that cannot sign, the run ends at its first call: with everything loaded, and no network. */
const LOADED = { INPUT_COMMAND: 'sweep', 'INPUT_APP-ID': '1', 'INPUT_PRIVATE-KEY': 'none' };

const RUNS: readonly { name: string; args: string[]; env: Record<string, string> }[] = [
  { name: '`node -e 0`', args: ['-e', '0'], env: {} },
  { name: 'a refusal, before any network', args: [BUNDLE], env: {} },
  { name: 'everything loaded', args: [BUNDLE], env: LOADED },
];

/** Times the bundled action from start to end, in turn with Node alone, so that all meet the same machine. */
export function actionStartUp(rounds: number): Timing[] {
  const times = RUNS.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, { args, env }] of RUNS.entries()) {
      const before = performance.now();
      spawnSync(process.execPath, args, {
        cwd: tmpdir(),
        stdio: 'ignore',
        env: { PATH: process.env['PATH'], GITHUB_REPOSITORY: 'kantor/berkas', ...env },
      });
      // The first round only warms the caches.
      if (round > 0) times[index]?.push(performance.now() - before);
    }
  }
  return RUNS.map(({ name }, index) => timing(name, times[index] ?? []));
}
