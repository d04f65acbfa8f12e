import type { Entry, PublicCase, Visit } from '../../../scripts/generated/public-case.ts';
import type { Text } from '../../../scripts/problem.ts';

/** Words of the pages themselves; the sentences about cases come from scripts/words. */
export const TEXT = {
  site: { id: 'Disposisi', en: 'Disposisi' },
  tagline: { id: 'Jalannya permohonan, terbuka', en: 'How requests move, in the open' },
  banner: {
    id: 'Contoh: data dan akun di situs ini rekaan.',
    en: 'Sample: the data and accounts on this site are made up.',
  },
  skip: { id: 'Langsung ke isi', en: 'Skip to content' },
  menu: { id: 'Menu utama', en: 'Main menu' },
  overview: { id: 'Ringkasan', en: 'Overview' },
  otherLanguage: { id: 'English', en: 'Bahasa Indonesia' },
  dataAsOf: { id: 'Data per', en: 'Data as of' },
  register: { id: 'buku agenda', en: 'register' },
  registerEmpty: { id: 'buku agenda belum ada', en: 'no register yet' },
  lastEntry: { id: 'catatan terakhir', en: 'last entry' },
  stale: {
    id: 'Data terakhir dibaca {t}; keadaan mungkin sudah berubah.',
    en: 'Data last read {t}; things may have changed since.',
  },
  noneOpen: { id: 'Tidak ada berkas yang sedang berjalan.', en: 'No case is running.' },
  running: { id: 'Berjalan', en: 'Running' },
  late: { id: 'Lewat tenggat', en: 'Overdue' },
  doneThisMonth: { id: 'Selesai bulan ini', en: 'Completed this month' },
  onTime: { id: 'Baris tepat waktu', en: 'Rows on time' },
  noFigure: { id: 'belum ada', en: 'none yet' },
  figures: { id: 'Angka', en: 'Figures' },
  runningCases: { id: 'Berkas berjalan', en: 'Running cases' },
  endedCases: { id: 'Berkas yang berakhir', en: 'Ended cases' },
  changes: { id: 'Perubahan terakhir', en: 'Last changes' },
  noChanges: { id: 'Belum ada perubahan.', en: 'No changes yet.' },
  since: { id: 'Sejak', en: 'Since' },
  due: { id: 'Tenggat', en: 'Due' },
  noLimit: { id: 'tanpa batas waktu', en: 'no time limit' },
  procedure: { id: 'SOP', en: 'SOP' },
  facts: { id: 'Data berkas', en: 'Case facts' },
  number: { id: 'Nomor berkas', en: 'Case number' },
  agenda: { id: 'Nomor agenda', en: 'Agenda number' },
  submitted: { id: 'Diajukan', en: 'Submitted' },
  nature: { id: 'Sifat surat', en: 'Nature of the letter' },
  booking: { id: 'Ruang dipegang', en: 'Room held' },
  roomUsed: { id: 'Ruang dipakai', en: 'Room used' },
  asked: { id: 'Ruang diminta', en: 'Room asked for' },
  attachments: { id: 'Lampiran', en: 'Attachments' },
  attachmentsNote: { id: '{n} (hanya untuk petugas)', en: '{n} (officials only)' },
  trail: { id: 'Jejak', en: 'Trail' },
  noActs: { id: 'Belum ada tindakan.', en: 'Nothing has been done yet.' },
  row: { id: 'Baris', en: 'Row' },
  round: { id: 'putaran ke-{n}', en: 'round {n}' },
  notYet: { id: 'belum', en: 'not yet' },
  ahead: { id: 'Baris berikutnya', en: 'Rows ahead' },
  progress: { id: 'Baris {r} dari {n}', en: 'Row {r} of {n}' },
  began: { id: 'Mulai', en: 'Began' },
  ended: { id: 'Selesai', en: 'Ended' },
  whyDue: { id: 'Mengapa tenggat ini?', en: 'Why this deadline?' },
  refusedActs: { id: 'Tindakan yang tidak diterima', en: 'Acts not accepted' },
  superseded: { id: 'Gugur', en: 'Superseded' },
  result: { id: 'Hasil', en: 'Result' },
  request: { id: 'Permohonan', en: 'Request' },
  entry: { id: 'catatan', en: 'entry' },
  onForge: { id: 'lihat tindakan', en: 'see the act' },
  decree: { id: 'surat perintah {d}', en: 'decree {d}' },
  narrowed: {
    id: 'Sifat surat berkas ini membatasi: publik hanya melihat nomor, baris, dan waktu.',
    en: 'The nature of this case’s letter narrows it: the public sees its number, rows and times only.',
  },
  partial: { id: 'menunggu persetujuan lain', en: 'waiting for other approvals' },
  goesTo: { id: 'ke baris {r}', en: 'to row {r}' },
  lateBy: { id: 'terlambat {t}', en: '{t} late' },
  seenLate: { id: 'terbaca sesudah catatan lain', en: 'read after later entries' },
  edited: {
    id: 'ulasan kemudian disunting; yang dicatat tetap',
    en: 'the review was edited later; what was recorded stands',
  },
  dismissed: {
    id: 'ulasan kemudian ditutup; yang dicatat tetap',
    en: 'the review was dismissed later; what was recorded stands',
  },
  'no-calendar-data': { id: 'data hari libur tahun itu belum ada', en: 'no data on that year’s days off' },
  notFoundTitle: { id: 'Halaman tidak ditemukan', en: 'Page not found' },
  notFound: {
    id: 'Halaman tidak ditemukan. Periksa nomor berkas atau cari di Arsip.',
    en: 'Page not found. Check the case number or search the Archive.',
  },
  back: { id: 'Ke ringkasan', en: 'To the overview' },
} as const satisfies Record<string, Text>;

