/**
 * Tests of every fact, and of every field that a shipped template names, for the journal of a case. The expected texts
 * are typed by hand.
 */
import { expect, test } from 'vitest';
import { FACTS, factWords, itemsAt, type RowFacts } from '#domain/documents/facts.ts';
import { factsNamed, HIDDEN, QUOTED } from '#domain/documents/fill.ts';
import { actsAt, type DocumentReading, readingUpTo } from '#domain/documents/reading.ts';
import { sop } from '../support/walked-case.ts';
import { caseOf, documents, sheets, WAYS } from './ways.ts';

const readingOf = (way: keyof typeof WAYS): DocumentReading => {
  const one = caseOf(WAYS[way]);
  return readingUpTo(one, one.entries.at(-1)?.seq ?? 0);
};

const ALTERNATIVES = '{result:pemberitahuan-alternatif:/alternatif}';
const STAKEHOLDERS = '{result:arahan-walikota:/pemangku_kepentingan}';

/** The facts of a completed case, by name. */
const COMPLETED: Readonly<Record<string, string | undefined>> = {
  case: 'PMK-2026-7',
  agenda: '7',
  year: '2026',
  place: 'Singkawang',
  date: '25 November 2026',
  attachments: '2',
  room: 'Ruang TCM',
  booked: 'Senin, 7 Desember 2026 pukul 09.00–11.00 WIB',
  standing: 'Selesai Rabu, 25 November 2026 pukul 09.27 WIB dalam 27 menit; 8 dari 8 langkah tepat waktu.',
  'role:kepala-dinas': 'Kepala Dinas',
  'at:penerimaan': 'Rabu, 25 November 2026 pukul 09.03 WIB',
  'note:disposisi': 'Tindak lanjuti segera.',
  'name:disposisi': 'Contoh kepala-dinas',
  'name:persiapan-teknis': 'Contoh subkor-ile',
  'name:pelaksanaan': 'Contoh staf-operator',
  'office:disposisi': 'Kepala Dinas',
  'office:persiapan-teknis': 'Subkor ILE',
  'office:pelaksanaan': 'Staf/operator',
  'request:/pemohon/instansi': 'Dinas Contoh',
  'upper:request:/pemohon/instansi': 'DINAS CONTOH',
  'request:/pemohon/telepon': '080000000001',
  submitted: 'Rabu, 25 November 2026 pukul 09.00 WIB',
  resubmitted: undefined,
  sop: 'SOP Protokol Manajemen Krisis Nomor 000.8.3.3/19/AI-A/2023',
  'on:penerimaan': '25 November 2026',
  received: '25 November 2026',
  'replaced:persiapan-teknis': undefined,
  'on:disposisi': '25 November 2026',
  'forwarded:penerimaan': 'Kepala Dinas',
  'forwarded:disposisi': 'Kabid Aptika',
  'forwarded:laporan-walikota': 'Wali Kota',
  'name:penerimaan': 'Contoh tu',
  'office:penerimaan': 'TU',
  'answer-by': undefined,
  'address:request:/surat/penandatangan/jabatan': 'Saudara',
  'request:/pemohon/kedudukan': undefined,
  'period:result:persiapan-teknis:/mulai..result:persiapan-teknis:/selesai':
    'Senin, 7 Desember 2026 pukul 09.00–11.00 WIB',
  'period:result:pelaksanaan:/mulai..result:pelaksanaan:/selesai': 'Senin, 7 Desember 2026 pukul 09.00–10.45 WIB',
  'result:pelaksanaan:/hadir': '11',
  'result:pelaksanaan:/uraian': 'Berjalan lancar.',
  'result:pelaksanaan:/terlaksana_penuh': 'ya',
  'result:pelaksanaan:/kendala': undefined,
  'request:/pemohon/nama': 'Narahubung Contoh',
  'request:/pemohon/jabatan': 'Sekretaris Contoh',
  'request:/surat/nomor': '001/CONTOH/2026',
  'request:/surat/tanggal': '20 November 2026',
  'request:/surat/perihal': 'Permohonan TCM Room (contoh)',
  'request:/surat/srikandi': 'CONTOH-1',
  'request:/surat/sifat': 'Biasa',
  'request:/surat/derajat': 'Segera',
  'request:/surat/penandatangan/nama': 'Contoh Kepala Dinas Contoh',
  'request:/surat/penandatangan/jabatan': 'Kepala Dinas Contoh',
  'request:/surat/penandatangan/nip': '19000101 190001 1 001',
  'request:/krisis/jenis': 'Bencana alam',
  'request:/krisis/lokasi': 'Kecamatan Contoh',
  'request:/krisis/uraian': 'Contoh rekaan: banjir.',
  'request:/kegiatan/jenis': 'Rapat',
  'request:/kegiatan/judul': 'Rapat koordinasi contoh',
  'request:/kegiatan/pimpinan': 'Contoh Pimpinan Kegiatan',
  'request:/kegiatan/agenda': 'Contoh: laporan keadaan.',
  'request:/pelaksanaan/mulai': 'Senin, 7 Desember 2026 pukul 09.00 WIB',
  'request:/pelaksanaan/selesai': 'Senin, 7 Desember 2026 pukul 11.00 WIB',
  'request:/pelaksanaan/ruang': 'Ruang TCM',
  // The event is in a room, so there is no other place.
  'request:/pelaksanaan/tempat': undefined,
  'request:/pelaksanaan/platform': 'Zoom',
  'request:/pelaksanaan/peserta': '12',
  'request:/pelaksanaan/peralatan': 'Komputer dan jaringan internet',
  'request:/pelaksanaan/kebutuhan': 'Contoh: dua mikrofon.',
  'result:arahan-walikota:/pemangku_kepentingan': 'Instansi atau jabatan: Dinas Perhubungan Contoh',
  'result:koordinasi:/dengan': 'Contoh Kabid IKP',
  'result:koordinasi:/waktu': 'Selasa, 1 Desember 2026 pukul 07.30 WIB',
  'lower:result:koordinasi:/cara': 'telepon atau pesan',
  'result:koordinasi:/kesepakatan': 'Bidang IKP menyiapkan siaran pers.',
  'result:arahan-walikota:/ruang': 'Ruang TCM',
  'result:arahan-walikota:/tempat': undefined,
  'result:pengecekan:/ruang': 'Ruang TCM',
  'result:pengecekan:/tempat': undefined,
  'result:pengecekan:/tata_letak': 'Melingkar',
  'result:pengecekan:/platform': 'Zoom',
  'result:pengecekan:/peralatan': 'Komputer',
  'result:pengecekan:/uji_koneksi/hasil': 'Baik',
  'result:pengecekan:/uji_koneksi/waktu': 'Selasa, 1 Desember 2026 pukul 07.30 WIB',
  'result:persiapan-teknis:/mulai': 'Senin, 7 Desember 2026 pukul 09.00 WIB',
  'result:persiapan-teknis:/selesai': 'Senin, 7 Desember 2026 pukul 11.00 WIB',
  'result:persiapan-teknis:/uji_koneksi/hasil': 'Baik',
  'result:persiapan-teknis:/uji_koneksi/waktu': 'Selasa, 1 Desember 2026 pukul 07.30 WIB',
  'result:persiapan-teknis:/kesepakatan': 'Operator hadir pukul 08.00.',
  'counted:attachments': '2 (dua)',
  'lower:request:/surat/derajat': 'segera',
  'lower:request:/krisis/jenis': 'bencana alam',
  'lower:request:/kegiatan/jenis': 'rapat',
  // `lower` leaves a text that begins with several capitals as it is.
  'lower:case': 'PMK-2026-7',
  'day:request:/pelaksanaan/mulai..request:/pelaksanaan/selesai': 'Senin, 7 Desember 2026',
  'hours:request:/pelaksanaan/mulai..request:/pelaksanaan/selesai': '09.00–11.00 WIB',
  'day:request:/pelaksanaan/mulai': 'Senin, 7 Desember 2026',
  'hours:request:/pelaksanaan/mulai': '09.00 WIB',
  'day:result:persiapan-teknis:/mulai..result:persiapan-teknis:/selesai': 'Senin, 7 Desember 2026',
  'hours:result:persiapan-teknis:/mulai..result:persiapan-teknis:/selesai': '09.00–11.00 WIB',
  'hours:request:/pelaksanaan/tempat': undefined,
  'rests-at': 'Rabu, 25 November 2026 pukul 09.27 WIB',
  'rests-row': '10',
  'rests-office': 'Staf/operator',
  'rests-name': 'Contoh staf-operator',
  'rests-note': undefined,
  'rests-because': undefined,
};

