import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { INDEX_PATH, journalPath } from '#domain/journal/paths.ts';
import { parseIndex } from '#domain/journal/index-file.ts';
import { openJournal } from '#domain/journal/journal.ts';
import { verifyClone } from '#engine/register/clone.ts';
import {
  dismissalOf,
  label,
  type Office,
  openOffice,
  PEOPLE,
  push,
  requestFiles,
  review,
  sampleRequest,
  setState,
  submit,
} from '../support/office.ts';
import { approve, sendBack, tick } from '../support/walk.ts';

const FIELD = '/pemohon/akun';
/** Somebody with a right to write and no role, who asks at the counter. */
const CITIZEN = { 'contoh-warga': 1201 };

/** What the process asked the forge of accounts, and whether the forge answers it. */
const asked: string[] = [];
let isBroken = false;
const watched: typeof fetch = async (input, init) => {
  const { pathname } = new URL(input instanceof Request ? input.url : input);
  if (!pathname.includes('/users/')) return fetch(input, init);
  asked.push(pathname.slice(pathname.lastIndexOf('/') + 1));
  return isBroken ? new Response('{"message":"Broken"}', { status: 500 }) : fetch(input, init);
};

let office: Office;
beforeAll(async () => {
  office = await openOffice({ people: { ...PEOPLE, ...CITIZEN }, fetch: watched });
});
afterAll(() => office?.close());

/** A request that somebody asked for by letter the day before, entered at the counter. */
function onPaper(account: string | undefined, changes: Parameters<typeof sampleRequest>[0] = {}) {
  const value = sampleRequest(changes);
  const { akun: _own, ...pemohon } = value['pemohon'] as Record<string, unknown>;
  return {
    ...value,
    pemohon: {
      ...pemohon,
      ...(account === undefined ? {} : { akun: account }),
      ...{ masuk_tanggal: '2026-11-30', masuk_lewat: 'surat' },
    },
  };
}

const commentsOf = async (number: number): Promise<string[]> =>
  (await office.forge.readCase(number)).pull.ownComments.map(({ body }) => body);

const registerHead = async (): Promise<string | undefined> => (await office.forge.listOpen()).register.head;

/** Nothing of it is in register or main, and its opener reads why, at the field. */
async function isRefused(number: number, said: string): Promise<void> {
  const before = await registerHead();
  const { main } = await office.forge.listOpen();
  expect((await office.run(number)).entries).toEqual([]);
  expect(await office.journal(number)).toEqual([]);
  expect([await registerHead(), (await office.forge.listOpen()).main]).toEqual([before, main]);
  const comments = await commentsOf(number);
  expect(comments.at(-1)).toContain(said);
  expect(comments.at(-1)).toContain('Akun');
  expect((await office.forge.readCase(number)).pull.status).toMatchObject({ state: 'failure' });
}

/** The opener puts the request right: a push submits, since the sign stands (R13). */
async function corrected(number: number, who: string, slug: string, value: unknown): Promise<void> {
  tick(office);
  await push(office, who, `permohonan/${slug}`, requestFiles(slug, value));
  expect((await office.run(number)).entries).toMatchObject([{ kind: 'submitted' }]);
}

async function accepts(number: number, who: string, body = ''): Promise<void> {
  tick(office);
  expect((await approve(office, number, who, body)).at(0)).toMatchObject({ kind: 'accepted' });
}

describe('a stranger names somebody else as applicant', () => {
  test('R12, security 61: the head of agency, and is refused at the field; the head decides that request and others as before', async () => {
    const number = await submit(office, 'contoh-bpbd', 'kepala', sampleRequest({ account: 'Contoh-Kepala-Dinas' }));
    await isRefused(number, 'bukan akun yang mengajukan');
    await corrected(number, 'contoh-bpbd', 'kepala', sampleRequest({ account: 'Contoh-BPBD' }));
    await accepts(number, 'contoh-tu');
    await accepts(number, 'contoh-kepala-dinas', 'Tindak lanjuti.');
  });

  test('R12, security 61: the only holder of receipt, and the request stands nowhere for ever', async () => {
    const number = await submit(office, 'contoh-bpbd', 'penerima', sampleRequest({ account: 'contoh-tu' }));
    await isRefused(number, 'bukan akun yang mengajukan');
    await corrected(number, 'contoh-bpbd', 'penerima', sampleRequest({ account: 'contoh-bpbd' }));
    await accepts(number, 'contoh-tu');
  });

  test('R12, R18, security 61: by a later push, which leads to the opener and keeps no official from deciding', async () => {
    const number = await submit(office, 'contoh-opd', 'kemudian', sampleRequest());
    expect((await office.run(number)).entries).toMatchObject([{ kind: 'submitted' }]);
    await accepts(number, 'contoh-tu');
    tick(office);
    const other = sampleRequest({ account: 'contoh-kepala-dinas' });
    await push(office, 'contoh-opd', 'permohonan/kemudian', requestFiles('kemudian', other));
    expect((await office.run(number)).entries).toMatchObject([
      { kind: 'superseded', problems: [{ code: 'not-own-account', path: FIELD }], next: { withApplicant: true } },
    ]);
    tick(office);
    await push(office, 'contoh-opd', 'permohonan/kemudian', requestFiles('kemudian', sampleRequest()));
    tick(office);
    await label(office, 'contoh-opd', number, []);
    tick(office);
    await label(office, 'contoh-opd', number, ['decap-cms/pending_review']);
    expect((await office.run(number)).entries).toMatchObject([{ kind: 'submitted' }]);
    await accepts(number, 'contoh-tu', 'Diterima lagi.');
    await accepts(number, 'contoh-kepala-dinas', 'Tindak lanjuti.');
  });

  test('R38: the forge was asked for none of these accounts', () => expect(asked).toEqual([]));
});

