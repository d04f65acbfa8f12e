/** Tests of page breaks in documents: a letter of usual length is one page, and no page has only the foot. */
import { expect, test } from 'vitest';
import { bookOf } from '#domain/documents/compose.ts';
import type { Sheet, SheetPart } from '#domain/documents/sheet.ts';
import { drawSheet } from '#public/documents/draw-sheet.ts';
import { nodePress } from '#public/documents/node-press.ts';
import { documentNames, sheetsOf } from '#public/documents/office-documents.ts';
import { hasPoppler, pagesOf, placesOf } from '../documents/paper.ts';
import { begun, caseOf, documents, paragraph, place, sheetNamed, WAYS } from '../documents/ways.ts';

const press = await nodePress();

/** Gives a sheet a letterhead with three lines of contact. */
const full = (sheet: Sheet): Sheet => ({
  ...sheet,
  ...(sheet.head ? { head: CONTACT } : {}),
});
const CONTACT = {
  lines: ['PEMERINTAH CONTOH', 'DINAS CONTOH'],
  contact: ['Jalan Contoh 1', 'Telepon 0', 'a@contoh.go.id'],
};

test.runIf(hasPoppler).each([
  ['granted', 'surat-balasan'],
  ['alternatives offered', 'surat-balasan'],
  ['rejected', 'surat-balasan'],
  ['failed', 'surat-balasan'],
  ['granted', 'jadwal-pelaksanaan'],
  ['submitted', 'surat-permohonan'],
  ['submitted', 'bukti-pengajuan'],
  ['granted', 'tanda-terima'],
] as const)(
  'a case of the kind “%s”: with a full letterhead the document %s is one page, also as the public copy (poppler)',
  async (way, id) => {
    for (const isPublic of [false, true])
      expect(pagesOf(await drawSheet(full(sheetNamed(way, id, isPublic)), press))).toHaveLength(1);
  },
);

/** A subject of two lines and a long name of a role, as offices write them. */
const LONG: Readonly<Record<string, string>> = {
  'Permohonan TCM Room (contoh)': 'Permohonan penggunaan TCM Room untuk rapat koordinasi penanganan banjir',
  'Kepala Dinas Contoh': 'Kepala Pelaksana Badan Penanggulangan Bencana Daerah Kota Contoh',
  'Rapat koordinasi contoh': 'Rapat koordinasi penanganan banjir dengan kecamatan dan BPBD provinsi',
};

test.runIf(hasPoppler).each(['granted', 'three alternatives offered', 'rejected', 'failed'] as const)(
  'a case of the kind “%s”: with a long subject and a long name of a role the reply is one page (poppler)',
  async (way) => {
    const one = caseOf(WAYS[way]);
    const entries = JSON.parse(JSON.stringify(one.entries), (_name, value) => LONG[String(value)] ?? value);
    const made = sheetsOf(documents, { ...one, entries }, place).findLast(({ id }) => id === 'surat-balasan');
    if (!made) throw new Error('There is no reply.');
    const head = { ...CONTACT, contact: CONTACT.contact.slice(0, 2) };
    const pages = pagesOf(await drawSheet({ ...made.sheet, head }, press));
    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain('rapat koordinasi penanganan banjir');
  },
);

test.runIf(hasPoppler)(
  'a few lines of label and value stay together with their heading, on the page of the foot (poppler)',
  async () => {
    const facts: SheetPart = { is: 'pairs', pairs: ['satu', 'dua', 'tiga'].map((each) => [each, `isi ${each}`]) };
    const sheet = sheetNamed('rejected', 'surat-balasan');
    for (let lines = 27; lines < 45; lines += 3) {
      const pages = pagesOf(
        await drawSheet({ ...sheet, parts: [paragraph(lines), { is: 'section', text: 'Judul' }, facts] }, press),
      );
      expect(pages.at(-1)).toContain('Judul satu : isi satu dua : isi dua tiga : isi tiga');
    }
  },
);

test.runIf(hasPoppler)('no word in a column head of the agenda book is broken (poppler)', async () => {
  const [page = ''] = pagesOf(await drawSheet(book(), press));
  const heads = book().parts.flatMap((part) => (part.is === 'table' ? part.heads : []));
  for (const word of heads.flatMap((head) => head.split(' '))) expect(page.split(' ')).toContain(word);
});

test.runIf(hasPoppler)('the disposition sheet of a straight case is one page (poppler)', async () => {
  expect(pagesOf(await drawSheet(full(sheetNamed('completed', 'lembar-disposisi')), press))).toHaveLength(1);
});

