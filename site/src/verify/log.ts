import { fromHex, toHex } from '#domain/log/bytes.ts';
import { type LogCheckpoint, parseCheckpoint, parseNote, type SignedNote } from '#domain/log/note.ts';
import type { Subtrees } from '#domain/log/proof.ts';
import * as proofs from '#domain/log/proof.ts';
import { subtreesOfTiles } from '#domain/log/tiles.ts';
import type { PublishedLine } from './chain.ts';
import { type Claim, claimsOf, Unreachable, type ReadPublished, publishedText, valueOf } from './published.ts';
import { browserSha256 } from './sha256.ts';

export interface OfficeLog {
  readonly text: string;
  readonly note: SignedNote;
  readonly checkpoint: LogCheckpoint;
  /** The keys of the office. The last key is the one that signs. */
  readonly keys: readonly string[];
  readonly subtrees: Subtrees;
}

const HASH_BYTES = 32;

/** A tile of the log is missing although the checkpoint needs it. */
class NoTile extends Error {
  override readonly name = 'NoTile';
}

/**
 * Reads the newest checkpoint.
 * @param readTile reads files that never change
 * @returns the log; undefined if no checkpoint is published; 'unreadable' if the published text is not a checkpoint
 */
export async function readLog(
  read: ReadPublished,
  readTile: ReadPublished,
): Promise<OfficeLog | 'unreadable' | undefined> {
  const [text, vkey] = await Promise.all([
    publishedText(read, 'data/log/checkpoint'),
    publishedText(read, 'data/log/vkey'),
  ]);
  if (text === undefined) return undefined;
  const known = parsed(text);
  if (!known) return 'unreadable';
  const keys = (vkey ?? '').split('\n').filter(Boolean);
  return { text, ...known, keys, subtrees: subtreesOf(known.checkpoint.size, readTile) };
}

/** Parses a signed checkpoint; undefined if the text is not a signed checkpoint. */
export function parsed(text: string): Pick<OfficeLog, 'note' | 'checkpoint'> | undefined {
  try {
    const note = parseNote(text);
    return { note, checkpoint: parseCheckpoint(note.text) };
  } catch {
    return undefined;
  }
}

/** The subtrees of the tree that was read last, by reader of tiles. */
const computed = new WeakMap<ReadPublished, { readonly size: number; readonly subtrees: Subtrees }>();

/**
 * Returns the subtrees of a tree. Each is computed only once, because the proofs for the entries of a case share
 * subtrees.
 */
function subtreesOf(size: number, readTile: ReadPublished): Subtrees {
  const last = computed.get(readTile);
  if (last?.size === size) return last.subtrees;
  const subtrees = rememberingSubtrees(size, readTile);
  computed.set(readTile, { size, subtrees });
  return subtrees;
}

function rememberingSubtrees(size: number, readTile: ReadPublished): Subtrees {
  const compute = subtreesOfTiles(browserSha256, size, async (path) => {
    // A full tile may have replaced the partial tile for which this checkpoint was made.
    const [full = '', width] = path.split('.p/');
    const bytes = (await readTile(`data/log/${path}`)) ?? (width && (await readTile(`data/log/${full}`)));
    if (!bytes) throw new NoTile(path);
    return width ? bytes.slice(0, Number(width) * HASH_BYTES) : bytes;
  });
  const known = new Map<string, ReturnType<Subtrees>>();
  return (height, index) => {
    const name = `${height} ${index}`;
    const found = known.get(name) ?? compute(height, index);
    known.set(name, found);
    // If a subtree cannot be read, the next reading of the log computes all subtrees again.
    Promise.resolve(found).catch(() => computed.delete(readTile));
    return found;
  };
}

/**
 * Checks whether every entry of a chain is in the tree of the checkpoint (R36), at the place that its line names. For
 * lines that are older than the log, `data/log/before.json` names the place. The places must be in the order of the
 * chain.
 * @param number number of the case
 */
export async function checkLogged(
  log: OfficeLog,
  lines: readonly PublishedLine[],
  number: number,
  read: ReadPublished,
): Promise<Claim> {
  const { size } = log.checkpoint;
  const claim = claimsOf('logged', { size });
  const broken = (at: number): Claim => claim('broken', 'logged-missing', { k: at + 1 });
  const first = lines.some(({ leaf }) => leaf === undefined) ? await firstLeaf(read, number) : undefined;
  let before = -1;
  for (const [at, { id, leaf = first === undefined ? undefined : first + at }] of lines.entries()) {
    if (leaf === undefined || leaf <= before || leaf >= size) return broken(at);
    before = leaf;
    if (!(await isInTree(log, id, leaf))) return broken(at);
  }
  return claim('proved', 'logged-holds', { n: lines.length });
}

/**
 * Checks whether an entry is at this place in the tree of the checkpoint.
 * @param leaf place of the entry; less than the size of the tree
 * @throws Unreachable if a tile cannot be fetched
 */
export async function isInTree(
  { checkpoint: { size, root }, subtrees }: OfficeLog,
  id: string,
  leaf: number,
): Promise<boolean> {
  return unlessTilesLie(async () => {
    const hash = await proofs.leafHash(browserSha256, fromHex(id));
    const proof = await proofs.inclusionProof(browserSha256, subtrees, leaf, size);
    return proofs.checkInclusion(browserSha256, { index: leaf, size, leaf: hash, proof, root: fromHex(root) });
  });
}

/** Returns the place of the first entry of a case that is older than the log; undefined if no place is published. */
async function firstLeaf(read: ReadPublished, number: number): Promise<number | undefined> {
  try {
    const before = await valueOf(read, 'data/log/before.json');
    const leaf: unknown = Object.entries(before ?? {}).find(([key]) => key === String(number))?.[1];
    return typeof leaf === 'number' ? leaf : undefined;
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    return undefined;
  }
}

/**
 * Checks whether the published log begins with a tree of this size.
 * @param root the first digits of the tree's root, because letters show only these
 */
export async function beginsWithTree(log: OfficeLog, size: number, root: string): Promise<boolean> {
  if (size > log.checkpoint.size) return false;
  return unlessTilesLie(async () => {
    const found = toHex(await proofs.rootOfFirst(browserSha256, log.subtrees, size));
    // Tiles alone prove nothing: the tree that they form must be the beginning of the tree that was signed.
    return found.startsWith(root) && (await extendsTree(log, { size, root: found }));
  });
}

/**
 * Checks whether the published log begins with the tree of an older checkpoint.
 * @throws Unreachable if a tile cannot be fetched
 */
export async function extendsTree(
  { checkpoint, subtrees }: OfficeLog,
  older: { readonly size: number; readonly root: string },
): Promise<boolean> {
  if (older.size > checkpoint.size) return false;
  return unlessTilesLie(async () =>
    proofs.checkConsistency(browserSha256, {
      ...{ from: older.size, to: checkpoint.size },
      ...{ fromRoot: fromHex(older.root), root: fromHex(checkpoint.root) },
      proof: await proofs.consistencyProof(browserSha256, subtrees, older.size, checkpoint.size),
    }),
  );
}

/** Runs a check; a missing or damaged tile makes the check false, because such a tile proves nothing. */
async function unlessTilesLie(check: () => Promise<boolean>): Promise<boolean> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof NoTile || error instanceof RangeError || error instanceof SyntaxError) return false;
    throw error;
  }
}
