import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Text } from '#domain/problem.ts';

const FLAGS: Readonly<Record<NonNullable<Entry['flags']>[number], Text>> = {
  'foreign-push': {
    id: 'akun lain mendorong perubahan ke cabang permohonan; perubahan itu bukan bagian dari permohonan',
    en: 'another account pushed changes to the branch of the request; they are no part of it',
  },
  'seen-late': { id: 'terbaca sesudah entri lain', en: 'read after later entries' },
  edited: {
    id: 'tinjauan kemudian disunting; yang dicatat tetap',
    en: 'the review was edited later; what was recorded stands',
  },
  dismissed: {
    id: 'tinjauan kemudian ditutup; yang dicatat tetap',
    en: 'the review was dismissed later; what was recorded stands',
  },
  base: {
    id: 'cabang tujuannya diubah; sistem mengembalikannya ke main',
    en: 'it was pointed at another branch; the process put it back to main',
  },
  'no-calendar-data': { id: 'data hari libur tahun itu belum ada', en: 'no data on that year’s days off' },
};
const WORDS = new Map<string, Text>(Object.entries(FLAGS));

/** An unknown flag is shown as it is (R35). */
export const flagWords = (flag: string): Text => WORDS.get(flag) ?? { id: flag, en: flag };
