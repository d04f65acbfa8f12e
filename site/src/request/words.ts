/** Sentences about a request that is being written, wherever it is written. */
import type { Language, Text } from '#domain/problem.ts';

export const REQUEST_WORDS = {
  titleUnusable: {
    id: 'Perlu paling sedikit satu huruf Latin atau angka, tanpa tanda ~: letak permohonan dinamai dari isian ini',
    en: 'Needs at least one Latin letter or digit, and no ~: the request is filed under it',
  },
  attachmentRemove: { id: 'Hapus {name}', en: 'Remove {name}' },
  attachmentNone: { id: 'Belum ada lampiran.', en: 'No attachment yet.' },
  attachmentLarge: {
    id: '{name} lebih besar dari 5 MB. Perkecil, atau bagi menjadi beberapa lampiran.',
    en: '{name} is larger than 5 MB. Make it smaller, or split it.',
  },
  accountFilled: { id: 'Terisi dari akun yang masuk.', en: 'Filled in from the account that signed in.' },
  letterNumber: { id: 'nomor', en: 'number' },
  letterEmpty: { id: '(belum diisi)', en: '(not filled in)' },
} as const satisfies Record<string, Text>;

/** A sentence with its places filled. */
export const sayForm = (
  text: Text,
  language: Language,
  places: Readonly<Record<string, string | number>> = {},
): string => text[language].replace(/\{(\w+)\}/g, (all, name: string) => String(places[name] ?? all));
