import { expect, test } from 'vitest';
import type { DocumentEntry } from '#domain/documents/reading.ts';
import { sheetsOf } from '#public/documents/office-documents.ts';
import { caseOf, documents, place, WAYS } from '#tests/documents/ways.ts';
import { caseLetters } from './case-letters.ts';

/** Lists the letters of a walked case. `signed` are the names of files that come back with a further act. */
function lettersOf(way: keyof typeof WAYS, step: string, signed: readonly string[] = []) {
  const one = caseOf(WAYS[way]);
  const back = { ...one.entries.at(-1), kind: 'accepted', gesture: 'approve', at: '2026-11-25T05:00:00Z' } as const;
  const { next: _next, end: _end, ...act } = back as Record<string, unknown>;
  const files = signed.map((name) => ({ name, oid: 'a'.repeat(40), sha256: 'b'.repeat(64), size: 9 }));
  const seq = one.entries.length + 1;
  const entries =
    files.length > 0 ? [...one.entries, { ...act, seq, signed: files } as unknown as DocumentEntry] : one.entries;
  return caseLetters(documents, { ...one, entries, step }, sheetsOf(documents, one, place));
}

const owedOf = (...given: Parameters<typeof lettersOf>): string[] =>
  lettersOf(...given).letters.flatMap(({ id, isOwed }) => (isOwed ? [id] : []));

test.each<[way: keyof typeof WAYS, step: string, owed: string[]]>([
  ['submitted', 'penerimaan', ['lembar-disposisi', 'tanda-terima']],
  ['at the mayor’s', 'arahan-walikota', ['lembar-disposisi']],
  ['alternatives offered', 'pertimbangan-alternatif', ['surat-balasan']],
  ['granted', 'pelaksanaan', ['jadwal-pelaksanaan', 'laporan-kegiatan', 'surat-balasan']],
  ['completed', 'pelaksanaan', ['laporan-kegiatan']],
  ['rejected', 'disposisi', ['lembar-disposisi', 'surat-balasan']],
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

test('R47: a signed file belongs to the letter whose name it has; the letter is then owed no more', () => {
  const name = 'pmk-2026-7-surat-balasan-9-ttd.pdf';
  const { letters, others } = lettersOf('granted', 'pelaksanaan', [name, 'nota-dinas.pdf']);
  expect(letters.find(({ id }) => id === 'surat-balasan')).toMatchObject({ isOwed: false, signed: [{ name }] });
  expect(letters.filter(({ signed }) => signed.length > 0)).toHaveLength(1);
  expect(others.map((each) => each.name)).toEqual(['nota-dinas.pdf']);
});

test.each([
  ['surat-balasan.pdf', ['surat-balasan']],
  ['PMK-2026-7-surat-balasan-12.pdf', ['surat-balasan']],
  ['pmk-2026-8-surat-balasan.pdf', []],
  ['surat-balasankami.pdf', []],
  ['tanda-terima_bsre.pdf', ['tanda-terima']],
])('R47: the signed file %s belongs to %j', (name, ids) => {
  const found = lettersOf('granted', 'pelaksanaan', [name]).letters.filter(({ signed }) => signed.length > 0);
  expect(found.map(({ id }) => id)).toEqual(ids);
});

test('of several versions of a letter the newest comes first', () => {
  const { letters } = lettersOf('granted for another time', 'pelaksanaan');
  const seqs = letters.find(({ id }) => id === 'surat-balasan')?.sheets.map(({ seq }) => seq ?? 0) ?? [];
  expect(seqs.length).toBeGreaterThan(1);
  expect(seqs).toEqual(seqs.toSorted((a, b) => b - a));
});
