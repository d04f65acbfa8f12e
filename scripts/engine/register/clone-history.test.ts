import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { importCommits, initRepository } from '#tests/support/git-commits.ts';
import { readCommits } from './clone-history.ts';

const place = mkdtempSync(join(tmpdir(), 'clone-history-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** The settings of an account whose clock says 2001. */
const IN_2001 = {
  ...{ GIT_AUTHOR_NAME: 'Contoh', GIT_AUTHOR_EMAIL: 'contoh@example.invalid' },
  ...{ GIT_COMMITTER_NAME: 'Contoh', GIT_COMMITTER_EMAIL: 'contoh@example.invalid' },
  ...{ GIT_AUTHOR_DATE: '2001-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2001-01-01T00:00:00Z' },
};

test('R17: the commits of main come in the order in which each followed the other, although a clock was wrong', async () => {
  const folder = join(place, 'main.git');
  initRepository(folder);
  const commits = importCommits(folder, 'main', [
    { files: { 'sops/roles.yaml': 'satu\n' } },
    { files: { 'sops/roles.yaml': 'dua\n' } },
    { files: { 'requests/2026/a.yaml': 'a\n' }, merges: [0] },
  ]);
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', env: { ...process.env, ...IN_2001 } }).trim();
  const [first = '', second = '', third = ''] = commits;
  const before = git('commit-tree', '-p', third, '-m', 'Jam mundur', `${first}^{tree}`);
  const after = git('commit-tree', '-p', before, '-m', 'Lalu', `${second}^{tree}`);
  const read = async (...folders: string[]) => (await readCommits(folder, after, { folders })).map(({ oid }) => oid);
  expect(await read()).toEqual([...commits, before, after]);
  expect(await read('sops')).toEqual([first, second, before, after]);
});

test('R17: a change that a merge brings first is read, although no commit before it has a file in that folder', async () => {
  const folder = join(place, 'merged.git');
  initRepository(folder);
  const [first = '', side = ''] = importCommits(folder, 'main', [
    { files: { 'README.md': 'satu\n' } },
    { files: { 'README.md': 'satu\n', 'sops/roles.yaml': 'satu\n' } },
  ]);
  const merged = execFileSync(
    'git',
    ['-C', folder, 'commit-tree', '-p', first, '-p', side, '-m', 'Gabung', `${side}^{tree}`],
    { encoding: 'utf8', env: { ...process.env, ...IN_2001 } },
  ).trim();
  const read = await readCommits(folder, merged, { folders: ['sops'] });
  expect(read.map(({ oid, changes }) => [oid, changes.map(({ path }) => path)])).toEqual([
    [merged, ['sops/roles.yaml']],
  ]);
});
