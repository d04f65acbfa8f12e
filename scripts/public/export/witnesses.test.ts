import { describe, expect, it } from 'vitest';
import { parseNote } from '#domain/log/note.ts';
import { sha256Bytes } from '#domain/log/edge.ts';
import { grownTiles, noTiles } from '#domain/log/tile-files.ts';
import { subtreesOfTiles } from '#domain/log/tiles.ts';
import { makeSigningKey, readSigningKey } from '#engine/register/signing-key.ts';
import { cosigned } from '#engine/register/witness.ts';
import { WitnessReplies } from '#embedded/office/site.ts';
import { type Added, newKey, registerTrees, type Tree } from '#tests/support/log-history.ts';
import { askWitnesses, validReplies } from './witnesses.ts';

const key = newKey();
const witness = readSigningKey(makeSigningKey('saksi.example/satu', 4));
const STEPS: Added[] = [{ 1: 2 }, { 2: 3 }, { 1: 1 }];
const NAMED = { name: 'Saksi satu', vkey: witness.vkey, url: 'https://saksi.example/checkpoint' };
const AT = 1_800_000_000;

const noteOf = (tree: Tree | undefined): string => tree?.['checkpoint'] ?? '';
const signedBy = (tree: Tree | undefined, by = witness): string => cosigned(parseNote(noteOf(tree)), key.vkey, by, AT);

/** Returns the log as the last of these trees has it. */
function current(trees: readonly Tree[]) {
  const ids = Object.entries(trees.at(-1) ?? {})
    .flatMap(([, text]) => [...text.matchAll(/"id":"(\w+)","leaf":(\d+)/g)])
    .sort(([, , a], [, , b]) => Number(a) - Number(b))
    .map(([, id = '']) => id);
  const files = new Map(grownTiles(noTiles, ids).files.map(({ path, bytes }) => [path, bytes]));
  const subtrees = subtreesOfTiles(sha256Bytes, ids.length, async (path) => files.get(path) ?? new Uint8Array());
  return { size: ids.length, subtrees, keys: [key.vkey] };
}

describe('R37: what witnesses cosigned', () => {
  it('R37: a cosignature is published with its time, and below the newest checkpoint only if it signs that checkpoint', async () => {
    const trees = await registerTrees(STEPS, () => key);
    const newest = parseNote(noteOf(trees[2]));
    const on = await validReplies([{ ...NAMED, note: signedBy(trees[2]) }], newest, current(trees));
    expect(on.witnesses).toMatchObject([{ ...NAMED, seen: { size: 6, time: '2027-01-15T08:00:00Z' } }]);
    expect(on.signatures.map(({ name }) => name)).toEqual(['saksi.example/satu']);
    const older = await validReplies([{ ...NAMED, note: signedBy(trees[0]) }], newest, current(trees));
    expect(older).toMatchObject({ witnesses: [{ seen: { size: 2 } }], signatures: [] });
  });

  it('R37: a cosignature is not published if it is missing or invalid, or if its checkpoint is of a fork, not signed by the office, or larger than the log', async () => {
    const trees = await registerTrees(STEPS, () => key);
    const forked = await registerTrees(STEPS, () => key, { salt: 'lain' });
    const foreign = await registerTrees(STEPS, () => newKey());
    const stranger = readSigningKey(makeSigningKey('saksi.example/satu', 4));
    const notes = [
      undefined,
      'x',
      noteOf(trees[2]),
      signedBy(trees[2], stranger),
      signedBy(trees[2], readSigningKey(makeSigningKey('saksi.example/satu'))),
      signedBy(forked[1]),
      signedBy(foreign[1]),
      signedBy((await registerTrees([...STEPS, { 4: 1 }], () => key))[3]),
    ];
    const replies = notes.map((note) => ({ ...NAMED, ...(note === undefined ? {} : { note }) }));
    const held = await validReplies(replies, parseNote(noteOf(trees[2])), current(trees));
    expect(held.witnesses.map(({ seen }) => seen)).toEqual(notes.map(() => null));
    expect(held.signatures).toEqual([]);
  });

  it('R37: a witness that is unreachable, replies with too much text, or replies 404 has no note, and asking it does not fail', async () => {
    const asked = await askWitnesses(
      [NAMED, { ...NAMED, url: 'b' }, { ...NAMED, url: 'c' }, { ...NAMED, url: 'd' }],
      (async (url: string) => {
        if (url === 'b') throw new Error('no route');
        if (url === 'c') return new Response('x'.repeat(20_000));
        return url === 'd' ? new Response('', { status: 404 }) : new Response('note');
      }) as typeof fetch,
    );
    expect(asked.map(({ note }) => note)).toEqual(['note', undefined, undefined, undefined]);
  });

  it('R37: an office on one machine asks its witnesses while it works, at most every five minutes', async () => {
    let [now, rounds] = [1_000_000, 0];
    const known = new WitnessReplies(
      async (named) => {
        rounds += 1;
        return named.map((each) => ({ ...each, note: `note ${rounds}` }));
      },
      () => now,
    );
    expect(known.replies([NAMED])).toEqual({ witnesses: [NAMED], isNew: true });
    await Promise.resolve();
    await Promise.resolve();
    expect(known.replies([NAMED])).toMatchObject({ witnesses: [{ note: 'note 1' }], isNew: true });
    expect(known.replies([NAMED])).toMatchObject({ isNew: false });
    now += 300_000;
    known.replies([NAMED]);
    expect(rounds).toBe(2);
    expect(known.replies([])).toEqual({ witnesses: [], isNew: false });
  });
});
