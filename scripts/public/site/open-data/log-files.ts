/** The published log (R36, R37): checkpoints, keys and tiles. The cost does not depend on the size of the log. */
import { toHex } from '#domain/log/bytes.ts';
import {
  edgeAfter,
  emptyEdge,
  readEdge,
  rootOfEdge,
  sha256Bytes,
  type WrittenEdge,
  writeEdge,
} from '#domain/log/edge.ts';
import { parseNote, printNote } from '#domain/log/note.ts';
import { grownTiles, noTiles, type OpenTiles } from '#domain/log/tile-files.ts';
import { subtreesOfTiles, TILE_WIDTH, tileNumber } from '#domain/log/tiles.ts';
import { checkpointOf, type PublicLog } from '#public/export/publication.ts';
import { validReplies } from '#public/export/witnesses.ts';
import type { PublicFolder } from '../folder.ts';
import type { SiteDatabase } from '../memory/site-database.ts';

const FOLDER = 'data/log';

/** What a publication remembers of the log for the next one, as plain data. */
export interface LogMemory {
  readonly edge: WrittenEdge;
  readonly tiles: OpenTiles;
  /** Number and lines of the last file of checkpoints. */
  readonly list: { readonly n: number; readonly lines: readonly string[] };
}

export const NO_LOG: LogMemory = { edge: { size: 0, edge: [] }, tiles: noTiles, list: { n: 0, lines: [] } };

/** Ids that a publication is adding to the log. Entries from before the log come first, by case. */
export const LOG_LEAVES = `
CREATE TABLE leaves (since_log INTEGER, place INTEGER, seq INTEGER, id TEXT NOT NULL, PRIMARY KEY (since_log, place, seq))
  STRICT, WITHOUT ROWID;
`;

/** The number of entries that fill tiles of two levels, so that batches leave the same files as one addition. */
const BATCH = TILE_WIDTH ** 2;

/** Ids of entries from published chains: by leaf number or, for entries from before the log, by case. */
export class LogLeaves {
  readonly #database: SiteDatabase;
  readonly #from: number;

  /** @param from the number of entries that are published already */
  constructor(database: SiteDatabase, from: number) {
    this.#database = database;
    this.#from = from;
    database.run('DELETE FROM leaves');
  }

  /** @param chain a case's published lines */
  add(number: number, chain: string): void {
    let seq = 0;
    for (const [, id = '', leaf] of chain.matchAll(/^\{"id":"([0-9a-f]{64})",(?:"leaf":(\d+),)?"prev":/gm)) {
      seq += 1;
      if (leaf === undefined ? this.#from > 0 : Number(leaf) < this.#from) continue;
      const place = leaf === undefined ? [0, number, seq] : [1, Number(leaf), seq];
      this.#database.run('INSERT INTO leaves VALUES (?, ?, ?, ?)', ...place, id);
    }
  }

  /**
   * Returns the ids that must be added, in order and in batches.
   * @throws Error if a leaf is missing or taken twice
   */
  *inOrder(): Generator<readonly string[]> {
    let next = this.#from;
    let ids: string[] = [];
    const leaves = this.#database.each<{ since_log: number; place: number; id: string }>(
      'SELECT since_log, place, id FROM leaves ORDER BY since_log, place, seq',
    );
    for (const { since_log: sinceLog, place, id } of leaves) {
      if (sinceLog === 1 && place !== next) throw new Error(`The log has no entry ${next}, but one at ${place}.`);
      ids.push(id);
      next += 1;
      if (next % BATCH !== 0) continue;
      yield ids;
      ids = [];
    }
    yield ids;
  }

  /** Returns the number of the first leaf of each case with entries from before the log. */
  before(): Record<string, number> {
    let leaf = 0;
    const places: Record<string, number> = {};
    const counts = this.#database.all<{ place: number; n: number }>(
      'SELECT place, COUNT(*) AS n FROM leaves WHERE since_log = 0 GROUP BY place ORDER BY place',
    );
    for (const { place, n } of counts) {
      places[place] = leaf;
      leaf += n;
    }
    return places;
  }

