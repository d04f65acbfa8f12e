/**
 * `npm run test:mutation` removes each defence of `defences.ts`, one after the other, and checks that a test fails.
 * Then it does the same with a sample of single mutations that pass the types.
 * `--rows 51,52` runs only the defences of those rows or rules. Paths (`-- scripts/public/site site/src/desk/acts.ts`)
 * run only the mutations of these files. `--sample 40 --seed 1` runs only a sample of this size, by this seed.
 * A mutation of the sample is tested by the tests of `npm test` that reach its file by the fewest imports. With
 * `--whole`, a mutation that these tests do not notice is tested by all tests of `npm test`, and then by those of the
 * other two commands. `--results FILE` keeps the results, so that a stopped run continues later.
 * The command works on a copy, so that the project does not change. It lists the mutations that no test notices. Write
 * a test for each, or state in docs/proof.md why the mutation changes nothing.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from '../naive-judge/random.ts';
import { type Command, commandOf, DAILY } from '../support/commands.ts';
import { ROOT } from '../support/folders.ts';
import { trackedFiles } from '../support/tracked.ts';
import { canBundle, type Change, changed, failingTests, makeCopy, removeCopy, typesNotice } from './copy.ts';
import { DEFENCES } from './defences.ts';
import { nearestTests } from './near.ts';
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

/** The folders whose files are mutated. */
const FOLDERS = [
  'scripts/domain/',
  'scripts/engine/',
  'scripts/embedded/',
  'scripts/entry/',
  'scripts/public/',
  'site/src/',
];

/** The number of test files near a mutation that run, and of mutations that all tests then test together. */
const NEAR = 12;
const TOGETHER = 10;

/** The minutes that all tests of one command may take, and some tests. A longer run counts as hanging. */
const ALL_MINUTES = 40;
const SOME_MINUTES = 10;

/** The answers so far, by question. They include the answers of an earlier run with the same file of results. */
const found = new Map<string, boolean>(
  values.results !== undefined && existsSync(values.results)
    ? readFileSync(values.results, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as [string, boolean])
    : [],
);

/** Returns the known answer to a question. Otherwise calls `look` for the answer, and keeps it. */
function answerOf(question: string, look: () => boolean): boolean {
  const known = found.get(question);
  if (known !== undefined) return known;
  const answer = look();
  found.set(question, answer);
  if (values.results !== undefined) appendFileSync(values.results, `${JSON.stringify([question, answer])}\n`);
  return answer;
}

/**
 * Checks that tests pass without a mutation, since a test that fails anyway proves nothing.
 * @throws if a test fails
 */
function demandSound(commands: readonly Command[], places: readonly string[]): void {
  const failed = failingTests({ commands, places, minutes: ALL_MINUTES });
  if (failed?.length === 0) return;
  throw new Error(`These tests fail with nothing changed; fix them first: ${failed?.join(', ') ?? 'the run broke'}`);
}

const survivors: string[] = [];
const lost: string[] = [];
let tried = 0;

const isSampleAlone = values.sample !== undefined;

/** The chosen defences. A row is `51`, its part `51 (size)`, and `7, 8 (R18)` is row 7, row 8 and rule R18. */
const chosen = DEFENCES.filter(({ row }) =>
  rows.length > 0 ? rows.some((each) => row.match(/\w+/g)?.includes(each)) : paths.length === 0 && !isSampleAlone,
);

function removeDefences(): void {
  demandSound(DAILY, [...new Set(chosen.flatMap((defence) => defence.tests))]);
  for (const { row, file, from, to, tests } of chosen) {
    const parts = readFileSync(join(ROOT, file), 'utf8').split(from);
    const name = `row ${row}, ${file}: ${from.trim().split('\n')[0]?.slice(0, 80)}`;
    if (parts.length !== 2) {
      lost.push(name);
      console.log(`not found: ${name}`);
      continue;
    }
    tried += 1;
    const start = parts[0]?.length ?? 0;
    const noticed = changed([{ path: file, start, end: start + from.length, to }], () => isFailing(DAILY, tests));
    console.log(`${noticed ? 'noticed' : 'SURVIVED'}: ${name}`);
    if (!noticed) survivors.push(name);
  }
}

/** Returns whether one of some tests fails, or their run breaks. */
const isFailing = (commands: readonly Command[], places: readonly string[]): boolean =>
  failingTests({ commands, places, isShort: true, minutes: SOME_MINUTES })?.length !== 0;

interface Candidate extends Change {
  readonly name: string;
}

