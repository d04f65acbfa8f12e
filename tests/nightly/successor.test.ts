import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { INDEX_PATH } from '#domain/journal/paths.ts';
import { configFolder } from '#engine/config/folder.ts';
import { readConfig } from '#engine/config/read.ts';
import { compareRegister } from '#engine/forge/compare-register.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { entriesInClone } from '#engine/register/entries-in-clone.ts';
import { registerHead, verifyClone } from '#engine/register/clone.ts';
import { MainHistory } from '#engine/register/main-history.ts';
import { whatIfInClone } from '#engine/register/what-if-clone.ts';
import { writeOfficeFile } from '#embedded/office/office-file.ts';
import { lookForReply, sendReview } from '#site/src/desk/acts.ts';
import { loadCase } from '#site/src/desk/desk-case.ts';
import { openForge } from '#site/src/desk/forge.ts';
import { disposisi } from '../cli/disposisi.ts';
import { changed } from '../support/changed.ts';
import { mergedElsewhere } from '../support/merged-elsewhere.ts';
import { FIRST } from '../support/folders.ts';
import {
  type Office,
  openOffice,
  pullOf,
  push,
  RESULTS,
  requestPath,
  review,
  sampleRequest,
  submit,
  withResult,
} from '../support/office.ts';
import { approve, straightWalk, tick, walkTo } from '../support/walk.ts';

/** An account with write access that has no role and did not open the case. */
const STRANGER = 'contoh-bpbd';
const BRANCH = 'permohonan/banjir';

