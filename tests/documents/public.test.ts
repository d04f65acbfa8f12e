/** Tests of the public’s documents of a case, which the browser makes from the published files alone. */
import { expect, test } from 'vitest';
import { publishedDocuments } from '#public/export/published-documents.ts';
import { publicDocuments } from '#site/src/documents/public-documents.ts';
import { roles, sop, Walk } from '../support/walked-case.ts';
import { office } from '../support/world.ts';
import { asked, MADE, WAYS } from './ways.ts';

const config = office;

/** Returns the documents that a browser makes of a walked case. */
async function made(walk: Walk) {
  const lines = walk.sealed().lines.map(({ id, public: { part } }) => JSON.stringify({ id, public: { part } }));
  const files: Readonly<Record<string, string>> = {
    'data/chains/PMK-2026-7.jsonl.gz': lines.join('\n'),
    'data/documents.json': JSON.stringify(publishedDocuments(config)),
    'data/roles.json': JSON.stringify(
      Object.fromEntries(Object.entries(roles.roles).map(([id, { name }]) => [id, name])),
    ),
    [`data/procedures/${sop.id}.json`]: JSON.stringify(sop),
  };
  const read = async (path: string) => (files[path] === undefined ? undefined : new TextEncoder().encode(files[path]));
  return publicDocuments(read, 'PMK-2026-7', 'https://contoh.go.id/berkas/PMK-2026-7/', MADE);
}

test('R11, security 52: neither a template for staff nor that of the printed agenda book is published', () => {
  const ids = publishedDocuments(config).templates.map(({ value }) => value.id);
  expect(ids).toContain('surat-balasan');
  expect(ids).not.toContain('lembar-disposisi');
  expect(ids).not.toContain('buku-agenda');
  expect([...config.documents.keys()]).toEqual(expect.arrayContaining(['lembar-disposisi', 'buku-agenda']));
});

test('R11, security 52: documents made of published parts alone have no internal field and no internal note', async () => {
  const documents = await made(WAYS.completed);
  expect(documents.map(({ id }) => id)).toEqual([
    'bukti-pengajuan',
    'jadwal-pelaksanaan',
    'laporan-kegiatan',
    'surat-balasan',
    'surat-permohonan',
    'tanda-terima',
  ]);
  const { nama, telepon } = asked['pemohon'] as Record<string, string>;
  for (const secret of [nama, telepon, 'Tindak lanjuti segera.'])
    expect(JSON.stringify(documents)).not.toContain(secret);
});

test.each([
  ['is secret', new Walk(7).submit(asked, { nature: 'rahasia' }).wait(3).approve()],
  ['is top secret', new Walk(7).submit(asked, { nature: 'sangat_rahasia' }).wait(3).approve()],
  [
    'was secret, and was submitted again as ordinary',
    new Walk(7).submit(asked, { nature: 'rahasia' }).wait(3).changes('Perbaiki.').submit(asked),
  ],
  [
    'became secret in between',
    new Walk(7).submit(asked).wait(3).changes('Perbaiki.').submit(asked, { nature: 'rahasia' }),
  ],
])('R11, security 52: the public has no document of a letter that %s', async (_what, walk) => {
  expect(await made(walk)).toEqual([]);
});
