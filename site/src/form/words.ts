/**
 * Sentences of the form's page. Decap's sentences are in `locale-id.ts`, those of the desk's form in
 * `desk/request/words.ts`.
 */
import type { Language, Text } from '#domain/problem.ts';

/** Returns the language of the page: English if the address asks for it, otherwise Indonesian. */
export const languageOfForm = (search: string): Language =>
  new URLSearchParams(search).get('lang') === 'en' ? 'en' : 'id';

export const WORDS = {
  title: { id: 'Formulir permohonan', en: 'Request form' },
  newRequest: { id: 'Konsep baru, belum tersimpan', en: 'New draft, not saved yet' },
  messages: { id: 'Pemberitahuan', en: 'Messages' },
  draftNamed: { id: 'Konsep: {t}', en: 'Draft: {t}' },
  toDesk: {
    id: 'Isi melalui Meja kerja: lebih singkat, dengan surat otomatis',
    en: 'Write it at the desk: shorter, and with the letter made for you',
  },
  backToSite: { id: 'Kembali ke situs', en: 'Back to the site' },
  needsScript: {
    id: 'Formulir memerlukan JavaScript. Aktifkan JavaScript di peramban ini, atau ajukan melalui git dengan perintah `disposisi new`.',
    en: 'The form needs script. Turn JavaScript on in this browser, or submit by git with the command `disposisi new`.',
  },
  loadFault: {
    id: 'Formulir gagal dimuat. Periksa jaringan, lalu muat ulang halaman.',
    en: 'The form could not be loaded. Check the network, then reload the page.',
  },
  sessionEnded: {
    id: 'Sesi berakhir. Muat ulang halaman, lalu masuk kembali: peramban ini menyimpan isian untuk akun Anda.',
    en: 'The session has ended. Reload the page, then sign in again: this browser keeps what was typed for your account.',
  },
  tooFar: {
    id: 'Token dari layanan masuk menjangkau semua repositori Anda dan tidak dipakai. Pengelola: pasang layanan masuk kantor (npx disposisi sign-in).',
    en: "The token that the sign-in gave reaches all of your repositories and is not used. Maintainer: set up the office's sign-in (npx disposisi sign-in).",
  },
  notSent: {
    id: 'Belum terkirim. Sebabnya tertulis pada formulir permohonan; isian aman di peramban ini.',
    en: 'Not sent. The form of the request says why; what you typed is safe in this browser.',
  },
  noThirdStatus: {
    id: 'Status itu tidak dipakai di kantor ini. Pilih "Konsep" atau "Ajukan".',
    en: 'This office does not use that status. Choose “Draft” or “Submit”.',
  },
  openFirst: {
    id: 'Status tidak diubah. Buka permohonan ini, lalu ubah statusnya di sana selama permohonan ada pada pemohon.',
    en: 'The status was not changed. Open this request and change it there, while the request is with its applicant.',
  },
  notDeleted: {
    id: 'Permohonan ini tidak dihapus: hanya konsep milik sendiri yang sedang dibuka yang dapat dihapus. Berkas ditarik oleh pemohonnya di Meja kerja.',
    en: 'This request was not deleted: you can delete only your own draft, while it is open here. The applicant of a case can withdraw the case at the desk.',
  },
  notListed: {
    id: 'Permohonan ini tidak ada dalam daftar Anda. Kembali ke daftar, lalu pilih permohonan Anda.',
    en: 'This request is not in your list. Go back to the list, and choose one of your own.',
  },
  noLibrary: {
    id: 'Tidak ada yang diunggah. Buka permohonan, lalu unggah lampiran di dalam permohonannya.',
    en: 'Nothing was uploaded. Open a request, and add attachments there.',
  },
} as const satisfies Record<string, Text>;
