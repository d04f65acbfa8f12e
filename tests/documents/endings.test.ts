/** Each document of a case in each way that it can go: what it must tell, to whom, and how it reads. */
import { expect, test } from 'vitest';
import { NOT_PUBLIC } from '#domain/documents/fill.ts';
import type { Sheet } from '#domain/documents/sheet.ts';
import { drawSheet } from '#public/documents/draw-sheet.ts';
import { nodePress } from '#public/documents/node-press.ts';
import { recordsWithout } from '#public/documents/office-documents.ts';
import { sop } from '../support/walked-case.ts';
import { aboutOf, fontsOf, hasPoppler, tagsOf, textOf } from './paper.ts';
import { asked, begun, documents, place, sheets, WAYS } from './ways.ts';

const words = (sheets: Sheet | Readonly<Record<string, Sheet>> | undefined): string => JSON.stringify(sheets ?? null);

test.each([
  ['submitted', ['surat-permohonan', 'tanda-terima']],
  ['at the mayor’s', ['lembar-disposisi', 'surat-permohonan', 'tanda-terima']],
  ['alternatives offered', ['lembar-disposisi', 'surat-balasan', 'surat-permohonan', 'tanda-terima']],
  ['granted', ['jadwal-pelaksanaan', 'lembar-disposisi', 'surat-balasan', 'surat-permohonan', 'tanda-terima']],
  [
    'completed',
    ['jadwal-pelaksanaan', 'laporan-kegiatan', 'lembar-disposisi', 'surat-balasan', 'surat-permohonan', 'tanda-terima'],
  ],
  ['rejected', ['lembar-disposisi', 'surat-balasan', 'surat-permohonan', 'tanda-terima']],
  ['failed', ['jadwal-pelaksanaan', 'lembar-disposisi', 'surat-balasan', 'surat-permohonan', 'tanda-terima']],
  ['ended by a connection test', ['lembar-disposisi', 'surat-balasan', 'surat-permohonan', 'tanda-terima']],
  ['withdrawn', ['lembar-disposisi', 'surat-permohonan', 'tanda-terima']],
  // After a change all acts are superseded: nothing that was granted is still granted.
  ['returned', ['surat-permohonan', 'tanda-terima']],
] as const)('a case that is %s has these documents and no others', (way, expected) => {
  expect(Object.keys(sheets(WAYS[way]))).toEqual(expected);
});

/** Facts by the document that must tell them: what the journal holds, in words. */
const FACTS: readonly (readonly [way: keyof typeof WAYS, document: string, facts: readonly string[]])[] = [
  [
    'submitted',
    'surat-permohonan',
    ['Dinas Contoh', '2 berkas', 'Biasa', '7 Desember 2026 pukul 09.00 WIB', 'Ruang TCM', 'orang'],
  ],
  ['submitted', 'tanda-terima', ['PMK-2026-7', 'Rabu, 25 November 2026 pukul 09.00 WIB']],
  [
    'at the mayor’s',
    'lembar-disposisi',
    [
      '7 tahun 2026',
      'Rabu, 25 November 2026 pukul 09.03 WIB',
      'Tindak lanjuti segera.',
      'Dilaporkan lisan.',
      'Contoh kepala-dinas',
    ],
  ],
  [
    'alternatives offered',
    'surat-balasan',
    [
      'Bersamaan dengan acara lain',
      'Ruang dipakai rapat lain.',
      'Selasa, 8 Desember 2026 pukul 09.00 WIB',
      'Sehari sesudahnya',
      'Ruang TCM',
    ],
  ],
  [
    'granted',
    'surat-balasan',
    ['dikabulkan', 'Senin, 7 Desember 2026 pukul 09.00 WIB', 'Ruang TCM', 'Contoh kepala-dinas'],
  ],
  ['granted', 'jadwal-pelaksanaan', ['Senin, 7 Desember 2026 pukul 11.00 WIB', 'Contoh subkor-ile']],
  ['completed', 'laporan-kegiatan', ['Jumlah hadir', 'Terlaksana seluruhnya', 'Contoh staf-operator']],
  ['rejected', 'surat-balasan', ['tidak dapat dikabulkan', 'Di luar kewenangan.', 'Kepala Dinas']],
  [
    'failed',
    'surat-balasan',
    ['tidak dapat dilaksanakan', 'Jaringan internet terputus.', 'langkah 10', 'Staf/operator'],
  ],
];

test.each(FACTS)('a case that is %s: its %s tells what the journal holds', (way, document, facts) => {
  const text = words(sheets(WAYS[way])[document]);
  for (const fact of facts) expect(text).toContain(fact);
});

test('a letter does not change when the case goes on: it tells what was known at the entry that it rests on', () => {
  expect(sheets(WAYS.completed)['surat-balasan']).toEqual(sheets(WAYS.granted)['surat-balasan']);
  expect(sheets(WAYS.completed)['tanda-terima']).toEqual(sheets(WAYS.submitted)['tanda-terima']);
});

