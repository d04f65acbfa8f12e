import { base64, sha256Of } from '../../request/sha256-of.ts';
import type { DeskForge } from '../forge.ts';
import { postHeard } from '../post-heard.ts';

/** Ids of the files that this window has sent or is sending, by SHA-256. A file that was not sent is sent again. */
const sent = new Map<string, Promise<string>>();

/**
 * Puts a file into the repository once, on no branch: it belongs to nothing until a commit or an act names it.
 * @param heard called with the share that is sent; not called if the file is being sent already
 * @returns the id of the blob
 */
export async function blobOf(forge: DeskForge, bytes: Uint8Array, heard?: (share: number) => void): Promise<string> {
  const digest = await sha256Of(bytes);
  const sending = sent.get(digest) ?? post(forge, bytes, heard);
  sent.set(digest, sending);
  sending.catch(() => sent.delete(digest));
  return sending;
}

async function post(forge: DeskForge, bytes: Uint8Array, heard?: (share: number) => void): Promise<string> {
  const body = { content: base64(bytes), encoding: 'base64' };
  const by = heard && postHeard(heard);
  return (await forge.rest<{ readonly sha: string }>('POST', '/git/blobs', body, by)).sha;
}
