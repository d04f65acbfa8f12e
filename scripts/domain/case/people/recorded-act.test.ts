import { expect, test } from 'vitest';
import { recordedActProblems } from './recorded-act.ts';

const places = { date: '/tanggal', way: '/cara' };
const reading = { file: 'hasil', schema: undefined, at: '2026-12-21T01:00:00Z', zone: 'Asia/Makassar' };
const found = (document: object) =>
  recordedActProblems(document, places, reading).map(({ code, path }) => [code, path]);

test('R41: a recorded act needs its date and its way, even if the schema makes them optional', () => {
  expect(found({ tanggal: '2026-12-21', cara: 'surat' })).toEqual([]);
  expect(found({ tanggal: '2026-12-21' })).toEqual([['deed-missing', '/cara']]);
  expect(found({ cara: 'surat' })).toEqual([['deed-missing', '/tanggal']]);
});

test('R41: the date of a recorded act is not in the future, in the zone of the procedure', () => {
  expect(found({ tanggal: '2026-12-22', cara: 'surat' })).toEqual([['deed-to-come', '/tanggal']]);
  const late = { ...reading, at: '2026-12-21T16:30:00Z' };
  expect(recordedActProblems({ tanggal: '2026-12-22', cara: 'surat' }, places, late)).toEqual([]);
});
