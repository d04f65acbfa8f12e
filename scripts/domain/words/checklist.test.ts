import { describe, expect, it } from 'vitest';
import { branching, permitCase, permits, UP_TO_FOUR } from '#tests/support/branching.ts';
import { roleNames } from './case-situation.ts';
import { checklistOf, checklistTable } from './checklist.ts';

const linesAfter = (...[size, ...acts]: Parameters<typeof permitCase>) => {
  const { state, journal } = permitCase(size, ...acts);
  return checklistOf(state, journal, permits, roleNames(branching.roles));
};
/** Prints rows as `3a done, 3b current`; the two steps in row 5 are printed with their role. */
const reported = (...given: Parameters<typeof linesAfter>): string =>
  linesAfter(...given)
    .map(({ row, who, state }) => `${row}${row === 5 ? ` ${who.en}` : ''} ${state}`)
    .join(', ');

const FIRST = '1 done, 2 done, 3a done, 3b done, 4 done';

describe('R46: the checklist of a table with letters and shared rows', () => {
  it.each<[string, readonly string[], string]>([
    [
      'each row with its letter, and each step of a shared row',
      [],
      '1 done, 2 current, 3a future, 3b future, 4 future, 5 Secretary future, 5 Head future, 6 future, 7 future, 8 future',
    ],
    [
      'the first of two steps in a row is current, the second to come',
      [...UP_TO_FOUR, 'kepala'],
      `${FIRST}, 5 Secretary current, 5 Head future, 6 future, 7 future, 8 future`,
    ],
    [
      'the first of two steps in a row is done, the second current',
      [...UP_TO_FOUR, 'kepala', 'sekar'],
      `${FIRST}, 5 Secretary done, 5 Head current, 6 future, 7 future, 8 future`,
    ],
    [
      'after a return within the row, the first step is current again and the second to come',
      [...UP_TO_FOUR, 'kepala', 'sekar', '-kepala'],
      `${FIRST}, 5 Secretary current, 5 Head future, 6 future, 7 future, 8 future`,
    ],
    [
      'after the two steps, rows that the case skips are shown as skipped',
      [...UP_TO_FOUR, 'kepala', 'sekar', 'kepala'],
      `${FIRST}, 5 Secretary done, 5 Head done, 6 skipped, 7 skipped, 8 current`,
    ],
    [
      'after a return from 3b to 3a',
      ['tata', 'sekar', '-awas'],
      '1 done, 2 done, 3a current, 3b future, 4 future, 5 Secretary future, 5 Head future, 6 future, 7 future, 8 future',
    ],
  ])('R46: a checklist with letters and shared rows: %s', (_what, acts, expected) => {
    expect(reported('kecil', ...acts)).toBe(expected);
  });

  it('R46: a step that serves rows 6 and 7 is current in the two rows, and then done in the two rows', () => {
    const way = ['sedang', ...UP_TO_FOUR, 'kepala'] as const;
    expect(reported(...way)).toContain('5 Secretary skipped, 5 Head skipped, 6 current, 7 current, 8 future');
    expect(reported(...way, 'pan')).toContain('6 done, 7 done, 8 current');
  });

  it('R46: the checklist is a table in both languages', () => {
    const table = checklistTable(linesAfter('kecil', ...UP_TO_FOUR, 'kepala'), permits.zone);
    expect(table.id).toContain('| 3a | memeriksa kelengkapan berkas | Sekretaris | selesai 21 Des 2026 09.02 |');
    expect(table.id).toContain(
      '| 5 | menyusun konsep izin | Sekretaris | **sedang berjalan** |\n| 5 | membubuhkan paraf | Kepala | belum |',
    );
    expect(table.en).toContain(
      '| 5 | draft the permit | Secretary | **current** |\n| 5 | initial the draft | Head | to come |',
    );
  });
});
