import { describe, expect, it } from 'vitest';
import fc from '#tests/support/fast-check.ts';
import { fromHex, joinedBytes, toHex } from './bytes.ts';
import { edgeAfter, emptyEdge, leafOfId, readEdge, rootOfEdge, sha256Bytes, writeEdge } from './edge.ts';
import {
  checkConsistency,
  checkInclusion,
  consistencyProof,
  inclusionProof,
  rootOfFirst,
  type Subtrees,
} from './proof.ts';
import { grownTiles, noTiles, type TileFile } from './tile-files.ts';
import { subtreesOfTiles, tilePath, tileWidth } from './tiles.ts';

const id = (n: number): string => toHex(sha256Bytes(Uint8Array.of(n % 256, Math.floor(n / 256))));
const ids = (size: number): string[] => Array.from({ length: size }, (_, n) => id(n));

/** Computes the tree’s hash as RFC 6962 defines it, by plain recursion. */
function naive(leaves: readonly string[]): Uint8Array {
  if (leaves.length === 0) return sha256Bytes(new Uint8Array());
  const [only = ''] = leaves;
  if (leaves.length === 1) return leafOfId(only);
  let left = 1;
  while (left * 2 < leaves.length) left *= 2;
  return sha256Bytes(joinedBytes(Uint8Array.of(1), naive(leaves.slice(0, left)), naive(leaves.slice(left))));
}

const subtreesOf =
  (leaves: readonly string[]): Subtrees =>
  (height, index) =>
    naive(leaves.slice(index * 2 ** height, (index + 1) * 2 ** height));