/** Lists every mutation of the chosen files. */
function candidates(): Candidate[] {
  const isAsked = (path: string): boolean =>
    paths.length === 0 || paths.some((each) => path === each || path.startsWith(`${each}/`));
  const files = trackedFiles().filter(
    (path) =>
      FOLDERS.some((folder) => path.startsWith(folder)) &&
      /(?<!\.test|\.d)\.tsx?$/.test(path) &&
      !path.includes('/generated/') &&
      isAsked(path),
  );
  const all = files.flatMap((path) =>
    // Two mutations of one line may have the same label.
    mutantsOf(path, readFileSync(join(ROOT, path), 'utf8')).map(({ label, ...mutant }) => ({
      ...mutant,
      path,
      name: `${label} (${mutant.start})`,
    })),
  );
  console.log(`${all.length} mutations in ${files.length} files`);
  return all;
}

/** Returns a random sample of the mutations that the types do not notice. */
function draw(): Candidate[] {
  const all = candidates();
  const random = new Random(Number(values.seed));
  if (typesNotice()) throw new Error('The types fail with nothing changed; fix them first: npm run types.');
  const drawn: Candidate[] = [];
  while (drawn.length < Number(values.sample ?? 40) && all.length > 0) {
    const [one] = all.splice(random.below(all.length), 1);
    if (one && !answerOf(`types: ${one.name}`, () => changed([one], typesNotice))) drawn.push(one);
  }
  return drawn;
}

function trySample(): void {
  const drawn = draw();
  console.log(`${drawn.length} mutations that the types let pass`);
  const nearest = nearestTests();
  const noticed = new Set<Candidate>();
  for (const one of drawn) {
    const near = nearest(one.path).filter((path) => commandOf(path) === 'test');
    const isNoticed = answerOf(
      `near: ${one.name}`,
      () => near.length > 0 && changed([one], () => isFailing(['test'], near.slice(0, NEAR))),
    );
    if (isNoticed) noticed.add(one);
    console.log(`${isNoticed ? 'noticed near it' : 'not noticed near it'}: ${one.name}`);
  }
  const report = (by: string): void =>
    console.log(
      `noticed by ${by}: ${noticed.size} of ${drawn.length} (${Math.floor((100 * noticed.size) / drawn.length)} %)`,
    );
  report('the tests near them');
  for (const command of values.whole ? DAILY : []) {
    const left = drawn.filter((one) => !noticed.has(one));
    if (left.some((one) => !found.has(`${command}: ${one.name}`)))
      answerOf(`without a mutation: ${command}`, () => (demandSound([command], []), false));
    while (left.length > 0) for (const one of noticedBy(command, left.splice(0, TOGETHER))) noticed.add(one);
    report(command === 'test' ? 'npm test' : `npm test and the rest up to test:${command}`);
  }
  tried += drawn.length;
  survivors.push(...drawn.filter((one) => !noticed.has(one)).map(({ name }) => name));
}

/**
 * Returns those of these mutations that the tests of a command notice. First all tests run with all mutations together.
 * Then the failed test files run with each mutation alone, and show which mutations are noticed. The other mutations
 * are tested together again.
 */
function noticedBy(command: Command, mutations: readonly Candidate[]): Candidate[] {
  const question = (one: Candidate): string => `${command}: ${one.name}`;
  const known = mutations.filter((one) => found.get(question(one)) === true);
  const open = mutations.filter((one) => !found.has(question(one)));
  const answer = (some: readonly Candidate[], isNoticed: boolean): Candidate[] => {
    for (const one of some) answerOf(question(one), () => isNoticed);
    if (some.length > 0)
      console.log(`${isNoticed ? 'noticed' : 'not noticed'} by ${command}: ${some.map(({ name }) => name).join('; ')}`);
    return isNoticed ? [...some] : [];
  };
  if (open.length === 0) return known;
  const failed = changed(open, () =>
    canBundle() ? failingTests({ commands: [command], minutes: ALL_MINUTES }) : undefined,
  );
  if (failed?.length === 0) return [...known, ...answer(open, false)];
  if (open.length === 1) return [...known, ...answer(open, true)];
  const one = failed ? open.filter((each) => changed([each], () => !canBundle() || isFailing([command], failed))) : [];
  const rest = open.filter((each) => !one.includes(each));
  const middle = Math.ceil(rest.length / 2);
  // If no mutation alone makes a test fail, two halves are tested separately.
  const groups = one.length > 0 ? [rest] : [rest.slice(0, middle), rest.slice(middle)];
  return [...known, ...answer(one, true), ...groups.flatMap((group) => noticedBy(command, group))];
}

try {
  makeCopy();
  if (chosen.length > 0) removeDefences();
  if (rows.length === 0 || isSampleAlone) trySample();
} finally {
  removeCopy();
}
for (const each of survivors) console.log(`survived: ${each}`);
console.log(`${tried} tried, ${survivors.length} that nothing noticed, ${lost.length} not found`);
process.exitCode = survivors.length + lost.length > 0 ? 1 : 0;
