import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complete, nameForErasure, wordsInObjects } from '#tests/support/erased.ts';
import { type Office, openOffice, sampleRequest, setState, submit } from '#tests/support/office.ts';
import { tick } from '#tests/support/walk.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { planErasure } from './plan.ts';
import { rewriteHistory } from './rewrite.ts';

const SLOT = { start: '2026-12-05T09:00:00+07:00', end: '2026-12-05T11:00:00+07:00' };

let office: Office;
let repository: string;
let work: string;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'bersama-'));
  office = await openOffice();
  repository = join(office.folder, 'repo.git');
});
afterAll(async () => {
  await office.close();
  await rm(work, { recursive: true, force: true });
});

const gitIn = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trim();

/** Returns a request with a word that no other request has. */
function requestWith(word: string): Record<string, unknown> {
  const request = sampleRequest(SLOT) as Record<string, Record<string, unknown>>;
  return { ...request, krisis: { ...request['krisis'], uraian: word } };
}

async function withdraw(number: number): Promise<void> {
  await office.run(number);
  tick(office);
  await setState(office, 'contoh-opd', number, 'closed');
  await office.run(number);
}

describe('R50: two cases of one branch and one folder', () => {
  it('the first one goes, and the second one, which went on from it, keeps all its files', async () => {
    const first = await submit(office, 'contoh-opd', 'rapat', requestWith('kata-pertama'));
    await withdraw(first);
    tick(office);
    const second = await submit(office, 'contoh-opd', 'rapat', requestWith('kata-kedua'));
    await complete(office, second, '05', 'kedua');
    office.setNow('2026-12-09T03:00:00Z');
    await nameForErasure(office, [{ number: first, what: ['letters'] }]);
    await office.scheduledRun();
    const plan = await planErasure(repository);
    expect(plan.cases).toMatchObject([{ number: first, folders: [], refs: [{ name: `refs/pull/${first}/head` }] }]);
    // Both have the same letter.
    expect(plan.keepers).toEqual([`#${second}`]);
    const to = join(work, 'first.git');
    await rewriteHistory(repository, to, plan, { at: office.now() });
    expect(wordsInObjects(repository, ['kata-pertama', 'kata-kedua'])).toHaveLength(2);
    expect(wordsInObjects(to, ['kata-pertama', 'kata-kedua'])).toEqual(['kata-kedua']);
    for (const ref of ['main', `refs/pull/${second}/head`, 'permohonan/rapat'])
      expect(gitIn(to, 'ls-tree', '-r', ref)).toBe(gitIn(repository, 'ls-tree', '-r', ref));
    expect((await verifyClone(to)).findings).toEqual([]);
  });

  it('the second one goes, and the first one keeps its commits', async () => {
    await nameForErasure(office, [{ number: 2 }]);
    // The entry of the first one stays, so both would go; here only the second one does.
    const plan = await planErasure(repository, { chosen: [{ number: 2, written: '2' }] });
    expect(plan.cases).toMatchObject([{ folders: ['requests/2026/rapat'], sharedWith: [1] }]);
    const to = join(work, 'second.git');
    await rewriteHistory(repository, to, plan, { at: office.now() });
    expect(wordsInObjects(to, ['kata-pertama', 'kata-kedua'])).toEqual(['kata-pertama']);
    expect(gitIn(to, 'ls-tree', '-r', 'refs/pull/1/head')).toBe(gitIn(repository, 'ls-tree', '-r', 'refs/pull/1/head'));
    expect(gitIn(to, 'ls-tree', '-r', 'main', 'requests')).toBe('');
  });

  it('a copy that a maintainer brought to main stays there, and is named', async () => {
    const text = gitIn(repository, 'show', 'main:requests/2026/rapat/request.yaml');
    await office.local.seed({ 'docs/contoh.yaml': `${text}\n` }, 'Contoh');
    const plan = await planErasure(repository, { chosen: [{ number: 2, written: '2' }] });
    expect(plan.keepers).toEqual(['#1', 'main:docs/contoh.yaml']);
    const to = join(work, 'third.git');
    await rewriteHistory(repository, to, plan, { at: office.now() });
    expect(gitIn(to, 'show', 'main:docs/contoh.yaml')).toBe(text);
    expect(gitIn(to, 'ls-tree', '-r', 'main', 'requests')).toBe('');
  });
});
