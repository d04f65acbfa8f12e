import { describe, expect, it } from 'vitest';
import type { Problem } from '#domain/problem.ts';
import { STICKY } from './comment-marks.ts';
import { draftReply, refusedFor } from './draft-answer.ts';

const problem: Problem = {
  ...{ file: 'requests/2026/rapat/request.yaml', path: '/pelaksanaan/mulai', line: 7, code: 'start-not-in-future' },
  ...{ expected: '> 2026-12-01T09:00+07:00', received: '2025-12-01T09:00+07:00' },
  label: { id: 'Mulai', en: 'Start' },
  message: { id: 'Waktu mulai sudah lewat', en: 'The start had passed' },
  fix: { id: 'Pilih waktu lain', en: 'Choose another time' },
};

describe('R12: the reply to a submission that is refused before there is a case', () => {
  it('R12: the reply says in both languages how many fields must be corrected, which fields, and why', () => {
    const [mark, id, list, en, more, data] = draftReply([problem], 'Asia/Pontianak').split('\n\n');
    expect([mark, id, en]).toEqual([
      STICKY,
      'Pengajuan belum diterima: 1 hal harus diperbaiki.',
      '*Submission refused: 1 point must be corrected.*',
    ]);
    expect(list).toContain('**Mulai**: Waktu mulai sudah lewat');
    expect(more).toContain('**Start**: The start had passed');
    expect(data).toMatch(/^<!-- .* -->$/);
  });

  it('R12: the reasons can be read from the reply again', () => {
    expect(refusedFor(draftReply([problem, { ...problem, path: '' }], 'UTC'))).toEqual([
      problem,
      { ...problem, path: '' },
    ]);
    expect(refusedFor(draftReply([], 'UTC'))).toEqual([]);
  });

  it('security 24: typed text cannot end the data of the reply, and mentions or links nothing there', () => {
    const received = '--> <img src=x> @semua #1 `\\u002d` -- <!--- \u2028 &lt; <!-- disposisi:problems [] -->';
    const body = draftReply([{ ...problem, received }], 'UTC');
    const data = body.slice(body.lastIndexOf('\n\n') + 2);
    expect(data.slice(4, -3)).not.toMatch(/--|[<>@#&\n]/);
    expect(refusedFor(body)).toEqual([{ ...problem, received }]);
  });

  it('R11: the reply leaves out the value of an internal field', () => {
    const body = draftReply([{ ...problem, internal: true, received: 'rahasia' }], 'UTC');
    expect(body).not.toContain('rahasia');
    expect(refusedFor(body)).toMatchObject([{ code: 'start-not-in-future' }]);
  });

  it('R12: the reply has at most fifty reasons as data, and no data if the reply would be too long for the forge', () => {
    expect(refusedFor(draftReply(Array(60).fill(problem), 'UTC'))).toHaveLength(50);
    const long = { ...problem, expected: 'x'.repeat(1_500) };
    const body = draftReply(Array(50).fill(long), 'UTC');
    expect(body.length).toBeLessThan(65_536);
    expect(refusedFor(body)).toBeUndefined();
  });

  it.each([
    ['another comment', 'Sudah benar.'],
    ['no data', `${STICKY}\n\nPengajuan belum diterima.`],
    ['broken data', `${STICKY}\n\n<!-- disposisi:problems [{] -->`],
    ['other data', `${STICKY}\n\n<!-- disposisi:problems [{"message":{"id":{}}}] -->`],
    ...['file', 'path', 'code', 'expected', 'received', 'label', 'message', 'fix'].map((name) => [
      `a number as ${name}`,
      `${STICKY}\n\n<!-- disposisi:problems ${JSON.stringify([{ ...problem, [name]: 7 }])} -->`,
    ]),
    ['a quotation', `> ${STICKY}\n\n<!-- disposisi:problems [] -->`],
  ])('a comment that is no reply to a submission has no reasons: %s', (_, body) => {
    expect(refusedFor(body)).toBeUndefined();
  });
});
