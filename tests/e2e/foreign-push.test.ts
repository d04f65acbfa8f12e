import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { INDEX_PATH } from '#domain/journal/paths.ts';
import { parseIndex } from '#domain/journal/index-file.ts';
import { verifyClone } from '#engine/register/clone.ts';
import {
  label,
  type Office,
  openOffice,
  pullOf,
  push,
  requestFiles,
  requestPath,
  RESULTS,
  sampleRequest,
  submit,
  withResult,
} from '../support/office.ts';
import { approve, sendBack, straightWalk, tick, walkTo } from '../support/walk.ts';

/** Another applicant, with write access and no role. */
const STRANGER = 'contoh-bpbd';
const OWNER = 'contoh-opd';
const SIGN = 'decap-cms/pending_review';

let office: Office;
afterEach(() => office.close());

const theirs = { ...sampleRequest(), kegiatan: { jenis: 'rapat', judul: 'Judul orang lain' } };
const git = (...args: string[]): string =>
  execFileSync('git', ['-C', join(office.folder, 'repo.git'), ...args], { encoding: 'utf8' });
const onMain = (slug: string): string => git('show', `refs/heads/main:${requestPath(slug)}`);
const onBranch = (slug: string): string => git('show', `refs/heads/permohonan/${slug}:${requestPath(slug)}`);
const headOf = async (number: number): Promise<string> => (await pullOf(office, number)).head.sha;
const bookings = async (): Promise<number[]> =>
  parseIndex((await office.forge.readRegister([INDEX_PATH])).get(INDEX_PATH)).bookings.map(({ number }) => number);
const noticesOf = async (number: number): Promise<string[]> =>
  (await office.forge.readCase(number)).pull.ownComments.map(({ body }) => body);
const verified = async () => (await verifyClone(join(office.folder, 'repo.git'))).findings;

/** Pushes another request, as the stranger, to the branch of the owner’s request. */
const intrude = (slug: string, request: unknown = theirs): Promise<string> =>
  push(office, STRANGER, `permohonan/${slug}`, { [requestPath(slug)]: JSON.stringify(request) });

/** Approves each row from this row to row 9, by its holder. */
async function approveFrom(number: number, first: number): Promise<void> {
  for (const act of straightWalk().filter(({ row }) => row >= first && row < 10)) {
    tick(office);
    expect(await approve(office, number, act.who, act.body)).toMatchObject([{ kind: 'accepted' }]);
  }
}

test('R48, security 60: at row 5 a stranger’s title is set back, the applicant is notified, and main gets the applicant’s request', async () => {
  office = await openOffice();
  const number = await submit(office, OWNER, 'banjir', sampleRequest());
  await walkTo(office, number, 5);
  const own = await headOf(number);
  const before = await office.state(number);
  tick(office);
  await intrude('banjir');
  const run = await office.run(number);
  expect(run.entries).toMatchObject([{ kind: 'foreign-push', who: { login: STRANGER } }]);
  expect(run.refusals).toEqual([]);
  expect(await headOf(number)).toBe(own);
  expect(await office.state(number)).toMatchObject({
    acts: before?.acts,
    visit: before?.visit,
    digest: before?.digest,
  });
  const [notice] = (await noticesOf(number)).filter((body) => body.includes('foreign-push'));
  expect(notice).toMatch(/@contoh-opd[^]*contoh-bpbd[^]*mengirim perubahan ke cabang permohonan ini/);
  // A second push in the same visit is set back too, without a second notice.
  tick(office);
  await intrude('banjir', { ...theirs, sop: 'lain' });
  expect((await office.run(number)).entries).toEqual([]);
  expect(await headOf(number)).toBe(own);
  await approveFrom(number, 5);
  office.setNow('2026-12-05T02:01:00Z');
  await approve(office, number, 'contoh-operator', withResult('', RESULTS.report));
  expect((await pullOf(office, number)).merged).toBe(true);
  expect(onMain('banjir')).toContain('Rapat koordinasi contoh');
  expect(onMain('banjir')).not.toContain('Judul orang lain');
  expect(await verified()).toEqual([]);
}, 60_000);

