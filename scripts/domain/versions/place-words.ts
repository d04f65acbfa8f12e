/** What the parts of a procedure are called where a change of them is told. */
import type { Text } from '#domain/problem.ts';

/** A part of a procedure, and the rest of the path below it for which there is no name. */
interface NamedPart {
  readonly name: Text;
  readonly rest: readonly string[];
}

const text = (id: string, en: string): Text => ({ id, en });

/** Parts of a step, by their path in it. */
const OF_A_STEP: ReadonlyMap<string, Text> = new Map([
  ['row', text('Nomor baris', 'Row number')],
  ['kind', text('Jenis langkah', 'Kind of step')],
  ['activity', text('Uraian kegiatan', 'Activity')],
  ['short', text('Sebutan dalam kalimat', 'Phrase in sentences')],
  ['actor', text('Pelaksana', 'Who acts')],
  ['completeness', text('Kelengkapan', 'Completeness')],
  ['time/printed', text('Waktu yang tercetak', 'Printed time')],
  ['time/limit', text('Batas waktu', 'Time limit')],
  ['time/measured', text('Waktu diukur', 'Time is measured')],
  ['time', text('Waktu', 'Time')],
  ['output', text('Output', 'Output')],
  ['remarks', text('Keterangan', 'Remarks')],
  ['furtherRows', text('Baris berikutnya yang ikut dilayani', 'Further rows that it serves')],
  ['clock', text('Jam yang dipakai', 'Clock')],
  ['begin/after', text('Waktu tunggu paling sedikit', 'Least wait')],
  ['begin', text('Saat waktunya mulai', 'When its time begins')],
  ['outcomes/approve', text('Keputusan Setujui', 'Outcome of Approve')],
  ['outcomes/changes', text('Keputusan Minta perubahan', 'Outcome of Request changes')],
  ['outcomes/timeout', text('Bila waktunya habis', 'When its time has passed')],
  ['outcomes', text('Keputusan', 'Outcomes')],
  ['sections', text('Bagian permohonan yang boleh diperbaiki', 'Sections that may be revised')],
  ['informs', text('Tembusan', 'Who is informed')],
  ['consults', text('Yang dimintai pendapat', 'Who is consulted')],
  ['fourEyes', text('Harus orang lain dari langkah', 'Must be another person than in')],
  ['postpone', text('Waktu lain yang boleh diminta', 'Another time that may be asked for')],
  ['close', text('Yang boleh menolak permohonan', 'Who may reject the request')],
  ['requires/note', text('Catatan wajib', 'Note that is required')],
  ['requires/result', text('Isian hasil', 'Form of the result')],
  ['requires/fields', text('Isian wajib', 'Fields that are required')],
  ['requires/books', text('Pemesanan ruang', 'Booking of a room')],
  ['requires/within', text('Waktu yang harus termuat dalam pemesanan', 'Time that must lie in the booking')],
  ['requires/bounds', text('Batas isian hasil', 'Bounds of the result')],
  ['requires', text('Syarat Setujui', 'What Approve requires')],
  ['publicNote', text('Catatan tampil untuk publik', 'Note is public')],
]);

/** Parts of a procedure that are no step. */
const OF_THE_SOP: ReadonlyMap<string, Text> = new Map([
  ['id', text('Nama SOP dalam data', 'Name of the SOP in data')],
  ['short', text('Awal nomor berkas', 'Beginning of case numbers')],
  ['title', text('Judul', 'Title')],
  ['initiator', text('Sebutan pemohon', 'What applicants are called')],
  ['zone', text('Zona waktu', 'Time zone')],
  ['clock/kind', text('Jam kerja atau 24 jam', 'Office hours or 24 hours')],
  ['clock/hours', text('Jam buka', 'Open hours')],
  ['clock/calendar', text('Kalender hari libur', 'Calendar of days off')],
  ['clock', text('Jam', 'Clock')],
  ['clocks', text('Jam lain', 'Other clocks')],
  ['spans', text('Batas waktu beberapa langkah bersama', 'Time limits over several steps')],
  ['receipt', text('Langkah penerimaan', 'Receipt step')],
  ['escalation', text('Pengingat dan eskalasi', 'Reminders and escalation')],
  ['columns', text('Kolom pelaksana', 'Columns of roles')],
  ['headings', text('Judul kolom tabel', 'Headings of the table')],
  ['steps', text('Langkah', 'Steps')],
  ['request/schema', text('Formulir permohonan', 'Form of the request')],
  ['request/leadTime', text('Tenggang pengajuan', 'Lead time')],
  ['request/longEvent', text('Batas acara panjang', 'Length of a long event')],
  ['request/openCases', text('Berkas berjalan tiap pemohon, paling banyak', 'Open cases of an applicant, at most')],
  ['request/pointers', text('Letak isian dalam formulir', 'Where fields are in the form')],
  ['request', text('Permohonan', 'Request')],
  ['identity/office', text('Nama instansi', 'Office')],
  ['identity/division', text('Bidang', 'Division')],
  ['identity/number', text('Nomor SOP', 'Number')],
  ['identity/created', text('Tanggal pembuatan', 'Date of making')],
  ['identity/revised', text('Tanggal revisi', 'Date of revision')],
  ['identity/effective', text('Tanggal efektif', 'Effective date')],
  ['identity/approvedBy/office', text('Jabatan yang mengesahkan', 'Office of who approved it')],
  ['identity/approvedBy/name', text('Nama yang mengesahkan', 'Name of who approved it')],
  ['identity/approvedBy/rank', text('Pangkat yang mengesahkan', 'Rank of who approved it')],
  ['identity/approvedBy/nip', text('NIP yang mengesahkan', 'NIP of who approved it')],
  ['identity/approvedBy', text('Disahkan oleh', 'Approved by')],
  ['identity/title', text('Judul SOP yang tercetak', 'Printed title')],
  ['identity/draft', text('Keterangan rancangan', 'Word on being a draft')],
  ['identity/legalBasis', text('Dasar hukum', 'Legal basis')],
  ['identity/qualifications', text('Kualifikasi pelaksana', 'Qualifications')],
  ['identity/related', text('Keterkaitan', 'Related SOPs')],
  ['identity/equipment', text('Peralatan/perlengkapan', 'Equipment')],
  ['identity/warnings', text('Peringatan', 'Warnings')],
  ['identity/records', text('Pencatatan dan pendataan', 'Records kept')],
  ['identity', text('Blok identitas', 'Identity block')],
]);

const UNNAMED = text('Lain-lain', 'Other');

export const partOfStep = (path: readonly string[]): NamedPart => partIn(OF_A_STEP, path);
export const partOfSop = (path: readonly string[]): NamedPart => partIn(OF_THE_SOP, path);

/** The part with the longest path that leads there; what has no name keeps its whole path. */
function partIn(names: ReadonlyMap<string, Text>, path: readonly string[]): NamedPart {
  for (let length = path.length; length > 0; length -= 1) {
    const name = names.get(path.slice(0, length).join('/'));
    if (name) return { name, rest: path.slice(length) };
  }
  return { name: UNNAMED, rest: path };
}
