/** Makes the files in which the log is published (R36), from the new entries and the tiles that are not full. */
import { type Bytes, fromHex, joinedBytes, toHex } from './bytes.ts';
import { leafOfId, nodeOf } from './edge.ts';
import { TILE_WIDTH, tilePath, tileWidth } from './tiles.ts';

/** The size of the log, and the content of the tiles that are not full yet. Nothing else is needed to add entries. */
export interface OpenTiles {
  /** The number of entries of the log. */
  readonly size: number;
  /** The ids of the entries in the last bundle, if it is not full. */
  readonly ids: readonly string[];
  /** The hashes, in hexadecimal digits, in the last tile of each level, if the tile is not full. */
  readonly levels: readonly (readonly string[])[];
}

export const noTiles: OpenTiles = { size: 0, ids: [], levels: [] };

export interface TileFile {
  readonly path: string;
  readonly bytes: Bytes;
}

interface GrownTiles {
  readonly tiles: OpenTiles;
  /** The new files. A file is never changed. */
  readonly files: readonly TileFile[];
  /** The paths of files that are not needed any more, since a full tile has their content. */
  readonly gone: readonly string[];
}

/**
 * Returns the files to write and to remove when entries are added to the log. A tile that is not full has a file for
 * each width, since each width may belong to a checkpoint. Once the tile is full, these files are removed.
 * @param added ids of the new entries, in hexadecimal digits
 */
export function grownTiles({ size, ids, levels }: OpenTiles, added: readonly string[]): GrownTiles {
  const total = size + added.length;
  const files: TileFile[] = [];
  const gone: string[] = [];
  const open = levels.map((hashes) => [...hashes]);
  const entries = [...ids];

  /**
   * Adds the file of a tile. A file that is not full is left out if later entries of this addition fill the tile.
   * @returns whether the tile is full
   */
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

/** Writes entries as a bundle: the length of each entry in two bytes, then the entry. */
const bundle = (ids: readonly string[]): Bytes =>
  joinedBytes(...ids.flatMap((id) => [Uint8Array.of(0, id.length / 2), fromHex(id)]));

function rootOfTile(hashes: readonly Bytes[]): Bytes {
  const [only = new Uint8Array()] = hashes;
  if (hashes.length === 1) return only;
  const middle = hashes.length / 2;
  return nodeOf(rootOfTile(hashes.slice(0, middle)), rootOfTile(hashes.slice(middle)));
}
