/** The form's own sentences; Decap's stand in `locale-id.ts`, those about single fields come from the shared rules. */
import type { Language, Text } from '#domain/problem.ts';

/** The language of this page: Indonesian, or English where the address asks for it. */
export const languageOfForm = (search: string): Language =>
  new URLSearchParams(search).get('lang') === 'en' ? 'en' : 'id';

export const WORDS = {
  title: { id: 'Formulir permohonan', en: 'Request form' },
  backToSite: { id: 'Kembali ke situs', en: 'Back to the site' },
  needsScript: {
    id: 'Formulir memerlukan skrip. Nyalakan JavaScript di peramban ini, atau ajukan lewat git dengan perintah `disposisi new`.',
    en: 'The form needs script. Turn JavaScript on in this browser, or submit by git with the command `disposisi new`.',
  },
  loadFault: {
    id: 'Formulir gagal dimuat. Periksa jaringan, lalu muat ulang halaman.',
    en: 'The form could not be loaded. Check the network, then reload the page.',
  },
  sessionEnded: {
    id: 'Sesi berakhir; yang terakhir diketik belum terkirim. Masuk kembali: peramban ini menyimpan isian untuk akun Anda.',
    en: 'The session has ended; what was typed last was not sent. Sign in again: this browser keeps what was typed for your account.',
  },
  signInAgain: { id: 'Masuk kembali', en: 'Sign in again' },
  waitingPopup: { id: 'Lanjutkan di jendela yang terbuka.', en: 'Go on in the window that has opened.' },
  popupBlocked: {
    id: 'Jendela masuk tidak dapat dibuka. Izinkan jendela baru untuk situs ini, lalu coba lagi.',
    en: 'The sign-in window cannot be opened. Allow new windows for this site, then try again.',
  },
  popupRefused: { id: 'Tidak dapat masuk: {reason}', en: 'Cannot sign in: {reason}' },
  otherAccount: {
    id: 'Yang masuk adalah akun lain; permohonan ini menunggu akun yang mengetiknya.',
    en: 'Another account has signed in; this request waits for the account that typed it.',
  },
  noNetwork: {
    id: 'Belum terkirim: jaringan terputus. Isian aman di peramban ini; coba lagi.',
    en: 'Not sent: there is no network. What you typed is safe in this browser; try again.',
  },
  tooLarge: {
    id: 'Belum terkirim: terlalu besar bagi kantor. Perkecil atau kurangi lampirannya; isian aman di peramban ini.',
    en: 'Not sent: it is too large for the office. Make its attachments smaller or fewer; what you typed is safe in this browser.',
  },
  refused: {
    id: 'Ditolak server: {reason}. Isian aman di peramban ini; coba lagi.',
    en: 'The server refused: {reason}. What you typed is safe in this browser; try again.',
  },
  fault: {
    id: 'Terjadi kesalahan ({reason}). Isian aman di peramban ini; coba lagi, atau muat ulang halaman.',
    en: 'Something went wrong ({reason}). What you typed is safe in this browser; try again, or reload the page.',
  },
  moved: {
    id: 'Permohonan ini sudah diubah di tempat lain sesudah dibuka di sini, dan tidak ditimpa. Isian aman di peramban ini: muat ulang halaman, bandingkan, lalu pilih.',
    en: 'This request was changed elsewhere since it was opened here, and is not overwritten. What you typed is safe in this browser: reload the page, compare, and choose.',
  },
  restored: {
    id: 'Isian yang belum tersimpan di kantor sudah dikembalikan; terakhir diketik {t}. Periksa, lalu simpan.',
    en: 'What was not saved at the office is back; it was last typed {t}. Check it, then save.',
  },
  waits: {
    id: 'Peramban ini menyimpan isian lain untuk permohonan ini yang belum tersimpan di kantor; terakhir diketik {t}.',
    en: 'This browser keeps something else for this request that was not saved at the office; it was last typed {t}.',
  },
  waitsMoved: {
    id: 'Permohonan ini diubah di tempat lain sesudah Anda mengetik di peramban ini ({t}). Di bawah formulir memuat yang tersimpan di kantor; yang berbeda pada isian Anda:',
    en: 'This request was changed elsewhere after you typed in this browser ({t}). The form below shows what is saved at the office; yours differs in:',
  },
  differs: { id: '{label}: di kantor {there}; isian Anda {here}', en: '{label}: at the office {there}; yours {here}' },
  useTyped: { id: 'Pakai isian saya', en: 'Use what I typed' },
  dropTyped: { id: 'Buang isian itu', en: 'Throw it away' },
  backToSaved: { id: 'Buang, pakai yang ada di kantor', en: 'Throw it away, use what the office has' },
  full: {
    id: 'Peramban ini tidak dapat menyimpan lagi: isian hanya ada di halaman ini. Simpan ke kantor sekarang, atau unduh isian.',
    en: 'This browser can keep no more: what you typed is on this page only. Save it at the office now, or download it.',
  },
  download: { id: 'Unduh isian', en: 'Download what was typed' },
  noThirdStatus: {
    id: 'Status itu tidak dipakai di kantor ini. Pilih "Konsep" atau "Ajukan".',
    en: 'This office does not use that status. Choose “Draft” or “Submit”.',
  },
  notDeleted: {
    id: 'Permohonan ini tidak dihapus: hanya konsep milik sendiri yang dapat dihapus. Berkas ditarik oleh pemohonnya di Meja kerja.',
    en: 'This request was not deleted: only a draft of your own can be. A case is withdrawn by its applicant at the desk.',
  },
  letter: { id: 'Surat seperti yang akan dibaca pejabat', en: 'The letter as officials will read it' },
  foldGroup: { id: 'Buka atau tutup kelompok isian', en: 'Open or close the group of fields' },
  choice: { id: 'Alternatif {n}', en: 'Alternative {n}' },
  choose: { id: 'Pilih ini', en: 'Choose this' },
  chosen: {
    id: 'Alternatif {n} sudah diisikan. Periksa, simpan, lalu ajukan.',
    en: 'Alternative {n} is filled in. Check it, save, and submit.',
  },
  chooseAtDesk: { id: 'Pilih di Meja kerja', en: 'Choose at the desk' },
  tooFar: {
    id: 'Token dari layanan masuk menjangkau semua repositori Anda dan tidak dipakai. Pengelola: pasang layanan masuk kantor (npx disposisi sign-in).',
    en: "The token that the sign-in gave reaches all of your repositories and is not used. Maintainer: set up the office's sign-in (npx disposisi sign-in).",
  },
  newRequest: {
    id: 'Permohonan baru. Setelah disimpan, permohonan ini masih konsep; ajukan dengan mengubah status menjadi "Ajukan".',
    en: 'A new request. Once saved it is a draft; submit it by setting the status to “Submit”.',
  },
  draft: {
    id: 'Konsep. Belum diajukan dan tidak tampil untuk publik. Ajukan dengan mengubah status menjadi "Ajukan".',
    en: 'A draft. Not submitted, and not shown to the public. Submit it by setting the status to “Submit”.',
  },
  submitted: {
    id: 'Sudah diajukan, dan belum dibaca proses. Yang disimpan sekarang ikut diajukan.',
    en: 'Submitted, and not read by the process yet. What is saved now is submitted too.',
  },
  refusedDraft: {
    id: 'Pengajuan belum diterima. Perbaiki, simpan, lalu ajukan lagi.',
    en: 'The submission was refused. Correct it, save, and submit again.',
  },
  yourTurn: {
    id: 'Berkas {id} kembali kepada pemohon. Perbaiki, simpan, lalu ajukan lagi dengan mengubah status menjadi "Ajukan".',
    en: 'Case {id} is back with the applicant. Correct it, save, and submit again by setting the status to “Submit”.',
  },
  foreign: {
    id: 'Akun lain (@{a}) mengubah permohonan ini setelah simpanan Anda yang terakhir, dan isian di bawah memuat perubahan itu. Buka permohonan ini di Meja kerja untuk membandingkan dan memilih sebelum menyimpan.',
    en: 'Another account (@{a}) has changed this request since you last saved it, and the fields below hold that change. Open this request at the desk to compare and choose before you save.',
  },
  elsewhere: {
    id: 'Sudah diajukan sebagai berkas {id}. {status} Perubahan tidak dapat disimpan sampai giliran kembali kepada pemohon.',
    en: 'Submitted as case {id}. {status} No change can be saved until it is the applicant’s turn.',
  },
  over: {
    id: 'Berkas {id} sudah berakhir. {status} Ajukan permohonan baru.',
    en: 'Case {id} has ended. {status} Submit a new request.',
  },
  ended: {
    id: 'Permohonan ini sudah selesai dan tersimpan di arsip. Ajukan permohonan baru.',
    en: 'This request is completed and in the archive. Submit a new one.',
  },
  notYours: {
    id: 'Permohonan ini milik akun lain; hanya pemohonnya yang dapat mengubahnya.',
    en: 'This request belongs to another account; only its applicant may change it.',
  },
  checking: { id: 'Memeriksa giliran …', en: 'Checking whose turn it is …' },
  problems: { id: 'Belum dapat disimpan: {n} isian harus diperbaiki.', en: 'Not saved: {n} fields must be corrected.' },
  notSubmitted: {
    id: 'Belum dapat diajukan: {n} isian harus diperbaiki.',
    en: 'Not submitted: {n} fields must be corrected.',
  },
  remaining: {
    id: 'Sudah tersimpan; sebelum diajukan, {n} isian masih harus diperbaiki.',
    en: 'It is saved; before it is submitted, {n} fields must still be corrected.',
  },
} as const satisfies Record<string, Text>;
