import { expect, test } from 'vitest';
import { PROGRAM } from '#engine/config/root.ts';
import { FIRST, SECOND } from '#tests/support/folders.ts';
import { configOf } from '#tests/support/world.ts';
import { fittingSamples, readSample } from './samples.ts';

const [first, second] = [await configOf(FIRST), await configOf(SECOND)];

test('the shipped requests fit the office for which they were written, and no other', async () => {
  expect((await fittingSamples(PROGRAM, first)).size).toBe(5);
  expect((await fittingSamples(PROGRAM, second)).size).toBe(0);
});

test('from a folder without shipped requests, no request fits', async () => {
  expect(await fittingSamples(FIRST, first)).toEqual(new Set());
});

test('a shipped request is moved to the given day, at the local time for which it was written', async () => {
  const begin = '2027-01-05T20:00:00Z';
  const { start, end, request } = await readSample(PROGRAM, 'rapat-evakuasi-warga', 'contoh-opd', begin);
  expect([start, end]).toEqual(['2027-01-06T03:00:00+07:00', '2027-01-06T04:30:00+07:00']);
  expect(request).toMatchObject({ sop: 'protokol-manajemen-krisis', surat: { tanggal: '2026-12-23' } });
});
