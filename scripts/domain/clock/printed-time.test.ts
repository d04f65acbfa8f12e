import { expect, test } from 'vitest';
import { limitOfPrinted } from './printed-time.ts';

test.each([
  ['30 menit', 'PT30M'],
  ['5 Menit', 'PT5M'],
  ['1 jam', 'PT1H'],
  ['1 jam 30 menit', 'PT1H30M'],
  ['2 hari kerja', 'P2D'],
  ['1 (satu) hari kerja', 'P1D'],
  ['1 minggu', 'P1W'],
  ['10-15 menit', 'PT15M'],
  ['10 – 15 menit', 'PT15M'],
  ['5 s.d. 10 menit', 'PT10M'],
  ['5 s/d 10 Menit', 'PT10M'],
  ['1 hari sampai dengan 2 hari', 'P2D'],
  ['± 15 menit', 'PT15M'],
  ['paling lama 3 hari kerja', 'P3D'],
  ['2 working days', 'P2D'],
  ['30 minutes', 'PT30M'],
])('R4: the printed time “%s” is %s', (printed, limit) => expect(limitOfPrinted(printed)).toBe(limit));

test.each([
  '',
  '-',
  'sesuai kebutuhan',
  '1 bulan',
  '0 menit',
  'menit',
  '30',
  '30 menit 1 jam',
  '1,5 jam',
  '15 menit lebih',
])('R4: the printed time “%s” is not read as a time limit', (printed) =>
  expect(limitOfPrinted(printed)).toBeUndefined(),
);
