import { describe, expect, it } from 'vitest';
import { checkChange } from '#domain/request/tree.ts';
import { configFolder } from '#engine/config/folder.ts';
import { readConfig } from '#engine/config/read.ts';
import { FIRST, SECOND } from '#tests/support/folders.ts';
import { formConfiguration, LOCALES } from './configuration.ts';
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

const collectionOf = (office: FormOffice, language: 'id' | 'en' = 'id') => {
  const [collection] = formConfiguration(office, EMBEDDED, language).collections;
  if (!collection) throw new Error('No collection.');
  return collection;
};

describe('the form of the sample office', () => {
  const collection = collectionOf(sample);

  it('the form’s collection for a procedure creates requests, and publishes and deletes nothing itself', () => {
    expect(collection).toMatchObject({
      name: 'protokol-manajemen-krisis',
      label: 'Protokol Manajemen Krisis',
      folder: 'requests',
      create: true,
      publish: false,
      delete: false,
      identifier_field: 'permohonan.nama',
    });
    expect(formConfiguration(sample, EMBEDDED, 'id').publish_mode).toBe('editorial_workflow');
  });

  it('R8: the form saves a request in the expected folder, with its attachments', () => {
    const place = collection.path.replace('{{year}}', '2026').replace('{{slug}}', 'rapat-contoh');
    const path = `${collection.folder}/${place}.${collection.extension}`;
    const file = { status: 'added', mode: '100644', oid: '0', size: 10 } as const;
    const neighbour = path.replace(/[^/]+$/, 'surat.pdf');
    const changes = [path, neighbour].map((each) => ({ ...file, path: each }));
    expect(checkChange(changes, { onMain: [], inOpenCases: [] })).toMatchObject({ kind: 'request', problems: [] });
  });

  it('R3: the form has one widget, the desk’s form, with a label in both languages, and gives Decap no pattern and no limits', () => {
    expect(collection.fields).toMatchObject([
      { name: 'permohonan', label: 'Permohonan', widget: 'disposisi-permohonan' },
    ]);
    expect(JSON.stringify(collection.fields)).not.toMatch(/"(?:pattern|min|max)"/);
    expect(collectionOf(sample, 'en').fields[0]?.label).toBe('Request');
    expect(formConfiguration(sample, EMBEDDED, 'en').locale).toBe(LOCALES.en);
  });
});

describe('R3: the form of another office', () => {
  it('R3: the form of another office is made by the same code from that office’s procedure', () => {
    expect(collectionOf(second)).toMatchObject({ name: 'peminjaman-kendaraan', fields: collectionOf(sample).fields });
  });

  it('R3: the form of an office with two procedures has two collections, each with its own requests', () => {
    const both: FormOffice = { procedures: [...sample.procedures, ...second.procedures] };
    const { collections } = formConfiguration(both, EMBEDDED, 'id');
    expect(collections).toEqual([
      expect.objectContaining({ filter: { field: 'sop', value: 'protokol-manajemen-krisis' } }),
      expect.objectContaining({ filter: { field: 'sop', value: 'peminjaman-kendaraan' } }),
    ]);
    expect('filter' in collectionOf(sample)).toBe(false);
  });
});

describe('where the form writes', () => {
  it('the form of the embedded forge writes to the page’s own origin', () => {
    const { backend } = formConfiguration(sample, EMBEDDED, 'id');
    expect(backend).toMatchObject({ repo: 'kantor/disposisi', branch: 'main', auth_endpoint: 'auth' });
    expect(Object.keys(backend)).toEqual(['name', 'repo', 'branch', 'auth_endpoint']);
  });

  it('the form on GitHub has repository, branch and sign-in of the settings, and GitHub’s API', () => {
    expect(formConfiguration(sample, GITHUB, 'id').backend).toMatchObject({
      repo: 'kota/disposisi',
      branch: 'utama',
      base_url: 'https://masuk.contoh.example',
      auth_endpoint: 'oauth/auth',
      api_root: 'https://api.github.com',
    });
  });
});
