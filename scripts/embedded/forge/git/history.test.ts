import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aheadBehind, commitsBetween, isAncestor, mergeBase, mergeTree } from './history.ts';
import { Repository } from './repository.ts';

let folder: string;
let repository: Repository;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'history-'));
  repository = await Repository.open(folder);
});
afterAll(async () => {
  await repository.close();
  await rm(folder, { recursive: true, force: true });
});

const PERSON = { name: 'Contoh', email: 'contoh@example.com', date: '2026-11-27T01:00:00Z' };

const parentsOf = new Map<string, readonly string[]>();

/** Writes a commit with the files of its first parent and one new file. Returns its id. */
async function commit(name: string, ...parents: string[]): Promise<string> {
  const [first] = parents;
  const files = first === undefined ? [] : ((await repository.readTree((await repository.treeOf(first)) ?? '')) ?? []);
  const blob = await repository.write('blob', Buffer.from(name));
  const tree = await repository.writeTree([...files, { mode: '100644', name, oid: blob }]);
  const oid = await repository.writeCommit({ tree, parents, author: PERSON, committer: PERSON, message: name });
  parentsOf.set(oid, parents);
  return oid;
}

/** Writes two lines of twelve commits from one root. Each is merged into the other once. */
async function writeLines(): Promise<{ main: string[]; branch: string[] }> {
  const root = await commit('root');
  const [main, branch] = [[root], [root]];
  for (let n = 1; n <= 12; n += 1) {
    const [onMain = '', onBranch = ''] = [main.at(-1), branch.at(-1)];
    main.push(await commit(`main-${n}`, onMain, ...(n === 8 ? [onBranch] : [])));
    branch.push(await commit(`branch-${n}`, onBranch, ...(n === 11 ? [main.at(-1) ?? ''] : [])));
  }
  return { main, branch };
}

function reachableFrom(oid: string): Set<string> {
  const reachable = new Set([oid]);
  for (const each of reachable) for (const parent of parentsOf.get(each) ?? []) reachable.add(parent);
  return reachable;
}

const minus = (all: ReadonlySet<string>, others: ReadonlySet<string>) => [...all].filter((oid) => !others.has(oid));

it('finds ancestors, differences and merge bases of commits that are near, far, merged or unrelated', async () => {
  const { main, branch } = await writeLines();
  const chosen = [main[0], main[2], main[12], branch[8], branch[12]].map((oid) => oid ?? '');
  for (const a of new Set([...chosen, await commit('alone')])) {
    for (const b of new Set([...chosen, await commit('alone')])) {
      const [ofA, ofB] = [reachableFrom(a), reachableFrom(b)];
      expect(await isAncestor(repository, a, b)).toBe(ofB.has(a));
      const between = await commitsBetween(repository, a, b);
      expect(between.toSorted()).toEqual(minus(ofB, ofA).toSorted());
      // Every commit comes after its parents.
      for (const [at, oid] of between.entries())
        for (const parent of parentsOf.get(oid) ?? []) expect(between.indexOf(parent)).toBeLessThan(at);
      expect(await aheadBehind(repository, a, b)).toEqual({ ahead: between.length, behind: minus(ofA, ofB).length });
      const common = [...ofA].filter((oid) => ofB.has(oid));
      const best = common.filter((oid) => !common.some((other) => other !== oid && reachableFrom(other).has(oid)));
      expect([...best, ...(best.length === 0 ? [undefined] : [])]).toContain(await mergeBase(repository, a, b));
      if (ofB.has(a)) expect(await mergeTree(repository, a, b)).toBe(await repository.treeOf(b));
    }
  }
});

it('merges the files of two lines, and none of unrelated commits', async () => {
  const { main, branch } = await writeLines();
  const [a = '', b = ''] = [main.at(7), branch.at(7)];
  const merged = (await repository.readTree((await mergeTree(repository, a, b)) ?? ''))?.map(({ name }) => name);
  expect(merged).toEqual(expect.arrayContaining(['root', 'main-7', 'branch-7']));
  expect(await mergeTree(repository, a, await commit('alone'))).toBeUndefined();
});
