import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { restoreClone } from '#embedded/office/restore-clone.ts';
import { compareRegister } from '#engine/forge/compare-register.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { undecidedOf } from '#engine/process/scheduled-run.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { entriesInClone } from '#engine/register/entries-in-clone.ts';
import { readRestorable } from '#engine/register/read-restorable.ts';
import {
  type Office,
  openOffice,
  pullOf,
  push,
  requestPath,
  review,
  sampleRequest,
  submit,
} from '../support/office.ts';
import { approve, later, straightWalk, tick, walkTo } from '../support/walk.ts';

/** An account with write access that has no role and did not open the case. */
const STRANGER = 'contoh-bpbd';
const BRANCH = 'permohonan/banjir';

let office: Office;
let number: number;
let head: string;
/** Whether the forge refuses every new pull request. */
let refusesPulls = false;
beforeEach(async () => {
  refusesPulls = false;
  office = await openOffice({
    fetch: async (input, init) =>
      refusesPulls && init?.method === 'POST' && /\/pulls$/.test(String(input))
        ? Response.json({ message: 'Validation Failed' }, { status: 422 })
        : fetch(input, init),
  });
  number = await submit(office, 'contoh-opd', 'banjir', sampleRequest());
  await walkTo(office, number, 3);
  head = (await pullOf(office, number)).head.sha;
  tick(office);
});
afterEach(() => office.close());

const at = () => ({ owner: office.local.owner, repo: office.local.repo });
const repository = (): string => join(office.folder, 'repo.git');
const git = (...args: string[]): string =>
  execFileSync('git', ['-C', repository(), ...args], { encoding: 'utf8' }).trim();

const drop = async (branch: string): Promise<void> =>
  void (await (
    await office.as(STRANGER)
  ).request('DELETE /repos/{owner}/{repo}/git/refs/{ref}', { ...at(), ref: `heads/${branch}` }));
const make = (branch: string): Promise<string> => push(office, STRANGER, branch, { 'catatan.txt': branch });

/** Deletes the branch of the case, and makes another one in its place, as an account that may only write. */
async function occupy(place: string, branch = BRANCH): Promise<void> {
  await drop(branch);
  await make(place);
}

/** Lists the open pull requests of the process, each with its branch. */
const successors = async (): Promise<{ number: number; branch: string }[]> =>
  (await (await office.as(STRANGER)).request('GET /repos/{owner}/{repo}/pulls', at())).data.flatMap((pull) =>
    pull.user?.login === 'disposisi[bot]' ? [{ number: pull.number, branch: pull.head.ref }] : [],
  );

async function expectSound(): Promise<void> {
  expect((await verifyClone(repository())).findings).toEqual([]);
  const client = createClient({
    ...at(),
    ...{ baseUrl: office.local.apiUrl, token: await office.local.accounts.token('disposisi[bot]', { ttl: 'P700D' }) },
  });
  const journals = await entriesInClone(repository(), git('rev-parse', 'refs/heads/register'));
  const compared = await compareRegister(client, journals);
  expect([compared.findings, compared.unread]).toEqual([[], []]);
}

/** Takes the case from row 3 to its end on a pull request, and compares what main receives. */
async function toTheEnd(pull: number): Promise<void> {
  const before = git('ls-tree', '-r', '--name-only', 'refs/heads/main').split('\n');
  for (const { row, who, body } of straightWalk().slice(1)) {
    tick(office);
    // The last row begins at the end of the requested time.
    if (row === 10) office.setNow('2026-12-05T04:40:00Z');
    expect((await approve(office, pull, who, body)).at(-1)?.kind).toBe('accepted');
  }
  expect((await office.state(number))?.end?.kind).toBe('completed');
  expect((await pullOf(office, pull)).merged).toBe(true);
  const after = git('ls-tree', '-r', '--name-only', 'refs/heads/main').split('\n');
  expect(after.filter((path) => !before.includes(path) && !path.startsWith('requests/'))).toEqual([]);
  expect(git('show', `refs/heads/main:${requestPath('banjir')}`)).toContain('Rapat koordinasi contoh');
  await office.scheduledRun();
  await expectSound();
}

test.each([
  ['below its own', `${BRANCH}/y`],
  ['above its own', 'permohonan'],
])(
  'R1, security 81: a case whose branch was deleted, and %s has a branch now, continues in a successor from another branch, to its end',
  async (_, place) => {
    await occupy(place);
    const run = await office.run(number);
    expect(run.runError).toBeUndefined();
    const [next, ...more] = await successors();
    expect(more).toEqual([]);
    expect(next?.branch).toBe(`lanjutan-${number}`);
    const shown = await pullOf(office, next?.number ?? 0);
    expect([shown.head.sha, shown.base.ref]).toEqual([head, 'main']);
    expect((await office.journal(number)).at(-1)?.kind).toBe('moved');
    // The branch of the other account is left alone.
    expect(git('rev-parse', '--verify', `refs/heads/${place}`)).toMatch(/^[0-9a-f]{40}$/);
    await toTheEnd(next?.number ?? 0);
  },
);

