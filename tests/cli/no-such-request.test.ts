import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedForge, startForge } from '#embedded/forge/start-forge.ts';
import { writeOfficeFile } from '#embedded/office/office-file.ts';
import { ROOT } from '../support/folders.ts';
import { emptyFolder, inBothLanguages, sample } from './disposisi.ts';

/** An office without any request yet. */
let folder: string;
let forge: EmbeddedForge;
beforeAll(async () => {
  folder = await emptyFolder();
  const place = join(folder, '.disposisi');
  forge = await startForge({ folder: place });
  await forge.seed({ 'sops/README.md': 'Kantor\n' }, 'Awal');
  await forge.accounts.add({ login: 'contoh-opd', permission: 'write' });
  await forge.accounts.add({ login: 'disposisi[bot]', type: 'Bot', permission: 'process' });
  const tokens = Object.fromEntries(
    await Promise.all(
      ['contoh-opd', 'disposisi[bot]'].map(async (login) => [login, await forge.accounts.token(login)] as const),
    ),
  );
  const { url, apiUrl, cloneUrl, owner, repo } = forge;
  const office = { url, apiUrl, cloneUrl, owner, repo, pid: process.pid, process: 'disposisi[bot]', tokens };
  writeOfficeFile(place, office);
  await writeFile(join(folder, 'saya.yaml'), await sample());
  await copyFile(join(ROOT, 'examples/results/row-7.yaml'), join(folder, 'hasil.yaml'));
});
afterAll(async () => {
  await forge.close();
  await rm(folder, { recursive: true, force: true });
});

test.each([
  ['explain', ['explain', '99']],
  ['an act', ['act', 'approve', '99', '--as', 'contoh-opd', '--result', 'hasil.yaml']],
  ['a correction', ['act', 'submit', '99', '--as', 'contoh-opd', '--file', 'saya.yaml']],
  ['the process', ['reconcile', '--pr', '99']],
])('a number without a request is refused by %s', async (_what, args) => {
  const { codes, id, en } = await inBothLanguages(args, folder);
  expect(codes).toEqual([1, 1]);
  expect(id).toBe(
    'Tidak ada permohonan nomor 99 di sini, atau akun yang dipakai tidak dapat melihatnya. Nomor tiap permohonan tertera di halaman depan situs.\n',
  );
  expect(en).toBe(
    'There is no request number 99 here, or the account that is used cannot see it. The site’s first page lists each request with its number.\n',
  );
});
