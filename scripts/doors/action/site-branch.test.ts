import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { documentPath, journalPath } from '#domain/journal/paths.ts';
import { importCommits, initRepository } from '#tests/support/git-commits.ts';
import { openGitFolder } from './git-folder.ts';
import { fetchSources } from './site-branch.ts';

const root = mkdtempSync(join(tmpdir(), 'site-branch-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('R38, R47: of the register pages are made of, journals come whatever their size, and signed documents do not', async () => {
  const origin = join(root, 'kantor/disposisi.git');
  execFileSync('mkdir', ['-p', join(root, 'kantor')]);
  initRepository(origin);
  execFileSync('git', ['-C', origin, 'config', 'uploadpack.allowFilter', 'true']);
  execFileSync('git', ['-C', origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true']);
  importCommits(origin, 'main', [{ files: { 'README.md': 'x\n' } }]);
  const paths = { small: journalPath(1), large: journalPath(2), document: documentPath(2, 'a'.repeat(64)) };
  const files = { [paths.small]: '{}\n', [paths.large]: '1'.repeat(300_000), [paths.document]: 'p'.repeat(300_000) };
  const [register = ''] = importCommits(origin, 'register', [{ files }]);
  const place = { owner: 'kantor', repo: 'disposisi', serverUrl: `file://${root}`, token: 'x', temp: root };
  const folder = await openGitFolder(place, true);
  await fetchSources(folder, { site: undefined, register, published: undefined });
  const here = (path: string): string =>
    execFileSync('git', ['-C', folder.path, 'cat-file', '--batch-check=%(objecttype)'], {
      input: `${register}:${path}\n`,
      env: { ...process.env, GIT_NO_LAZY_FETCH: '1' },
      encoding: 'utf8',
    });
  expect(here(paths.small)).toBe('blob\n');
  expect(here(paths.large)).toBe('blob\n');
  expect(here(paths.document)).toContain('missing');
});
