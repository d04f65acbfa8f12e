/** Tests of each document of a case in each way that the case can go: its texts, its addressee, and its form. */
import { expect, test } from 'vitest';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { NOT_PUBLIC } from '#domain/documents/fill.ts';
import type { Sheet } from '#domain/documents/sheet.ts';
import { DrawingFault } from '#public/documents/drawing-fault.ts';
import { drawSheet } from '#public/documents/draw-sheet.ts';
import { nodePress } from '#public/documents/node-press.ts';
import { documentCase, recordsWithout, sheetsOf } from '#public/documents/office-documents.ts';
import { sop } from '../support/walked-case.ts';
import { caseAt, findBusy, office, request, results, run, wib } from '../support/world.ts';
import { aboutOf, fontsOf, hasPoppler, tagsOf, textOf } from './paper.ts';
import { asked, begun, caseOf, documents, place, sheets, WAYS } from './ways.ts';

const words = (sheets: Sheet | Readonly<Record<string, Sheet>> | undefined): string => JSON.stringify(sheets ?? null);

/** Returns all texts of a sheet’s parts. */
function saidIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => (name === 'is' ? [] : saidIn(inner)));
}

const OWN = ['bukti-pengajuan', 'surat-permohonan'];
const RECEIVED = [...OWN, 'tanda-terima'];

test.each([
  ['submitted', OWN],
  ['at the mayor’s', ['lembar-disposisi', ...RECEIVED]],
  ['alternatives offered', ['lembar-disposisi', 'surat-balasan', ...RECEIVED]],
  ['granted', ['jadwal-pelaksanaan', 'lembar-disposisi', 'surat-balasan', ...RECEIVED]],
  ['postponed', ['jadwal-pelaksanaan', 'lembar-disposisi', 'surat-balasan', ...RECEIVED]],
  ['completed', ['jadwal-pelaksanaan', 'laporan-kegiatan', 'lembar-disposisi', 'surat-balasan', ...RECEIVED]],
  ['rejected', ['lembar-disposisi', 'surat-balasan', ...RECEIVED]],
  ['failed', ['jadwal-pelaksanaan', 'lembar-disposisi', 'surat-balasan', ...RECEIVED]],
  ['ended by a connection test', ['lembar-disposisi', 'surat-balasan', ...RECEIVED]],
  ['sent back', ['lembar-disposisi', ...RECEIVED]],
  ['withdrawn', ['lembar-disposisi', ...RECEIVED]],
  ['withdrawn after alternatives', ['lembar-disposisi', 'surat-balasan', ...RECEIVED]],
  ['granted after alternatives', ['jadwal-pelaksanaan', 'lembar-disposisi', 'surat-balasan', ...RECEIVED]],
  ['granted for another time', ['jadwal-pelaksanaan', 'lembar-disposisi', 'surat-balasan', ...RECEIVED]],
  // A change supersedes all acts. What was handed over before is in the applicant’s files already.
  ['returned', ['jadwal-pelaksanaan', 'surat-balasan', ...RECEIVED]],
] as const)('a case that is %s has these documents and no others', (way, expected) => {
  expect(Object.keys(sheets(WAYS[way])).sort()).toEqual([...expected].sort());
});

