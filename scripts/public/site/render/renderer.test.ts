import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { same } from '#domain/words/language.ts';
import { Walk, world } from '#tests/support/walked-case.ts';
import { exportRegister } from '#tests/support/export-register.ts';
import { summarise } from '#public/export/summary.ts';
import type { PageProps } from '../pages/page-props.ts';
import { loadRenderer, type PageContent, placeFiles } from './renderer.ts';
import { sourceHash } from './sources.ts';

const root = new URL('../../../..', import.meta.url).pathname;
const { publication, dossiers } = exportRegister(world([new Walk(1).to('disposisi')]));
const FONT = 'node_modules/@fontsource-variable/public-sans/files/public-sans-latin-wght-normal.woff2';
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));
const never = (): never => {
  throw new Error('There is none.');
};
const renderer = () => loadRenderer({ root });
const content = (props: PageProps): PageContent => ({ names: publication.names, props, address: '' });

it('a rendered page is UTF-8', async () => {
  const { page } = await renderer();
  const text = new TextDecoder('utf-8', { fatal: true }).decode(await page('/404', content({ page: 'not-found' })));
  expect(text).toMatch(/^<!doctype html>/i);
  expect(text).toContain('<meta charset="utf-8">');
});

it('a page that cannot be rendered is named, with the error, however deep in the page the error was', async () => {
  const { page } = await renderer();
  await expect(page('/periksa/', content({ page: 'not-found' }))).rejects.toMatchObject({
    message: 'Page /periksa/: status 500.',
    cause: { message: expect.stringContaining('received those of "not-found"') as string },
  });
  const [first] = dossiers;
  if (!first) throw new Error('No case.');
  const visits = first.case.visits.map((visit) => ({ ...visit, begins: 'never' }));
  const props = {
    page: 'case',
    one: { ...first.case, visits },
    situation: { kind: 'withdrawn', at: 'never' },
  } as const;
  await expect(page('/en/berkas/PMK-2026-1/', content(props))).rejects.toMatchObject({
    message: 'Page /en/berkas/PMK-2026-1/: status 500.',
    cause: { name: 'RangeError' },
  });
});

it('an address that no page has is refused', async () => {
  const { page } = await renderer();
  await expect(page('/tiada/', content({ page: 'not-found' }))).rejects.toThrow('Page /tiada/: status ');
});

