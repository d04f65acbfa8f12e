import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyClone } from '#engine/register/clone.ts';
import { type Office, openOffice, pullOf, push, requestPath, sampleRequest, submit } from '../support/office.ts';
import { approve, tick, walkTo } from '../support/walk.ts';

/** Another applicant, with write access and no role. */
const STRANGER = 'contoh-bpbd';
const BRANCH = 'permohonan/banjir';

let office: Office;
let number: number;
let head: string;
beforeEach(async () => {
  office = await openOffice({ guardsMerges: true });
  number = await submit(office, 'contoh-opd', 'banjir', sampleRequest());
  await walkTo(office, number, 3);
  head = (await pullOf(office, number)).head.sha;
  tick(office);
});
afterEach(() => office.close());

const at = () => ({ owner: office.local.owner, repo: office.local.repo });
const branch = { ref: `heads/${BRANCH}` };
const git = (...args: string[]): string =>
  execFileSync('git', ['-C', join(office.folder, 'repo.git'), ...args], { encoding: 'utf8' }).trim();

/** Expects that the case is in the same step, its branch has the valid content, and the register verifies. */
async function expectUnharmed(): Promise<void> {
  const run = await office.run(number);
  expect(run.runError).toBeUndefined();
  expect(run.refusals).toEqual([]);
  const pull = await pullOf(office, number);
  expect([pull.state, pull.head.sha, git('rev-parse', `refs/heads/${BRANCH}`)]).toEqual(['open', head, head]);
  const state = await office.state(number);
  expect([state?.end, state?.visit.row]).toEqual([undefined, 3]);
  tick(office);
  expect(await approve(office, number, 'contoh-kepala-dinas', 'Tindak lanjuti.')).toMatchObject([{ kind: 'accepted' }]);
  expect((await verifyClone(join(office.folder, 'repo.git'))).findings).toEqual([]);
}

const remove = async () =>
  (await office.as(STRANGER)).request('DELETE /repos/{owner}/{repo}/git/refs/{ref}', { ...at(), ...branch });

test('R1, security 62: a person who deletes the branch and creates it at another commit ends no case', async () => {
  await remove();
  await push(office, STRANGER, BRANCH, { [requestPath('lain')]: 'sop: lain' });
  expect((await pullOf(office, number)).state).toBe('closed');
  await expectUnharmed();
});

test('R1, security 62: another pull request from the branch that was created again ends no case', async () => {
  await remove();
  await push(office, STRANGER, BRANCH, { [requestPath('lain')]: 'sop: lain' });
  const { data: rival } = await (
    await office.as(STRANGER)
  ).request('POST /repos/{owner}/{repo}/pulls', {
    ...at(),
    ...{ title: 'Lain', head: BRANCH, base: 'main' },
  });
  await expectUnharmed();
  expect((await pullOf(office, rival.number)).state).toBe('closed');
});

test('R1, R48, security 62: a branch that is set to main closes the pull request, and is restored', async () => {
  const client = await office.as(STRANGER);
  await client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
    ...{ ...at(), ...branch },
    ...{ sha: git('rev-parse', 'refs/heads/main'), force: true },
  });
  expect((await pullOf(office, number)).state).toBe('closed');
  await expectUnharmed();
});

test('R1, security 62: in an office on one machine, a stranger who changes the base to a new branch and moves this branch to the head merges nothing', async () => {
  const client = await office.as(STRANGER);
  await client.request('POST /repos/{owner}/{repo}/git/refs', {
    ...at(),
    ...{ ref: 'refs/heads/milik-saya', sha: git('rev-parse', 'refs/heads/main') },
  });
  await client.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
    ...at(),
    ...{ pull_number: number, base: 'milik-saya' },
  });
  await expect(
    client.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', { ...at(), pull_number: number }),
  ).rejects.toMatchObject({ status: 403 });
  await client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
    ...at(),
    ...{ ref: 'heads/milik-saya', sha: head, force: true },
  });
  expect((await pullOf(office, number)).merged).toBe(false);
  await expectUnharmed();
});
