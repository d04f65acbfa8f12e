import { describe, expect, it } from 'vitest';
import { deskReading, indexedAt } from '#tests/support/desk-reading.ts';
import { EVERYTHING } from './desk-filter.ts';
import { deskOf, waitingLines } from './desk-list.ts';
import { newestReading, placeInList } from './place-in-list.ts';

const NOW = '2026-12-01T03:00:00Z';
const HEAD = 1003;
/** Case 1 is due tomorrow, case 2 is late, case 3 has no deadline, case 4 is due today; case 5 waits for TU. */
const CASES = [
  indexedAt('disposisi', { due: '2026-12-02T03:00:00Z' }),
  indexedAt('disposisi', { due: '2026-12-01T02:00:00Z', title: 'Rapat banjir' }),
  indexedAt('disposisi'),
  indexedAt('disposisi', { due: '2026-12-01T09:00:00Z', title: 'Rapat kabut' }),
  indexedAt('penerimaan', { due: '2026-12-01T01:00:00Z' }),
];
const reading = deskReading(HEAD, CASES);
const ORDER = [2, 4, 1, 3];

/** Returns position, number of cases, and the number of the next case. */
function place(number: number, { of = reading, filter = EVERYTHING, before = [] as number[] } = {}) {
  const { at, order, next } = placeInList(of, filter, NOW, number, before);
  return [at, order.length, next?.number];
}

describe('the place of a case among those that wait for the viewer', () => {
  it('is the place in the order of the list, and after the last case comes the first one', () => {
    expect(waitingLines(deskOf(reading, NOW)).map(({ number }) => number)).toEqual(ORDER);
    expect(ORDER.map((number) => place(number))).toEqual([
      [1, 4, 4],
      [2, 4, 1],
      [3, 4, 3],
      [4, 4, 2],
    ]);
  });

  it('a case that waits for somebody else has no place, and the only waiting case has no next one', () => {
    expect(place(5)[0]).toBe(0);
    expect(place(1, { of: deskReading(HEAD, CASES.slice(0, 1)) })).toEqual([1, 1, undefined]);
  });

  it('follows the filter of the list, unless the case or all others are filtered out', () => {
    const filter = { ...EVERYTHING, words: 'rapat' };
    expect(place(2, { filter })).toEqual([1, 2, 4]);
    expect(place(4, { filter })).toEqual([2, 2, 2]);
    expect(place(1, { filter })).toEqual([3, 4, 3]);
    expect(place(5, { filter, before: [5] })).toEqual([0, 2, 2]);
    expect(place(5, { filter: { ...EVERYTHING, words: 'tidak ada' }, before: [5] })).toEqual([0, 4, 2]);
  });

  it('after a decision comes the case that followed in the earlier order and still waits', () => {
    const decided = deskReading(HEAD, [indexedAt('disposisi'), ...CASES.slice(1, 3), indexedAt('penerimaan')]);
    expect(place(4, { of: decided, before: ORDER })).toEqual([0, 3, 1]);
    expect(place(4, { of: decided, before: [2, 4] })).toEqual([0, 3, 2]);
    expect(place(4, { of: decided })).toEqual([0, 3, 2]);
  });

  it('counts by the newer index, without cases whose act was sent, but with the open one', () => {
    const { index } = deskReading(HEAD, [...CASES.slice(0, 3), indexedAt('penerimaan')]);
    const sent = [1, 2].map((number) => ({ number, gesture: 'approve' as const, after: 3 }));
    expect(place(2, { of: newestReading(reading, undefined, sent, 2) })).toEqual([1, 3, 4]);
    expect(place(2, { of: newestReading(reading, index, sent, 2) })).toEqual([1, 2, 3]);
  });
});
