/**
 * `npm run test:mutation` removes each defence that docs/SECURITY.md names, one after the other, and checks that a test
 * fails. Then it does the same with a sample of single mutations that pass the types.
 * `--rows 51,52` runs only the defences of those rows or rules. Paths (`-- scripts/public/site site/src/desk/acts.ts`)
 * run only the mutations of these files. `--sample 40 --seed 1` says how many, and which.
 * It prints how many mutations `npm test` alone notices, and how many all three commands notice. Tests near a mutation
 * run first. With `--whole`, all tests of each command run if the tests near the mutation do not notice it.
 * It works on a copy, so that nothing here changes meanwhile. It lists the mutations that no test notices: write a test
 * for each, or say in docs/proof.md why it changes nothing.
 */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from '../naive-judge/random.ts';
import type { Command } from '../support/commands.ts';
import { ROOT } from '../support/folders.ts';
import { trackedFiles } from '../support/tracked.ts';
import { type Area, AREAS } from './areas.ts';
import { DEFENCES } from './defences.ts';
import { mutantsOf } from './operators.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    rows: { type: 'string', default: '' },
    whole: { type: 'boolean', default: false },
    results: { type: 'string' },
  },
});
const paths = positionals.map((path) => path.replace(/\/+$/, ''));
const rows = values.rows.split(',').filter(Boolean);

const copy = mkdtempSync(join(tmpdir(), 'mutation-'));

function prepare(): void {
  for (const path of trackedFiles()) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(ROOT, path), join(copy, path));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  // Some tests ask git which files exist.
  spawnSync('git', ['init', '--quiet'], { cwd: copy });
  spawnSync('git', ['add', '--all'], { cwd: copy });
}

/** What notices a mutation. */
type Result = 'types' | 'npm test' | 'the other two' | 'nothing';

/** The results so far, by mutation or group of tests, with those of an earlier run of the same sample. */
const results = new Map<string, Result>(
  values.results !== undefined && existsSync(values.results)
    ? readFileSync(values.results, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as [string, Result])
    : [],
);

function keepResult(name: string, result: Result): void {
  results.set(name, result);
  if (values.results !== undefined) appendFileSync(values.results, `${JSON.stringify([name, result])}\n`);
}

/** Returns whether a program that runs in the copy fails. */
const fails = (program: string, args: readonly string[], minutes: number): boolean =>
  spawnSync(program, args, {
    cwd: copy,
    stdio: 'ignore',
    timeout: minutes * 60_000,
    // A program that hangs or fails removes its own folder of files, and not that of this program.
    env: { ...process.env, DISPOSISI_SEED: '20261125' },
  }).status !== 0;

/** Tests of some commands, below some paths. Without paths, all tests of these commands are meant. */
interface Tests {
  readonly commands: readonly Command[];
  readonly places: readonly string[];
}

const ALONE: readonly Command[] = ['test'];
const REST: readonly Command[] = ['search', 'browser'];
const ALL: readonly Command[] = [...ALONE, ...REST];

/** Returns whether these tests notice the change. */
const areNoticed = ({ commands, places }: Tests, minutes = 10): boolean =>
  fails(
    'npx',
    [
      ...['vitest', 'run', '--bail', '1', '--reporter', 'dot', '--passWithNoTests'],
      ...commands.flatMap((command) => ['--project', `${command}*`]),
      ...places,
    ],
    minutes,
  );

/** Returns whether the types notice the change. An unused import is no error here. */
const typesNotice = (): boolean =>
  ['.', 'site'].some((project) =>
    fails(
      'npx',
      [
        ...['tsc', '--project', project, '--noUnusedLocals', 'false'],
        ...['--incremental', '--tsBuildInfoFile', project === '.' ? '.types' : '.types-site'],
        ...['--verbatimModuleSyntax', 'false', '--isolatedModules', 'false'],
      ],
      10,
    ),
  );

/** Bundles what is in the copy, and returns whether that is possible. */
const canBundle = (): boolean => !fails('npm', ['run', '--silent', 'bundle'], 10);

function changed<T>(file: string, from: string, to: string, look: () => T): T {
  writeFileSync(join(copy, file), to);
  try {
    return look();
  } finally {
    writeFileSync(join(copy, file), from);
    spawnSync('git', ['checkout', '--quiet', '--', '.github/actions'], { cwd: copy });
  }
}

const survivors: string[] = [];
const lost: string[] = [];
let tried = 0;

/** The chosen defences. A row is `51`, its part `51 (size)`, and `7, 8 (R18)` is row 7, row 8 and rule R18. */
const chosen = DEFENCES.filter(
  ({ row }) => paths.length === 0 && (rows.length === 0 || rows.some((each) => row.match(/\w+/g)?.includes(each))),
);