describe('the counter enters a request for somebody', () => {
  let number: number;
  let cases = 0;

  test.each([
    ['an account that decides', 'Contoh-Kepala-Dinas', 'memutus permohonan'],
    ['the only holder of receipt', 'contoh-tu', 'memutus permohonan'],
    ['the counter’s own account', 'contoh-loket', 'bukan akun orang yang memohon'],
    ['an account that nobody has', 'tidak-ada', 'Tidak ada akun'],
  ])('R41, security 61: with %s, and is refused at the field', async (_what, account, said) => {
    cases += 1;
    const refused = await submit(office, 'contoh-loket', `loket-${cases}`, onPaper(account));
    await isRefused(refused, said);
    await setState(office, 'contoh-loket', refused, 'closed');
  });

  test('R31: where the forge cannot say who has an account, nothing is decided, and the next run tries again', async () => {
    number = await submit(office, 'contoh-loket', 'warga', onPaper('Contoh-Warga'));
    isBroken = true;
    const { runError, entries } = await office.run(number);
    isBroken = false;
    expect(entries).toEqual([]);
    expect(runError).toBeDefined();
    expect((await office.forge.readCase(number)).pull.status).toMatchObject({ state: 'error' });
    asked.length = 0;
    expect((await office.run(number)).entries).toMatchObject([
      { kind: 'submitted', who: { login: 'contoh-loket' }, onBehalf: { role: 'loket', account: 1201 } },
    ]);
    expect(asked).toEqual(['Contoh-Warga']);
  });

  test('R41: the person is looked up once, notified with the opener, and decides nothing in it', async () => {
    await accepts(number, 'contoh-tu');
    tick(office);
    await sendBack(office, number, 'contoh-kepala-dinas', 'Lengkapi acaranya.');
    expect((await commentsOf(number)).at(-1)).toMatch(/@contoh-loket,? .*@Contoh-Warga/);
    tick(office);
    const id = await review(office, 'contoh-warga', number, 'APPROVE', 'Saya setuju.');
    expect((await office.run(number)).entries).toMatchObject([{ kind: 'refused', reason: 'applicant' }]);
    await dismissalOf(office, 'contoh-tu', number, id);
    // Nobody but the opener submits it.
    tick(office);
    await label(office, 'contoh-warga', number, ['decap-cms/pending_review']);
    expect((await office.run(number)).entries).toEqual([]);
    expect((await office.state(number))?.visit.withApplicant).toBe(true);
    expect(asked).toEqual(['Contoh-Warga']);
  });

  test('R41: the index knows whose case it is; the public learns neither name nor number', async () => {
    const texts = await office.forge.readRegister([INDEX_PATH, journalPath(number)]);
    expect(parseIndex(texts.get(INDEX_PATH)).cases[number]).toMatchObject({ applicant: 1010, person: 1201 });
    const journal = openJournal(number, texts.get(journalPath(number)));
    for (const { public: open } of journal.lines) expect(JSON.stringify(open).toLowerCase()).not.toMatch(/warga|1201/);
    expect(journal.lines[0]?.public.part).toMatchObject({ onBehalf: { role: 'loket', date: '2026-11-30' } });
  });

  test('R1, R41: the person withdraws it, and who it was stays inside', async () => {
    tick(office);
    await setState(office, 'contoh-warga', number, 'closed');
    expect((await office.run(number)).entries).toMatchObject([
      { kind: 'withdrawn', who: { login: 'contoh-warga' }, end: 'withdrawn' },
    ]);
    expect((await commentsOf(number)).at(-1)).toMatch(/@contoh-loket,? .*@Contoh-Warga/);
    const text = (await office.forge.readRegister([journalPath(number)])).get(journalPath(number));
    const last = openJournal(number, text).lines.at(-1);
    expect(last?.public.part).toMatchObject({ who: { role: 'applicant' } });
    expect(JSON.stringify(last?.public).toLowerCase()).not.toMatch(/warga|1201/);
  });

  test('R41: without an account the field is left empty, and everything is as it was', async () => {
    const nobody = await submit(office, 'contoh-loket', 'tanpa', onPaper(undefined));
    const [entry] = (await office.run(nobody)).entries;
    expect(entry).toMatchObject({ kind: 'submitted', onBehalf: { role: 'loket' } });
    expect(entry?.onBehalf).not.toHaveProperty('account');
    await accepts(nobody, 'contoh-tu');
  });
});

test('R29: the register of all of it is verified', async () => {
  expect(await verifyClone(join(office.folder, 'repo.git'))).toMatchObject({ findings: [] });
});
