import { expect, test } from 'vitest';
import { heldUses, monthsOf } from './room-uses.ts';

const use = (start: string, end: string) => ({ room: 'tcm', start, end, state: 'held' }) as const;

test.each([
  ['a use that ends at midnight is in one month', '2026-11-30T02:00:00Z', '2026-11-30T17:00:00Z', 1],
  ['a use that ends one second after midnight is in two months', '2026-11-30T02:00:00Z', '2026-11-30T17:00:01Z', 2],
  [
    'a use of a year and a day, from the last day of a month, is in fourteen months',
    '2027-01-31T02:00:00Z',
    '2028-02-01T02:00:00Z',
    14,
  ],
])('R33: in a room’s calendar, %s', (_, start, end, count) => {
  expect(monthsOf(use(start, end), 'Asia/Jakarta')).toHaveLength(count);
});

test('R24, R11: the calendar distinguishes an offer from a booking, says until when the offer is reserved, and names no restricted case', () => {
  const slot = { room: 'tcm', start: '2026-12-08T02:00:00Z', end: '2026-12-08T04:00:00Z' };
  const until = '2026-12-04T01:00:00Z';
  const held = [
    { ...slot, case: 'PMK-2026-7', number: 7 },
    { ...slot, case: 'PMK-2026-8', number: 8, until },
    { ...slot, case: 'PMK-2026-9', number: 9, until },
  ];
  expect(heldUses(held, (id) => (id === 'PMK-2026-9' ? undefined : 'pmk'))).toEqual([
    { ...slot, state: 'held', case: 'PMK-2026-7', procedure: 'pmk' },
    { ...slot, state: 'offered', until, case: 'PMK-2026-8', procedure: 'pmk' },
    { ...slot, state: 'offered', until },
  ]);
});