/** Expects that the tests pass without a mutation, since a test that fails anyway proves nothing. */
function demandSound(tests: Tests): void {
  const name = ['without a mutation:', ...tests.commands, ...tests.places].join(' ');
  if (results.get(name) === 'nothing') return;
  if (areNoticed(tests, 60)) throw new Error(`These tests fail with nothing changed; fix them first: ${name}`);
  keepResult(name, 'nothing');
}

function removeDefences(): void {
  demandSound({ commands: ALL, places: [...new Set(chosen.flatMap((defence) => defence.tests))] });
  for (const { row, file, from, to, tests } of chosen) {
    const text = readFileSync(join(ROOT, file), 'utf8');
    const name = `row ${row}, ${file}: ${from.trim().split('\n')[0]?.slice(0, 80)}`;
    if (text.split(from).length !== 2) {
      lost.push(name);
      console.log(`not found: ${name}`);
      continue;
    }
    tried += 1;
    const noticed = changed(
      file,
      text,
      text.replace(from, () => to),
      () => areNoticed({ commands: ALL, places: tests }),
    );
    console.log(`${noticed ? 'noticed' : 'SURVIVED'}: ${name}`);
    if (!noticed) survivors.push(name);
  }
}

/** Returns what notices a mutation: the types, `npm test` alone, one of the other two commands, or nothing. */
function resultOf({ area, path, text, mutant }: Candidate): Result {
  // Two mutations of one line may have the same label.
  const name = `${mutant.label} (${mutant.start})`;
  const known = results.get(name);
  if (known !== undefined) return known;
  const mutated = text.slice(0, mutant.start) + mutant.to + text.slice(mutant.end);
  const isNoticed = (commands: readonly Command[]): boolean =>
    stepsOf(area, commands).some((tests) => {
      if (tests.places.length > 0) demandSound(tests);
      return changed(path, text, mutated, () => (area.isBundled && !canBundle()) || areNoticed(tests, 60));
    });
  const found = (): Result => {
    if (changed(path, text, mutated, typesNotice)) return 'types';
    if (isNoticed(ALONE)) return 'npm test';
    return isNoticed(REST) ? 'the other two' : 'nothing';
  };
  const result = found();
  keepResult(name, result);
  return result;
}

interface Candidate {
  readonly area: Area;
  readonly path: string;
  readonly text: string;
  readonly mutant: ReturnType<typeof mutantsOf>[number];
}

function trySample(): void {
  const random = new Random(Number(values.seed));
  const isAsked = (path: string): boolean =>
    paths.length === 0 || paths.some((each) => path === each || path.startsWith(`${each}/`));
  const files = trackedFiles().flatMap((path) => {
    const area = AREAS.find(({ folder }) => path.startsWith(`${folder}/`));
    const isCode = /(?<!\.test|\.d)\.tsx?$/.test(path) && !path.includes('/generated/');
    return area && isCode && isAsked(path) ? [{ area, path, text: readFileSync(join(ROOT, path), 'utf8') }] : [];
  });
  const all = files.flatMap((file) => mutantsOf(file.path, file.text).map((mutant) => ({ ...file, mutant })));
  console.log(`${all.length} mutations in ${files.length} files`);
  if (typesNotice()) throw new Error('The types fail with nothing changed; fix them first: npm run types.');
  const counted = { test: 0, all: 0 };
  const wanted = Number(values.sample ?? 40);
  let drawn = 0;
  while (drawn < wanted && all.length > 0) {
    const [one] = all.splice(random.below(all.length), 1);
    if (!one) return;
    const result = resultOf(one);
    if (result === 'types') continue;
    drawn += 1;
    if (result === 'npm test') counted.test += 1;
    if (result === 'nothing') survivors.push(one.mutant.label);
    else counted.all += 1;
    console.log(result === 'nothing' ? `SURVIVED: ${one.mutant.label}` : `noticed by ${result}: ${one.mutant.label}`);
  }
  tried += drawn;
  const share = (count: number): string => `${count} of ${drawn} (${Math.floor((100 * count) / (drawn || 1))} %)`;
  console.log(
    `mutations that the types let pass: npm test alone notices ${share(counted.test)}, all three commands ${share(counted.all)}`,
  );
}

/** Returns the tests that run for a mutation, one group after the other. */
function stepsOf({ tests, slow = [] }: Area, commands: readonly Command[]): Tests[] {
  const places = [tests, slow].filter((each) => each.length > 0);
  return [...places, ...(values.whole ? [[]] : [])].map((each) => ({ commands, places: each }));
}

try {
  prepare();
  if (chosen.length > 0) removeDefences();
  if (rows.length === 0 || values.sample !== undefined) trySample();
} finally {
  rmSync(copy, { recursive: true, force: true });
}
for (const each of survivors) console.log(`survived: ${each}`);
console.log(`${tried} tried, ${survivors.length} that nothing noticed, ${lost.length} not found`);
process.exitCode = survivors.length + lost.length > 0 ? 1 : 0;
