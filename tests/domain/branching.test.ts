import { describe, expect, test } from 'vitest';
import { permitCase, permitsExport, UP_TO_FOUR } from '../support/branching.ts';
import { acts } from '../support/world.ts';

const last = (...[size, ...way]: Parameters<typeof permitCase>) => acts(permitCase(size, ...way).journal).at(-1);

describe('R46: a case goes through rows with letters', () => {
  test('R46: a case goes from row 3a to row 3b, and back', () => {
    const { journal, state } = permitCase('kecil', 'tata', 'sekar', '-awas');
    expect(journal.flatMap(({ next }) => next?.row ?? [])).toEqual([2, '3a', '3b', '3a']);
    expect(state.visit).toMatchObject({ step: 'berkas', row: '3a', visit: 2 });
  });

  test.each([
    ['kecil', 'konsep', 5],
    ['sedang', 'rapat', 6],
    ['besar', 'putusan', 8],
    ['lain', 'lokasi', '3b'],
  ] as const)('R46: the decision of row 4 leads an event of size %s to %s', (size, step, row) => {
    const { state } = permitCase(size, ...UP_TO_FOUR, 'kepala');
    expect(state.visit).toMatchObject({ step, row });
  });

  test('R46: Request changes at the decision of row 4 leads to the applicant', () => {
    expect(last('kecil', ...UP_TO_FOUR, '-kepala')).toBe('accepted penelaahan#1 → perbaikan#1');
  });

  test('R46: each of two steps that share a row is a visit of its own, with its own role and time limit', () => {
    const { journal, state } = permitCase('kecil', ...UP_TO_FOUR, 'kepala', 'sekar');
    expect(acts(journal).slice(-2)).toEqual(['accepted penelaahan#1 → konsep#1', 'accepted konsep#1 → paraf#1']);
    expect(state.visit).toMatchObject({ step: 'paraf', row: 5, visit: 1, deadline: { limit: 'PT1H' } });
    expect(last('kecil', ...UP_TO_FOUR, 'kepala', 'sekar', 'sekar')).toBe('refused paraf#1 (out-of-turn)');
  });

  test('R46: one act completes rows 6 and 7', () => {
    const { state } = permitCase('sedang', ...UP_TO_FOUR, 'kepala', 'pan');
    expect(state.visit).toMatchObject({ step: 'putusan', row: 8 });
  });
});

test('R15, R46: an opened journal with lettered rows has the entries that were sealed', () => {
  const { journal } = permitCase('kecil', 'tata', 'sekar');
  const [sealed] = permitsExport(journal).journals.values();
  expect(sealed?.entries).toEqual(journal);
});
