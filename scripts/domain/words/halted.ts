import type { Text } from '#domain/problem.ts';

/** What pages, desk and commands say where the process of an office on one machine does not work; `{t}` is since when. */
export const HALTED: Text = {
  id: 'Sistem tidak memproses sejak {t}. Yang sudah terkirim tetap tersimpan, dan diproses sesudah sistem berjalan lagi.',
  en: 'The system has not processed anything since {t}. What was sent is kept, and is processed once the system works again.',
};
