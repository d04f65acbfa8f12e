import { keyIdText, parseVkey, type SignedNote, signedBy, type VerifierKey } from '#domain/log/note.ts';
import { toHex } from '#domain/log/bytes.ts';
import { browserSha256 } from './sha256.ts';

/** This browser cannot verify Ed25519. */
export class NoEd25519 extends Error {
  override readonly name = 'NoEd25519';
}

/** A signature that holds, and for a witness's the time that it names, in epoch seconds. */
export interface HeldSignature {
  readonly time?: number;
}

/**
 * The signature of a note by this key.
 * @returns undefined where it has none that holds
 * @throws NoEd25519 where this browser cannot verify it
 */
export async function signatureOf(note: SignedNote, key: VerifierKey): Promise<HeldSignature | undefined> {
  const signed = signedBy(note, key);
  const id = toHex(await browserSha256(keyIdText(key.name, key.type, key.key))).slice(0, 8);
  if (!signed || id !== key.keyId) return undefined;
  const verifier = await imported(key);
  const { message, signature, time } = signed;
  const holds = await crypto.subtle.verify('Ed25519', verifier, Uint8Array.from(signature), message);
  return holds ? (time === undefined ? {} : { time }) : undefined;
}

async function imported({ key }: VerifierKey): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
  } catch (error) {
    throw new NoEd25519('Ed25519', { cause: error });
  }
}

/** A vkey's parts; undefined for what is none. */
export function vkeyOf(line: string): VerifierKey | undefined {
  try {
    return parseVkey(line);
  } catch {
    return undefined;
  }
}
