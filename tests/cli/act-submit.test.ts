import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DRAFT_LABEL, SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import { writeOfficeFile } from '#embedded/office/office-file.ts';
import { type Office, openOffice, sampleRequest, submit } from '../support/office.ts';
import { DESK } from '../../site/src/desk/words.ts';
import { sendBack, straightWalk, tick, walkTo } from '../support/walk.ts';
import { disposisi, emptyFolder, inBothLanguages, sample } from './disposisi.ts';

let folder: string;
let office: Office;
let number: number;
beforeAll(async () => {
  folder = await emptyFolder();
  await writeFile(join(folder, 'lain.yaml'), (await sample()).replace('akun: contoh-opd', 'akun: contoh-bpbd'));
  office = await openOffice();
  const { url, apiUrl, cloneUrl, owner, repo, accounts } = office.local;
  const logins = ['contoh-bpbd', 'contoh-tu', 'disposisi[bot]'];
  const tokens = Object.fromEntries(
    await Promise.all(logins.map(async (login) => [login, await accounts.token(login, { ttl: 'P700D' })] as const)),
  );
  const place = { url, apiUrl, cloneUrl, owner, repo, pid: process.pid, process: 'disposisi[bot]', tokens };
  writeOfficeFile(office.folder, place);
  number = await submit(office, 'contoh-bpbd', 'giliran', sampleRequest({ account: 'contoh-bpbd' }));
  await walkTo(office, number, 2);
});
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

/** Returns what `act submit` prints to a person who is not on turn. Expects that the pull request is unchanged. */
async function refused(login: string, ...more: string[]) {
  const before = await office.forge.readCase(number);
  const args = ['act', 'submit', String(number), '--folder', office.folder, '--as', login, ...more];
  const { codes, id, en } = await inBothLanguages(args, folder);
  expect(codes).toEqual([1, 1]);
  expect(await office.forge.readCase(number)).toEqual(before);
  return { id, en };
}

test.each([[[]], [['--file', 'lain.yaml']]])(
  'R13: only the opener submits a request: another person reads who the opener is, and nothing is sent: %j',
  async (more) => {
    const { id, en } = await refused('contoh-tu', ...more);
    expect(id).toMatch(
      /^Tidak ada yang dikirim: hanya pembuka .*, contoh-bpbd, .* [Mm]enunggu TU .*\(langkah 2 dari 10\)/,
    );
    expect(en).toMatch(/^Nothing was sent: only contoh-bpbd, who opened .*, can .* [Ww]aiting for .*\(step 2 of 10\)/);
  },
);

test.each([[[]], [['--file', 'lain.yaml']]])(
  'R13: while the request is with the office, its opener reads at which step it is, and nothing is sent: %j',
  async (more) => {
    const { id, en } = await refused('contoh-bpbd', ...more);
    expect(id).toMatch(/^Tidak ada yang dikirim: .*sudah diajukan.* [Mm]enunggu TU .*\(langkah 2 dari 10\)/);
    expect(en).toMatch(/^Nothing was sent: .*has been submitted.* [Ww]aiting for .*\(step 2 of 10\)/);
  },
);

test('R53: before a time begins, the opener who would submit another one reads where to ask for it', async () => {
  const at = { start: '2026-12-20T09:00:00+07:00', end: '2026-12-20T11:00:00+07:00', account: 'contoh-bpbd' };
  const own = await submit(office, 'contoh-bpbd', 'waktu-lain', sampleRequest(at));
  await walkTo(office, own, 10, straightWalk(at.start, at.end));
  const args = ['act', 'submit', String(own), '--folder', office.folder, '--as', 'contoh-bpbd'];
  const { codes, id, en } = await inBothLanguages(args, folder);
  expect(codes).toEqual([1, 1]);
  expect(id).toContain('Waktu lain diminta di Meja kerja: buka berkas ini, lalu pilih “Minta waktu lain”.');
  expect(en).toContain('Another time is asked for at the desk');
  // The sentence names the button as the desk names it.
  expect(`${id}${en}`).toContain(DESK.anotherTime.id);
  expect(`${id}${en}`).toContain(DESK.anotherTime.en);
});

