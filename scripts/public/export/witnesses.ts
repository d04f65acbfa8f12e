/** The statements of witnesses about the log (R37). The publication asks for them, and publishes the valid ones. */
import { toInstant } from '#domain/clock/instant.ts';
import { toHex } from '#domain/log/bytes.ts';
import { sha256Bytes } from '#domain/log/edge.ts';
import { type NoteSignature, parseCheckpoint, parseNote, SIGNATURE_TYPES, type SignedNote } from '#domain/log/note.ts';
import { rootOfFirst, type Subtrees } from '#domain/log/proof.ts';
import type { Witness } from '#domain/generated/witnesses.ts';
import { type Verifier, verifierFor } from '#engine/register/signing-key.ts';

/** A witness that the office names, and the note that the witness sent. The note is absent if the witness sent none. */
export type WitnessReply = Witness & { readonly note?: string };

/** The most milliseconds for all replies together, and the most characters of one reply. */
const LONGEST = 10_000;
const LARGEST = 16_384;

/** Asks witnesses for their newest cosigned checkpoints. It never throws, and takes at most ten seconds. */
export function askWitnesses(witnesses: readonly Witness[], ask: typeof fetch = fetch): Promise<WitnessReply[]> {
  const signal = AbortSignal.timeout(LONGEST);
  return Promise.all(
    witnesses.map(async ({ name, vkey, url }) => {
      const note = await replyOf(url, signal, ask).catch(() => undefined);
      return { name, vkey, url, ...(note === undefined ? {} : { note }) };
    }),
  );
}

async function replyOf(url: string, signal: AbortSignal, ask: typeof fetch): Promise<string | undefined> {
  const response = await ask(url, { signal });
  if (!response.ok || !response.body) return undefined;
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > LARGEST) return undefined;
  }
  return text;
}

export interface PublishedWitness {
  readonly name: string;
  readonly vkey: string;
  readonly url: string;
  /** The checkpoint that the witness cosigned, with the time of the cosignature, or null if the reply is not valid. */
  readonly seen: { readonly size: number; readonly root: string; readonly time: string; readonly note: string } | null;
}

interface PublishedLog {
  readonly size: number;
  readonly subtrees: Subtrees;
  readonly keys: readonly string[];
}

/**
 * Selects the valid replies. A valid reply is a checkpoint of this log, signed by one of the log's keys and cosigned
 * by the witness's own key. The log as it is now must extend that checkpoint.
 * @returns what is published, and the signatures that belong below the newest checkpoint
 */
export async function validReplies(
  replies: readonly WitnessReply[],
  newest: SignedNote,
  log: PublishedLog,
): Promise<{ readonly witnesses: PublishedWitness[]; readonly signatures: NoteSignature[] }> {
  const keys = log.keys.map(verifierFor);
  const witnesses: PublishedWitness[] = [];
  const signatures: NoteSignature[] = [];
  for (const { name, vkey, url, note } of replies) {
    const held = note === undefined ? undefined : await validReply(note, vkey, keys, log);
    witnesses.push({ name, vkey, url, seen: held?.seen ?? null });
    if (held && held.text === newest.text) signatures.push(held.signature);
  }
  return { witnesses, signatures };
}

async function validReply(text: string, vkey: string, keys: readonly Verifier[], { size, subtrees }: PublishedLog) {
  try {
    const witness = verifierFor(vkey);
    const note = parseNote(text);
    const checkpoint = parseCheckpoint(note.text);
    const time = witness.verify(note);
    const signature = note.signatures.find((each) => each.name === witness.name && each.keyId === witness.keyId);
    const isOwn = keys.some((key) => key.name === checkpoint.origin && key.verify(note) !== undefined);
    if (witness.type !== SIGNATURE_TYPES.witness || time === undefined || !signature || !isOwn) return undefined;
    if (checkpoint.size > size) return undefined;
    if (toHex(await rootOfFirst(sha256Bytes, subtrees, checkpoint.size)) !== checkpoint.root) return undefined;
    const seen = { size: checkpoint.size, root: checkpoint.root, time: toInstant(time * 1000), note: text };
    return { seen, text: note.text, signature };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
