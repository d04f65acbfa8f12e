import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../support/folders.ts';
import { readWorkflow, stepsOf } from './workflow.ts';

const workflow = readWorkflow('release.yml', readFileSync(join(ROOT, '.github/workflows/release.yml'), 'utf8'));
const script = stepsOf(workflow).find(({ step }) => step.run?.includes('gh release create'))?.step.run ?? '';

const CHANGES = `# Changes

## 1.10.0

The later version.

## 1.1.0

### Do first

1. Stop.

## 1.0.0

The first version.
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-'));
  mkdirSync(join(folder, '.github/actions'), { recursive: true });
  writeFileSync(join(folder, 'CHANGELOG.md'), CHANGES);
  // Stands for GitHub’s program: knows the version 1.0.0, and writes down how it is called.
  const gh = '#!/bin/sh\nif [ "$2" = view ]; then test "$3" = v1.0.0; else printf "%s\\n" "$@" > called; fi\n';
  writeFileSync(join(folder, 'gh'), gh, { mode: 0o755 });
  writeFileSync(join(folder, 'git'), '#!/bin/sh\ntest "$*" = "checkout --quiet c0ffee"\n', { mode: 0o755 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the step that publishes, as a runner does. Returns its exit code, its output, and the arguments of `gh`. */
function publish(version: string) {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ version }));
  writeFileSync(join(folder, 'called'), '');
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}`, RUNNER_TEMP: folder, GITHUB_SHA: 'c0ffee' };
  const { status, stdout } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], { cwd: folder, env });
  return { status, out: String(stdout), called: readFileSync(join(folder, 'called'), 'utf8').trim().split('\n') };
}

test('a new version is published with its part of CHANGELOG and the bundle', () => {
  const { status, called } = publish('1.1.0');
  expect(status).toBe(0);
  expect(called.slice(0, 5)).toEqual(['release', 'create', 'v1.1.0', '--target', 'c0ffee']);
  expect(called.at(-1)).toBe(join(folder, 'disposisi-action-1.1.0.tar.gz'));
  expect(readFileSync(join(folder, 'notes.md'), 'utf8')).toBe('## 1.1.0\n\n### Do first\n\n1. Stop.\n\n');
});

test('a version that is published already is not published again', () => {
  expect(publish('1.0.0')).toMatchObject({ status: 0, out: 'v1.0.0 is published already.\n', called: [''] });
});

test('a version of which CHANGELOG says nothing is not published', () => {
  expect(publish('1.2.0')).toMatchObject({
    status: 1,
    out: expect.stringContaining('no part about 1.2.0'),
    called: [''],
  });
});
