import type { RefusalReason } from '#domain/case/state/reason.ts';
import type { Procedure as ProcedureFigures } from '#domain/generated/public-figures.ts';
import type { Text } from '#domain/problem.ts';
import { entryKind } from '#domain/words/entry-kind.ts';

/**
 * Words of the pages of figures. docs/panduan/statistik.md and docs/guide/figures.md explain the formulas at length.
 */
export const FIGURE_TEXT = {
  figures: { id: 'Statistik', en: 'Figures' },
  intro: {
    id: 'Statistik untuk rapat bulanan kantor, dihitung dari berkas yang tampil di situs ini saja: menurut SOP, bulan, langkah, dan pelaksana, tidak menurut orang.',
    en: 'Figures for the office’s monthly meeting, computed from the cases on this site alone: by SOP, month, step and role, never by person.',
  },
  of: { id: 'Statistik {m}', en: 'Figures of {m}' },
  growing: {
    id: 'Bulan ini masih berjalan: angkanya masih bertambah.',
    en: 'This month is still running: its figures still grow.',
  },
  over: { id: 'Bulan ini sudah lewat: angkanya tetap.', en: 'This month is over: its figures stay.' },
  allMonths: { id: 'Semua statistik', en: 'All figures' },
  noCases: { id: 'Belum ada berkas pada bulan ini.', en: 'No cases in this month yet.' },
  noneAtAll: { id: 'Belum ada berkas.', en: 'No cases yet.' },
  unknown: { id: 'belum dapat dihitung: {why}', en: 'cannot be computed yet: {why}' },
  basis: { id: 'Dasar: {n}.', en: 'Based on {n}.' },
  table: { id: 'Tabel: {t}', en: 'Table: {t}' },
  csv: { id: 'Unduh data tabel ini (CSV)', en: 'Download the data of this table (CSV)' },
  json: { id: 'Semua data halaman ini (JSON)', en: 'All figures of this page (JSON)' },
  zone: { id: 'Bulan dihitung menurut zona waktu {z}.', en: 'Months are counted in the time zone {z}.' },
  restrictedCases: { id: 'berkas terbatas atau rahasia', en: 'restricted cases' },
  narrowed: {
    id: 'Terbatas atau rahasia: {n}; hanya pengajuan dan akhirnya yang dihitung.',
    en: 'Restricted by the nature of the letter: {n}; only that these came and ended is counted.',
  },
  wholeBasis: { id: 'Lama keseluruhan berdasarkan {n} yang selesai.', en: 'The whole time rests on {n} completed.' },

  submitted: { id: 'Diajukan', en: 'Submitted' },
  ended: { id: 'Ditutup', en: 'Ended' },
  kept: { id: 'Tenggat ditepati', en: 'Limits kept' },
  whole: { id: 'Median lama sampai selesai', en: 'Median time to completion' },
  endedHow: { id: 'Status akhir', en: 'How they ended' },

  wholeOffice: { id: 'Seluruh kantor', en: 'The whole office' },
  quiet: { id: 'Tanpa berkas bulan ini', en: 'Without cases this month' },
  waiting: { id: 'Di mana permohonan menunggu', en: 'Where requests wait' },
  waitingHow: {
    id: 'Berkas yang berjalan, menurut langkah tempatnya berada pada waktu data dibaca. Lamanya dihitung siang dan malam sejak giliran itu mulai; yang baru mulai pada hari yang akan datang belum menunggu siapa pun. Lewat tenggat bila tenggatnya sudah lewat pada waktu itu.',
    en: 'Running cases by their step at the time of the data. The length counts day and night since the turn began; a turn that begins on a later day waits for nobody yet. A turn is overdue if its deadline had passed at that time.',
  },
  saying: {
    id: '{r} permohonan berjalan, {l} lewat tenggat; {c} selesai dalam 12 bulan{k}.',
    en: '{r} requests running, {l} overdue; {c} completed in twelve months{k}.',
  },
  sayingKept: { id: ', {p} giliran tepat waktu', en: ', {p} of turns on time' },
  quietSops: { id: 'Tanpa permohonan berjalan: {s}.', en: 'Without running requests: {s}.' },
  noCasesOf: { id: 'Belum ada permohonan dalam 12 bulan: {s}.', en: 'No requests in twelve months: {s}.' },
  fewDone: {
    id: '{k} dari {o} giliran selesai dalam waktu baku. Grafik per bulan muncul setelah ada {n} permohonan selesai; dengan data sesedikit ini persentase mudah menyesatkan.',
    en: '{k} of {o} turns were within their limit. The chart by month appears after {n} completed requests; with so few data percentages mislead.',
  },
  courseScale: {
    id: 'Garis: persentase giliran yang tepat waktu, skala mulai {p}. Batang: permohonan selesai.',
    en: 'Line: the share of turns on time, on a scale from {p}. Bars: completed requests.',
  },
  asTable: { id: 'Lihat sebagai tabel', en: 'Show as a table' },
  running: { id: 'berjalan', en: 'running' },
  lateAmong: { id: 'di antaranya lewat tenggat', en: 'of these overdue' },
  twice: { id: '2 kali', en: 'twice' },
  ofLimit: { id: 'dari {t}', en: 'of {t}' },
  upTo: { id: ' sampai ', en: ' to ' },
  whiskersHow: {
    id: 'Titik: separuh giliran selesai sampai di sini (median). Garis: sembilan dari sepuluh giliran. Tiap giliran dibandingkan dengan waktu bakunya sendiri.',
    en: 'Dot: half of the turns took at most this (median). Line: nine in ten turns. Each turn is compared with its own limit.',
  },
  noneWaiting: { id: 'Tidak ada permohonan yang sedang berjalan.', en: 'No request is running.' },
  cases: { id: 'Berkas', en: 'Cases' },
  overdue: { id: 'Lewat tenggat', en: 'Overdue' },
  since: { id: 'Paling lama sejak', en: 'Longest since' },
  notBegun: { id: 'belum mulai', en: 'not begun yet' },
  medianWait: { id: 'Median lama menunggu', en: 'Median wait' },

  course: { id: 'Tepat waktu per bulan, dan permohonan selesai', en: 'On time by month, and completed requests' },
  courseHow: {
    id: 'Persentase giliran dengan waktu baku yang ditepati pada tiap bulan. Bulan tanpa giliran seperti itu kosong, bukan nol.',
    en: 'The share of turns whose limit was kept, month by month. A month without turns with a limit is empty, not zero.',
  },
  month: { id: 'Bulan', en: 'Month' },
  months: { id: 'Statistik tiap bulan', en: 'Figures month by month' },
  present: { id: 'masih berjalan', en: 'still running' },

  limits: { id: 'Tenggat yang ditepati', en: 'Limits kept' },
  limitsHow: {
    id: 'Tepat waktu: ada yang bertindak paling lambat pada tenggat; dihitung pada bulan tindakan. Terlambat: tenggat lewat lebih dahulu, juga bila masih terbuka, dan juga bila langkah itu diakhiri oleh waktu; dihitung pada bulan tenggat. Giliran yang terputus sebelum tenggat tidak dihitung.',
    en: 'On time: somebody acted at or before the deadline; counted in the month of the act. Late: the deadline passed first, even if the turn is still open or was ended by time; counted in the month of the deadline. Turns that were interrupted before their deadline are not counted.',
  },
  noLimits: { id: 'tidak ada giliran dengan waktu baku', en: 'no turn with a limit' },
  onTime: { id: 'Tepat waktu', en: 'On time' },
  late: { id: 'Terlambat', en: 'Late' },
  share: { id: 'Persentase', en: 'Share' },
  roles: { id: 'Pelaksana', en: 'Role' },
  byRole: { id: 'Menurut pelaksana', en: 'By role' },
  step: { id: 'Langkah', en: 'Step' },
  activity: { id: 'Kegiatan', en: 'Activity' },
  turns: { id: 'Giliran', en: 'Turns' },
  all: { id: 'Semua langkah', en: 'All steps' },

  times: { id: 'Berapa lama tiap langkah, dibandingkan waktu SOP', en: 'How long each step took, against the SOP' },
  timesHow: {
    id: 'Giliran yang selesai pada bulan ini, dengan jam yang dipakai SOP (siang dan malam, jam kerja, atau hari kerja). Putaran kedua dihitung lagi. Median: separuh giliran selesai dalam waktu itu. 9 dari 10: sembilan dari sepuluh giliran.',
    en: 'Turns that ended in this month, by the clock that the SOP uses (day and night, office hours, or working days). A second round counts again. Median: half of the turns took at most this time. 9 in 10: nine of ten turns did.',
  },
  noTimes: { id: 'tidak ada giliran dengan waktu baku yang selesai', en: 'no turn with a limit has ended' },
  classes: [
    { id: 'sampai ½ waktu baku', en: 'up to ½ the limit' },
    { id: 'sampai waktu baku', en: 'up to the limit' },
    { id: 'sampai 2 kali', en: 'up to twice' },
    { id: 'lebih lama', en: 'longer' },
  ],
  limit: { id: 'Waktu baku', en: 'Limit' },
  half: { id: 'Median', en: 'Median' },
  nineInTen: { id: '9 dari 10', en: '9 in 10' },

  spent: { id: 'Di mana waktu habis', en: 'Where time went' },
  spentHow: {
    id: 'Waktu siang dan malam dari semua giliran yang selesai pada bulan ini, dijumlahkan; juga giliran pemohon dan yang tanpa waktu baku. Menunggu tanggal yang disepakati tidak dihitung.',
    en: 'The time, day and night, of all turns that ended in this month, added up. Turns of the applicant and turns without a limit are included. Waiting for an agreed date is not counted.',
  },
  noSpent: { id: 'tidak ada giliran yang selesai', en: 'no turn has ended' },
  byWhom: { id: 'Di kantor, atau pada pemohon', en: 'In the office, or with the applicant' },
  office: { id: 'Kantor', en: 'The office' },
  applicant: { id: 'Pemohon', en: 'The applicant' },
  sum: { id: 'Jumlah waktu', en: 'Time in all' },
  each: { id: 'Rata-rata', en: 'Mean' },

  outcomes: {
    id: 'Yang tidak diteruskan, dan yang tidak diterima',
    en: 'What did not go forward, and what was not accepted',
  },
  outcomesHow: {
    id: 'Giliran yang selesai pada bulan ini tanpa maju: dikembalikan, ditolak, ditarik, gugur karena permohonan berubah, atau diakhiri oleh waktu. Alasan tiap pengembalian dan penolakan ada di halaman berkas.',
    en: 'Turns that ended in this month without going forward: returned, rejected, withdrawn, superseded because the request changed, or ended by time. The reason of each return and rejection is on the case’s page.',
  },
  noOutcomes: { id: 'Semua giliran yang selesai maju.', en: 'All turns that ended went forward.' },
  outcome: { id: 'Hasil', en: 'Outcome' },
  count: { id: 'Jumlah', en: 'Count' },
  refused: { id: 'Tindakan yang tidak diterima, menurut alasan', en: 'Acts not accepted, by reason' },
  reason: { id: 'Alasan', en: 'Reason' },
  fields: { id: 'Isian yang salah atau kurang', en: 'Fields that were wrong or missing' },
  fieldsHow: {
    id: '{n} pengajuan ulang belum diterima; tabel ini menghitung pengajuan yang salah pada tiap isian. Konsep yang belum diajukan tidak ditampilkan untuk publik.',
    en: '{n} resubmissions were not accepted; the table counts in how many of them each field was wrong. Drafts are not public.',
  },
  field: { id: 'Isian', en: 'Field' },

  moved: { id: 'Berkas yang bergerak', en: 'Cases that moved' },
  movedHow: {
    id: 'Setiap berkas yang diajukan, ditindak, atau ditutup pada bulan ini. Alasan pengembalian atau penolakan tertulis di halaman berkas.',
    en: 'Every case that was submitted, acted on or ended in this month. Why a case was returned or rejected is written on its page.',
  },
  movedList: { id: 'Daftar berkas yang bergerak', en: 'The list of cases that moved' },
  noneMoved: { id: 'Tidak ada berkas yang bergerak.', en: 'No case moved.' },
  case: { id: 'Berkas', en: 'Case' },
  title: { id: 'Judul', en: 'Title' },
  happened: { id: 'Yang terjadi', en: 'What happened' },

  rooms: { id: 'Pemakaian ruang', en: 'Use of rooms' },
  roomsHow: {
    id: 'Jam yang dipesan (dipakai berkas yang selesai, atau dipesan berkas yang berjalan, juga yang akan datang) dibagi jam ruang dibuka sepanjang bulan. Pemakaian oleh berkas terbatas yang sudah ditutup tidak tampil untuk publik, sehingga tidak dihitung.',
    en: 'Hours booked (used by completed cases, or booked by running cases, future uses included) divided by the hours that the room is open in the month. The use by restricted cases that have ended is not public.',
  },
  noRooms: { id: 'Kantor ini tidak memiliki ruang yang dapat dipesan.', en: 'This office has no rooms to book.' },
  room: { id: 'Ruang', en: 'Room' },
  uses: { id: 'Pemakaian', en: 'Uses' },
  booked: { id: 'Dipesan', en: 'Booked' },
  open: { id: 'Dibuka', en: 'Open' },
  notOpen: { id: 'ruang tidak dibuka pada bulan ini', en: 'the room is not open in this month' },
  hours: { id: '{n} jam', en: '{n} hours' },
  weekendsOnly: {
    id: 'Data hari libur tahun ini belum ada: hanya jam mingguan yang diketahui.',
    en: 'There are no data on days off for this year: only the weekly hours are known.',
  },

  recording: { id: 'Kapan dicatat', en: 'When things were recorded' },
  recordingHow: {
    id: 'Selang antara waktu suatu tindakan di GitHub atau sistem kantor, atau saat pengingat dan tenggat yang direncanakan, dan waktu entrinya masuk register. Tenggat dihitung dari waktu tindakan, tidak dari waktu pencatatan: selang ini hanya mengubah kapan orang diberi tahu.',
    en: 'The time between an act on the forge, or the planned instant of a reminder or a deadline, and the commit that added its entry to the register. Deadlines are computed from the time of the act, never from the time of the recording: the gap only changes when people were notified.',
  },
  recordingLink: {
    id: 'Berapa lama sesudahnya tindakan dan tenggat dicatat',
    en: 'How long afterwards acts and deadlines were recorded',
  },
  noRecording: {
    id: 'waktu masuknya entri tidak diketahui dari riwayat yang dibaca',
    en: 'when entries came is not known from the history that was read',
  },
  recordingUnknown: {
    id: 'Dari {n} waktu masuknya tidak diketahui: dari sebelum log, yang pertama di dalamnya, atau dari riwayat yang tidak dibaca.',
    en: 'It is not known when {n} came: they are older than the log, the first in the log, or from a history that was not read.',
  },
  acts: { id: 'tindakan', en: 'acts' },
  clock: { id: 'pengingat dan tenggat', en: 'reminders and deadlines' },
  dataNote: {
    id: 'Di mana permohonan menunggu, 12 bulan terakhir, dan statistik tiap bulan; tiap tabel juga sebagai CSV. Statistik bulan yang sudah lewat tetap. Bila lebih dari seratus berkas bergerak pada suatu bulan, figures.json dan moved.csv diperbarui paling sering sekali sejam.',
    en: 'Where cases wait, the last twelve months, and the figures of each month; each table as CSV too. Figures of past months do not change. If more than a hundred cases moved in a month, figures.json and moved.csv are updated at most once an hour.',
  },
  questions: { id: 'Sepuluh pertanyaan rapat bulanan', en: 'Ten questions of a monthly meeting' },
  formulas: { id: 'Cara menghitung', en: 'How it is computed' },
} as const satisfies Record<string, Text | readonly Text[]>;

