import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { letterheadLines } from '#domain/documents/letterhead-lines.ts';
import { unfitFor, unfitProblem } from '#domain/case/state/signed.ts';
import { takesPhotos, withPhotos } from '#domain/documents/photos.ts';
import type { DocumentEntry } from '#domain/documents/reading.ts';
import { formatProblem } from '#domain/problem.ts';
import { PHOTO_LIMITS } from '#domain/request/signed-line.ts';
import { drawSheet } from '#public/documents/draw-sheet.ts';
import { nodePress } from '#public/documents/node-press.ts';
import { sheetsOf } from '#public/documents/office-documents.ts';
import { ROOT } from '../support/folders.ts';
import { samplePdf, samplePhoto } from '../support/signed.ts';
import { hasPoppler, linesOf, pagesOf, tagsOf } from './paper.ts';
import { caseOf, documents, MADE, place, sheets, WAYS } from './ways.ts';

const sample = (name: string): Buffer => readFileSync(join(ROOT, 'examples/requests/rapat-koordinasi-banjir', name));
const map = sample('peta-lokasi.png');
/** A picture whose Exif refers to the place where it was taken. */
const PLACED = Buffer.from('ffd8ffe10000457869660000258804000100000000', 'hex');

/** A picture of two by two dots, half of them transparent. */
const TRANSPARENT = 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAD0lEQVQI12NgaGj4z4AMAB2EAgCEm979AAAAAElFTkSuQmCC';

