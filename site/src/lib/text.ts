import type { Entry } from '#domain/generated/public-case.ts';
import type { Text } from '#domain/problem.ts';
import { entryKind } from '#domain/words/entry-kind.ts';

/**
 * Explains why a case number can be without a case. The text is the same for a draft, a refused submission and a
 * number that was never used, because nothing about a draft is public (R13).
 */
export const NUMBER_WITHOUT_CASE: Text = {
  id: 'Nomor berkas diambil dari satu urutan, yang juga dipakai konsep, pengajuan yang belum diterima, dan perubahan SOP, jabatan, atau ruang. Karena itu wajar ada nomor tanpa berkas; untuk apa nomor itu dipakai, dan apakah sudah dipakai, tidak ditampilkan untuk publik. Berkas yang pernah terbit tidak boleh hilang: bila ada yang hilang, halaman Periksa menunjukkannya.',
  en: 'Case numbers come from one sequence, which drafts, submissions that were refused, and changes of SOP, roles or rooms use as well. So numbers without a case are normal; what such a number was used for, and whether it was used, is not shown to the public. A case that was published must not vanish: if one has, the page Verify shows it.',
};

export const WHERE_TO_LOOK: Text = {
  id: 'Cari berkas di Arsip. Konsep Anda sendiri ada di Meja kerja.',
  en: 'Search for the case in the Archive. Your own drafts are at the Desk.',
};

export const BOTH_NUMBERS: Text = {
  id: 'Nomor agenda adalah urutan penerimaan tahun itu di seluruh kantor. Nomor berkas tidak selalu berurutan karena juga dipakai untuk hal lain.',
  en: 'The order of receipt in that year. Case numbers follow pull requests, so gaps are normal.',
};

export { STATUS, type Tone } from './case-status.ts';

