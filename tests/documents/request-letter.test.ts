/** Makes the applicant's own letter from requests, before there is a case. */
import { expect, test } from 'vitest';
import { type LetterOffice, requestLetter } from '#domain/documents/compose.ts';
import { BLANK, GAP } from '#domain/documents/fill.ts';
import type { Sheet } from '#domain/documents/sheet.ts';
import { propertiesOf } from '#domain/request/annotations.ts';
import { publishedDocuments } from '#public/export/published-documents.ts';
import { letterOffice, sheetsOf } from '#public/documents/office-documents.ts';
import { office } from '../support/world.ts';
import { disclosure, sop } from '../support/walked-case.ts';
import { asked, begun, caseOf, documents } from './ways.ts';

const AT = '2026-11-25T05:00:00Z';
const schema = disclosure.request ?? {};
const by = { procedure: sop, requestSchema: schema };
const shipped = letterOffice(documents, by);
const { template: _, ...without } = shipped;

/** Returns every text of a letter, one on a line. */
const textOf = ({ head, parts }: Sheet): string => {
  const texts: string[] = [];
  JSON.stringify([head, parts], (_key, value: unknown) => {
    if (typeof value === 'string') texts.push(value);
    return value;
  });
  return texts.join('\n');
};

const shown = (name: string): string => `${GAP.begins}${name}${GAP.ends}`;

test('the letter stands under the applicant’s own letterhead, and is signed by the applicant’s signer', () => {
  const letter = requestLetter(shipped, asked, AT, { attachments: 2 });
  expect(letter.head).toEqual({ lines: ['DINAS CONTOH'], contact: [] });
  expect(letter.parts[0]).toEqual({
    is: 'reference',
    date: 'Singkawang, 20 November 2026',
    pairs: [
      ['Nomor', '001/CONTOH/2026'],
      ['Sifat', 'Biasa'],
      ['Urgensi', 'Segera'],
      ['Lampiran', '2 (dua) berkas'],
      ['Hal', 'Permohonan TCM Room (contoh)'],
    ],
  });
  expect(letter.parts.at(-1)).toEqual({
    is: 'signatures',
    columns: [{ above: ['Kepala Dinas Contoh,'], below: ['Contoh Kepala Dinas Contoh', 'NIP 19000101 190001 1 001'] }],
  });
  expect(textOf(letter)).toContain('Keadaan yang dihadapi: Contoh rekaan: banjir.');
  expect(letter.proof).toBeUndefined();
  expect(textOf(letter)).not.toContain(BLANK);
});

test('on the screen the place of a missing field shows its title; in the PDF it is dots', () => {
  const empty = textOf(requestLetter(shipped, {}, AT, { showsGaps: true }));
  for (const name of ['Nomor surat', 'Instansi', 'Hal', 'Lokasi', 'Nama penanda tangan'])
    expect(empty).toContain(shown(name));
  expect(empty).not.toContain(BLANK);
  expect(textOf(requestLetter(shipped, {}, AT))).toContain(BLANK);
});

test('the line of the NIP and of the attachments is left out if there is none', () => {
  const { surat } = asked as { readonly surat: { readonly penandatangan: Readonly<Record<string, unknown>> } };
  const { nip: _number, ...signer } = surat.penandatangan;
  const letter = textOf(requestLetter(shipped, { ...asked, surat: { ...surat, penandatangan: signer } }, AT));
  expect(letter).not.toContain('NIP');
  expect(letter).not.toContain('Lampiran');
});

test.each([
  ['a field of another type', { pelaksanaan: { mulai: 'besok', peserta: 0 }, surat: 'salah', lampiran: { a: 1 } }],
  ['nothing', {}],
  ['a list in the place of a group', { pemohon: [], kegiatan: [null] }],
])('a request with %s makes a letter too', (_what, request) => {
  for (const of of [shipped, without] satisfies LetterOffice[])
    expect(requestLetter(of, request, AT, { showsGaps: true }).parts.length).toBeGreaterThan(3);
});

test('R41: without a template the letter lists the fields; an optional field without a value is left out', () => {
  const letter = requestLetter(without, { pemohon: { instansi: 'Dinas Contoh', masuk_lewat: 'surat' } }, AT);
  expect(letter.parts[0]).toEqual({
    is: 'heading',
    lines: [schema['title'], `SOP ${sop.title.id} Nomor ${sop.identity.number}`],
  });
  const sections = letter.parts.flatMap((part) => (part.is === 'section' ? [part.text] : []));
  const groups = propertiesOf(schema).flatMap(([, field]) => (field['type'] === 'object' ? [field['title']] : []));
  expect(groups.length).toBeGreaterThan(3);
  expect(sections).toEqual(groups);
  const labels = letter.parts.flatMap((part) => (part.is === 'pairs' ? part.pairs.map(([label]) => label) : []));
  expect(labels).toContain('Nomor surat');
  expect(labels).toContain('Cara permohonan masuk');
  expect(labels).not.toContain('Tanggal permohonan masuk');
  expect(labels).not.toContain('SOP');
});

test('R11: the applicant’s letter is no document of a case, and its template is not published', () => {
  const one = caseOf(begun());
  const made = sheetsOf(documents, one, { address: 'https://kantor.example/berkas/x/', entry: () => ({ id: 'x' }) });
  expect(made.map(({ id }) => id)).not.toContain('konsep-surat-permohonan');
  expect(publishedDocuments(office).templates.map(({ value }) => value.of ?? 'case')).not.toContain('request');
});
