/** Tests of page breaks in documents: a letter of usual length is one page, and no page has only the foot. */
import { expect, test } from 'vitest';
import { bookOf } from '#domain/documents/compose.ts';
import type { Sheet, SheetPart } from '#domain/documents/sheet.ts';
import { drawSheet } from '#public/documents/draw-sheet.ts';
import { nodePress } from '#public/documents/node-press.ts';
import { documentNames, sheetsOf } from '#public/documents/office-documents.ts';
import { faultsIn, hasPoppler, pagesOf, placesOf } from '../documents/paper.ts';
import { begun, caseOf, documents, place, sheets, WAYS } from '../documents/ways.ts';

const press = await nodePress();

function sheetNamed(way: keyof typeof WAYS, id: string, isPublic = false): Sheet {
  const sheet = sheets(WAYS[way], isPublic)[id];
  if (!sheet) throw new Error(`There is no ${id}.`);
  return sheet;
}

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
  'the end of a row over several pages is on the page of the foot (poppler)',
  { timeout: 120_000 },
  async () => {
    const sheet = sheetNamed('rejected', 'surat-balasan');
    for (let lines = 34; lines < 56; lines += 1) {
      const cell = Array.from({ length: lines }, (_, at) => (at === lines - 1 ? 'terakhir' : 'kata')).join('\n');
      const table: SheetPart = { is: 'table', heads: ['Isi'], widths: [1], rows: [[cell]] };
      const last = pagesOf(await drawSheet({ ...sheet, parts: [table] }, press)).at(-1) ?? '';
      expect(last).toContain('terakhir');
      expect(last).toContain('Dibuat dari register');
    }
  },
);

const paragraph = (lines: number): SheetPart => ({
  is: 'text',
  text: Array.from({ length: lines }, () => 'kata').join('\n'),
});

/** The parts that must be on the last page together with the foot, after any other parts. */
const ENDINGS: readonly (readonly [what: string, end: readonly SheetPart[], words: string])[] = [
  [
    'a signature',
    [
      { is: 'text', text: 'Demikian disampaikan.' },
      { is: 'signature', lines: ['Kepala,', 'Contoh'] },
    ],
    'Demikian disampaikan. Kepala, Contoh',
  ],
  [
    'copies',
    [
      { is: 'signature', lines: ['Kepala,', 'Contoh'] },
      { is: 'copies', lines: ['Satu', 'Dua'] },
    ],
    'Kepala, Contoh Tembusan: 1. Satu 2. Dua',
  ],
  ['a line of label and value', [{ is: 'pairs', pairs: [['Label', 'Isi terakhir']] }], 'Label : Isi terakhir'],
  ['a table', [{ is: 'table', heads: ['Kepala'], widths: [1], rows: [['pertama'], ['terakhir']] }], 'terakhir'],
  ['a text', [{ is: 'text', text: 'Kalimat penutup.' }], 'Kalimat penutup.'],
];

test.runIf(hasPoppler).each(ENDINGS)(
  'the end of a document (%s) is on the page of the foot, wherever the page breaks (poppler)',
  { timeout: 120_000 },
  async (_what, end, words) => {
    const sheet = sheetNamed('rejected', 'surat-balasan');
    const counts = new Set<number>();
    for (let lines = 14; lines < 46; lines += 2) {
      const pages = pagesOf(await drawSheet({ ...sheet, parts: [paragraph(lines), ...end] }, press));
      counts.add(pages.length);
      const last = pages.at(-1) ?? '';
      expect(last).toContain(words);
      expect(last).toContain('Dibuat dari register');
    }
    expect([...counts].sort()).toEqual([1, 2]);
  },
);

const count = (text: string, word: string): number => text.split(word).length - 1;

test.runIf(hasPoppler)(
  'no page has only one line of a paragraph that is on two pages (poppler)',
  { timeout: 120_000 },
  async () => {
    const sheet = sheetNamed('rejected', 'surat-balasan');
    const seen = new Set<number>();
    // At some of these lengths, one line would be alone at the end of the first page or at the top of the second page.
    for (let before = 30; before < 46; before += 1) {
      const text = Array.from({ length: 4 }, () => 'baris').join('\n');
      const parts: SheetPart[] = [paragraph(before), { is: 'text', text }, paragraph(20)];
      const pdf = await drawSheet({ ...sheet, parts }, press);
      expect(faultsIn(pdf)).toBe('');
      for (const page of pagesOf(pdf)) {
        expect(count(page, 'baris')).not.toBe(1);
        expect(count(page, 'kata')).not.toBe(1);
        seen.add(count(page, 'baris'));
      }
    }
    expect(seen).toContain(2);
  },
);

test.runIf(hasPoppler).each<readonly [string, SheetPart, string]>([
  ['facts', { is: 'pairs', pairs: ['satu', 'dua', 'tiga'].map((each) => [each, `isi ${each}`]) }, 'satu : isi satu'],
  ['a table', { is: 'table', heads: ['Kepala'], widths: [1], rows: [['isi satu'], ['isi dua']] }, 'Kepala isi satu'],
])(
  'a sentence that ends with a colon is on the page of the %s that it introduces (poppler)',
  { timeout: 120_000 },
  async (_what, part, words) => {
    const sheet = sheetNamed('rejected', 'surat-balasan');
    for (let lines = 34; lines < 48; lines += 1) {
      const parts: SheetPart[] = [paragraph(lines), { is: 'text', text: 'Dengan ketentuan:' }, part, paragraph(30)];
      const page = pagesOf(await drawSheet({ ...sheet, parts }, press)).find((each) => each.includes('ketentuan:'));
      expect(page).toContain(words);
    }
  },
);

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
