/** Makes a case in each way that a case can go, and the documents that the case then has. */
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { DocumentCase, DocumentEntry } from '#domain/documents/reading.ts';
import type { Sheet, SheetPart } from '#domain/documents/sheet.ts';
import { documentCase, type DocumentOffice, sheetsOf } from '#public/documents/office-documents.ts';
import type { Config } from '#domain/case/state/config.ts';
import { office, request, results, sentAt } from '../support/world.ts';
import { sop, Walk } from '../support/walked-case.ts';

const officeOf = ({ roles, rooms, letterhead, documents: templates }: Config): DocumentOffice => ({
  ...{ roles, rooms },
  ...(letterhead ? { letterhead } : {}),
  templates: [...templates.values()],
});

/** The configuration with which the sample office makes documents. */
export const documents: DocumentOffice = officeOf(office);

/** The time at which documents are made by default: on the day of the walks, which is a working day. */
export const MADE = '2026-11-25T05:00:00Z';

/** A request with every field. */
export const asked = request({
  '/pemohon/nip': '190001011900011009',
  '/surat/penandatangan/nip': '190001011900011001',
  '/kegiatan/pimpinan': 'Contoh Pimpinan Kegiatan',
  '/kegiatan/agenda': 'Contoh: laporan keadaan.',
  '/pelaksanaan/kebutuhan': 'Contoh: dua mikrofon.',
  '/pelaksanaan/peralatan': ['computer', 'internet'],
});
const resultOf = (step: string): Record<string, unknown> =>
  sentAt(results[step]?.() ?? {}, '2026-12-01T07:30:00+07:00');
const check = { ...resultOf('pengecekan'), peralatan: ['computer'] };
const OFFER = {
  mulai: '2026-12-08T09:00:00+07:00',
  selesai: '2026-12-08T11:00:00+07:00',
  ruang: 'tcm',
  keterangan: 'Sehari sesudahnya',
};
const alternatives = { penjelasan: 'Ruang dipakai rapat lain.', alternatif: [OFFER] };
/** Three alternatives: a room with a remark, a room over midnight without one, and a place that is no room. */
const three = {
  alternatif: [
    OFFER,
    { mulai: '2026-12-09T22:00:00+07:00', selesai: '2026-12-10T01:00:00+07:00', ruang: 'tcm' },
    { mulai: OFFER.mulai, selesai: OFFER.selesai, tempat: 'Posko Contoh', keterangan: 'Tanpa siaran' },
  ],
};

/** Submits a request with two attachments. */
export const begun = (letter: Record<string, unknown> = asked): Walk =>
  new Walk(7).submit(letter, { attachments: [1, 2].map(attachment) });
const attachment = (n: number): NonNullable<Entry['attachments']>[number] => ({
  path: `requests/2026/x/lampiran-${n}.pdf`,
  oid: String(n).repeat(40),
  sha256: String(n).repeat(64),
  type: 'application/pdf',
  size: 9,
});

const booking = { room: 'tcm', start: '2026-12-07T02:00:00Z', end: '2026-12-07T04:00:00Z' };

/** Leads the case to the step, with the results of the earlier steps. */
function walked(to: string): Walk {
  const walk = begun();
  const notes: Record<string, Partial<Entry>> = {
    disposisi: { note: 'Tindak lanjuti segera.' },
    'laporan-walikota': { note: 'Dilaporkan lisan.' },
    'arahan-walikota': { note: 'Laksanakan, undang semua pihak.', result: resultOf('arahan-walikota') },
    koordinasi: { note: 'Siapkan ruang.', result: resultOf('koordinasi') },
    'persiapan-teknis': { result: { ...resultOf('persiapan-teknis'), kesepakatan: 'Operator hadir pukul 08.00.' } },
    pelaksanaan: { result: resultOf('pelaksanaan') },
  };
  const steps = sop.steps.filter(({ kind, id }) => kind === 'review' && id !== 'pemberitahuan-alternatif');
  for (const { id } of steps) {
    if (id === to) return walk;
    if (id === 'pengecekan') walk.wait(3).approve({ partial: true, result: check });
    walk
      .wait(3)
      .approve({ ...notes[id], ...(id === 'pengecekan' ? { who: walk.holder('staf-operator'), booking } : {}) });
  }
  return walk;
}

/** Makes the second test, at row 9, fail in a way that makes the event impossible. Its Approve ends the case (R6). */
function endedByTest(): Walk {
  const walk = walked('persiapan-teknis').wait(3);
  const test = { waktu: '2026-12-07T08:00:00+07:00', hasil: 'gagal-total' };
  const because = { id: 'gangguan jaringan internet', en: 'the internet connection is disturbed' };
  const who = walk.holder('subkor-ile');
  const result = { ...resultOf('persiapan-teknis'), uji_koneksi: test };
  return walk.add('accepted', { gesture: 'approve', who, result, end: 'failed', because, releases: true });
}

