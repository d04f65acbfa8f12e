import { expect, test } from 'vitest';
import type { Block, DocumentTemplate } from '#domain/generated/document.ts';
import { severalConfig } from '#tests/support/several.ts';
import { office } from '#tests/support/world.ts';
import { type TemplateFile, verifyTemplates } from './verify-template.ts';

const world = {
  procedures: [...office.procedures.values()].map(({ value }) => value),
  schemas: new Map([...office.schemas].map(([path, { value }]) => [path, value])),
  roles: Object.keys(office.roles.roles),
  hasLetterhead: true,
};

const template = (changes: Partial<DocumentTemplate> = {}): TemplateFile => ({
  file: 'sops/documents/surat.yaml',
  template: {
    id: 'surat',
    procedure: 'protokol-manajemen-krisis',
    title: { id: 'Surat', en: 'Letter' },
    audience: 'public',
    variants: [{ id: 'satu', when: { submitted: true }, blocks: [{ text: '{case}' }] }],
    ...changes,
  },
});

const saying = (...blocks: Block[]): TemplateFile =>
  template({ variants: [{ id: 'satu', when: { submitted: true }, blocks }] });

const reported = (...files: TemplateFile[]) => verifyTemplates(files, world).map(({ path, code }) => `${path} ${code}`);

test('R7: a template that names only existing facts has no problem; the shipped templates have none', () => {
  expect(reported(template())).toEqual([]);
  const shipped = [...office.documents.values()].map(({ path, value }) => ({ file: path, template: value }));
  expect(shipped.length).toBeGreaterThan(6);
  expect(reported(...shipped)).toEqual([]);
});

test.each([
  ['an unknown procedure', template({ procedure: 'lain' }), '/procedure unknown-procedure'],
  ['a record that the SOP does not keep', template({ record: 'Surat Cinta' }), '/record unknown-record'],
  ['an id that is not the name of the file', template({ id: 'lain' }), '/id file-name'],
  [
    'an unknown step, in a condition',
    template({ variants: [{ id: 'a', when: { accepted: ['tiada'] }, blocks: [{ text: 'x' }] }] }),
    '/variants/0/when/accepted/0 unknown-step',
  ],
  [
    'an unknown step, in a condition of acts',
    template({ variants: [{ id: 'a', when: { acted: ['tiada'] }, blocks: [{ text: 'x' }] }] }),
    '/variants/0/when/acted/0 unknown-step',
  ],
  ['an unknown fact', saying({ text: '{nomor}' }), '/variants/0/blocks/0/text unknown-fact'],
  [
    'a fact by a name that every object has',
    saying({ text: '{constructor}' }),
    '/variants/0/blocks/0/text unknown-fact',
  ],
  ['an unknown step', saying({ text: '{note:tiada}' }), '/variants/0/blocks/0/text unknown-step'],
  ['a fact without its step', saying({ text: '{note}' }), '/variants/0/blocks/0/text unknown-fact'],
  ['a fact with too many parts', saying({ text: '{case:disposisi}' }), '/variants/0/blocks/0/text unknown-fact'],
  ['an unknown role', saying({ text: '{role:tiada}' }), '/variants/0/blocks/0/text unknown-fact'],
  ['an unknown field', saying({ to: ['{request:/surat/tiada}'] }), '/variants/0/blocks/0/to/0 unknown-field'],
  [
    'a result of a step without one',
    saying({ facts: [{ label: 'x', text: '{result:penerimaan:/mulai}' }] }),
    '/variants/0/blocks/0/facts/0/text no-result',
  ],
  ['an unknown form', saying({ text: '{italic:case}' }), '/variants/0/blocks/0/text unknown-fact'],
  [
    'the hours of something that is no field',
    saying({ text: '{hours:case}' }),
    '/variants/0/blocks/0/text unknown-fact',
  ],
  [
    'a period without a form',
    saying({ text: '{request:/pelaksanaan/mulai..request:/pelaksanaan/selesai}' }),
    '/variants/0/blocks/0/text unknown-fact',
  ],
  [
    'an unknown end of a period',
    saying({ text: '{day:request:/pelaksanaan/mulai..request:/pelaksanaan/tiada}' }),
    '/variants/0/blocks/0/text unknown-field',
  ],
  ['a brace that is not closed', saying({ text: '{case' }), '/variants/0/blocks/0/text loose-brace'],
  ['a block with two contents', saying({ text: 'x', to: ['y'] }), '/variants/0/blocks/0 block-not-one'],
  ['a block without content', saying({ optional: true }), '/variants/0/blocks/0 block-not-one'],
  ['a fact of an act outside its table', saying({ text: '{act-note}' }), '/variants/0/blocks/0/text unknown-fact'],
  [
    'an unknown field of an item',
    saying({
      table: {
        list: '{result:pemberitahuan-alternatif:/alternatif}',
        columns: [{ head: 'x', text: '{item:/tiada}' }],
      },
    }),
    '/variants/0/blocks/0/table/columns/0/text unknown-field',
  ],
  [
    'all cases in a document of one case',
    saying({ table: { cases: true, columns: [{ head: 'x', text: '{case}' }] } }),
    '/variants/0/blocks/0/table book-of-year',
  ],
])('R7: a template with %s is reported, with the place of the fault', (_what, file, expected) => {
  expect(reported(file)).toEqual([expected]);
});

