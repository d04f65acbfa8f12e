import { readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSigningKey } from '#engine/register/signing-key.ts';
import { startForge } from '#embedded/forge/start-forge.ts';
import { erasableOffice, GROUND, privateWords, wordsInFolder, wordsInObjects } from '../support/erased.ts';
import { disposisi, emptyFolder, inBothLanguages } from './disposisi.ts';

const MARK = 'zq7x';

let folder: string;
let at: string;
beforeAll(async () => {
  folder = await emptyFolder();
  at = await erasableOffice(join(folder, 'kantor'), MARK);
  writeFileSync(join(folder, 'kantor', 'log.key'), `${makeSigningKey('kantor/disposisi')}\n`);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const erase = (...more: string[]) => ['erase', '--folder', 'kantor', ...more];

test('R50: without --apply, the list of what goes and of what stays, with backups by name and date', async () => {
  expect((await disposisi(['backup', 'lama.tar', '--folder', 'kantor'], folder)).code).toBe(0);
  const before = readFileSync(join(folder, 'kantor', 'forge.sqlite'));
  const { codes, id, en } = await inBothLanguages(erase(), folder);
  expect(codes).toEqual([0, 0]);
  expect(id).toMatch(
    /^Yang akan dihapus:\n {2}PMK-2026-1: surat, lampiran, dan catatan; dokumen bertanda tangan \(\d+ baris, 2 file, /,
  );
  expect(id).toContain(`Dasar: ${GROUND.id}.`);
  expect(id).toMatch(
    /Seluruhnya: 1 berkas, \d+ baris jurnal, 2 file \(.*\), 1 cabang, 1 pull request, \d+ teks dalam basis data\./,
  );
  expect(id).toMatch(/Cadangan dari sebelum ini: lama\.tar, dibuat \d{4}-/);
  expect(id).toContain('npx disposisi erase --folder kantor --apply');
  expect(en).toMatch(/^What will be erased:\n {2}PMK-2026-1: letters, attachments and notes; signed documents \(/);
  expect(en).toMatch(/Backups made before: lama\.tar, made \d{4}-/);
  expect(en).toContain('Clones and exports');
  expect(id.split('\n')).toHaveLength(en.split('\n').length);
  expect(readFileSync(join(folder, 'kantor', 'forge.sqlite'))).toEqual(before);
});

test('R50: --apply is refused while the office runs, and says what to do', async () => {
  const forge = await startForge({ folder: join(folder, 'kantor'), now: () => at });
  const { codes, id, en } = await inBothLanguages(erase('--apply'), folder);
  await forge.close();
  expect(codes).toEqual([1, 1]);
  expect(id).toMatch(/Kantor lain sedang memakai folder .* Hentikan dahulu/);
  expect(en).toMatch(/Another office uses the folder .* Stop it first/);
});

test('R50: --apply erases, reports its steps, and is finished: a second one finds nothing', async () => {
  const { code, out, err } = await disposisi(erase('--apply'), folder);
  expect({ code, err }).toMatchObject({ code: 0 });
  expect(out).toMatch(/^Sudah dihapus:\n/);
  expect(out).toContain('npm start -- --folder kantor');
  expect(err).toMatch(/Memeriksa buku agenda …\nMembuat repositori baru .*\nMemeriksa repositori baru …\nMenukar /);
  expect(wordsInFolder(join(folder, 'kantor'), privateWords(MARK))).toEqual([]);
  expect(wordsInObjects(join(folder, 'kantor', 'repo.git'), privateWords(MARK))).toEqual([]);
  expect((await disposisi(['verify', 'kantor/repo.git'], folder)).code).toBe(0);
  expect((await disposisi(erase('--apply'), folder)).out).toMatch(/^Tidak ada yang dapat dihapus/);
});

test('R50: a backup from before brings the content back, and its restoration says so', async () => {
  const said = async (lang: string) =>
    disposisi(['restore', 'lama.tar', '--folder', `kembali-${lang}`, '--lang', lang], folder);
  const [id, en] = [await said('id'), await said('en')];
  expect([id.code, en.code]).toEqual([0, 0]);
  expect(id.out).toContain('Hapus lagi: npx disposisi erase --folder kembali-id');
  expect(en.out).toContain('This backup still has the content of 1 case that may be erased.');
});

test('R50: in a folder without an office, the command says so', async () => {
  const { codes, id, en } = await inBothLanguages(['erase', '--folder', 'kosong'], folder);
  expect(codes).toEqual([1, 1]);
  expect([id, en]).toEqual([
    expect.stringContaining('tidak ada kantor'),
    expect.stringContaining('There is no office'),
  ]);
});
