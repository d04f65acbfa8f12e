import type { Text } from '#domain/problem.ts';

/** An office on one machine whose process does not work; `{t}`: since when. */
export const HALTED: Text = {
  id: 'Sistem tidak memproses sejak {t}. Yang sudah terkirim tetap tersimpan, dan diproses sesudah sistem berjalan lagi.',
  en: 'The system has not processed anything since {t}. What was sent is kept, and is processed once the system works again.',
};
