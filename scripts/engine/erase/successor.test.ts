import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nameForErasure, wordsInObjects } from '#tests/support/erased.ts';
import { openOffice, push, sampleRequest, setState, submit } from '#tests/support/office.ts';
import { tick } from '#tests/support/walk.ts';
import { planErasure } from './plan.ts';
import { rewriteHistory } from './rewrite.ts';

it('R1, R50, security 81: of a case that moved to a branch of its own, both branches and both pull requests go', async () => {
  const work = await mkdtemp(join(tmpdir(), 'pindah-'));
  const office = await openOffice();
  const repository = join(office.folder, 'repo.git');
  const request = sampleRequest() as Record<string, Record<string, unknown>>;
  const secret = { ...request, krisis: { ...request['krisis'], uraian: 'kata-rahasia' } };
  const number = await submit(office, 'contoh-opd', 'rapat', secret);
  await office.run(number);
  tick(office);
  const ref = { owner: office.local.owner, repo: office.local.repo, ref: 'heads/permohonan/rapat' };
  await (await office.as('contoh-bpbd')).request('DELETE /repos/{owner}/{repo}/git/refs/{ref}', ref);
  await push(office, 'contoh-bpbd', 'permohonan/rapat/y', { 'catatan.txt': 'x' });
  await office.run(number);
  const own = `lanjutan-${number}`;
  const pulls = [
    { number, branch: 'permohonan/rapat', isOpen: false },
    { number: number + 1, branch: own, isOpen: false },
  ];
  tick(office);
  await setState(office, 'contoh-opd', number + 1, 'closed');
  await office.run(number);
  office.setNow('2026-12-09T03:00:00Z');
  await nameForErasure(office, [{ number, what: ['letters'] }]);
  await office.scheduledRun();
  const plan = await planErasure(repository, { pulls });
  expect(plan.cases.map((one) => [one.pulls, one.refs.map(({ name }) => name).sort()])).toEqual([
    [
      [number, number + 1],
      [`refs/heads/${own}`, `refs/pull/${number}/head`, `refs/pull/${number + 1}/head`],
    ],
  ]);
  const to = join(work, 'baru.git');
  await rewriteHistory(repository, to, plan, { at: office.now() });
  expect(wordsInObjects(repository, ['kata-rahasia'])).toEqual(['kata-rahasia']);
  expect(wordsInObjects(to, ['kata-rahasia'])).toEqual([]);
  await office.close();
  await rm(work, { recursive: true, force: true });
});
