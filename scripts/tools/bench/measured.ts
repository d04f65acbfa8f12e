import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Generated } from '#tools/generated.ts';

/** Numbers by their unit. Ratios are computed from the first number. */
export type Figure = Readonly<Record<string, number>>;

/** One measured thing, with a figure for each size, or with only one figure. */
export interface Row {
  readonly what: string;
  readonly figures: readonly Figure[];
  /** The goal of the project for this figure. */
  readonly aim?: string;
}

/** A run of a benchmark, as docs/benchmarks.json keeps it. */
export interface BenchResult {
  readonly date: string;
  readonly machine: string;
  /** The numbers of ended cases; missing if the benchmark does not depend on them. */
  readonly sizes?: readonly number[];
  readonly rows: readonly Row[];
}

/**
 * Measures something.
 * @param place a folder for the benchmark, which is removed afterwards
 * @param sizes the numbers of ended cases
 */
export type Bench = (place: string, sizes: readonly number[]) => Promise<readonly Row[]>;

export const DATA = 'docs/benchmarks.json';
const PAGE = 'docs/benchmarks.md';

/**
 * Makes a row for each measured thing, with the figures of the offices of all sizes.
 * @param aims the goals of some of the rows
 */
export const officeRows = (
  offices: readonly { readonly measured: Readonly<Record<string, Figure>> }[],
  aims: Readonly<Record<string, string>> = {},
): Row[] =>
  Object.keys(offices[0]?.measured ?? {}).map((what) => ({
    ...{ what, figures: offices.map(({ measured }) => measured[what] ?? {}) },
    ...(aims[what] === undefined ? {} : { aim: aims[what] }),
  }));

/** Returns the median; of an even count of numbers, the lower one of the two in the middle. */
export const middle = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)] ?? Number.NaN;

/**
 * Measures how long work takes.
 * @returns the seconds
 */
export async function secondsOf(work: () => unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

/**
 * Reads the processor time, in seconds, of a process and of the ended processes that it started.
 * @param whose the number of the process, or `children` for only the ended processes that this process started
 */
export function processorOf(whose: 'children' | number): number {
  const own = whose === 'children';
  const fields =
    readFileSync(`/proc/${own ? 'self' : whose}/stat`, 'utf8')
      .split(') ')[1]
      ?.split(' ') ?? [];
  return fields.slice(own ? 13 : 11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100;
}

export const note = (line: string): void => void process.stderr.write(`${line}\n`);

/** Writes results as a table. */
export function tableOf(runs: Readonly<Record<string, BenchResult>>): string {
  const [sizes = []] = Object.values(runs).flatMap((run) => (run.sizes ? [run.sizes] : []));
  const [least, ...more] = sizes.map((size) => `with ${size.toLocaleString('en')}`);
  const head = [
    'what',
    'command',
    least ? `measured; ${least} ended cases` : 'measured',
    ...more,
    'aim',
    'when and on what',
  ];
  const rows = Object.entries(runs).flatMap(([name, { date, machine, rows: measured }]) =>
    measured.map(({ what, figures, aim = '' }) => {
      const [first] = figures;
      const cells = [first, ...more.map((_, i) => figures[i + 1])].map((each, i) =>
        cellOf(each, i > 0 ? first : undefined),
      );
      return [what, `\`npm run bench -- ${name}\``, ...cells, aim, `${date}, ${machine}`];
    }),
  );
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/**
 * Writes a figure, with its ratio to another one.
 * @param base the figure to which the ratio is computed; without it, no ratio is written
 */
function cellOf(figure: Figure | undefined, base: Figure | undefined): string {
  if (!figure) return '';
  const words = Object.entries(figure).map(([unit, value]) => `${rounded(value)} ${unit}`);
  const [ratio] = Object.entries(base ?? {}).map(([unit, value]) => `${((figure[unit] ?? 0) / value).toFixed(2)} ×`);
  return ratio === undefined ? words.join(', ') : `${ratio} (${words.join(', ')})`;
}

const rounded = (value: number): string =>
  value.toLocaleString('en', { maximumSignificantDigits: value < 1000 ? 3 : Math.trunc(Math.log10(value)) + 1 });

/**
 * Makes docs/benchmarks.md with the table of the kept results.
 * @param root the repository's folder
 */
export async function generateBenchmarks(root: URL): Promise<Generated> {
  const read = (path: string): Promise<string> => readFile(fileURLToPath(new URL(path, root)), 'utf8');
  const runs = JSON.parse(await read(DATA)) as Readonly<Record<string, BenchResult>>;
  const [before = '', after = ''] = (await read(PAGE)).split(/(?<=<!-- table -->\n)[^]*(?=<!-- end -->)/);
  return { path: PAGE, text: `${before}${tableOf(runs)}${after}` };
}
