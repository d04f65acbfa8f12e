import { expect, test } from 'vitest';
import { monthsOf } from './room-uses.ts';

const use = (start: string, end: string) => ({ room: 'tcm', start, end, state: 'held' }) as const;

test.each([
  ['ends at midnight: nothing of it lies in the next month', '2026-11-30T02:00:00Z', '2026-11-30T17:00:00Z', 1],
  ['ends a second later', '2026-11-30T02:00:00Z', '2026-11-30T17:00:01Z', 2],
  ['a year and a day, from the last of a month', '2027-01-31T02:00:00Z', '2028-02-01T02:00:00Z', 14],
])('R33: the months of a room that show a use: %s', (_, start, end, count) => {
  expect(monthsOf(use(start, end), 'Asia/Jakarta')).toHaveLength(count);
});
