/**
 * `npm run test:mutation`: removes each defence that docs/SECURITY.md names, one after the other, and sees whether a test fails;
 * then does the same with a sample of single mutations. `--rows 51,52`: only the defences of those rows or rules.
 * Paths (`-- scripts/public/site site/src/desk/acts.ts`): only the mutations of these files. `--sample 40 --seed 1`: how many, and which.
 * It works on a copy, so that nothing here changes meanwhile. What neither a test nor the types notice is listed: write a test for
 * it, or say in docs/proof.md why it changes nothing.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from '../naive-judge/random.ts';
import { ROOT } from '../support/folders.ts';
import { trackedFiles } from '../support/tracked.ts';
import { DEFENCES } from './defences.ts';
import { mutantsOf } from './operators.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    rows: { type: 'string', default: '' },
  },
});
const paths = positionals.map((path) => path.replace(/\/+$/, ''));
const rows = values.rows.split(',').filter(Boolean);

/** Where mutations are taken from, and the tests that must notice them. A file belongs to the first folder that it lies in. */
interface Area {
  readonly folder: string;
  /** Whether the naive judge is asked before the tests. */
  readonly judge?: boolean;
  readonly tests: readonly string[];
  /** Tests that take longer: run where the others have noticed nothing. */
  readonly slow?: readonly string[];
}

const AREAS: readonly Area[] = [
  {
    folder: 'scripts/domain/case',
    judge: true,
    tests: ['tests/domain', 'scripts/domain/case', 'scripts/domain/words', 'scripts/public'],
  },
  {
    folder: 'scripts/domain/journal',
    tests: ['scripts/domain/journal', 'scripts/engine/register', 'tests/domain/month'],
  },
  { folder: 'scripts/domain/documents', tests: ['scripts/domain/documents', 'tests/documents'] },
  {
    folder: 'scripts/engine/register',
    tests: ['scripts/engine/register', 'tests/domain/tampering', 'tests/log', 'tests/e2e/log'],
    slow: ['tests/e2e/linked', 'tests/e2e/signed', 'tests/e2e/storage', 'tests/cli/clone'],
  },
  {
    folder: 'scripts/engine/forge',
    tests: ['scripts/engine/forge', 'tests/e2e/verify-forge'],
    slow: ['tests/e2e/attested', 'tests/e2e/endings', 'tests/e2e/faults', 'tests/e2e/flood', 'tests/e2e/repairs'],
  },
  {
    folder: 'scripts/engine',
    tests: ['scripts/engine/config', 'scripts/engine/process', 'tests/e2e/straight-walk'],
    slow: [
      'tests/e2e/attested',
      'tests/e2e/faults',
      'tests/e2e/new-sop',
      'tests/e2e/races',
      'tests/e2e/repairs',
      'tests/e2e/time',
    ],
  },
  {
    folder: 'scripts/embedded/forge',
    tests: ['scripts/embedded/forge', 'scripts/engine/forge', 'tests/e2e/refusals', 'tests/e2e/repairs'],
    slow: ['tests/conformity', 'tests/e2e/crash', 'tests/e2e/grants', 'tests/e2e/storage'],
  },
  { folder: 'scripts/public', tests: ['scripts/public'], slow: ['tests/site', 'tests/documents'] },
  { folder: 'site/src', tests: ['site/src', 'scripts/public/site'], slow: ['tests/site', 'tests/browser'] },
];

const copy = mkdtempSync(join(tmpdir(), 'mutation-'));

function prepare(): void {
  for (const path of trackedFiles()) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(ROOT, path), join(copy, path));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  // Some tests ask git which files there are.
  spawnSync('git', ['init', '--quiet'], { cwd: copy });
  spawnSync('git', ['add', '--all'], { cwd: copy });
}

/** Whether a program that is run in the copy fails. */
const fails = (program: string, args: readonly string[], minutes: number): boolean =>
  spawnSync(program, args, {
    cwd: copy,
    stdio: 'ignore',
    timeout: minutes * 60_000,
    // What hangs or fails takes its own folder of files along, not ours.
    env: { ...process.env, DISPOSISI_SEED: '20261125' },
  }).status !== 0;

/** Whether these tests notice what was changed. */
const areNoticed = (tests: readonly string[], minutes = 10): boolean =>
  fails('npx', ['vitest', 'run', '--bail', '1', '--reporter', 'dot', '--passWithNoTests', ...tests], minutes);

const judgeNotices = (): boolean => fails(process.execPath, ['tests/naive-judge/main.ts', '--histories', '200'], 5);

/** An import that nothing uses any more is no fault here. */
const typesNotice = (): boolean =>
  fails('npx', ['tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', '.types', '--noUnusedLocals', 'false'], 10);

function changed<T>(file: string, from: string, to: string, look: () => T): T {
  writeFileSync(join(copy, file), to);
  try {
    return look();
  } finally {
    writeFileSync(join(copy, file), from);
  }
}

const survivors: string[] = [];
const lost: string[] = [];
let tried = 0;

/** The defences that are asked for; a row is `51`, its part `51 (size)`, and `7, 8 (R18)` is row 7, row 8 and rule R18. */
const chosen = DEFENCES.filter(
  ({ row }) => paths.length === 0 && (rows.length === 0 || rows.some((each) => row.match(/\w+/g)?.includes(each))),
);

const sound = new Set<readonly string[]>();
/** Nothing is proved by a test that fails anyway. */
function demandSound(tests: readonly string[]): void {
  if (!sound.has(tests) && areNoticed(tests, 60))
    throw new Error(`These tests fail with nothing changed; fix them first: ${tests.join(' ')}`);
  sound.add(tests);
}

function takeOutDefences(): void {
  demandSound([...new Set(chosen.flatMap((defence) => defence.tests))]);
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
      () => areNoticed(tests),
    );
    console.log(`${noticed ? 'noticed' : 'SURVIVED'}: ${name}`);
    if (!noticed) survivors.push(name);
  }
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
  for (let left = Number(values.sample ?? 40); left > 0 && all.length > 0; left -= 1) {
    const [one] = all.splice(random.below(all.length), 1);
    if (!one) return;
    const { area, path, text, mutant } = one;
    const mutated = text.slice(0, mutant.start) + mutant.to + text.slice(mutant.end);
    demandSound(area.tests);
    const byQuick = (): boolean => (area.judge && judgeNotices()) || areNoticed(area.tests) || typesNotice();
    let noticed = changed(path, text, mutated, byQuick);
    if (!noticed && area.slow) {
      demandSound(area.slow);
      noticed = changed(path, text, mutated, () => areNoticed(area.slow ?? [], 60));
    }
    tried += 1;
    console.log(`${noticed ? 'noticed' : 'SURVIVED'}: ${mutant.label}`);
    if (!noticed) survivors.push(mutant.label);
  }
}

try {
  prepare();
  if (chosen.length > 0) takeOutDefences();
  if (rows.length === 0 || values.sample !== undefined) trySample();
} finally {
  rmSync(copy, { recursive: true, force: true });
}
for (const each of survivors) console.log(`survived: ${each}`);
console.log(`${tried} tried, ${survivors.length} that nothing noticed, ${lost.length} not found`);
process.exitCode = survivors.length + lost.length > 0 ? 1 : 0;
