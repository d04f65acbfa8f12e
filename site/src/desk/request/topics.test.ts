import { expect, it } from 'vitest';
import type { Schema } from '#domain/request/annotations.ts';
import { leftIn, topicsOf } from './topics.ts';

const SCHEMA: Schema = {
  title: 'Permohonan',
  properties: {
    sop: { const: 'contoh' },
    siapa: { title: 'Pemohon', properties: { nama: { type: 'string' }, telepon: { type: 'string' } } },
    hal: { title: 'Hal', type: 'string' },
    hari: { title: 'Hari', type: 'string' },
    loket: { title: 'Loket', type: 'string' },
    berkas: { title: 'Lampiran', type: 'array', items: { type: 'string' } },
    catatan: { title: 'Catatan', type: 'string' },
  },
};

it('R3: the topics of a form come from its schema: groups, lists, and single fields together', () => {
  const topics = topicsOf(SCHEMA, new Set(['/loket']));
  expect(topics.map(({ title, names }) => [title.id, ...names])).toEqual([
    ['Pemohon', 'siapa'],
    ['Permohonan', 'hal', 'hari'],
    ['Lampiran', 'berkas'],
    ['Permohonan', 'catatan'],
  ]);
});

it('a topic counts each of its fields that has a problem once, and no field of another topic', () => {
  const [who, what] = topicsOf(SCHEMA, new Set());
  const problems = ['/siapa/nama', '/siapa/nama', '/siapa', '/siapanya', '/hari'].map((path) => ({ path }));
  expect(who && leftIn(who, problems)).toBe(2);
  expect(what && leftIn(what, problems)).toBe(1);
});