test('R34, R48: a foreign push that its author took back before the end is not in the history of main', async () => {
  office = await openOffice();
  const number = await submit(office, OWNER, 'banjir', sampleRequest());
  await walkTo(office, number, 9);
  const own = await headOf(number);
  tick(office);
  const foreign = await intrude('banjir');
  tick(office);
  await push(office, STRANGER, 'permohonan/banjir', {
    [requestPath('banjir')]: git('show', `${own}:${requestPath('banjir')}`),
  });
  expect((await office.run(number)).refusals).toEqual([]);
  await approveFrom(number, 9);
  office.setNow('2026-12-05T02:01:00Z');
  await approve(office, number, 'contoh-operator', withResult('', RESULTS.report));
  expect((await pullOf(office, number)).merged).toBe(true);
  const history = git('rev-list', 'refs/heads/main').split('\n');
  expect(history).toContain(own);
  expect(history).not.toContain(foreign);
  expect(await verified()).toEqual([]);
}, 60_000);

test('R34, security 60: a commit that a stranger put below the applicant’s is not in the history of main', async () => {
  office = await openOffice();
  const number = await submit(office, OWNER, 'banjir', sampleRequest());
  await walkTo(office, number, 9);
  const document = git('show', `${await headOf(number)}:${requestPath('banjir')}`);
  tick(office);
  await intrude('banjir');
  const foreign = await push(office, STRANGER, 'permohonan/banjir', { [requestPath('banjir')]: document });
  tick(office);
  const own = await push(office, OWNER, 'permohonan/banjir', { [requestPath('banjir')]: document });
  expect((await office.run(number)).entries.map(({ kind }) => kind)).toEqual(['foreign-push']);
  expect(await headOf(number)).toBe(own);
  await approveFrom(number, 9);
  office.setNow('2026-12-05T02:01:00Z');
  await approve(office, number, 'contoh-operator', withResult('', RESULTS.report));
  expect((await pullOf(office, number)).merged).toBe(true);
  expect(onMain('banjir')).toBe(document);
  const history = git('rev-list', 'refs/heads/main').split('\n');
  for (const commit of [foreign, own]) expect(history).not.toContain(commit);
  expect(history).toContain(await headOf(number));
  expect((await office.run(number)).effects).toEqual([]);
  expect(await verified()).toEqual([]);
}, 60_000);

test('R24, R48, security 60: a competitor cannot take a room by a push to the case that has booked this room', async () => {
  office = await openOffice();
  const holder = await submit(office, OWNER, 'banjir', sampleRequest());
  await walkTo(office, holder, 9);
  const other = await submit(office, STRANGER, 'lain', sampleRequest({ account: STRANGER }));
  await walkTo(office, other, 7);
  tick(office);
  await intrude('banjir', { ...theirs, pelaksanaan: { ...(sampleRequest()['pelaksanaan'] as object), peserta: 13 } });
  await office.scheduledRun();
  expect(await bookings()).toEqual([holder]);
  tick(office);
  await approve(office, other, 'contoh-subkor-ile', withResult('', RESULTS.check()));
  tick(office);
  await approve(office, other, 'contoh-operator');
  expect((await office.state(other))?.booking).toBeUndefined();
  expect(await bookings()).toEqual([holder]);
}, 60_000);

test('R11, R48, security 60: a stranger’s push cannot restrict a public case', async () => {
  office = await openOffice();
  const number = await submit(office, OWNER, 'banjir', sampleRequest());
  await walkTo(office, number, 3);
  tick(office);
  await intrude('banjir', sampleRequest({ nature: 'rahasia' }));
  await office.run(number);
  const state = await office.state(number);
  expect(state?.nature).toBe('biasa');
  expect((await office.forge.readRegister([INDEX_PATH])).get(INDEX_PATH)).toContain('Rapat koordinasi contoh');
});

