import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Walk, world } from '#tests/support/walked-case.ts';
import { exportRegister } from '#tests/support/export-register.ts';
import { manifestOf } from './folder.ts';
import { committedRenderer } from './local-site.ts';
import { loadRenderer, type Renderer } from './render/renderer.ts';
import { openSite, type SitePlace } from './site.ts';

const root = new URL('../../..', import.meta.url).pathname;
const COMMITTED = join(root, '.github/actions/disposisi/renderer.mjs');
const { publication, dossiers } = exportRegister(
  world(Array.from({ length: 110 }, (_, i) => new Walk(i + 1).submit({ kegiatan: { judul: `Rapat ${i}` } }))),
);

let folder = '';
let here: Renderer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'banyak-'));
  here = await loadRenderer({ root });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const open = (name: string, startProcess?: SitePlace['startProcess']) =>
  openSite({
    ...{ out: join(folder, name), renderer: here, shared: async () => [] },
    ...(startProcess ? { startProcess } : {}),
  });
const all = () => dossiers;

describe('when all pages of many cases are made', () => {
  it('a second process renders pages after the first fifty cases and then ends, and the site is the same as without it', async () => {
    const [made, closed] = [new Set<string>(), [] as string[]];
    const committed = await committedRenderer(COMMITTED, here.id);
    if (!committed) throw new Error('The committed renderer is of other sources: run `npm run bundle`.');
    const site = await open('beside', async () => ({
      ...committed,
      page: (url, content) => {
        made.add(url);
        return committed.page(url, content);
      },
      close: () => {
        closed.push('closed');
        committed.close();
      },
    }));
    const alone = await open('alone');
    const published = await site.publish(publication, { all });
    expect(await alone.publish(publication, { all })).toEqual(published);
    expect(await manifestOf(join(folder, 'beside'))).toEqual(await manifestOf(join(folder, 'alone')));
    const later = Array.from({ length: 50 }, (_, i) => `/berkas/PMK-2026-${61 + i}/`);
    expect([...made]).toEqual(expect.arrayContaining([...later, ...later.map((url) => `/en${url}`)]));
    expect(made).not.toContain('/berkas/PMK-2026-49/');
    expect(closed).toEqual(['closed']);
  });

  it('a page that fails in the second process fails the publication, and the next publication makes everything', async () => {
    let closed = 0;
    const site = await open('failing', async () => ({
      ...here,
      page: async (url, content) => {
        if (url === '/en/berkas/PMK-2026-105/') throw new Error('This page cannot be made.');
        return here.page(url, content);
      },
      close: () => void (closed += 1),
    }));
    await expect(site.publish(publication, { all })).rejects.toThrow('This page cannot be made.');
    expect(closed).toBe(1);
    expect(site.shown).toBeUndefined();
    const again = await open('failing');
    expect(await again.publish(publication, { all })).toMatchObject({ whole: true });
    expect(await manifestOf(join(folder, 'failing'))).toEqual(await manifestOf(join(folder, 'alone')));
  });
});

describe('the committed renderer as a process', () => {
  it('the committed renderer is not used if it is made of other sources, or is missing', async () => {
    expect(await committedRenderer(COMMITTED, 'f'.repeat(64))).toBeUndefined();
    expect(await committedRenderer(join(folder, 'renderer.mjs'), here.id)).toBeUndefined();
  });
});
