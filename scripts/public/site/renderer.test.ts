import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Walk, world } from '#tests/support/walked-case.ts';
import { exportRegister } from '#public/export/export-register.ts';
import type { PageProps } from './page-props.ts';
import { loadRenderer, type PageContent } from './renderer.ts';
import { sourceHash } from './sources.ts';

const root = new URL('../../..', import.meta.url).pathname;
const { publication, dossiers } = exportRegister(world([new Walk(1).to('disposisi')]));
const renderer = () => loadRenderer({ root });
const content = (props: PageProps): PageContent => ({ names: publication.names, props, address: '' });

it('a page is UTF-8', async () => {
  const { page } = await renderer();
  const text = new TextDecoder('utf-8', { fatal: true }).decode(await page('/404', content({ page: 'not-found' })));
  expect(text).toMatch(/^<!doctype html>/i);
  expect(text).toContain('<meta charset="utf-8">');
});

it('a page that cannot be rendered is named, with what was wrong, however deep in the page it was', async () => {
  const { page } = await renderer();
  await expect(page('/periksa/', content({ page: 'not-found' }))).rejects.toMatchObject({
    message: 'Page /periksa/: status 500.',
    cause: { message: expect.stringContaining('received "not-found"') as string },
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

it('a checkout that cannot be written keeps none: the office does, in the folder that it names', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'renderer-'));
  // Nobody makes a folder below a file, not even who may write everywhere.
  await cp(join(root, 'package.json'), join(folder, 'package.json'));
  await writeFile(join(folder, 'node_modules'), '');
  await mkdir(join(folder, 'site/src'), { recursive: true });
  await mkdir(join(folder, 'site/public'));
  const spare = join(folder, 'spare');
  const name = (await sourceHash(folder, ['/', process.version])).slice(0, 16);
  await mkdir(join(spare, name, 'server'), { recursive: true });
  await mkdir(join(spare, name, 'client'));
  await writeFile(join(spare, name, 'server/entry.mjs'), 'export const render = () => new Uint8Array([7]);');
  const { id, page } = await loadRenderer({ root: folder, spare });
  expect([id, await page('/', content({ page: 'not-found' }))]).toEqual([join(spare, name), new Uint8Array([7])]);
  await expect(loadRenderer({ root: folder })).rejects.toThrow('ENOTDIR');
  await rm(folder, { recursive: true });
});
