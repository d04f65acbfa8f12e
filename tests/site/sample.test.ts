import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '#embedded/office/open-office.ts';
import { configFolder } from '#engine/config/folder.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { git } from '#engine/register/git.ts';
import { exportRegister, type PublicData } from '#tests/support/export-register.ts';
import { readClone } from '#public/export/read-clone.ts';
import { SAMPLE_MARK } from '#public/export/sample-mark.ts';
import { openLocalSite } from '#public/site/local-site.ts';
import { type Site } from '#public/site/site.ts';
import { exportClone } from '../support/export-clone.ts';
import { FIRST } from '../support/folders.ts';
import { machine } from '../support/machine.ts';
import { trackedFiles } from '../support/tracked.ts';
import { Walk, world } from '../support/walked-case.ts';

/**
 * Tests of the notice that the data and accounts of a site are fictional. The notice must be on every page for which
 * this is true, and on no other page.
 */

const SAID = /Contoh: data dan akun di situs ini rekaan\.|Sample: the data and accounts on this site are made up\./;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contoh-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const dataOf = (sample?: boolean): PublicData =>
  exportRegister(world([new Walk(1).submit(), new Walk(2).submit().approve()], sample === undefined ? {} : { sample }));

/** Returns the pages that a person opens: those with the notice, and those without. */
async function pagesSaying(): Promise<{ said: string[]; silent: string[] }> {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.html')).sort();
  const texts = await Promise.all(paths.map((path) => readFile(join(folder, path), 'utf8')));
  const says = (at: number): boolean => SAID.test(texts[at] ?? '');
  return { said: paths.filter((_, at) => says(at)), silent: paths.filter((_, at) => !says(at)) };
}

describe('R32: pages say that data and accounts are fictional', () => {
  let site: Site;
  beforeEach(async () => {
    site = await openLocalSite({ root: PROGRAM, out: folder });
  });
  const publish = ({ publication, dossiers }: PublicData) =>
    site.publish(publication, { all: () => dossiers, changed: [] });

  it('R32: the notice is on every page of a site that is made of samples, in the language of the page', async () => {
    await publish(dataOf(true));
    const { said, silent } = await pagesSaying();
    expect(silent).toEqual([]);
    expect(said).toEqual(expect.arrayContaining(['404.html', 'admin/index.html', 'en/index.html', 'meja/index.html']));
    expect(await readFile(join(folder, 'en/index.html'), 'utf8')).toContain(
      'the data and accounts on this site are made',
    );
    expect(await readFile(join(folder, 'index.html'), 'utf8')).toContain('data dan akun di situs ini rekaan');
  });

  it.each([[undefined], [false]])(
    'R32: the notice is on no page of an office’s own site (sample: %s)',
    async (sample) => {
      await publish(dataOf(sample));
      const { said, silent } = await pagesSaying();
      expect(said).toEqual([]);
      expect(silent).toContain('admin/index.html');
    },
  );

  it('R32: when an office becomes a sample or ceases to be one, the notice is on every page or on none', async () => {
    for (const sample of [false, true, false]) {
      await publish(dataOf(sample));
      const { said, silent } = await pagesSaying();
      expect(sample ? silent : said).toEqual([]);
    }
  });
});

describe('R32: the files on main show whether an office is a sample', () => {
  let office: Office;
  const open = async (root: string): Promise<string> => {
    office = await openOffice({ folder, root, port: 0, log: () => undefined, machine });
    return join(folder, 'repo.git');
  };
  afterEach(() => office.close());
  const isSample = async (clone: string) => (await readClone(clone, office.now())).sample;

  it.each([
    ['the shipped people', (text: string) => text],
    [
      'an office’s own people, with sample people in their place',
      (text: string) => text.replaceAll('contoh-walikota', 'wali-kota'),
    ],
  ])(
    'R32: an office on one machine is a sample from its beginning, and in every clone, with %s',
    async (_who, edit) => {
      const root = join(folder, 'kantor');
      for (const { path, text } of await configFolder(FIRST)) {
        await mkdir(join(root, path, '..'), { recursive: true });
        await writeFile(join(root, path), edit(text));
      }
      const repository = await open(root);
      expect(await isSample(repository)).toBe(true);
      const clone = join(folder, 'klona.git');
      await git(folder, ['clone', '--quiet', '--bare', repository, clone]);
      expect((await exportClone(clone, office.now())).publication.sample).toBe(true);
    },
  );
});

it('R32: the template for new offices is no sample', () => {
  expect(trackedFiles('.')).not.toContain(SAMPLE_MARK);
  expect(trackedFiles('.')).toContain('README.md');
});
