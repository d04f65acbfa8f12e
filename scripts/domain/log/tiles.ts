/**
 * The layout of the log in static files, the tiles. This module runs in Node and in a browser.
 * @source https://c2sp.org/tlog-tiles
 */
import { type HashFunction, nodeHash, type Subtrees } from './proof.ts';

/** The height of the subtree whose hashes are in a full tile. */
const TILE_HEIGHT = 8;
export const TILE_WIDTH = 2 ** TILE_HEIGHT;
const HASH_BYTES = 32;

/** Returns the number of a tile as a path. Each element has three digits, and all but the last begin with `x`. */
export function tileNumber(n: number): string {
  const digits = String(n);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const parts = padded.match(/\d{3}/g) ?? [];
  return parts.map((part, i) => (i === parts.length - 1 ? part : `x${part}`)).join('/');
}

/**
 * Returns the path of a tile below the log's prefix.
 * @param level 0 for hashes of leaves, 1 for roots of tiles of level 0, and so on; `entries` for the leaves themselves
 * @param n place of the tile in its level, from 0
 * @param width number of hashes or entries in the tile; 256 if it is full
 */
export const tilePath = (level: number | 'entries', n: number, width: number): string =>
  `tile/${level}/${tileNumber(n)}${width === TILE_WIDTH ? '' : `.p/${width}`}`;

/** Returns the number of hashes of a tile in a tree of this size; 0 if there is no such tile. */
export const tileWidth = (level: number, n: number, size: number): number =>
  Math.max(0, Math.min(TILE_WIDTH, Math.floor(size / TILE_WIDTH ** level) - n * TILE_WIDTH));

/**
 * Returns a function that reads hashes of complete subtrees from the tiles of a tree. Each tile is read once.
 * @param size number of leaves of the tree
 * @param readTile function that returns the bytes of a tile by its path; its errors are not caught
 * @throws RangeError for a tile of a wrong length
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
