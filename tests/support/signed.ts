import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NamedDocument } from '#domain/request/signed-line.ts';
import { ROOT } from './folders.ts';
import type { Office } from './office.ts';

/**
 * Returns a PDF as a signing service returns it: the sample letter with a given last line. Each last line makes another
 * file.
 */
export function samplePdf(last = ''): Buffer {
  const letter = readFileSync(join(ROOT, 'examples/requests/rapat-koordinasi-banjir/surat-permohonan.pdf'));
  const end = letter.lastIndexOf('%%EOF');
  return Buffer.concat([letter.subarray(0, end), Buffer.from(`% ${last}\n%%EOF\n`)]);
}

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Puts a file into the repository as any writer may, on no branch.
 * @returns the file as an act names it
 */
export async function handOver(office: Office, login: string, name: string, bytes: Uint8Array): Promise<NamedDocument> {
  const client = await office.as(login);
  const { data } = await client.request('POST /repos/{owner}/{repo}/git/blobs', {
    owner: office.local.owner,
    repo: office.local.repo,
    content: Buffer.from(bytes).toString('base64'),
    encoding: 'base64',
  });
  return { name, oid: data.sha, sha256: digestOf(bytes) };
}
