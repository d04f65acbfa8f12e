import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { Command } from '../support/commands.ts';
import { ROOT } from '../support/folders.ts';
import { trackedFiles } from '../support/tracked.ts';

/** A change of one file: a text that replaces what is between two positions. */
export interface Change {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly to: string;
}

const copy = mkdtempSync(join(tmpdir(), 'mutation-'));

/** Makes the copy in which files are mutated: the project with its history, and with changes that are not committed. */
export function makeCopy(): void {
  // Some tests ask git which files exist, or what earlier versions wrote.
  spawnSync('git', ['clone', '--quiet', '--no-checkout', ROOT, copy]);
  for (const path of trackedFiles()) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(ROOT, path), join(copy, path));
  }
  spawnSync('git', ['add', '--all'], { cwd: copy });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
}

export const removeCopy = (): void => rmSync(copy, { recursive: true, force: true });

/** Returns whether a program that runs in the copy fails. A program that does not end in time fails. */
const fails = (program: string, args: readonly string[], minutes: number): boolean =>
  spawnSync(program, args, {
    cwd: copy,
    stdio: 'ignore',
    timeout: minutes * 60_000,
    // The property tests use a fixed seed, even if this program was started with another seed.
    env: { ...process.env, DISPOSISI_SEED: '20261125' },
  }).status !== 0;

/** Returns whether the types notice a change. An unused import is no error here. */
export const typesNotice = (): boolean =>
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

/** Makes the bundle in the copy, so that tests of the bundle run the mutation too. Returns whether that is possible. */
export const canBundle = (): boolean => !fails('npm', ['run', '--silent', 'bundle'], 10);

interface Run {
  readonly commands: readonly Command[];
  /** Files and folders of tests. Without any, all tests of the commands run. */
  readonly places?: readonly string[];
  /** Whether the run ends at the first failure. */
  readonly isShort?: boolean;
  readonly minutes: number;
}

/**
 * Runs tests in the copy, and returns the files with a failed test. Returns `undefined` if the run broke, or did not end
 * in time. The test that finds each defence in its file by text is left out: it says nothing about what the code does.
 */
export function failingTests({ commands, places = [], isShort = false, minutes }: Run): string[] | undefined {
  const report = join(copy, '.report.json');
  rmSync(report, { force: true });
  const isBroken = fails(
    'npx',
    [
      ...['vitest', 'run', '--passWithNoTests', '--exclude', 'tests/mutation/**', ...(isShort ? ['--bail', '1'] : [])],
      ...['--reporter', 'json', '--outputFile', report],
      ...commands.flatMap((command) => ['--project', `${command}*`]),
      ...places,
    ],
    minutes,
  );
  if (!isBroken) return [];
  if (!existsSync(report)) return undefined;
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    testResults: readonly { readonly name: string; readonly status: string }[];
  };
  const failed = testResults.filter(({ status }) => status === 'failed').map(({ name }) => relative(copy, name));
  return failed.length > 0 ? failed : undefined;
}

/** Makes changes in the copy, calls `look`, and undoes the changes. Returns the result of `look`. */
export function changed<T>(changes: readonly Change[], look: () => T): T {
  const paths = [...new Set(changes.map(({ path }) => path))];
  for (const { path, start, end, to } of changes.toSorted((a, b) => b.start - a.start)) {
    const text = readFileSync(join(copy, path), 'utf8');
    writeFileSync(join(copy, path), text.slice(0, start) + to + text.slice(end));
  }
  try {
    return look();
  } finally {
    for (const path of paths) cpSync(join(ROOT, path), join(copy, path));
    spawnSync('git', ['checkout', '--quiet', '--', '.github/actions'], { cwd: copy });
  }
}
