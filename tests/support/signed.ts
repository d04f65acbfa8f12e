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

const PHOTO = Buffer.from(
  [
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO',
    'UlNSMj5aYVpQYEpRUk//wAALCAALABABAREA/8QAFgABAQEAAAAAAAAAAAAAAAAAAQAC/8QAJBAAAAQDCQEAAAAAAAAAAAAAAQMR',
    'EgACggQhIjEyQWGRsRP/2gAIAQEAAD8AdWeJ1Sr6qVJskWrPE6pV9VKk2SCzj9ZSBMvEwCXcvc7tAjVnADZiAMvAwSXcvc7tAj//',
    '2Q==',
  ].join(''),
  'base64',
);

/** Returns a photograph as the desk sends it. Each last comment makes another file. */
export function samplePhoto(last = ''): Buffer {
  const text = Buffer.from(last);
  const comment = Buffer.from([0xff, 0xfe, 0, text.length + 2]);
  return Buffer.concat([PHOTO.subarray(0, 2), comment, text, PHOTO.subarray(2)]);
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
