import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedForge, startForge } from '#embedded/forge/start-forge.ts';
import { configFolder } from '#engine/config/folder.ts';
import { SECOND } from '#tests/support/folders.ts';
import { readMain } from './on-main.ts';

let folder = '';
let forge: EmbeddedForge;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'main-'));
  forge = await startForge({ folder });
});
afterAll(async () => {
  await forge.close();
  await rm(folder, { recursive: true, force: true });
});

const repository = () => join(folder, 'repo.git');
const seed = async (changed: Record<string, string> = {}) => {
  const files = (await configFolder(SECOND)).map(({ path, text }) => [path, text]);
  await forge.seed({ ...Object.fromEntries(files), ...changed }, 'Konfigurasi');
};

test('R4: the zone of an office is read from its main, as are its roles', async () => {
  await seed();
  const { roles, zone } = await readMain(repository());
  expect([zone, Object.keys(roles.roles).length]).toEqual(['Asia/Makassar', 7]);
});

test('a file of main that cannot be read is left out, and the others are read', async () => {
  await seed({ 'sops/roles.yaml': 'roles: [' });
  expect(await readMain(repository())).toEqual({ roles: { roles: {} }, zone: 'Asia/Makassar' });
  expect(await readMain(join(folder, 'tiada'))).toEqual({ roles: { roles: {} }, zone: 'UTC' });
});
