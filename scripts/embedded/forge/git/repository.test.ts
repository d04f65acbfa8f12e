import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Repository } from './repository.ts';

let folder: string;
let repository: Repository;
/**
 * The paths that the repository flushes to the disk. The tests read these paths, because they cannot cause a power
 * failure.
 */
let asked: string[];
/** Called at each flush. */
let then: () => Promise<void>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'repository-'));
  [asked, then] = [[], async () => undefined];
  repository = await Repository.open(folder, async (path) => {
    asked.push(relative(folder, path));
    await then();
  });
});
afterEach(async () => {
  await repository.close();
  await rm(folder, { recursive: true, force: true });
});

const REF = 'refs/heads/main';
const PERSON = { name: 'Contoh', email: 'contoh@example.com', date: '2026-11-27T01:00:00Z' };
async function writeCommit(message: string): Promise<string> {
  const tree = await repository.writeTree([]);
  return repository.writeCommit({ tree, parents: [], author: PERSON, committer: PERSON, message });
}

const refNow = async (): Promise<string | undefined> => (await repository.diskRefs()).oids.get(REF);

it('names of new objects are flushed to the disk before a ref leads to them, and only once', async () => {
  const commit = await writeCommit('satu');
  const meanwhile: (string | undefined)[] = [];
  then = async () => void meanwhile.push(await refNow());
  await repository.mirrorRefs(new Map([[REF, commit]]));
  expect(asked).toEqual(expect.arrayContaining([join('objects', commit.slice(0, 2)), 'objects']));
  expect(new Set(meanwhile)).toEqual(new Set([undefined]));
  expect(await refNow()).toBe(commit);
  asked = [];
  await repository.mirrorRefs(new Map([[REF, undefined]]));
  expect(asked).toEqual([]);
});

it('if a flush fails, the ref does not move, and the next attempt flushes the names again', async () => {
  const commit = await writeCommit('dua');
  then = () => Promise.reject(new Error('EIO'));
  await expect(repository.mirrorRefs(new Map([[REF, commit]]))).rejects.toThrow('EIO');
  expect(await refNow()).toBeUndefined();
  [asked, then] = [[], async () => undefined];
  await repository.mirrorRefs(new Map([[REF, commit]]));
  expect(asked).toContain(join('objects', commit.slice(0, 2)));
  expect(await refNow()).toBe(commit);
});

it('a ref moves although packing has removed a folder of its objects before the flush', async () => {
  const commit = await writeCommit('tiga');
  then = async () => {
    if (asked.at(-1) !== 'objects') throw Object.assign(new Error('gone'), { code: 'ENOENT' });
  };
  await repository.mirrorRefs(new Map([[REF, commit]]));
  expect(await refNow()).toBe(commit);
});
