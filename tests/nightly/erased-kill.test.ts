import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, renameSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeBackup } from '#embedded/office/make-backup.ts';
import { startForge } from '#embedded/forge/start-forge.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { planErasure } from '#engine/erase/plan.ts';
import { erasableOffice, privateWords, wordsInFolder, wordsInObjects } from '../support/erased.ts';

const MARK = 'zq7x';
const WORDS = [...privateWords(MARK), `${MARK}-judul`, `${MARK}-catatan`];

let place: string;
/** A closed office from which a case is to be erased. */
let whole: string;
let at: string;

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'putus-'));
  whole = join(place, 'kantor');
  at = await erasableOffice(whole, MARK);
}, 120_000);
afterAll(() => rm(place, { recursive: true, force: true }));

/** Starts the erasure in a copy of the office. Returns the folder, and the program when it has printed a step. */
async function begin(name: string, step: string) {
  const folder = join(place, name);
  await cp(whole, folder, { recursive: true });
  const child = spawn(process.execPath, [join(import.meta.dirname, '../support/erase-child.ts'), folder, at], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const ended = once(child, 'close');
  while (!said.includes(`${step}\n`)) {
    const [chunk] = (await Promise.race([once(child.stdout, 'data'), ended])) as [Buffer];
    if (!(chunk instanceof Buffer)) break;
    said += chunk.toString('utf8');
  }
  return { folder, child, ended };
}

/** Opens the office in a folder, as a start does, and says whether it is the one before the erasure or the one after. */
async function whichOffice(folder: string): Promise<'before' | 'after'> {
  const forge = await startForge({ folder, now: () => at });
  await forge.close();
  const repository = join(folder, 'repo.git');
  const found = [...wordsInObjects(repository, WORDS), ...wordsInFolder(folder, WORDS)];
  expect(readdirSync(folder).filter((name) => /repo\.git\.|-copy-/.test(name))).toEqual([]);
  expect((await verifyClone(repository)).findings).toEqual([]);
  expect(
    execFileSync('git', ['-C', repository, 'fsck', '--strict', '--connectivity-only'], { encoding: 'utf8' }),
  ).not.toMatch(/missing|broken/);
  const { cases } = await planErasure(repository);
  if (cases.length > 0) {
    expect(new Set(found.map((word) => word.split(' ')[0]))).toEqual(new Set(WORDS));
    return 'before';
  }
  expect(found).toEqual([]);
  return 'after';
}

describe('R50: kill -9 during disposisi erase', () => {
  test('the office is the one before or the one after, whenever it happens, and the erasure can be repeated', async () => {
    const seen: string[] = [];
    for (const [step, waits] of [
      ['verify', [0]],
      ['rewrite', [10, 120]],
      ['verify-new', [0]],
      ['exchange', [0, 8, 16, 40]],
    ] as const)
      for (const wait of waits) {
        const { folder, child, ended } = await begin(`${step}-${wait}`, step);
        await pause(wait);
        child.kill('SIGKILL');
        await ended;
        const which = await whichOffice(folder);
        seen.push(`${step} ${which}`);
        if (which === 'before') {
          execFileSync(process.execPath, [join(import.meta.dirname, '../support/erase-child.ts'), folder, at]);
          expect(await whichOffice(folder)).toBe('after');
        }
        await rm(folder, { recursive: true });
      }
    expect(seen).toEqual(
      expect.arrayContaining(['verify before', 'rewrite before', 'verify-new before', 'exchange after']),
    );
  }, 240_000);

  // The moments between the steps of the exchange are too short to be met by a kill.
  test.each([
    ['before the old repository has moved', (folder: string) => void folder],
    [
      'when the old repository has moved',
      (folder: string) => renameSync(join(folder, 'repo.git'), join(folder, 'repo.git.old')),
    ],
    [
      'when the new repository is in place',
      (folder: string) => {
        renameSync(join(folder, 'repo.git'), join(folder, 'repo.git.old'));
        renameSync(join(folder, 'repo.git.new'), join(folder, 'repo.git'));
      },
    ],
  ])('a kill %s: the next start, and a backup, have the new office', async (name, move) => {
    const done = join(place, 'done');
    if (!existsSync(done)) {
      const { folder, ended } = await begin('making', 'done');
      await ended;
      renameSync(folder, done);
    }
    const folder = join(place, name.replaceAll(' ', '-'));
    // The database is committed. The repositories are as they were before the exchange.
    await cp(done, folder, { recursive: true });
    renameSync(join(folder, 'repo.git'), join(folder, 'repo.git.new'));
    await cp(join(whole, 'repo.git'), join(folder, 'repo.git'), { recursive: true });
    move(folder);
    await makeBackup(folder, join(place, `${name.replaceAll(' ', '-')}.tar`), at);
    expect(await whichOffice(folder)).toBe('after');
  });
});