/** Offers the applicant alternatives at row 8. */
function offered(
  result: Record<string, unknown> = alternatives,
  because = { id: 'bersamaan dengan acara lain', en: 'another event is at that time' },
): Walk {
  const walk = walked('pengecekan');
  const busy = { ...check, ketersediaan: 'bersamaan', acara_lain: 'Rapat Dinas Contoh' };
  walk.wait(3).approve({ partial: true, result: busy }).wait(3);
  walk.approveTo('pemberitahuan-alternatif', { who: walk.holder('staf-operator'), because });
  return walk.wait(3).approve({ result });
}

/** Returns the request with another time. */
const askedFor = (mulai: string, selesai: string): Record<string, unknown> => ({
  ...asked,
  pelaksanaan: { ...(asked['pelaksanaan'] as object), mulai, selesai },
});

/** Adds the acts of rows 7 and 9 for this time. */
function prepared(walk: Walk, { mulai, selesai }: { readonly mulai: string; readonly selesai: string }): Walk {
  const [start, end] = [mulai, selesai].map((each) => `${new Date(each).toISOString().slice(0, 19)}Z`);
  const held = { ...booking, start: start ?? '', end: end ?? '' };
  walk.wait(3).approve({ partial: true, result: { ...check, mulai, selesai } });
  walk.wait(3).approve({ who: walk.holder('staf-operator'), booking: held });
  return walk.wait(3).approve({ result: { ...resultOf('persiapan-teknis'), mulai, selesai } });
}

/** Lets the applicant choose an alternative, and adds the acts of rows 7 and 9 for it. */
const chosen = (): Walk =>
  prepared(
    offered()
      .wait(3)
      .submit(askedFor(OFFER.mulai, OFFER.selesai), { attachments: [1, 2].map(attachment) }),
    OFFER,
  );

const LATER = { mulai: '2026-12-14T13:00:00+07:00', selesai: '2026-12-14T15:30:00+07:00' };
/** Lets the applicant ask for another time after the request was granted. */
const postponed = (): Walk =>
  walked('pelaksanaan').wait(1440).postpone('pengecekan', askedFor(LATER.mulai, LATER.selesai));

export const WAYS = {
  submitted: begun(),
  'at the mayor’s': walked('arahan-walikota'),
  'alternatives offered': offered(),
  'three alternatives offered': offered(three, { id: 'uji koneksi gagal', en: 'the connection test failed' }),
  'withdrawn after alternatives': offered().wait(3).withdraw(),
  'granted after alternatives': chosen(),
  granted: walked('pelaksanaan'),
  postponed: postponed(),
  'granted for another time': prepared(postponed(), LATER),
  completed: walked('ended'),
  rejected: walked('disposisi').wait(3).reject('Di luar kewenangan.'),
  'sent back': walked('disposisi').wait(3).changes('Lengkapi lampirannya.'),
  failed: walked('pelaksanaan').wait(3).changes('Jaringan internet terputus.'),
  'ended by a connection test': endedByTest(),
  withdrawn: walked('disposisi').wait(3).withdraw(),
  returned: walked('pelaksanaan').wait(3).supersede(),
} as const satisfies Record<string, Walk>;

/** The fictional site on which documents are verified. */
export const place = {
  address: 'https://contoh.go.id/berkas/PMK-2026-7/',
  entry: (seq: number) => ({
    id: String(seq % 10).repeat(64),
    leaf: 40 + seq,
    checkpoint: { size: 99, root: 'ab'.repeat(32) },
  }),
};

/** Returns a walked case for documents: all of it, or its public parts. */
export function caseOf(
  walk: Walk,
  isPublic = false,
  { by = documents, now = MADE }: { readonly by?: DocumentOffice; readonly now?: string } = {},
): DocumentCase {
  const { parts: all, entries } = walk.sealed();
  const parts: readonly DocumentEntry[] = isPublic ? all.flatMap((part) => (part.narrowed ? [] : [part])) : entries;
  const schemas = (path: string) => office.schemas.get(path)?.value;
  const requestSchema = schemas(sop.request.schema) ?? {};
  return documentCase(by, parts, { procedure: sop, requestSchema, schemas, now }, isPublic);
}

/** Returns the documents of a walked case by their ids. Of several documents by one template, it returns the latest. */
export const sheets = (walk: Walk, isPublic = false, now = MADE): Record<string, Sheet> =>
  Object.fromEntries(sheetsOf(documents, caseOf(walk, isPublic, { now }), place).map(({ id, sheet }) => [id, sheet]));

/** Returns one document of a walked case. */
export function sheetNamed(way: keyof typeof WAYS, id: string, isPublic = false): Sheet {
  const sheet = sheets(WAYS[way], isPublic)[id];
  if (!sheet) throw new Error(`There is no ${id}.`);
  return sheet;
}

/** Returns a text of this many lines. */
export const paragraph = (lines: number): SheetPart => ({
  is: 'text',
  text: Array.from({ length: lines }, () => 'kata').join('\n'),
});
