import type { Text } from '#domain/problem.ts';

/** What is said where signed documents are attached to an act. */
export const SIGNED_WORDS = {
  choose: { id: 'Dokumen bertanda tangan', en: 'Signed document' },
  hint: {
    id: 'PDF yang sudah ditandatangani di luar, misalnya dengan TTE; paling banyak 3, masing-masing 5 MB. Disimpan bersama keputusan Anda, dan tidak diubah.',
    en: 'A PDF that was signed elsewhere, by TTE for example; at most 3, of 5 MB each. It is kept with your decision, unchanged.',
  },
  uploading: { id: 'Mengunggah…', en: 'Uploading…' },
  ready: { id: 'Siap; disimpan saat keputusan dikirim.', en: 'Ready; it is kept once the decision is sent.' },
  keptBefore: {
    id: 'File yang sama sudah disimpan pada tindakan terdahulu berkas ini.',
    en: 'An earlier act on this case keeps the same file already.',
  },
  remove: { id: 'Hapus', en: 'Remove' },
  removed: { id: 'Dihapus dari keputusan ini.', en: 'Removed from this decision.' },
  noNetwork: { id: 'Tidak tersambung; coba lagi.', en: 'No connection; try again.' },
} as const satisfies Record<string, Text>;
