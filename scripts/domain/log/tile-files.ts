/** The files in which the log is published (R36): written as it grows, at a cost that does not depend on its size. */
import { type Bytes, fromHex, joinedBytes, toHex } from './bytes.ts';
import { leafOfId, nodeOf } from './edge.ts';
import { TILE_WIDTH, tilePath, tileWidth } from './tiles.ts';

/** What the tiles that are not full yet hold; all that is needed to go on. Plain data. */
export interface OpenTiles {
  /** How many entries the log has. */
  readonly size: number;
  /** Ids of the entries in the last bundle, unless it is full. */
  readonly ids: readonly string[];
  /** Of each level, the hashes in its last tile, unless it is full. Hexadecimal. */
  readonly levels: readonly (readonly string[])[];
}

export const noTiles: OpenTiles = { size: 0, ids: [], levels: [] };

export interface TileFile {
  readonly path: string;
  readonly bytes: Bytes;
}

interface GrownTiles {
  readonly tiles: OpenTiles;
  /** Files that are new. None is ever changed. */
  readonly files: readonly TileFile[];
  /** Paths of files that are not needed any more, since a full tile holds what they held. */
  readonly gone: readonly string[];
}

/**
 * The log's files after more entries. Of a tile that is not full every width is a file, as each was or may have been that of
 * a checkpoint; once it is full, they go.
 */
export function grownTiles({ size, ids, levels }: OpenTiles, added: readonly string[]): GrownTiles {
  const total = size + added.length;
  const files: TileFile[] = [];
  const gone: string[] = [];
  const open = levels.map((hashes) => [...hashes]);
  const entries = [...ids];

  /** Writes a tile as it stands, unless it will be full in the end and is not yet. @returns whether it is full */
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

/** Each entry behind its length, as two bytes. */
const bundle = (ids: readonly string[]): Bytes =>
  joinedBytes(...ids.flatMap((id) => [Uint8Array.of(0, id.length / 2), fromHex(id)]));

function rootOfTile(hashes: readonly Bytes[]): Bytes {
  const [only = new Uint8Array()] = hashes;
  if (hashes.length === 1) return only;
  const middle = hashes.length / 2;
  return nodeOf(rootOfTile(hashes.slice(0, middle)), rootOfTile(hashes.slice(middle)));
}
