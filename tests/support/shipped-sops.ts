/** Fictional requests and results for each shipped SOP but the first. */
import { RESULTS, sampleRequest, withResult } from './office.ts';

interface Slot {
  readonly start: string;
  readonly end: string;
  readonly room?: string | null;
}

const { krisis: _crisis, kegiatan: _event, ...shared } = sampleRequest();
const { jenis: _kind, ...applicant } = shared['pemohon'] as Record<string, unknown>;

const asked = ({ start, end }: Slot) => ({
  ...(shared['pelaksanaan'] as object),
  ...{ mulai: start, selesai: end },
});

/** Returns a valid request for a video conference. */
export const conference = (slot: Slot): Record<string, unknown> => ({
  ...shared,
  sop: 'video-conference',
  pemohon: { ...applicant, jenis: 'opd' },
  kegiatan: { jenis: 'konferensi_video', judul: 'Rapat jarak jauh contoh', penyelenggara: 'Kementerian Contoh' },
  sambungan: { titik: 3, akun: 'penyelenggara' },
  pelaksanaan: asked(slot),
});

/**
 * Returns a valid request for a visit of guests.
 * @param led who leads the delegation, which decides whether row 4 is skipped
 */
export const visit = (slot: Slot, led: 'pejabat' | 'kepala_daerah' = 'pejabat'): Record<string, unknown> => ({
  ...shared,
  sop: 'ekspos-visitasi-kunker',
  pemohon: { ...applicant, jenis: 'tamu', instansi: 'Dinas Contoh Daerah Lain' },
  rombongan: { asal: 'daerah', pimpinan: led, jumlah: 12 },
  kegiatan: { jenis: 'kunjungan_kerja', judul: 'Kunjungan kerja contoh', materi: 'Layanan contoh.' },
  pelaksanaan: asked(slot),
});

type Acts = readonly (readonly [step: string, who: string, body: string])[];

/** Returns a good check, valid by the shipped schema. */
export const shippedCheck = ({ start, end, room }: Slot) => ({
  ...RESULTS.check(start, end, room),
  ketersediaan: 'tersedia',
});

const report = ({ start, end }: Slot) => withResult('', { ...RESULTS.report, mulai: start, selesai: end });
/** A plan of a visit of guests (row 5). */
export const PLAN = {
  acara: 'Pemaparan, lalu tanya jawab.',
  narasumber: [{ jabatan: 'Contoh Kabid', materi: 'Layanan contoh' }],
};

/** Returns the acts of a video conference, step by step, to its end. */
export const conferenceActs = (slot: Slot): Acts => [
  ['penerimaan', 'contoh-tu', ''],
  ['disposisi', 'contoh-kepala-dinas', 'Tindak lanjuti.'],
  ['penugasan', 'contoh-kabid-aptika', 'Siapkan ruang.'],
  ['pengecekan', 'contoh-subkor-ile', withResult('', shippedCheck(slot))],
  ['pengecekan', 'contoh-operator', ''],
  ['persiapan-teknis', 'contoh-operator', withResult('', RESULTS.schedule(slot.start, slot.end))],
  ['pelaksanaan', 'contoh-operator', report(slot)],
];

/**
 * Returns the acts of a visit of guests, step by step, to its end.
 * @param isReported whether the Mayor directs the visit (row 4)
 */
export const visitActs = (slot: Slot, isReported = false): Acts => [
  ['penerimaan', 'contoh-tu', ''],
  ['disposisi', 'contoh-kepala-dinas', 'Tindak lanjuti.'],
  ...(isReported ? [['arahan-walikota', 'contoh-walikota', 'Terima di ruang TCM.'] as const] : []),
  ['rencana', 'contoh-kabid-aptika', withResult('', PLAN)],
  ['pengecekan', 'contoh-subkor-ile', withResult('', shippedCheck(slot))],
  ['pengecekan', 'contoh-operator', ''],
  ['jawaban', 'contoh-kepala-dinas', ''],
  ['penerimaan-rombongan', 'contoh-operator', report(slot)],
];
