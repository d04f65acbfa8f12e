/**
 * The work of a witness (R37). A witness checks that the newest checkpoint of a log extends the last checkpoint that
 * the witness saw, and cosigns the newest checkpoint.
 */
import { fromHex, sameBytes } from '#domain/log/bytes.ts';
import { sha256Bytes } from '#domain/log/edge.ts';
import { type LogCheckpoint, parseCheckpoint, parseNote, printNote, type SignedNote } from '#domain/log/note.ts';
import { checkConsistency, consistencyProof, rootOfFirst } from '#domain/log/proof.ts';
import { subtreesOfTiles } from '#domain/log/tiles.ts';
import type { SigningKey } from './signing-key.ts';
import { verifierFor } from './signing-key.ts';

/** A log that is published on a site or in a clone. */
export interface PublishedLog {
  readonly checkpoint: string;
  /** The keys that the office names, oldest first. */
  readonly vkeys: readonly string[];
  /** Reads the bytes of a tile, or throws an Error. */
  readonly readTile: (path: string) => Promise<Uint8Array>;
}

/** The result of looking at a log. */
export type Observation =
  /** The newest checkpoint is signed. If the witness saw a checkpoint before, the newest one extends it. */
  | { readonly is: 'extends'; readonly checkpoint: LogCheckpoint; readonly note: SignedNote }
  /** The newest checkpoint is signed but contradicts the last one seen. Both checkpoints together are the proof. */
  | { readonly is: 'forked'; readonly checkpoint: LogCheckpoint; readonly seen: LogCheckpoint }
  /** The newest checkpoint is signed but has fewer entries than the last one seen. */
  | { readonly is: 'shorter'; readonly checkpoint: LogCheckpoint; readonly seen: LogCheckpoint }
  /** The newest checkpoint proves nothing. */
  | {
      readonly is: 'unsigned' | 'other-log' | 'unproven';
      readonly expected: string;
      readonly received: string;
    };

/**
 * Checks whether the newest checkpoint of a log extends the last one seen.
 * @param vkey the key of the log that this witness trusts
 * @param seen the last checkpoint that the witness saw, as a note
 * @throws SyntaxError if the newest checkpoint is not a checkpoint
 * @throws Error if a tile cannot be read
 */
export async function observe(log: PublishedLog, vkey: string, seen: string | undefined): Promise<Observation> {
  const verifier = verifierFor(vkey);
  const note = parseNote(log.checkpoint);
  const checkpoint = parseCheckpoint(note.text);
  if (checkpoint.origin !== verifier.name)
    return { is: 'other-log', expected: verifier.name, received: checkpoint.origin };
  if (verifier.verify(note) === undefined) return { is: 'unsigned', expected: vkey, received: log.vkeys.at(-1) ?? '' };
  const before = seen === undefined ? undefined : parseCheckpoint(parseNote(seen).text);
  if (before && checkpoint.size < before.size) return { is: 'shorter', checkpoint, seen: before };
  const { size, root } = checkpoint;
  const subtrees = subtreesOfTiles(sha256Bytes, size, log.readTile);
  // The tiles prove something only if their root is that of the checkpoint.
  if (!sameBytes(await rootOfFirst(sha256Bytes, subtrees, size), fromHex(root))) {
    if (before?.size === size && before.root !== root) return { is: 'forked', checkpoint, seen: before };
    return { is: 'unproven', expected: root, received: `tiles of ${size}` };
  }
  if (!before) return { is: 'extends', checkpoint, note };
  const proof = await consistencyProof(sha256Bytes, subtrees, before.size, size);
  const claim = { from: before.size, to: size, fromRoot: fromHex(before.root), root: fromHex(root), proof };
  if (!(await checkConsistency(sha256Bytes, claim))) return { is: 'forked', checkpoint, seen: before };
  return { is: 'extends', checkpoint, note };
}

/**
 * Returns the text of the note with the signatures of the log and of this witness, without those of other witnesses.
 * @param vkey the key of the log
 * @param key the key of the witness
 * @param time the time of the signature, in epoch seconds
 */
export function cosigned(note: SignedNote, vkey: string, key: SigningKey, time: number): string {
  const { name, keyId } = verifierFor(vkey);
  const own = note.signatures.filter((each) => each.name === name && each.keyId === keyId);
  return printNote({ text: note.text, signatures: [...own, key.sign(note.text, time)] });
}
