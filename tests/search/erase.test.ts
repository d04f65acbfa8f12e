import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSigningKey } from '#engine/register/signing-key.ts';
import { openOffice } from '#embedded/office/open-office.ts';
import { FIRST } from '../support/folders.ts';
import { startForge } from '#embedded/forge/start-forge.ts';
import { erasableOffice, GROUND, privateWords, wordsInFolder, wordsInObjects } from '../support/erased.ts';
import { disposisi, emptyFolder, inBothLanguages } from '../cli/disposisi.ts';

const MARK = 'zq7x';
/** The line about a backup, whose times are those of the office's zone. */
const IN_ZONE = /, dibuat \d+ \w+ \d{4} \d\d\.\d\d WIB: .*, perubahan terakhir \d+ \w+ \d{4} \d\d\.\d\d WIB menurut/;

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
  const backup = await disposisi(['backup', 'lama.tar', '--folder', 'kantor'], folder);
  expect(backup).toMatchObject({ code: 0, out: expect.stringMatching(IN_ZONE) });
  const before = readFileSync(join(folder, 'kantor', 'forge.sqlite'));
  const clone = (...args: string[]) =>
    execFileSync('git', ['-C', folder, 'clone', '--quiet', 'kantor/repo.git', ...args]);
  clone('kantor/klon');
  clone('--bare', 'lama.git');
  execFileSync('git', ['-C', folder, 'init', '--quiet', 'lain']);
  const { codes, id, en } = await inBothLanguages(erase(), folder);
  expect(codes).toEqual([0, 0]);
  expect(id).toMatch(
    /^Yang akan dihapus:\n {2}PMK-2026-1: surat, lampiran, dan catatan; dokumen bertanda tangan \(\d+ baris, 2 file, /,
  );
  expect(id).toContain(`Dasar: ${GROUND.id}.`);
  expect(id).toMatch(
    /Seluruhnya: 1 berkas, \d+ baris jurnal, 2 file \(.*\), 1 cabang, 1 pull request, \d+ teks dalam basis data\./,
  );
  expect(id).toMatch(/Cadangan dari sebelum ini: lama\.tar, dibuat \d+ [A-Z][a-z]+ \d{4} \d\d\.\d\d WIB\./);
  expect(id).toContain('Klon dari sebelum ini: kantor/klon; lama.git. ');
  expect(en).toContain('Clones made before: kantor/klon; lama.git. ');
  expect(id).toContain('npx disposisi erase --folder kantor --apply');
  expect(en).toMatch(/^What will be erased:\n {2}PMK-2026-1: letters, attachments and notes; signed documents \(/);
  expect(en).toMatch(/Backups made before: lama\.tar, made \d+ [A-Z][a-z]+ \d{4} \d\d:\d\d WIB\./);
  expect(en).toContain('Other clones and exports');
  expect(id.split('\n')).toHaveLength(en.split('\n').length);
  expect(readFileSync(join(folder, 'kantor', 'forge.sqlite'))).toEqual(before);
  await rm(join(folder, 'kantor', 'klon'), { recursive: true });
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
  expect(err).toMatch(/Memeriksa register …\nMembuat repositori baru .*\nMemeriksa repositori baru …\nMenukar /);
  expect(wordsInFolder(join(folder, 'kantor'), privateWords(MARK))).toEqual([]);
  expect(wordsInObjects(join(folder, 'kantor', 'repo.git'), privateWords(MARK))).toEqual([]);
  expect((await disposisi(['verify', 'kantor/repo.git'], folder)).code).toBe(0);
  expect((await disposisi(erase('--apply'), folder)).out).toMatch(/^Tidak ada yang dapat dihapus/);
});

test('security 74, R50: npm start refuses a push of the history of before', async () => {
  const office = await openOffice({
    ...{ folder: join(folder, 'kantor'), root: FIRST, port: 0, isClockRight: true, log: () => undefined },
    ...{ machine: () => Date.parse(at) + 60_000 },
  });
  const token = await office.forge.accounts.token('contoh-opd');
  const url = office.forge.cloneUrl.replace('http://', `http://contoh-opd:${token}@`);
  const push = promisify(execFile)('git', ['-C', join(folder, 'lama.git'), 'push', url, 'register:refs/heads/lama']);
  await expect(push).rejects.toThrow(/brings back erased content/);
  await office.close();
});

test('R50: a backup from before brings the content back, and its restoration says so', async () => {
  const said = async (lang: string) =>
    disposisi(['restore', 'lama.tar', '--folder', `kembali-${lang}`, '--lang', lang], folder);
  const [id, en] = [await said('id'), await said('en')];
  expect([id.code, en.code]).toEqual([0, 0]);
  expect(id.out).toMatch(IN_ZONE);
  expect(`${id.out}${en.out}`).not.toMatch(/\d\dZ/);
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
