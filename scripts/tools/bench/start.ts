import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROGRAM } from '#engine/config/root.ts';
import { ACTION } from '#tools/bundle/bundle.ts';
import type { Bench } from './measured.ts';

const ROUNDS = 20;
const BIN = 'scripts/entry/cli/bin.mjs';
const BUNDLE = join(ACTION, 'index.cjs');
const REQUEST = 'examples/requests/rapat-evakuasi-warga/request.yaml';
/** With a key that cannot sign, the action ends before its first call over the network, when everything is loaded. */
const UNSIGNED = { INPUT_COMMAND: 'sweep', 'INPUT_APP-ID': '1', 'INPUT_PRIVATE-KEY': 'none' };

/** The commands as a person types them, as an alias calls them, and as a job runs them. */
const COMMANDS: readonly (readonly [
  name: string,
  command: readonly string[],
  env?: Record<string, string>,
  aim?: string,
])[] = [
  ['`node -e 0`', ['node', '-e', '0']],
  ['`npx disposisi help`', ['npx', 'disposisi', 'help']],
  ['`npx disposisi check` of one request', ['npx', 'disposisi', 'check', REQUEST]],
  ['`bin.mjs help`', ['node', BIN, 'help']],
  ['`bin.mjs check` of one request', ['node', BIN, 'check', REQUEST]],
  ['the action: a command that it does not know', ['node', BUNDLE]],
  ['the action: everything loaded', ['node', BUNDLE], UNSIGNED, '≤ 4 ×'],
];
/** Measures the shortest time of each command. Commands run in turn, so that other work affects all of them equally. */
export const start: Bench = async () => {
  const path = `${join(PROGRAM, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`;
  const times = COMMANDS.map((): number[] => []);
  // The first round only fills the caches.
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const [i, [, [command = '', ...args], env]] of COMMANDS.entries()) {
      const begun = performance.now();
      spawnSync(command, args, {
        ...{ cwd: PROGRAM, stdio: 'ignore' },
        env: { ...process.env, PATH: path, GITHUB_REPOSITORY: 'kantor/berkas', ...env },
      });
      if (round > 0) times[i]?.push(performance.now() - begun);
    }
  // The shortest time depends mostly on the program. Longer times depend more on other work of the machine.
  const fastest = times.map((each) => Math.min(...each));
  const [base = Number.NaN] = fastest;
  return COMMANDS.map(([what, , , aim], i) => {
    const ms = fastest[i] ?? Number.NaN;
    return { what, figures: [{ ms, '× `node -e 0`': ms / base }], ...(aim === undefined ? {} : { aim }) };
  });
};
