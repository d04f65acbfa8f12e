import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeReview } from '#domain/request/review.ts';
import { lookForReply, reviewBody, sendNext, sendReview } from '#site/src/desk/acts.ts';
import { type DeskCase, loadCase, myTurn } from '#site/src/desk/desk-case.ts';
import { type DeskForge, openForge } from '#site/src/desk/forge.ts';
import { nextInSuccession } from '#site/src/desk/in-succession.ts';
import { graphqlOf } from '#site/src/desk/settings.ts';
import { type Office, openOffice, review, sampleRequest, submit } from '../support/office.ts';
import { approve, sendBack, tick, walkTo } from '../support/walk.ts';

// Rows 3 and 4 of the sample SOP are one person's, who decides both in one sitting.
const HEAD = 'contoh-kepala-dinas';
let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

async function deskOf(login: string): Promise<DeskForge> {
  const { local } = office;
  const { apiUrl: api, owner, repo } = local;
  const token = await local.accounts.token(login, { ttl: 'P700D' });
  return openForge({ kind: 'embedded', api, graphql: graphqlOf(api), owner, repo }, token);
}

/** Returns the next step that the desk offers together with the current one. */
function offered(one: DeskCase) {
  const { current } = one;
  const mine = current && myTurn(one, current, office.now());
  return current && mine && 'turn' in mine ? nextInSuccession(one, current, mine.turn, undefined) : undefined;
}

/** Opens a case at row 3 at the desk of the head of the office. */
async function atRow3(slug: string) {
  const number = await submit(office, 'contoh-opd', slug, sampleRequest());
  await walkTo(office, number, 3);
  tick(office);
  const forge = await deskOf(HEAD);
  return { number, forge, one: await loadCase(forge, number) };
}

const summary = async (number: number) =>
  (await office.journal(number)).slice(2).map(({ kind, step, reason, note }) => [kind, step, reason, note]);

const NOTE = 'Dilaporkan melalui telepon.';

/** Decides both steps as the desk does: the second act is sent after the reply to the first, if it is sent at all. */
async function decideBoth({ number, forge, one }: Awaited<ReturnType<typeof atRow3>>, note = 'Tindak lanjuti.') {
  const next = offered(one);
  expect(next?.visit).toBe('laporan-walikota#1');
  const then = { visit: next?.visit ?? '', row: next?.row ?? 0, note: NOTE };
  const sent = await sendReview(forge, one, 'approve', reviewBody(one, note, undefined));
  await office.run(number);
  const reply = await lookForReply(forge, sent, 0);
  if (!reply || !('entry' in reply)) throw new Error('There is no reply.');
  tick(office);
  return sendNext(forge, one, reply, then);
}

test('two acts of one person on successive steps are two entries, each judged by itself', async () => {
  const at = await atRow3('berurutan');
  const second = await decideBoth(at);
  await office.run(at.number);
  expect(await summary(at.number)).toEqual([
    ['accepted', 'disposisi', undefined, 'Tindak lanjuti.'],
    ['accepted', 'laporan-walikota', undefined, NOTE],
  ]);
  expect(second && (await lookForReply(at.forge, second, 0))).toMatchObject({ entry: { step: 'laporan-walikota' } });
  expect((await office.state(at.number))?.visit.step).toBe('arahan-walikota');
});

test('R16: if the first act is refused, the second is not sent', async () => {
  const at = await atRow3('pertama-ditolak');
  // Without a note, the first act is incomplete (R4).
  expect(await decideBoth(at, '')).toBeUndefined();
  expect(await summary(at.number)).toEqual([['refused', 'disposisi', 'incomplete', undefined]]);
});

