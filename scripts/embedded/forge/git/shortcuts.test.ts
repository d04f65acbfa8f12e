import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addedFiles } from './added.ts';
import { diffFiles } from './diff.ts';
import { findFork } from './fork.ts';
import { aheadBehind, commitsBetween, isAncestor, mergeBase, mergeTree } from './history.ts';
import type { TreeEntry } from './objects.ts';
import { lines, Repository } from './repository.ts';
import { runGit } from './run.ts';

// What the forge finds out by reading objects must be what git says of the same commits.

let folder: string;
let repository: Repository;
const commits: string[] = [];

const who = { name: 'Contoh', email: 'contoh@example.invalid', date: '2026-12-01T01:00:00Z' };

/** A commit whose tree holds these files, folders by the slash in a name. */
async function commit(parents: readonly string[], files: Readonly<Record<string, string>>): Promise<string> {
  const tree = await treeOf(files);
  const message = `${commits.length}`;
  const oid = await repository.writeCommit({ tree, parents, author: who, committer: who, message });
  commits.push(oid);
  return oid;
}

async function treeOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folders = new Map<string, Record<string, string>>();
  const entries: TreeEntry[] = [];
  for (const [path, text] of Object.entries(files)) {
    const [name = '', ...rest] = path.split('/');
    if (rest.length > 0) folders.set(name, { ...folders.get(name), [rest.join('/')]: text });
    else entries.push({ name, mode: '100644', oid: await repository.write('blob', Buffer.from(text, 'latin1')) });
  }
  for (const [name, below] of folders) entries.push({ name, mode: '40000', oid: await treeOf(below) });
  return repository.writeTree(entries);
}

const git = async (...args: string[]): Promise<string> =>
  (await runGit(folder, args)).stdout.toString('utf8').trimEnd();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disposisi-git-'));
  repository = await Repository.open(folder);
  // Main has four commits. Two branches leave its second: one of two commits, merged with main, and one commit after the
  // merge; the other of two commits. The last has no parent.
  const first = await commit([], { a: '1\n' });
  const second = await commit([first], { a: '1\n', b: '2\n' });
  const third = await commit([second], { a: '1\n', b: '2\n', 'c/d': '3' });
  const main = await commit([third], { a: '1\n', b: '2\n', 'c/d': '3', 'c/e/f': 'x\0y\n' });
  const early = await commit([second], { a: '1\n', b: 'two\n' });
  const later = await commit([early], { a: '1\n', b: 'two\n', g: '' });
  const clash = await commit([second], { a: '1\n', b: 'zwei\n' });
  const merged = await commit([main, later], { a: '1\n', b: 'two\n', 'c/d': '3', 'c/e/f': 'x\0y\n', g: '' });
  await commit([merged], { a: '1\n', b: 'two\n', 'c/d': '3', g: '' });
  await commit([clash], { b: '1\n', a: 'zwei\n' });
  await commit([], { 'c/d': '3' });
});
afterAll(async () => {
  await repository.close();
  await rm(folder, { recursive: true, force: true });
});

const pairs = (): [string, string][] => commits.flatMap((a) => commits.map((b): [string, string] => [a, b]));

describe('answers without a process', () => {
  test('where commits part, how far each went, and what their merge is', async () => {
    for (const [a, b] of pairs()) {
      const at = `${commits.indexOf(a)} and ${commits.indexOf(b)}`;
      const base = (await git('merge-base', a, b)) || undefined;
      expect([at, await mergeBase(repository, a, b)]).toEqual([at, base]);
      const [behind, ahead] = (await git('rev-list', '--left-right', '--count', `${a}...${b}`)).split('\t').map(Number);
      expect([at, await aheadBehind(repository, a, b)]).toEqual([at, { ahead, behind }]);
      const between = lines(await git('rev-list', '--reverse', '--topo-order', `${a}..${b}`));
      expect([at, await commitsBetween(repository, a, b)]).toEqual([at, between]);
      const { code } = await runGit(folder, ['merge-base', '--is-ancestor', a, b]);
      expect([at, await isAncestor(repository, a, b)]).toEqual([at, code === 0]);
      const merge = await runGit(folder, ['merge-tree', '--write-tree', a, b]);
      const tree = merge.code === 0 ? merge.stdout.toString('utf8').trim() : undefined;
      expect([at, await mergeTree(repository, a, b)]).toEqual([at, tree]);
    }
  });

  test('are given for a branch and its base, and left to git beyond a merge', async () => {
    const [first = '', second = '', , main = '', , later = '', , merged = '', after = ''] = commits;
    expect(await findFork(repository, main, later)).toMatchObject({ at: second });
    expect(await findFork(repository, first, main)).toMatchObject({ at: first, left: [] });
    expect(await findFork(repository, merged, after)).toMatchObject({ at: merged, left: [], right: [after] });
    expect(await findFork(repository, first, after)).toBeUndefined();
    expect(await findFork(repository, first, commits.at(-1) ?? '')).toBeUndefined();
  });

  test('files that were added, with their lines; anything else is left to git', async () => {
    let found = 0;
    for (const [a, b] of pairs()) {
      const [from = '', to = ''] = [await repository.treeOf(a), await repository.treeOf(b)];
      if ((await addedFiles(repository, from, to)) !== undefined) found += 1;
      const raw = await git('diff-tree', '-r', '-M', '--numstat', a, b);
      const reported = (await diffFiles(repository, a, b)).map(({ path, additions, deletions }) => [
        additions,
        deletions,
        path,
      ]);
      const expected = lines(raw)
        .map((line) => line.split('\t'))
        .map(([additions, deletions, path = '']) => [Number(additions) || 0, Number(deletions) || 0, path]);
      if (!raw.includes('=>')) expect(reported).toEqual(expected);
    }
    expect(found).toBeGreaterThan(commits.length);
    expect(found).toBeLessThan(commits.length ** 2 / 2);
  });
});