/** Short words for the reasons why acts were not accepted (R16). */
const REASONS: Readonly<Record<RefusalReason, Text>> = {
  closed: { id: 'berkas sudah ditutup', en: 'the case had ended' },
  edited: { id: 'isinya diubah akun lain', en: 'its text was changed by another account' },
  'not-a-person': { id: 'akun bukan perorangan', en: 'the account is no person' },
  'already-acted': { id: 'sudah tercatat', en: 'recorded already' },
  applicant: { id: 'pemohon memutus permohonannya sendiri', en: 'the applicant decided on their own request' },
  'no-role': { id: 'akun bukan pejabat', en: 'the account holds no role' },
  'out-of-turn': { id: 'belum gilirannya', en: 'out of turn' },
  'too-early': { id: 'langkah belum mulai', en: 'the step had not begun' },
  'no-such-outcome': { id: 'langkah tidak dapat mengembalikan berkas', en: 'the step has no Request changes' },
  stale: { id: 'permohonan sudah berubah', en: 'the request had changed' },
  'four-eyes': { id: 'harus orang lain', en: 'it must be another person' },
  incomplete: { id: 'catatan atau hasil kurang atau tidak sesuai', en: 'note or result missing or not right' },
  'room-taken': { id: 'ruang sudah dipesan', en: 'the room is taken' },
};

