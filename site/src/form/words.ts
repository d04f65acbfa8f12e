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
    id: 'Sesi berakhir; yang terakhir diketik belum terkirim. Masuk kembali (muat ulang halaman ini bila tidak ada tombolnya) dan buka permohonannya: peramban ini menyimpan isian untuk akun Anda.',
    en: 'The session has ended; what was typed last was not sent. Sign in again (reload this page where there is no button for it) and open the request: this browser keeps what was typed for your account.',
  },
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
  unknown: {
    id: 'Giliran berkas ini tidak dapat dipastikan ({cause}). Isian tetap di layar; coba simpan lagi.',
    en: 'Whose turn it is cannot be told ({cause}). What you typed stays on the screen; try to save again.',
  },
  checking: { id: 'Memeriksa giliran …', en: 'Checking whose turn it is …' },
  problems: { id: 'Belum dapat disimpan: {n} isian harus diperbaiki.', en: 'Not saved: {n} fields must be corrected.' },
} as const satisfies Record<string, Text>;
