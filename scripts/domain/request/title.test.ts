import { describe, expect, it } from 'vitest';
import { titleOf } from '#domain/case/course/title.ts';
import { disclosure, sop } from '#tests/support/walked-case.ts';
import { caseTitle, titlePointer } from './title.ts';

const text = { type: 'string', 'x-public': true };
const titled = (more: object = {}) => ({
  type: 'object',
  properties: {
    acara: {
      type: 'object',
      'x-public': true,
      properties: { lain: text, judul: { ...text, 'x-archive': 'title', ...more } },
    },
    jenis: { ...text, 'x-archive': 'filter' },
  },
});

describe('R35: a case is called everywhere by what its own request says', () => {
  it('in the field that the request’s schema marks, by way of a reference too', () => {
    expect(titlePointer(titled())).toBe('/acara/judul');
    expect(titlePointer(disclosure.request ?? {})).toBe('/kegiatan/judul');
    const { properties } = titled();
    const root = {
      type: 'object',
      properties: { acara: { $ref: '#/$defs/acara', 'x-public': true } },
      $defs: { acara: properties.acara },
    };
    expect(titlePointer(root)).toBe('/acara/judul');
  });

  it('and by its number alone where there is no such field, or the public does not see it', () => {
    expect(titlePointer({ type: 'object', properties: { judul: text } })).toBeUndefined();
    expect(titlePointer(titled({ 'x-public': false }))).toBeUndefined();
    expect(caseTitle({ acara: { judul: 'Rapat' } }, undefined, false)).toBeUndefined();
  });

  it('word for word, without the space around it', () => {
    const at = '/acara/judul';
    expect(caseTitle({ acara: { judul: ' Rapat  banjir ' } }, at, false)).toBe('Rapat  banjir');
    for (const request of [{}, { acara: { judul: ' ' } }, { acara: { judul: 7 } }, { acara: ['judul'] }, undefined])
      expect(caseTitle(request, at, false)).toBeUndefined();
  });

  it('R11: by its number alone where the nature of the letter restricts it, also a nature that is missing', () => {
    const request = { kegiatan: { judul: 'Rapat koordinasi' } };
    const of = (nature: string | undefined) => titleOf({ request, nature }, sop, disclosure.request ?? {});
    expect(of('biasa')).toBe('Rapat koordinasi');
    for (const nature of ['terbatas', 'rahasia', undefined]) expect(of(nature)).toBeUndefined();
    const { nature: _, ...pointers } = sop.request.pointers;
    const open = { ...sop, request: { ...sop.request, pointers } };
    expect(titleOf({ request, nature: undefined }, open, disclosure.request ?? {})).toBe('Rapat koordinasi');
  });
});
