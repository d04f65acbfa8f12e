import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Procedure } from '#domain/generated/procedure.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { FIRST } from '#tests/support/folders.ts';
import { visibilityChanges, type VisibleConfig } from './visibility.ts';

const ID = 'protokol-manajemen-krisis';
const REQUEST = 'schemas/permohonan-tcm.schema.json';
const RESULT = 'schemas/hasil-koordinasi.schema.json';
const read = (path: string): string => readFileSync(`${FIRST}/${path}`, 'utf8');

interface Fields {
  properties: Record<string, Fields>;
  [keyword: string]: unknown;
}
type Edit = (draft: Draft) => void;
interface Draft {
  sop: Procedure;
  schemas: Record<string, Fields>;
}

/** Reads the sample office's SOP with its schemas, and applies an edit. */
function configuration(edit: Edit = () => {}): VisibleConfig {
  const sop = parse(read(`sops/${ID}.yaml`)) as Procedure;
  const paths = [sop.request.schema, ...sop.steps.flatMap(({ requires }) => requires?.result ?? [])];
  const draft = { sop, schemas: Object.fromEntries(paths.map((path) => [path, JSON.parse(read(path)) as Fields])) };
  edit(draft);
  return {
    procedures: new Map([[draft.sop.id, { value: draft.sop }]]),
    schemas: new Map(Object.entries(draft.schemas).map(([path, value]) => [path, { value: value as Schema }])),
  };
}

const said = (edit: Edit, before = configuration()) =>
  visibilityChanges(before, configuration(edit)).map(({ id }) => id);
const field = ({ schemas }: Draft, path: string, ...names: string[]): Fields =>
  names.reduce<Fields>((at, name) => at.properties[name] as Fields, schemas[path] as Fields);

it('R11, security 78: names a private field of a request that a schema makes public, and a public one that it hides', () => {
  const edit = (draft: Draft): void => {
    field(draft, REQUEST, 'pemohon', 'telepon')['x-public'] = true;
    delete field(draft, REQUEST, 'pemohon', 'instansi')['x-public'];
  };
  expect(said(edit)).toEqual([
    'Permohonan Protokol Manajemen Krisis: Telepon (Pemohon) menjadi tampil untuk publik',
    'Permohonan Protokol Manajemen Krisis: Instansi (Pemohon) tidak lagi tampil untuk publik; yang sudah tampil tetap tampil',
  ]);
  expect(said(() => {})).toEqual([]);
});

it('R11: names each field below a group that becomes public, and none below a group that stays private', () => {
  const marked = configuration((draft) => {
    delete field(draft, REQUEST, 'pemohon')['x-public'];
    field(draft, REQUEST, 'pemohon', 'telepon')['x-public'] = true;
  });
  const group = (draft: Draft) => field(draft, REQUEST, 'pemohon');
  expect(said((draft) => delete group(draft)['x-public'], marked)).toEqual([]);
  expect(said((draft) => (field(draft, REQUEST, 'pemohon', 'telepon')['x-public'] = true), marked)[0]).toMatch(
    /: .*Instansi \(Pemohon\).* Telepon \(Pemohon\).* menjadi tampil untuk publik$/,
  );
});

it('R11: names a private field of a result', () => {
  expect(said((draft) => (field(draft, RESULT, 'kesepakatan')['x-public'] = true))).toEqual([
    expect.stringMatching(/^Langkah 6 \(.+\), Protokol Manajemen Krisis: Kesepakatan menjadi tampil untuk publik$/),
  ]);
});

it('R11, security 78: names a new public field, also if a schema or a field has another name than before', () => {
  const renamed = (draft: Draft): void => {
    const { properties } = field(draft, REQUEST, 'pemohon');
    properties['nomor'] = { ...field(draft, REQUEST, 'pemohon', 'telepon'), 'x-public': true };
    delete properties['telepon'];
    draft.schemas['schemas/lain.schema.json'] = field(draft, REQUEST);
    draft.sop.request.schema = 'schemas/lain.schema.json';
  };
  expect(said(renamed)).toEqual([
    'Permohonan Protokol Manajemen Krisis: isian baru Telepon (Pemohon) tampil untuk publik',
  ]);
});

it('R11, security 78: names all public fields of an SOP with a new id, and of a step with a new id', () => {
  const all = said((draft) => (draft.sop.id = 'sop-lain'));
  expect(all[0]).toMatch(
    /^Permohonan Protokol Manajemen Krisis: isian baru .*Instansi \(Pemohon\).* tampil untuk publik$/,
  );
  expect(all[0]).not.toContain('Telepon');
  const step = said((draft) => (stepOf(draft.sop, 'koordinasi').id = 'koordinasi-baru'));
  expect(step).toEqual([
    expect.stringMatching(/^Langkah 6 .*isian baru Dengan siapa, Waktu koordinasi, dan Cara tampil/),
  ]);
});

it('R11, security 78: says that restricted cases become public if the SOP no longer says where the nature is', () => {
  const open = configuration(({ sop }) => delete sop.request.pointers.nature);
  expect(said(({ sop }) => delete sop.request.pointers.nature)).toEqual([
    'Permohonan Protokol Manajemen Krisis: Berkas yang Sifat surat-nya bukan biasa menjadi tampil untuk publik',
  ]);
  expect(said(() => {}, open)).toEqual([
    expect.stringMatching(/: Berkas yang Sifat surat-nya bukan biasa tidak lagi tampil untuk publik; yang sudah/),
  ]);
});

it('security 78: many or long names are cut, and the sentence says how many are not named', () => {
  const many =
    (isPublic: boolean) =>
    (draft: Draft): void => {
      for (let n = 0; n < 150; n += 1)
        field(draft, REQUEST, 'pemohon').properties[`f${n}`] = {
          ...{ title: `${n} ${'x'.repeat(500)}`, type: 'string' },
          ...(isPublic ? { 'x-public': true } : {}),
        } as never;
    };
  const [sentence = ''] = said(many(true), configuration(many(false)));
  expect(sentence).toContain('dan 100 isian lagi yang tidak disebut di sini menjadi tampil untuk publik');
  expect(sentence.length).toBeLessThan(5_000);
});
