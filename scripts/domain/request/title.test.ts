import { describe, expect, it } from 'vitest';
import { senderOf, titleOf } from '#domain/case/course/title.ts';
import { disclosure, sop } from '#tests/support/walked-case.ts';
import { caseTitle, senderField, titlePointer } from './title.ts';

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

describe('R35: the title of a case comes from its request', () => {
  it('a case is titled by the field that the request’s schema marks, also behind a reference', () => {
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

  it('a case has no title if no field is marked as the title, or if that field is not public', () => {
    expect(titlePointer({ type: 'object', properties: { judul: text } })).toBeUndefined();
    expect(titlePointer(titled({ 'x-public': false }))).toBeUndefined();
    expect(caseTitle({ acara: { judul: 'Rapat' } }, undefined, false)).toBeUndefined();
  });

  it('the title of a case is the text of the field, without surrounding spaces', () => {
    const at = '/acara/judul';
    expect(caseTitle({ acara: { judul: ' Rapat  banjir ' } }, at, false)).toBe('Rapat  banjir');
    for (const request of [{}, { acara: { judul: ' ' } }, { acara: { judul: 7 } }, { acara: ['judul'] }, undefined])
      expect(caseTitle(request, at, false)).toBeUndefined();
  });

  it('a list names the sender: the first public field of the archive’s filters that is typed, not chosen', () => {
    expect(senderField(titled())).toBe('/jenis');
    const { properties } = titled();
    const chosen = { ...properties, jenis: { ...properties.jenis, enum: ['opd'] } };
    expect(senderField({ type: 'object', properties: chosen })).toBeUndefined();
    const request = { pemohon: { instansi: 'Dinas Contoh' } };
    const of = (nature: string) => senderOf({ request, nature }, sop, disclosure.request ?? {});
    expect(of('biasa')).toBe('Dinas Contoh');
    expect(of('rahasia')).toBeUndefined();
  });

  it('R11: a restricted case has no title, and a case whose nature is missing has none either', () => {
    const request = { kegiatan: { judul: 'Rapat koordinasi' } };
    const of = (nature: string | undefined) => titleOf({ request, nature }, sop, disclosure.request ?? {});
    expect(of('biasa')).toBe('Rapat koordinasi');
    for (const nature of ['terbatas', 'rahasia', undefined]) expect(of(nature)).toBeUndefined();
    const { nature: _, ...pointers } = sop.request.pointers;
    const open = { ...sop, request: { ...sop.request, pointers } };
    expect(titleOf({ request, nature: undefined }, open, disclosure.request ?? {})).toBe('Rapat koordinasi');
  });
});