let office: Office;
let number: number;
let head: string;
beforeEach(async () => {
  // On this forge, as on GitHub, a writer can merge into a branch of their own.
  office = await openOffice();
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

const mergeElsewhere = (pull: number, own?: string): Promise<void> => mergedElsewhere(office, STRANGER, pull, own);

const open = async (): Promise<number[]> =>
  (await (await office.as(STRANGER)).request('GET /repos/{owner}/{repo}/pulls', at())).data.flatMap((pull) =>
    pull.head.ref === BRANCH ? [pull.number] : [],
  );

const commentsOn = async (pull: number): Promise<string[]> =>
  (
    await (
      await office.as(STRANGER)
    ).request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', { ...at(), issue_number: pull })
  ).data.map(({ body }) => body ?? '');

/** Runs the process, and returns the only open pull request of the case. */
async function successor(): Promise<number> {
  const run = await office.run(number);
  expect([run.runError, run.refusals]).toEqual([undefined, []]);
  const [next = 0, ...more] = await open();
  expect(more).toEqual([]);
  return next;
}

/** Approves on the pull request of this number, and runs the process. */
const act = async (pull: number, who: string, body: string) => approve(office, pull, who, body);

async function expectSound(): Promise<void> {
  expect((await verifyClone(repository())).findings).toEqual([]);
  const head = git('rev-parse', 'refs/heads/register');
  const client = createClient({
    ...at(),
    ...{ baseUrl: office.local.apiUrl, token: await office.local.accounts.token('disposisi[bot]', { ttl: 'P700D' }) },
  });
  const compared = await compareRegister(client, await entriesInClone(repository(), head));
  expect([compared.findings, compared.unread]).toEqual([[], []]);
}

test('R1, security 62: a case whose pull request was merged into another branch continues in a successor, to its end', async () => {
  const before = await office.state(number);
  const main = git('rev-parse', 'refs/heads/main');
  await mergeElsewhere(number);
  const next = await successor();
  const state = await office.state(number);
  expect(state).toMatchObject({
    ...{ end: undefined, moved: 1, visit: before?.visit, opens: before?.opens, acts: before?.acts },
  });
  expect(git('rev-parse', 'refs/heads/main')).toBe(main);
  expect((await office.journal(number)).at(-1)).toMatchObject({ kind: 'moved', who: { login: STRANGER } });

  // The successor shows the attested content, the opener of the case and whose turn it is. One comment on the old pull
  // request links to the successor.
  const shown = await pullOf(office, next);
  expect([shown.head.sha, shown.base.ref, shown.user?.login]).toEqual([head, 'main', 'disposisi[bot]']);
  expect(shown.requested_reviewers?.map((each) => 'login' in each && each.login)).toEqual(['contoh-kepala-dinas']);
  expect(shown.labels.map(({ name }) => name)).toContain('baris/3');
  expect((await commentsOn(next)).join('\n')).toMatch(/@contoh-opd[^]*berlanjut di sini/);
  await office.scheduledRun();
  expect((await commentsOn(number)).filter((body) => body.includes(`berlanjut di #${next}`))).toHaveLength(1);

  // Nothing is read on the old pull request any more.
  tick(office);
  await review(office, 'contoh-kepala-dinas', number, 'APPROVE', 'Tindak lanjuti.');
  expect((await office.run(number)).entries).toEqual([]);

  for (const { row, who, body } of straightWalk().slice(1)) {
    tick(office);
    // The last row begins at the end of the requested time.
    if (row === 10) office.setNow('2026-12-05T04:40:00Z');
    expect((await act(next, who, body)).at(-1)?.kind).toBe('accepted');
  }
  expect((await office.state(number))?.end?.kind).toBe('completed');
  const merged = await pullOf(office, next);
  expect([merged.merged, await open()]).toEqual([true, []]);
  expect(git('show', `refs/heads/main:${requestPath('banjir')}`)).toContain('Rapat koordinasi contoh');
  await expectSound();
  // Under the unchanged procedure, a what-if gives the moved case the same decisions.
  const history = await MainHistory.read(repository());
  const reading = readConfig(await configFolder(FIRST));
  if (!history || 'problems' in reading) throw new Error('There is no configuration.');
  const change = changed(reading.config, 'protokol-manajemen-krisis');
  const { cases } = await whatIfInClone(repository(), await registerHead(repository()), history, change);
  expect(cases).toMatchObject([{ identical: true, differences: [], unknown: 0 }]);
});

test('R1: command and desk act on the successor, by the number of either pull request', async () => {
  await mergeElsewhere(number);
  const next = await successor();
  await office.scheduledRun();
  tick(office);
  const { url, apiUrl, cloneUrl, owner, repo, accounts } = office.local;
  const head = await accounts.token('contoh-kepala-dinas', { ttl: 'P700D' });
  writeOfficeFile(office.folder, {
    ...{ url, apiUrl, cloneUrl, owner, repo, pid: process.pid, process: 'disposisi[bot]' },
    tokens: { 'contoh-kepala-dinas': head },
  });
  const args = ['--folder', office.folder, '--as', 'contoh-kepala-dinas', '--note', 'Tindak lanjuti.', '--wait', '0'];
  expect((await disposisi(['act', 'approve', String(number), ...args], office.folder)).code).toBe(0);
  expect((await office.run(next)).entries).toMatchObject([{ kind: 'accepted' }]);
  tick(office);
  expect((await disposisi(['act', 'approve', String(next), ...args], office.folder)).code).toBe(0);
  expect((await office.run(next)).entries).toMatchObject([{ kind: 'accepted' }]);

  const desk = openForge(
    { kind: 'embedded', api: apiUrl, graphql: `${apiUrl.replace(/v3$/, '')}graphql`, owner, repo },
    await accounts.token('contoh-walikota', { ttl: 'P700D' }),
  );
  const [one, same] = [await loadCase(desk, number), await loadCase(desk, next)];
  expect([one.number, one.pull.number, same.number, same.pull.number]).toEqual([number, next, number, next]);
  expect(one.current?.state.visit.row).toBe(5);
  tick(office);
  const sent = await sendReview(desk, one, 'approve', withResult('Laksanakan.', RESULTS.direction));
  expect((await office.run(number)).entries).toMatchObject([{ kind: 'accepted' }]);
  expect(await lookForReply(desk, sent, 0)).toMatchObject({ entry: { kind: 'accepted' } });
});

test('R1: the opener of a case is the account that opened the first pull request, not the process, which opened the successor', async () => {
  await mergeElsewhere(number);
  const next = await successor();
  tick(office);
  const client = await office.as('contoh-opd');
  await client.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
    ...at(),
    ...{ pull_number: next, state: 'closed' },
  });
  expect((await office.run(next)).entries).toMatchObject([{ kind: 'withdrawn', who: { login: 'contoh-opd' } }]);
  await expectSound();
});

