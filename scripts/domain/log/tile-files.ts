/** The published files of the log (R36), at a cost independent of its size. */
import { type Bytes, fromHex, joinedBytes, toHex } from './bytes.ts';
import { leafOfId, nodeOf } from './edge.ts';
import { TILE_WIDTH, tilePath, tileWidth } from './tiles.ts';

/** Tiles that are not full. Plain data. */
export interface OpenTiles {
  /** Entries. */
  readonly size: number;
  /** Of the last bundle, unless full. */
  readonly ids: readonly string[];
  /** Hashes of the last tile of each level, unless full. Hexadecimal. */
  readonly levels: readonly (readonly string[])[];
}

export const noTiles: OpenTiles = { size: 0, ids: [], levels: [] };

export interface TileFile {
  readonly path: string;
  readonly bytes: Bytes;
}

interface GrownTiles {
  readonly tiles: OpenTiles;
  /** New files; none is ever changed. */
  readonly files: readonly TileFile[];
  /** Files that a full tile replaces. */
  readonly gone: readonly string[];
}

/**
 * Every width of a tile is a file, since a checkpoint may need it, until the tile is full.
 * @param added ids
 */
export function grownTiles({ size, ids, levels }: OpenTiles, added: readonly string[]): GrownTiles {
  const total = size + added.length;
  const files: TileFile[] = [];
  const gone: string[] = [];
  const open = levels.map((hashes) => [...hashes]);
  const entries = [...ids];

  /** @returns is it full? */
  const put = (level: number | 'entries', n: number, held: readonly string[], bytes: () => Bytes): boolean => {
    const height = level === 'entries' ? 0 : level;
    const isFull = held.length === TILE_WIDTH;
    const fills = (n + 1) * TILE_WIDTH ** (height + 1) <= total;
    if (isFull || !fills) files.push({ path: tilePath(level, n, held.length), bytes: bytes() });
    if (isFull) {
      const before = tileWidth(height, n, size);
      for (let width = 1; width <= before; width += 1) gone.push(tilePath(level, n, width));
    }
    return isFull;
  };
  const addHash = (level: number, index: number, hash: string): void => {
    const held = open[level] ?? [];
    open[level] = held;
    held.push(hash);
    const n = Math.floor(index / TILE_WIDTH);
    if (!put(level, n, held, () => joinedBytes(...held.map(fromHex)))) return;
    open[level] = [];
    addHash(level + 1, n, toHex(rootOfTile(held.map(fromHex))));
  };

  for (const [i, id] of added.entries()) {
    const index = size + i;
    entries.push(id);
    if (put('entries', Math.floor(index / TILE_WIDTH), entries, () => bundle(entries))) entries.length = 0;
    addHash(0, index, toHex(leafOfId(id)));
  }
  return { tiles: { size: total, ids: entries, levels: open }, files, gone };
}

/** With two bytes of length each. */
const bundle = (ids: readonly string[]): Bytes =>
  joinedBytes(...ids.flatMap((id) => [Uint8Array.of(0, id.length / 2), fromHex(id)]));

function rootOfTile(hashes: readonly Bytes[]): Bytes {
  const [only = new Uint8Array()] = hashes;
  if (hashes.length === 1) return only;
  const middle = hashes.length / 2;
  return nodeOf(rootOfTile(hashes.slice(0, middle)), rootOfTile(hashes.slice(middle)));
}