/** The facts of the journal that a document must have, in words. */
const FACTS: readonly (readonly [way: keyof typeof WAYS, document: string, facts: readonly string[]])[] = [
  [
    'submitted',
    'surat-permohonan',
    [
      'SALINAN ISIAN PERMOHONAN',
      '["Instansi","Dinas Contoh"]',
      'dengan lampiran 2 (dua) berkas.',
      '["Sifat surat","Biasa"],["Tingkat urgensi","Segera"]',
      '["Mulai","Senin, 7 Desember 2026 pukul 09.00 WIB"]',
      '["Nama","Narahubung Contoh"]',
    ],
  ],
  [
    'submitted',
    'bukti-pengajuan',
    ['PMK-2026-7', '["Pertama kali diajukan","Rabu, 25 November 2026 pukul 09.00 WIB"]', 'setelah TU menerimanya'],
  ],
  [
    'at the mayor’s',
    'tanda-terima',
    [
      '["Nomor agenda","7/2026"]',
      '["Diterima","Rabu, 25 November 2026 pukul 09.03 WIB"]',
      '["Diterima oleh","Contoh tu, TU"]',
      '"above":["Singkawang, 25 November 2026","Petugas TU,"],"below":["Contoh tu"]',
    ],
  ],
  [
    'at the mayor’s',
    'lembar-disposisi',
    [
      '["No. agenda","7/2026"]',
      '["Diterima tgl.","25 November 2026"]',
      '["Tingkat urgensi","Segera"]',
      '["1","25 November 2026","TU, Contoh tu","Kepala Dinas","–","diteruskan"," "]',
      // Row 4 belongs to the same role. The disposition of row 3 is addressed to those whom row 3 informs.
      '["2","25 November 2026","Kepala Dinas, Contoh kepala-dinas","Kabid Aptika","Tindak lanjuti segera.","diteruskan"," "]',
      '"Wali Kota","Dilaporkan lisan."',
    ],
  ],
  [
    'alternatives offered',
    'surat-balasan',
    [
      'belum dapat dipenuhi karena bersamaan dengan acara lain; sebagai pertimbangan, kami tawarkan pilihan berikut:',
      'Ruang dipakai rapat lain.',
      '["Selasa, 8 Desember 2026","09.00–11.00 WIB","Ruang TCM","Sehari sesudahnya"]',
      'kami tunggu melalui berkas nomor PMK-2026-7 paling lambat …',
    ],
  ],
  [
    'granted',
    'surat-balasan',
    [
      'Menindaklanjuti surat Saudara Nomor 001/CONTOH/2026 tanggal 20 November 2026 hal Permohonan TCM Room (contoh)',
      'dapat dipenuhi dengan ketentuan sebagai berikut:',
      '["Hari, tanggal","Senin, 7 Desember 2026"],["Pukul","09.00–11.00 WIB"]',
      '1 (satu) berkas',
      'Ruang TCM',
      'Permintaan perubahan waktu agar disampaikan sebelum kegiatan dimulai, melalui berkas nomor PMK-2026-7.',
    ],
  ],
  [
    'granted',
    'jadwal-pelaksanaan',
    [
      '"to":"Lampiran Surat Kepala Dinas Komunikasi dan Informatika","pairs":[["Nomor","…………………"],["Tanggal","…………………"]]',
      'Senin, 7 Desember 2026',
      '09.00–11.00 WIB',
      '["Disepakati oleh","Contoh subkor-ile, Subkor ILE"]',
    ],
  ],
  [
    'completed',
    'laporan-kegiatan',
    [
      'SOP Protokol Manajemen Krisis Nomor 000.8.3.3/19/AI-A/2023;',
      'Disposisi Kepala Dinas tanggal 25 November 2026, nomor agenda 7/2026.',
      '["Waktu menurut rencana","Senin, 7 Desember 2026 pukul 09.00–11.00 WIB"]',
      '["Waktu pelaksanaan","Senin, 7 Desember 2026 pukul 09.00–10.45 WIB"]',
      '["Hadir","11 orang"]',
      'Tidak ada kendala.',
      '{"above":["Mengetahui,","Kepala Dinas Komunikasi dan Informatika,"],"below":["Contoh Kepala Dinas","Contoh Pangkat","NIP 00000000 000000 0 001"]}',
      '{"above":["Singkawang, 25 November 2026","Staf/operator,"],"below":["Contoh staf-operator"]}',
    ],
  ],
  [
    'rejected',
    'surat-balasan',
    ['belum dapat kami penuhi dengan pertimbangan sebagai berikut:', 'Di luar kewenangan.'],
  ],
  ['rejected', 'lembar-disposisi', ['"Kepala Dinas, Contoh kepala-dinas","–","Di luar kewenangan.","ditolak"']],
  ['sent back', 'lembar-disposisi', ['"Pemohon","Lengkapi lampirannya.","dikembalikan"']],
  [
    'failed',
    'surat-balasan',
    [
      'kegiatan yang dimohonkan tidak dapat dilaksanakan dengan penjelasan sebagai berikut:',
      'Jaringan internet terputus.',
      'Saudara dapat mengajukan permohonan baru.',
    ],
  ],
  ['ended by a connection test', 'surat-balasan', ['Sebab: gangguan jaringan internet.']],
  [
    'three alternatives offered',
    'surat-balasan',
    [
      'belum dapat dipenuhi karena uji koneksi gagal; sebagai pertimbangan,',
      '"rows":[["Selasa, 8 Desember 2026","09.00–11.00 WIB","Ruang TCM","Sehari sesudahnya"],' +
        '["Rabu, 9 Desember 2026 pukul 22.00 WIB sampai Kamis, 10 Desember 2026 pukul 01.00 WIB","–","Ruang TCM","–"],' +
        '["Selasa, 8 Desember 2026","09.00–11.00 WIB","Posko Contoh","Tanpa siaran"]]',
    ],
  ],
  [
    'granted after alternatives',
    'surat-balasan',
    ['["Hari, tanggal","Selasa, 8 Desember 2026"],["Pukul","09.00–11.00 WIB"],["Tempat","Ruang TCM"]'],
  ],
  [
    'granted for another time',
    'surat-balasan',
    [
      '["Hari, tanggal","Senin, 14 Desember 2026"],["Pukul","13.00–15.30 WIB"]',
      'Surat ini menggantikan surat kami yang terdahulu, karena permohonan Saudara diubah pada tanggal 26 November 2026.',
    ],
  ],
  [
    'granted for another time',
    'jadwal-pelaksanaan',
    [
      '["Hari, tanggal","Senin, 14 Desember 2026"],["Pukul","13.00–15.30 WIB"]',
      '["Waktu pemesanan ruang","Senin, 14 Desember 2026 pukul 13.00–15.30 WIB"]',
    ],
  ],
  ['completed', 'lembar-disposisi', ['["Tempat yang ditunjuk","Ruang TCM"]', '"Dinas Perhubungan Contoh"']],
];

