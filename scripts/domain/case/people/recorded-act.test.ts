import { expect, test } from 'vitest';
import { recordedActProblems } from './recorded-act.ts';

const places = { date: '/tanggal', way: '/cara' };
const telling = { file: 'hasil', schema: undefined, at: '2026-12-21T01:00:00Z', zone: 'Asia/Makassar' };
const found = (document: object) =>
  recordedActProblems(document, places, telling).map(({ code, path }) => [code, path]);

test('R41: a recorded act has its date and its way, also where the schema lets them be left out', () => {
  expect(found({ tanggal: '2026-12-21', cara: 'surat' })).toEqual([]);
  expect(found({ tanggal: '2026-12-21' })).toEqual([['deed-missing', '/cara']]);
  expect(found({ cara: 'surat' })).toEqual([['deed-missing', '/tanggal']]);
});

test('R41: it was done on a day that has come, in the zone of the procedure', () => {
  expect(found({ tanggal: '2026-12-22', cara: 'surat' })).toEqual([['deed-to-come', '/tanggal']]);
  const late = { ...telling, at: '2026-12-21T16:30:00Z' };
  expect(recordedActProblems({ tanggal: '2026-12-22', cara: 'surat' }, places, late)).toEqual([]);
});
