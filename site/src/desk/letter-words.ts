import type { Language, Text } from '#domain/problem.ts';

/** Words of the list of letters and of the agenda book. They are loaded with these parts, and not with the desk. */
export const LETTERS = {
  note: {
    id: 'Dibuat dari register menurut templat kantor, dengan isian internal. Tempat tanda tangan dikosongkan.',
    en: 'Made from the register by the office’s templates, with internal fields. The place of the signature is left empty.',
  },
  now: { id: 'Untuk langkah ini', en: 'For this step' },
  others: { id: 'Surat dan lembar lain', en: 'Other letters and sheets' },
  later: { id: 'Belum dapat dibuat', en: 'Not yet to be made' },
  never: { id: 'Tidak dibuat', en: 'Not made' },
  take: { id: 'Unduh PDF', en: 'Download PDF' },
  look: { id: 'Lihat', en: 'Show' },
  hide: { id: 'Tutup', en: 'Hide' },
  earlier: { id: 'Yang terdahulu ({n})', en: 'Earlier ones ({n})' },
  made: { id: '{d} sudah dibuat.', en: '{d} is made.' },
  none: { id: 'Kantor belum memiliki templat untuk SOP ini.', en: 'The office has no template for this SOP.' },
  without: { id: 'Belum ada templatnya: {d}.', en: 'No template makes: {d}.' },
  back: { id: 'Bertanda tangan', en: 'Signed' },
  photos: { id: 'Foto kegiatan', en: 'Photographs of the event' },
  backBy: { id: 'Diserahkan oleh {w}, {t}.', en: 'Handed in by {w}, {t}.' },
  unsigned: { id: 'Belum ada yang bertanda tangan', en: 'Not filed signed yet' },
  filedBy: { id: 'Diarsipkan bertanda tangan oleh {r}.', en: 'It is filed signed by {r}.' },
  upload: { id: 'Unggah yang sudah ditandatangani', en: 'Upload the signed one' },
  replace: { id: 'Ganti yang sudah diarsipkan', en: 'Replace the one that is filed' },
  file: { id: 'Arsipkan', en: 'File it' },
  fileSent: { id: 'Terkirim; sedang diproses.', en: 'Sent, waiting for the process.' },
  notFiled: {
    id: 'Tidak diarsipkan. Baca tanggapan sistem pada berkas.',
    en: 'Not filed. Read the reply of the process on the case.',
  },
  notSent: { id: 'Tidak terkirim; coba lagi.', en: 'Not sent; try again.' },
  otherFiles: { id: 'Dokumen bertanda tangan lain', en: 'Other signed documents' },
  book: { id: 'Unduh buku agenda {y} (PDF)', en: 'Download the agenda book of {y} (PDF)' },
  bookTitle: { id: 'Buku agenda setahun', en: 'Agenda book of a year' },
  bookNote: {
    id: 'Buku Agenda Surat Masuk setahun, dari semua berkas yang bernomor agenda. Hanya untuk kantor: buku ini memuat juga surat rahasia.',
    en: 'The agenda book of a year, of all cases with an agenda number. For the office only: it also lists secret letters.',
  },
  bookEmpty: { id: 'Belum ada berkas yang bernomor agenda.', en: 'No case has an agenda number yet.' },
  bookReading: { id: 'Membaca register: {n} berkas …', en: 'Reading the register: {n} cases …' },
  bookNone: {
    id: 'Kantor belum memiliki templat buku agenda (of: year pada sops/documents/).',
    en: 'The office has no template of an agenda book (of: year in sops/documents/).',
  },
  bookFault: {
    id: 'Buku agenda gagal dibuat. Periksa jaringan, lalu coba lagi.',
    en: 'The agenda book could not be made. Check the network, then try again.',
  },
  bookDrawing: {
    id: 'Buku agenda tidak dapat dibuat; penyebabnya bukan jaringan. Minta pengelola memeriksa kop surat: npx disposisi check sops.',
    en: 'The agenda book could not be drawn, although the network works. Ask the administrator to check the letterhead: npx disposisi check sops.',
  },
  loading: { id: 'Menyiapkan …', en: 'Preparing …' },
  fault: {
    id: 'Dokumen gagal dibuat. Periksa jaringan, lalu coba lagi.',
    en: 'The document could not be made. Check the network, then try again.',
  },
  otherPhoto: {
    id: 'Dokumen tidak dibuat: sebuah foto pada register berbeda dari yang diarsipkan. Beri tahu pengelola: npx disposisi verify.',
    en: 'The document was not made: a photograph in the register is not the one that was filed. Tell the administrator: npx disposisi verify.',
  },
  drawing: {
    id: 'Dokumen ini tidak dapat dibuat; penyebabnya bukan jaringan. Minta pengelola memeriksa kop surat: npx disposisi check sops.',
    en: 'This document could not be drawn, although the network works. Ask the administrator to check the letterhead: npx disposisi check sops.',
  },
} as const satisfies Record<string, Text>;

/** Returns a function that writes these words, with values in the places of names in braces. */
export const sayLetters =
  (language: Language) =>
  (key: keyof typeof LETTERS, values: Readonly<Record<string, string | number>> = {}): string =>
    Object.entries(values).reduce<string>(
      (text, [name, value]) => text.replace(`{${name}}`, String(value)),
      LETTERS[key][language],
    );
