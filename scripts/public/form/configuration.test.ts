import { describe, expect, it } from 'vitest';
import { READERS } from '#domain/request/annotations.ts';
import { checkChange } from '#domain/request/tree.ts';
import { configFolder } from '#engine/config/folder.ts';
import { readConfig } from '#engine/config/read.ts';
import { FIRST, SECOND } from '#tests/support/folders.ts';
import { formConfiguration, LOCALES } from './configuration.ts';
import type { DecapCollection, DecapField } from './decap-config.ts';
import { type FormOffice, formOfficeOf } from './office.ts';
import { EMBEDDED, type FormTarget } from './target.ts';

async function officeIn(folder: string): Promise<FormOffice> {
  const reading = readConfig(await configFolder(folder));
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return formOfficeOf(reading.config);
}

const GITHUB: FormTarget = {
  kind: 'github',
  repository: 'kota/disposisi',
  branch: 'utama',
  signIn: 'https://masuk.contoh.example',
  signInPath: 'oauth/auth',
};

const sample = await officeIn(FIRST);
const second = await officeIn(SECOND);

const collectionOf = (office: FormOffice, language: 'id' | 'en' = 'id'): DecapCollection => {
  const [collection] = formConfiguration(office, EMBEDDED, language).collections;
  if (!collection) throw new Error('No collection.');
  return collection;
};

/** The field at a dotted path. */
function fieldIn({ fields }: { readonly fields?: readonly DecapField[] }, path: string): DecapField | undefined {
  const [first, ...rest] = path.split('.');
  const field = fields?.find(({ name }) => name === first);
  return rest.length === 0 || !field ? field : fieldIn(field, rest.join('.'));
}

describe('the form of the sample office', () => {
  const collection = collectionOf(sample);

  it('has one collection a procedure, which publishes and deletes nothing itself', () => {
    expect(collection).toMatchObject({
      name: 'protokol-manajemen-krisis',
      label: 'Protokol Manajemen Krisis',
      folder: 'requests',
      create: true,
      publish: false,
      delete: false,
      identifier_field: 'kegiatan.judul',
    });
    expect(formConfiguration(sample, EMBEDDED, 'id').publish_mode).toBe('editorial_workflow');
  });

  it('R8: files a request where the process expects it, attachments beside it', () => {
    const place = collection.path.replace('{{year}}', '2026').replace('{{slug}}', 'rapat-contoh');
    const path = `${collection.folder}/${place}.${collection.extension}`;
    const file = { status: 'added', mode: '100644', oid: '0', size: 10 } as const;
    const neighbour = path.replace(/[^/]+$/, 'surat.pdf');
    const changes = [path, neighbour].map((each) => ({ ...file, path: each }));
    expect(checkChange(changes, { onMain: [], inOpenCases: [] })).toMatchObject({ kind: 'request', problems: [] });
    expect([collection.media_folder, collection.public_folder]).toEqual(['', '']);
  });

  it('R11: says of every field who will see it, and of a group nothing', () => {
    const unlisted: string[] = [];
    const visit = (field: DecapField, path: string): void => {
      const isNamed = [READERS.public, READERS.embedded].some(({ id }) => field.hint?.endsWith(id));
      if (isNamed === (field.widget === 'object')) unlisted.push(path);
      for (const inner of field.fields ?? []) visit(inner, `${path}.${inner.name}`);
    };
    for (const field of collection.fields) visit(field, field.name);
    expect(unlisted).toEqual([]);
    expect(fieldIn(collection, 'pemohon.nip')?.hint).toMatch(/dapat dibaca setiap akun kantor ini\.$/);
    expect(fieldIn(collection, 'surat.perihal')?.hint).toMatch(/ Tampil untuk publik\.$/);
    expect(fieldIn(collection, 'lampiran')?.hint).toBe(
      `Surat permohonan dan pendukungnya. PDF, PNG, atau JPEG; paling besar 5 MB tiap lampiran. ${READERS.embedded.id}`,
    );
  });

  it('R11: says on GitHub that whoever has access to the repository reads what is internal', () => {
    const [collection] = formConfiguration(sample, GITHUB, 'en').collections;
    if (!collection) throw new Error('No collection.');
    expect(fieldIn(collection, 'pemohon.nip')?.hint).toMatch(
      / Not shown to the public; everybody with access to this office’s repository can read it\.$/,
    );
    expect(fieldIn(collection, 'surat.perihal')?.hint).toMatch(/ Shown to the public\.$/);
    expect(JSON.stringify(collection)).not.toContain(READERS.embedded.en);
  });

  it.each([
    ['sop', { widget: 'disposisi-sop', default: 'protokol-manajemen-krisis', title: 'Protokol Manajemen Krisis' }],
    ['pemohon.akun', { widget: 'disposisi-akun', required: false }],
    ['pemohon.nip', { widget: 'string', required: false }],
    ['surat.tanggal', { widget: 'disposisi-tanggal', required: true }],
    ['krisis.uraian', { widget: 'text', required: true }],
    ['pelaksanaan.mulai', { widget: 'disposisi-waktu', zone: 'Asia/Pontianak', zone_name: 'WIB' }],
    ['pelaksanaan.peserta', { widget: 'number', value_type: 'int' }],
    ['pelaksanaan.ruang', { widget: 'select', required: false, options: [{ label: 'Ruang TCM', value: 'tcm' }] }],
    ['pelaksanaan.peralatan', { widget: 'select', multiple: true }],
    ['lampiran', { widget: 'disposisi-lampiran', required: true }],
  ])('asks for %s as it is meant', (path, expected) => {
    expect(fieldIn(collection, path)).toMatchObject(expected);
  });

  it('tells Decap of no shape and no range: what is not whole must be saved as a draft (R13)', () => {
    const kept: string[] = [];
    const visit = (field: DecapField): void => {
      for (const key of ['pattern', 'min', 'max']) if (key in field) kept.push(`${field.name}: ${key}`);
      for (const inner of [...(field.fields ?? []), ...(field.field ? [field.field] : [])]) visit(inner);
    };
    collection.fields.forEach(visit);
    expect(kept).toEqual([]);
  });

  it('offers the equipment of the rooms and the values of the schema by their names, in both languages', () => {
    const english = collectionOf(sample, 'en');
    expect(fieldIn(english, 'pelaksanaan.peralatan')?.options).toContainEqual({ label: 'Computer', value: 'computer' });
    expect(fieldIn(collection, 'surat.sifat')?.options).toEqual([
      { label: 'Biasa', value: 'biasa' },
      { label: 'Terbatas', value: 'terbatas' },
      { label: 'Rahasia', value: 'rahasia' },
      { label: 'Sangat Rahasia', value: 'sangat_rahasia' },
    ]);
    expect(fieldIn(english, 'surat.nomor')?.label).toBe('Letter number');
    expect(formConfiguration(sample, EMBEDDED, 'en').locale).toBe(LOCALES.en);
  });

  it('says the zone of a time once', () => {
    const hint = fieldIn(collection, 'pelaksanaan.mulai')?.hint;
    expect(hint).toBe('Waktu setempat (WIB). Tampil untuk publik.');
  });
});