/** The inputs and roots of the test vectors of Certificate Transparency’s reference implementation. */
const VECTORS: readonly [leaf: string, root: string][] = [
  ['', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  ['00', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  ['10', 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  ['2021', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
  ['3031', '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
  ['40414243', '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
  ['5051525354555657', 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
  ['606162636465666768696a6b6c6d6e6f', '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
];
const vectorLeaves = VECTORS.map(([leaf]) => leaf);

describe('R36: the tree is that of RFC 6962', () => {
  it('the log’s tree has the roots of the published test vectors, at every size', () => {
    expect(toHex(rootOfEdge(emptyEdge))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    for (const [n, [, root]] of VECTORS.entries())
      expect(toHex(rootOfEdge(edgeAfter(emptyEdge, vectorLeaves.slice(0, n + 1))))).toBe(root);
  });

  it('the log’s tree has the proofs of the published test vectors', async () => {
    const subtrees = subtreesOf(vectorLeaves);
    const inclusion = await inclusionProof(sha256Bytes, subtrees, 5, 8);
    expect(inclusion.map(toHex)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    const consistency = await consistencyProof(sha256Bytes, subtrees, 6, 8);
    expect(consistency.map(toHex)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });

  it('the log’s tree, grown by its edge in any portions, has the root of plain recursion', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70 }), fc.integer({ min: 0, max: 70 }), (first, second) => {
        const all = ids(first + second);
        const once = edgeAfter(emptyEdge, all);
        const twice = edgeAfter(readEdge(writeEdge(edgeAfter(emptyEdge, all.slice(0, first)))), all.slice(first));
        expect(toHex(rootOfEdge(once))).toBe(toHex(naive(all)));
        expect(writeEdge(twice)).toEqual(writeEdge(once));
      }),
    );
  });

  it('an edge that does not fit its size, or is damaged, is an error', () => {
    const { edge } = writeEdge(edgeAfter(emptyEdge, ids(5)));
    expect(() => readEdge({ size: 6, edge: edge.slice(1) })).toThrow(/6 leaves/);
    expect(() => readEdge({ size: -1, edge: [] })).toThrow(SyntaxError);
    expect(() => readEdge({ size: 1, edge: ['zz'] })).toThrow(/hexadecimal/);
  });
});

describe('R36: proofs', () => {
  it('an inclusion proof shows a leaf at its index only, under its root only and with its hash only', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.nat(), async (size, at, other) => {
        const [index, wrong] = [at % size, other % size];
        const all = ids(size);
        const root = naive(all);
        const proof = await inclusionProof(sha256Bytes, subtreesOf(all), index, size);
        const claim = { index, size, leaf: leafOfId(id(index)), proof, root };
        expect(await checkInclusion(sha256Bytes, claim)).toBe(true);
        if (wrong !== index) {
          expect(await checkInclusion(sha256Bytes, { ...claim, index: wrong })).toBe(false);
          expect(await checkInclusion(sha256Bytes, { ...claim, leaf: leafOfId(id(wrong)) })).toBe(false);
        }
        expect(await checkInclusion(sha256Bytes, { ...claim, root: naive([...all, id(99)]) })).toBe(false);
        expect(await checkInclusion(sha256Bytes, { ...claim, index: size })).toBe(false);
        expect(await checkInclusion(sha256Bytes, { ...claim, proof: [...proof, root] })).toBe(false);
        if (proof.length > 0)
          expect(await checkInclusion(sha256Bytes, { ...claim, proof: proof.slice(1) })).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('a consistency proof shows that a tree extends a smaller tree, and fails if an earlier leaf was changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.nat(), async (to, part, changed) => {
        const from = 1 + (part % to);
        const all = ids(to);
        const proof = await consistencyProof(sha256Bytes, subtreesOf(all), from, to);
        const claim = { from, to, fromRoot: naive(all.slice(0, from)), root: naive(all), proof };
        expect(await checkConsistency(sha256Bytes, claim)).toBe(true);
        const forged = all.with(changed % from, id(1000));
        const forgedProof = await consistencyProof(sha256Bytes, subtreesOf(forged), from, to);
        for (const each of [proof, forgedProof])
          expect(await checkConsistency(sha256Bytes, { ...claim, root: naive(forged), proof: each })).toBe(false);
        expect(await checkConsistency(sha256Bytes, { ...claim, from: to, to: from, proof })).toBe(from === to);
        expect(await checkConsistency(sha256Bytes, { ...claim, proof: [...proof, claim.root] })).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

describe('R36: the tree as tiles of C2SP tlog-tiles', () => {
  it('tiles have the paths and widths of the specification', () => {
    expect(tilePath(0, 1_234_067, 256)).toBe('tile/0/x001/x234/067');
    expect(tilePath('entries', 0, 7)).toBe('tile/entries/000.p/7');
    const widths = (level: number, n: number) => tileWidth(level, n, 70_000);
    expect([widths(0, 272), widths(0, 273), widths(0, 274)]).toEqual([256, 112, 0]);
    expect([widths(1, 0), widths(1, 1), widths(2, 0)]).toEqual([256, 17, 1]);
    expect([tileWidth(0, 0, 256), tileWidth(1, 0, 256)]).toEqual([256, 1]);
  });

  it('tiles written in portions equal tiles written at once, and give the tree’s root and valid proofs', async () => {
    const all = ids(600);
    const files = new Map<string, Uint8Array>();
    const take = (changes: { readonly files: readonly TileFile[]; readonly gone: readonly string[] }) => {
      for (const { path, bytes } of changes.files) files.set(path, bytes);
      for (const path of changes.gone) files.delete(path);
    };
    let tiles = noTiles;
    for (let at = 0; at < all.length;) {
      const step = 1 + (at % 5) * 60;
      const changes = grownTiles(tiles, all.slice(at, at + step));
      take(changes);
      tiles = changes.tiles;
      at += step;
    }
    const whole = grownTiles(noTiles, all);
    expect(tiles).toEqual(whole.tiles);
    expect([...files.keys()].sort()).toEqual(whole.files.map(({ path }) => path).sort());
    for (const { path, bytes } of whole.files) expect(toHex(files.get(path) ?? new Uint8Array())).toBe(toHex(bytes));

    const asked: string[] = [];
    const subtrees = subtreesOfTiles(sha256Bytes, 600, async (path) => {
      asked.push(path);
      return files.get(path) ?? new Uint8Array();
    });
    const root = await rootOfFirst(sha256Bytes, subtrees, 600);
    expect(toHex(root)).toBe(toHex(rootOfEdge(edgeAfter(emptyEdge, all))));
    const proof = await inclusionProof(sha256Bytes, subtrees, 300, 600);
    expect(await checkInclusion(sha256Bytes, { index: 300, size: 600, leaf: leafOfId(id(300)), proof, root })).toBe(
      true,
    );
    const fromRoot = rootOfEdge(edgeAfter(emptyEdge, all.slice(0, 257)));
    const consistency = await consistencyProof(sha256Bytes, subtrees, 257, 600);
    expect(await checkConsistency(sha256Bytes, { from: 257, to: 600, fromRoot, root, proof: consistency })).toBe(true);
    expect(asked.length).toBe(new Set(asked).size);
    expect(fromHex(all[599] ?? '')).toEqual(files.get('tile/entries/002.p/88')?.slice(-32));
  });

  it('refuses anything but pairs of lower-case hexadecimal digits, and quotes it', () => {
    for (const text of ['0g', 'AB', '0', '0f0'])
      expect(() => fromHex(text)).toThrow(new SyntaxError(`Not hexadecimal: ${text}`));
    expect(fromHex('000f')).toEqual(Uint8Array.of(0, 15));
  });

  it('a tile of the wrong length is an error that names the tile', async () => {
    const subtrees = subtreesOfTiles(sha256Bytes, 3, async () => new Uint8Array(64));
    await expect(rootOfFirst(sha256Bytes, subtrees, 3)).rejects.toThrow(
      /tile\/0\/000\.p\/3: expected 96 bytes, received 64/,
    );
  });
});
