import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FIRST, ROOT } from '../support/folders.ts';
import { codesIn, contentsOf, disposisi, emptyFolder, inBothLanguages, sample } from './disposisi.ts';

let folder: string;
beforeEach(async () => {
  folder = await emptyFolder();
  await mkdir(join(folder, 'map'));
  await writeFile(join(folder, 'teks.txt'), 'teks\n');
  await writeFile(join(folder, 'saya.yaml'), (await sample()).replaceAll('2026-12', '2098-12'));
  await copyFile(
    join(ROOT, 'examples/requests/rapat-evakuasi-warga/surat-permohonan.pdf'),
    join(folder, 'surat-permohonan.pdf'),
  );
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const NOT_THERE = [/tidak ada\. Periksa/, /no such file or folder\. Check/] as const;
const A_FOLDER = [/Ini folder; yang diperlukan file\. Sebut/, /This is a folder; a file is needed\. Name/] as const;
const A_FILE = [/file, bukan folder\. Beri/, /a file, not a folder\. Give/] as const;

describe('a file that cannot be read is reported with its place, what it is, and what to do; never by a code', () => {
  test.each([
    ['check of what is not there', ['check', 'tidak-ada.yaml'], 'tidak-ada.yaml', NOT_THERE],
    ['check of a folder', ['check', 'map'], 'map', A_FOLDER],
    ['check below a file', ['check', 'teks.txt/request.yaml'], 'teks.txt/request.yaml', A_FILE],
    ['check of an absolute path', ['check', '/tidak/ada.yaml'], '/tidak/ada.yaml', NOT_THERE],
    ['a request that is a folder', ['new', '--file', 'map', '--as', 'contoh-opd'], 'map', A_FOLDER],
    [
      'an attachment that is not there',
      ['new', '--file', 'saya.yaml', '--attach', 'surat.pdf', '--as', 'contoh-opd'],
      'surat.pdf',
      NOT_THERE,
    ],
    ['a result that is a folder', ['act', 'approve', '1', '--as', 'contoh-tu', '--result', 'map'], 'map', A_FOLDER],
    ['an office in a file', ['explain', '1', '--folder', 'teks.txt'], 'teks.txt', A_FILE],
  ] as const)(
    'the message names the place and what to do, without an error code: %s',
    async (_what, args, place, says) => {
      const before = await contentsOf(folder);
      const reported = await inBothLanguages(args, folder);
      expect(reported.codes).toEqual([1, 1]);
      for (const [at, words] of [reported.id, reported.en].entries()) {
        expect(words).toContain(place);
        expect(words).toMatch(says[at] ?? '');
        expect(codesIn(words, folder)).toEqual([]);
      }
      expect(await contentsOf(folder)).toEqual(before);
    },
  );
});

test('a request is checked in any folder, also by an absolute path', async () => {
  const { code, out, err } = await disposisi(['check', join(folder, 'saya.yaml')], FIRST);
  expect({ code, out, err }).toEqual({ code: 0, out: `Baik: ${join(folder, 'saya.yaml')}\n`, err: '' });
});

test('a missing file of the configuration is not reported as valid', async () => {
  const { code, out, err } = await disposisi(['check', 'sops/tidak-ada.yaml'], FIRST);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^sops\/tidak-ada\.yaml — .*tidak ada/);
});

test('the folders of the configuration are checked whole', async () => {
  for (const each of ['sops', 'schemas/']) {
    const { code, out } = await disposisi(['check', each], FIRST);
    expect({ code, out }).toEqual({ code: 0, out: `Baik: ${each}\n` });
  }
});
