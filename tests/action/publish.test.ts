import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { disposisi } from '../cli/disposisi.ts';
import { type Office, openOffice, sampleRequest, submit } from '../support/office.ts';
import { walkTo } from '../support/walk.ts';
import { runAction } from './support/run-action.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

/** What the job that builds the site is given: the file that the action's export wrote. */
async function exported(): Promise<string> {
  const number = await submit(office, 'contoh-opd', 'terbit', sampleRequest());
  await walkTo(office, number, 3);
  // A case that began under another revision of its SOP is shown by that one (R7), which is not on main any more.
  const path = 'sops/protokol-manajemen-krisis.yaml';
  const sop = (await office.forge.readCase(number)).config.find((file) => file.path === path)?.text ?? '';
  await office.local.seed({ [path]: `${sop}\n# Diperiksa.\n` }, 'SOP');
  const out = join(office.folder, 'public.json');
  const ran = await runAction({
    inputs: { command: 'export', token: await office.local.accounts.token('contoh-tu'), out },
    env: {
      GITHUB_API_URL: office.local.apiUrl,
      GITHUB_SERVER_URL: office.local.url,
      GITHUB_REPOSITORY: `${office.local.owner}/${office.local.repo}`,
    },
    clock: office.now(),
  });
  expect([ran.code, ran.log]).toEqual([0, expect.stringContaining('1 berkas / cases')]);
  return out;
}

test('R11, R32: the site is built from the exported data alone, and shows how late the scheduler is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'disposisi-publish-'));
  const data = JSON.parse(await readFile(await exported(), 'utf8'));
  data.publication.register.schedule = {
    last: '2026-12-01T00:41:05Z',
    since: '2026-11-30T00:41:05Z',
    longestGap: 11_920,
  };
  await writeFile(join(folder, 'public.json'), JSON.stringify(data));
  const address = 'https://kantor.example/berkas';
  const ran = await disposisi(['export', '--data', 'public.json', '--out', 'site', '--address', address], folder);
  expect([ran.code, ran.err]).toEqual([0, expect.any(String)]);
  const site = join(folder, 'site');
  const home = await readFile(join(site, 'index.html'), 'utf8');
  expect(home).toContain('tenggat diperiksa terjadwal terakhir');
  expect(home).toContain('3 jam 18 menit');
  expect(JSON.parse(await readFile(join(site, 'data/register.json'), 'utf8'))).toMatchObject({
    head: data.publication.register.head,
    schedule: data.publication.register.schedule,
  });
  const pages = await readdir(join(site, 'berkas'));
  expect(pages.filter((name) => name.startsWith('PMK-'))).toHaveLength(1);
  for (const entry of await readdir(site, { recursive: true, withFileTypes: true }))
    if (entry.isFile())
      expect(await readFile(join(entry.parentPath, entry.name), 'latin1')).not.toMatch(
        /080000000001|Narahubung Contoh/,
      );
});

test('data that are none are refused with what makes them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'disposisi-publish-'));
  const ran = await disposisi(['export', '--data', 'tidak-ada.json', '--out', 'site'], folder);
  expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('tidak terbaca sebagai data terbuka (ENOENT)')]);
});
