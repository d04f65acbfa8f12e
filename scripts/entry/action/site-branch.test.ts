import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { documentPath, journalPath } from '#domain/journal/paths.ts';
import { listFiles } from '#engine/register/git.ts';
import { importCommits, initRepository } from '#tests/support/git-commits.ts';
import { openGitFolder } from './git-folder.ts';
import { fetchSources, readSiteHeads } from './site-branch.ts';

const root = mkdtempSync(join(tmpdir(), 'site-branch-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Makes a repository of the forge that supports a fetch with a filter. */
function makeOrigin(owner: string): string {
  const origin = join(root, owner, 'disposisi.git');
  mkdirSync(join(root, owner));
  initRepository(origin);
  execFileSync('git', ['-C', origin, 'config', 'uploadpack.allowFilter', 'true']);
  execFileSync('git', ['-C', origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true']);
  return origin;
}

/** Returns the type of an object, if it is in this clone. */
const typeHere = (folder: string, name: string): string =>
  execFileSync('git', ['-C', folder, 'cat-file', '--batch-check=%(objecttype)'], {
    input: `${name}\n`,
    env: { ...process.env, GIT_NO_LAZY_FETCH: '1' },
    encoding: 'utf8',
  });

test('R38: the missing contents of twenty files are fetched at once', async () => {
  const origin = makeOrigin('banyak');
  const numbers = Array.from({ length: 20 }, (_, at) => at);
  importCommits(origin, 'main', [{ files: Object.fromEntries(numbers.map((at) => [`${at}.txt`, `${at}\n`])) }]);
  const place = { owner: 'banyak', repo: 'disposisi', serverUrl: `file://${root}`, token: 'x', temp: root };
  const folder = await openGitFolder(place, true);
  await folder.fetch('--depth=1', '--filter=blob:none', 'origin', '+refs/heads/main:refs/heads/main');
  const packs = (): number =>
    readdirSync(join(folder.path, 'objects/pack')).filter((name) => /\.pack$/.test(name)).length;
  const before = packs();
  const files = await listFiles(folder.path, 'refs/heads/main', ['.']);
  await folder.obtain(files.map(({ oid }) => oid));
  // Each fetch leaves one pack.
  expect([files.length, packs() - before]).toEqual([20, 1]);
});

test('R38: the published commit is read without the folders of the site', async () => {
  const origin = makeOrigin('lihat');
  const [site = ''] = importCommits(origin, 'site', [{ files: { 'berkas/satu/index.html': 'x\n' } }]);
  const place = { owner: 'lihat', repo: 'disposisi', serverUrl: `file://${root}`, token: 'x', temp: root };
  const folder = await openGitFolder(place, true);
  expect(await readSiteHeads(folder)).toMatchObject({ site, published: undefined });
  expect(typeHere(folder.path, site)).toBe('commit\n');
  expect(typeHere(folder.path, `${site}^{tree}`)).toContain('missing');
});

test('R38, R47: for the pages, journals of any size are fetched from the register, and signed documents are not', async () => {
  const origin = makeOrigin('kantor');
  importCommits(origin, 'main', [{ files: { 'README.md': 'x\n' } }]);
  const paths = { small: journalPath(1), large: journalPath(2), document: documentPath(2, 'a'.repeat(64)) };
  const files = { [paths.small]: '{}\n', [paths.large]: '1'.repeat(300_000), [paths.document]: 'p'.repeat(300_000) };
  const [register = ''] = importCommits(origin, 'register', [{ files }]);
  const place = { owner: 'kantor', repo: 'disposisi', serverUrl: `file://${root}`, token: 'x', temp: root };
  const folder = await openGitFolder(place, true);
  await fetchSources(folder, { site: undefined, register, published: undefined });
  const here = (path: string): string => typeHere(folder.path, `${register}:${path}`);
  expect(here(paths.small)).toBe('blob\n');
  expect(here(paths.large)).toBe('blob\n');
  expect(here(paths.document)).toContain('missing');
});
