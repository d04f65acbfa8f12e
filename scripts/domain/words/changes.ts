import type { AttachmentChange } from '#domain/case/course/rounds.ts';
import type { Text } from '#domain/problem.ts';

/** @param n number of the round that is compared */
export const changedSince = (n: number): Text => ({
  id: `Yang berubah sejak putaran ke-${n}`,
  en: `Changed since round ${n}`,
});

export const unchangedSince = (n: number): Text => ({
  id: `Tidak ada yang berubah sejak putaran ke-${n}.`,
  en: `Nothing has changed since round ${n}.`,
});

/** Writes the sentence for public pages, which does not cover fields that are not public (R11). */
export const publicUnchangedSince = (n: number): Text => ({
  id: `Tidak ada yang berubah sejak putaran ke-${n} pada bagian yang tampil untuk publik.`,
  en: `Nothing that is shown to the public has changed since round ${n}.`,
});

export const CHANGES = {
  field: { id: 'Isian', en: 'Field' },
  before: { id: 'Sebelumnya', en: 'Before' },
  after: { id: 'Sekarang', en: 'Now' },
  /** The words in place of an empty value. */
  nothing: { id: 'tidak ada', en: 'nothing' },
  changed: { id: 'Berubah', en: 'Changed' },
  added: { id: 'Ditambah', en: 'Added' },
  replaced: { id: 'Diganti', en: 'Replaced' },
  publicOnly: {
    id: 'Hanya isian yang tampil untuk publik; isi lampiran tidak dibandingkan di sini.',
    en: 'Only fields that are shown to the public; what is in attachments is not compared here.',
  },
  attachmentCount: { id: 'Banyaknya lampiran', en: 'Number of attachments' },
} as const satisfies Record<string, Text>;

export const ATTACHMENT_CHANGES: Readonly<Record<AttachmentChange['is'], Text>> = {
  replaced: { id: 'Lampiran diganti', en: 'Attachment replaced' },
  added: { id: 'Lampiran ditambah', en: 'Attachment added' },
  removed: { id: 'Lampiran dihapus', en: 'Attachment removed' },
  kept: { id: 'Lampiran tetap', en: 'Attachment unchanged' },
};
