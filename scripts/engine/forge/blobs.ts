import { blobId } from '#engine/config/folder.ts';
import { ForgeError } from './errors.ts';
import { askSeveral, askRest, type Client } from './octokit.ts';
import type { RawBlob } from './raw.ts';

const READ_BLOB = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}';
const BATCH = 50;

/** Reads the bytes of a blob, or throws a ForgeError, also if the bytes do not have this id. */
export async function blobBytes(client: Client, oid: string): Promise<Buffer> {
  const { content, encoding } = await askRest(client, READ_BLOB, { file_sha: oid });
  const bytes = Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8');
  if (blobId(bytes, oid) !== oid) throw new ForgeError('unreadable', READ_BLOB, `Blob ${oid} came incomplete.`);
  return bytes;
}

/**
 * Returns the text of a blob exactly as it is stored. GraphQL cuts long texts, and guesses unusual encodings. A text
 * from GraphQL is used only if the blob id proves that the text is correct; otherwise the bytes are read.
 * @throws ForgeError if the bytes are not UTF-8
 */
export async function blobText(client: Client, blob: RawBlob): Promise<string> {
  return proven(blob) ?? strictText(await blobBytes(client, blob.oid), blob.oid);
}

/** Returns the text that a query returned for a blob, if the text is complete and unchanged. */
export function proven(blob: RawBlob): string | undefined {
  if (typeof blob.text !== 'string' || blob.isTruncated) return undefined;
  return blobId(Buffer.from(blob.text, 'utf8'), blob.oid) === blob.oid ? blob.text : undefined;
}

/** Reads the texts of blobs by their ids, with one query for each fifty blobs. */
export async function readBlobs(client: Client, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const batch of batches([...new Set(ids)])) {
    const blobs = await askSeveral<RawBlob>(client, 'ReadBlobs', batch);
    for (const [n, id] of batch.entries()) {
      const blob = blobs[n];
      if (!blob?.oid) throw new ForgeError('unreadable', 'GraphQL query ReadBlobs', `Blob ${id} is not there.`);
      texts.set(id, await blobText(client, blob));
    }
  }
  return texts;
}

/** Divides keys into groups that are small enough for one query. */
export function batches<Key>(keys: readonly Key[]): Key[][] {
  return Array.from({ length: Math.ceil(keys.length / BATCH) }, (_, n) => keys.slice(n * BATCH, (n + 1) * BATCH));
}

function strictText(bytes: Buffer, oid: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ForgeError('unreadable', READ_BLOB, `Blob ${oid} is not UTF-8.`);
  }
}
