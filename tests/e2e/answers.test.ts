import { afterEach, beforeEach, expect, test } from 'vitest';
import { journalPath } from '#domain/journal/paths.ts';
import { composeAnswer } from '#domain/request/review.ts';
import { noticeKey } from '#domain/words/comment-marks.ts';
import {
  type Office,
  openOffice,
  push,
  requestFiles,
  RESULTS,
  review,
  sampleRequest,
  setState,
  submit,
  withResult,
} from '../support/office.ts';
import { findingsOf, indexOf } from '../support/office-register.ts';
import { approve, sendBack, tick, walkTo } from '../support/walk.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const WHY = 'Saya tidak dihubungi; siaran pers belum disepakati.';

const begun = async (slug: string): Promise<number> => submit(office, 'contoh-opd', slug, sampleRequest());
const read = async (path: string) => (await office.forge.readRegister([path])).get(path) ?? '';
const situationOf = async (number: number) => {
  const state = await office.state(number);
  return [state?.visit.step, state?.visit.visit, state?.visit.deadline?.due, state?.end?.kind];
};

/**
 * Answers what a visit recorded, as this person, and runs the process.
 * @returns the entries of that run
 */
async function answer(who: string, number: number, visit: string, note = WHY) {
  tick(office);
  await review(office, who, number, 'COMMENT', composeAnswer({ visit, note }));
  return (await office.run(number)).entries;
}

/** Returns the comments of this kind that the process has written. */
async function notices(number: number, kind: string): Promise<string[]> {
  const client = await office.as('contoh-tu');
  const { data } = await client.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    ...{ owner: office.local.owner, repo: office.local.repo, issue_number: number, per_page: 100 },
  });
  return data.flatMap(({ body = '' }) => (noticeKey(body)?.startsWith(`${kind}:`) ? [body] : []));
}

const firstLines = (body = ''): string => body.split('\n').slice(0, 4).join(' ');

test('R52: a consulted person is notified of the record, may answer it once, and the answer changes nothing else', async () => {
  const number = await begun('tanggapan');
  await walkTo(office, number, 7);
  const informed = await notices(number, 'informed');
  expect(firstLines(informed.at(-1))).toContain('@contoh-kabid-ikp');
  expect(informed.at(-1)).toContain('koordinasi#1');
  const before = await situationOf(number);
  const [entry, ...more] = await answer('contoh-kabid-ikp', number, 'koordinasi#1');
  expect(more).toEqual([]);
  expect(entry).toMatchObject({
    ...{ kind: 'answered', step: 'koordinasi', visit: 1, note: WHY },
    who: { login: 'contoh-kabid-ikp', role: 'kabid-ikp' },
  });
  expect(await situationOf(number)).toEqual(before);
  const reported = await notices(number, 'answered');
  expect(reported).toHaveLength(1);
  expect(reported[0]).toContain(`Kabid IKP menanggapi hasil langkah 6`);
  for (const login of ['@contoh-kabid-aptika', '@contoh-subkor-ile']) expect(firstLines(reported[0])).toContain(login);
  // A second answer is not recorded, and the reason is in the internal part only.
  expect(await answer('contoh-kabid-ikp', number, 'koordinasi#1', 'Sekali lagi.')).toEqual([]);
  const lines = (await read(journalPath(number))).trim().split('\n');
  const line = lines.map((each) => JSON.parse(each) as { public: { part: { kind: string; note?: string } } }).at(-1);
  expect([line?.public.part.kind, line?.public.part.note]).toEqual(['answered', undefined]);
  // The case continues as without an answer.
  await approve(office, number, 'contoh-subkor-ile', withResult('', RESULTS.check()));
  expect(await findingsOf(office)).toEqual([]);
});

test('R52, R1: an answer by a stranger, by another official or for another visit is a comment, and is not recorded', async () => {
  const number = await begun('orang-lain');
  await walkTo(office, number, 7);
  const before = await office.journal(number);
  for (const [who, visit] of [
    ['contoh-bpbd', 'koordinasi#1'],
    ['contoh-tu', 'koordinasi#1'],
    ['contoh-kabid-ikp', 'arahan-walikota#1'],
    ['contoh-kabid-ikp', 'koordinasi#2'],
    ['contoh-kabid-ikp', 'pengecekan#1'],
  ] as const)
    expect([who, visit, await answer(who, number, visit)]).toEqual([who, visit, []]);
  expect(await office.journal(number)).toEqual(before);
  // A copy of the block without a reason is no answer either.
  tick(office);
  await review(office, 'contoh-kabid-ikp', number, 'COMMENT', '```tanggapan\nkoordinasi#1\n```');
  expect((await office.run(number)).entries).toEqual([]);
});

