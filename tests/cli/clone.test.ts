import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contentsOf, emptyFolder, inBothLanguages } from './disposisi.ts';
import { pretendOffice } from './running-office.ts';

let folder: string;
beforeEach(async () => {
  folder = await emptyFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('for an unknown account clone names the sample accounts, as act does, and not the account of the process', async () => {
  await pretendOffice(folder);
  const clone = await inBothLanguages(['clone', '--as', 'contoh-lain'], folder);
  const act = await inBothLanguages(['act', 'approve', '1', '--as', 'contoh-lain'], folder);
  expect(clone).toEqual(act);
  expect(clone.codes).toEqual([1, 1]);
  expect(clone.id).toBe('Tidak ada akun contoh "contoh-lain"; yang ada: contoh-tu, contoh-opd.\n');
  expect(clone.en).toBe('There is no sample account "contoh-lain"; there are: contoh-tu, contoh-opd.\n');
});

test('for clone a name that every JavaScript object has, such as constructor, is no account', async () => {
  await pretendOffice(folder);
  const { codes, en } = await inBothLanguages(['clone', '--as', 'constructor'], folder);
  expect([codes, en]).toEqual([[1, 1], expect.stringContaining('There is no sample account "constructor"')]);
});

test('clone leaves a folder with files alone, and says what to do', async () => {
  await pretendOffice(folder);
  await mkdir(join(folder, 'klon'));
  await writeFile(join(folder, 'klon/catatan.txt'), 'milik saya\n');
  const before = await contentsOf(folder);
  const { codes, id, en } = await inBothLanguages(['clone'], folder);
  expect(codes).toEqual([1, 1]);
  expect(id).toContain('klon — Folder ini tidak kosong. Pakai folder lain, atau pindahkan isinya.\n');
  expect(en).toContain('klon — This folder is not empty. Use another folder, or move away what is in it.\n');
  expect(await contentsOf(folder)).toEqual(before);
});

test('clone refuses a file in the place of the folder, or above it', async () => {
  await pretendOffice(folder);
  await writeFile(join(folder, 'klon'), '');
  for (const target of ['klon', 'klon/satu']) {
    const { codes, id, en } = await inBothLanguages(['clone', target], folder);
    expect(codes).toEqual([1, 1]);
    expect(id).toMatch(/^klon(?:\/satu)? — Ini, atau .* file, bukan folder\. Beri jalur lain\.$/m);
    expect(en).toMatch(/^klon(?:\/satu)? — This, or .* is a file, not a folder\. Give another path\.$/m);
  }
});

test('clone refuses a place where nothing can be written, and leaves no folder after a failure', async () => {
  await pretendOffice(folder);
  const { codes, id, en } = await inBothLanguages(['clone', '/proc/klon'], folder);
  expect(codes).toEqual([1, 1]);
  expect(id).toMatch(/^\/proc\/klon — Tempat ini hanya dapat dibaca\./);
  expect(en).toMatch(/^\/proc\/klon — This place can only be read\./);
  const before = await contentsOf(folder);
  await inBothLanguages(['clone'], folder);
  expect(await contentsOf(folder)).toEqual(before);
  expect(await readdir(folder)).not.toContain('klon');
});

test('clone says so if the machine has no git', async () => {
  await pretendOffice(folder);
  const { codes, id, en } = await inBothLanguages(['clone'], folder, { PATH: folder });
  expect(codes).toEqual([1, 1]);
  expect(id).toMatch(/^git — Program ini tidak ada di mesin ini\. Pasang dahulu/);
  expect(en).toMatch(/^git — This program is not on this machine\. First install it/);
});

test('clone shows git’s own message with what to do next', async () => {
  await pretendOffice(folder);
  const { codes, id, en } = await inBothLanguages(['clone'], folder);
  expect(codes).toEqual([1, 1]);
  expect(id).toMatch(/git clone tidak berhasil; sebabnya di atas\. Periksa kantornya/);
  expect(en).toMatch(/git clone failed; the reason is above\. Check that the office/);
});
