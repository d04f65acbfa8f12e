import { cp, mkdir, open, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startForge } from '#embedded/forge/start-forge.ts';
import { codesIn, contentsOf, emptyFolder, inBothLanguages } from './disposisi.ts';
import { pretendOffice } from './running-office.ts';

/** A forge that had content, and was closed. */
let kept: string;
beforeAll(async () => {
  kept = await emptyFolder();
  const forge = await startForge({ folder: join(kept, '.disposisi') });
  await forge.seed({ 'a.txt': 'satu\n' }, 'Awal');
  await forge.close();
});
afterAll(() => rm(kept, { recursive: true, force: true }));

let folder: string;
beforeEach(async () => {
  folder = await emptyFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const START = ['start', '--port', '0'];

/** Returns what a refused start prints. Expects exit code 1, no error code of the system, and no change. */
async function refused(args: readonly string[] = START, env: Record<string, string> = {}) {
  const before = await contentsOf(folder);
  const { codes, id, en } = await inBothLanguages(args, folder, env);
  expect(codes).toEqual([1, 1]);
  expect(codesIn(id + en, folder)).toEqual([]);
  expect(await contentsOf(folder)).toEqual(before);
  return { id, en };
}

async function keptOffice(): Promise<string> {
  await cp(kept, folder, { recursive: true });
  return join(folder, '.disposisi');
}

describe('a folder that cannot be an office’s', () => {
  test.each([
    [
      'a file',
      'teks.txt',
      /^teks\.txt — Ini, .* file, bukan folder\. Beri/m,
      /^teks\.txt — This, .* not a folder\. Give/m,
    ],
    ['a path below a file', 'teks.txt/kantor', /^teks\.txt\/kantor — Ini,/m, /^teks\.txt\/kantor — This,/m],
    [
      'a place where nothing can be written',
      '/proc/kantor',
      /^\/proc\/kantor — Tempat ini hanya/m,
      /^\/proc\/kantor — This place can only/m,
    ],
  ])('start refuses %s as its folder', async (_what, place, id, en) => {
    await writeFile(join(folder, 'teks.txt'), 'teks\n');
    for (const more of place === 'teks.txt' ? [[], ['--once']] : [[]]) {
      const reported = await refused([...START, '--folder', place, ...more]);
      expect(reported.id).toMatch(id);
      expect(reported.en).toMatch(en);
    }
  });
});

describe('damaged files in an office’s folder', () => {
  const DAMAGED = /^\S*\/\.disposisi\/forge\.json /m;
  test.each([
    [
      'half of its text',
      '{"url": "http://127.0.0.1:4780", "tok',
      /bukan JSON yang utuh\. Pindahkan/,
      /not complete JSON\. Move/,
    ],
    ['no text', '', /bukan JSON yang utuh/, /not complete JSON/],
    ['a value that is no object', 'null', /harus berupa objek JSON/, /must be a JSON object/],
    ['missing parts', '{"url": "http://127.0.0.1:1"}', /\/apiUrl — Bagian ini/, /\/apiUrl — This part/],
    ['an invalid address', '{"url": "kantor"}', /\/url — Bagian ini/, /\/url — This part/],
  ])('a forge.json with %s is refused', async (_what, text, id, en) => {
    await mkdir(join(folder, '.disposisi'));
    await writeFile(join(folder, '.disposisi/forge.json'), text);
    // A start takes longer, since it reads the whole configuration first. So only one of these cases tries a start.
    for (const args of text === '' ? [START, ['clone'], ['clock']] : [['explain', '1']]) {
      const reported = await refused(args);
      expect(reported.id).toMatch(DAMAGED);
      expect(reported.id).toMatch(id);
      expect(reported.en).toMatch(en);
    }
  });

  test('a forge.json in which one of the tokens is empty is refused', async () => {
    await pretendOffice(folder, { tokens: { 'contoh-tu': 'rahasia', 'contoh-opd': '' } });
    expect((await refused(['explain', '1'])).en).toMatch(/forge\.json \/tokens — This part is missing, or is not what/);
  });

  test('a folder in the place of forge.json is refused', async () => {
    await mkdir(join(folder, '.disposisi/forge.json'), { recursive: true });
    expect((await refused()).en).toMatch(/forge\.json — This is a folder; a file is needed\. Move it away, then run/);
  });

  test('the content of forge.json is never shown, since it has tokens', async () => {
    await mkdir(join(folder, '.disposisi'));
    await writeFile(join(folder, '.disposisi/forge.json'), '{"tokens": {"contoh-tu": "rahasia-sekali"');
    expect(JSON.stringify(await refused())).not.toContain('rahasia');
  });

  test.each([
    ['no text', '', '""'],
    ['no JSON', 'besok\n', '"besok'],
    ['no number', '{"ahead": "dua jam"}', 'dua jam'],
    ['a time after every calendar', '{"ahead": 1e20}', '1e20'],
  ])('a clock.json with %s is refused', async (_what, text, received) => {
    await pretendOffice(folder);
    await writeFile(join(folder, '.disposisi/clock.json'), text);
    for (const args of text === '' ? [START, ['clock', 'PT1H']] : [['clock']]) {
      const reported = await refused(args);
      expect(reported.id).toMatch(/\.disposisi\/clock\.json — Jam kantor ini tidak terbaca .*diharapkan \{"ahead": /);
      expect(reported.en).toMatch(
        /\.disposisi\/clock\.json — This office’s clock cannot be read .*expected \{"ahead": /,
      );
      expect(reported.en).toContain(received);
      expect(reported.en).toMatch(/move this file away/);
    }
  });

  test.each([
    ['garbage', async (path: string) => writeFile(path, 'bukan basis data, bukan pula kosong\n'.repeat(200))],
    ['its first bytes overwritten', overwriteStart],
  ])('a database with %s is refused', async (_what, damage) => {
    const office = await keptOffice();
    await damage(join(office, 'forge.sqlite'));
    const { id, en } = await refused();
    expect(id).toMatch(/\.disposisi\/forge\.sqlite .*rusak.*Tidak ada yang diubah/s);
    expect(en).toMatch(/\.disposisi\/forge\.sqlite .*damaged.*Nothing was changed/s);
    expect(id).toMatch(/cadangan.*--folder/s);
    expect(en).toMatch(/backup.*--folder/s);
    expect(id + en).not.toMatch(/Kantor lain|Another office/);
  });

  test('a missing or empty database next to a repository is refused, and the branches are kept', async () => {
    const office = await keptOffice();
    for (const damage of [rm, (path: string) => writeFile(path, '')]) {
      await damage(join(office, 'forge.sqlite'));
      const { id, en } = await refused();
      expect(id).toMatch(/\.disposisi\/forge\.sqlite .*tidak ada atau kosong.*Tidak ada yang diubah/s);
      expect(en).toMatch(/\.disposisi\/forge\.sqlite .*missing or empty.*Nothing was changed/s);
    }
  });

  test('a missing repository next to a database is refused, and no repository is begun in its place', async () => {
    await rm(join(await keptOffice(), 'repo.git'), { recursive: true });
    const { id, en } = await refused();
    expect(id).toMatch(/\.disposisi\/repo\.git — Repositori kantor ini tidak ada, .* Tidak ada yang diubah\./);
    expect(en).toMatch(/\.disposisi\/repo\.git — The office’s repository is missing, .* Nothing was changed\./);
  });

  test('a file in the place of the repository is refused', async () => {
    const office = await keptOffice();
    await rm(join(office, 'repo.git'), { recursive: true });
    await writeFile(join(office, 'repo.git'), '');
    const { id, en } = await refused();
    expect(id).toMatch(/\.disposisi\/repo\.git — /);
    expect(en).toMatch(/\.disposisi\/repo\.git — /);
  });

  test('a repository that git cannot read is refused', async () => {
    const office = await keptOffice();
    await writeFile(join(office, 'repo.git/HEAD'), '');
    const { id, en } = await refused();
    expect(id).toMatch(/\.disposisi\/repo\.git .*tidak dapat dibaca git.*cadangan/s);
    expect(en).toMatch(/\.disposisi\/repo\.git .*Git cannot read.*backup/s);
  });
});

async function overwriteStart(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.write(Buffer.alloc(100, 0x2a), 0, 100, 0);
  await file.close();
}

test('a second office in the same folder does not start, and says that another office uses the folder', async () => {
  const office = await keptOffice();
  const forge = await startForge({ folder: office });
  try {
    // This test does not use `refused`: if this program read the database, it would end the lock of its own forge.
    const { codes, id, en } = await inBothLanguages(START, folder);
    expect(codes).toEqual([1, 1]);
    expect(id).toMatch(/Kantor lain sedang memakai folder \S+\. Hentikan dahulu, atau beri --folder lain\./);
    expect(en).toMatch(/Another office uses the folder \S+\. Stop it first, or choose another --folder\./);
    expect(id + en).not.toMatch(/rusak|damaged/);
  } finally {
    await forge.close();
  }
});

test('start says that a port is in use', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  try {
    const { codes, id, en } = await inBothLanguages(['start', '--port', String(port)], folder);
    expect(codes).toEqual([1, 1]);
    expect(id).toContain(`Port ${port} sudah dipakai.`);
    expect(en).toContain(`Port ${port} is taken.`);
  } finally {
    server.close();
  }
});

test('start says so if the machine has no git', async () => {
  const { codes, id, en } = await inBothLanguages(START, folder, { PATH: folder });
  expect(codes).toEqual([1, 1]);
  expect(id).toMatch(/^git — Program ini tidak ada di mesin ini\. Pasang dahulu/m);
  expect(en).toMatch(/^git — This program is not on this machine\. First install it/m);
});

test('start names the address of an office that already runs in the folder, with any --port', async () => {
  const place = join(folder, '.disposisi');
  const forge = await startForge({ folder: place });
  try {
    const { office } = await pretendOffice(folder, { url: forge.url });
    for (const args of [['start'], START]) {
      const { codes, id, en } = await inBothLanguages(args, folder);
      expect(codes).toEqual([1, 1]);
      expect(id).toContain(`sudah berjalan: ${office.url}/ — buka alamat itu.`);
      expect(en).toContain(`is running already: ${office.url}/ — open that address.`);
    }
  } finally {
    await forge.close();
  }
});

describe('a configuration that cannot be used', () => {
  test('start refuses a folder without a configuration', async () => {
    await mkdir(join(folder, 'sops'));
    const { id, en } = await refused();
    expect(id).toMatch(/^sops\/roles\.yaml — File ini belum ada\. Tambahkan file ini\.$/m);
    expect(en).toMatch(/^sops\/roles\.yaml — This file is missing\. Add this file\.$/m);
    expect(en).toMatch(/^This office's configuration cannot be used: \d+ problems\.$/m);
  });

  test('start refuses a file in the place of the configuration', async () => {
    await writeFile(join(folder, 'sops'), '');
    expect((await refused()).en).toMatch(/^sops — This, or .* not a folder/m);
  });
});

describe('start --once makes its folder anew, and no other', () => {
  test('start --once leaves a folder with other files alone', async () => {
    await mkdir(join(folder, 'dokumen'));
    await writeFile(join(folder, 'dokumen/penting.txt'), 'milik saya\n');
    const { id, en } = await refused([...START, '--once', '--folder', 'dokumen']);
    expect(id).toMatch(/^dokumen — Folder ini tidak kosong\. Pakai folder lain/m);
    expect(en).toMatch(/^dokumen — This folder is not empty\. Use another/m);
  });

  test('start --once refuses a folder in which a forge runs, and leaves it alone', async () => {
    const forge = await startForge({ folder: join(folder, '.disposisi/once') });
    try {
      const { codes, en } = await inBothLanguages([...START, '--once'], folder);
      expect([codes, en]).toEqual([[1, 1], expect.stringContaining('Another office uses the folder')]);
      await expect(forge.accounts.list()).resolves.toEqual([]);
    } finally {
      await forge.close();
    }
  });
});
