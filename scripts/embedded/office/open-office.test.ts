import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FIRST } from '#tests/support/folders.ts';
import { openOffice } from './open-office.ts';

test('where the office has put its own people in the place of the shipped ones, a sample act says so', async () => {
  const root = await mkdtemp(join(tmpdir(), 'office-'));
  for (const part of ['sops', 'schemas']) await cp(join(FIRST, part), join(root, part), { recursive: true });
  const roles = join(root, 'sops/roles.yaml');
  await writeFile(roles, (await readFile(roles, 'utf8')).replaceAll('contoh-tu', 'petugas-tu'));
  const office = await openOffice({ folder: join(root, 'state'), root, port: 0, log: () => undefined });
  try {
    await expect(office.as('petugas-tu')).resolves.toBeDefined();
    await expect(office.as('contoh-tu')).rejects.toThrow(/sops\/roles\.yaml names other holders/);
  } finally {
    await office.close();
    await rm(root, { recursive: true, force: true });
  }
});