/** Puts values in the places of a text: `{t}`. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? ''));

export type Tone = 'run' | 'warn' | 'late' | 'wait' | 'done' | 'stop';

/** The tag of a case: what its colour and icon say, in words. */
export const STATUS: Readonly<Record<PublicCase['status'], { tone: Tone; label: Text }>> = {
  running: { tone: 'run', label: { id: 'Berjalan', en: 'Running' } },
  applicant: { tone: 'wait', label: { id: 'Menunggu pemohon', en: 'Waiting for the applicant' } },
  completed: { tone: 'done', label: { id: 'Selesai', en: 'Completed' } },
  failed: { tone: 'stop', label: { id: 'Gagal', en: 'Failed' } },
  rejected: { tone: 'stop', label: { id: 'Ditolak', en: 'Rejected' } },
  withdrawn: { tone: 'stop', label: { id: 'Ditarik', en: 'Withdrawn' } },
  'ended-outside': { tone: 'stop', label: { id: 'Berhenti di luar prosedur', en: 'Ended outside the procedure' } },
  abandoned: { tone: 'stop', label: { id: 'Berhenti di luar prosedur', en: 'Abandoned' } },
  ended: { tone: 'stop', label: { id: 'Berakhir', en: 'Ended' } },
};

export const LATE = { tone: 'late', label: TEXT.late } as const;

/** What an entry says was done. */
export const KIND: Readonly<Record<Entry['kind'], Text>> = {
  submitted: { id: 'Diajukan', en: 'Submitted' },
  'submission-refused': { id: 'Pengajuan belum diterima', en: 'Submission refused' },
  accepted: { id: 'Disetujui', en: 'Approved' },
  refused: { id: 'Tindakan tidak diterima', en: 'Act not accepted' },
  superseded: { id: 'Permohonan berubah', en: 'Request changed' },
  rejected: { id: 'Ditolak', en: 'Rejected' },
  withdrawn: { id: 'Ditarik pemohon', en: 'Withdrawn by the applicant' },
  'timed-out': { id: 'Waktu terlampaui', en: 'Time passed' },
  rung: { id: 'Pengingat', en: 'Reminder' },
  flagged: { id: 'Catatan proses', en: 'Note of the process' },
  'ended-outside': { id: 'Digabungkan di luar prosedur', en: 'Merged outside the procedure' },
  abandoned: { id: 'Ditutup di luar prosedur', en: 'Closed outside the procedure' },
};

/** What a rung of the ladder did, in a list of changes. */
export const RUNG: Readonly<Record<NonNullable<Entry['action']>, Text>> = {
  remind: KIND.rung,
  overdue: TEXT.late,
  superior: { id: 'Atasan diberi tahu', en: 'Superior told' },
};

/** An accepted Request changes: where it leads is said beside it. */
export const CHANGES: Text = { id: 'Perubahan diminta', en: 'Changes requested' };

/** What ended a visit. */
export const OUTCOME: Readonly<Record<NonNullable<Visit['outcome']>, Text>> = {
  submitted: KIND.submitted,
  approved: KIND.accepted,
  returned: CHANGES,
  rejected: KIND.rejected,
  withdrawn: KIND.withdrawn,
  'timed-out': KIND['timed-out'],
  superseded: { id: 'Gugur: permohonan berubah', en: 'Superseded: the request changed' },
  'ended-outside': KIND['ended-outside'],
  abandoned: KIND.abandoned,
};
