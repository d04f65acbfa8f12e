import { expect, it } from 'vitest';
import { STICKY } from '#domain/words/comment.ts';
import { problemList } from '#domain/words/problem-list.ts';
import { draftWords } from './draft-words.ts';

const list = problemList([
  {
    ...{ file: 'request.yaml', path: '/pemohon/jenis', code: 'x', received: 'dinas*' },
    label: { id: 'Jenis *pemohon*', en: 'Kind' },
    message: { id: 'Bukan salah satu pilihan', en: 'Not one of the choices' },
  },
]);
const body = [STICKY, 'Pengajuan belum diterima.', list.id, '*Submission refused.*', list.en].join('\n\n');
const comment = (text: string, __typename = 'Bot') => ({
  comments: { nodes: [{ body: text, author: { __typename, login: 'x' } }] },
});

it('R12: everything that is wrong with a draft, in the reader’s language, as plain text', () => {
  expect(draftWords(comment(body), 'id')).toBe(
    'Pengajuan belum diterima.\n• Jenis *pemohon*: Bukan salah satu pilihan (diterima dinas*).',
  );
  expect(draftWords(comment(body), 'en')).toBe(
    'Submission refused.\n• Kind: Not one of the choices (received dinas*).',
  );
});

it('security row 9: only the process’s own comment is taken for its word', () => {
  expect(draftWords(comment(body, 'User'), 'id')).toBeUndefined();
  expect(draftWords(comment('Sudah benar.'), 'id')).toBeUndefined();
});
