/**
 * Tests of who signs a letter: the holder of the role on the day on which the letter is made, and what is printed if
 * nobody holds the role.
 */
import { expect, test } from 'vitest';
import type { Variant } from '#domain/generated/document.ts';
import { letterheadLacks } from '#domain/documents/lacks.ts';
import type { SigningHolder } from '#domain/documents/signer.ts';
import { printedNip } from '#domain/documents/signature.ts';
import { signingOn } from '#domain/documents/signer.ts';
import { publishedDocuments } from '#public/export/published-documents.ts';
import { type DocumentOffice, sheetsOf } from '#public/documents/office-documents.ts';
import { office } from '../support/world.ts';
import { begun, caseOf, documents, place, WAYS } from './ways.ts';

const HEAD = 'kepala-dinas';
const head: SigningHolder = {
  name: 'Contoh Kepala',
  rank: 'Contoh Pangkat',
  nip: '000000000000000001',
  from: '2026-01-01',
};
const acting: SigningHolder = {
  ...{ name: 'Contoh Pengganti', from: '2026-11-23', until: '2026-11-27' },
  acting: { kind: 'plh' },
};

/** Returns the office with these people as heads of agency. */
function officeOf(...holders: SigningHolder[]): DocumentOffice {
  const { roles } = documents.roles;
  const role = roles[HEAD];
  if (!role) throw new Error('There is no head of agency.');
  return { ...documents, roles: { roles: { ...roles, [HEAD]: { ...role, holders } } } };
}

/** Returns the letter that grants a request, as made on this day. */
function granted(by: DocumentOffice, day: string, isPublic = false) {
  const one = caseOf(WAYS.granted, isPublic, { by, now: `${day}T03:00:00Z` });
  const made = sheetsOf(by, one, place).find(({ id }) => id === 'surat-balasan');
  const signed = made?.sheet.parts.find((part) => part.is === 'signatures');
  return { ...signed?.columns[0], lacks: made?.lacks.map(({ message }) => message.id).join('\n') };
}

const OFFICE = 'Kepala Dinas Komunikasi dan Informatika,';

test('R17: a letter is signed by the holder of its day, with rank and NIP as they are printed', () => {
  const { above, below } = granted(officeOf(head), '2026-11-30');
  expect(above).toEqual([OFFICE]);
  expect(below).toEqual(['Contoh Kepala', 'Contoh Pangkat', 'NIP 00000000 000000 0 001']);
});

test('R17: an acting official signs while the decree lasts, and never after', () => {
  const office = officeOf(head, acting);
  expect(granted(office, '2026-11-27')).toMatchObject({ above: [`Plh. ${OFFICE}`], below: ['Contoh Pengganti'] });
  expect(granted(office, '2026-11-28')).toMatchObject({ above: [OFFICE], below: expect.arrayContaining([head.name]) });
});

test.each([
  ['plt', 'Plt.'],
  ['pj', 'Pj.'],
] as const)('R17: if a role is vacant, an acting official of kind %s signs as %s', (kind, prefix) => {
  const office = officeOf({ ...acting, acting: { kind } });
  expect(granted(office, '2026-11-25')).toMatchObject({ above: [`${prefix} ${OFFICE}`], below: ['Contoh Pengganti'] });
});

test('R17: a holder signs from the first day on, and the day is that of the procedure’s zone', () => {
  const holders = [acting];
  expect(signingOn(holders, '2026-11-22').is).toBe('vacant');
  expect(signingOn(holders, '2026-11-23').is).toBe('holder');
  // It is 28 November in the office already.
  const one = caseOf(WAYS.granted, false, { by: officeOf(acting), now: '2026-11-27T17:30:00Z' });
  expect(one.day).toBe('2026-11-28');
});

test('R17: if nobody holds the role, space is left, and a message says what to do', () => {
  const { below, lacks } = granted(officeOf({ ...head, until: '2026-11-20' }), '2026-11-25');
  expect(below).toEqual(['…………………', 'NIP …………………']);
  expect(lacks).toContain('Pada 25 November 2026 tidak ada pejabat Kepala Dinas');
});

