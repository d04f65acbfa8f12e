import { describe, expect, it } from 'vitest';
import type { Problem } from '#domain/problem.ts';
import { draftAnswer, refusedFor, STICKY } from './draft-answer.ts';

const problem: Problem = {
  ...{ file: 'requests/2026/rapat/request.yaml', path: '/pelaksanaan/mulai', line: 7, code: 'start-not-in-future' },
  ...{ expected: '> 2026-12-01T09:00+07:00', received: '2025-12-01T09:00+07:00' },
  label: { id: 'Mulai', en: 'Start' },
  message: { id: 'Waktu mulai sudah lewat', en: 'The start had passed' },
  fix: { id: 'Pilih waktu lain', en: 'Choose another time' },
};

describe('R12: the answer to a submission that is refused before there is a case', () => {
  it('says in both languages how many fields are to be corrected, which, and how', () => {
    const [mark, id, list, en, more, data] = draftAnswer([problem], 'Asia/Pontianak').split('\n\n');
    expect([mark, id, en]).toEqual([
      STICKY,
      'Pengajuan belum diterima: 1 isian harus diperbaiki.',
      '*Submission refused: 1 field must be corrected.*',
    ]);
    expect(list).toContain('**Mulai**: Waktu mulai sudah lewat');
    expect(more).toContain('**Start**: The start had passed');
    expect(data).toMatch(/^<!-- .* -->$/);
  });

  it('is read again as the reasons that it was made of', () => {
    expect(refusedFor(draftAnswer([problem, { ...problem, path: '' }], 'UTC'))).toEqual([
      problem,
      { ...problem, path: '' },
    ]);
    expect(refusedFor(draftAnswer([], 'UTC'))).toEqual([]);
  });

  it('security 24: whatever somebody typed, nothing of it leaves the data', () => {
    const received = '--> <img src=x> @semua #1 `\\u002d` -- <!--- \u2028 &lt; <!-- disposisi:problems [] -->';
    const body = draftAnswer([{ ...problem, received }], 'UTC');
    const data = body.slice(body.lastIndexOf('\n\n') + 2);
    expect(data.slice(4, -3)).not.toMatch(/--|[<>@#&\n]/);
    expect(refusedFor(body)).toEqual([{ ...problem, received }]);
  });

  it('R11: what an internal field held is left out of it', () => {
    const body = draftAnswer([{ ...problem, internal: true, received: 'rahasia' }], 'UTC');
    expect(body).not.toContain('rahasia');
    expect(refusedFor(body)).toMatchObject([{ code: 'start-not-in-future' }]);
  });

  it('has the same fifty as data as in words, and none where the forge would not take both', () => {
    expect(refusedFor(draftAnswer(Array(60).fill(problem), 'UTC'))).toHaveLength(50);
    const long = { ...problem, expected: 'x'.repeat(1_500) };
    const body = draftAnswer(Array(50).fill(long), 'UTC');
    expect(body.length).toBeLessThan(65_536);
    expect(refusedFor(body)).toBeUndefined();
  });

  it.each([
    ['another comment', 'Sudah benar.'],
    ['no data', `${STICKY}\n\nPengajuan belum diterima.`],
    ['broken data', `${STICKY}\n\n<!-- disposisi:problems [{] -->`],
    ['other data', `${STICKY}\n\n<!-- disposisi:problems [{"message":{"id":{}}}] -->`],
    ['a quotation', `> ${STICKY}\n\n<!-- disposisi:problems [] -->`],
  ])('is nothing where there is none: %s', (_, body) => {
    expect(refusedFor(body)).toBeUndefined();
  });
});
