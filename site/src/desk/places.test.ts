import { expect, it } from 'vitest';
import { deskPlaceOf } from './places.ts';

it.each([
  ['', { kind: 'list' }],
  ['#/', { kind: 'list' }],
  ['#/7', { kind: 'case', number: 7 }],
  ['#/7/tanda-terima', { kind: 'receipt', number: 7 }],
  ['#/7/ubah', { kind: 'revise', number: 7 }],
  ['#/7/pilih/2', { kind: 'revise', number: 7, alternative: 1 }],
  ['#/7/salin', { kind: 'copy', number: 7 }],
  ['#/baru', { kind: 'new' }],
  ['#/baru/izin-acara', { kind: 'new', procedure: 'izin-acara' }],
  ['#/konsep/0a1b2c3d', { kind: 'draft', key: '0a1b2c3d' }],
  ['#/0', { kind: 'list' }],
  ['#/7/hapus', { kind: 'list' }],
  ['#/konsep/../7', { kind: 'list' }],
])('%s is %o', (hash, place) => {
  expect(deskPlaceOf(hash)).toEqual(place);
});
