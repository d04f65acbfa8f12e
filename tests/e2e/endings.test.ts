import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Office,
  openOffice,
  pullOf,
  push,
  requestFiles,
  review,
  sampleRequest,
  setState,
  submit,
} from '../support/office.ts';
import { approve, sendBack, straightWalk, tick, walkTo } from '../support/walk.ts';
import { removeAccount } from '#tests/support/forge-accounts.ts';

let office: Office;
let count = 0;
beforeAll(async () => {
  office = await openOffice();
  await office.local.accounts.add({ login: 'contoh-pengelola', permission: 'admin' });
});
afterAll(() => office.close());

/**
 * Returns a new case that waits at this row. Each case has a day of its own, so that no two want the room at one time.
 */
async function caseAt(row: number): Promise<number> {
  count += 1;
  office.setNow('2026-12-01T01:00:00Z');
  const number = await submit(
    office,
    'contoh-opd',
    `akhir-${count}`,
    sampleRequest({ start: `2026-12-${10 + count}T09:00:00+07:00`, end: `2026-12-${10 + count}T11:00:00+07:00` }),
  );
  const acts = straightWalk(`2026-12-${10 + count}T09:00:00+07:00`, `2026-12-${10 + count}T11:00:00+07:00`);
  await walkTo(office, number, row, acts);
  await office.run(number);
  return number;
}

test('R1: a holder on turn rejects by closing, with the latest comment-only review of this visit as the reason', async () => {
  const number = await caseAt(3);
  tick(office);
  await review(office, 'contoh-kepala-dinas', number, 'COMMENT', 'Di luar kewenangan.');
  tick(office);
  await setState(office, 'contoh-kepala-dinas', number, 'closed');
  const [entry] = (await office.run(number)).entries;
  expect([entry?.kind, entry?.note, entry?.who?.role]).toEqual(['rejected', 'Di luar kewenangan.', 'kepala-dinas']);
  expect((await pullOf(office, number)).state).toBe('closed');
});

test('R1: a close without a reason, or by a person who is not on turn, is refused, and the pull request reopened', async () => {
  const number = await caseAt(3);
  for (const [who, reason] of [
    ['contoh-kepala-dinas', 'incomplete'],
    ['contoh-walikota', 'out-of-turn'],
    ['contoh-pengelola', 'no-role'],
  ] as const) {
    tick(office);
    await setState(office, who, number, 'closed');
    expect((await office.run(number)).entries.map((entry) => entry.reason)).toEqual([reason]);
    expect((await pullOf(office, number)).state).toBe('open');
  }
  expect((await office.state(number))?.visit.step).toBe('disposisi');
});

test('R1: a close by deleting the branch is refused too, and the branch is restored at its last head', async () => {
  const number = await caseAt(3);
  const head = (await pullOf(office, number)).head.sha;
  tick(office);
  const client = await office.as('contoh-walikota');
  await client.request('DELETE /repos/{owner}/{repo}/git/refs/{ref}', {
    owner: office.local.owner,
    repo: office.local.repo,
    ref: `heads/permohonan/akhir-${count}`,
  });
  await office.run(number);
  const pull = await pullOf(office, number);
  expect([pull.state, pull.head.sha]).toEqual(['open', head]);
});

test('R1: the applicant withdraws by closing', async () => {
  const number = await caseAt(5);
  tick(office);
  await setState(office, 'contoh-opd', number, 'closed');
  expect((await office.run(number)).entries.map(({ kind }) => kind)).toEqual(['withdrawn']);
  expect((await office.run(number)).effects).toEqual([]);
});

test('R1: a merge into main by a maintainer, past the rules, ends the case outside the procedure', async () => {
  const number = await caseAt(4);
  tick(office);
  const client = await office.as('contoh-pengelola');
  await client.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', {
    owner: office.local.owner,
    repo: office.local.repo,
    pull_number: number,
  });
  const [entry] = (await office.run(number)).entries;
  expect([entry?.kind, entry?.end]).toEqual(['ended-outside', 'ended-outside']);
});

test('R1: at row 10, Request changes ends the case as failed, with the reason, and the pull request is closed', async () => {
  const number = await caseAt(10);
  office.setNow(`2026-12-${10 + count}T03:00:00Z`);
  const [entry] = (await sendBack(office, number, 'contoh-operator', 'Jaringan internet putus.')).slice(-1);
  expect([entry?.kind, entry?.end, entry?.note]).toEqual(['accepted', 'failed', 'Jaringan internet putus.']);
  expect((await pullOf(office, number)).state).toBe('closed');
});

test('R18: a push after the ending act is not merged, and the branch is set back to the judged commit', async () => {
  const number = await caseAt(10);
  const judged = (await pullOf(office, number)).head.sha;
  office.setNow(`2026-12-${10 + count}T03:00:00Z`);
  await review(office, 'contoh-operator', number, 'APPROVE', straightWalk().at(-1)?.body);
  tick(office);
  await push(
    office,
    'contoh-opd',
    `permohonan/akhir-${count}`,
    requestFiles(`akhir-${count}`, { ...sampleRequest(), kegiatan: { jenis: 'rapat', judul: 'Disisipkan' } }),
  );
  const run = await office.run(number);
  expect(run.refusals).toEqual([]);
  const pull = await pullOf(office, number);
  expect([pull.merged, pull.head.sha]).toEqual([true, judged]);
});

test('R19: an accepted act stays valid after an edit and a dismissal, and each of these is noted', async () => {
  const number = await caseAt(2);
  tick(office);
  const id = await review(office, 'contoh-tu', number, 'APPROVE', 'Diterima.');
  await office.run(number);
  const client = await office.as('contoh-walikota');
  const at = { owner: office.local.owner, repo: office.local.repo, pull_number: number, review_id: id };
  tick(office);
  const own = await office.as('contoh-tu');
  await own.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}', {
    ...at,
    body: 'Tidak jadi.',
  });
  tick(office);
  await client.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/dismissals', {
    ...at,
    message: 'batal',
  });
  const run = await office.run(number);
  expect(run.entries.map(({ kind }) => kind)).toEqual(['review-edited', 'review-dismissed']);
  expect((await office.state(number))?.visit.step).toBe('disposisi');
});

test('security 13: the act of an account that was deleted before a run reads the act is refused, and the case goes on', async () => {
  const number = await caseAt(3);
  await office.local.accounts.add({ login: 'sementara', permission: 'write' });
  tick(office);
  await review(office, 'sementara', number, 'APPROVE', 'x');
  await removeAccount(office.local, 'sementara');
  expect((await office.run(number)).entries.map(({ reason }) => reason)).toEqual(['not-a-person']);
  expect(await approve(office, number, 'contoh-kepala-dinas', 'Lanjut.')).toHaveLength(1);
});
