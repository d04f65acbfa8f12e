/** Sentences about a request that is being written, at the desk or in Decap. */
import type { Language, Text } from '#domain/problem.ts';

export const REQUEST_WORDS = {
  attachmentRemove: { id: 'Hapus {name}', en: 'Remove {name}' },
  attachmentNone: { id: 'Belum ada lampiran.', en: 'No attachment yet.' },
  attachmentLarge: {
    id: '{name} lebih besar dari 5 MB. Perkecil, atau bagi menjadi beberapa lampiran.',
    en: '{name} is larger than 5 MB. Make it smaller, or split it.',
  },
  attachmentHint: {
    id: 'PDF, PNG, atau JPEG; paling besar 5 MB tiap lampiran. Paling banyak {n} lampiran, dan 20 MB semuanya.',
    en: 'PDF, PNG or JPEG; at most 5 MB each. At most {n} attachments, and 20 MB together.',
  },
  attachmentMany: {
    id: '{name} tidak ditambahkan: paling banyak {n} lampiran. Hapus satu lebih dahulu, atau gabungkan menjadi satu PDF.',
    en: '{name} was not added: at most {n} attachments. Remove one first, or put several into one PDF.',
  },
  attachmentsLarge: {
    id: '{name} tidak ditambahkan: semua lampiran bersama paling besar 20 MB. Perkecil, atau hapus satu lebih dahulu.',
    en: '{name} was not added: all attachments together are at most 20 MB. Make it smaller, or remove one first.',
  },
  accountFilled: { id: 'Terisi dari akun yang masuk.', en: 'Filled in from the account that signed in.' },
} as const satisfies Record<string, Text>;

/** Returns a sentence in a language, with values in its places. A place without a value stays as it is. */
export const sayForm = (
  text: Text,
  language: Language,
  places: Readonly<Record<string, string | number>> = {},
): string => text[language].replace(/\{(\w+)\}/g, (all, name: string) => String(places[name] ?? all));