test('R4, R52: a result may name any existing account, which is notified and may answer; an unknown account is refused in words', async () => {
  const number = await begun('pejabat');
  await walkTo(office, number, 5);
  const naming = (akun: string) =>
    withResult('Laksanakan.', { ruang: 'tcm', pemangku_kepentingan: [{ instansi: 'BPBD Contoh', akun }] });
  tick(office);
  const [refused] = await approve(office, number, 'contoh-walikota', naming('tidak-ada'));
  expect(refused?.problems).toMatchObject([
    {
      code: 'account-unknown',
      path: '/pemangku_kepentingan/0/akun',
      message: { id: 'Tidak ada akun dengan nama ini' },
    },
  ]);
  tick(office);
  const [directed] = await approve(office, number, 'contoh-walikota', naming('Contoh-BPBD'));
  expect(directed?.informed).toEqual({ roles: ['applicant'], accounts: [{ id: 1102, login: 'Contoh-BPBD' }] });
  const index = await indexOf(office);
  expect(index.cases[number]?.informed).toEqual({ roles: ['kabid-aptika'], accounts: [1102] });
  const [reported = ''] = (await notices(number, 'informed')).slice(-1);
  expect(firstLines(reported)).toContain('@Contoh-BPBD');
  expect(reported).toContain('- `BPBD Contoh`: diberi tahu melalui akunnya');
  const [entry] = await answer('contoh-bpbd', number, 'arahan-walikota#1', 'Bukan kewenangan kami.');
  expect(entry).toMatchObject({ kind: 'answered', who: { id: 1102 } });
  // Row 5 informs the applicant too.
  expect((await answer('contoh-opd', number, 'arahan-walikota#1', 'Kami sudah pindah.')).at(0)?.kind).toBe('answered');
  // The public reads no name of a person without a role.
  const published = (await read(journalPath(number)))
    .trim()
    .split('\n')
    .map((each) => JSON.stringify((JSON.parse(each) as { public: { part: unknown } }).public.part));
  expect(published.join('\n')).not.toMatch(/contoh-bpbd/i);
  expect(await findingsOf(office)).toEqual([]);
});

test('R52, R1: an answer is not the reason of a close', async () => {
  const number = await begun('alasan');
  await walkTo(office, number, 6);
  // Row 3 informs the official who is on turn now.
  expect((await answer('contoh-kabid-aptika', number, 'disposisi#1')).at(0)?.kind).toBe('answered');
  await setState(office, 'contoh-kabid-aptika', number, 'closed');
  expect((await office.run(number)).entries.at(-1)).toMatchObject({ kind: 'refused', reason: 'incomplete' });
  expect((await situationOf(number)).at(-1)).toBeUndefined();
  tick(office);
  await sendBack(office, number, 'contoh-kabid-aptika', 'Lengkapi.');
  expect((await office.state(number))?.visit.withApplicant).toBe(true);
});

test('R52, R18: after a changed request superseded the acts, their records can no longer be answered', async () => {
  const number = await begun('gugur');
  await walkTo(office, number, 7);
  tick(office);
  const changed = sampleRequest({ start: '2026-12-08T09:00:00+07:00', end: '2026-12-08T11:00:00+07:00' });
  await push(office, 'contoh-opd', 'permohonan/gugur', requestFiles('gugur', changed));
  expect((await office.run(number)).entries.at(-1)).toMatchObject({ kind: 'superseded', supersedes: true });
  expect(await answer('contoh-kabid-ikp', number, 'koordinasi#1')).toEqual([]);
});

test('R19, R52: words that another writer puts into a comment of an informed person are no answer', async () => {
  const number = await begun('disunting');
  await walkTo(office, number, 7);
  tick(office);
  const id = await review(office, 'contoh-kabid-ikp', number, 'COMMENT', 'Sudah saya baca.');
  const writer = await office.as('contoh-bpbd');
  await writer.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}', {
    ...{ owner: office.local.owner, repo: office.local.repo, pull_number: number, review_id: id },
    body: composeAnswer({ visit: 'koordinasi#1', note: 'Tidak sesuai.' }),
  });
  expect((await office.run(number)).entries).toEqual([]);
  expect((await answer('contoh-kabid-ikp', number, 'koordinasi#1')).at(0)?.kind).toBe('answered');
});

test('R28, R52: a comment from before the record is no answer, also when a run after the record reads the comment again', async () => {
  const number = await begun('mendahului');
  await walkTo(office, number, 3);
  expect(await answer('contoh-kabid-aptika', number, 'disposisi#1', 'Sudah saya tolak.')).toEqual([]);
  tick(office);
  const [disposed, ...more] = await approve(office, number, 'contoh-kepala-dinas', 'Laksanakan.');
  expect([disposed?.informed, more]).toEqual([{ roles: ['kabid-aptika'] }, []]);
  expect((await office.run(number)).entries).toEqual([]);
  expect((await answer('contoh-kabid-aptika', number, 'disposisi#1')).at(0)?.kind).toBe('answered');
});

test('R52: after the end nobody can answer', async () => {
  const number = await begun('akhir');
  await walkTo(office, number, 7);
  tick(office);
  await setState(office, 'contoh-opd', number, 'closed');
  await office.run(number);
  const before = await office.journal(number);
  expect(await answer('contoh-kabid-ikp', number, 'koordinasi#1')).toEqual([]);
  expect(await office.journal(number)).toEqual(before);
});