/** Words of the pages. The sentences about cases are in scripts/domain/words. */
export const TEXT = {
  site: { id: 'Disposisi', en: 'Disposisi' },
  tagline: { id: 'Pantau permohonan secara terbuka', en: 'How requests move, in the open' },
  purpose: {
    id: 'Pantau permohonan: sampai langkah mana, menunggu siapa, kapan tenggatnya.',
    en: 'Follow a request: its step, who is next, and by when.',
  },
  trackRequest: { id: 'Lacak permohonan', en: 'Track a request' },
  trackWhat: {
    id: 'Sampai langkah mana, menunggu siapa, kapan tenggatnya.',
    en: 'Its step, who is next, and by when.',
  },
  track: { id: 'Lacak', en: 'Track' },
  forExample: { id: 'Misalnya', en: 'For example' },
  beforeRequest: { id: 'Sebelum mengajukan', en: 'Before you submit' },
  bySops: { id: 'Dilayani menurut', en: 'Handled by' },
  manySops: { id: '{n} SOP', en: '{n} SOPs' },
  servedBy: { id: 'Dilayani menurut SOP', en: 'Handled by these SOPs' },
  steps: { id: '{n} langkah', en: '{n} steps' },
  limitsTogether: { id: 'waktu baku seluruhnya {t}', en: 'time limits of {t} in all' },
  needsAccount: {
    id: 'Perlu akun. Belum punya? Mintalah kepada kantor.',
    en: 'You need an account. If you have none, ask the office.',
  },
  freeTimes: { id: 'lihat jadwal pemakaian', en: 'see when it is used' },
  restrictedCase: { id: 'Berkas terbatas', en: 'Restricted case' },
  restrictedMeta: {
    id: 'publik hanya melihat nomor, langkah, dan waktu',
    en: 'the public sees number, steps and times only',
  },
  draft: { id: 'Rancangan', en: 'Draft' },
  runningOf: { id: '{n} berjalan', en: '{n} running' },
  noCasesOf: { id: 'Tidak ada berkas yang sedang berjalan menurut SOP ini.', en: 'No case is running under this SOP.' },
  writeRequest: { id: 'Tulis permohonan', en: 'Write a request' },
  allRunning: { id: 'Semua permohonan berjalan ({n})', en: 'All running requests ({n})' },
  urgentFirst: {
    id: 'Tenggat terdekat paling atas; berkas tanpa tenggat paling akhir.',
    en: 'The earliest deadline comes first; cases without a deadline come last.',
  },
  otherPages: { id: 'Halaman lain daftar ini', en: 'Other pages of this list' },
  previous: { id: 'Sebelumnya', en: 'Previous' },
  next: { id: 'Berikutnya', en: 'Next' },
  allEnded: { id: 'Semua berkas yang ditutup', en: 'All ended cases' },
  sample: {
    id: 'Contoh: data dan akun di situs ini rekaan.',
    en: 'Sample: the data and accounts on this site are made up.',
  },
  skip: { id: 'Langsung ke isi', en: 'Skip to content' },
  menu: { id: 'Menu utama', en: 'Main menu' },
  menuShort: { id: 'Menu', en: 'Menu' },
  closeMenu: { id: 'Tutup', en: 'Close' },
  overview: { id: 'Ringkasan', en: 'Overview' },
  otherLanguage: { id: 'English', en: 'Bahasa Indonesia' },
  dataAsOf: { id: 'Data per', en: 'Data as of' },
  register: { id: 'register', en: 'register' },
  registerEmpty: { id: 'register belum ada', en: 'no register yet' },
  lastScheduledRun: { id: 'tenggat terakhir diperiksa', en: 'deadlines last checked' },
  looksEvery: {
    id: 'tenggat diperiksa setiap {n} detik selama kantor ini berjalan',
    en: 'deadlines are checked every {n} seconds while this office runs',
  },
  longestGap: { id: 'selang terpanjang belakangan ini', en: 'longest gap of late' },
  whereHead: { id: 'Kapan data ini dibaca', en: 'When these data were read' },
  lastEntry: { id: 'entri terakhir', en: 'last entry' },
  stale: {
    id: 'Data terakhir dibaca {t}; status mungkin sudah berubah.',
    en: 'Data last read {t}; things may have changed since.',
  },
  noneOpen: { id: 'Tidak ada permohonan yang sedang berjalan.', en: 'No request is running.' },
  running: { id: 'Berjalan', en: 'Running' },
  late: { id: 'Lewat tenggat', en: 'Overdue' },
  near: { id: 'Mendekati tenggat', en: 'Due soon' },
  doneThisMonth: { id: 'Selesai bulan ini', en: 'Completed this month' },
  onTime: { id: 'Giliran tepat waktu bulan ini', en: 'Turns on time this month' },
  noFigure: { id: 'belum ada', en: 'none yet' },
  runningCases: { id: 'Berkas berjalan', en: 'Running cases' },
  endedCases: { id: 'Berkas yang sudah ditutup', en: 'Ended cases' },
  changes: { id: 'Perubahan terakhir', en: 'Last changes' },
  noChanges: { id: 'Belum ada perubahan.', en: 'No changes yet.' },
  since: { id: 'Sejak', en: 'Since' },
  due: { id: 'Tenggat', en: 'Due' },
  noLimit: { id: 'tanpa waktu baku', en: 'no time limit' },
  procedure: { id: 'SOP', en: 'SOP' },
  facts: { id: 'Yang diminta', en: 'What is asked' },
  number: { id: 'Nomor berkas', en: 'Case number' },
  agenda: { id: 'Nomor agenda', en: 'Agenda number' },
  submitted: { id: 'Diajukan', en: 'Submitted' },
  nature: { id: 'Sifat surat', en: 'Nature of the letter' },
  heldUntil: { id: 'dipesan sampai', en: 'booked until' },
  booking: { id: 'Ruang dipesan', en: 'Room booked' },
  roomUsed: { id: 'Ruang dipakai', en: 'Room used' },
  asked: { id: 'Ruang diminta', en: 'Room asked for' },
  timeAsked: { id: 'Waktu diminta', en: 'Time asked for' },
  warning: { id: 'Peringatan', en: 'Warning' },
  noTemplate: { id: 'belum ada templat dokumennya', en: 'no template of a document yet' },
  attachments: { id: 'Lampiran', en: 'Attachments' },
  attachmentsNote: { id: '{n} (tidak tampil untuk publik)', en: '{n} (not shown to the public)' },
  trail: { id: 'Riwayat berkas', en: 'Trail' },
  noActs: { id: 'Belum ada tindakan.', en: 'Nothing has been done yet.' },
  /** The word for a row where pages show the table of the SOP. */
  row: { id: 'Baris', en: 'Row' },
  /** The word for a row where pages show the progress of a case. */
  step: { id: 'Langkah', en: 'Step' },
  round: { id: 'putaran ke-{n}', en: 'round {n}' },
  withApplicant: { id: 'menunggu pemohon', en: 'with the applicant' },
  notYet: { id: 'belum', en: 'not yet' },
  progress: { id: 'Langkah {r} dari {n}', en: 'Step {r} of {n}' },
  visitEnded: { id: 'selesai', en: 'ended' },
  began: { id: 'Mulai', en: 'Began' },
  whyDue: { id: 'Mengapa tenggat ini?', en: 'Why this deadline?' },
  refusedActs: { id: 'Tindakan yang tidak diterima', en: 'Acts not accepted' },
  superseded: { id: 'Gugur', en: 'Superseded' },
  result: { id: 'Hasil', en: 'Result' },
  request: { id: 'Isi permohonan selengkapnya', en: 'The whole request' },
  followAndKeep: { id: 'Ikuti dan simpan', en: 'Follow and keep' },
  calendarOf: { id: 'Kalender {r}', en: 'Calendar of {r}' },
  entry: { id: 'entri', en: 'entry' },
  onForge: { id: 'lihat tindakan', en: 'see the act' },
  decree: { id: 'surat perintah {d}', en: 'decree {d}' },
  narrowed: {
    id: 'Karena sifat suratnya, publik hanya melihat nomor, langkah, dan waktu berkas ini.',
    en: 'The nature of this case’s letter restricts it: the public sees its number, steps and times only.',
  },
  partial: { id: 'menunggu persetujuan lain', en: 'waiting for other approvals' },
  goesTo: { id: 'langkah {r}', en: 'step {r}' },
  lateBy: { id: 'terlambat {t}', en: '{t} late' },
  notFoundTitle: { id: 'Halaman tidak ditemukan', en: 'Page not found' },
  notFound: {
    id: 'Halaman tidak ditemukan. Periksa nomor berkas atau cari di Arsip.',
    en: 'Page not found. Check the case number or search the Archive.',
  },
  yes: { id: 'ya', en: 'yes' },
  no: { id: 'tidak', en: 'no' },
  procedures: { id: 'Standar operasional prosedur', en: 'Standard operating procedures' },
  yesAnswer: { id: 'Ya', en: 'Yes' },
  noAnswer: { id: 'Tidak', en: 'No' },
  timeAnswer: { id: 'Waktu', en: 'Time' },
  reality: { id: 'Realisasi waktu', en: 'Time taken in practice' },
  realityNote: {
    id: 'Waktu yang benar-benar dipakai pada tiap langkah yang sudah selesai, dibandingkan dengan waktu baku. Langkah yang diulang dihitung setiap kali.',
    en: 'The time that each finished step really took, compared with the limit. A repeated step counts each time.',
  },
  noReality: { id: 'Belum ada berkas selesai untuk dihitung.', en: 'No finished case to count yet.' },
  limit: { id: 'Waktu baku', en: 'Time limit' },
  half: { id: 'Median', en: 'Median' },
  nineInTen: { id: '9 dari 10', en: '9 in 10' },
  counted: { id: 'Jumlah', en: 'Count' },
  rooms: { id: 'Ruang', en: 'Rooms' },
  archive: { id: 'Arsip', en: 'Archive' },
  data: { id: 'Data', en: 'Data' },
  verify: { id: 'Periksa', en: 'Verify' },
  about: { id: 'Tentang', en: 'About' },
  desk: { id: 'Meja kerja', en: 'Desk' },
  legend: { id: 'Keterangan', en: 'Legend' },
  ical: { id: 'Langganan kalender (iCalendar)', en: 'Subscribe to the calendar (iCalendar)' },
  otherMonths: { id: 'Bulan lain', en: 'Other months' },
  noUse: { id: 'Tidak ada pemakaian ruang pada bulan ini.', en: 'The room is not used in this month.' },
  today: { id: 'Hari ini', en: 'Today' },
  archiveNote: {
    id: 'Cari berkas yang berjalan dan yang sudah ditutup, dan lihat bagaimana permohonan serupa diputuskan.',
    en: 'Search the running and the ended cases, and see how similar requests ended.',
  },
  endedByMonth: { id: 'Berkas yang ditutup, per bulan', en: 'Ended cases by month' },
  noneEnded: { id: 'Belum ada berkas yang ditutup.', en: 'No case has ended yet.' },
  deskNeedsScript: {
    id: 'Meja kerja memerlukan JavaScript. Aktifkan JavaScript di peramban ini.',
    en: 'The desk needs JavaScript. Turn it on in this browser.',
  },
  needsScript: {
    id: 'Pencarian memerlukan JavaScript; daftar per tahun tetap tersedia, dan berkas yang berjalan ada di Ringkasan.',
    en: 'The search needs script. Without script, use the lists by year, and the overview of running cases.',
  },
  searchWords: { id: 'Nomor, judul, atau instansi', en: 'Number, title or agency' },
  year: { id: 'Tahun', en: 'Year' },
  any: { id: 'semua', en: 'all' },
  state: { id: 'Status', en: 'State' },
  filters: { id: 'Saringan', en: 'Filters' },
  foundOne: { id: '1 berkas cocok.', en: '1 case matches.' },
  found: { id: '{n} berkas cocok.', en: '{n} cases match.' },
  noneYet: { id: 'Belum ada berkas yang cocok.', en: 'No case matches so far.' },
  searchedRunning: {
    id: 'Sudah dicari: berkas yang berjalan dan yang baru ditutup.',
    en: 'Searched so far: running cases, and those that ended lately.',
  },
  searchedYears: {
    id: 'Sudah dicari: berkas yang berjalan, dan arsip sampai tahun {y}.',
    en: 'Searched so far: running cases, and the archive back to {y}.',
  },
  searchedAll: { id: 'Seluruh berkas sudah dicari.', en: 'All cases were searched.' },
  searchLoads: { id: 'Memuat arsip {y} …', en: 'Loading the archive of {y} …' },
  searchStops: {
    id: 'Arsip {y} dan sebelumnya belum dicari.',
    en: 'The archive of {y} and before was not searched yet.',
  },
  openCase: { id: 'Buka berkas {id}', en: 'Open case {id}' },
  noSuchCase: {
    id: `Tidak ada berkas bernomor {id}. ${NUMBER_WITHOUT_CASE.id}`,
    en: `There is no case with the number {id}. ${NUMBER_WITHOUT_CASE.en}`,
  },
  searchNear: {
    id: 'Tidak ada yang persis sama. Maksud Anda “{w}”?',
    en: 'Nothing matches exactly. Did you mean “{w}”?',
  },
  noneFound: {
    id: 'Tidak ada berkas yang cocok. Hapus sebagian saringan.',
    en: 'No case matches. Take away some filters.',
  },
  noneSaid: { id: 'Tidak ada berkas yang cocok. Coba kata lain.', en: 'No case matches. Try other words.' },
  searchFault: {
    id: 'Data pencarian gagal dimuat. Muat ulang halaman.',
    en: 'The search index could not be loaded. Reload the page.',
  },
  search: { id: 'Cari', en: 'Search' },
  times: { id: '{n} kali', en: '{n} times' },
  part: { id: 'bagian', en: 'part' },
  otherParts: { id: 'Bagian lain bulan ini', en: 'Other parts of this month' },
  endedBefore: { id: 'Ditutup sebelumnya', en: 'Ended before' },
  endedAfter: { id: 'Ditutup sesudahnya', en: 'Ended after' },
  yearsAsOf: {
    id: 'File yang memuat satu tahun penuh ditulis ulang sedikitnya sekali sehari; isinya per',
    en: 'Files that hold a whole year are written anew once a day at least; they are as of',
  },
  wholeArchive: { id: 'Seluruh arsip', en: 'The whole archive' },
  activity: { id: 'Kegiatan', en: 'Activity' },
  pull: { id: 'Halaman untuk petugas (perlu akun)', en: 'Officials’ working page (needs an account)' },
  noUseToday: { id: 'Tidak ada pemakaian ruang hari ini.', en: 'The room is not used today.' },
  otherRooms: { id: 'Ruang lain', en: 'Other rooms' },
  more: { id: 'Tampilkan lagi', en: 'Show more' },
  openData: { id: 'Data terbuka', en: 'Open data' },
  openDataNote: {
    id: 'Semua yang tampil di situs ini, sebagai data. Alamatnya tetap selama satu versi; bentuknya (versi 2) mengikuti skema.',
    en: 'Everything that this site shows, as data. Within a version the addresses do not change; the form, version 2, follows the schemas.',
  },
  noData: { id: 'Belum ada data yang diterbitkan.', en: 'No data have been published yet.' },
  schema: { id: 'Skema', en: 'Schema' },
  perCase: { id: 'Per berkas', en: 'Case by case' },
  perCaseNote: {
    id: 'Tiap berkas sebagai JSON, dan rantai entrinya, dipadatkan dengan gzip, yang dapat diperiksa siapa saja.',
    en: 'Each case as JSON, and the chain of its entries, packed with gzip, which anybody can check.',
  },
  licence: { id: 'Lisensi', en: 'Licence' },
  licenceNote: {
    id: 'Syarat pemakaian data ini ditetapkan oleh kantor yang menerbitkannya.',
    en: 'The terms on which these data may be used are set by the office that publishes them.',
  },
  feeds: { id: 'Langganan', en: 'Feeds' },
  verifyRegister: { id: 'Periksa keutuhan', en: 'Verify the register' },
  verifyTitle: { id: 'Periksa register', en: 'Check the record' },
  verifyNote: {
    id: 'Halaman ini memeriksa suatu berkas di peramban Anda, dari data yang diterbitkan, dan menunjukkan apa saja yang terbukti.',
    en: 'This page checks a case in your browser, from the published data, and shows what was proved.',
  },
  verifyNeedsScript: {
    id: 'Pemeriksaan di peramban memerlukan JavaScript. Datanya tersedia di halaman Data.',
    en: 'Checking in the browser needs script. The data are on the Data page.',
  },
  verifyWait: { id: 'Sedang diperiksa …', en: 'Checking …' },
  verifyEntries: { id: 'Entri menurut rantai', en: 'The entries as the chain has them' },
  verifyProof: {
    id: 'Dua hal yang diterbitkan kantor ini tidak dapat sama-sama benar. Simpan buktinya dan tunjukkan kepada orang lain:',
    en: 'Two things that this office published cannot both be true. Save the proof and show it to others:',
  },
  verifySave: { id: 'Simpan bukti', en: 'Save the proof' },
  verifyForget: {
    id: 'Peramban ini mengingat titik periksa yang dilihatnya. Hanya bila kantor terbuka memulai register baru, lupakan dan mulai lagi.',
    en: 'This browser remembers the checkpoint that it saw. Forget it only if the office openly began a new register.',
  },
  verifyForgetNow: { id: 'Lupakan yang pernah dilihat', en: 'Forget what was seen' },
  verifyLimits: { id: 'Yang tidak dapat dibuktikan di sini', en: 'What cannot be proved here' },
  verifyOld: {
    id: 'Bukti pengajuan, tanda terima, atau titik periksa lama',
    en: 'A proof of submission, a receipt or an older checkpoint',
  },
  verifyOldNote: {
    id: 'Tempelkan bukti pengajuan, tanda terima, kaki halaman berkas, atau titik periksa dari surat, langganan, atau orang lain: halaman ini memeriksa apakah yang terbit sekarang masih memuatnya.',
    en: 'Paste a receipt, the foot of a case’s page, or a checkpoint from a letter, a feed or another person. This page checks whether the current publication still contains it.',
  },
  verifyOldText: { id: 'Teks bukti, tanda terima, atau titik periksa', en: 'Text of the proof, receipt or checkpoint' },
  verifyOldCheck: { id: 'Periksa teks ini', en: 'Check this text' },
  verifyOldFile: { id: 'Atau pilih file', en: 'Or choose a file' },
  verifyHow: { id: 'Apa yang diperiksa', en: 'What is checked' },
  verifyHowNote: {
    id: 'Id tiap entri adalah SHA-256 atas id sebelumnya dan atas segel bagian publik dan bagian dalamnya. Mengubah, menghapus, atau menukar satu entri mengubah semua id sesudahnya. Id semua entri kantor ini adalah daun satu pohon Merkle (RFC 6962), yang akarnya ditandatangani kantor sebagai titik periksa. Peramban ini mengingat titik terakhir yang dilihatnya dan meminta bukti bahwa yang baru melanjutkannya.',
    en: 'The id of each entry is a SHA-256 over the id before it and over the seals of its public and internal parts. Changing, removing or swapping an entry changes every id after it. The ids of all entries of this office are the leaves of one Merkle tree (RFC 6962), whose root the office signs as a checkpoint. This browser remembers the last one that it saw, and asks for proof that the new one continues it.',
  },
  verifyCase: { id: 'Periksa rantai entri', en: 'Check the chain of entries' },
  caseData: { id: 'Data berkas ini (JSON)', en: 'This case as data (JSON)' },
  back: { id: 'Ke ringkasan', en: 'To the overview' },
} as const satisfies Record<string, Text>;