/** Returns the words for a turn that did not go forward: the words of the entry that ended the turn (R35). */
export const outcomeWords = (outcome: ProcedureFigures['outcomes'][number]['outcome']): Text =>
  entryKind(outcome === 'returned' ? { kind: 'accepted', gesture: 'changes' } : { kind: outcome });

/**
 * Returns the words for the reason of a refusal.
 * @param reason a reason of R16; an unknown reason of a later version is shown as it is
 */
export const reasonWords = (reason: string): Text =>
  Object.hasOwn(REASONS, reason) ? REASONS[reason as RefusalReason] : { id: reason, en: reason };

export const FORMULAS: readonly Text[] = [
  {
    id: 'Tenggat ditepati = giliran tepat waktu ÷ giliran yang sudah pasti tepat waktu atau terlambat. Persen dibulatkan ke bawah: 100% berarti semuanya.',
    en: 'Limits kept = turns on time ÷ turns that are known to be on time or late. Percentages are rounded down: 100% means all.',
  },
  {
    id: 'Satu giliran adalah satu kali berkas berada pada satu langkah; putaran kedua adalah giliran lain. Dua pelaksana yang bertindak bersama adalah satu giliran keduanya.',
    en: 'A turn is one visit to one step; a second round is another turn. Two roles that act together have one turn in common.',
  },
  {
    id: 'Median dan 9 dari 10: nilai pada urutan ke-½n dan ke-0,9n, dibulatkan ke atas, dari yang terpendek. Waktu dibulatkan ke bawah.',
    en: 'Median and 9 in 10: the value in place ½n and 0.9n, rounded up, counted from the shortest. Times are rounded down.',
  },
  {
    id: 'Tindakan yang kemudian gugur tetap dihitung waktunya: waktunya sudah habis dipakai. Tindakan yang tidak diterima tidak mengakhiri giliran.',
    en: 'The time of acts that were superseded later still counts, because it was used. An act that was not accepted ends no turn.',
  },
  {
    id: 'Bulan dan hari adalah yang di kantor: menurut zona waktu SOP, dan untuk ruang menurut zona waktu ruang.',
    en: 'Months and days are those of the office: in the time zone of the SOP, and for rooms in the time zone of the room.',
  },
  {
    id: 'Yang tidak ada datanya dinyatakan belum dapat dihitung, tidak ditulis 0 atau 100%.',
    en: 'A figure without data is shown as one that cannot be computed yet, never as 0 or 100%.',
  },
];
