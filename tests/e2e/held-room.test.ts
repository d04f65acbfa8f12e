import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeCorrection } from '#domain/request/correction-block.ts';
import { ROOT } from '../support/folders.ts';
import { label, push, requestFiles, requestPath, review, submit, withResult } from '../support/office.ts';
import { findingsOf, indexOf, openPublishedOffice, type PublishedOffice } from '../support/office-register.ts';
import { hallRequest, PERMITS_OFFICE } from '../support/permits.ts';
import { approve, tick } from '../support/walk.ts';

const HALL_SOP = 'sops/izin-balai.yaml';

type Times = { readonly mulai: string; readonly selesai: string };
const DAY: Times = { mulai: '2027-01-28T08:00:00+08:00', selesai: '2027-01-28T17:00:00+08:00' };
const HELD = { room: 'balai', start: '2027-01-28T00:00:00Z', end: '2027-01-28T09:00:00Z' };

const granted = (times: Times) => withResult('', { keputusan: 'lanjut', ruang: 'balai', ...times });

let office: PublishedOffice;
beforeAll(async () => {
  const sop = await readFile(join(ROOT, 'tests/fixtures/permits', HALL_SOP), 'utf8');
  office = await openPublishedOffice({
    ...PERMITS_OFFICE,
    files: { [HALL_SOP]: `${sop}\ncorrections: { by: loket }\n` },
  });
});
afterAll(() => office?.close());

/** Returns a case that the counter has received. */
async function received(who: string, slug: string, times: Times): Promise<number> {
  const number = await submit(office, who, slug, hallRequest({ akun: who, ...times }));
  await office.run(number);
  tick(office);
  await approve(office, number, 'loket', `Diterima: ${slug}.`);
  tick(office);
  return number;
}

/** Books the hall, up to the head’s decision. */
async function decided(number: number, who: string, slug: string, times: Times) {
  await approve(office, number, 'periksa', granted(times));
  await review(office, who, number, 'COMMENT', 'Dibayar tunai.');
  tick(office);
  const proof = requestPath(slug).replace('request.yaml', 'bukti.pdf');
  const pdf = requestFiles(slug, '')[requestPath(slug).replace('request.yaml', 'surat-permohonan.pdf')] as string;
  const request = hallRequest({ akun: who, ...times, bukti_bayar: ['bukti.pdf'] });
  await push(office, who, `permohonan/${slug}`, { ...requestFiles(slug, request), [proof]: pdf });
  await label(office, who, number, ['decap-cms/pending_review']);
  await office.run(number);
  tick(office, 90_000);
  return approve(office, number, 'kepala', `Silakan dipakai: ${slug}.`);
}

describe('R24: a hall that was granted', () => {
  let first: number;
  let second: number;

  test('R24: a case that is completed before its booked time begins keeps the hall, and its last entry says so', async () => {
    first = await received('warga', 'pasar', DAY);
    const [last] = await decided(first, 'warga', 'pasar', DAY);
    expect(last).toMatchObject({ end: 'completed', holds: true });
    expect((await office.state(first))?.booking).toEqual(HELD);
    const { cases, bookings, asOf } = await indexOf(office);
    expect(cases[first]).toBeUndefined();
    expect(bookings).toEqual([{ ...HELD, case: `BLI-2026-${first}`, number: first }]);
    expect(asOf).toBe(last?.at);
    expect(await findingsOf(office)).toEqual([]);
  });

  test('R24: another case cannot book the same hours as a completed one', async () => {
    second = await received('tetangga', 'pentas', DAY);
    const [taken] = await approve(office, second, 'periksa', granted(DAY));
    expect(taken).toMatchObject({ kind: 'refused', reason: 'room-taken', detail: HELD });
    expect((await indexOf(office)).bookings.map(({ number }) => number)).toEqual([first]);
    expect(await findingsOf(office)).toEqual([]);
  });

  test('R24: the calendar, its data and the page of the case show the hall as booked', async () => {
    const read = await office.publish();
    const { uses } = JSON.parse(await read('data/rooms.json')) as { uses: unknown };
    const named = { case: `BLI-2026-${first}`, procedure: 'izin-balai' };
    expect(uses).toEqual([{ ...HELD, state: 'held', ...named }]);
    const calendar = await read('ruang/balai.ics');
    expect(calendar.match(/BEGIN:VEVENT/g)).toHaveLength(1);
    expect(calendar).toContain(`dipesan (BLI-2026-${first})`);
    expect(await read('ruang/balai/2027-01/index.html')).toContain(`BLI-2026-${first}`);
    expect(await read(`berkas/BLI-2026-${first}/index.html`)).toContain(
      'Pesanan ruang tetap berlaku sampai waktu yang disetujui selesai.',
    );
  });

  test('R24: the first entry after the booked time drops the booking from the index, and the data show the use as past', async () => {
    office.setNow('2027-01-28T09:00:00Z');
    await office.scheduledRun();
    tick(office);
    const third = await received('tetangga', 'rapat', {
      mulai: '2027-02-10T08:00:00+08:00',
      selesai: '2027-02-10T10:00:00+08:00',
    });
    expect(third).toBeGreaterThan(second);
    const { bookings, asOf } = await indexOf(office);
    expect([bookings, asOf]).toEqual([[], undefined]);
    expect((await office.state(first))?.booking).toEqual(HELD);
    expect(await findingsOf(office)).toEqual([]);
    const { uses } = JSON.parse(await (await office.publish())('data/rooms.json')) as { uses: { state: string }[] };
    expect(uses.map(({ state }) => state)).toEqual(['past']);
  });

  test('R49: the role that corrects gives back a hall that an ended case still holds, and another case books it', async () => {
    const times = { mulai: '2027-03-10T08:00:00+08:00', selesai: '2027-03-10T10:00:00+08:00' };
    const held = await received('warga', 'batal', times);
    expect(await decided(held, 'warga', 'batal', times)).toMatchObject([{ end: 'completed', holds: true }]);
    expect((await indexOf(office)).bookings.map(({ number }) => number)).toEqual([held]);
    tick(office);
    await review(office, 'loket', held, 'COMMENT', composeCorrection({ isRoom: true, note: 'Acaranya dibatalkan.' }));
    expect((await office.run(held)).entries).toMatchObject([
      { kind: 'corrected', releases: true, note: 'Acaranya dibatalkan.' },
    ]);
    expect((await indexOf(office)).bookings).toEqual([]);
    expect(await findingsOf(office)).toEqual([]);
    const next = await received('tetangga', 'ganti', times);
    expect(await approve(office, next, 'periksa', granted(times))).toMatchObject([{ kind: 'accepted' }]);
    expect(await findingsOf(office)).toEqual([]);
    const page = await (await office.publish())(`berkas/BLI-2027-${held}/index.html`);
    expect(page).toContain('Acaranya dibatalkan.');
    // Nothing is left to give back.
    await review(office, 'loket', held, 'COMMENT', composeCorrection({ isRoom: true, note: 'Sekali lagi.' }));
    expect((await office.run(held)).entries).toEqual([]);
  });
});
