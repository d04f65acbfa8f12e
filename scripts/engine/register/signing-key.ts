/** Keys of Ed25519 that sign checkpoints (R36) and cosign them (R37), in the text form that Go's `note` package reads. */
import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign, verify } from 'node:crypto';
import { fromBase64, joinedBytes, toBase64, toHex } from '#domain/log/bytes.ts';
import { sha256Bytes } from '#domain/log/edge.ts';
import {
  cosignedMessage,
  keyIdText,
  type NoteSignature,
  parseVkey,
  printVkey,
  SIGNATURE_TYPES,
  type SignedNote,
  signedBy,
  timed,
  type VerifierKey,
} from '#domain/log/note.ts';

/** What signs for one key. */
export interface SigningKey {
  /** What others verify by. */
  readonly vkey: string;
  /**
   * Signs the text of a checkpoint.
   * @param time epoch seconds, which a witness's signature holds; the log's own does not
   */
  readonly sign: (text: string, time?: number) => NoteSignature;
}

type KeyType = (typeof SIGNATURE_TYPES)[keyof typeof SIGNATURE_TYPES];

/** A new key. @returns its text, which is secret */
export function makeSigningKey(name: string, type: KeyType = SIGNATURE_TYPES.log): string {
  const seed = randomBytes(32);
  const { keyId } = verifierOf(name, type, privateKeyOf(seed));
  return `PRIVATE+KEY+${name}+${keyId}+${toBase64(joinedBytes(Uint8Array.of(type), seed))}`;
}

/**
 * Reads a key's text.
 * @throws SyntaxError for what is none; it says nothing of what was read
 */
export function readSigningKey(text: string): SigningKey {
  const [, name = '', id = '', encoded = ''] =
    /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? [];
  const [type, seed] = decoded(encoded);
  if (type === undefined || seed === undefined) throw new SyntaxError('Not a signing key (PRIVATE+KEY+NAME+ID+KEY).');
  const key = privateKeyOf(seed);
  const verifier = verifierOf(name, type, key);
  if (verifier.keyId !== id) throw new SyntaxError(`The id of the signing key ${name} is not its own.`);
  return {
    vkey: printVkey(verifier),
    sign: (message, time = 0) => {
      const bytes = type === SIGNATURE_TYPES.log ? new TextEncoder().encode(message) : cosignedMessage(time, message);
      const signature = new Uint8Array(sign(null, bytes, key));
      return { name, keyId: id, signature: type === SIGNATURE_TYPES.log ? signature : timed(time, signature) };
    },
  };
}

function decoded(encoded: string): [KeyType, Uint8Array] | [] {
  try {
    const bytes = fromBase64(encoded);
    const type = Object.values(SIGNATURE_TYPES).find((each) => each === bytes[0]);
    return bytes.length === 33 && type !== undefined ? [type, bytes.slice(1)] : [];
  } catch {
    return [];
  }
}

/** PKCS #8 of an Ed25519 key, but for its seed. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

const privateKeyOf = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });

function verifierOf(name: string, type: number, key: KeyObject): VerifierKey {
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  const bytes = new Uint8Array(Buffer.from(x, 'base64url'));
  return { name, keyId: toHex(sha256Bytes(keyIdText(name, type, bytes)).slice(0, 4)), type, key: bytes };
}

/** Verifies what a key signed. */
export interface Verifier extends VerifierKey {
  /** @returns when it was signed (0 in the log's own signature); undefined: the note has no valid signature by the key */
  readonly verify: (note: SignedNote) => number | undefined;
  /** Whether it has one; computed in parallel with the program's own work, for those who verify many. */
  readonly holds: (note: SignedNote) => Promise<boolean>;
}

/** @throws SyntaxError for what is no vkey, or has an id that is not its own */
export function verifierFor(vkey: string): Verifier {
  const verifier = parseVkey(vkey);
  const { name, keyId, type, key } = verifier;
  if (toHex(sha256Bytes(keyIdText(name, type, key)).slice(0, 4)) !== keyId)
    throw new SyntaxError(`The id of the key ${name} is not its own: ${keyId}`);
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  return {
    ...verifier,
    verify: (note) => {
      const signed = signedBy(note, verifier);
      return signed && verify(null, signed.message, publicKey, signed.signature) ? (signed.time ?? 0) : undefined;
    },
    holds: (note) =>
      new Promise((resolve, reject) => {
        const signed = signedBy(note, verifier);
        if (!signed) return resolve(false);
        const done = (error: Error | null, result: boolean): void => (error ? reject(error) : resolve(result));
        verify(null, signed.message, publicKey, signed.signature, done);
      }),
  };
}
