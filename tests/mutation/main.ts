/**
 * `npm run test:mutation`: takes out each defence that docs/SECURITY.md names, one after the other, and sees whether a test
 * fails; then does the same with a sample of single operators (`--sample 40 --seed 1`; `--defences 0` leaves the first part
 * out, `--rows 51,52` takes those rows or rules only, `--only signed.ts` those whose row or file says so, operators too). It
 * works on a copy, so that nothing here changes meanwhile. What no test notices is listed: kill it by a test, or say in
 * docs/proof.md why it changes nothing.
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

const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    defences: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    rows: { type: 'string', default: '' },
  },
});

/** Where operators are taken from, and what must notice: the quickest first. */
const AREAS: readonly { readonly folder: string; readonly judge: boolean; readonly tests: readonly string[] }[] = [
  {
    folder: 'scripts/domain/case',
    judge: true,
    tests: ['tests/domain', 'scripts/domain/case', 'scripts/domain/words', 'scripts/public'],
  },
  {
    folder: 'scripts/domain/journal',
    judge: false,
    tests: ['scripts/domain/journal', 'scripts/engine/register', 'tests/domain/month'],
  },
  {
    folder: 'scripts/domain/documents',
    judge: false,
    tests: ['scripts/domain/documents', 'tests/documents'],
  },
  {
    folder: 'scripts/engine/register',
    judge: false,
    tests: ['scripts/engine/register', 'tests/domain/tampering', 'tests/log', 'tests/e2e/log'],
  },
  {
    folder: 'scripts/embedded/forge/model',
    judge: false,
    tests: ['scripts/embedded/forge', 'scripts/engine/forge', 'tests/e2e/refusals', 'tests/e2e/repairs'],
  },
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

/** Whether these tests notice what was changed. */
function areNoticed(tests: readonly string[]): boolean {
  const run = spawnSync('npx', ['vitest', 'run', '--bail', '1', '--reporter', 'dot', '--passWithNoTests', ...tests], {
    cwd: copy,
    stdio: 'ignore',
    timeout: 600_000,
    // What hangs or fails takes its own folder of files along, not ours.
    env: { ...process.env, DISPOSISI_SEED: '20261125' },
  });
  return run.status !== 0;
}

const judgeNotices = (): boolean =>
  spawnSync(process.execPath, ['tests/naive-judge/main.ts', '--histories', '200'], {
    cwd: copy,
    stdio: 'ignore',
    timeout: 300_000,
  }).status !== 0;

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

const rows = values.rows.split(',').filter(Boolean);
/** Those that are asked for; a row is `51`, its part `51 (size)`, and `7, 8 (R18)` is row 7, row 8 and rule R18. */
const chosen = DEFENCES.filter(
  ({ row, file }) =>
    `${row} ${file}`.includes(values.only) &&
    (rows.length === 0 || rows.some((each) => row.match(/\w+/g)?.includes(each))),
);

/** Nothing is proved by a test that fails anyway. */
function demandSound(): void {
  const tests = [...new Set(chosen.flatMap((defence) => defence.tests))];
  if (areNoticed(tests)) throw new Error('These tests fail with all defences in place; mend them first.');
}

function takeOutDefences(): void {
  demandSound();
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

function sampleOperators(): void {
  const random = new Random(Number(values.seed));
  const files = AREAS.flatMap((area) =>
    trackedFiles(area.folder)
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && path.includes(values.only))
      .map((path) => ({ ...area, path, text: readFileSync(join(ROOT, path), 'utf8') })),
  );
  const all = files.flatMap((file) => mutantsOf(file.path, file.text).map((mutant) => ({ ...file, mutant })));
  console.log(`${all.length} operators in ${files.length} files`);
  for (let left = Number(values.sample); left > 0; left -= 1) {
    const { path, text, judge, tests, mutant } = random.pick(all);
    tried += 1;
    const mutated = text.slice(0, mutant.start) + mutant.to + text.slice(mutant.end);
    const noticed = changed(path, text, mutated, () => (judge && judgeNotices()) || areNoticed(tests));
    console.log(`${noticed ? 'noticed' : 'SURVIVED'}: ${mutant.told}`);
    if (!noticed) survivors.push(mutant.told);
  }
}

try {
  prepare();
  if (values.defences !== '0') takeOutDefences();
  sampleOperators();
} finally {
  rmSync(copy, { recursive: true, force: true });
}
for (const each of survivors) console.log(`survived: ${each}`);
console.log(`${tried} taken out, ${survivors.length} that no test noticed, ${lost.length} not found`);
process.exitCode = survivors.length + lost.length > 0 ? 1 : 0;
