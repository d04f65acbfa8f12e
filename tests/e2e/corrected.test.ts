import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { composeCorrection, type GivenCorrection } from '#domain/request/correction-block.ts';
import { readingUpTo, requestOf, type DocumentCase } from '#domain/documents/reading.ts';
import { openJournal, publicLines } from '#domain/journal/journal.ts';
import { journalPath } from '#domain/journal/paths.ts';
import { valueAt } from '#domain/request/pointer.ts';
import { same } from '#domain/words/language.ts';
import { projectCase } from '#public/export/project-case.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { compareRegister } from '#engine/forge/compare-register.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { repositoryOf } from '../fixtures/registers/write.ts';
import { type Office, openOffice, review, sampleRequest, submit } from '../support/office.ts';
import { sop as FIRST_SOP } from '../support/walked-case.ts';
import { approve, straightWalk, tick, walkTo } from '../support/walk.ts';

const PLACE = { field: '/krisis/lokasi', value: 'Kelurahan Contoh', note: 'Salah ketik nama tempat.' };

let office: Office;
let number: number;
beforeAll(async () => {
  office = await openOffice();
  number = await submit(office, 'contoh-opd', 'banjir', sampleRequest());
  await walkTo(office, number, 10);
});
afterAll(() => office.close());

/** Writes a correction as a comment-only review, and runs the process. */
async function correct(who: string, correction: GivenCorrection): Promise<readonly Entry[]> {
  tick(office);
  await review(office, who, number, 'COMMENT', composeCorrection(correction));
  const { entries, runError } = await office.run(number);
  expect(runError).toBeUndefined();
  return entries;
}

async function publishedCase() {
  const journal = openJournal(
    number,
    (await office.forge.readRegister([journalPath(number)])).get(journalPath(number)),
  );
  const lines = publicLines(journal).map(({ id, public: open }) => ({
    id,
    part: 'part' in open ? open.part : undefined,
  }));
  return projectCase(lines, { procedure: FIRST_SOP });
}

const documentCase = (entries: readonly Entry[]): DocumentCase => ({
  ...{ entries, procedure: FIRST_SOP, requestSchema: {}, resultSchema: () => undefined },
  ...{
    names: { role: same, thing: same, letterhead: undefined, holders: () => [] },
    day: '2026-12-06',
    isPublic: false,
  },
});

const comments = async (): Promise<string[]> => {
  const client = await office.as('contoh-tu');
  const at = { owner: office.local.owner, repo: office.local.repo, issue_number: number };
  const { data } = await client.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', at);
  return data.map(({ body }) => body ?? '');
};

test('R49: while a case runs, nobody corrects it', async () => {
  expect(await correct('contoh-tu', PLACE)).toEqual([]);
});

test('R49: after the end, the holder of the role that main names corrects a public field', async () => {
  office.setNow('2026-12-05T03:00:00Z');
  const last = straightWalk().at(-1);
  await approve(office, number, last?.who ?? '', last?.body);
  const before = await office.state(number);
  expect(before?.end?.kind).toBe('completed');
  // The same holder wrote the same words before the end. They stay a comment.
  expect((await office.run(number)).entries).toEqual([]);
  const corrected = { field: '/krisis/lokasi', before: 'Kecamatan Contoh', after: 'Kelurahan Contoh' };
  expect(await correct('contoh-tu', PLACE)).toMatchObject([
    { kind: 'corrected', who: { login: 'contoh-tu', role: 'tu' }, note: PLACE.note, corrected },
  ]);
  const after = await office.state(number);
  expect(after).toMatchObject({ request: before?.request, digest: before?.digest, end: before?.end });
  expect((await comments()).at(-1)).toMatch(
    /membetulkan \W*Lokasi\W*: semula \W*Kecamatan Contoh\W*, menjadi \W*Kelurahan Contoh/,
  );
});

test.each([
  ['the applicant', 'contoh-opd', PLACE],
  ['a holder of another role', 'contoh-walikota', PLACE],
])('R49: %s corrects nothing', async (_who, login, correction) => {
  const before = await comments();
  expect(await correct(login, { ...correction, value: 'Lain' })).toEqual([]);
  expect(await comments()).toEqual(before);
});

