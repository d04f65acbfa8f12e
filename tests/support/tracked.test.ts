import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { trackedFiles, trackedNames } from './tracked.ts';

const folder = mkdtempSync(join(tmpdir(), 'disposisi-tracked-'));
const env = {
  ...process.env,
  GIT_AUTHOR_NAME: 'x',
  GIT_AUTHOR_EMAIL: 'x@example.invalid',
  GIT_COMMITTER_NAME: 'x',
  GIT_COMMITTER_EMAIL: 'x@example.invalid',
};
const git = (...args: string[]): unknown =>
  execFileSync('git', ['-c', 'commit.gpgsign=false', ...args], { cwd: folder, env, stdio: 'pipe' });
const write = (path: string, text = 'x'): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

beforeAll(() => {
  git('init', '-q');
  for (const path of ['README.md', 'docs/guide/a.md', 'docs/b.md', 'scripts/gone.ts', 'surat baru.md']) write(path);
  git('add', '.');
  rmSync(join(folder, 'scripts'), { recursive: true });
  // These are files that a manual walk and a day’s work leave.
  git('init', '-q', 'klona');
  git('-C', 'klona', 'commit', '-q', '--allow-empty', '-m', 'x');
  for (const path of ['klona/sops/x.yaml', 'docs/b.md~', 'docs/guide/draft.md', 'docs/folder.md/x', 'odd\nname.md'])
    write(path);
  symlinkSync('nowhere', join(folder, 'docs/link.md'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the project’s files are those that git tracks and that exist: no clone, draft, editor’s copy or deleted file', () => {
  expect(trackedFiles('.', folder)).toEqual(['README.md', 'docs/b.md', 'docs/guide/a.md', 'surat baru.md']);
  expect(trackedFiles('docs', folder)).toEqual(['docs/b.md', 'docs/guide/a.md']);
  expect(trackedNames('docs', folder)).toEqual(['b.md', 'guide']);
});

test('a clone that was added by mistake is no file of the project', () => {
  git('add', 'klona');
  expect(trackedFiles('.', folder)).not.toContain('klona');
});

test('this project’s own files are listed', () => {
  expect(trackedFiles()).toContain('tests/support/in-memory.ts');
  expect(trackedNames('.github/workflows')).toContain('reconcile.yml');
});
