import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromHex, toHex } from '#domain/log/bytes.ts';
import { sha256Bytes } from '#domain/log/edge.ts';
import { checkInclusion, inclusionProof, leafHash } from '#domain/log/proof.ts';
import { subtreesOfTiles } from '#domain/log/tiles.ts';
import { type Added, newKey, registerTrees, type Tree } from '#tests/support/log-history.ts';
import { checkpointOf } from '#public/export/publication.ts';
import { Catalogue } from '../memory/catalogue.ts';
import { manifestOf, PublicFolder } from '../folder.ts';
import { LogLeaves, type LogMemory, NO_LOG, publishLog } from './log-files.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'log-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const key = newKey();
/** 700 entries of three cases, in commits of 1 to 40. */
const STEPS: Added[] = Array.from({ length: 34 }, (_, i) => ({ [1 + (i % 3)]: 1 + ((i * 7) % 41) }));

/** Returns the chains of a register as they are published. */
const chainsOf = (tree: Tree | undefined): [number, string][] =>
  Object.entries(tree ?? {}).flatMap(([path, text]) => {
    const [, number] = /^journals\/\d+\/(\d+)/.exec(path) ?? [];
    return number === undefined ? [] : [[Number(number), text] as [number, string]];
  });

/** Publishes a register’s log as a tree has it. */
async function published(
  out: string,
  tree: Tree | undefined,
  notes: readonly string[],
  memory: LogMemory,
  database = Catalogue.database(),
) {
  const target = new PublicFolder(join(folder, out), database, 1);
  const leaves = new LogLeaves(database, memory.edge.size);
  for (const [number, chain] of chainsOf(tree)) leaves.add(number, chain);
  const log = { checkpoint: tree?.['checkpoint'] ?? '', keys: tree?.['vkey'] ?? '' };
  return { memory: await publishLog(target, log, leaves, notes, memory), target };
}

describe('R36: the published log', () => {
  it('R36: the published log is the same byte by byte, published once or after each commit, and only new files are written', async () => {
    const trees = await registerTrees(STEPS, () => key, { before: 2 });
    const notes = trees.flatMap((tree) => tree['checkpoint'] ?? []);
    const whole = await published('whole', trees.at(-1), notes, NO_LOG);
    let memory: LogMemory = NO_LOG;
    const database = Catalogue.database();
    let most = 0;
    for (const tree of trees.slice(2)) {
      const step = await published('steps', tree, [tree['checkpoint'] ?? ''], memory, database);
      const added = step.memory.edge.size - memory.edge.size;
      if (memory !== NO_LOG) most = Math.max(most, step.target.changes.put.size - 2 * added);
      memory = step.memory;
    }
    expect(memory).toEqual(whole.memory);
    expect(await manifestOf(join(folder, 'steps'))).toEqual(await manifestOf(join(folder, 'whole')));
    // New files are a bundle and a tile for each entry, checkpoint and list, and sometimes a tile above.
    expect(most).toBeLessThanOrEqual(4);
  });

  it('R36: the published log proves an entry, by its index, in the signed root', async () => {
    const read = (path: string) => readFile(join(folder, 'whole/data/log', path));
    const { size, root } = checkpointOf({ checkpoint: (await read('checkpoint')).toString() });
    const subtrees = subtreesOfTiles(sha256Bytes, size, read);
    const bundle = await read('tile/entries/001');
    const id = bundle.subarray(44 * 34 + 2, 45 * 34);
    const claim = { index: 300, size, leaf: await leafHash(sha256Bytes, id), root: fromHex(root) };
    const proof = await inclusionProof(sha256Bytes, subtrees, 300, size);
    expect(await checkInclusion(sha256Bytes, { ...claim, proof })).toBe(true);
    const before = JSON.parse((await read('before.json')).toString()) as Record<string, number>;
    expect(before).toEqual({ 1: 0, 2: 1 });
    const lists = (await read('checkpoints/000.jsonl')).toString().trim().split('\n');
    expect(lists.every((line) => checkpointOf({ checkpoint: JSON.parse(line).note }).size <= 256)).toBe(true);
    expect(toHex(id)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('R31: a log is not published if its entries are not those of the checkpoint', async () => {
    const [trees, others] = await Promise.all([
      registerTrees(STEPS.slice(0, 5), () => key),
      registerTrees(STEPS.slice(0, 5), () => key, { salt: 'x' }),
    ]);
    const forged = { ...trees.at(-1), checkpoint: others.at(-1)?.['checkpoint'] ?? '' };
    await expect(published('forged', forged, [], NO_LOG)).rejects.toThrow(/is not that of its \d+ entries/);
    const gap = { ...trees.at(-1), 'journals/0/1.jsonl': '' };
    await expect(published('gap', gap, [], NO_LOG)).rejects.toThrow(/The log has no entry 0, but one at/);
    expect(await manifestOf(join(folder, 'forged'))).toEqual({});
  });
});