test.each([
  [
    'the start, by which the room was booked',
    { field: '/pelaksanaan/mulai', value: '2026-12-07T09:00:00+07:00' },
    /ikut menentukan keputusan/,
  ],
  ['the nature of the letter', { field: '/surat/sifat', value: 'rahasia' }, /ikut menentukan keputusan/],
  ['an internal field', { field: '/pemohon/nama', value: 'Lain' }, /tidak terbuka bagi umum/],
  [
    'a room that the office does not have',
    { field: '/ruang', value: 'aula-lain', of: { step: 'arahan-walikota', visit: 1 } },
    /Ruang ini tidak ada/,
  ],
  ['a whole section', { field: '/krisis', value: 'Lain' }, /tidak terbuka bagi umum/],
  ['a field that is not there', { field: '/krisis/tidak_ada', value: 'Lain' }, /tidak terbuka bagi umum/],
  ['a value that the schema does not allow', { field: '/krisis/jenis', value: 'lain' }, /pilihan/],
  [
    'the value that it has',
    { field: '/krisis/lokasi', value: 'Kelurahan Contoh' },
    /Isian ini sudah bernilai demikian/,
  ],
])('R49: a correction of %s is refused with the reason, once', async (_what, change, reason) => {
  const count = (await comments()).length;
  expect(await correct('contoh-tu', { ...change, note: 'Alasan.' })).toEqual([]);
  const said = (await comments()).slice(count);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(reason);
  await office.run(number);
  expect(await comments()).toHaveLength(count + 1);
});

test('R49: a refused correction stays refused when its value becomes possible', async () => {
  expect(await correct('contoh-tu', { ...PLACE, value: 'Kecamatan Contoh' })).toMatchObject([{ kind: 'corrected' }]);
  expect((await office.run(number)).entries).toEqual([]);
});

test('R49: a field of a result is corrected in the visit that has it', async () => {
  const of = { step: 'pengecekan', visit: 1 };
  expect(await correct('contoh-tu', { field: '/tata_letak', value: 'Meja O', note: 'Salah ketik.', of })).toMatchObject(
    [{ kind: 'corrected', corrected: { ...of, field: '/tata_letak', before: 'Meja U', after: 'Meja O' } }],
  );
});

test('R49: pages show the corrected values, and that they were corrected; the entries before stay', async () => {
  const published = await publishedCase();
  expect(published?.request).toMatchObject({ krisis: { lokasi: 'Kecamatan Contoh' } });
  const entries = published?.visits.flatMap((visit) => visit.entries) ?? [];
  expect(entries.find(({ result }) => result?.['tata_letak'] !== undefined)?.result).toMatchObject({
    tata_letak: 'Meja O',
  });
  expect(entries.filter(({ kind }) => kind === 'corrected')).toMatchObject([
    { note: PLACE.note, who: { role: 'tu' }, corrected: { before: 'Kecamatan Contoh', after: 'Kelurahan Contoh' } },
    { corrected: { before: 'Kelurahan Contoh', after: 'Kecamatan Contoh' } },
    { corrected: { step: 'pengecekan', visit: 1, after: 'Meja O' } },
  ]);
  const [first] = await office.journal(number);
  expect(first?.request).toMatchObject({ krisis: { lokasi: 'Kecamatan Contoh' } });
});

test('R49: a letter says what was known at its entry, and one that is based on a correction says the new value', async () => {
  const entries = await office.journal(number);
  const [first, second] = entries.filter(({ kind }) => kind === 'corrected').map(({ seq }) => seq);
  const place = (seq: number) => valueAt(requestOf(readingUpTo(documentCase(entries), seq)), '/krisis/lokasi');
  expect([place((first ?? 0) - 1), place(first ?? 0), place(second ?? 0)]).toEqual([
    'Kecamatan Contoh',
    'Kelurahan Contoh',
    'Kecamatan Contoh',
  ]);
  const reading = readingUpTo(documentCase(entries), first ?? 0);
  expect(reading.rests).toMatchObject({ kind: 'accepted', end: 'completed' });
});

test('R29, R49: a register with corrections verifies, also against the forge', async () => {
  expect((await verifyClone(repositoryOf(office))).findings).toEqual([]);
  const { owner, repo, apiUrl: baseUrl } = office.local;
  const client = createClient({ owner, repo, baseUrl, token: await office.local.accounts.token('contoh-tu') });
  expect((await compareRegister(client, new Map([[number, await office.journal(number)]]))).findings).toEqual([]);
});
