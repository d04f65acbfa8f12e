import { kindOf, tooLarge } from '#domain/case/state/signed.ts';
import { sha256 } from '#domain/request/digest.ts';
import { type NamedDocument, SIGNED_LIMITS } from '#domain/request/signed-line.ts';
import { blobBytes } from './blobs.ts';
import { ForgeError } from './errors.ts';
import type { ReadSigned } from './forge.ts';
import { askSeveral, type Client } from './octokit.ts';
import type { RawBlob } from './raw.ts';

/**
 * Reads the documents that an act names, as data (R8, R47). A person wrote the ids of the blobs, so a missing blob is a
 * result and delays no case. Every other failure is an error (R31).
 * @param named the documents of one act
 * @throws ForgeError if the forge cannot be reached, or if a reply is incomplete
 */
export async function readSigned(client: Client, named: readonly NamedDocument[]): Promise<readonly ReadSigned[]> {
  const ids = [...new Set(named.map(({ oid }) => oid))];
  const sizes = await askSeveral<Partial<RawBlob>>(client, 'ReadSizes', ids);
  return Promise.all(ids.map((oid, n) => readOne(client, oid, sizes[n]?.byteSize)));
}

/** Reads one document. `size` is known if the forge gave it before. */
async function readOne(client: Client, oid: string, size: number | undefined): Promise<ReadSigned> {
  // A document that is too large is refused before it is read (security 22).
  if (size !== undefined && size > SIGNED_LIMITS.size) return { oid, found: tooLarge(size) };
  try {
    const bytes = await blobBytes(client, oid);
    const kind = kindOf(bytes);
    return 'fault' in kind
      ? { oid, found: kind }
      : { oid, found: { sha256: sha256(bytes), size: bytes.length, ...kind }, bytes };
  } catch (error) {
    if (isAbsent(error)) return { oid, found: { fault: 'absent' } };
    throw error;
  }
}

const isAbsent = (error: unknown): boolean =>
  error instanceof ForgeError && (error.status === 404 || error.status === 422);