test('R18, R53: only a letter that follows a changed request says that it replaces an earlier letter', () => {
  for (const way of ['granted', 'completed', 'granted after alternatives', 'postponed'] as const)
    expect(words(sheets(WAYS[way])['surat-balasan'])).not.toContain('menggantikan');
  const again = begun().wait(3).approve().to('pelaksanaan').wait(3).supersede().to('pelaksanaan');
  expect(words(sheets(again)['surat-balasan'])).toContain('Surat ini menggantikan surat kami yang terdahulu');
});

/** Returns the documents of a journal that the judge made, by their ids. */
function judged(journal: readonly Entry[], now: string): Record<string, Sheet> {
  const schemas = (path: string) => office.schemas.get(path)?.value;
  const rules = { procedure: sop, requestSchema: schemas(sop.request.schema) ?? {}, schemas, now };
  const made = sheetsOf(documents, documentCase(documents, journal, rules, false), place);
  return Object.fromEntries(made.map(({ id, sheet }) => [id, sheet]));
}

test('R24, R35: the letter with alternatives has the cause that row 7 recorded, and a time to answer in office hours', () => {
  // Row 8 is approved on a Thursday at 03.06. Three days later is a Sunday.
  const history = caseAt('pengecekan');
  findBusy(history, wib(3, '03:00'));
  history.approve(wib(3, '03:06'), 'contoh-subkor-ile', { result: results['pemberitahuan-alternatif']?.() ?? {} });
  const { journal } = run(history, [], wib(3, '03:07'));
  const letter = words(judged(journal, wib(3, '03:07'))['surat-balasan']);
  expect(letter).toContain('belum dapat dipenuhi karena bersamaan dengan acara lain;');
  expect(letter).toContain('paling lambat Selasa, 8 Desember 2026 pukul 16.00 WIB.');
});

test('R52: the disposition sheet has the answers of those who were consulted or informed, and not of a superseded act', () => {
  const history = caseAt('pengecekan');
  const says = { answers: 'koordinasi#1', note: 'Saya belum pernah dihubungi.' };
  history.comment(wib(1, '08:30'), 'contoh-kabid-ikp', says);
  history.comment(wib(1, '08:31'), history.opener, { answers: 'arahan-walikota#1', note: 'Tempatnya lain.' });
  const sheetAt = (at: string): string => words(judged(run(history, [], at).journal, at)['lembar-disposisi']);
  const sheet = sheetAt(wib(1, '08:32'));
  expect(sheet).toContain(
    '["6","1 Desember 2026","Kabid IKP, Contoh Kabid IKP","–","Saya belum pernah dihubungi.","tanggapan"," "]',
  );
  expect(sheet).toContain(
    `["7","1 Desember 2026","Yang diberi tahu, ${history.opener.login}","–","Tempatnya lain.","tanggapan"," "]`,
  );
  history.push(wib(1, '08:40'), request({ '/kegiatan/judul': 'Rapat lain' }));
  expect(sheetAt(wib(1, '08:41'))).not.toContain('tanggapan');
});

