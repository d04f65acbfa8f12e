import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyClone } from '#engine/register/clone.ts';
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

describe('R50: with cases named, only these are erased', () => {
  const [LATER, NEVER] = ['zq8y', 'zq9w'] as const;
  const office = () => join(folder, 'pilihan');
  const repository = () => join(office(), 'repo.git');
  const choose = (...args: string[]) => ['erase', ...args, '--folder', 'pilihan'];
  const git = (...args: string[]) => execFileSync('git', ['-C', repository(), ...args], { encoding: 'utf8' }).trim();
  beforeAll(async () => {
    await erasableOffice(office(), MARK, [
      { mark: LATER, day: '07', isNamed: true },
      { mark: NEVER, day: '08', isNamed: false },
    ]);
  }, 90_000);

  test.each([
    ['9', '9: register tidak memuat berkas bernomor ini.', '9: the register has no case of this number.'],
    ['PMK-2025-1', 'berkas bernomor 1 ialah PMK-2026-1.', 'the case with the number 1 is PMK-2026-1.'],
    ['#2', 'PMK-2026-2: berkas ini masih berjalan', 'PMK-2026-2: this case is open'],
    ['4', 'PMK-2026-4: belum ada entri "erased"', 'PMK-2026-4: no entry "erased" allows it yet.'],
  ])('refuses the case %s, with a reason and what to do, before anything changes', async (written, inId, inEn) => {
    const before = [git('for-each-ref'), readFileSync(join(office(), 'forge.sqlite')).toString('base64')];
    for (const more of [[], ['--apply']]) {
      const { codes, id, en } = await inBothLanguages(choose('1', written, ...more), folder);
      expect(codes).toEqual([1, 1]);
      expect(id).toContain(inId);
      expect(id).toMatch(/\nTidak ada yang diubah\.\n$/);
      expect(en).toContain(inEn);
      expect(en).toMatch(/\nNothing was changed\.\n$/);
    }
    expect([git('for-each-ref'), readFileSync(join(office(), 'forge.sqlite')).toString('base64')]).toEqual(before);
  });

  test('all refused cases are reported at once; what is no case number is an error of usage', async () => {
    const { err } = await disposisi(choose('2', '4', '9'), folder);
    expect(err.split('\n').map((line) => line.split(':')[0])).toEqual([
      ...['PMK-2026-2', 'PMK-2026-4', '9', 'Tidak ada yang diubah.', ''],
    ]);
    expect((await disposisi(choose('satu'), folder)).code).toBe(2);
  });

  test('without --apply, only the named case is listed, the others that may go are named, and the next command keeps the choice', async () => {
    for (const written of ['pmk-2026-1', '#1', '1']) {
      const { codes, id, en } = await inBothLanguages(choose(written, '1'), folder);
      expect(codes).toEqual([0, 0]);
      expect(id).toContain('Seluruhnya: 1 berkas');
      expect(id).toContain('Boleh dihapus juga, tetapi tidak disebut: PMK-2026-3.');
      expect(en).toContain('May be erased too, but was not named: PMK-2026-3.');
      expect(en).toContain(`npx disposisi erase ${written.replace('#', '')} 1 --folder pilihan --apply`);
    }
    const { out } = await disposisi(choose(), folder);
    expect(out).toContain('Seluruhnya: 2 berkas');
    expect(out).not.toContain('tidak disebut');
  });

  test('--apply erases the named case; one that may go but was not named stays readable and verifies', async () => {
    const { code, err } = await disposisi(choose('PMK-2026-1', '--apply'), folder);
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(wordsInFolder(office(), privateWords(MARK))).toEqual([]);
    expect(wordsInObjects(repository(), privateWords(MARK))).toEqual([]);
    for (const mark of [LATER, NEVER])
      expect(wordsInObjects(repository(), privateWords(mark))).toEqual(privateWords(mark));
    const { findings, files } = await verifyClone(repository());
    // Main has the files of #3 and #4; those of the open case #2 are not there.
    expect([findings, files]).toEqual([[], { compared: 2, unreachable: 1 }]);
    const again = await inBothLanguages(choose('1'), folder);
    expect(again.codes).toEqual([1, 1]);
    expect(again.id).toContain('PMK-2026-1: semua yang boleh dihapus sudah dihapus.');
    expect(again.en).toContain('PMK-2026-1: everything that may be erased was erased already.');
  });

  test('files that may be erased may also be gone from main already; others may not', async () => {
    const clone = join(folder, 'tanpa.git');
    execFileSync('git', ['clone', '--quiet', '--mirror', repository(), clone]);
    const without = (mark: string) => withoutFolder(clone, `requests/2026/${mark}-slug`);
    without(LATER);
    expect((await verifyClone(clone)).findings).toEqual([]);
    without(NEVER);
    expect((await verifyClone(clone)).findings.map(({ code, case: id }) => [code, id])).toEqual([
      ...[1, 2].map(() => ['main-differs', 'PMK-2026-4']),
    ]);
  });

  test('the case that was left can be erased later', async () => {
    const { code, out } = await disposisi(choose('--apply'), folder);
    expect([code, out]).toEqual([0, expect.stringContaining('PMK-2026-3: ')]);
    expect(wordsInObjects(repository(), [...privateWords(MARK), ...privateWords(LATER)])).toEqual([]);
    expect((await verifyClone(repository())).findings).toEqual([]);
  });
});

/** Deletes a folder from main in a bare clone, by a commit. */
function withoutFolder(clone: string, path: string): void {
  const env = { ...process.env, GIT_INDEX_FILE: join(clone, 'index-without') };
  const git = (...args: string[]) => execFileSync('git', ['-C', clone, ...args], { env, encoding: 'utf8' }).trim();
  git('read-tree', 'main');
  git('rm', '--quiet', '-r', '--cached', path);
  const who = ['-c', 'user.name=Contoh', '-c', 'user.email=contoh@example.org'];
  git('update-ref', 'refs/heads/main', git(...who, 'commit-tree', '-m', 'Hapus', '-p', 'main', git('write-tree')));
}

test('R50: in a folder without an office, the command says so', async () => {
  const { codes, id, en } = await inBothLanguages(['erase', '--folder', 'kosong'], folder);
  expect(codes).toEqual([1, 1]);
  expect([id, en]).toEqual([
    expect.stringContaining('tidak ada kantor'),
    expect.stringContaining('There is no office'),
  ]);
});