/** Facts of cases that went another way. A completed case does not have these facts, or has other values. */
const OTHERS: readonly (readonly [way: keyof typeof WAYS, fact: string, words: string | undefined])[] = [
  ['alternatives offered', 'rests-because', 'bersamaan dengan acara lain'],
  ['alternatives offered', 'result:pemberitahuan-alternatif:/penjelasan', 'Ruang dipakai rapat lain.'],
  [
    'alternatives offered',
    'result:pemberitahuan-alternatif:/alternatif',
    'Mulai: Selasa, 8 Desember 2026 pukul 09.00 WIB; Selesai: Selasa, 8 Desember 2026 pukul 11.00 WIB; Ruang: Ruang TCM; Keterangan: Sehari sesudahnya',
  ],
  ['granted for another time', 'replaced:persiapan-teknis', '26 November 2026'],
  ['rejected', 'rests-note', 'Di luar kewenangan.'],
  ['rejected', 'rests-office', 'Kepala Dinas'],
  ['rejected', 'rests-row', '3'],
  ['failed', 'rests-note', 'Jaringan internet terputus.'],
  ['ended by a connection test', 'rests-because', 'gangguan jaringan internet'],
  ['ended by a connection test', 'rests-row', '9'],
];

/** The facts of one row of a table. */
const ROWS: readonly (readonly [fact: string, row: RowFacts | undefined, words: string | undefined])[] = [
  ...[
    ['act-row', '3'],
    ['act-at', 'Rabu, 25 November 2026 pukul 09.06 WIB'],
    ['act-office', 'Kepala Dinas'],
    ['act-name', 'Contoh kepala-dinas'],
    ['act-step', 'memberi disposisi'],
    ['act-outcome', 'diteruskan'],
    ['act-no', '2'],
    ['act-on', '25 November 2026'],
    ['act-forwarded', 'Kabid Aptika'],
    ['act-note', 'Tindak lanjuti segera.'],
  ].map(([fact = '', words]) => [fact, dispositionRow(), words] as const),
  ...[
    ['item:/mulai', 'Selasa, 8 Desember 2026 pukul 09.00 WIB'],
    ['item:/selesai', 'Selasa, 8 Desember 2026 pukul 11.00 WIB'],
    ['day:item:/mulai..item:/selesai', 'Selasa, 8 Desember 2026'],
    ['hours:item:/mulai..item:/selesai', '09.00–11.00 WIB'],
    ['item:/ruang', 'Ruang TCM'],
    ['item:/tempat', undefined],
    ['item:/keterangan', 'Sehari sesudahnya'],
  ].map(([fact = '', words]) => [fact, itemRow('alternatives offered', ALTERNATIVES), words] as const),
  ['item:/instansi', itemRow('completed', STAKEHOLDERS), 'Dinas Perhubungan Contoh'],
  ['item:/akun', itemRow('completed', STAKEHOLDERS), undefined],
];

