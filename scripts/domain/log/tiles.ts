/**
 * The log as static files. Runs in browsers too.
 * @source https://c2sp.org/tlog-tiles
 */
import { type HashFunction, nodeHash, type Subtrees } from './proof.ts';

/** A full tile is a subtree of this height. */
const TILE_HEIGHT = 8;
export const TILE_WIDTH = 2 ** TILE_HEIGHT;
const HASH_BYTES = 32;

/** Three digits an element, all but the last with an `x`. */
export function tileNumber(n: number): string {
  const digits = String(n);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const parts = padded.match(/\d{3}/g) ?? [];
  return parts.map((part, i) => (i === parts.length - 1 ? part : `x${part}`)).join('/');
}

/**
 * @param level 0: leaves, 1: roots of level 0, and so on; `entries`: the entries
 * @param width hashes; 256: full
 */
export const tilePath = (level: number | 'entries', n: number, width: number): string =>
  `tile/${level}/${tileNumber(n)}${width === TILE_WIDTH ? '' : `.p/${width}`}`;

/** 0: it does not exist. */
export const tileWidth = (level: number, n: number, size: number): number =>
  Math.max(0, Math.min(TILE_WIDTH, Math.floor(size / TILE_WIDTH ** level) - n * TILE_WIDTH));

/**
 * Subtrees from tiles; each tile is read once.
 * @throws RangeError for a tile of another length; what `readTile` throws
 */
export function subtreesOfTiles(
  hash: HashFunction,
  size: number,
  readTile: (path: string) => Promise<Uint8Array>,
): Subtrees {
  const read = new Map<string, Promise<Uint8Array>>();
  const tile = async (level: number, n: number): Promise<Uint8Array> => {
    const width = tileWidth(level, n, size);
    const path = tilePath(level, n, width);
    const reading = read.get(path) ?? readTile(path);
    read.set(path, reading);
    const bytes = await reading;
    if (bytes.length !== width * HASH_BYTES)
      throw new RangeError(`${path}: expected ${width * HASH_BYTES} bytes, received ${bytes.length}.`);
    return bytes;
  };
  const subtree = async (bytes: Uint8Array, start: number, count: number): Promise<Uint8Array> => {
    if (count === 1) return bytes.slice(start * HASH_BYTES, (start + 1) * HASH_BYTES);
    const middle = count / 2;
    return nodeHash(hash, await subtree(bytes, start, middle), await subtree(bytes, start + middle, middle));
  };
  return async (height, index) => {
    const level = Math.floor(height / TILE_HEIGHT);
    const count = 2 ** (height - level * TILE_HEIGHT);
    const first = index * count;
    const n = Math.floor(first / TILE_WIDTH);
    return subtree(await tile(level, n), first - n * TILE_WIDTH, count);
  };
}