describe('one compiled site for any base path', () => {
  const textOf = (bytes: string | Uint8Array): string => Buffer.from(bytes).toString('utf8');
  const caseTitled = (judul: string) => {
    const data = exportRegister(world([new Walk(1).submit({ kegiatan: { judul } })]));
    const [{ case: one } = never()] = data.dossiers;
    const { situation } = summarise(one, data.publication.names);
    return { names: data.publication.names, props: { page: 'case', one, situation }, address: '' } as const;
  };

  it('nothing of the placeholder for the base path is left in pages and files, and a font is unchanged', async () => {
    for (const [base, prefix] of [
      ['/', ''],
      ['/berkas/', '/berkas'],
      ['/a&b/$&', '/a&amp;b/$&amp;'],
    ] as const) {
      const { page, assets } = await loadRenderer({ root, base });
      const html = textOf(await page('/berkas/PMK-2026-1/', caseTitled('Rapat')));
      const addresses = [...html.matchAll(/ (?:href|src)="([^"#][^"]*)"/g)].map(([, address]) => address);
      expect(addresses.filter((address) => !address?.startsWith(`${prefix}/`))).toEqual([]);
      expect(html).toMatch(/<script type="module" src="/);
      expect(html).toMatch(/<link rel="stylesheet" href="/);
      const files = placeFiles(await assets(), base);
      for (const { path, text } of files) expect(textOf(text), path).not.toContain('/__PREFIX__');
      const style = textOf(files.find(({ path }) => /Page.*css$/.test(path))?.text ?? '');
      expect(style).toContain(`url(${base.replace(/\/$/, '')}/aset/public-sans-latin`);
      const font = files.find(({ path }) => path.endsWith('.woff2'))?.text;
      expect(font).toEqual(await readFile(join(root, FONT)));
    }
  });

  it('a placeholder that somebody typed is a word like any other, alone or in a tag', async () => {
    const { page } = await loadRenderer({ root, base: '/berkas/' });
    const typed = ['WORD/x', '"WORD', '<script type="module" src="WORD/x"></script>', 'href="WORD'].join(' ');
    // A calendar does not escape `<`, and the compiler adds nothing to a calendar.
    const rooms = publication.names.rooms.map((room) => ({ ...room, name: same('<script type="module" src="WORD') }));
    const { register } = publication;
    const calendar = { page: 'calendar', room: 'tcm', register, uses: [] } as const;
    const pages: [url: string, of: PageContent][] = [
      ['/berkas/PMK-2026-1/', caseTitled(typed)],
      ['/en/berkas/PMK-2026-1/', caseTitled(typed)],
      ['/ruang/tcm.ics', { ...content(calendar), names: { ...publication.names, rooms } }],
    ];
    for (const [url, of] of pages) {
      const read = async (word: string): Promise<string> => {
        const said = JSON.parse(JSON.stringify(of).replaceAll('WORD', word)) as PageContent;
        return textOf(await page(url, said)).replaceAll(word, 'WORD');
      };
      const other = await read('/__prefix__');
      expect(other).toContain('WORD');
      expect(await read('/__PREFIX__'), url).toBe(other);
    }
  });
});

it('the id of a renderer depends on sources and base path, not on the folder', async () => {
  const ids = async (folder: string): Promise<string[]> => {
    const bases = ['/', '/berkas', '/berkas/', '/arsip/'];
    return Promise.all(bases.map(async (base) => (await loadRenderer({ root: folder, base })).id));
  };
  const [here, there, changed] = await Promise.all([fakeSite(), fakeSite(), fakeSite('other')]);
  const [root = '', berkas, slashed, arsip] = await ids(here);
  expect(await ids(there)).toEqual([root, berkas, slashed, arsip]);
  expect(slashed).toBe(berkas);
  expect(new Set([root, berkas, arsip]).size).toBe(3);
  expect(root).toMatch(/^[0-9a-f]{64}$/);
  expect(await ids(changed)).not.toContain(root);
});

it('if the checkout cannot be written, the compiled site is kept in the spare folder, and without one the renderer is not loaded', async () => {
  const folder = await fakeSite();
  const spare = join(folder, 'spare');
  await rename(join(folder, 'node_modules/.cache/disposisi/renderer'), spare);
  // Nobody can create a folder below a file, even with all rights.
  await rm(join(folder, 'node_modules'), { recursive: true });
  await writeFile(join(folder, 'node_modules'), '');
  const { page } = await loadRenderer({ root: folder, spare });
  expect(await page('/', content({ page: 'not-found' }))).toEqual(new Uint8Array([7]));
  await expect(loadRenderer({ root: folder })).rejects.toThrow('ENOTDIR');
});

/**
 * Makes a folder with a site that is compiled already, to a page of one byte.
 * @returns its path
 */
async function fakeSite(source = ''): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'renderer-'));
  folders.push(folder);
  await cp(join(root, 'package.json'), join(folder, 'package.json'));
  await mkdir(join(folder, 'site/src'), { recursive: true });
  await mkdir(join(folder, 'site/public'));
  await writeFile(join(folder, 'site/src/page.ts'), source);
  const kept = join(folder, 'node_modules/.cache/disposisi/renderer');
  const compiled = join(kept, `${(await sourceHash(folder)).slice(0, 16)}-${process.version}`);
  await mkdir(join(compiled, 'server'), { recursive: true });
  await mkdir(join(compiled, 'client'));
  await writeFile(
    join(compiled, 'server/entry.mjs'),
    "export const PLACEHOLDER = '/x'; export const render = () => new Uint8Array([7]);",
  );
  return folder;
}