test('R16: if the first step was decided or returned on another device, neither act counts', async () => {
  for (const [slug, event] of [
    ['sudah-diputus', 'APPROVE'],
    ['dikembalikan-dahulu', 'REQUEST_CHANGES'],
  ] as const) {
    const at = await atRow3(slug);
    await review(office, HEAD, at.number, event, 'Sudah diputus di kantor.');
    tick(office);
    expect(await decideBoth(at)).toBeUndefined();
    expect((await summary(at.number)).map(([kind]) => kind)).toEqual(['accepted', 'refused']);
  }
});

test('R16: if somebody acts between the two acts, the second is not sent, or is refused', async () => {
  for (const [slug, isKnown] of [
    ['didahului', true],
    ['didahului-tanpa-diketahui', false],
  ] as const) {
    const { number, forge, one } = await atRow3(slug);
    const then = { visit: offered(one)?.visit ?? '', row: 4, note: NOTE };
    const sent = await sendReview(forge, one, 'approve', reviewBody(one, 'Tindak lanjuti.', undefined));
    await office.run(number);
    const before = await lookForReply(forge, sent, 0);
    await sendBack(office, number, HEAD, 'Surat belum ditandatangani.');
    const reply = isKnown ? await lookForReply(forge, sent, 1) : before;
    if (!reply || !('entry' in reply)) throw new Error('There is no reply.');
    tick(office);
    const second = await sendNext(forge, one, reply, then);
    expect(second === undefined).toBe(isKnown);
    await office.run(number);
    const [first, , ...more] = (await summary(number)).map(([kind, step, reason]) => [kind, step, reason]);
    expect(first).toEqual(['accepted', 'disposisi', undefined]);
    expect(more.map(([kind, , reason]) => [kind, reason])).toEqual(isKnown ? [] : [['refused', 'out-of-turn']]);
  }
});

test('R16: a second act that was sent although the first was refused does not count for the first’s step', async () => {
  const { number, one } = await atRow3('dikirim-sekaligus');
  const digest = one.current?.state.digest ?? '';
  await review(office, HEAD, number, 'APPROVE', composeReview({ visit: 'disposisi#1', digest }));
  await review(office, HEAD, number, 'APPROVE', composeReview({ visit: 'laporan-walikota#1', digest, note: NOTE }));
  await office.run(number);
  expect((await summary(number)).map(([kind, step, reason]) => [kind, step, reason])).toEqual([
    ['refused', 'disposisi', 'incomplete'],
    ['refused', 'disposisi', 'stale'],
  ]);
});

test('the desk offers two acts together only where the next step is the same role’s and needs no more than a note', async () => {
  const { number, one, forge } = await atRow3('ditawarkan');
  const { current } = one;
  if (!current) throw new Error('There is no case.');
  const mine = myTurn(one, current, office.now());
  if (!('turn' in mine)) throw new Error('It is not their turn.');
  const offeredWith = (change: object) => {
    const steps = current.procedure.steps.map((step) =>
      step.id === 'laporan-walikota' ? { ...step, ...change } : step,
    );
    return nextInSuccession(one, { ...current, procedure: { ...current.procedure, steps } }, mine.turn, undefined);
  };
  expect(offeredWith({})?.row).toBe(4);
  expect(offeredWith({ actor: 'walikota' })).toBeUndefined();
  expect(offeredWith({ fourEyes: ['disposisi'] })).toBeUndefined();
  expect(offeredWith({ requires: { result: 'schemas/hasil-arahan.schema.json' } })).toBeUndefined();
  expect(offeredWith({ requires: { document: { id: 'surat', en: 'letter' } } })).toBeUndefined();
  expect(offeredWith({ begin: { after: 'P1D' } })).toBeUndefined();
  expect(offeredWith({ outcomes: { approve: [{ end: 'failed' }] } })).toBeUndefined();
  expect(offeredWith({ kind: 'revise' })).toBeUndefined();
  // Row 4 is followed by a step of the Mayor.
  await approve(office, number, HEAD, 'Tindak lanjuti.');
  tick(office);
  expect(offered(await loadCase(forge, number))).toBeUndefined();
});
