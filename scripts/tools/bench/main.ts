/**
 * `npm run bench -- NAME [SIZE …]`: measures and prints the results. It keeps the results of the usual sizes in
 * docs/benchmarks.json, from which `npm run generate` makes the tables in docs/benchmarks.md. A size is a number of ended
 * cases, such as 1000; `1000+500` has 500 open cases too, and in `1000/month` all cases ended in one month. Without a
 * name it lists the benchmarks. It asserts nothing, because other work of the machine changes the figures. With
 * `--only PATTERN`, `journeys` does the tasks whose names match the pattern. Such runs, and runs in Firefox, are only
 * printed.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { PROGRAM } from '#engine/config/root.ts';
import { writeOrCheck } from '#tools/generated.ts';
import { DATA, generateBenchmarks, type Bench, type BenchResult, parseSize, type Size, tableOf } from './measured.ts';

/** The benchmarks. Each is the function of that name in the file of that name. */
const BENCHES: Readonly<Record<string, string>> = {
  growth:
    'an office on one machine: an accepted act until each page shows it, processor, bytes, memory, starts, an idle minute',
  publish: 'an act’s publication on GitHub, by the bundled action',
  read: 'commands that read many cases: verify, what-if, export, documents',
  start: 'how long commands and the action take to start',
  journeys: 'tasks of people in a browser: seconds, keys, taps, screens, bytes; --only PATTERN',
};
/** The usual sizes of the benchmarks that are measured with offices of several sizes. The first is compared with. */
const SIZES: Readonly<Record<string, readonly string[]>> = {
  growth: ['5', '1000', '10000+500', '1000/month'],
  publish: ['5', '1000', '10000'],
  read: ['5', '1000', '10000'],
};

const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' } },
});
const [name = '', ...given] = positionals;
const written = given.length > 0 ? given : (SIZES[name] ?? []);
const sizes = written.map(parseSize);
if (Object.hasOwn(BENCHES, name) && sizes.every((size) => size !== undefined)) await run(name, sizes);
else {
  const names = Object.entries(BENCHES).map(([each, about]) => `  ${each.padEnd(10)}${about}`);
  console.error(['Usage: npm run bench -- NAME [ENDED[+OPEN][/month] …]', ...names].join('\n'));
  process.exitCode = name === '' ? 0 : 2;
}

async function run(bench: string, sizes: readonly Size[]): Promise<void> {
  const module = (await import(`./${bench}.ts`)) as Readonly<Record<string, Bench>>;
  const place = await mkdtemp(join(tmpdir(), 'disposisi-bench-'));
  try {
    const rows = (await module[bench]?.(place, sizes, options)) ?? [];
    const [processor] = cpus();
    const machine = `${cpus().length} × ${processor?.model.trim()}, Node ${process.versions.node}, load ${loadavg()[2]?.toFixed(1)}`;
    const date = new Date().toISOString().slice(0, 10);
    const measured = { date, machine, ...(written.length > 0 ? { sizes: written } : {}), rows };
    console.log(tableOf({ [bench]: measured }));
    const isUsual = given.length === 0 && Object.keys(options).length === 0 && !process.env['TEST_BROWSER'];
    if (isUsual) await keep(bench, measured);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function keep(bench: string, measured: BenchResult): Promise<void> {
  const file = join(PROGRAM, DATA);
  const all = JSON.parse(await readFile(file, 'utf8')) as Readonly<Record<string, BenchResult>>;
  const kept = { ...all, [bench]: measured };
  const inOrder = Object.fromEntries(Object.keys(BENCHES).map((each) => [each, kept[each]]));
  await writeFile(file, `${JSON.stringify(inOrder, rounded, 1)}\n`);
  await writeOrCheck([await generateBenchmarks(pathToFileURL(PROGRAM))], 'npm run generate');
}

/** Rounds numbers that are not whole to four digits, because more digits would change in every run. */
function rounded(_name: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
}
