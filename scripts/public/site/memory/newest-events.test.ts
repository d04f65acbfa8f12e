import { expect, it } from 'vitest';
import type { PublicCase } from '#domain/generated/public-case.ts';
import { Catalogue } from './catalogue.ts';
import { NewestEvents } from './newest-events.ts';

/** Returns a case with `count` events, one a minute from this minute on. It has only the fields that events need. */
function happened(id: string, from: number, count: number): PublicCase {
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString().replace('.000Z', 'Z');
  const entries = Array.from({ length: count }, (_, i) => ({
    seq: i + 1,
    id: `${id}-${i}`,
    kind: 'accepted',
    at: at(from + i),
  }));
  const procedure = { id: 'sop', zone: 'UTC' };
  return {
    id,
    procedure,
    updated: at(from + count - 1),
    visits: [{ row: 2, visit: 1, entries }],
  } as unknown as PublicCase;
}

it('R38: only the newest events are kept, and a list from which many events were removed is known to be too short', () => {
  const events = new NewestEvents(Catalogue.database());
  // A case with very many events fills one list and no more.
  events.replace(happened('banjir', 0, 5_000), undefined);
  expect(events.newest(100).at(-1)).toMatchObject({ case: 'banjir', seq: 4_901 });
  for (let n = 0; n < 300; n += 1) events.replace(happened(`k-${n}`, 10_000 + n * 10, 10), undefined);
  const newest = () => [...new Set(events.newest(100).map((each) => each.case))];
  expect(newest()).toEqual(Array.from({ length: 10 }, (_, i) => `k-${299 - i}`));
  // An event that is older than all kept ones does not return when it is put again.
  events.replace(happened('banjir', 0, 5_000), undefined);
  expect(newest()).toHaveLength(10);
  expect(events.isShort).toBe(false);
  for (let n = 299; n > 195; n -= 1)
    events.replace({ ...happened(`k-${n}`, 10_000 + n * 10, 10), visits: [] }, undefined);
  expect(events.isShort).toBe(true);
});

it('R38: in an office in which little has happened a short list is complete', () => {
  const events = new NewestEvents(Catalogue.database());
  events.replace(happened('k', 0, 3), 'Rapat');
  expect(events.newest(100).map(({ seq, title }) => [seq, title])).toEqual([
    [3, 'Rapat'],
    [2, 'Rapat'],
    [1, 'Rapat'],
  ]);
  expect(events.isShort).toBe(false);
});