test.each([
  ['note', '{note:LANGKAH}'],
  ['role', '{role:PELAKSANA}'],
  ['result', '{result:LANGKAH:/ISIAN}'],
  ['request', '{request:/ISIAN}'],
  ['case:disposisi', '{case}'],
])('R7: if the fact {%s} has too few or too many parts, the finding shows the whole form %s', (fact, form) => {
  expect(verifyTemplates([saying({ text: `{${fact}}` })], world)).toMatchObject([
    { code: 'unknown-fact', expected: form },
  ]);
});

const said = [{ label: 'x', text: '{tiada}' }];
test.each<[path: string, Block]>([
  ['heading/0', { heading: ['{tiada}'] }],
  ['reference/date', { reference: { date: '{place}, {tiada}', facts: [] } }],
  ['reference/facts/0/text', { reference: { date: 'x', facts: said } }],
  ['to/0', { to: ['{tiada}'] }],
  ['text', { text: '{tiada}' }],
  ['facts/0/text', { facts: said }],
  ['table/list', { table: { list: '{tiada}', columns: [] } }],
  ['table/columns/0/text', { table: { acts: ['disposisi'], columns: [{ head: 'x', text: '{tiada}' }] } }],
  ['section', { section: '{tiada}' }],
  ['annex/to', { annex: { to: '{tiada}', facts: [] } }],
  ['annex/facts/0/text', { annex: { to: 'x', facts: said } }],
  ['points/0', { points: ['{tiada}'] }],
  ['panel/left/0/text', { panel: { left: said, right: [] } }],
  ['panel/right/0/text', { panel: { left: [], right: said } }],
  ['panel/below/0/text', { panel: { left: [], right: [], below: said } }],
  ['space', { space: '{tiada}' }],
  ['photos', { photos: '{tiada}' }],
  ['signatures/0/above/0', { signatures: [{ signer: 'tu', above: ['{tiada}'] }] }],
  ['signatures/0/office', { signatures: [{ signer: 'tu', office: '{tiada}' }] }],
  ['signatures/0/behalf', { signatures: [{ signer: 'tu', behalf: '{tiada}' }] }],
  ['signatures/0/named', { signatures: [{ named: '{tiada}' }] }],
  ['signatures/0/nip', { signatures: [{ named: 'Contoh', nip: '{tiada}' }] }],
  ['signature/0', { signature: ['{tiada}'] }],
  ['copies/0', { copies: ['{tiada}'] }],
])('R7: an unknown placeholder is found at %s', (path, block) => {
  expect(reported(saying(block))).toEqual([`/variants/0/blocks/0/${path} unknown-fact`]);
});

test.each([
  ['an unknown role', [{ signer: 'tiada' }], '/0/signer unknown-role'],
  ['the applicant, a role without holders', [{ signer: 'applicant' }], '/0/signer unknown-role'],
  ['an unknown step', [{ signer: 'tu' }, { acted: 'tiada' }], '/1/acted unknown-step'],
  ['nobody', [{ office: 'Kepala' }], '/0 signer-not-one'],
  ['somebody who is named twice', [{ named: 'Contoh', acted: 'disposisi' }], '/0 signer-not-one'],
  ['two signers for one place', [{ signer: 'tu', acted: 'disposisi' }], '/0 signer-not-one'],
])('R7: a letter that is signed by %s is reported with its place', (_what, signatures, expected) => {
  expect(reported(saying({ signatures }))).toEqual([`/variants/0/blocks/0/signatures${expected}`]);
});