test('the disposition sheet has no line of receipt for a letter that was sent back without an agenda number', () => {
  const back = words(sheets(begun().wait(3).changes('Lampirkan suratnya.'))['lembar-disposisi']);
  expect(back).not.toMatch(/Diterima tgl\.|No\. agenda/);
  expect(back).toContain('"Pemohon","Lampirkan suratnya.","dikembalikan"');
  // Once the letter has its number, it keeps the number and its day.
  const later = begun().wait(3).approve().wait(3).changes('Lengkapi.').wait(1440).submit(asked).wait(3);
  expect(words(sheets(later.changes('Lengkapi lagi.'))['lembar-disposisi'])).toContain(
    '["Diterima tgl.","25 November 2026"],["No. agenda","7/2026"]',
  );
});

test.each(FACTS)('for a case that is %s: the %s has the facts of the journal', (way, document, facts) => {
  const text = words(sheets(WAYS[way])[document]);
  for (const fact of facts) expect(text).toContain(fact);
});

test.each([
  ['rejected', 'Penolakan atas Permohonan TCM Room (contoh)'],
  ['failed', 'Pemberitahuan kegiatan tidak dapat dilaksanakan'],
  ['alternatives offered', 'Tawaran alternatif atas Permohonan TCM Room (contoh)'],
  ['granted', 'Persetujuan atas Permohonan TCM Room (contoh)'],
] as const)('the reply to a case that is %s has its subject, and names the request once', (way, subject) => {
  const text = words(sheets(WAYS[way])['surat-balasan']);
  expect(text).toContain(`["Hal","${subject}"]`);
  expect(text).not.toMatch(/permohonan permohonan/i);
});

test('the agency is named once to an addressee whose role names it too', () => {
  const to = sheets(WAYS.granted)['surat-balasan']?.parts.find((part) => part.is === 'to');
  expect(to?.lines).toEqual(['Yth. Kepala Dinas Contoh', 'di Tempat']);
  const other = {
    ...asked,
    surat: { ...(asked['surat'] as object), penandatangan: { nama: 'x', jabatan: 'Sekretaris' } },
  };
  const walk = begun(other).wait(3).approve().wait(3).reject('Di luar kewenangan.');
  const named = sheets(walk)['surat-balasan']?.parts.find((part) => part.is === 'to');
  expect(named?.lines).toEqual(['Yth. Sekretaris', 'Dinas Contoh', 'di Tempat']);
});

test('an event over midnight is stated whole, with both days, and without a line of hours', () => {
  const pelaksanaan = { ...(asked['pelaksanaan'] as object), selesai: '2026-12-08T01:00:00+07:00' };
  const text = words(sheets(begun({ ...asked, pelaksanaan }))['bukti-pengajuan']);
  expect(text).toContain('Senin, 7 Desember 2026 pukul 09.00 WIB sampai Selasa, 8 Desember 2026 pukul 01.00 WIB');
  expect(text).not.toContain('"Pukul"');
});

test('a letter does not change when the case goes on: it has what was known at the entry on which it is based', () => {
  expect(sheets(WAYS.completed)['surat-balasan']).toEqual(sheets(WAYS.granted)['surat-balasan']);
  expect(sheets(WAYS.completed)['tanda-terima']).toEqual(sheets(WAYS['at the mayor’s'])['tanda-terima']);
  expect(sheets(WAYS.completed)['bukti-pengajuan']).toEqual(sheets(WAYS.submitted)['bukti-pengajuan']);
});

test.each([
  ['withdrawn after alternatives', ['alternatif ditawarkan']],
  ['granted after alternatives', ['alternatif ditawarkan', 'dikabulkan']],
  ['failed', ['dikabulkan', 'tidak terlaksana']],
  ['returned', ['dikabulkan']],
  ['postponed', ['dikabulkan']],
  ['granted for another time', ['dikabulkan', 'dikabulkan']],
] as const)('each reply of a case that is %s can still be made, under its own file name', (way, expected) => {
  const made = sheetsOf(documents, caseOf(WAYS[way]), place).filter(({ id }) => id === 'surat-balasan');
  expect(made.map(({ title }) => title.id.replace(/, entri \d+$/, ''))).toEqual(
    expected.map((each) => `Surat Balasan: ${each}`),
  );
  for (const { file, title, sheet } of made) {
    const [, seq = ''] = /^PMK-2026-7-surat-balasan-(\d+)\.pdf$/.exec(file) ?? [];
    expect(sheet.proof?.lines[0]).toContain(`entri ${seq}.`);
    if (made.length > 1) expect(title).toMatchObject({ id: expect.stringContaining(`, entri ${seq}`) as string });
  }
});

