import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

const STEPS = ['pengajuan', 'penerimaan', 'periksa', 'putuskan', 'p'];

test.each([
  ['penerimaam', 'penerimaan'],
  ['penermaan', 'penerimaan'],
  ['PENERIMAAN', 'penerimaan'],
  ['peroksa', 'periksa'],
  ['putuskn', 'putuskan'],
  ['q', 'p'],
])('the name nearest to “%s” is %s', (written, meant) => expect(nearestName(written, STEPS)).toBe(meant));

test.each(['', 'arsip', 'rapat', 'pengajuan-kembali', 'penerimaan'.repeat(20)])('no name is near to “%s”', (written) =>
  expect(nearestName(written, STEPS.slice(0, 4))).toBeUndefined(),
);