test('R1, R48: while the case is with the opener, a successor shows their last push, and their sign on it submits', async () => {
  await review(office, 'contoh-kepala-dinas', number, 'REQUEST_CHANGES', 'Lengkapi.');
  await office.run(number);
  tick(office);
  const request = sampleRequest({ start: '2026-12-05T10:00:00+07:00' });
  const own = await push(office, 'contoh-opd', BRANCH, { [requestPath('banjir')]: JSON.stringify(request) });
  tick(office);
  await mergeElsewhere(number);
  const next = await successor();
  expect((await pullOf(office, next)).head.sha).toBe(own);
  expect((await office.state(number))?.visit.withApplicant).toBe(true);
  tick(office);
  await (
    await office.as('contoh-opd')
  ).request('PUT /repos/{owner}/{repo}/issues/{issue_number}/labels', {
    ...at(),
    ...{ issue_number: next, labels: ['decap-cms/pending_review'] },
  });
  expect((await office.run(next)).entries).toMatchObject([{ kind: 'submitted' }]);
  await expectSound();
});

test('R1, R31: the index caches the successor’s number, and without this number a scheduled run finds the successor too', async () => {
  const other = await submit(office, 'contoh-bpbd', 'lain', sampleRequest({ account: 'contoh-bpbd' }));
  await office.run(other);
  await mergeElsewhere(number);
  const next = await successor();
  await office.scheduledRun();
  const text = (await office.forge.readRegister([INDEX_PATH])).get(INDEX_PATH) ?? '';
  expect(JSON.parse(text).cases[number].pull).toBe(next);
  const quiet = git('rev-parse', 'refs/heads/register');
  expect(await office.scheduledRun()).toEqual([]);
  expect(git('rev-parse', 'refs/heads/register')).toBe(quiet);
  const bare = JSON.parse(text);
  delete bare.cases[number].pull;
  await office.forge.appendRegister(quiet, 'without', [{ path: INDEX_PATH, text: `${JSON.stringify(bare)}\n` }]);
  tick(office);
  await review(office, 'contoh-kepala-dinas', next, 'APPROVE', 'Tindak lanjuti.');
  const outcomes = await office.scheduledRun();
  expect(outcomes.flatMap(({ entries }) => entries.map(({ kind }) => kind))).toEqual(['accepted']);
  const after = (await office.forge.readRegister([INDEX_PATH])).get(INDEX_PATH) ?? '';
  expect(JSON.parse(after).cases[number].pull).toBe(next);
  expect((await office.state(other))?.visit.row).toBe(2);
  await expectSound();
});

test('R1: a pull request that another account opens from the case’s branch is closed, and the process opens the successor', async () => {
  await mergeElsewhere(number);
  await (
    await office.as(STRANGER)
  ).request('POST /repos/{owner}/{repo}/pulls', { ...at(), title: 'Lain', head: BRANCH, base: 'main' });
  const next = await successor();
  expect((await pullOf(office, next)).user?.login).toBe('disposisi[bot]');
  await expectSound();
});

test('R1: a case whose second successor is merged into another branch ends outside the procedure', async () => {
  for (let pull = number, n = 0; n < 2; n += 1) {
    await mergeElsewhere(pull, `milik-${n}`);
    pull = await successor();
    tick(office);
  }
  expect((await office.state(number))?.moved).toBe(2);
  const [last = 0] = await open();
  await mergeElsewhere(last, 'milik-akhir');
  expect((await office.run(last)).entries.at(-1)?.kind).toBe('ended-outside');
  expect(await open()).toEqual([]);
  await expectSound();
});

test('R1: if the forge refuses to reopen a restored pull request, the case continues in a successor', async () => {
  await office.close();
  office = await openOffice({
    fetch: async (input, init) => {
      const isReopening = init?.method === 'PATCH' && String(init.body).includes('"state":"open"');
      return isReopening ? Response.json({ message: 'Cannot be reopened' }, { status: 422 }) : fetch(input, init);
    },
  });
  number = await submit(office, 'contoh-opd', 'banjir', sampleRequest());
  await walkTo(office, number, 3);
  head = (await pullOf(office, number)).head.sha;
  tick(office);
  await (
    await office.as(STRANGER)
  ).request('DELETE /repos/{owner}/{repo}/git/refs/{ref}', { ...at(), ref: `heads/${BRANCH}` });
  await push(office, STRANGER, BRANCH, { [requestPath('lain')]: 'sop: lain' });
  const next = await successor();
  expect((await pullOf(office, next)).head.sha).toBe(head);
  expect((await office.journal(number)).slice(-2)).toMatchObject([{ kind: 'refused' }, { kind: 'moved' }]);
  tick(office);
  expect(await act(next, 'contoh-kepala-dinas', 'Tindak lanjuti.')).toMatchObject([{ kind: 'accepted' }]);
  await expectSound();
});
