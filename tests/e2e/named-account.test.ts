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
/** A person with the right to write and no role, for whom the counter enters a request. */
const CITIZEN = { 'contoh-warga': 1201 };

/** The accounts that the process looked up at the forge, and whether the forge fails. */
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

/** Returns a request that somebody made by letter the day before, entered at the counter. */
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

/** Expects that register and main have nothing of the request, and that a comment names the field and the reason. */
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

/** Fixes the request by a push of the opener, which submits because the sign is still set (R13). */
async function corrected(number: number, who: string, slug: string, value: unknown): Promise<void> {
  tick(office);
  await push(office, who, `permohonan/${slug}`, requestFiles(slug, value));
  expect((await office.run(number)).entries).toMatchObject([{ kind: 'submitted' }]);
}

async function accepts(number: number, who: string, body = ''): Promise<void> {
  tick(office);
  expect((await approve(office, number, who, body)).at(0)).toMatchObject({ kind: 'accepted' });
}

describe('a stranger who names somebody else as applicant', () => {
  test('R12, security 61: a stranger who names the head of agency is refused at the field, and after the correction the head decides', async () => {
    const number = await submit(office, 'contoh-bpbd', 'kepala', sampleRequest({ account: 'Contoh-Kepala-Dinas' }));
    await isRefused(number, 'bukan akun yang mengajukan');
    await corrected(number, 'contoh-bpbd', 'kepala', sampleRequest({ account: 'Contoh-BPBD' }));
    await accepts(number, 'contoh-tu');
    await accepts(number, 'contoh-kepala-dinas', 'Tindak lanjuti.');
  });

  test('R12, security 61: a stranger who names the only holder of receipt is refused, and after the correction that holder receives the request', async () => {
    const number = await submit(office, 'contoh-bpbd', 'penerima', sampleRequest({ account: 'contoh-tu' }));
    await isRefused(number, 'bukan akun yang mengajukan');
    await corrected(number, 'contoh-bpbd', 'penerima', sampleRequest({ account: 'contoh-bpbd' }));
    await accepts(number, 'contoh-tu');
  });

  test('R12, R18, security 61: an opener who names an official in a later push gets the case back, and after the correction the official decides', async () => {
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

  test('R38: the process looked up none of the named accounts at the forge', () => expect(asked).toEqual([]));
});

describe('the counter enters a request for somebody', () => {
  let number: number;
  let cases = 0;

  test.each([
    ['an account that decides', 'Contoh-Kepala-Dinas', 'memutus permohonan'],
    ['the only holder of receipt', 'contoh-tu', 'memutus permohonan'],
    ['the counter’s own account', 'contoh-loket', 'bukan akun orang yang memohon'],
    ['an unknown account', 'tidak-ada', 'Tidak ada akun'],
  ])(
    'R41, security 61: a request that the counter enters with %s is refused at the field',
    async (_what, account, said) => {
      cases += 1;
      const refused = await submit(office, 'contoh-loket', `loket-${cases}`, onPaper(account));
      await isRefused(refused, said);
      await setState(office, 'contoh-loket', refused, 'closed');
    },
  );

  test('R31: if the forge cannot say who has an account, nothing is decided, and the next run tries again', async () => {
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

  test('R41: the person for whom a request is entered is looked up once, notified with the opener, and decides nothing in it', async () => {
    await accepts(number, 'contoh-tu');
    tick(office);
    await sendBack(office, number, 'contoh-kepala-dinas', 'Lengkapi acaranya.');
    expect((await commentsOf(number)).at(-1)).toMatch(/@contoh-loket,? .*@Contoh-Warga/);
    tick(office);
    const id = await review(office, 'contoh-warga', number, 'APPROVE', 'Saya setuju.');
    expect((await office.run(number)).entries).toMatchObject([{ kind: 'refused', reason: 'applicant' }]);
    await dismissalOf(office, 'contoh-tu', number, id);
    // Only the opener submits the request.
    tick(office);
    await label(office, 'contoh-warga', number, ['decap-cms/pending_review']);
    expect((await office.run(number)).entries).toEqual([]);
    expect((await office.state(number))?.visit.withApplicant).toBe(true);
    expect(asked).toEqual(['Contoh-Warga']);
  });

  test('R41: the index has the account of the person, and the public sees neither name nor number', async () => {
    const texts = await office.forge.readRegister([INDEX_PATH, journalPath(number)]);
    expect(parseIndex(texts.get(INDEX_PATH)).cases[number]).toMatchObject({ applicant: 1010, person: 1201 });
    const journal = openJournal(number, texts.get(journalPath(number)));
    for (const { public: open } of journal.lines) expect(JSON.stringify(open).toLowerCase()).not.toMatch(/warga|1201/);
    expect(journal.lines[0]?.public.part).toMatchObject({ onBehalf: { role: 'loket', date: '2026-11-30' } });
  });

  test('R1, R41: the person for whom a request was entered withdraws it, and their account stays internal', async () => {
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

  test('R41: for a person without an account the field is left empty', async () => {
    const nobody = await submit(office, 'contoh-loket', 'tanpa', onPaper(undefined));
    const [entry] = (await office.run(nobody)).entries;
    expect(entry).toMatchObject({ kind: 'submitted', onBehalf: { role: 'loket' } });
    expect(entry?.onBehalf).not.toHaveProperty('account');
    await accepts(nobody, 'contoh-tu');
  });
});

test('R29: the register of the office with entered requests is verified', async () => {
  expect(await verifyClone(join(office.folder, 'repo.git'))).toMatchObject({ findings: [] });
});