test('R1, R48, security 81: while the case is with its opener, pushes and sign on the branch of the successor count', async () => {
  await review(office, 'contoh-kepala-dinas', number, 'REQUEST_CHANGES', 'Lengkapi.');
  await office.run(number);
  tick(office);
  await occupy(`${BRANCH}/y`);
  await office.run(number);
  const [next] = await successors();
  expect(next?.branch).toBe(`lanjutan-${number}`);
  expect((await pullOf(office, next?.number ?? 0)).head.sha).toBe(head);
  tick(office);
  const request = sampleRequest({ start: '2026-12-05T10:00:00+07:00' });
  const own = await push(office, 'contoh-opd', `lanjutan-${number}`, {
    [requestPath('banjir')]: JSON.stringify(request),
  });
  await (
    await office.as('contoh-opd')
  ).request('PUT /repos/{owner}/{repo}/issues/{issue_number}/labels', {
    ...at(),
    ...{ issue_number: next?.number ?? 0, labels: ['decap-cms/pending_review'] },
  });
  expect((await office.run(number)).entries).toMatchObject([{ kind: 'submitted', head: { oid: own } }]);
  await expectSound();
});

test('R1, security 81: branches below the name of the successor, and an old branch of that name, do not stop the successor', async () => {
  const own = `lanjutan-${number}`;
  // What the opener pushed there before it was the branch of the case is no part of the request.
  await push(office, 'contoh-opd', own, { [requestPath('banjir')]: 'sop: lain' });
  tick(office);
  await occupy(`${BRANCH}/y`);
  await office.run(number);
  const [first] = await successors();
  expect([first?.branch, (await pullOf(office, first?.number ?? 0)).head.sha]).toEqual([own, head]);
  tick(office);
  await occupy(`${own}/z`, own);
  await office.run(number);
  const [second] = await successors();
  expect([second?.branch, second?.number === first?.number]).toEqual([own, false]);
  expect((await office.state(number))?.moved).toBe(2);
  await toTheEnd(second?.number ?? 0);
});

test('R1, R31, security 81: while no successor can be opened, status and scheduled run say so; afterwards the case goes on', async () => {
  refusesPulls = true;
  await occupy(`${BRANCH}/y`);
  const run = await office.run(number);
  expect(run.runError).toMatch(/successor/);
  expect(undecidedOf(await office.scheduledRun())).toBe(1);
  expect((await office.forge.readCase(number)).pull.status).toMatchObject({ state: 'error' });
  refusesPulls = false;
  expect(undecidedOf(await office.scheduledRun())).toBe(0);
  const [next] = await successors();
  tick(office);
  const entries = await approve(office, next?.number ?? 0, 'contoh-kepala-dinas', 'Tindak lanjuti.');
  expect(entries).toMatchObject([{ kind: 'accepted' }]);
});

test.each([
  ['before the process has seen this', false],
  ['afterwards', true],
])(
  'R1, security 81: an office is restored from a clone that has a branch in the place of a case’s branch, made %s',
  async (_, isSeen) => {
    await occupy(`${BRANCH}/y`);
    if (isSeen) await office.run(number);
    const restorable = await readRestorable(repository());
    const own = isSeen ? `lanjutan-${number}` : BRANCH;
    expect(restorable.open.map(({ branch, head: oid }) => [branch, oid])).toEqual([[own, head]]);
    const place = await mkdtemp(join(tmpdir(), 'pulih-'));
    const [clone, folder, now] = [repository(), join(place, 'kantor'), later(office.now(), 600)];
    await restoreClone(clone, restorable, folder, () => now);
    await office.close();
    office = await openOffice({ folder, now });
    expect(undecidedOf(await office.scheduledRun())).toBe(0);
    const [next] = await successors();
    expect([next?.branch, git('rev-parse', `refs/heads/${own}`)]).toEqual([isSeen ? own : undefined, head]);
    tick(office);
    const entries = await approve(office, next?.number ?? number, 'contoh-kepala-dinas', 'Tindak lanjuti.');
    expect(entries).toMatchObject([{ kind: 'accepted' }]);
    await office.close();
    await rm(place, { recursive: true, force: true });
    office = await openOffice();
  },
);
