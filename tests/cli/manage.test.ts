import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyFolder, inBothLanguages } from './disposisi.ts';
import { pretendOffice } from './running-office.ts';

let folder: string;
beforeEach(async () => {
  folder = await emptyFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('prints the address of Kelola and the maintainer’s token, and the token of nobody else', async () => {
  const { office } = await pretendOffice(folder, {
    maintainer: 'contoh-pengelola-kantor',
    tokens: { 'contoh-tu': 'rahasia-sekali', 'contoh-pengelola-kantor': 'paling-rahasia' },
  });
  const { codes, id, en } = await inBothLanguages(['manage'], folder);
  expect(codes).toEqual([0, 0]);
  for (const said of [id, en]) {
    expect(said).toContain('paling-rahasia');
    expect(said).not.toContain('rahasia-sekali');
  }
  expect(id).toContain(`${office.url}/meja/#/kelola`);
  expect(en).toContain(`${office.url}/en/meja/#/kelola`);
});

test('without a running office, it says how to start one', async () => {
  const { codes, id } = await inBothLanguages(['manage'], folder);
  expect(codes).toEqual([1, 1]);
  expect(id).toContain('npm start');
});