test('R13: another person cannot submit a returned request either', async () => {
  await sendBack(office, number, 'contoh-tu', 'Lengkapi.');
  const { id, en } = await refused('contoh-tu');
  expect(id).toMatch(/contoh-bpbd, yang dapat mengajukannya\. .*[Mm]enunggu pemohon/);
  expect(en).toMatch(/contoh-bpbd, who opened this request, can submit it\. .*[Ww]aiting for the applicant/);
});

test('R13, R14: a submit sign in the second of the return is removed, as the command says; a sign one second later is accepted', async () => {
  const own = await submit(office, 'contoh-bpbd', 'sedetik', sampleRequest({ account: 'contoh-bpbd' }));
  await walkTo(office, own, 2);
  await sendBack(office, own, 'contoh-tu', 'Lengkapi.');
  const args = ['act', 'submit', String(own), '--folder', office.folder, '--as', 'contoh-bpbd', '--lang', 'en'];
  const labels = async () => (await office.forge.readCase(own)).pull.labels;
  /** Runs the command, and the process once the sign is set. Meanwhile the forge’s clock stands still. */
  const submitNow = async () => {
    const reported = disposisi([...args, '--wait', '30'], folder);
    await expect.poll(labels).toContain(SUBMIT_LABEL);
    await office.run(own);
    return reported;
  };
  const { code, err } = await submitNow();
  expect([code, err]).toEqual([1, expect.stringContaining('does not count and was removed')]);
  expect(await labels()).toContain(DRAFT_LABEL);
  expect((await office.state(own))?.visit.withApplicant).toBe(true);
  tick(office, 1);
  expect(await submitNow()).toMatchObject({ code: 0, out: expect.stringContaining('Accepted.') });
  expect((await office.state(own))?.visit).toMatchObject({ row: 2 });
});

test('R12, R13: if the process refuses the submission of a draft, the command prints the status, and its exit code is 1', async () => {
  const faulty = { ...sampleRequest({ account: 'contoh-bpbd' }), krisis: {} };
  const own = await submit(office, 'contoh-bpbd', 'kurang', faulty, { draft: true });
  const args = ['act', 'submit', String(own), '--folder', office.folder, '--as', 'contoh-bpbd', '--wait', '30'];
  const reported = disposisi(args, folder);
  await expect.poll(async () => (await office.forge.readCase(own)).pull.draft).toBe(false);
  await office.run(own);
  const { status } = (await office.forge.readCase(own)).pull;
  expect(status).toMatchObject({ state: 'failure', description: expect.stringMatching(/\w/) });
  expect(await reported).toMatchObject({ code: 1, err: expect.stringContaining(status?.description ?? '') });
});

test('R16: if the process refuses an act as incomplete, the command prints what the act lacks', async () => {
  const own = await submit(office, 'contoh-bpbd', 'tanpa-catatan', sampleRequest({ account: 'contoh-bpbd' }));
  await walkTo(office, own, 2);
  tick(office);
  const args = ['act', 'return', String(own), '--folder', office.folder, '--as', 'contoh-tu', '--wait', '30'];
  const reported = disposisi([...args, '--lang', 'en'], folder);
  await expect
    .poll(async () => (await office.run(own)).entries)
    .toMatchObject([{ kind: 'refused', reason: 'incomplete', problems: [{ code: 'note-missing' }] }]);
  expect(await reported).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^Act not accepted: the reason is missing\. Complete it and send it again\./),
  });
});

test('R13: a request that was begun as a draft is submitted by the command, once', async () => {
  const own = await submit(office, 'contoh-bpbd', 'konsep', sampleRequest({ account: 'contoh-bpbd' }), { draft: true });
  const reported = disposisi(
    ['act', 'submit', String(own), '--folder', office.folder, '--as', 'contoh-bpbd', '--wait', '30'],
    folder,
  );
  const isDraft = async () => (await office.forge.readCase(own)).pull.draft;
  await expect.poll(isDraft).toBe(false);
  await office.run(own);
  expect(await reported).toMatchObject({ code: 0 });
  expect((await office.journal(own)).map(({ kind }) => kind)).toEqual(['submitted']);
});
