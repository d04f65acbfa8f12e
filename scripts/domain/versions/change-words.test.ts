import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { FIRST } from '#tests/support/folders.ts';
import { tellChanges } from './change-words.ts';
import type { Plain } from './compare.ts';

const text = readFileSync(`${FIRST}/sops/protokol-manajemen-krisis.yaml`, 'utf8');
const sop = parse(text) as Plain;
const NAMES: Readonly<Record<string, string>> = { 'kepala-dinas': 'Kepala Dinas', tu: 'TU', walikota: 'Wali Kota' };

/** Returns the changes that are listed after an edit of the shipped SOP. */
const reported = (from: string | RegExp, to: string) => {
  const other = text.replace(from, to);
  expect(other).not.toBe(text);
  return tellChanges(sop, parse(other) as Plain, (id) => ({ id: NAMES[id] ?? id, en: NAMES[id] ?? id }));
};
const lines = (changes: ReturnType<typeof tellChanges>) =>
  changes.map(({ kind, place, what, from, to }) => [kind, place.id, what.id, from?.id, to?.id]);

it('a changed time limit is listed in words, at its step', () => {
  expect(reported(/(Kepala Dinas memberikan disposisi[\s\S]*?)limit: PT30M/, '$1limit: PT15M')).toEqual([
    {
      kind: 'changed',
      path: '/steps/disposisi/time/limit',
      place: { id: 'Langkah 3 (memberi disposisi)', en: expect.stringMatching(/^Step 3 \(/) as string },
      what: { id: 'Waktu baku', en: 'Time limit' },
      from: { id: '30 menit', en: '30 minutes' },
      to: { id: '15 menit', en: '15 minutes' },
    },
  ]);
});

it('a changed actor is listed by the names of the roles', () => {
  const [change] = lines(reported(/actor: kepala-dinas/, 'actor: { any: [kepala-dinas, tu] }'));
  expect(change?.slice(2)).toEqual(['Pelaksana', 'Kepala Dinas', 'Kepala Dinas atau TU']);
});

it('R16: a change of who may reject is listed by the names of the roles', () => {
  const only = lines(reported(/actor: kepala-dinas/, 'actor: kepala-dinas\n    close: [kepala-dinas]'));
  expect(only.map((line) => line.slice(2))).toEqual([['Yang boleh menolak permohonan', undefined, 'Kepala Dinas']]);
  const nobody = lines(reported(/actor: kepala-dinas/, 'actor: kepala-dinas\n    close: none'));
  expect(nobody.map((line) => line.slice(2))).toEqual([
    ['Yang boleh menolak permohonan', undefined, 'tidak seorang pun'],
  ]);
});

it('a new actor without an account is listed with who records the act', () => {
  const written = 'actor: { external: { id: Vendor, en: Vendor }, recordedBy: tu }';
  const [change] = lines(reported(/actor: kepala-dinas/, written));
  expect(change?.slice(2)).toEqual(['Pelaksana', 'Kepala Dinas', 'Vendor, dicatat oleh TU']);
});

it('a changed date of the identity block is listed as it is printed', () => {
  const [change] = lines(reported(/revised: .*/, 'revised: 1 Maret 2027'));
  expect([change?.[1], change?.[2], change?.[4]]).toEqual(['Blok identitas', 'Tanggal revisi', '“1 Maret 2027”']);
});

it('a changed target of an outcome is listed by the name of the step', () => {
  expect(lines(reported('- to: laporan-walikota\n      changes', '- to: penerimaan\n      changes'))).toEqual([
    [
      'changed',
      'Langkah 3 (memberi disposisi)',
      'Keputusan Setujui, tujuan',
      expect.stringMatching(/^langkah 4 /),
      expect.stringMatching(/^langkah 2 /),
    ],
  ]);
});

it('a change of a field without a label is listed by its path, as it is written', () => {
  expect(lines(reported(/^id: /m, 'sesuatu: { baru: 3 }\nid: '))).toEqual([
    ['added', 'SOP', 'Lain-lain, sesuatu', undefined, '{"baru":3}'],
  ]);
});

it('a new step is listed whole, in both languages', () => {
  const step = `  - id: paraf
    row: 99
    kind: review
    activity: Sekretaris memberi paraf
    short: { id: memberi paraf, en: initial }
    actor: tu
    time: { printed: 1 jam, limit: PT1H }
`;
  const other = parse(text.trimEnd() + '\n' + step) as Plain;
  const [change] = tellChanges(sop, other, (id) => ({ id: NAMES[id] ?? id, en: NAMES[id] ?? id }));
  expect(change).toMatchObject({
    kind: 'added',
    place: { id: 'Langkah 99 (memberi paraf)', en: 'Step 99 (initial)' },
    what: { id: 'Langkah' },
    to: {
      id: '“Sekretaris memberi paraf”, pelaksana TU, waktu 1 jam',
      en: '“Sekretaris memberi paraf”, by TU, within 1 hour',
    },
  });
});
