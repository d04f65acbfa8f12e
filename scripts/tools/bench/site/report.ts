import { cpus, loadavg } from 'node:os';
import { mega, type Rounds, seconds, times } from './rounds.ts';

/** What was measured with so many cases. */
interface Measured {
  readonly count: number;
  readonly rounds: Rounds;
}

const say = (line = ''): void => void process.stdout.write(`${line}\n`);

function table(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  for (const cells of [heads, heads.map(() => '---'), ...rows]) say(`| ${cells.join(' | ')} |`);
  say();
}

/** Prints the tables that docs/benchmarks.md keeps. */
export function report(measured: readonly Measured[]): void {
  say(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`);
  say(`Load at the end: ${loadavg()[0]?.toFixed(1)}. Ratios: the least / the middle one of the rounds.\n`);
  const heads = ['cases', 'rounds', 'pages', 'files', 'MB', 'build s, min', 'median', 'against plain writing'];
  table(
    [...heads, 'the same of processor time', 'peak MB', 'against plain writing'],
    measured.map(({ count, rounds }) => [
      ...[count, rounds.count, rounds.min('site.pages'), rounds.min('site.files'), mega(rounds.min('site.bytes'))],
      ...[seconds(rounds.min('site.build')), seconds(rounds.median('site.build'))],
      ...[rounds.ratio('site.build', 'plain.build'), rounds.ratio('site.processor', 'plain.processor')],
      ...[mega(rounds.median('site.memory')), rounds.ratio('site.memory', 'plain.memory')],
    ]),
  );
  for (const { count, rounds } of measured)
    say(
      `${count} cases: ${mega(rounds.min('site.shared'))} MB are shared by all pages; ` +
        `the largest file, which plain writing holds at once, has ${mega(rounds.min('plain.largest'))} MB.`,
    );
  say();
  table(
    ['cases', 'ms a page beyond the start', 'one event s, min', 'against the whole build', 'pages that it renders'],
    measured.map(({ count, rounds }) => [
      ...[count, rounds.median('site.page').toFixed(2), seconds(rounds.min('site.event'))],
      ...[rounds.ratio('site.event', 'site.build'), rounds.min('site.touched')],
    ]),
  );
  growth(measured);
  table(
    [
      'cases',
      'Eleventy: pages',
      'MB',
      'build s, min',
      'median',
      'against plain writing of them',
      'peak MB',
      'ours : its',
    ],
    measured.map(({ count, rounds }) => [
      ...[count, rounds.min('peer.pages'), mega(rounds.min('peer.bytes'))],
      ...[seconds(rounds.min('peer.build')), seconds(rounds.median('peer.build'))],
      ...[rounds.ratio('peer.build', 'peerPlain.build'), mega(rounds.median('peer.memory'))],
      ...[rounds.ratio('site.build', 'peer.build')],
    ]),
  );
  if (!measured.some(({ rounds }) => rounds.min('hugo.build') > 0)) return;
  table(
    ['cases', 'Hugo: pages', 'MB', 'build s, min', 'median', 'ours, with its open data : its'],
    measured.map(({ count, rounds }) => [
      ...[count, rounds.min('hugo.pages'), mega(rounds.min('hugo.bytes'))],
      ...[seconds(rounds.min('hugo.build')), seconds(rounds.median('hugo.build'))],
      ...[rounds.ratio('site.build', 'hugo.build')],
    ]),
  );
}

/** Whether a page costs more where there are more of them. */
function growth(measured: readonly Measured[]): void {
  const [last, before] = [measured.at(-1), measured.at(-2)];
  if (!last || !before) return;
  const grown = (of: 'min' | 'median') => times(last.rounds[of]('site.page') / before.rounds[of]('site.page'));
  say(
    `Time a page at ${last.count} against ${before.count} cases, beyond the start: ${grown('min')} / ${grown('median')}\n`,
  );
}
