import { expect, test } from 'vitest';
import fc from '#tests/support/fast-check.ts';
import { compareRows, rowLetter, numberOf } from './rows.ts';

test('R46: rows are sorted as the printed table has them: by number, then by letter', () => {
  const table = [1, 2, 3, '3a', '3b', 4, 9, 10, '10a', 11];
  expect(table.toReversed().sort(compareRows)).toEqual(table);
});

test('R46: a row has a number, and at most one letter', () => {
  expect([numberOf(12), rowLetter(12)]).toEqual([12, '']);
  expect([numberOf('12c'), rowLetter('12c')]).toEqual([12, 'c']);
});

test('R46: the order of two rows is the same whichever row is compared first, and only a row equals itself', () => {
  const row = fc.oneof(
    fc.integer({ min: 1, max: 999 }),
    fc
      .tuple(fc.integer({ min: 1, max: 999 }), fc.constantFrom(...'abz'))
      .map(([number, letter]) => `${number}${letter}`),
  );
  fc.assert(
    fc.property(row, row, (a, b) => {
      expect(Math.sign(compareRows(a, b))).toBe(0 - Math.sign(compareRows(b, a)));
      expect(compareRows(a, b) === 0).toBe(a === b);
    }),
  );
});
