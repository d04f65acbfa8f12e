import type { Text } from '#domain/problem.ts';
import type { WordedChange } from './change-words.ts';

/** "Waktu baku: dari 30 menit menjadi 15 menit". */
export function changeSentence({ kind, what, from, to }: WordedChange): Text {
  const said = (words: Text | undefined): Text => words ?? { id: '–', en: '–' };
  const [old, now] = [said(from), said(to)];
  switch (kind) {
    case 'added':
      return { id: `${what.id}, ditambahkan: ${now.id}`, en: `${what.en}, added: ${now.en}` };
    case 'removed':
      return { id: `${what.id}, dihapus: ${old.id}`, en: `${what.en}, taken away: ${old.en}` };
    case 'moved':
      return {
        id: `${what.id}, urutannya berubah: ${now.id} (tadinya ${old.id})`,
        en: `${what.en}, in another order: ${now.en} (before: ${old.en})`,
      };
    case 'renamed':
      return {
        id: `Nama langkah dalam data: dari ${old.id} menjadi ${now.id}`,
        en: `Name of the step in data: from ${old.en} to ${now.en}`,
      };
    case 'changed':
      return { id: `${what.id}: dari ${old.id} menjadi ${now.id}`, en: `${what.en}: from ${old.en} to ${now.en}` };
  }
}
