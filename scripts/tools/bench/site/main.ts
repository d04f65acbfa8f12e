// `npm run bench:site [-- --rounds 2 100 1000 10000]`: prints what docs/benchmarks.md keeps of the site; asserts nothing.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { report } from './report.ts';
import { type Measures, Rounds, seconds } from './rounds.ts';

if (!existsSync(new URL('./eleventy/node_modules', import.meta.url))) {
  process.stderr.write('The peer is not installed. First run: npm ci --prefix scripts/tools/bench/site/eleventy\n');
  process.exit(1);
}

/** The other peer is a program of the system's; without it the table says so. */
const hasHugo = spawnSync('hugo', ['version']).status === 0;
if (!hasHugo) process.stderr.write('Hugo is not measured: it is not installed (Debian: apt install hugo).\n');

const folder = mkdtempSync(join(tmpdir(), 'bench-site-'));
const { values, positionals } = parseArgs({ options: { rounds: { type: 'string' } }, allowPositionals: true });
const counts = positionals.length > 0 ? positionals.map(Number) : [100, 1_000, 10_000];
const roundsOf = (count: number): number => Number(values.rounds ?? (count <= 100 ? 7 : count <= 1_000 ? 5 : 3));
const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/** Runs a script in a process of its own and reads the figures in its last line. */
function run(script: string, ...args: (string | number)[]): Measures {
  // Else this run would wait for what the one before left to be written to the disk.
  execFileSync('sync');
  const path = fileURLToPath(new URL(script, import.meta.url));
  const text = execFileSync(process.execPath, [path, ...args.map(String)], { encoding: 'utf8' });
  return JSON.parse(text.trimEnd().split('\n').at(-1) ?? '') as Measures;
}

/** Every round in fresh folders: a file system gets slower where files were removed. */
function measure(count: number, round: number): Measures {
  const out = join(folder, `${count}-${round}`);
  const steps: Record<string, () => Measures> = {
    one: () => run('./build.ts', 1, `${out}-one`),
    site: () => run('./build.ts', count, `${out}-site`),
    plain: () => run('./plain.ts', `${folder}/${count}-0-site.files.json`, `${out}-plain`),
    peer: () => run('./peer.ts', count, Math.round(found['site.pageBytes'] ?? 0), `${out}-peer`),
    ...(hasHugo
      ? { hugo: () => run('./hugo.ts', count, Math.round(found['site.pageBytes'] ?? 0), `${out}-hugo`) }
      : {}),
    peerPlain: () => run('./plain.ts', `${folder}/${count}-0-peer.files.json`, `${out}-peer-plain`),
  };
  const found: Record<string, number> = { 'site.pageBytes': pageBytes };
  // Forth and back, so that none is always the first. The first round says how many bytes the others write.
  const order = round % 2 === 0 ? Object.keys(steps) : Object.keys(steps).reverse();
  for (const name of order) {
    for (const [key, value] of Object.entries(steps[name]?.() ?? {})) found[`${name}.${key}`] = value;
    tell(
      `${count} cases, round ${round + 1} of ${roundsOf(count)}, ${name}: ${seconds(found[`${name}.build`] ?? 0)} s`,
    );
  }
  pageBytes = found['site.pageBytes'] ?? 0;
  // Beyond the fixed start, which a build of a single case shows.
  const beyond = (found['site.build'] ?? 0) - (found['one.build'] ?? 0);
  return { ...found, 'site.page': beyond / ((found['site.pages'] ?? 0) - (found['one.pages'] ?? 0)) };
}

let pageBytes = 0;
try {
  // Compiling happens once for a state of the sources; it is not part of any build.
  run('./build.ts', 1, join(folder, 'warm'));
  const measured = counts.map((count) => {
    const rounds = new Rounds();
    for (let round = 0; round < roundsOf(count); round += 1) rounds.add(measure(count, round));
    return { count, rounds };
  });

  report(measured);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
