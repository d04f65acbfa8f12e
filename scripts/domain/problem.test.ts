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
});