test('R7: quoted words in a placeholder are no fact, and the signer may be a role or the person who acted', () => {
  expect(reported(saying({ text: "{request:/pelaksanaan/tempat|'Tempat'}" }))).toEqual([]);
  expect(reported(saying({ signatures: [{ signer: 'kepala-dinas' }, { acted: 'disposisi' }] }))).toEqual([]);
});

test('R7: an unknown placeholder is found in a template’s own head', () => {
  expect(reported(template({ head: { lines: ['{tiada}'] } }))).toEqual(['/head/lines/0 unknown-fact']);
});

test('R7, R11: a document of a year must be for staff, since it lists restricted cases too', () => {
  const book = saying({ heading: ['Tahun {year}'] });
  expect(reported({ ...book, template: { ...book.template, of: 'year' } })).toEqual(['/audience book-of-year']);
});

test('R7: a document of a year names no case outside its table', () => {
  const book = saying({ heading: ['Tahun {year}', '{case}'] }, { signature: ['x'] });
  expect(reported({ ...book, template: { ...book.template, of: 'year', audience: 'staff' } })).toEqual([
    '/variants/0/blocks/0 book-of-year',
    '/variants/0/blocks/1 book-of-year',
  ]);
});

test.each<[what: string, block: Block, expected: string]>([
  ['the number of a case', { text: '{case}' }, '/text unknown-fact'],
  ['a note of an official', { text: '{note:disposisi}' }, '/text unknown-fact'],
  ['a result', { fields: { result: 'pengecekan' } }, '/fields letter-of-request'],
  [
    'the acts of officials',
    { table: { acts: ['disposisi'], columns: [{ head: 'x', text: '{request:/surat/nomor}' }] } },
    '/table letter-of-request',
  ],
  ['an official as its signer', { signatures: [{ signer: 'kepala-dinas' }] }, '/signatures/0 letter-of-request'],
])(
  'R7: a letter of the applicant with %s is reported, since it is made before there is a case',
  (_what, block, expected) => {
    const letter = saying(block);
    expect(reported({ ...letter, template: { ...letter.template, of: 'request', audience: 'staff' } })).toEqual([
      `/variants/0/blocks/0${expected}`,
    ]);
  },
);

test('R7, R11: a letter of the applicant is for staff and no record, since it has fields that are not public', () => {
  const letter = saying({ text: '{request:/pemohon/nama}' }).template;
  const given = { ...letter, of: 'request' as const, record: 'Surat Balasan' };
  expect(reported({ file: 'sops/documents/surat.yaml', template: given })).toEqual([
    '/audience letter-of-request',
    '/record letter-of-request',
  ]);
});

test('R7, R13: a document of a year may cover all SOPs; a cell with a field that no SOP has is reported, and so is a letter for all SOPs', async () => {
  const { procedures, schemas, roles } = await severalConfig(0);
  const several = {
    procedures: [...procedures.values()].map(({ value }) => value),
    schemas: new Map([...schemas].map(([path, { value }]) => [path, value])),
    ...{ roles: Object.keys(roles.roles), hasLetterhead: true },
  };
  const { procedure: _, ...ofAll } = template({ audience: 'staff' }).template;
  const cell = (text: string) => ({ table: { cases: true as const, columns: [{ head: 'x', text }] } });
  const book = (text: string): TemplateFile => ({
    file: 'sops/documents/surat.yaml',
    template: { ...ofAll, of: 'year', variants: [{ id: 'a', when: { submitted: true }, blocks: [cell(text)] }] },
  });
  const codes = (file: TemplateFile) => verifyTemplates([file], several).map(({ path, code }) => `${path} ${code}`);
  expect(codes(book('{request:/pemohon/instansi}'))).toEqual([]);
  expect(codes(book('{request:/tiada}'))).toEqual(['/variants/0/blocks/0/table/columns/0/text unknown-field']);
  expect(codes({ file: 'sops/documents/surat.yaml', template: ofAll })).toEqual(['/procedure unknown-procedure']);
});

test('R7: two templates for the same record are reported', () => {
  const first = template({ record: 'Surat Balasan' });
  const second = template({ record: 'Surat Balasan', id: 'lain' });
  expect(reported(first, { ...second, file: 'sops/documents/lain.yaml' })).toEqual(['/record duplicate']);
});
