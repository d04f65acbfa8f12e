import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH } from '#domain/journal/paths.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { openLocalSite } from '#public/site/local-site.ts';
import type { Site } from '#public/site/site.ts';
import { exportClone } from '../support/export-clone.ts';
import { PERMITS, ROOT } from '../support/folders.ts';
import {
  label,
  type Office,
  openOffice,
  push,
  requestFiles,
  requestPath,
  review,
  submit,
  withResult,
} from '../support/office.ts';
import { readPublished } from '../support/published-file.ts';
import { approve, tick } from '../support/walk.ts';

/** The accounts of the made-up office in tests/fixtures/permits, and two citizens. */
const PEOPLE = { loket: 1, periksa: 2, kepala: 5, warga: 20, tetangga: 21 };

/** Monday, 21 December 2026, 09.00 in central Indonesia. */
const MONDAY = '2026-12-21T01:00:00Z';

type Times = { readonly mulai: string; readonly selesai: string };
const DAY: Times = { mulai: '2027-01-28T08:00:00+08:00', selesai: '2027-01-28T17:00:00+08:00' };
const HELD = { room: 'balai', start: '2027-01-28T00:00:00Z', end: '2027-01-28T09:00:00Z' };

const asked = (akun: string, times: Times, changes: Record<string, unknown> = {}) => ({
  ...{ sop: 'izin-balai', akun, acara: 'Pasar murah', ...times, lampiran: ['surat-permohonan.pdf'] },
  ...changes,
});
const granted = (times: Times) => withResult('', { keputusan: 'lanjut', ruang: 'balai', ...times });

let office: Office;
let out: string;
let site: Site;
beforeAll(async () => {
  office = await openOffice({ root: PERMITS, people: PEOPLE, now: MONDAY });
  out = await mkdtemp(join(tmpdir(), 'situs-'));
  site = await openLocalSite({ root: ROOT, out });
});
afterAll(async () => {
  await office?.close();
  if (out) await rm(out, { recursive: true, force: true });
});

/** Publishes the site as the office stands. @returns a reader of its files */
async function published() {
  const { publication, dossiers } = await exportClone(join(office.folder, 'repo.git'), office.now());
  await site.publish(publication, { all: () => dossiers });
  return (path: string): Promise<string> => readPublished(join(out, path));
}

const indexNow = async () => parseIndex((await office.forge.readRegister([INDEX_PATH])).get(INDEX_PATH));
const findings = async () => (await verifyClone(join(office.folder, 'repo.git'))).findings;

/** A case that the counter has received. */
async function received(who: string, slug: string, times: Times): Promise<number> {
  const number = await submit(office, who, slug, asked(who, times));
  await office.run(number);
  tick(office);
  await approve(office, number, 'loket', `Diterima: ${slug}.`);
  tick(office);
  return number;
}

/** From the booking to the head's decision. */
async function decided(number: number, who: string, slug: string, times: Times) {
  await approve(office, number, 'periksa', granted(times));
  await review(office, who, number, 'COMMENT', 'Dibayar tunai.');
  tick(office);
  const proof = requestPath(slug).replace('request.yaml', 'bukti.pdf');
  const pdf = requestFiles(slug, '')[requestPath(slug).replace('request.yaml', 'surat-permohonan.pdf')] as string;
  const request = asked(who, times, { bukti_bayar: ['bukti.pdf'] });
  await push(office, who, `permohonan/${slug}`, { ...requestFiles(slug, request), [proof]: pdf });
  await label(office, who, number, ['decap-cms/pending_review']);
  await office.run(number);
  tick(office, 90_000);
  return approve(office, number, 'kepala', `Silakan dipakai: ${slug}.`);
}

describe('R24: a granted hall stays granted', () => {
  let first: number;
  let second: number;

  test('a case that is completed before its booked time begins holds the hall, and says so', async () => {
    first = await received('warga', 'pasar', DAY);
    const [last] = await decided(first, 'warga', 'pasar', DAY);
    expect(last).toMatchObject({ end: 'completed', holds: true });
    expect((await office.state(first))?.booking).toEqual(HELD);
    const { cases, bookings, asOf } = await indexNow();
    expect(cases[first]).toBeUndefined();
    expect(bookings).toEqual([{ ...HELD, case: `BLI-2026-${first}`, number: first }]);
    expect(asOf).toBe(last?.at);
    expect(await findings()).toEqual([]);
  });

  test('another case cannot book the same hours', async () => {
    second = await received('tetangga', 'pentas', DAY);
    const [taken] = await approve(office, second, 'periksa', granted(DAY));
    expect(taken).toMatchObject({ kind: 'refused', reason: 'room-taken', detail: HELD });
    expect((await indexNow()).bookings.map(({ number }) => number)).toEqual([first]);
    expect(await findings()).toEqual([]);
  });

  test('the calendar, its data and the page of the case show it as held', async () => {
    const read = await published();
    const { uses } = JSON.parse(await read('data/rooms.json')) as { uses: unknown };
    const named = { case: `BLI-2026-${first}`, procedure: 'izin-balai' };
    expect(uses).toEqual([{ ...HELD, state: 'held', ...named }]);
    const calendar = await read('ruang/balai.ics');
    expect(calendar.match(/BEGIN:VEVENT/g)).toHaveLength(1);
    expect(calendar).toContain(`terpakai (BLI-2026-${first})`);
    expect(await read('ruang/balai/2027-01/index.html')).toContain(`BLI-2026-${first}`);
    expect(await read(`berkas/BLI-2026-${first}/index.html`)).toContain(
      'Ruang tetap dipegang sampai waktu yang disetujui berakhir.',
    );
  });

  test('nothing that a later case does takes it away; the index forgets it once the register has gone past its end', async () => {
    office.setNow('2027-01-28T09:00:00Z');
    await office.sweep();
    tick(office);
    const third = await received('tetangga', 'rapat', {
      mulai: '2027-02-10T08:00:00+08:00',
      selesai: '2027-02-10T10:00:00+08:00',
    });
    expect(third).toBeGreaterThan(second);
    const { bookings, asOf } = await indexNow();
    expect([bookings, asOf]).toEqual([[], undefined]);
    expect((await office.state(first))?.booking).toEqual(HELD);
    expect(await findings()).toEqual([]);
    const { uses } = JSON.parse(await (await published())('data/rooms.json')) as { uses: { state: string }[] };
    expect(uses.map(({ state }) => state)).toEqual(['past']);
  });
});
