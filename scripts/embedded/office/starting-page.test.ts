import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FIRST } from '#tests/support/folders.ts';
import { type Office, openOffice } from './open-office.ts';

let folder = '';
let office: Office;
let samples: { done: number; of: number } | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'siap-'));
  office = await openOffice({ folder, root: FIRST, port: 0, log: () => undefined, progress: () => samples });
});
afterAll(async () => {
  await office?.close();
  await rm(folder, { recursive: true, force: true });
});

const ask = async (path: string, method = 'GET') => {
  const answer = await fetch(`${office.url}${path}`, { method });
  return { status: answer.status, again: answer.headers.get('retry-after'), text: await answer.text() };
};

it('while the site is being made, every page says so and how many sample requests are done, and reloads itself', async () => {
  for (const path of ['/', '/en/', '/meja/', '/admin/', '/berkas/PMK-2026-1/', '/index.html'])
    expect([path, await ask(path)]).toMatchObject([path, { status: 503, again: '2' }]);
  expect((await ask('/')).text).toContain('Halaman sedang disusun. Halaman ini berlanjut sendiri.');
  samples = { done: 2, of: 5 };
  const { text } = await ask('/');
  expect(text).toContain('Permohonan contoh dijalankan melalui langkah-langkah sebenarnya: 2 dari 5 selesai.');
  expect(text).toContain('Sample requests are carried through the procedure: 2 of 5 done.');
  expect(text).toMatch(/<meta http-equiv="refresh" content="2">/);
  expect(await ask('/', 'HEAD')).toMatchObject({ status: 503, text: '' });
});

it('a call that asks for no page has its usual status while the site is being made', async () => {
  expect(await ask('/aset/x.css')).toMatchObject({ status: 404 });
  expect(await ask('/', 'POST')).toMatchObject({ status: 405 });
  expect(await ask('/api/v3/user')).toMatchObject({ status: 401 });
});

it('once the site is made, its pages are shown, also after a restart', async () => {
  await office.showSite();
  expect(await ask('/')).toMatchObject({ status: 200, again: null });
  expect(await ask('/tidak-ada/')).toMatchObject({ status: 404, again: null });
  await office.close();
  office = await openOffice({ folder, root: FIRST, port: 0, log: () => undefined });
  expect(await ask('/')).toMatchObject({ status: 200, again: null });
});
