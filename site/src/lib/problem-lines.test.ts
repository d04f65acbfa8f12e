import { expect, it } from 'vitest';
import { problemLines } from './problem-lines.ts';

const unnamed = {
  label: { id: 'Lampiran', en: 'Attachments' },
  message: { id: 'Lampiran ini tidak disebut dalam permohonan', en: 'The request does not name this attachment' },
};
const whole = { message: { id: 'Tidak terbaca', en: 'Cannot be read' } };

it('the same problem of many files is one line with the number of times, at the place of the first', () => {
  const problems = [unnamed, whole, ...Array.from({ length: 18 }, () => unnamed)];
  expect(problemLines(problems, 'id')).toEqual([
    'Lampiran: Lampiran ini tidak disebut dalam permohonan (19 kali)',
    'Tidak terbaca',
  ]);
  expect(problemLines(problems, 'en')).toEqual([
    'Attachments: The request does not name this attachment (19 times)',
    'Cannot be read',
  ]);
});

it('the same fault in different fields has different lines', () => {
  const other = { ...unnamed, label: { id: 'Ruang', en: 'Room' } };
  expect(problemLines([unnamed, other], 'id')).toHaveLength(2);
});