  /** Deletes all ids. */
  clear(): void {
    this.#database.run('DELETE FROM leaves');
  }
}

/**
 * Writes what was added to the log since the last publication. The checkpoint is written last.
 * @param checkpoints the known checkpoints since the last publication, oldest first
 * @throws Error if the entries are not those of the checkpoint; then nothing of the log is published
 */
export async function publishLog(
  folder: PublicFolder,
  log: PublicLog,
  leaves: LogLeaves,
  checkpoints: readonly string[],
  memory: LogMemory,
): Promise<LogMemory> {
  let edge = memory.edge.size === 0 ? emptyEdge : readEdge(memory.edge);
  for (const ids of leaves.inOrder()) edge = edgeAfter(edge, ids);
  const { size, root } = checkpointOf(log);
  if (size !== edge.size || root !== toHex(rootOfEdge(edge)))
    throw new Error(`The register's checkpoint (${size} ${root}) is not that of its ${edge.size} entries.`);
  let { tiles } = memory;
  const gone: string[] = [];
  for (const ids of leaves.inOrder()) {
    const grown = grownTiles(tiles, ids);
    for (const { path, bytes } of grown.files) folder.put({ path: `${FOLDER}/${path}`, text: bytes });
    tiles = grown.tiles;
    gone.push(...grown.gone);
  }
  const list = putCheckpoints(folder, checkpoints, memory.list);
  const before = leaves.before();
  if (Object.keys(before).length > 0)
    folder.put({ path: `${FOLDER}/before.json`, text: `${JSON.stringify(before)}\n` });
  folder.put({ path: `${FOLDER}/vkey`, text: log.keys });
  folder.put({ path: `${FOLDER}/checkpoint`, text: await withWitnesses(folder, log, size) });
  for (const path of gone) await folder.remove(`${FOLDER}/${path}`);
  leaves.clear();
  return { edge: writeEdge(edge), tiles, list };
}

/**
 * Writes which checkpoint each witness has cosigned (`witnesses.json`).
 * @returns the newest checkpoint, with the witnesses' signatures below that of the office
 */
async function withWitnesses(folder: PublicFolder, log: PublicLog, size: number): Promise<string> {
  const note = parseNote(log.checkpoint);
  const subtrees = subtreesOfTiles(sha256Bytes, size, (path) => folder.bytes(`${FOLDER}/${path}`));
  const keys = log.keys.split('\n').filter(Boolean);
  const { witnesses, signatures } = await validReplies(log.witnesses ?? [], note, { size, subtrees, keys });
  folder.put({ path: `${FOLDER}/witnesses.json`, text: `${JSON.stringify({ witnesses }, null, 2)}\n` });
  return printNote({ text: note.text, signatures: [...note.signatures, ...signatures] });
}

/** Writes checkpoints into files. A file covers as many entries as a tile, so a full file never changes. */
function putCheckpoints(
  folder: PublicFolder,
  checkpoints: readonly string[],
  before: LogMemory['list'],
): LogMemory['list'] {
  let { n, lines }: { n: number; lines: readonly string[] } = before;
  const put = () =>
    lines.length > 0 &&
    folder.put({ path: `${FOLDER}/checkpoints/${tileNumber(n)}.jsonl`, text: `${lines.join('\n')}\n` });
  for (const note of checkpoints) {
    const { size } = checkpointOf({ checkpoint: note });
    const at = Math.max(0, Math.ceil(size / TILE_WIDTH) - 1);
    if (at !== n) {
      put();
      [n, lines] = [at, []];
    }
    const line = JSON.stringify({ note });
    if (!lines.includes(line)) lines = [...lines, line];
  }
  put();
  return { n, lines };
}
