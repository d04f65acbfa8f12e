import { expect, test } from 'vitest';
import { extensionProblems } from '#domain/case/act/act-checks.ts';
import type { Next } from '#domain/generated/journal-entry.ts';

const DUE = '2026-12-24T08:00:00Z';
const visit: Next = {
  ...{ step: 'periksa', row: 3, visit: 1, begins: '2026-12-22T08:00:00Z', withApplicant: false },
  deadline: { due: DUE, limit: 'P2D', clock: 'continuous', zone: 'UTC' },
};
const codes = (state: { used: number; visit?: Next }, at: string, note = 'Alasan.', atMost?: number) =>
  extensionProblems(
    { visit, ...state },
    { adds: 'P2D', ...(atMost === undefined ? {} : { atMost }) },
    { note, at },
  ).map(({ code }) => code);

test('R44: more time is granted until the deadline, with a reason, and only as often as the step allows', () => {
  expect(codes({ used: 0 }, DUE)).toEqual([]);
  expect(codes({ used: 0 }, '2026-12-24T08:00:01Z')).toEqual(['extension-late']);
  expect(codes({ used: 1 }, DUE)).toEqual(['extension-used']);
  expect(codes({ used: 1 }, DUE, 'Alasan.', 2)).toEqual([]);
  expect(codes({ used: 2 }, '2026-12-25T08:00:00Z', '', 2)).toEqual([
    'extension-late',
    'extension-used',
    'note-missing',
  ]);
});

test('R44: an outcome that is no extension needs no note, and has no limit of number or time', () => {
  expect(extensionProblems({ visit, used: 9 }, {}, { note: '', at: '2027-01-01T00:00:00Z' })).toEqual([]);
});