function dispositionRow(): RowFacts | undefined {
  const [act] = actsAt(readingOf('completed'), ['disposisi']);
  return act && { act, nth: 2 };
}

function itemRow(way: keyof typeof WAYS, list: string): RowFacts | undefined {
  const [fact] = factsNamed(list);
  const [item] = fact ? itemsAt(fact, readingOf(way)) : [];
  return item && { item };
}

const reported = (fact: string, reading: DocumentReading, row?: RowFacts): unknown =>
  factsNamed(`{${fact}}`).map((each) => factWords(each, reading, row))[0];

test.each(Object.entries(COMPLETED))(
  'R35: the fact {%s} of a completed case is what the journal has',
  (fact, words) => {
    expect(reported(fact, readingOf('completed'))).toBe(words);
  },
);

test.each(OTHERS)('R35: the fact of a case that is %s, {%s}, is what the journal has', (way, fact, words) => {
  expect(reported(fact, readingOf(way))).toBe(words);
});

test.each(ROWS)('R35: the fact {%s} of a table row is what the journal has', (fact, row, words) => {
  expect(row).toBeDefined();
  expect(reported(fact, readingOf('completed'), row)).toBe(words);
});

test('R18: a fact of a superseded act is not printed', () => {
  const again = readingOf('returned');
  expect(
    ['name:penerimaan', 'note:disposisi', 'result:koordinasi:/dengan'].map((fact) => reported(fact, again)),
  ).toEqual([undefined, undefined, undefined]);
  expect(actsAt(again, ['penerimaan', 'disposisi'])).toEqual([]);
});

test('R11: in a public copy an internal note is hidden, without space to write one', () => {
  const one = caseOf(WAYS.completed, true);
  const open = readingUpTo(one, one.entries.at(-1)?.seq ?? 0);
  expect(reported('note:disposisi', open)).toBe(HIDDEN);
  expect(reported('attachments', open)).toBe('2');
  const rejected = caseOf(WAYS.rejected, true);
  expect(reported('rests-note', readingUpTo(rejected, rejected.entries.at(-1)?.seq ?? 0))).toBe('Di luar kewenangan.');
});

test('the tables of this file have every fact, and every field that a shipped template names', () => {
  const own = documents.templates.filter(({ value: { procedure } }) => [sop.id, undefined].includes(procedure));
  const texts = own.flatMap(({ value }) => JSON.stringify(value).match(/\{[a-z][^{}"]*\}/g) ?? []);
  const facts = texts.flatMap(factsNamed).filter(({ kind }) => kind !== QUOTED);
  const named = new Set(facts.map(({ written }) => written));
  const tested = new Set([...Object.keys(COMPLETED), ...OTHERS.map(([, fact]) => fact), ...ROWS.map(([fact]) => fact)]);
  expect(named.size).toBeGreaterThan(70);
  expect([...named].filter((fact) => !tested.has(fact))).toEqual([]);
  const kinds = new Set([...tested].flatMap((fact) => factsNamed(`{${fact}}`)).map(({ kind }) => kind));
  expect(Object.keys(FACTS).filter((kind) => !kinds.has(kind))).toEqual([]);
});

test('R35: the copy of the request names each field once, and prints the number of a civil servant in groups', () => {
  const pairs = sheets(WAYS.submitted)['surat-permohonan']?.parts.flatMap((part) =>
    part.is === 'pairs' ? part.pairs : [],
  );
  expect(pairs).toContainEqual(['Nama penanda tangan', 'Contoh Kepala Dinas Contoh']);
  expect(pairs).toContainEqual(['NIP penanda tangan', '19000101 190001 1 001']);
  expect(pairs).toContainEqual(['NIP', '19000101 190001 1 009']);
});
