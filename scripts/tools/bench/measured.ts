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

/** How many cases an office has. */
export interface Size {
  readonly ended: number;
  /** The open cases besides those that the benchmark opens itself. */
  readonly open: number;
  /** Whether all ended cases ended in the present month; otherwise they ended in the last ten years. */
  readonly isOneMonth: boolean;
}

/**
 * Reads a size as the command line gives it: `1000` ended cases; `1000+500` with 500 open ones; `1000/month` in one
 * month.
 * @returns undefined if the text is no size
 */
export function parseSize(text: string): Size | undefined {
  const [, ended, open = '0', month] = /^([1-9]\d*)(?:\+(\d+))?(\/month)?$/.exec(text) ?? [];
  return ended === undefined
    ? undefined
    : { ended: Number(ended), open: Number(open), isOneMonth: month !== undefined };
}

/** Writes a size for the head of a table. */
export function casesOfSize({ ended, open, isOneMonth }: Size): string {
  const cases = `${ended.toLocaleString('en')} ended cases${isOneMonth ? ' in one month' : ''}`;
  return open > 0 ? `${cases}, ${open.toLocaleString('en')} open` : cases;
}

/** A run of a benchmark, as docs/benchmarks.json keeps it. */
export interface BenchResult {
  readonly date: string;
  readonly machine: string;
  /** The sizes of the offices, as {@link parseSize} reads them; missing if the benchmark does not depend on them. */
  readonly sizes?: readonly string[];
  readonly rows: readonly Row[];
}

/**
 * Measures something.
 * @param place a folder for the benchmark, which is removed afterwards
 * @param sizes the sizes of the offices
 * @param options a pattern of the names of the things that are measured
 */
export type Bench = (
  place: string,
  sizes: readonly Size[],
  options: { readonly only?: string },
) => Promise<readonly Row[]>;

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

/** What an operating-system process and all processes that it started have used. */
export interface Used {
  /** Processor time in seconds. */
  readonly processor: number;
  /** Bytes written to the disk. */
  readonly bytes: number;
}

/**
 * Reads what a process, the processes that it started and still run, and those that have ended have used.
 * @param pid the number of the process
 */
export function usedBy(pid: number): Used {
  const own = { processor: processorOf(pid), bytes: bytesOf(pid) };
  return childrenOf(pid)
    .map(usedBy)
    .reduce((sum, each) => ({ processor: sum.processor + each.processor, bytes: sum.bytes + each.bytes }), own);
}

function childrenOf(pid: number): number[] {
  const children = unlessGone(() => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'));
  return children?.split(' ').filter(Boolean).map(Number) ?? [];
}

/** Reads how many bytes a process and the ended processes that it started have written to the disk. */
function bytesOf(pid: number): number {
  const io = unlessGone(() => readFileSync(`/proc/${pid}/io`, 'utf8'));
  return Number(/^write_bytes: (\d+)$/m.exec(io ?? '')?.[1] ?? 0);
}

function unlessGone(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    // The process has ended meanwhile, so its parent counts it.
    return undefined;
  }
}

/**
 * Reads the processor time, in seconds, of a process and of the ended processes that it started.
 * @param whose the number of the process, or `children` for only the ended processes that this process started
 */
export function processorOf(whose: 'children' | number): number {
  const own = whose === 'children';
  const stat = unlessGone(() => readFileSync(`/proc/${own ? 'self' : whose}/stat`, 'utf8')) ?? '';
  const fields = stat.split(') ')[1]?.split(' ') ?? [];
  return fields.slice(own ? 13 : 11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100;
}

export const note = (line: string): void => void process.stderr.write(`${line}\n`);

/** Writes results as tables: one for all results that have the same sizes. */
export function tableOf(runs: Readonly<Record<string, BenchResult>>): string {
  const bySizes = Map.groupBy(Object.entries(runs), ([, { sizes = [] }]) => sizes.join());
  return [...bySizes.values()].map(tableOfSizes).join('\n');
}

function tableOfSizes(runs: readonly (readonly [name: string, run: BenchResult])[]): string {
  const [least, ...more] = (runs[0]?.[1].sizes ?? []).flatMap((size) => parseSize(size) ?? []).map(casesOfSize);
  const head = [
    'what',
    'command',
    least ? `measured; with ${least}` : 'measured',
    ...more.map((size) => `with ${size}`),
    'aim',
    'when and on what',
  ];
  const rows = runs.flatMap(([name, { date, machine, rows: measured }]) =>
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
  const words = wordsOf(figure);
  const [ratio] = Object.entries(base ?? {}).map(([unit, value]) => `${((figure[unit] ?? 0) / value).toFixed(2)} ×`);
  return ratio === undefined ? words : `${ratio} (${words})`;
}

/** Writes a figure with all its units. */
const wordsOf = (figure: Figure): string =>
  Object.entries(figure)
    .map(([unit, value]) => `${rounded(value)} ${unit}`)
    .join(', ');

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
