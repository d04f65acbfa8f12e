import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { tooLarge, unfitFor } from '#domain/case/state/signed.ts';
import { sha256 } from '#domain/request/digest.ts';
import { SIGNED_LIMITS } from '#domain/request/signed-line.ts';
import { type Answer, json, scripted } from '#tests/support/forge-answers.ts';
import { samplePdf } from '#tests/support/signed.ts';
import { readSigned } from './read-signed.ts';

const oidOf = (bytes: Uint8Array): string =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
const named = (bytes: Uint8Array, name = 'a.pdf') => ({ name, oid: oidOf(bytes), sha256: sha256(bytes) });
const sizes = (...all: (number | null)[]): Response =>
  json({
    data: {
      repository: Object.fromEntries(all.map((size, n) => [`f${n}`, size === null ? null : { byteSize: size }])),
    },
  });
const blob = (bytes: Uint8Array): Answer =>
  json({ content: Buffer.from(bytes).toString('base64'), encoding: 'base64' });

const PDF = samplePdf('satu');

async function read(bytes: Uint8Array, answers: readonly Answer[]) {
  const { client, asked } = scripted(answers);
  const [found] = await readSigned(client, [named(bytes)]);
  return { found, asked };
}

test('R47: a document costs two reads, and a document that is named twice is read once', async () => {
  const { client, asked } = scripted([sizes(PDF.length), blob(PDF)]);
  const all = await readSigned(client, [named(PDF), named(PDF, 'b.pdf')]);
  expect(all).toEqual([{ oid: oidOf(PDF), found: { sha256: sha256(PDF), size: PDF.length }, bytes: PDF }]);
  expect(asked.map(({ operation, path }) => operation ?? path)).toEqual([
    'ReadSizes',
    `/api/v3/repos/kantor/berkas/git/blobs/${oidOf(PDF)}`,
  ]);
});

test('R8, security 22, 51: a document that is too large is not read if the forge gives its size, and otherwise is not kept', async () => {
  const reported = await read(PDF, [sizes(SIGNED_LIMITS.size + 1), blob(PDF)]);
  expect([reported.found?.found, reported.asked.length]).toEqual([tooLarge(SIGNED_LIMITS.size + 1), 1]);
  const large = Buffer.concat([PDF, Buffer.alloc(SIGNED_LIMITS.size)]);
  const unlisted = await read(large, [sizes(null), blob(large)]);
  expect(unlisted.found).toEqual({ oid: oidOf(large), found: tooLarge(large.length) });
  // A large file is refused also if it is a complete PDF.
  const end = PDF.lastIndexOf('startxref');
  const whole = (size: number) =>
    Buffer.concat([PDF.subarray(0, end), Buffer.from(`% ${'x'.repeat(size - PDF.length - 3)}\n`), PDF.subarray(end)]);
  expect(whole(SIGNED_LIMITS.size).length).toBe(SIGNED_LIMITS.size);
  expect(unfitFor(whole(SIGNED_LIMITS.size))).toBeUndefined();
  expect(unfitFor(whole(SIGNED_LIMITS.size + 1))).toMatchObject({ fault: 'large' });
});

test.each([404, 422])(
  'R31, R47, security 51: a blob that does not exist (%i) is a fault of the document',
  async (status) => {
    const { found } = await read(PDF, [sizes(null), json({ message: 'Not Found' }, status)]);
    expect(found).toEqual({ oid: oidOf(PDF), found: { fault: 'absent' } });
  },
);

test.each<readonly [what: string, answer: Answer]>([
  ['a failure of the forge', json({ message: 'Bad gateway' }, 502)],
  ['a token that may not read', json({ message: 'Forbidden' }, 403)],
  ['bytes of another blob', blob(samplePdf('dua'))],
  ['bytes that were cut off', blob(PDF.subarray(0, -10))],
  ['no connection', new Error('ECONNRESET')],
])(
  'R31, R47, security 51: with %s, reading a document is an error, and no fault of the document',
  async (_what, answer) => {
    await expect(read(PDF, [sizes(PDF.length), answer])).rejects.toThrow();
  },
);

test('R31, R47: if the sizes of documents cannot be read, reading is an error', async () => {
  await expect(read(PDF, [json({ message: 'Bad gateway' }, 502)])).rejects.toThrow();
});