test.each([
  ['a photograph', 'rapat.jpg', undefined, samplePhoto()],
  ['a PNG', 'rapat.jpg', 'bukan foto JPEG', map],
  ['a PDF', 'rapat.jpg', 'bukan foto JPEG', samplePdf()],
  ['a text', 'rapat.jpg', 'bukan foto JPEG', Buffer.from('foto')],
  ['a web page', 'rapat.jpg', 'bukan foto JPEG', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['a page within a picture', 'rapat.jpg', 'juga halaman web', samplePhoto('<script>alert(1)</script>')],
  ['a file without content', 'rapat.jpg', 'kosong', Buffer.alloc(0)],
  ['a photograph that says where it was taken', 'rapat.jpg', 'menyebut tempat', PLACED],
  [
    'a file that is too large',
    'rapat.jpg',
    'paling banyak 2 MB',
    Buffer.concat([samplePhoto(), Buffer.alloc(PHOTO_LIMITS.size)]),
  ],
  ['a photograph with the name of a PDF', 'surat.pdf', 'bukan PDF', samplePhoto()],
])('R8, R47, security 79: %s as the file %s: %s', (_what, name, fault, bytes) => {
  const unfit = unfitFor(bytes, name);
  if (fault === undefined) expect(unfit).toBeUndefined();
  else expect(formatProblem(unfitProblem(name, unfit ?? { fault: 'absent' }))).toContain(fault);
});

test('the report has a place for photographs after its signatures; other documents have none', () => {
  const made = sheets(WAYS.completed);
  expect(Object.entries(made).flatMap(([id, sheet]) => (takesPhotos(sheet) ? [id] : []))).toEqual(['laporan-kegiatan']);
  expect(made['laporan-kegiatan']?.parts.slice(-2).map(({ is }) => is)).toEqual(['signatures', 'photos']);
});

test('R47, R50: a report has the photographs that were filed last, and none once the documents are erased', () => {
  const one = caseOf(WAYS.completed);
  const photosIn = (...more: Omit<DocumentEntry, 'at' | 'seq'>[]) => {
    const later = more.map((each, at) => ({ at: MADE, seq: one.entries.length + 1 + at, ...each }));
    const made = sheetsOf(documents, { ...one, entries: [...one.entries, ...later] }, place);
    return made.find(({ id }) => id === 'laporan-kegiatan');
  };
  const entry = photosIn()?.seq ?? 0;
  const photos = (...names: string[]) => ({
    kind: 'filed' as const,
    filed: { paper: 'laporan-kegiatan', entry, title: { id: '', en: '' }, photos: names.length },
    signed: names.map((name) => ({ name, oid: '', sha256: '' })),
  });
  expect(photosIn()?.photos).toBeUndefined();
  const both = photosIn(photos('a.jpg', 'b.jpg'), photos('c.jpg'));
  expect([both?.photos?.map(({ name }) => name), both?.signed]).toEqual([['c.jpg'], undefined]);
  const erased = { kind: 'erased' as const, erased: { what: ['documents' as const], ground: { id: '', en: '' } } };
  expect(photosIn(photos('a.jpg'), erased)?.photos).toBeUndefined();
  // Of the public part of an entry only the number of files is known.
  expect(photosIn({ ...photos('a.jpg'), signed: 1 })?.photos).toBeUndefined();
});

test.skipIf(!hasPoppler)('photographs are drawn with number and caption, more of them on further pages', async () => {
  const report = sheets(WAYS.completed)['laporan-kegiatan'];
  if (!report) throw new Error('no report');
  const file = { name: 'rapat.jpg', oid: 'a'.repeat(40), sha256: 'b'.repeat(64) };
  const six = [1, 2, 3, 4, 5, 6].map((nth) => (nth === 2 ? file : { ...file, caption: `Kegiatan bagian ${nth}` }));
  const whole = () => withPhotos({ sheet: report, photos: six }, async () => samplePhoto().toString('base64'));
  const press = await nodePress();
  const [none, all] = [await drawSheet(report, press), await drawSheet(await whole(), press)];
  const text = pagesOf(all).join(' ');
  for (const words of ['Foto 1. Kegiatan bagian 1', 'Foto 2 ', 'Foto 6. Kegiatan bagian 6'])
    expect(text).toContain(words);
  // Each photograph is a figure with its caption as its alternative text.
  expect(tagsOf(all).split('Figure').length - tagsOf(none).split('Figure').length).toBe(6);
  expect(Buffer.from(await drawSheet(await whole(), press)).equals(Buffer.from(all))).toBe(true);
});

test.skipIf(!hasPoppler)(
  'a report without photographs has no place for them, and its last page has its signatures',
  async () => {
    const report = sheets(WAYS.completed)['laporan-kegiatan'];
    const press = await nodePress();
    for (let lines = 1; lines < 40; lines += 3) {
      const text = Array.from({ length: lines }, (_, at) => `Baris ${at + 1}`).join('\n');
      const parts = (report?.parts ?? []).map((part) => (part.is === 'text' ? { ...part, text } : part)).slice(-4);
      const pages = report ? pagesOf(await drawSheet({ ...report, parts }, press)) : [];
      expect(pages.join(' ')).not.toContain('Dokumentasi kegiatan');
      expect(pages.at(-1)).toContain('Mengetahui, Kepala Dinas');
    }
  },
);

test.skipIf(!hasPoppler).each(['7', '79123', '79123 dan 79124'])(
  'R35: no line of the letterhead ends between a label and its value: with the postal code %s',
  async (postcode) => {
    const reply = sheets(WAYS.granted)['surat-balasan'];
    if (!reply) throw new Error('no letter');
    for (let length = 20; length < 90; length += 5) {
      const address = `Jalan ${'Contoh '.repeat(20).slice(0, length).trim()}`;
      const long = {
        address,
        postcode,
        telephone: '(0562) 000000',
        email: `${'a'.repeat(length - 19)}@contoh-kota.go.id`,
        site: 'dinas-contoh.contoh-kota.go.id',
      };
      const head = letterheadLines({ lines: ['PEMERINTAH CONTOH', 'DINAS CONTOH'], place: 'Contoh', ...long });
      const lines = linesOf(await drawSheet({ ...reply, head }, await nodePress()));
      for (const whole of [
        `Kode Pos ${postcode}`,
        'Telepon (0562) 000000',
        `Pos-el ${long.email}`,
        `Laman ${long.site}`,
      ])
        expect(lines.filter((line) => line.includes(whole))).toHaveLength(1);
    }
  },
);

test.skipIf(!hasPoppler)(
  'arms with transparent places are drawn in the letterhead, with their words for screen readers',
  async () => {
    const reply = sheets(WAYS.granted)['surat-balasan'];
    if (!reply?.head) throw new Error('no letter');
    const arms = { image: TRANSPARENT, alt: 'Lambang contoh' };
    const drawn = await drawSheet({ ...reply, head: { ...reply.head, arms } }, await nodePress());
    const bytes = Buffer.from(drawn).toString('latin1');
    expect(bytes).toContain('/Alt (Lambang contoh)');
    expect(bytes).toContain('/SMask');
  },
);
