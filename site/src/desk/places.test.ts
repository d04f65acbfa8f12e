import { describe, expect, it } from 'vitest';
import { EVERYTHING } from './desk-filter.ts';
import { listAddress, deskPlaceOf } from './places.ts';

describe('the addresses of the list', () => {
  it.each([
    [EVERYTHING, '#/'],
    [{ ...EVERYTHING, procedure: 'izin-reklame' }, '#/?sop=izin-reklame'],
    [{ ...EVERYTHING, role: 'kepala-dinas', late: true }, '#/?peran=kepala-dinas&telat=1'],
    [{ ...EVERYTHING, procedure: 'a&b=c', role: 'ä', late: true }, '#/?sop=a%26b%3Dc&peran=%C3%A4&telat=1'],
    [{ ...EVERYTHING, words: 'rapat banjir' }, '#/?kata=rapat+banjir'],
  ])(
    'the address of a list contains the list’s filter, which is read from the address again: %o',
    (filter, address) => {
      expect(listAddress(filter)).toBe(address);
      expect(deskPlaceOf(address)).toEqual({ kind: 'list', filter });
    },
  );

  it.each(['', '#/', '#/?', '#/?sop=', '#/?lain=1', '#/tidak-ada', '#/0'])(
    'the address %j names the whole list',
    (hash) => {
      expect(deskPlaceOf(hash)).toEqual({ kind: 'list', filter: EVERYTHING });
    },
  );

  it('the address #/12 names case 12', () => expect(deskPlaceOf('#/12')).toEqual({ kind: 'case', number: 12 }));
});

it.each([
  ['#/7/tanda-terima', { kind: 'receipt', number: 7 }],
  ['#/7/waktu-lain', { kind: 'postpone', number: 7 }],
  ['#/7/ubah', { kind: 'revise', number: 7 }],
  ['#/7/pilih/2', { kind: 'revise', number: 7, alternative: 1 }],
  ['#/7/salin', { kind: 'copy', number: 7 }],
  ['#/baru', { kind: 'new' }],
  ['#/baru/izin-acara', { kind: 'new', procedure: 'izin-acara' }],
  ['#/baru/keberatan/IZB-2026-12', { kind: 'new', procedure: 'keberatan', origin: 'IZB-2026-12' }],
  ['#/baru/keberatan/IZB-2026-12/lain', { kind: 'list', filter: EVERYTHING }],
  ['#/konsep/0a1b2c3d', { kind: 'draft', key: '0a1b2c3d' }],
  ['#/7/hapus', { kind: 'list', filter: EVERYTHING }],
  ['#/konsep/../7', { kind: 'list', filter: EVERYTHING }],
])('the address %s names the place %o', (hash, place) => {
  expect(deskPlaceOf(hash)).toEqual(place);
});