test('a letter that another letter followed is the same sheet under the same file name as before', () => {
  const replies = (way: keyof typeof WAYS) =>
    sheetsOf(documents, caseOf(WAYS[way]), place).filter(({ id }) => id === 'surat-balasan');
  const [offered] = replies('alternatives offered');
  for (const way of ['withdrawn after alternatives', 'granted after alternatives'] as const) {
    expect(replies(way)[0]?.sheet).toEqual(offered?.sheet);
    expect(replies(way)[0]?.file).toBe(offered?.file);
  }
});

test('a letter has the address of the case, the entry on which the letter is based, and the checkpoint that covers the entry', () => {
  const sheet = sheets(WAYS.granted)['surat-balasan'];
  const rests = WAYS.granted.entries.findLast(({ step }) => step === 'persiapan-teknis')?.seq ?? 0;
  expect(sheet?.made).toBe(WAYS.granted.entries[rests - 1]?.at);
  expect(sheet?.proof?.address).toBe(place.address);
  const text = sheet?.proof?.lines.join('\n') ?? '';
  expect(text).toContain(`Entri ke-${41 + rests} dalam log (PMK-2026-7) · ${String(rests % 10).repeat(16)}…`);
  expect(text).toContain('Titik periksa 99 · abababababababab…');
});

