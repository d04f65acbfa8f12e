import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyClone } from '#engine/register/clone.ts';
import { disposisi, emptyFolder, inBothLanguages } from '../cli/disposisi.ts';
import { erasableOffice, privateWords, wordsInFolder, wordsInObjects } from '../support/erased.ts';

const MARK = 'zq7x';

let folder: string;
beforeAll(async () => {
  folder = await emptyFolder();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

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