/** Replaces the places of a text, such as `{t}`, with values. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? ''));

export const LATE = { tone: 'late', label: TEXT.late } as const;
export const NEAR = { tone: 'warn', label: TEXT.near } as const;

/** Words for the action of an escalation level, in a list of changes. */
export const ESCALATION_LEVEL: Readonly<Record<NonNullable<Entry['action']>, Text>> = {
  remind: entryKind({ kind: 'rung' }),
  overdue: TEXT.late,
  superior: { id: 'Atasan diberi tahu', en: 'Superior notified' },
};

/** Headings of the official table. A procedure may replace them with its own headings. */
export const HEADINGS = {
  title: 'ALUR SOP',
  row: 'No',
  activity: 'Kegiatan',
  actors: 'Pelaksana',
  standard: 'Mutu Baku',
  completeness: 'Kelengkapan',
  time: 'Waktu',
  output: 'Output',
  remarks: 'Keterangan',
} as const;

/** Words for the nature of a letter, as offices write them. */
export const NATURE: Readonly<Record<string, Text>> = {
  biasa: { id: 'biasa', en: 'ordinary (biasa)' },
  terbatas: { id: 'terbatas', en: 'restricted (terbatas)' },
  rahasia: { id: 'rahasia', en: 'secret (rahasia)' },
  sangat_rahasia: { id: 'sangat rahasia', en: 'top secret (sangat rahasia)' },
};