test('each document carries the case’s address, the entry that it rests on, and the checkpoint that covers it', () => {
  const sheet = sheets(WAYS.granted)['surat-balasan'];
  const rests = WAYS.granted.entries.findLast(({ step }) => step === 'persiapan-teknis')?.seq ?? 0;
  expect(sheet?.made).toBe(WAYS.granted.entries[rests - 1]?.at);
  expect(sheet?.proof.address).toBe(place.address);
  const text = sheet?.proof.lines.join('\n') ?? '';
  expect(text).toContain(`Catatan ke-${41 + rests} dalam log (PMK-2026-7) · ${String(rests % 10).repeat(16)}…`);
  expect(text).toContain('Pos pemeriksaan 99 · abababababababab…');
});

test('R11: the public’s copy is marked, tells no internal field, and has no part that is for staff', () => {
  const all = sheets(WAYS.completed, true);
  expect(Object.keys(all)).toEqual([
    'jadwal-pelaksanaan',
    'laporan-kegiatan',
    'surat-balasan',
    'surat-permohonan',
    'tanda-terima',
  ]);
  const { nama, telepon, jabatan } = asked['pemohon'] as Record<string, string>;
  const text = words(all);
  for (const secret of [nama, telepon, jabatan, 'Tindak lanjuti segera.']) expect(text).not.toContain(secret);
  expect(text).toContain(NOT_PUBLIC);
  for (const sheet of Object.values(all)) expect(sheet.notice).toContain('Salinan untuk umum');
  for (const sheet of Object.values(sheets(WAYS.completed))) expect(sheet.notice).toBeUndefined();
});

test('what no template makes is said: a record of the SOP without one', () => {
  expect(recordsWithout(sop, documents.templates)).toEqual([]);
  const fewer = documents.templates.filter(({ value }) => value.id !== 'surat-balasan');
  expect(recordsWithout(sop, fewer)).toEqual(['Surat Balasan']);
});

test('the same journal gives the same bytes, and another one other bytes', async () => {
  const press = await nodePress();
  const [one, again, other] = await Promise.all(
    [WAYS.granted, WAYS.completed, WAYS.rejected].map(async (walk) => {
      const sheet = sheets(walk)['surat-balasan'];
      return Buffer.from(sheet ? await drawSheet(sheet, press) : []);
    }),
  );
  expect(one?.length).toBeGreaterThan(5_000);
  expect(one?.equals(again ?? Buffer.alloc(0))).toBe(true);
  expect(one?.equals(other ?? Buffer.alloc(0))).toBe(false);
});

test.runIf(hasPoppler)(
  'every document in every way reads as text, is tagged and titled, and embeds its fonts (poppler)',
  { timeout: 240_000 },
  async () => {
    const press = await nodePress();
    // Many are the same in several ways.
    const all = Object.values(WAYS).flatMap((walk) => Object.values(sheets(walk)));
    const different = new Map(all.map((sheet) => [words(sheet), sheet]));
    expect(different.size).toBeGreaterThan(10);
    for (const sheet of different.values()) {
      const pdf = await drawSheet(sheet, press);
      const text = textOf(pdf);
      for (const line of sheet.proof.lines) expect(text).toContain(line);
      for (const part of sheet.parts)
        if (part.is === 'pairs') for (const [, told] of part.pairs) expect(text).toContain(told.replace(/\s+/g, ' '));
      expect(aboutOf(pdf)).toMatch(new RegExp(`Title: +${sheet.title}\\n[^]*Tagged: +yes`));
      expect(
        fontsOf(pdf).every(
          ({ name, embedded, unicode }) => /\+Arimo/.test(name) && embedded === 'yes' && unicode === 'yes',
        ),
      ).toBe(true);
      const tags = tagsOf(pdf);
      expect(tags).toMatch(/^Document\n/);
      if (sheet.parts.some(({ is }) => is === 'table')) expect(tags).toMatch(/Table[^]*TR[^]*TH[^]*TD/);
    }
  },
);

test.runIf(hasPoppler)(
  'a note of the greatest length is all in the sheet, over pages, and letters that the font lacks are spelled (poppler)',
  async () => {
    const note = Array.from({ length: 500 }, (_, n) => `kata${n}`).join(' ');
    expect(note.length).toBeLessThan(4_000);
    const walk = begun()
      .wait(3)
      .approve()
      .wait(3)
      .approve({ note: `${note} 王` });
    const sheet = sheets(walk)['lembar-disposisi'];
    const text = textOf(sheet ? await drawSheet(sheet, await nodePress()) : new Uint8Array());
    for (let n = 0; n < 500; n += 1) expect(text).toContain(`kata${n}`);
    expect(text).toContain('[U+738B]');
  },
);
