import { expect, test } from 'vitest';
import { whatIfComment, whatIfVerdict, whatIfWords } from '#domain/what-if/comment.ts';
import { commentParts } from './plain-comment.ts';

const read = (words: Parameters<typeof whatIfComment>[1]) => {
  const text = whatIfWords(whatIfComment('abc', words));
  return { verdict: text && whatIfVerdict(text), parts: commentParts(text?.id ?? '') };
};

test('the problems of a change are shown as the process quoted them, and the change is not sound (R7)', () => {
  const message = { id: 'Ini tertulis dua kali', en: 'This is written twice' };
  const problem = { file: 'sops/calendar.yaml', path: '/years/0', code: 'duplicate', message };
  const { verdict, parts } = read({ kind: 'problems', problems: [problem] });
  expect(verdict).toBe('problems');
  expect(parts).toMatchObject([
    { is: 'text', text: 'Belum dihitung, sebab konfigurasi ini tidak dapat dipakai:' },
    { is: 'code', text: expect.stringContaining('Ini tertulis dua kali') },
  ]);
});

test('a change that could not be computed is not sound, and one that concerns no case is', () => {
  const why = { id: 'perhitungannya terlalu lama.', en: 'it took too long.' };
  expect(read({ kind: 'not-computed', why }).verdict).toBe('not-computed');
  expect(read({ kind: 'nothing' })).toMatchObject({ verdict: 'sound', parts: [{ is: 'text' }] });
  expect(whatIfVerdict({ id: 'Semua baik.', en: 'All is well.' })).toBeUndefined();
});

test('a table has its cells without the marks of Markdown, also with an escaped bar', () => {
  const text =
    '**Judul**\n\n| hasil | berkas |\n| --- | ---: |\n| **sama** \\| `persis` | 5 |\n\nSelesai &lt;b&gt; \\_x\\_.';
  expect(commentParts(text)).toEqual([
    { is: 'table', head: ['hasil', 'berkas'], rows: [['sama | persis', '5']] },
    { is: 'text', text: 'Selesai <b> _x_.' },
  ]);
});
