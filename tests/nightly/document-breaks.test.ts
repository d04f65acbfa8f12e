/** Searches over many places of a page break in documents. */
import { expect, test } from 'vitest';
import type { SheetPart } from '#domain/documents/sheet.ts';
import { drawSheet } from '#public/documents/draw-sheet.ts';
import { nodePress } from '#public/documents/node-press.ts';
import { faultsIn, hasPoppler, pagesOf } from '../documents/paper.ts';
import { paragraph, sheetNamed } from '../documents/ways.ts';

const press = await nodePress();

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
