import { describe, expect, it } from 'vitest';
import { type Problem, problemSentence } from './problem.ts';

const problem = (code: string): Problem => ({
  ...{ file: '', path: '', code, received: '09.00 – 10.00', message: { id: 'Ruang sudah dipesan', en: 'Booked' } },
});

describe('the value that was read, as a problem quotes it', () => {
  it.each([
    ['room-taken', 'Ruang sudah dipesan (dipakai 09.00 – 10.00).', 'Booked (taken 09.00 – 10.00).'],
    ['schema-format', 'Ruang sudah dipesan (tertulis 09.00 – 10.00).', 'Booked (written 09.00 – 10.00).'],
    ['past', 'Ruang sudah dipesan (diterima 09.00 – 10.00).', 'Booked (received 09.00 – 10.00).'],
  ])('the problem %s quotes its value with the right word', (code, id, en) => {
    expect(problemSentence(problem(code), 'id')).toBe(id);
    expect(problemSentence(problem(code), 'en')).toBe(en);
  });

  it.each([
    [
      '> 2026-12-01T09:00:00+07:00',
      'sesudah 2026-12-01T09:00:00+07:00, tertulis x',
      'after 2026-12-01T09:00:00+07:00, written x',
    ],
    ['≥ 2026-12-01', 'paling cepat 2026-12-01, tertulis x', 'no earlier than 2026-12-01, written x'],
    ['≤ 4000', 'paling banyak 4000, diterima x', 'at most 4000, received x'],
    ['3 / 3a', 'diharapkan 3 / 3a, diterima x', 'expected 3 / 3a, received x'],
  ])('the bound %s is in words', (expected, id, en) => {
    const found = { ...problem('past'), expected, received: 'x' };
    expect(problemSentence(found, 'id')).toBe(`Ruang sudah dipesan (${id}).`);
    expect(problemSentence(found, 'en')).toBe(`Booked (${en}).`);
  });
});
