import { describe, expect, test } from 'vitest';
import { checkClosures, closureMessage, closuresIn } from './closures.ts';

const reason = { id: 'Pengecatan', en: 'Painting' };
const closures = [
  { from: '2026-12-06T08:00+07:00', until: '2026-12-06T16:00+07:00', reason: { id: 'Rapat', en: 'Meeting' } },
  { from: '2026-12-05T08:00+07:00', until: '2026-12-06T00:00+07:00', reason },
];
const between = (start: string, end: string) => closuresIn({ closures }, { start, end }).map((each) => each.reason.en);

describe('closures of a room', () => {
  test('R51: a closure belongs to a time that it overlaps, and not to one that begins when it ends', () => {
    expect(between('2026-12-05T16:59:00Z', '2026-12-05T20:00:00Z')).toEqual(['Painting']);
    expect(between('2026-12-05T17:00:00Z', '2026-12-05T20:00:00Z')).toEqual([]);
    expect(between('2026-12-04T20:00:00Z', '2026-12-05T01:00:00Z')).toEqual([]);
    expect(between('2026-12-04T20:00:00Z', '2026-12-05T01:00:01Z')).toEqual(['Painting']);
  });

  test('R51: several closures come in the order of their times, and the message names each reason once', () => {
    expect(between('2026-12-05T00:00:00Z', '2026-12-07T00:00:00Z')).toEqual(['Painting', 'Meeting']);
    const [one] = closuresIn({ closures }, { start: '2026-12-05T02:00:00Z', end: '2026-12-05T03:00:00Z' });
    expect(one && closureMessage([one, one])).toEqual({
      id: 'Ruang ditutup pada waktu itu: Pengecatan',
      en: 'The room is closed at that time: Painting',
    });
  });

  test('a room without closures is never closed', () => {
    expect(closuresIn({}, { start: '2026-12-05T00:00:00Z', end: '2026-12-07T00:00:00Z' })).toEqual([]);
  });

  test.each([
    ['a day that does not exist', '2026-02-30T08:00+07:00', '2026-12-06T16:00+07:00', ['not-an-instant', '/c/0/from']],
    [
      'an end that cannot be read',
      '2026-12-05T08:00+07:00',
      '2026-12-05T25:00+07:00',
      ['not-an-instant', '/c/0/until'],
    ],
    ['an end before the start', '2026-12-05T08:00+07:00', '2026-12-05T07:59+07:00', ['closure-order', '/c/0/until']],
    ['an end at the start', '2026-12-05T08:00+07:00', '2026-12-05T09:00+08:00', ['closure-order', '/c/0/until']],
    ['more than 366 days', '2026-12-05T08:00+07:00', '2027-12-06T08:01+07:00', ['closure-too-long', '/c/0/until']],
  ])('%s is a problem', (_what, from, until, expected) => {
    const [problem] = checkClosures({ closures: [{ from, until, reason }] }, 'rooms.yaml', '/c');
    expect([problem?.code, problem?.path]).toEqual(expected);
  });
});
