import { expect, it } from 'vitest';
import type { CorrectableField } from '#domain/case/act/correctable.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { labelsOf } from './corrections.ts';

const TEXT = { type: 'string', title: 'Nama' };
const SCHEMA: Schema = {
  properties: {
    judul: { type: 'string', title: 'Judul' },
    pemohon: { title: 'Pemohon', properties: { nama: TEXT } },
    alat: { title: 'Peralatan', type: 'array', items: { type: 'string' } },
  },
};
const field = (at: string, of?: CorrectableField['of']): CorrectableField => ({
  ...{ field: at, schema: SCHEMA, before: 'x' },
  ...(of ? { of } : {}),
});

it('R49: fields with the same title are distinguished by what they are in, their place in a list, and the round', () => {
  const of = (visit: number) => ({ step: 'siap', visit });
  const fields = [
    field('/judul'),
    field('/alat/0', of(1)),
    field('/alat/1', of(1)),
    field('/judul', of(1)),
    field('/judul', of(2)),
    field('/pemohon/nama'),
  ];
  expect(labelsOf(fields, () => '7', 'id')).toEqual([
    'Judul',
    'Peralatan 1 (hasil langkah 7)',
    'Peralatan 2 (hasil langkah 7)',
    'Judul (hasil langkah 7, putaran ke-1)',
    'Judul (hasil langkah 7, putaran ke-2)',
    'Nama',
  ]);
});