/** Returns the agenda book of one case whose disposition has 3,900 characters. */
function book(): Sheet {
  const note = Array.from({ length: 490 }, (_, n) => `kata${n}`).join(' ');
  const walk = begun().wait(3).approve().wait(3).approve({ note });
  const template = documents.templates.find(({ value }) => value.id === 'buku-agenda');
  if (!template) throw new Error('There is no agenda book.');
  const made = { address: 'https://contoh.go.id/periksa/', lines: ['Dibuat dari register.'], made: walk.now };
  return bookOf(template, { year: 2026, cases: [caseOf(walk)], names: documentNames(documents) }, made);
}

test('the agenda book cuts a long disposition at a word, and says that the disposition sheet has all of it', () => {
  const table = book().parts.find((part) => part.is === 'table');
  const cell = table?.rows[0]?.find((text) => text.startsWith('kata0')) ?? '';
  expect(cell).toMatch(/ kata\d+ … \(selengkapnya pada Lembar Disposisi\)$/);
  expect(cell.length).toBeLessThan(345);
});

test.runIf(hasPoppler)('the agenda book with a long disposition is one page (poppler)', async () => {
  expect(pagesOf(await drawSheet(book(), press))).toHaveLength(1);
});

test.runIf(hasPoppler)('a table row over several pages shows its first cell on each page (poppler)', async () => {
  const long = Array.from({ length: 900 }, (_, n) => `kata${n}`).join(' ');
  const table: SheetPart = { is: 'table', heads: ['Nomor', 'Isi'], widths: [1, 1], rows: [['berkas-7', long]] };
  const pages = pagesOf(await drawSheet({ ...sheetNamed('rejected', 'surat-balasan'), parts: [table] }, press));
  expect(pages.length).toBeGreaterThan(2);
  for (const page of pages) expect(page).toContain('berkas-7');
});

test.runIf(hasPoppler)(
  'a text of several pages begins on the page of its heading or of the sentence before it (poppler)',
  async () => {
    const sheet = sheetNamed('rejected', 'surat-balasan');
    for (const begins of [
      { is: 'section', text: 'Judul' },
      { is: 'text', text: 'Dengan pertimbangan:' },
    ] as const) {
      const [first] = pagesOf(await drawSheet({ ...sheet, parts: [paragraph(8), begins, paragraph(90)] }, press));
      expect(first).toContain(`${begins.text} kata kata`);
    }
  },
);

test.runIf(hasPoppler)(
  'place and date are on the line of the number, or above it if they are too long for that line (poppler)',
  async () => {
    const sheet = sheetNamed('rejected', 'surat-balasan');
    const linesOf = async (date: string): Promise<number[]> => {
      const parts = sheet.parts.map((part) => (part.is === 'reference' ? { ...part, date } : part));
      const words = placesOf(await drawSheet({ ...sheet, parts }, press));
      return ['2026', 'Nomor'].map((word) => words.find((each) => each.word === word)?.top ?? 0);
    };
    const [date = 0, number = 0] = await linesOf('Kota Contoh, 1 Desember 2026');
    expect(date).toBeCloseTo(number, 0);
    const [above = 0, below = 0] = await linesOf(
      'Kecamatan Contoh Hilir, Kabupaten Kepulauan Contoh Selatan, 1 Desember 2026',
    );
    expect(above).toBeLessThan(below - 10);
  },
);

test.runIf(hasPoppler)(
  'a letter keeps 3 cm free at the side that is bound, and 2 cm at the other (poppler)',
  async () => {
    for (const [way, id] of [
      ['granted', 'surat-balasan'],
      ['completed', 'laporan-kegiatan'],
      ['completed', 'lembar-disposisi'],
    ] as const)
      for (const { left, right } of placesOf(await drawSheet(sheetNamed(way, id), press))) {
        expect(left).toBeGreaterThan(85);
        expect(right).toBeLessThan(595.28 - 56);
      }
  },
);

test.runIf(hasPoppler)('each page of a document names the case or the year (poppler)', async () => {
  const sheet = sheetNamed('completed', 'laporan-kegiatan');
  const report = await drawSheet({ ...sheet, parts: [paragraph(20), ...sheet.parts] }, press);
  const pages = pagesOf(report);
  expect(pages).toHaveLength(2);
  for (const page of pages) expect(page).toMatch(/Laporan Kegiatan · PMK-2026-7 · halaman \d dari 2/);
  expect(pagesOf(await drawSheet(book(), press)).join(' ')).toContain('Buku Agenda Surat Masuk · 2026 · halaman 1');
});
