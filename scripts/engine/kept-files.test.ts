import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '#domain/user-error.ts';
import { keepFile, refuseNewer } from './kept-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simpan-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a kept file replaces the old file whole, also after an interrupted write, and only its owner can read it', async () => {
  const path = join(folder, 'jam.json');
  await writeFile(path, 'lama');
  await writeFile(`${path}.new`, 'separuh dari yang terputus, lebih panjang');
  await chmod(`${path}.new`, 0o666);
  keepFile(path, 'baru');
  expect(await readFile(path, 'utf8')).toBe('baru');
  expect(await readdir(folder)).toEqual(['jam.json']);
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('if a file cannot be written, the old file stays', async () => {
  const path = join(folder, 'jam.json');
  keepFile(path, 'lama');
  // A test cannot make a disk fail. Content of the wrong type makes the same call fail.
  expect(() => keepFile(path, 7 as unknown as string)).toThrow(TypeError);
  expect(await readFile(path, 'utf8')).toBe('lama');
  expect(() => keepFile(join(folder, 'tidak-ada/jam.json'), '')).toThrow('ENOENT');
});

test('reads a file without a version or with a known one, and refuses a newer or a damaged version', () => {
  for (const version of [undefined, 1, 2]) expect(() => refuseNewer('a', version, 2)).not.toThrow();
  for (const version of [3, 0, -1, 1.5, '1', null]) expect(() => refuseNewer('a', version, 2)).toThrow(UserError);
  const saying = (en: string) =>
    expect.objectContaining({ problems: [expect.objectContaining({ message: expect.objectContaining({ en }) })] });
  expect(() => refuseNewer('a', 3, 2)).toThrow(saying('This file was kept by a newer version of Disposisi'));
  expect(() => refuseNewer('a', 'x', 2)).toThrow(saying('The version in this file is damaged'));
});
