import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contentsOf, disposisi, emptyFolder, inBothLanguages } from './disposisi.ts';

let folder: string;
beforeEach(async () => {
  folder = await emptyFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Returns the environment in which the test’s folder is in no clone, wherever the tests run. */
const ALONE = () => ({ GIT_CEILING_DIRECTORIES: join(folder, '..') });

async function refused(args: readonly string[], env: Record<string, string> = ALONE()) {
  const before = await contentsOf(folder);
  const { codes, id, en } = await inBothLanguages(args, folder, env);
  expect(codes).toEqual([1, 1]);
  expect(await contentsOf(folder)).toEqual(before);
  return { id, en };
}

test('R33: export --shared writes only the files that all pages share, without the site’s path, and takes no address', async () => {
  const { code } = await disposisi(['export', '--shared', '--out', 'bersama'], folder);
  expect(code).toBe(0);
  const names = await readdir(join(folder, 'bersama'));
  expect(names.sort()).toEqual(['admin', 'aset', 'data', 'favicon.svg', 'meja', 'public-sans-OFL.txt']);
  const [style = ''] = (await readdir(join(folder, 'bersama/aset'))).filter((name) => /^Page\..*\.css$/.test(name));
  expect(await readFile(join(folder, 'bersama/aset', style), 'utf8')).toContain('url(/__PREFIX__/aset/public-sans');
  const addressed = await disposisi(['export', '--shared', '--out', 'lain', '--address', 'https://a.example'], folder);
  expect([addressed.code, addressed.err]).toEqual([2, expect.stringContaining('--address')]);
});

describe('a folder that is no clone is refused by export and verify alike', () => {
  test.each([
    ['does not exist', 'tidak-ada', /^tidak-ada — .*tidak ada\. Periksa/m, /^tidak-ada — There is no such/m],
    ['is a file', 'teks.txt', /^teks\.txt — .*bukan folder\. Beri/m, /^teks\.txt — .*not a folder\. Give/m],
    ['is no repository', 'map', /tidak ada cabang .*bukan klon/, /no branch .*(?:is no|not a) clone/],
  ])('export and verify refuse a folder that %s', async (_what, place, id, en) => {
    await mkdir(join(folder, 'map'));
    await writeFile(join(folder, 'teks.txt'), 'teks\n');
    for (const args of [
      ['export', place, '--out', 'situs'],
      ['verify', place],
    ]) {
      const reported = await refused(args);
      expect(reported.id).toMatch(id);
      expect(reported.en).toMatch(en);
    }
  });

  test('export and verify each name what they have not done', async () => {
    expect((await refused(['export', 'tidak-ada', '--out', 'situs'])).en).toContain('Nothing was written.');
    const { id, en } = await refused(['verify', 'tidak-ada']);
    expect([id, en]).toEqual([
      expect.stringContaining('Tidak ada yang diperiksa.'),
      expect.stringContaining('Nothing was verified.'),
    ]);
  });

  test('verify without a folder names the current folder', async () => {
    await mkdir(join(folder, 'map'));
    const { id, en } = await inBothLanguages(['verify'], join(folder, 'map'));
    expect(id).toMatch(/^Di \S+\/map tidak ada cabang/);
    expect(en).toMatch(/^There is no branch .* in \S+\/map: /);
  });

  test('export and verify say so if the machine has no git', async () => {
    for (const args of [['export', '--out', 'situs'], ['verify']]) {
      const { id, en } = await refused(args, { PATH: folder });
      expect(id).toMatch(/^git — Program ini tidak ada di mesin ini\. Pasang/m);
      expect(en).toMatch(/^git — This program is not on this machine\. First install/m);
    }
  });
});

describe('the folder given with --out', () => {
  test.each([
    [
      'with files of somebody else',
      'dokumen',
      /^dokumen — Folder ini tidak kosong\. Pakai/m,
      /^dokumen — This folder is not empty\. Use/m,
    ],
    ['that is the current folder', '.', /^\. — Folder ini tidak kosong/m, /^\. — This folder is not empty/m],
    ['that is a file', 'teks.txt', /^teks\.txt — .*bukan folder\. Beri/m, /^teks\.txt — .*not a folder\. Give/m],
    ['below a file', 'teks.txt/situs', /^teks\.txt\/situs — /m, /^teks\.txt\/situs — /m],
  ])('export leaves an output folder %s alone', async (_what, out, id, en) => {
    await mkdir(join(folder, 'dokumen'));
    await writeFile(join(folder, 'dokumen/penting.txt'), 'milik saya\n');
    await writeFile(join(folder, 'teks.txt'), 'teks\n');
    const reported = await refused(['export', '--out', out]);
    expect(reported.id).toMatch(id);
    expect(reported.en).toMatch(en);
  });

  test('export does not refuse an output folder because it has an earlier export', async () => {
    await mkdir(join(folder, 'situs/data'), { recursive: true });
    await writeFile(join(folder, 'situs/data/register.json'), '{}\n');
    const { id } = await refused(['export', '--out', 'situs']);
    expect(id).toMatch(/bukan klon/);
  });
});

test.each(['kantor', 'foo:bar', 'file:///srv/situs'])(
  'an address that no browser opens is a wrong command line: %s',
  async (address) => {
    const { code, err } = await disposisi(['export', '--out', 'situs', '--address', address], folder);
    expect(code).toBe(2);
    expect(err).toContain(`--address: diharapkan alamat seperti https://contoh.go.id/berkas, diterima "${address}".`);
  },
);
