import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyClone } from '#engine/register/clone.ts';
import { repositoryOf } from '../fixtures/registers/write.ts';
import { FIRST } from '../support/folders.ts';
import { type Office, openOffice, pullOf, sampleRequest, submit } from '../support/office.ts';
import { approve, sendBack, straightWalk, tick, walkTo } from '../support/walk.ts';

const [START, END] = ['2026-12-15T09:00:00+07:00', '2026-12-15T11:00:00+07:00'];
const ACTS = straightWalk(START, END);
const [LATER, LATEST] = ['2026-12-16T09:00:00+07:00', '2026-12-16T11:00:00+07:00'];

let office: Office;
/** The numbers of four cases: with the room booked, at the step that books, at receipt, and with the opener. */
let booked: number;
let checking: number;
let fresh: number;
let returned: number;
beforeAll(async () => {
  office = await openOffice();
  const request = sampleRequest({ start: START, end: END });
  booked = await submit(office, 'contoh-opd', 'dipesan', request);
  await walkTo(office, booked, 9, ACTS);
  const other = sampleRequest({ start: LATER, end: LATEST, account: 'contoh-bpbd' });
  checking = await submit(office, 'contoh-bpbd', 'diperiksa', other);
  await walkTo(office, checking, 7, straightWalk(LATER, LATEST));
  fresh = await submit(office, 'contoh-opd', 'baru', sampleRequest({ start: LATER, end: LATEST }));
  await office.run(fresh);
  returned = await submit(office, 'contoh-opd', 'dikembalikan', sampleRequest({ start: LATER, end: LATEST }));
  await office.run(returned);
  await sendBack(office, returned, 'contoh-tu', 'Lengkapi.');
});
afterAll(() => office.close());

/** Puts closures of the room on main, as a maintainer does, and lets the process look at every case. */
async function close(...closures: readonly (readonly [from: string, until: string])[]): Promise<void> {
  const rooms = await readFile(join(FIRST, 'sops/rooms.yaml'), 'utf8');
  const lines = closures.map(
    ([from, until]) => `      - { from: "${from}", until: "${until}", reason: { id: Pengecatan, en: Painting } }\n`,
  );
  await office.local.seed({ 'sops/rooms.yaml': `${rooms}    closures:\n${lines.join('')}` }, 'Ruang ditutup');
  await office.scheduledRun();
}

/** Returns the comments on a case that say that a room is closed. */
async function told(number: number): Promise<string[]> {
  const client = await office.as('contoh-tu');
  const { data } = await client.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    ...{ owner: office.local.owner, repo: office.local.repo, issue_number: number, per_page: 100 },
  });
  return data.map(({ body }) => body ?? '').filter((body) => body.includes('disposisi:notice:room-closed:'));
}

test('R51: the opener and those who act are notified once of a closure that a case meets', async () => {
  tick(office);
  await close(
    ['2026-12-15T00:00+07:00', '2026-12-16T00:00+07:00'],
    ['2026-12-16T10:00+07:00', '2026-12-17T00:00+07:00'],
  );
  const [of] = await told(booked);
  expect(of).toContain('@contoh-subkor-ile @contoh-opd');
  expect(of).toContain('Ruang TCM ditutup Selasa, 15 Desember 2026');
  expect(of).toContain('Pengecatan. Berkas ini memesan ruang itu pada waktu tersebut. Pesanan itu tetap tercatat');
  expect((await told(checking))[0]).toContain('Permohonan ini meminta ruang itu pada waktu tersebut');
  const [ofReturned = ''] = await told(returned);
  expect(ofReturned.match(/@[\w-]+/g)).toEqual(['@contoh-opd']);
  await office.scheduledRun();
  tick(office);
  await office.scheduledRun();
  expect([await told(booked), await told(checking), await told(fresh)].map(({ length }) => length)).toEqual([1, 1, 1]);
});

test('R51: an act that would book a closed room is incomplete, with the reason, and the sticky comment says so before', async () => {
  const client = await office.as('contoh-tu');
  const { data } = await client.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    ...{ owner: office.local.owner, repo: office.local.repo, issue_number: checking, per_page: 1 },
  });
  expect(data[0]?.body).toContain('Ruang ditutup Rabu, 16 Desember 2026 pukul 10.00 WIB sampai');
  tick(office);
  const [act] = straightWalk(LATER, LATEST).filter(({ row }) => row === 7);
  const [refused] = await approve(office, checking, 'contoh-subkor-ile', act?.body);
  expect(refused).toMatchObject({ kind: 'refused', reason: 'incomplete' });
  expect(refused?.problems?.map(({ code, message }) => [code, message.en])).toEqual([
    ['room-closure', 'The room is closed at that time: Painting'],
  ]);
});

test('R51: a submission that asks for a closed room is accepted with a warning', async () => {
  const number = await submit(office, 'contoh-opd', 'sesudah', sampleRequest({ start: START, end: END }));
  const [entry] = (await office.run(number)).entries;
  expect(entry).toMatchObject({ kind: 'submitted' });
  expect(entry?.warnings?.map(({ code }) => code)).toEqual(['room-taken', 'room-closure']);
});

test('R51: a booking that was made stays, the case goes on, and the act is judged again as it was', async () => {
  tick(office);
  const [act] = ACTS.filter(({ row }) => row === 9);
  expect(await approve(office, booked, 'contoh-subkor-ile', act?.body)).toMatchObject([{ kind: 'accepted' }]);
  expect((await office.state(booked))?.booking).toMatchObject({ room: 'tcm' });
  expect(await verifyClone(repositoryOf(office))).toMatchObject({ findings: [], notJudged: { configuration: 0 } });
});

test('R51: once main no longer closes the room, it is booked, and nobody is notified again', async () => {
  tick(office);
  await close(['2026-12-15T00:00+07:00', '2026-12-16T00:00+07:00']);
  const [act] = straightWalk(LATER, LATEST).filter(({ row }) => row === 7);
  const [accepted] = await approve(office, checking, 'contoh-subkor-ile', act?.body);
  expect(accepted).toMatchObject({ kind: 'accepted' });
  expect((await told(booked)).length).toBe(1);
  expect((await pullOf(office, checking)).state).toBe('open');
});
