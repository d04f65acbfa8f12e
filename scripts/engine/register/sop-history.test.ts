import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importCommits, initRepository } from '#tests/support/git-commits.ts';
import { readSopHistory, readSopTexts, type SopHistory } from './sop-history.ts';

let folder: string;
let place: string;
let commits: string[] = [];
const FIRST = 1_764_000_000;
const at = (i: number): string => `${new Date((FIRST + i) * 1_000).toISOString().slice(0, 19)}Z`;

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'sop-history-'));
  folder = join(place, 'whole.git');
  initRepository(folder);
  commits = importCommits(folder, 'main', [
    { files: { 'sops/satu.yaml': 'satu\n', 'sops/roles.yaml': 'roles\n' } },
    { files: { 'requests/2026/a.yaml': 'a\n' } },
    { files: { 'sops/satu.yaml': 'dua\n', 'sops/documents/surat.yaml': 'surat\n' } },
    // A change of a file that is no SOP.
    { files: { 'sops/roles.yaml': 'lain\n' } },
    { files: { 'sops/baru.yaml': 'baru\n', 'sops/satu.yaml': null } },
    { files: { 'requests/2026/b.yaml': 'b\n' } },
  ]);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

const head = (i: number): string => commits[i] ?? '';
/** The author of commits. On a machine without git settings, git has no author. */
const SOMEBODY = ['-c', 'user.name=Contoh', '-c', 'user.email=contoh@example.invalid'];
const git = (...args: string[]): string =>
  execFileSync('git', ['-C', folder, ...SOMEBODY, ...args], { encoding: 'utf8' }).trim();
const reported = (history: SopHistory) =>
  history.moves.map(({ path, blob, commit, at: when }) => [path, blob !== undefined, commits.indexOf(commit), when]);

it('the history says when each file of an SOP was added, changed and removed, and nothing of roles and templates', async () => {
  const history = await readSopHistory(folder, head(5));
  expect(history).toMatchObject({ head: head(5), isWhole: true });
  expect(reported(history)).toEqual([
    ['sops/satu.yaml', true, 0, at(0)],
    ['sops/satu.yaml', true, 2, at(2)],
    ['sops/baru.yaml', true, 4, at(4)],
    ['sops/satu.yaml', false, 4, at(4)],
  ]);
  const texts = await readSopTexts(folder, history, async () => undefined);
  expect([...texts.values()].sort()).toEqual(['baru\n', 'dua\n', 'satu\n']);
});

it('a change by a pull request is dated by its merge, also if it is the newest change', async () => {
  const branch = git('commit-tree', '-p', head(2), '-m', 'cabang', treeWith('sops/satu.yaml', 'tiga\n'));
  const merge = git('commit-tree', '-p', head(2), '-p', branch, '-m', 'gabung', `${branch}^{tree}`);
  const known = await readSopHistory(folder, head(2));
  const [more, whole] = [await readSopHistory(folder, merge, known), await readSopHistory(folder, merge)];
  expect(more).toEqual(whole);
  expect(more?.moves.at(-1)).toMatchObject({ path: 'sops/satu.yaml', commit: merge });
});

/** Writes the tree of main’s third commit with another version of one file. */
function treeWith(path: string, text: string): string {
  const index = { ...process.env, GIT_INDEX_FILE: join(place, 'index') };
  const run = (args: string[], input = '') =>
    execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', env: index, input }).trim();
  const blob = run(['hash-object', '-w', '--stdin'], text);
  run(['read-tree', head(2)]);
  run(['update-index', '--add', '--cacheinfo', `100644,${blob},${path}`]);
  return run(['write-tree']);
}

it('R38: a known history is kept and only extended by new commits; if main was rewritten, all of it is read again', async () => {
  const known = await readSopHistory(folder, head(0));
  expect(await readSopHistory(folder, head(0), known)).toBe(known);
  const later = await readSopHistory(folder, head(1), known);
  expect(later).toEqual({ ...known, head: head(1) });
  expect(later.moves).toBe(known.moves);
  const all = await readSopHistory(folder, head(5));
  expect(await readSopHistory(folder, head(5), known)).toEqual(all);
  // If main was rewritten, its whole history is read again.
  const other = { ...known, head: 'f'.repeat(40) };
  expect(await readSopHistory(folder, head(5), other)).toEqual(all);
});

it('the history in a shallow clone is not whole, and gives no date to files that existed before it begins', async () => {
  const cut = join(place, 'cut.git');
  execFileSync('git', ['clone', '--quiet', '--bare', '--depth=3', `file://${folder}`, cut]);
  const history = await readSopHistory(cut, head(5));
  expect(history).toMatchObject({ isWhole: false, since: at(3) });
  expect(reported(history)).toEqual([
    ['sops/satu.yaml', true, 3, undefined],
    ['sops/baru.yaml', true, 4, at(4)],
    ['sops/satu.yaml', false, 4, at(4)],
  ]);
});

it('a clone of the newest commit alone removes nothing from a known history', async () => {
  const newest = join(place, 'newest.git');
  execFileSync('git', ['clone', '--quiet', '--bare', '--depth=1', `file://${folder}`, newest]);
  const known = await readSopHistory(folder, head(4));
  const later = await readSopHistory(newest, head(5), known);
  expect(later).toEqual({ ...known, head: head(5) });
  expect(later.moves).toBe(known.moves);
});
