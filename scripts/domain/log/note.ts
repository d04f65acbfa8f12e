/**
 * Reads and prints signed notes, checkpoints, verifier keys and cosignatures. Other modules sign and verify. This
 * module runs in Node and in a browser.
 * @source https://c2sp.org/signed-note, https://c2sp.org/tlog-checkpoint, https://c2sp.org/tlog-cosignature
 */
import { type Bytes, fromBase64, fromHex, joinedBytes, toBase64, toHex } from './bytes.ts';

/** The types of signatures: by the log, or by a witness. A witness also signs the time when it saw the checkpoint. */
export const SIGNATURE_TYPES = { log: 1, witness: 4 } as const;

export interface NoteSignature {
  /** The name of the key. */
  readonly name: string;
  /** The id of the key, in eight hexadecimal digits. */
  readonly keyId: string;
  readonly signature: Bytes;
}

export interface SignedNote {
  /** The signed text, with its last line feed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** The greatest length of a note, in characters. The process and its witnesses write shorter notes. */
const LONGEST = 16_384;

/**
 * Reads a signed note.
 * @throws SyntaxError if the text is no signed note
 */
export function parseNote(note: string): SignedNote {
  const end = note.lastIndexOf('\n\n');
  const hasControls = [...note].some((char) => char < ' ' && char !== '\n');
  if (note.length > LONGEST || end < 0 || !note.endsWith('\n') || hasControls)
    throw new SyntaxError('Not a signed note: a text, an empty line and lines of signatures are expected.');
  const lines = note.slice(end + 2, -1).split('\n');
  return { text: note.slice(0, end + 1), signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): NoteSignature {
  const [, name, encoded] = /^\u2014 ([^\s+]+) (\S+)$/.exec(line) ?? [];
  if (name === undefined || encoded === undefined)
    throw new SyntaxError(`Not the line of a signature: ${line.slice(0, 80)}`);
  const bytes = fromBase64(encoded);
  if (bytes.length < 5) throw new SyntaxError(`The signature of ${name} is too short.`);
  return { name, keyId: toHex(bytes.slice(0, 4)), signature: bytes.slice(4) };
}

/** @param text signed text, with its last line feed */
export const printNote = ({ text, signatures }: SignedNote): string => {
  const lines = signatures.map(
    ({ name, keyId, signature }) => `\u2014 ${name} ${toBase64(joinedBytes(fromHex(keyId), signature))}\n`,
  );
  return `${text}\n${lines.join('')}`;
};

/** A checkpoint in the register, with the time that the forge or the office gave to its commit. */
export interface CommittedCheckpoint {
  readonly note: string;
  /** The time of the commit, in UTC and whole seconds. */
  readonly at: string;
}

/** The statement of a checkpoint: the first `size` entries of the log `origin` have the root `root`. */
export interface LogCheckpoint {
  readonly origin: string;
  readonly size: number;
  /** The root in hexadecimal digits. */
  readonly root: string;
}

/** Returns the text of a checkpoint, which is then signed. */
export const checkpointText = ({ origin, size, root }: LogCheckpoint): string =>
  `${origin}\n${size}\n${toBase64(fromHex(root))}\n`;

/**
 * Reads the text of a checkpoint.
 * @param text text of the note
 * @throws SyntaxError if the text is no checkpoint, or has more than three lines
 */
export function parseCheckpoint(text: string): LogCheckpoint {
  const [, origin = '', size = '', root = ''] = /^([^\n]+)\n(0|[1-9]\d{0,15})\n(\S+)\n$/.exec(text) ?? [];
  if (origin === '' || !Number.isSafeInteger(Number(size)))
    throw new SyntaxError('Not a checkpoint: a name, a size and a root are expected, one per line.');
  const bytes = fromBase64(root);
  if (bytes.length !== 32) throw new SyntaxError('The root of a checkpoint has 32 bytes.');
  return { origin, size: Number(size), root: toHex(bytes) };
}

/** A key by which signatures are verified. */
export interface VerifierKey {
  readonly name: string;
  readonly keyId: string;
  /** The type of its signatures, one of {@link SIGNATURE_TYPES}. */
  readonly type: number;
  /** The public key, 32 bytes. */
  readonly key: Bytes;
}

/**
 * Reads a verifier key.
 * @throws SyntaxError if the text is no vkey of Ed25519
 */
export function parseVkey(vkey: string): VerifierKey {
  const [, name, keyId, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(vkey) ?? [];
  if (name === undefined || keyId === undefined || encoded === undefined)
    throw new SyntaxError(`Not a vkey (NAME+ID+KEY): ${vkey.slice(0, 80)}`);
  const bytes = fromBase64(encoded);
  const [type = 0] = bytes;
  if (bytes.length !== 33 || !Object.values<number>(SIGNATURE_TYPES).includes(type))
    throw new SyntaxError(`Not the vkey of an Ed25519 key: ${vkey.slice(0, 80)}`);
  return { name, keyId, type, key: bytes.slice(1) };
}

export const printVkey = ({ name, keyId, type, key }: VerifierKey): string =>
  `${name}+${keyId}+${toBase64(joinedBytes(Uint8Array.of(type), key))}`;

/** Returns the bytes whose hash begins with the id of a key. The id has four bytes. */
export const keyIdText = (name: string, type: number, key: Uint8Array): Bytes =>
  joinedBytes(new TextEncoder().encode(`${name}\n`), Uint8Array.of(type), key);

/** Returns the signature of a note by this key; undefined if the note has none. */
export const signatureBy = (note: SignedNote, { name, keyId }: VerifierKey): NoteSignature | undefined =>
  note.signatures.find((each) => each.name === name && each.keyId === keyId);

/** A message and its signature, as Ed25519 verifies them. */
interface Signed {
  readonly message: Bytes;
  readonly signature: Bytes;
  /** The time at which a witness saw the message, in epoch seconds; absent in signatures of the log. */
  readonly time?: number;
}

/**
 * Returns message and signature of a note, to be verified by this key.
 * @returns undefined if the note has no signature by this key, or a signature of another form
 */
export function signedBy(note: SignedNote, key: VerifierKey): Signed | undefined {
  const signature = signatureBy(note, key)?.signature;
  if (!signature) return undefined;
  if (key.type === SIGNATURE_TYPES.log)
    return signature.length === 64 ? { message: new TextEncoder().encode(note.text), signature } : undefined;
  if (signature.length !== 72) return undefined;
  const time = Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0));
  return Number.isSafeInteger(time)
    ? { message: cosignedMessage(time, note.text), signature: signature.slice(8), time }
    : undefined;
}

/**
 * Returns the message that a witness signs.
 * @param time epoch seconds
 */
export const cosignedMessage = (time: number, text: string): Bytes =>
  new TextEncoder().encode(`cosignature/v1\ntime ${time}\n${text}`);

/**
 * Returns a witness's signature in the form that a note contains: the time, then the signature.
 * @param time epoch seconds
 */
export function timed(time: number, signature: Uint8Array): Bytes {
  const before = new Uint8Array(8);
  new DataView(before.buffer).setBigUint64(0, BigInt(time));
  return joinedBytes(before, signature);
}
