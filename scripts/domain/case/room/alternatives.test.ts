import { expect, it } from 'vitest';
import type { Schema } from '#domain/request/annotations.ts';
import { alternativesOf, chosenOf } from './alternatives.ts';

const schema: Schema = {
  type: 'object',
  properties: {
    sebab: { type: 'string' },
    pilihan: {
      type: 'array',
      items: { $ref: '#/$defs/pilihan' },
    },
    nomor: { type: 'array', items: { type: 'string' } },
    petugas: { type: 'array', items: { type: 'object', properties: { nama: { type: 'string' } } } },
  },
  $defs: {
    pilihan: {
      type: 'object',
      properties: { mulai: { type: 'string' }, ruang: { type: 'string' }, keterangan: { type: 'string' } },
    },
  },
};
const step = { sections: ['/acara/mulai', '/acara/ruang', '/tempat'] };

it('an alternative of a result sets the request’s fields of the same names, and empties the fields that the alternative leaves out', () => {
  const pilihan = [{ mulai: 'm1', ruang: 'r1', keterangan: 'k' }, { mulai: 'm2' }, 'bukan pilihan'];
  const found = alternativesOf(schema, { sebab: 's', pilihan, nomor: ['1'], petugas: [{ nama: 'n' }] }, step);
  expect(found.map(({ field, offered, proposes }) => ({ field, offered, proposes }))).toEqual([
    {
      field: 'pilihan',
      offered: pilihan[0],
      proposes: [
        { pointer: '/acara/mulai', value: 'm1' },
        { pointer: '/acara/ruang', value: 'r1' },
      ],
    },
    {
      field: 'pilihan',
      offered: pilihan[1],
      proposes: [{ pointer: '/acara/mulai', value: 'm2' }, { pointer: '/acara/ruang' }],
    },
  ]);
});

it('an alternative is the chosen one if the request has all its values, and none of those that it leaves out', () => {
  const found = alternativesOf(schema, { pilihan: [{ mulai: 'm1', ruang: 'r1' }, { mulai: 'm2' }] }, step);
  expect(chosenOf(found, { acara: { mulai: 'm1', ruang: 'r1' } })).toBe(1);
  expect(chosenOf(found, { acara: { mulai: 'm2', ruang: '' } })).toBeUndefined();
  expect(chosenOf(found, { acara: { mulai: 'm2' } })).toBe(2);
  expect(chosenOf(found, { acara: { mulai: 'm2', ruang: 'r1' } })).toBeUndefined();
});

it('R18: a result offers no alternatives if the step lets the opener change no section', () => {
  expect(alternativesOf(schema, { pilihan: [{ mulai: 'm1' }] }, {})).toEqual([]);
});
