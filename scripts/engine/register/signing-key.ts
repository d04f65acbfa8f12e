/** Ed25519 keys that sign checkpoints (R36) and cosign them (R37), in the text form that Go's `note` package reads. */
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

/** A key that signs. */
export interface SigningKey {
  /** The public key, by which others verify. */
  readonly vkey: string;
  /**
   * Signs the text of a checkpoint.
   * @param time the time in epoch seconds, which is part of a witness's signature but not of the log's own
   */
  readonly sign: (text: string, time?: number) => NoteSignature;
}

type KeyType = (typeof SIGNATURE_TYPES)[keyof typeof SIGNATURE_TYPES];

/** Makes a new key and returns its text, which is secret. */
export function makeSigningKey(name: string, type: KeyType = SIGNATURE_TYPES.log): string {
  const seed = randomBytes(32);
  const { keyId } = verifierOf(name, type, privateKeyOf(seed));
  return `PRIVATE+KEY+${name}+${keyId}+${toBase64(joinedBytes(Uint8Array.of(type), seed))}`;
}

/** Reads the text of a key, or throws a SyntaxError that quotes nothing of the text. */
export function readSigningKey(text: string): SigningKey {
  const [, name = '', id = '', encoded = ''] =
    /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? [];
  const [type, seed] = decoded(encoded);
  if (type === undefined || seed === undefined) throw new SyntaxError('Not a signing key (PRIVATE+KEY+NAME+ID+KEY).');
  const key = privateKeyOf(seed);
  const verifier = verifierOf(name, type, key);
  if (verifier.keyId !== id) throw new SyntaxError(`The id of the signing key ${name} does not match the key.`);
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

/** The PKCS #8 form of an Ed25519 key, without its seed. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

const privateKeyOf = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });

function verifierOf(name: string, type: number, key: KeyObject): VerifierKey {
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  const bytes = new Uint8Array(Buffer.from(x, 'base64url'));
  return { name, keyId: toHex(sha256Bytes(keyIdText(name, type, bytes)).slice(0, 4)), type, key: bytes };
}

/** A key that verifies signatures. */
export interface Verifier extends VerifierKey {
  /**
   * Verifies the signature of the key on a note.
   * @returns the time of the signature (0 in the log's own signature); `undefined` if there is no valid signature
   */
  readonly verify: (note: SignedNote) => number | undefined;
  /**
   * Checks whether a note has a valid signature by the key. The work is done in parallel, for callers with many notes.
   */
  readonly holds: (note: SignedNote) => Promise<boolean>;
}

/** Makes the verifier of a vkey, or throws a SyntaxError if the text is no vkey or its id does not match the key. */
export function verifierFor(vkey: string): Verifier {
  const verifier = parseVkey(vkey);
  const { name, keyId, type, key } = verifier;
  if (toHex(sha256Bytes(keyIdText(name, type, key)).slice(0, 4)) !== keyId)
    throw new SyntaxError(`The id of the key ${name} does not match the key: ${keyId}`);
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
