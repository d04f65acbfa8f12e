import type { Language } from '#domain/problem.ts';
import { changeSentence } from './change-sentence.ts';
import type { WordedChange } from './change-words.ts';

/** "Langkah 3 (memberi disposisi): Waktu baku: dari 30 menit menjadi 15 menit". */
export const changeLines = (changes: readonly WordedChange[], language: Language): string[] =>
  changes.map((change) => `${change.place[language]}: ${changeSentence(change)[language]}`);