describe('the form of another office (R3)', () => {
  it('comes of the same code: its own fields, zone and title', () => {
    const collection = collectionOf(second);
    expect(collection).toMatchObject({ name: 'peminjaman-kendaraan', identifier_field: 'peminjam' });
    expect(fieldIn(collection, 'peminjam')?.widget).toBe('disposisi-akun');
    expect(fieldIn(collection, 'tujuan')?.options?.map(({ value }) => value)).toEqual(['dalam-kota', 'luar-kota']);
    const starts = fieldIn(collection, 'berangkat');
    expect(starts).toMatchObject({ zone: 'Asia/Makassar', zone_name: 'WITA' });
    expect(starts?.hint).toMatch(/^Waktu setempat \(WITA\)\./);
  });

  it('with two procedures has two collections, each showing only its own requests', () => {
    const both: FormOffice = {
      ...sample,
      procedures: [...sample.procedures, ...second.procedures],
      schemas: { ...sample.schemas, ...second.schemas },
    };
    const { collections } = formConfiguration(both, EMBEDDED, 'id');
    expect(collections.map(({ filter }) => filter)).toEqual([
      { field: 'sop', value: 'protokol-manajemen-krisis' },
      { field: 'sop', value: 'peminjaman-kendaraan' },
    ]);
    expect(collectionOf(sample).filter).toBeUndefined();
  });
});

describe('where the form writes', () => {
  it('in the embedded forge is the page’s own origin', () => {
    const { backend } = formConfiguration(sample, EMBEDDED, 'id');
    expect(backend).toMatchObject({ repo: 'kantor/disposisi', branch: 'main', auth_endpoint: 'auth' });
    expect([backend.base_url, backend.api_root]).toEqual([undefined, undefined]);
  });

  it('on GitHub is filled in from the settings', () => {
    expect(formConfiguration(sample, GITHUB, 'id').backend).toMatchObject({
      repo: 'kota/disposisi',
      branch: 'utama',
      base_url: 'https://masuk.contoh.example',
      auth_endpoint: 'oauth/auth',
      api_root: 'https://api.github.com',
    });
  });
});
