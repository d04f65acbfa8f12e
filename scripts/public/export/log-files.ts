/** The log as it is published (R36, R37): checkpoints, keys and tiles, at a cost that does not depend on its size. */
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
import { type LogCheckpoint, parseCheckpoint, parseNote, printNote } from '#domain/log/note.ts';
import { grownTiles, noTiles, type OpenTiles } from '#domain/log/tile-files.ts';
import { subtreesOfTiles, TILE_WIDTH, tileNumber } from '#domain/log/tiles.ts';
import type { PublicFolder } from './folder.ts';
import { heldAnswers, type WitnessAnswer } from './witnesses.ts';

/** Where all of it lies. */
const FOLDER = 'data/log';

/** What is published of the log, but for the leaves. */
export interface PublicLog {
  /** The newest checkpoint, as a signed note, with what witnesses signed below it. */
  readonly checkpoint: string;
  /** The keys that signed checkpoints, one a line, the last one now. */
  readonly keys: string;
  /** What the witnesses answered whom the office names (R37). */
  readonly witnesses?: readonly WitnessAnswer[];
}

/** What a publication leaves of the log for the next one. Plain data. */
export interface LogMemory {
  readonly edge: WrittenEdge;
  readonly tiles: OpenTiles;
  /** Lines of the last file of checkpoints, and its number. */
  readonly list: { readonly n: number; readonly lines: readonly string[] };
}

export const NO_LOG: LogMemory = { edge: { size: 0, edge: [] }, tiles: noTiles, list: { n: 0, lines: [] } };

/** Is this one of the many files that make up the log? Lists of files leave these out. */
export const isLogPart = (path: string): boolean => /^data\/log\/(?:tile|checkpoints)\//.test(path);

/** The checkpoint that a publication is made under. */
export function checkpointOf({ checkpoint }: Pick<PublicLog, 'checkpoint'>): LogCheckpoint {
  return parseCheckpoint(parseNote(checkpoint).text);
}

/** Ids of entries out of published chains, by their places in the log; of those from before the log, by case. */
export class LogLeaves {
  readonly #from: number;
  readonly #old: { readonly number: number; readonly ids: readonly string[] }[] = [];
  readonly #placed: { readonly leaf: number; readonly id: string }[] = [];

  /** @param from how many entries are published already */
  constructor(from: number) {
    this.#from = from;
  }

  /** @param chain a case's published lines */
  add(number: number, chain: string): void {
    const ids: string[] = [];
    for (const [, id = '', leaf] of chain.matchAll(/^\{"id":"([0-9a-f]{64})",(?:"leaf":(\d+),)?"prev":/gm)) {
      if (leaf === undefined) ids.push(id);
      else if (Number(leaf) >= this.#from) this.#placed.push({ leaf: Number(leaf), id });
    }
    if (this.#from === 0 && ids.length > 0) this.#old.push({ number, ids });
  }

  /** The ids that are to be added, in order. @throws Error where a place is missing or taken twice */
  inOrder(): string[] {
    const ids = this.#old.sort((a, b) => a.number - b.number).flatMap((each) => each.ids);
    for (const { leaf, id } of this.#placed.sort((a, b) => a.leaf - b.leaf)) {
      if (leaf !== this.#from + ids.length)
        throw new Error(`The log has no entry ${this.#from + ids.length}, but one at ${leaf}.`);
      ids.push(id);
    }
    return ids;
  }

  /** The place of the first entry of each case that has entries from before the log. */
  before(): Record<string, number> {
    let leaf = 0;
    const places: Record<string, number> = {};
    for (const { number, ids } of this.#old.sort((a, b) => a.number - b.number)) {
      places[number] = leaf;
      leaf += ids.length;
    }
    return places;
  }
}

/**
 * Writes what came to the log since the last publication, the checkpoint last.
 * @param checkpoints those since then that the reader of the register knows, oldest first
 * @throws Error where the entries are not those of the checkpoint: then nothing of it is published
 */
export async function publishLog(
  folder: PublicFolder,
  log: PublicLog,
  leaves: LogLeaves,
  checkpoints: readonly string[],
  memory: LogMemory,
): Promise<LogMemory> {
  const ids = leaves.inOrder();
  const edge = edgeAfter(memory.edge.size === 0 ? emptyEdge : readEdge(memory.edge), ids);
  const { size, root } = checkpointOf(log);
  if (size !== edge.size || root !== toHex(rootOfEdge(edge)))
    throw new Error(`The register's checkpoint (${size} ${root}) is not that of its ${edge.size} entries.`);
  const { tiles, files, gone } = grownTiles(memory.tiles, ids);
  for (const { path, bytes } of files) folder.put({ path: `${FOLDER}/${path}`, text: bytes });
  const list = putCheckpoints(folder, checkpoints, memory.list);
  const before = leaves.before();
  if (Object.keys(before).length > 0)
    folder.put({ path: `${FOLDER}/before.json`, text: `${JSON.stringify(before)}\n` });
  folder.put({ path: `${FOLDER}/vkey`, text: log.keys });
  folder.put({ path: `${FOLDER}/checkpoint`, text: await withWitnesses(folder, log, size) });
  for (const path of gone) await folder.remove(`${FOLDER}/${path}`);
  return { edge: writeEdge(edge), tiles, list };
}

/** Writes what holds of the witnesses' answers. @returns the newest checkpoint with their signatures below the office's own */
async function withWitnesses(folder: PublicFolder, log: PublicLog, size: number): Promise<string> {
  const note = parseNote(log.checkpoint);
  const subtrees = subtreesOfTiles(sha256Bytes, size, (path) => folder.bytes(`${FOLDER}/${path}`));
  const keys = log.keys.split('\n').filter(Boolean);
  const { witnesses, signatures } = await heldAnswers(log.witnesses ?? [], note, { size, subtrees, keys });
  folder.put({ path: `${FOLDER}/witnesses.json`, text: `${JSON.stringify({ witnesses }, null, 2)}\n` });
  return printNote({ text: note.text, signatures: [...note.signatures, ...signatures] });
}

/** Checkpoints in files of as many entries as a tile has: what is full never changes. */
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