test('R11: the public’s copies are marked and have no internal field, and no document for staff is among them', () => {
  const all = sheets(WAYS.completed, true);
  expect(Object.keys(all)).toEqual([
    'bukti-pengajuan',
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

test('a record of the SOP without a template is reported', () => {
  expect(recordsWithout(sop, documents.templates)).toEqual([]);
  const fewer = documents.templates.filter(({ value }) => value.id !== 'surat-balasan');
  expect(recordsWithout(sop, fewer)).toEqual(['Surat Balasan']);
});

test('a letter has the same bytes after the case went on, and another letter has other bytes', async () => {
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

test('arms that cannot be drawn are reported, with the file to correct', async () => {
  const sheet = sheets(WAYS.granted)['surat-balasan'];
  if (!sheet?.head) throw new Error('The reply has no letterhead.');
  const head = { ...sheet.head, arms: { image: 'iVBORw0KGgoAAAAA', alt: 'Lambang contoh' } };
  const drawing = drawSheet({ ...sheet, head }, await nodePress());
  await expect(drawing).rejects.toThrow(DrawingFault);
  await expect(drawing).rejects.toThrow(/Surat Balasan could not be drawn.*sops\/letterhead\.yaml/);
});

test.runIf(hasPoppler)(
  'every document in every way has all its text, tags, title and embedded fonts (poppler)',
  { timeout: 240_000 },
  async () => {
    const press = await nodePress();
    // Many documents are the same in several ways.
    const all = Object.values(WAYS).flatMap((walk) => Object.values(sheets(walk)));
    const different = new Map(all.map((sheet) => [words(sheet), sheet]));
    expect(different.size).toBeGreaterThan(10);
    const looked = new Set<string>();
    for (const sheet of different.values()) {
      const pdf = await drawSheet(sheet, press);
      const text = textOf(pdf);
      for (const line of sheet.proof?.lines ?? []) expect(text).toContain(line);
      const [whole, single] = [text.replaceAll(' ', ''), new Set(text.split(' '))];
      // A sentence over several pages, and a cell next to others, are compared word by word.
      const isThere = (reported: string): boolean =>
        whole.includes(reported.replace(/\s+/g, '')) ||
        reported.split(/\s+/).every((word) => single.has(word) || whole.includes(word));
      // No photographs were added, so their title is not printed.
      const printed = sheet.parts.filter(({ is }) => is !== 'photos');
      expect(saidIn(printed).filter((reported) => !isThere(reported))).toEqual([]);
      // The structure of a file depends on the kinds of its parts.
      const kind = `${sheet.title} ${sheet.parts.map(({ is }) => is).join(' ')}`;
      if (looked.has(kind)) continue;
      looked.add(kind);
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
  'a note of the greatest length is whole in the sheet, over pages, and characters that the font lacks are spelled (poppler)',
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

test('the proof of a request that was submitted again has the time of the first submission, and how often the request was submitted again', () => {
  const again = begun().wait(3).changes('Lengkapi.').wait(60).submit(asked);
  const text = words(sheets(again)['bukti-pengajuan']);
  expect(text).toContain('["Pertama kali diajukan","Rabu, 25 November 2026 pukul 09.00 WIB"]');
  expect(text).toContain('["Diajukan kembali","1 kali, pada Rabu, 25 November 2026 pukul 10.03 WIB"]');
  const third = again.wait(3).changes('Lengkapi lagi.').wait(60).submit(asked);
  expect(words(sheets(third)['bukti-pengajuan'])).toContain('2 kali, terakhir Rabu, 25 November 2026 pukul 11.06 WIB');
});

test('no document says that a request was received before row 2 received the request', () => {
  expect(words(sheets(WAYS.submitted))).not.toMatch(/telah diterima|Diterima/);
  expect(words(sheets(WAYS['at the mayor’s'])['tanda-terima'])).toContain('telah diterima dan dicatat');
});

test('number and date of a reply are both left open, for the secretariat', () => {
  for (const way of ['granted', 'alternatives offered', 'rejected', 'failed'] as const) {
    const reference = sheets(WAYS[way])['surat-balasan']?.parts.find((part) => part.is === 'reference');
    expect(reference?.date).toBe('Singkawang, …………………');
    expect(reference?.pairs[0]).toEqual(['Nomor', '…………………']);
  }
});

test.each([
  ['Kepala Dinas Contoh', 'Saudara'],
  ['Sekretaris Daerah Kota Contoh', 'Bapak/Ibu'],
  ['Menteri Dalam Negeri', 'Bapak/Ibu'],
  ['Plt. Wakil Gubernur Contoh', 'Bapak/Ibu'],
  ['Sekretaris Dinas Contoh', 'Saudara'],
])('a letter to %s says %s, and the town of the agency if it is known', (jabatan, said) => {
  const [surat, pemohon] = [asked['surat'], asked['pemohon']].map((each) => each as object);
  const walk = begun({
    ...asked,
    surat: { ...surat, penandatangan: { nama: 'x', jabatan } },
    pemohon: { ...pemohon, kedudukan: 'Kota Contoh' },
  });
  const text = words(sheets(walk.wait(3).approve().wait(3).reject('Di luar kewenangan.'))['surat-balasan']);
  expect(text).toContain(`Menindaklanjuti surat ${said} Nomor`);
  expect(text).toContain('"di Kota Contoh"');
});

test('each document says that its QR code is no electronic signature, and a letter has space for a note about such a signature', () => {
  const all = sheets(WAYS.completed);
  for (const sheet of Object.values(all))
    expect(sheet.proof?.lines).toContain('Kode QR ini menuju halaman berkas dan bukan tanda tangan elektronik.');
  expect(all['surat-balasan']?.keepsNote).toBe(true);
  expect(all['lembar-disposisi']?.keepsNote).toBeUndefined();
});

test('R11: if a field is hidden from the public, the words for a missing field are not printed either', () => {
  const text = words(sheets(WAYS.completed, true)['laporan-kegiatan']);
  expect(text).not.toContain('Tidak ada kendala.');
});

test('R11: the copy of a request has neither letterhead nor signature of another agency', () => {
  const copy = sheets(WAYS.submitted)['surat-permohonan'];
  expect(copy?.head).toBeUndefined();
  expect(copy?.parts.some(({ is }) => is === 'signature' || is === 'signatures')).toBe(false);
});

test('a letter with offers asks for a reply by the time at which the first reservation ends', () => {
  const one = caseOf(WAYS['alternatives offered']);
  const until = '2026-12-02T09:00:00Z';
  const entries = one.entries.map((entry, at) =>
    at === one.entries.length - 1 ? { ...entry, offered: [{ until: '2026-12-03T09:00:00Z' }, { until }] } : entry,
  );
  const made = sheetsOf(documents, { ...one, entries }, place).find(({ id }) => id === 'surat-balasan');
  expect(words(made?.sheet)).toContain('paling lambat Rabu, 2 Desember 2026 pukul 16.00 WIB.');
});
