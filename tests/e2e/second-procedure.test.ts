import { afterAll, beforeAll, expect, test } from 'vitest';
import { SECOND } from '../support/folders.ts';
import { dismissalOf, type Office, openOffice, review, submit, withResult } from '../support/office.ts';
import { approve, tick } from '../support/walk.ts';

/** The accounts of the fictional office in tests/fixtures/second, and a borrower. */
const PEOPLE = { tata: 1, sekar: 2, kelola: 3, benda: 4, 'pan-satu': 5, 'pan-dua': 6, kepala: 7, peminjam: 20 };

let office: Office;
beforeAll(async () => {
  // The walk begins on Monday, 21 December 2026, 09.00 in central Indonesia.
  office = await openOffice({
    root: SECOND,
    people: PEOPLE,
    now: '2026-12-21T01:00:00Z',
  });
});
afterAll(() => office.close());

const loan = {
  sop: 'peminjaman-kendaraan',
  peminjam: 'peminjam',
  tujuan: 'dalam-kota',
  berangkat: '2027-01-20T08:00:00+08:00',
  kembali: '2027-01-20T17:00:00+08:00',
};

test('R3, R16: a case of an office with another procedure is merged; the person who received the case cannot decide it', async () => {
  const number = await submit(office, 'peminjam', 'mobil', loan);
  await office.run(number);
  const walk: [string, string][] = [
    ['sekar', ''],
    ['kelola', withResult('', { biaya: 300 })],
    ['tata', ''],
    ['benda', ''],
  ];
  for (const [who, body] of walk) {
    tick(office);
    expect((await approve(office, number, who, body)).map(({ kind }) => kind)).toEqual(['accepted']);
  }
  tick(office);
  const id = await review(office, 'sekar', number, 'APPROVE', 'Setuju.');
  const [entry] = (await office.run(number)).entries;
  expect([entry?.kind, entry?.reason]).toEqual(['refused', 'four-eyes']);
  expect(await dismissalOf(office, 'tata', number, id)).toContain(
    'harus orang lain, bukan Contoh Sekar (langkah 2). Giliran Kepala (langkah 7).',
  );
  tick(office);
  await approve(office, number, 'kepala');
  expect((await office.state(number))?.end?.kind).toBe('completed');
  const { data } = await (
    await office.as('tata')
  ).request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
    owner: office.local.owner,
    repo: office.local.repo,
    pull_number: number,
  });
  expect(data.merged).toBe(true);
});
