import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openWorld, type World } from '#tests/support/forge-world.ts';
import { type DeskForge, openForge } from '../forge.ts';
import { type Draft, type Drafts, draftsOf } from './drafts.ts';
import { saveDraft } from './save.ts';

const KEY = 'a1b2c3d4';
const writing = {
  schema: { type: 'object', properties: { sop: { type: 'string' }, acara: { type: 'string' } } },
  ...{ attachments: [], owner: 'kantor' },
};

let world: World;
let forge: DeskForge;
let drafts: Drafts;
beforeEach(async () => {
  world = await openWorld();
  await world.forge.seed({ 'README.md': 'Kantor contoh\n' }, 'Awal');
  const { apiUrl: api, url } = world.forge;
  forge = openForge({ kind: 'embedded', api, graphql: `${url}/api/graphql`, ...world.at }, world.token('pemohon'));
  const held = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
  });
  drafts = draftsOf(1101);
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await world.close();
});

/** Saves the draft as somebody has typed it, and returns it with the title of its pull request. */
async function saved(draft: Draft): Promise<{ readonly draft: Draft; readonly title: string }> {
  drafts.keep(draft);
  const now = await saveDraft(forge, drafts, KEY, writing);
  const { data } = await world.as('pemohon').rest.pulls.get({ ...world.at, pull_number: now.number ?? 0 });
  return { draft: now, title: data.title };
}

it('the title that is typed after the first save becomes the title of the pull request, each time it changes', async () => {
  const first = await saved({ key: KEY, procedure: 'izin', value: { acara: 'Rapat' }, added: [] });
  expect(first.title).toMatch(/^Permohonan: /);
  const second = await saved({ ...first.draft, title: 'Rapat banjir' });
  expect(second.title).toBe('Rapat banjir');
  expect((await saved({ ...second.draft, title: 'Rapat kedua' })).title).toBe('Rapat kedua');
});

it('a pull request that got its title elsewhere keeps the title when the draft is saved', async () => {
  const { draft } = await saved({ key: KEY, procedure: 'izin', value: { acara: 'Rapat' }, added: [], title: 'Rapat' });
  const pull = { ...world.at, pull_number: draft.number ?? 0 };
  await world.as('pengelola').rest.pulls.update({ ...pull, title: 'Judul dari pengelola' });
  const { called: _, ...elsewhere } = draft;
  const again = await saved({ ...elsewhere, value: { acara: 'Rapat lain' }, title: 'Rapat lain' });
  expect(again.title).toBe('Judul dari pengelola');
});
