import { describe, expect, it } from 'vitest';
import { parseNote } from '#domain/log/note.ts';
import { grownTiles, noTiles } from '#domain/log/tile-files.ts';
import { makeSigningKey, readSigningKey, verifierFor } from '#engine/register/signing-key.ts';
import { type Added, newKey, registerTrees, type Tree } from '#tests/support/log-history.ts';
import { cosigned, observe, type PublishedLog } from './witness.ts';

const key = newKey();
const STEPS: Added[] = [{ 1: 2 }, { 2: 300 }, { 1: 1, 2: 2 }, { 3: 3 }];

/** Returns the log of a register as its site publishes it. */
function publishedOf(tree: Tree | undefined): PublishedLog {
  const lines = Object.entries(tree ?? {})
    .filter(([path]) => path.startsWith('journals/'))
    .flatMap(([, text]) => [...text.matchAll(/"id":"(\w+)","leaf":(\d+)/g)]);
  const ids = lines.sort(([, , a], [, , b]) => Number(a) - Number(b)).map(([, id = '']) => id);
  const files = new Map(grownTiles(noTiles, ids).files.map(({ path, bytes }) => [path, bytes]));
  return {
    checkpoint: tree?.['checkpoint'] ?? '',
    vkeys: (tree?.['vkey'] ?? '').trimEnd().split('\n'),
    readTile: async (path) => files.get(path) ?? new Uint8Array(),
  };
}

const seenOf = (tree: Tree | undefined): string => tree?.['checkpoint'] ?? '';

describe('R37: a witness', () => {
  it('R37: a witness cosigns each checkpoint that extends the last one seen, with its time', async () => {
    const trees = await registerTrees(STEPS, () => key);
    const witness = readSigningKey(makeSigningKey('saksi.example/satu', 4));
    let seen: string | undefined;
    for (const tree of [...trees, trees.at(-1)]) {
      const observation = await observe(publishedOf(tree), key.vkey, seen);
      if (observation.is !== 'extends') throw new Error(observation.is);
      seen = cosigned(observation.note, key.vkey, witness, 1_800_000_000);
      expect(verifierFor(witness.vkey).verify(parseNote(seen))).toBe(1_800_000_000);
      expect(verifierFor(key.vkey).verify(parseNote(seen))).toBe(0);
    }
  });

  it('security 37: a witness reports a register that the office wrote anew with its own key, longer, as long or shorter', async () => {
    const honest = await registerTrees(STEPS, () => key);
    const forged = await registerTrees(STEPS, () => key, { salt: 'lain' });
    const seen = seenOf(honest[2]);
    const found = async (tree: Tree | undefined) => (await observe(publishedOf(tree), key.vkey, seen)).is;
    expect([await found(forged[3]), await found(forged[2]), await found(forged[1])]).toEqual([
      'forked',
      'forked',
      'shorter',
    ]);
  });

  it('security 37: if two witnesses are shown two histories, each extends what was seen before, and the two together are the proof', async () => {
    const [one, other] = await Promise.all([
      registerTrees(STEPS, () => key),
      registerTrees([...STEPS.slice(0, 2), { 9: 3 }], () => key),
    ]);
    const seen = seenOf(one[1]);
    expect((await observe(publishedOf(one[2]), key.vkey, seen)).is).toBe('extends');
    expect((await observe(publishedOf(other[2]), key.vkey, seen)).is).toBe('extends');
    // A reader who compares the two cosigned checkpoints sees one size with two roots.
    expect((await observe(publishedOf(other[2]), key.vkey, seenOf(one[2]))).is).toBe('forked');
  });

  it('R37: a witness accepts no checkpoint of another key, of another log, or without a proof by its tiles', async () => {
    const trees = await registerTrees(STEPS, () => key);
    const log = publishedOf(trees[3]);
    const stranger = newKey();
    expect(await observe(log, stranger.vkey, undefined)).toMatchObject({ is: 'unsigned', received: key.vkey });
    expect((await observe(log, newKey('lain').vkey, undefined)).is).toBe('other-log');
    const others = publishedOf((await registerTrees(STEPS, () => key, { salt: 'x' }))[3]);
    expect((await observe({ ...log, readTile: others.readTile }, key.vkey, seenOf(trees[1]))).is).toBe('unproven');
    await expect(observe({ ...log, checkpoint: 'x' }, key.vkey, undefined)).rejects.toThrow(SyntaxError);
  });
});
