import { expect, test } from 'vitest';
import type { DocumentEntry } from '#domain/documents/reading.ts';
import { sheetsOf } from '#public/documents/office-documents.ts';
import { caseOf, documents, place, WAYS } from '#tests/documents/ways.ts';
import { caseLetters } from './case-letters.ts';

/** Lists the letters of a walked case. `filed` says for which letter a file was filed; without it, it came with an act. */
function lettersOf(
  way: keyof typeof WAYS,
  step: string,
  signed: readonly string[] = [],
  filed?: DocumentEntry['filed'],
) {
  const one = caseOf(WAYS[way]);
  const back = { ...one.entries.at(-1), kind: 'accepted', gesture: 'approve', at: '2026-11-25T05:00:00Z' } as const;
  const { next: _next, end: _end, ...act } = back as Record<string, unknown>;
  const files = signed.map((name) => ({ name, oid: 'a'.repeat(40), sha256: 'b'.repeat(64), size: 9 }));
  const seq = one.entries.length + 1;
  const entries =
    files.length > 0
      ? [
          ...one.entries,
          { ...act, ...(filed && { kind: 'filed', filed }), seq, signed: files } as unknown as DocumentEntry,
        ]
      : one.entries;
  return caseLetters(
    documents,
    { ...one, entries, step, main: one.procedure },
    sheetsOf(documents, { ...one, entries }, place),
  );
}

const owedOf = (...given: Parameters<typeof lettersOf>): string[] =>
  lettersOf(...given).letters.flatMap(({ id, isOwed }) => (isOwed ? [id] : []));

test.each<[way: keyof typeof WAYS, step: string, owed: string[]]>([
  ['submitted', 'penerimaan', ['lembar-disposisi', 'tanda-terima']],
  ['at the mayor’s', 'arahan-walikota', ['lembar-disposisi']],
  ['alternatives offered', 'pertimbangan-alternatif', ['surat-balasan']],
  ['granted', 'pelaksanaan', ['jadwal-pelaksanaan', 'laporan-kegiatan', 'surat-balasan']],
  ['completed', 'pelaksanaan', []],
  ['rejected', 'disposisi', []],
])('of a case that is %s, step %s owes %j, and these letters come first', (way, step, owed) => {
  expect(owedOf(way, step)).toEqual(owed);
  expect(lettersOf(way, step).letters.map(({ isOwed }) => isOwed)).toEqual(
    documents.templates.filter(({ value }) => (value.of ?? 'case') === 'case').map((_, at) => at < owed.length),
  );
});

test('a letter that cannot be made yet says which steps and ends lead to it; after the end it says nothing', () => {
  const awaits = (way: keyof typeof WAYS, step: string, id: string) =>
    lettersOf(way, step).letters.find((each) => each.id === id)?.awaits?.id;
  expect(awaits('submitted', 'penerimaan', 'laporan-kegiatan')).toBe('Dapat dibuat setelah langkah 10 disetujui.');
  expect(awaits('submitted', 'penerimaan', 'surat-balasan')).toBe(
    'Dapat dibuat setelah langkah 9 disetujui, selama berkas pada langkah 8, atau bila berkas ditutup: Ditolak atau Gagal.',
  );
  expect(awaits('granted', 'pelaksanaan', 'surat-balasan')).toBeUndefined();
  expect(awaits('withdrawn', 'disposisi', 'laporan-kegiatan')).toBeUndefined();
});

test('R47: a signed file belongs to the letter for which it was filed; one that came with an act belongs to none', () => {
  const newest = (...given: Parameters<typeof lettersOf>) =>
    lettersOf(...given).letters.find(({ id }) => id === 'surat-balasan');
  const before = newest('granted', 'pelaksanaan');
  expect(before).toMatchObject({ isOwed: true, filers: ['tu', 'kepala-dinas'], signed: [] });
  const entry = before?.sheets[0]?.seq ?? 0;
  const filed = { paper: 'surat-balasan', entry, title: { id: 'Surat Balasan', en: 'Letter of reply' } };
  const after = newest('granted', 'pelaksanaan', ['ttd.pdf'], filed);
  expect(after).toMatchObject({ isOwed: false, signed: [{ name: 'ttd.pdf' }], sheets: [{ signed: entry + 1 }] });
  const { letters, others } = lettersOf('granted', 'pelaksanaan', ['pmk-2026-7-surat-balasan-9.pdf']);
  expect(letters.flatMap(({ signed }) => signed)).toEqual([]);
  expect(others).toHaveLength(1);
});

test('R47: after the end, the letters that somebody signs are to be filed; the sheets that nobody signs are not', () => {
  const toFile = lettersOf('completed', 'pelaksanaan').letters.filter(({ filers }) => filers.length > 0);
  expect(toFile.map(({ id }) => id)).toEqual([
    'jadwal-pelaksanaan',
    'laporan-kegiatan',
    'surat-balasan',
    'tanda-terima',
  ]);
  expect(toFile[1]?.filers).toEqual(['tu', 'kepala-dinas', 'staf-operator']);
});

test('of several versions of a letter the newest comes first', () => {
  const { letters } = lettersOf('granted for another time', 'pelaksanaan');
  const seqs = letters.find(({ id }) => id === 'surat-balasan')?.sheets.map(({ seq }) => seq ?? 0) ?? [];
  expect(seqs.length).toBeGreaterThan(1);
  expect(seqs).toEqual(seqs.toSorted((a, b) => b - a));
});
