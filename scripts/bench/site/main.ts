// `npm run bench:site [-- 100 1000 10000]`: prints what docs/benchmarks.md keeps of the site. Nothing is asserted.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Measures, mega, Rounds, seconds, times } from './rounds.ts';

const folder = mkdtempSync(join(tmpdir(), 'bench-site-'));
const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 1_000, 10_000];
const roundsOf = (count: number): number => (count <= 100 ? 7 : count <= 1_000 ? 5 : 3);
const say = (line = ''): void => void process.stdout.write(`${line}\n`);
const row = (...cells: (string | number)[]): void => say(`| ${cells.join(' | ')} |`);
const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/** Runs a script in a process of its own and reads the figures that its last line is. */
function run(script: string, ...args: (string | number)[]): Measures {
  // Nobody pays for what the one before left to be written.
  execFileSync('sync');
  const path = fileURLToPath(new URL(script, import.meta.url));
  const text = execFileSync(process.execPath, [path, ...args.map(String)], { encoding: 'utf8' });
  return JSON.parse(text.trimEnd().split('\n').at(-1) ?? '') as Measures;
}

/** Every round in fresh folders: a file system gets slower where files were removed. */
function measure(count: number, round: number): Measures {
  const out = join(folder, `${count}-${round}`);
  const renderer = join(folder, 'renderer');
  const steps: Record<string, () => Measures> = {
    one: () => run('./build.ts', 1, `${out}-one`, renderer),
    site: () => run('./build.ts', count, `${out}-site`, renderer),
    plain: () => run('./plain.ts', `${folder}/${count}-0-site.files.json`, `${out}-plain`),
    peer: () => run('./eleventy/build.ts', count, Math.round(found['site.pageBytes'] ?? 0), `${out}-peer`),
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
  run('./build.ts', 1, join(folder, 'warm'), join(folder, 'renderer'));
  const measured = counts.map((count) => {
    const rounds = new Rounds();
    for (let round = 0; round < roundsOf(count); round += 1) rounds.add(measure(count, round));
    return { count, rounds };
  });

  say(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`);
  say(`Load at the end: ${loadavg()[0]?.toFixed(1)}. Ratios: least / middle one of the rounds.\n`);
  row(
    'cases',
    'rounds',
    'pages',
    'files',
    'MB',
    'build s, min',
    'median',
    'against plain writing',
    'peak MB',
    'against plain',
  );
  row(...Array.from({ length: 10 }, () => '---'));
  for (const { count, rounds } of measured)
    row(
      ...[count, roundsOf(count), rounds.min('site.pages'), rounds.min('site.files'), mega(rounds.min('site.bytes'))],
      ...[seconds(rounds.min('site.build')), seconds(rounds.median('site.build'))],
      ...[rounds.ratio('site.build', 'plain.build')],
      ...[mega(rounds.median('site.memory')), rounds.ratio('site.memory', 'plain.memory')],
    );
  say();
  row('cases', 'ms a page beyond the start', 'one event s, min', 'against the whole build', 'pages that it renders');
  row(...Array.from({ length: 5 }, () => '---'));
  for (const { count, rounds } of measured)
    row(
      ...[count, rounds.median('site.page').toFixed(2), seconds(rounds.min('site.event'))],
      ...[rounds.ratio('site.event', 'site.build'), rounds.min('site.touched')],
    );
  const [last, before] = [measured.at(-1), measured.at(-2)];
  if (last && before)
    say(
      `\nTime a page at ${last.count} against ${before.count} cases, beyond the start: ` +
        `${times(last.rounds.min('site.page') / before.rounds.min('site.page'))} (least), ` +
        `${times(last.rounds.median('site.page') / before.rounds.median('site.page'))} (middle).`,
    );
  say();
  row(
    'cases',
    'Eleventy: pages',
    'MB',
    'build s, min',
    'median',
    'against plain writing of them',
    'peak MB',
    'our whole build against it',
  );
  row(...Array.from({ length: 8 }, () => '---'));
  for (const { count, rounds } of measured)
    row(
      ...[count, rounds.min('peer.pages'), mega(rounds.min('peer.bytes'))],
      ...[seconds(rounds.min('peer.build')), seconds(rounds.median('peer.build'))],
      ...[rounds.ratio('peer.build', 'peerPlain.build'), mega(rounds.median('peer.memory'))],
      ...[rounds.ratio('site.build', 'peer.build')],
    );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
