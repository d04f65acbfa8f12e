/**
 * `npm run bench:crowd [PEOPLE] [CHECKOUT] [TURNS]`: so many people act at once over HTTP, each with a token of their own and
 * on an open case of their own, in five rounds, until all pages show it; the same with 8,000 loose objects more, so that the forge
 * packs beside it; and the same by the program of another checkout, if one is named. Each run is an office in a process of its
 * own, the kinds in turn, so that what else the machine does meets all of them.
 */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CrowdRun } from './crowd-one.ts';

const [people = '40', checkout, turns = '3'] = process.argv.slice(2);
const LOOSE = 8000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const row = (...cells: string[]): void => say(`| ${cells.join(' | ')} |`);

const here = fileURLToPath(new URL('../../..', import.meta.url));
const kinds = [
  ...(checkout === undefined ? [] : [{ name: 'the other checkout', program: resolve(checkout), loose: 0 }]),
  { name: 'this program', program: here, loose: 0 },
  { name: 'this program, packing', program: here, loose: LOOSE },
].map((kind) => ({ ...kind, runs: [] as CrowdRun[] }));

for (let turn = 1; turn <= Number(turns); turn += 1) {
  for (const { name, program, loose, runs } of kinds) {
    const one = fileURLToPath(new URL('./crowd-one.ts', import.meta.url));
    const said = execFileSync(process.execPath, [one, program, people, String(loose)], { encoding: 'utf8' });
    runs.push(JSON.parse(said) as CrowdRun);
    process.stderr.write(`  ${turn} of ${turns}: ${name}\n`);
  }
}

/** The middle one, of an even number the lower of the two. */
const middle = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)] ?? 0;
const rateOf = ({ acts, seconds }: CrowdRun): number => acts / seconds;
/** Where the machine does other work as well, this can be compared rather than the rate. */
const busyOf = ({ acts, busy }: CrowdRun): number => (busy / acts) * 1000;
const [base] = kinds;
/** Each turn's figure against the first kind's of the same turn; the middle one of them. */
const against = (runs: readonly CrowdRun[], of: (run: CrowdRun) => number): string =>
  `${middle(runs.map((run, turn) => of(run) / of(base?.runs[turn] ?? run))).toFixed(2)} ×`;

row(
  `${people} people at once`,
  'acts',
  'lost',
  'acts a second to the page',
  'ratio',
  'processor an act',
  'ratio',
  'files at the end',
);
row('---', '---:', '---:', '---:', '---:', '---:', '---:', '---:');
for (const { name, runs } of kinds) {
  const sum = (of: (run: CrowdRun) => number): string => String(runs.reduce((total, run) => total + of(run), 0));
  row(
    name,
    sum(({ acts }) => acts),
    sum(({ lost }) => lost),
    middle(runs.map(rateOf)).toFixed(1),
    against(runs, rateOf),
    `${middle(runs.map(busyOf)).toFixed(0)} ms`,
    against(runs, busyOf),
    String(runs.at(-1)?.files),
  );
}
if (kinds.some(({ runs }) => runs.some(({ lost }) => lost > 0))) throw new Error('Acts were lost.');
