import type { Language, Text } from '#domain/problem.ts';
import { both } from '#domain/words/language.ts';

/** Words of Kelola. The sentences about changes are in `scripts/domain/versions/office-changes.ts`. */
export const MANAGE = {
  title: { id: 'Kelola', en: 'Manage' },
  notYours: {
    id: 'Halaman ini untuk pengelola kantor. Akun Anda bukan akun pengelola; mintalah pengelola membuat perubahan.',
    en: 'This page is for the maintainers of the office. Your account does not maintain its repository.',
  },
  asMaintainer: {
    id: 'Pada satu mesin, keluar, lalu masuk dengan token pengelola: {c}',
    en: 'On one machine, sign out, then sign in with the maintainer’s token: {c}',
  },
  usulan: { id: 'Usulan', en: 'Proposals' },
  pejabat: { id: 'Pejabat', en: 'Officials' },
  libur: { id: 'Hari libur', en: 'Days off' },
  ruang: { id: 'Ruang', en: 'Rooms' },
  surat: { id: 'Surat', en: 'Letters' },
  sop: { id: 'SOP', en: 'SOPs' },
  koreksi: { id: 'Koreksi', en: 'Corrections' },
  agenda: { id: 'Buku agenda', en: 'Agenda book' },

  // A change before it is sent.
  willBe: { id: 'Yang akan berlaku', en: 'What will be in force' },
  fillIn: {
    id: 'Kalimat perubahan muncul di sini setelah isian lengkap.',
    en: 'The sentence appears here once the form is complete.',
  },
  effects: { id: 'Akibatnya', en: 'What follows' },
  send: { id: 'Kirim usulan', en: 'Send the proposal' },
  sending: { id: 'Mengirim …', en: 'Sending …' },
  cancel: { id: 'Batal', en: 'Cancel' },
  thenHere: {
    id: 'Belum berlaku setelah dikirim: sistem memeriksanya dahulu, lalu Anda memberlakukannya di halaman usulan.',
    en: 'Sending does not put it in force: the process checks it first, then you put it in force on its page.',
  },
  thenGitHub: {
    id: 'Berlaku setelah disetujui satu pengelola lain. Anda dapat melihat jalannya di sini.',
    en: 'It is in force after another maintainer has approved it. You can follow it here.',
  },
  notSent: {
    id: 'Belum terkirim: {r} Isian tetap di halaman ini; coba lagi.',
    en: 'Not sent: {r} What you typed is still here; try again.',
  },
  noNetwork: { id: 'jaringan terputus.', en: 'there is no network.' },
  nothingChanges: { id: 'Tidak ada yang berubah.', en: 'Nothing changes.' },

  // Officials.
  officialsNote: {
    id: 'Pilih jabatan untuk menunjuk Plh., Plt., atau Pj., mengganti pejabat, atau mengisi NIP dan pangkat.',
    en: 'Choose an office to appoint an acting official, change its holder, or fill in rank and NIP.',
  },
  vacant: { id: 'kosong', en: 'vacant' },
  now: { id: 'Sekarang: {h}', en: 'Now: {h}' },
  office: { id: 'Jabatan', en: 'Office' },
  as: { id: 'Sebagai', en: 'As' },
  plh: { id: 'Plh.', en: 'Plh.' },
  plhWhy: { id: 'berhalangan sementara', en: 'the holder is away' },
  plt: { id: 'Plt.', en: 'Plt.' },
  pltWhy: { id: 'jabatan kosong', en: 'the office is vacant' },
  pj: { id: 'Pj.', en: 'Pj.' },
  pjWhy: { id: 'penjabat', en: 'interim' },
  holder: { id: 'Pejabat tetap', en: 'Holder' },
  holderWhy: { id: 'mulai bertugas', en: 'takes office' },
  end: { id: 'Berhenti', en: 'Leaves' },
  endWhy: { id: 'hari terakhir', en: 'the last day' },
  signing: { id: 'Tanda tangan', en: 'Signature' },
  signingWhy: { id: 'nama, pangkat, NIP', en: 'name, rank, NIP' },
  who: { id: 'Pejabat', en: 'Who' },
  otherAccount: { id: 'Akun lain …', en: 'Another account …' },
  account: { id: 'Nama akun', en: 'Name of the account' },
  accountGitHub: { id: 'Akun GitHub pejabat itu.', en: 'The GitHub account of this official.' },
  accountHere: {
    id: 'Akun contoh, diawali contoh-. Akunnya dibuat saat perubahan berlaku.',
    en: 'A sample account that begins with contoh-. It is made once the change is in force.',
  },
  noAccount: { id: 'Tidak ada akun "{a}"; periksa ejaannya.', en: 'There is no account “{a}”; check its spelling.' },
  name: { id: 'Nama pejabat', en: 'Name of the official' },
  nameWhy: { id: 'Tercetak di bawah tanda tangan, dengan gelar.', en: 'Printed below the signature, with titles.' },
  from: { id: 'Dari', en: 'From' },
  until: { id: 'Sampai', en: 'To' },
  lastDay: { id: 'Hari terakhir', en: 'Last day' },
  decree: { id: 'Nomor surat perintah', en: 'Number of the decree' },
  decreeWhy: {
    id: 'Tampil di samping tiap tindakannya, supaya dasarnya dapat diperiksa.',
    en: 'Shown next to each of their acts, so that its ground can be checked.',
  },
  rank: { id: 'Pangkat', en: 'Rank' },
  nip: { id: 'NIP', en: 'NIP' },
  nipWhy: { id: '18 angka, hanya tercetak di bawah tanda tangan.', en: '18 digits, printed below signatures only.' },
  nipFault: { id: 'NIP terdiri dari 18 angka.', en: 'A NIP has 18 digits.' },
  optional: { id: '(tidak wajib)', en: '(optional)' },
  holdersOf: { id: 'Pejabat {r}', en: 'Holders of {r}' },
  awaits: { id: '{n} berkas berjalan menunggunya.', en: '{n} open cases wait for them.' },
  awaitsOne: { id: 'Satu berkas berjalan menunggunya.', en: 'One open case waits for them.' },
  awaitsNone: { id: 'Tidak ada berkas yang kini menunggu jabatan ini.', en: 'No open case waits for this office now.' },
  mayDecide: { id: 'Boleh memutus langkah {r} pada {c}', en: 'May decide step {r} of {c}' },
  isApplicant: {
    id: 'Tidak dapat memutus {c} karena pejabat itu pemohonnya',
    en: 'May not decide {c}: they are its applicant',
  },
  decidedBefore: {
    id: 'Tidak boleh memutus langkah {r} pada {c}: pejabat itu sudah memutus langkah {b}',
    en: 'May not decide step {r} of {c}: they decided step {b} before',
  },
  notBoth: {
    id: 'Yang memutus langkah {r} tidak boleh memutus langkah {b} pada berkas yang sama: harus orang lain',
    en: 'The person who decides step {r} may not decide step {b} of the same case: it must be somebody else',
  },
  alsoActing: {
    id: '{h} sudah ditunjuk pada waktu itu; surat tidak memuat nama bila penandatangannya lebih dari satu',
    en: '{h} acts at that time already; letters name no signer if there are several',
  },
  alsoHolds: {
    id: '{h} tetap memangku jabatan ini; catat hari terakhirnya bila pejabat itu berhenti',
    en: '{h} still holds this office; enter their last day if they leave',
  },
  endsAlone: { id: 'Berakhir dengan sendirinya pada {d} pukul 24.00 {z}', en: 'Ends by itself on {d} at 24:00 {z}' },
  endsNever: { id: 'Berlaku tanpa batas waktu', en: 'Has no end' },
  stopsActing: { id: 'Sesudah {d} pejabat itu tidak lagi dapat bertindak', en: 'After {d} they can no longer act' },
  pastFrom: {
    id: '{n}: mulai tanggal yang sudah lewat, {d}; yang sudah dinilai sebelum perubahan ini berlaku tetap',
    en: '{n}: begins on a day that is past, {d}; what was judged before this is in force stays',
  },
  pastUntil: {
    id: '{n}: hari terakhirnya sudah lewat, {d}; tindakannya yang sudah dinilai tetap',
    en: '{n}: the last day is past, {d}; their acts that were judged stay',
  },
  nobodyLeft: {
    id: 'Sesudah itu jabatan ini kosong, dan berkasnya menunggu. Tunjuk pejabat baru atau Plt.',
    en: 'After that nobody holds this office, and its cases wait. Appoint a holder or an acting one.',
  },
  printedAfter: {
    id: 'Tercetak pada surat yang dibuat sesudah ini berlaku',
    en: 'Printed on letters that are made once this is in force',
  },
  before: { id: 'sebelumnya', en: 'before' },
  after: { id: 'kembali', en: 'then back' },

  // Days off.
  addDay: { id: 'Tambah hari libur', en: 'Add a day off' },
  day: { id: 'Tanggal', en: 'Date' },
  dayName: { id: 'Nama', en: 'Name' },
  dayNameEn: { id: 'Nama dalam bahasa Inggris', en: 'Name in English' },
  kind: { id: 'Jenis', en: 'Kind' },
  holiday: { id: 'Libur nasional', en: 'Holiday' },
  leave: { id: 'Cuti bersama', en: 'Collective leave' },
  yearDecree: { id: 'Dasar hari libur tahun {y}', en: 'Decree for the days off of {y}' },
  yearDecreeWhy: {
    id: 'Tahun ini belum ada di kalender. Mulailah dengan satu libur nasional.',
    en: 'The calendar does not have this year yet. Begin with a national holiday.',
  },
  daysOf: { id: 'Hari libur {y}', en: 'Days off in {y}' },
  remove: { id: 'Hapus', en: 'Remove' },
  removeDay: { id: 'Hapus {d}', en: 'Remove {d}' },
  pastDay: {
    id: 'Tanggal ini sudah lewat; penilaian dan tenggat yang sudah ada tidak berubah',
    en: 'This day is past; what was judged, and deadlines that are set, do not change',
  },
  usesCalendar: { id: 'Yang memakai kalender ini: {s}', en: 'Using this calendar: {s}' },
  stepsOf: { id: '{t}, langkah {r}', en: '{t}, steps {r}' },
  noCalendar: {
    id: 'Tidak ada langkah yang dihitung dengan kalender ini: jam SOP kantor ini berjalan siang dan malam, atau memakai kalender sendiri',
    en: 'No step uses this calendar: the clocks of this office’s SOPs run day and night, or have calendars of their own',
  },
  dueThatDay: {
    id: 'Tenggat {c} jatuh pada hari itu dan tetap',
    en: 'The deadline of {c} is on that day, and stays',
  },

  // Rooms.
  closeRoom: { id: 'Tutup {r}', en: 'Close {r}' },
  room: { id: 'Ruang', en: 'Room' },
  closeFrom: { id: 'Tutup dari', en: 'Closed from' },
  closeUntil: { id: 'Sampai', en: 'To' },
  reason: { id: 'Alasan', en: 'Reason' },
  reasonWhy: { id: 'Tampil untuk publik.', en: 'Shown to everybody.' },
  reasonEn: { id: 'Alasan dalam bahasa Inggris', en: 'Reason in English' },
  closures: { id: 'Penutupan yang tercatat', en: 'Recorded closures' },
  noClosures: { id: 'Tidak ada.', en: 'None.' },
  openNow: { id: 'Buka kembali', en: 'Open again' },
  openFrom: { id: 'Buka kembali mulai', en: 'Open again from' },
  bookedThen: {
    id: 'Pesanan {c} tetap tercatat, dan pihak yang terkait diberi tahu',
    en: 'The booking of {c} stays, and its people are notified',
  },
  offeredThen: {
    id: 'Ruang yang ditawarkan kepada pemohon {c} masih dapat dipilih, tetapi tidak dapat dipesan: Setujui pada langkah yang memesan ruang ditolak selama ruang ditutup',
    en: 'The applicant of {c} can still choose the room that was offered, but it cannot be booked: the Approve that books it is refused while the room is closed',
  },
  chosenThen: {
    id: 'Waktu yang dipilih pemohon {c} tidak dapat dipesan: Setujui pada langkah yang memesan ruang ditolak selama ruang ditutup; tawarkan waktu lain',
    en: 'The time that the applicant of {c} chose cannot be booked: the Approve that books it is refused while the room is closed; offer another time',
  },
  noBookings: { id: 'Tidak ada pesanan pada waktu itu', en: 'Nothing is booked in that time' },
  notThen: { id: 'Waktu akhir harus sesudah waktu awal.', en: 'The end is before the start.' },

  // The letterhead.
  letterhead: { id: 'Kop surat', en: 'Letterhead' },
  lines: { id: 'Baris kop, dari pemerintah ke kantor', en: 'Lines, from the larger body to the office' },
  linesWhy: {
    id: 'Satu baris satu nama; baris terakhir tercetak paling besar.',
    en: 'One name a line; the last is printed largest.',
  },
  address: { id: 'Alamat', en: 'Address' },
  postcode: { id: 'Kode pos', en: 'Postal code' },
  postcodeFault: { id: 'Kode pos terdiri dari lima angka.', en: 'A postal code has five digits.' },
  telephone: { id: 'Telepon', en: 'Telephone' },
  email: { id: 'Surel', en: 'E-mail' },
  emailFault: {
    id: 'Surel ditulis seperti kantor@contoh.go.id.',
    en: 'An e-mail address is written as office@example.org.',
  },
  site: { id: 'Laman', en: 'Site' },
  place: { id: 'Tempat surat dibuat', en: 'Place of the letters' },
  arms: { id: 'Lambang', en: 'Arms' },
  armsWhy: {
    id: 'PNG atau JPEG. Gambar yang terlalu besar diperkecil secara otomatis.',
    en: 'A PNG or JPEG. A picture that is too large is made smaller.',
  },
  armsAlt: { id: 'Nama lambang', en: 'What the arms show' },
  armsFault: {
    id: 'Gambar ini tidak dapat dipakai; pilih PNG atau JPEG.',
    en: 'This picture cannot be used; choose a PNG or JPEG.',
  },
  armsNone: { id: 'Tanpa lambang', en: 'Without arms' },

  // Corrections.
  koreksiNote: {
    id: 'Isian terbuka pada berkas yang sudah selesai dapat dibetulkan dengan alasan. Nilai lama tetap tercatat.',
    en: 'A public field of an ended case can be corrected, with a reason. The old value stays recorded.',
  },
  caseNumber: { id: 'Nomor berkas', en: 'Number of the case' },
  caseExample: {
    id: 'Nomor pada halaman berkas, atau hanya angka di belakangnya.',
    en: 'The number on the page of the case, or only its last digits.',
  },
  openCase: { id: 'Buka berkas', en: 'Open the case' },
  noCase: { id: 'Tidak ada berkas bernomor {n}. Periksa nomornya.', en: 'There is no case {n}. Check the number.' },
  notEnded: {
    id: '{c} masih berjalan. Selama berjalan, kembalikan kepada pemohon.',
    en: '{c} still runs. While it runs, return it to its applicant.',
  },
  correctors: { id: 'Yang membetulkan: {r}.', en: 'Corrections are made by: {r}.' },
  ownCase: {
    id: 'Anda pemohon berkas ini, sehingga orang lain yang membetulkannya.',
    en: 'You are its applicant, so somebody else corrects it.',
  },
  noFields: { id: 'Tidak ada isian berkas ini yang dapat dibetulkan.', en: 'No field of this case can be corrected.' },
  field: { id: 'Isian', en: 'Field' },
  ofStep: { id: '{f} (hasil langkah {r})', en: '{f} (result of step {r})' },
  ofRound: { id: '{f} (hasil langkah {r}, putaran ke-{v})', en: '{f} (result of step {r}, round {v})' },
  nowReads: { id: 'Sekarang: {v}', en: 'Now: {v}' },
  newValue: { id: 'Menjadi', en: 'Becomes' },
  whyCorrect: { id: 'Alasan', en: 'Reason' },
  corrects: { id: '{c}: {f} menjadi “{v}”, semula “{b}”', en: '{c}: {f} becomes “{v}”, was “{b}”' },
  isNumber: { id: 'Isian ini berupa angka.', en: 'This field is a number.' },
  sendCorrection: { id: 'Betulkan', en: 'Correct' },
  keepsOld: {
    id: 'Halaman, daftar, dan data menunjukkan nilai baru, dan menyebut bahwa nilai itu dibetulkan',
    en: 'Pages, lists and data show the new value, and say that it was corrected',
  },
  keepsDigest: {
    id: 'Riwayat, surat yang sudah dibuat, dan bukti lama tetap',
    en: 'The trail, letters that were made, and older proofs stay',
  },
  notifiesOpener: { id: 'Pemohon diberi tahu', en: 'The applicant is notified' },
  waitingReply: { id: 'Terkirim; sedang diproses.', en: 'Sent; being processed.' },
  correctedNow: { id: 'Dibetulkan.', en: 'Corrected.' },
  notCorrected: {
    id: 'Belum dibetulkan. Baca jawaban sistem pada berkas itu.',
    en: 'Not corrected. Read the reply of the process on the case.',
  },
  unclear: {
    id: 'Alasan ini terbaca sebagai bagian blok pembetulan; tulis dengan kata lain.',
    en: 'This reason cannot be separated from the block of the correction; write it differently.',
  },

  // SOPs.
  sopNote: {
    id: 'Versi baru sebuah SOP: unggah file YAML-nya, atau sunting di sini. Sistem menilai lagi berkas lalu dan menunjukkan apa yang akan berbeda.',
    en: 'A new version of an SOP: upload its YAML file, or edit it here. The process judges past cases again and shows what would differ.',
  },
  whichSop: { id: 'SOP', en: 'SOP' },
  newSop: { id: 'SOP baru', en: 'A new SOP' },
  fileName: { id: 'Nama file', en: 'Name of the file' },
  fileNameWhy: {
    id: 'Huruf kecil, angka, dan tanda hubung, tanpa .yaml.',
    en: 'Lower-case letters, digits and hyphens, without .yaml.',
  },
  fileNameTaken: {
    id: 'Nama file ini sudah dipakai; pilih nama lain.',
    en: 'This file name is in use; choose another.',
  },
  upload: { id: 'Unggah file', en: 'Upload a file' },
  yaml: { id: 'Isi file', en: 'Text of the file' },
  yamlFault: { id: 'YAML ini tidak terbaca, baris {l}.', en: 'This YAML cannot be read, line {l}.' },
  sopEmpty: {
    id: 'File SOP ini kosong atau tidak memuat langkah, sehingga tidak dapat dikirim. Unggah file yang lengkap, atau pilih SOP-nya lagi untuk memulai dari isi yang berlaku.',
    en: 'This file is empty or has no steps, so it cannot be sent. Upload the whole file, or choose the SOP again to begin with what is in force.',
  },
  tooLarge: { id: 'File ini terlalu besar untuk sebuah SOP.', en: 'This file is too large for an SOP.' },
  keepVersion: { id: '{c} tetap mengikuti versi lamanya', en: '{c} keep the version that they began with' },

  // The agenda book.
  agendaNote: {
    id: 'Buku Agenda Surat Masuk setahun, dibuat dari register sebagai PDF. Hanya untuk kantor: buku ini memuat juga surat rahasia.',
    en: 'The agenda book of a year, made from the register as a PDF. For the office only: it also lists secret letters.',
  },
  bookCases: { id: '{n} nomor agenda', en: '{n} agenda numbers' },
  takeBook: { id: 'Unduh buku agenda {y}', en: 'Download the agenda book of {y}' },
  bookMade: { id: 'Buku agenda {y} sudah dibuat.', en: 'The agenda book of {y} is made.' },
  noBook: {
    id: 'Kantor ini tidak memiliki templat buku agenda di sops/documents/.',
    en: 'This office has no template of an agenda book in sops/documents/.',
  },

  // Proposals.
  noProposals: { id: 'Belum ada usulan.', en: 'There is no proposal yet.' },
  openOnes: { id: 'Sedang berjalan', en: 'Under way' },
  doneOnes: { id: 'Selesai', en: 'Done' },
  by: { id: 'oleh {a}', en: 'by {a}' },
  proposal: { id: 'Usulan {n}', en: 'Proposal {n}' },
  noSuch: { id: 'Tidak ada usulan bernomor {n}.', en: 'There is no proposal {n}.' },
  proposed: { id: 'Diusulkan', en: 'Proposed' },
  checked: { id: 'Diperiksa', en: 'Checked' },
  approved: { id: 'Disetujui', en: 'Approved' },
  inForce: { id: 'Berlaku', en: 'In force' },
  refused: { id: 'Dibatalkan', en: 'Closed' },
  checking: { id: 'sedang diperiksa sistem', en: 'the process is checking' },
  unsound: { id: 'tidak dapat dipakai', en: 'cannot be used' },
  notChecked: { id: 'tidak dapat dihitung', en: 'cannot be computed' },
  bySelf: { id: 'oleh yang memberlakukan', en: 'by the maintainer who puts it in force' },
  outdated: {
    id: 'File yang diubah sudah berubah di kantor sejak usulan ini dibuat. Batalkan, lalu usulkan lagi.',
    en: 'The office’s file has changed since this proposal was made. Close it, and propose again.',
  },
  notOnly: {
    id: 'Usulan ini juga mengubah {f}, yang bukan konfigurasi kantor. Jangan diberlakukan di sini.',
    en: 'This proposal also changes {f}, which is not the office’s configuration. It cannot be put in force here.',
  },
  stranger: {
    id: 'Diusulkan oleh {a}, bukan oleh Anda. Bacalah dengan saksama sebelum memberlakukannya.',
    en: 'Proposed by {a}, not by you. Read it well before you put it in force.',
  },
  moved: {
    id: 'Tidak diberlakukan: usulan ini diubah seseorang sesudah Anda membacanya. Bacalah lagi.',
    en: 'Not put in force: somebody changed this proposal after you read it. Read it again.',
  },
  notDone: { id: 'Tidak berhasil: {r}', en: 'It did not work: {r}' },
  adopt: { id: 'Berlakukan', en: 'Put in force' },
  approve: { id: 'Setujui', en: 'Approve' },
  close: { id: 'Batalkan usulan', en: 'Close the proposal' },
  closeWhy: { id: 'Alasan', en: 'Reason' },
  pastCases: {
    id: 'Berkas terdahulu, seandainya usulan ini sudah berlaku',
    en: 'Past cases if this were already in force',
  },
  problems: { id: 'Yang harus diperbaiki', en: 'What must be corrected' },
  nowInForce: { id: 'Sudah berlaku.', en: 'This is in force.' },
  onGitHub: { id: 'Buka di GitHub', en: 'Open on GitHub' },
} satisfies Readonly<Record<string, Text>>;

export type ManageWord = keyof typeof MANAGE;

/** Returns a word of Kelola in both languages. */
export const manageText = (key: ManageWord, values: Parameters<typeof sayManage>[2] = {}): Text =>
  both((language) => sayManage(key, language, values));

/** Returns a word of Kelola. Each name in braces is replaced by its value. */
export const sayManage = (
  key: ManageWord,
  language: Language,
  values: Readonly<Record<string, string | number>> = {},
): string => MANAGE[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