test.each([
  ['after a return', true],
  ['on a draft', false],
])(
  'R12, R48, security 60: %s, the first sign after a stranger’s push is refused, and the second submits the applicant’s request',
  async (_when, isCase) => {
    office = await openOffice();
    const number = await submit(office, OWNER, 'banjir', sampleRequest(), { draft: !isCase });
    if (isCase) {
      await walkTo(office, number, 3);
      tick(office);
      await sendBack(office, number, 'contoh-kepala-dinas', 'Perbaiki judul.');
    }
    tick(office);
    await intrude('banjir');
    await office.run(number);
    expect(await headOf(number)).toBe(git('rev-parse', 'refs/heads/permohonan/banjir').trim());
    const sign = async () => {
      tick(office);
      if (isCase) {
        await label(office, OWNER, number, []);
        tick(office);
        await label(office, OWNER, number, [SIGN]);
      } else {
        const client = await office.as(OWNER);
        const id = (await office.forge.readCase(number)).pull.nodeId;
        const turn = (what: string) =>
          client.graphql(`mutation M($id: ID!) { ${what}(input: { pullRequestId: $id }) { clientMutationId } }`, {
            id,
          });
        await turn('convertPullRequestToDraft').catch(() => undefined);
        tick(office);
        await turn('markPullRequestReadyForReview');
      }
      return office.run(number);
    };
    await sign();
    const reported = (await noticesOf(number)).join('\n');
    expect(reported).toMatch(/request\.yaml|File ini diubah akun lain/);
    expect((await office.state(number))?.visit.withApplicant ?? true).toBe(true);
    await sign();
    const state = await office.state(number);
    expect(state?.visit.step).toBe('penerimaan');
    expect(JSON.stringify(state?.request)).not.toContain('Judul orang lain');
    expect(await verified()).toEqual([]);
  },
);

test('R13, R48: after a stranger replaced the letter, the opener’s next submission is refused, and the refusal names the letter', async () => {
  office = await openOffice();
  const number = await submit(office, OWNER, 'banjir', sampleRequest());
  await walkTo(office, number, 3);
  tick(office);
  await sendBack(office, number, 'contoh-kepala-dinas', 'Perbaiki judul.');
  tick(office);
  const letter = `requests/2026/banjir/surat-permohonan.pdf`;
  const swapped = requestFiles('banjir', '')[letter]?.replace('%%EOF', '% lain\n%%EOF') ?? '';
  await push(office, STRANGER, 'permohonan/banjir', { [letter]: swapped });
  tick(office);
  const mine = { ...sampleRequest(), kegiatan: { jenis: 'rapat', judul: 'Judul yang diperbaiki' } };
  await push(office, OWNER, 'permohonan/banjir', { [requestPath('banjir')]: JSON.stringify(mine) });
  tick(office);
  await label(office, OWNER, number, [SIGN]);
  const [refused] = (await office.run(number)).entries;
  expect(refused).toMatchObject({ kind: 'submission-refused' });
  expect(refused?.problems?.map(({ code, file }) => `${code} ${file}`)).toEqual(
    expect.arrayContaining([`foreign-push ${letter}`]),
  );
});

test.each([
  ['restores the opener’s earlier files is judged at once', false],
  ['leaves the files of another account is refused once, and the next sign is judged', true],
] as const)('R12, R48: a sign after a push of the opener that %s', async (_what, isTaken) => {
  office = await openOffice();
  const number = await submit(office, OWNER, 'banjir', sampleRequest());
  await walkTo(office, number, 3);
  tick(office);
  await sendBack(office, number, 'contoh-kepala-dinas', 'Perbaiki judul.');
  const own = onBranch('banjir');
  tick(office);
  await intrude('banjir');
  tick(office);
  // A commit with the same files is a push by the opener too.
  await push(office, OWNER, 'permohonan/banjir', isTaken ? {} : { [requestPath('banjir')]: own });
  const sign = async () => {
    tick(office);
    await label(office, OWNER, number, []);
    tick(office);
    await label(office, OWNER, number, [SIGN]);
    return (await office.run(number)).entries.map(({ kind }) => kind);
  };
  expect(await sign()).toEqual([isTaken ? 'submission-refused' : 'submitted']);
  if (isTaken) expect(await sign()).toEqual(['submitted']);
  const request = JSON.stringify((await office.state(number))?.request);
  expect(request.includes('Judul orang lain')).toBe(isTaken);
  expect(await verified()).toEqual([]);
});