test('R17: if two people hold the role, the name is left open, and a message names both people', () => {
  const { below, lacks } = granted(officeOf(head, { ...head, name: 'Contoh Kedua' }), '2026-11-25');
  expect(below).toEqual(['…………………', 'NIP …………………']);
  expect(lacks).toContain('jabatan Kepala Dinas dipangku Contoh Kepala dan Contoh Kedua');
});

test('a rank and a NIP that are not recorded have no line, and are reported as missing', () => {
  const { name, from } = head;
  const { below, lacks } = granted(officeOf({ name, from }), '2026-11-25');
  expect(below).toEqual([name]);
  expect(lacks).toContain('pangkat (rank) dan NIP (nip) Contoh Kepala (Kepala Dinas) belum tercatat');
  expect(granted(officeOf(head), '2026-11-25').lacks).not.toContain('NIP');
});

test('R11: the public’s copy names the signer, and has neither rank nor NIP', () => {
  expect(granted(officeOf(head), '2026-11-25', true).below).toEqual([head.name]);
  const published = publishedDocuments({
    ...office,
    roles: { roles: officeOf(head, acting).roles.roles },
  } as typeof office);
  expect(published.signers).toEqual({ [HEAD]: [{ name: head.name, from: head.from }, { ...acting }] });
  expect(JSON.stringify(publishedDocuments(office).signers)).not.toMatch(/0 001|Pangkat|"login"|"account"|CONTOH\/SP/);
});

/** Returns the office with one template, of these parts. */
function officeWith(blocks: Variant['blocks'], when: Variant['when'] = { submitted: true }): DocumentOffice {
  const variants: Variant[] = [{ id: 'satu', when, blocks }];
  const title = { id: 'Surat', en: 'Letter' };
  const value = { id: 'surat', procedure: 'protokol-manajemen-krisis', title, audience: 'staff' as const, variants };
  return { ...officeOf(head), templates: [{ blob: 'a'.repeat(40), value }] };
}

test('a delegated letter says on whose behalf it is signed', () => {
  const by = officeWith([{ signatures: [{ signer: HEAD, office: 'Sekretaris', behalf: 'Kepala Dinas Contoh' }] }]);
  const [made] = sheetsOf(by, caseOf(begun(), false, { by }), place);
  expect(made?.sheet.parts[0]).toMatchObject({ columns: [{ above: ['a.n. Kepala Dinas Contoh', 'Sekretaris,'] }] });
});

test('a NIP is printed in its four parts, however it was written', () => {
  for (const nip of ['000000000000000001', '00000000 000000 0 001'])
    expect(printedNip(nip)).toBe('00000000 000000 0 001');
});

test('missing parts of a letterhead are named, and parts in its lines are not missing', () => {
  const lines = ['DINAS CONTOH'];
  const said = (more: object) => letterheadLacks({ lines, place: 'Contoh', ...more }).map(({ message }) => message.en);
  expect(said({})).toEqual([
    'The letterhead lacks the address (address), the postal code (postcode), the telephone (telephone), the e-mail address (email), and the arms (arms)',
  ]);
  const arms = { image: 'iVBORw0KGgo', alt: 'Contoh' };
  expect(said({ arms, address: 'Jalan Contoh 1', postcode: '00000', telephone: '0', email: 'a@contoh.go.id' })).toEqual(
    [],
  );
  expect(said({ arms, contact: ['Jalan Contoh Nomor 1, 00000', 'Telepon 0, a@contoh.go.id'] })).toEqual([]);
});

test('R35: a template of an earlier form still makes its letter, signed by the person who acted', () => {
  const signature = [
    '{office:disposisi|role:kepala-dinas} Komunikasi dan Informatika,',
    '{name:disposisi}',
    'NIP …………………',
  ];
  const by = officeWith([{ signature }], { accepted: ['persiapan-teknis'] });
  const [made] = sheetsOf(by, caseOf(WAYS.granted, false, { by }), place);
  expect(made?.sheet.parts).toEqual([
    {
      is: 'signature',
      lines: ['Kepala Dinas Komunikasi dan Informatika,', 'Contoh kepala-dinas', 'NIP …………………'],
    },
  ]);
  expect(made?.sheet.keepsNote).toBeUndefined();
});
