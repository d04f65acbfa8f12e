import { expect, test } from 'vitest';
import {
  isOfAnotherDay,
  isTooOften,
  printPublished,
  type PublishedCommit,
  parsePublished,
  timesWith,
} from './published.ts';

const oid = (digit: string): string => digit.repeat(40);
const PUBLISHED: PublishedCommit = {
  snapshot: oid('a'),
  memory: oid('b'),
  base: oid('c'),
  register: oid('d'),
  day: '2026-12-01',
  zone: 'Asia/Pontianak',
  times: ['2026-12-01T01:00:00Z', '2026-12-01T01:20:00Z'],
};

test('the commit message of a publication is read back as it was written', () => {
  expect(parsePublished(oid('e'), printPublished(PUBLISHED))).toEqual(PUBLISHED);
});

test('a commit that names no snapshot is the snapshot itself', () => {
  const { snapshot: _, ...rest } = PUBLISHED;
  expect(parsePublished(oid('e'), printPublished(rest))).toEqual({ ...PUBLISHED, snapshot: oid('e') });
});

test('the commit message of a publication without a register is read back without a register', () => {
  const { register: _, base: __, ...rest } = PUBLISHED;
  expect(parsePublished(oid('e'), printPublished(rest))).toEqual(rest);
});

test.each(['Situs belum terbit\n', 'Memory: kosong\nDay: 2026-12-01 Asia/Pontianak\n', `Memory: ${oid('b')}\n`])(
  'a commit with the message %j is no publication',
  (message) => {
    expect(parsePublished(oid('e'), message)).toBeUndefined();
  },
);

test('a day begins at midnight in the office’s zone', () => {
  expect(isOfAnotherDay(PUBLISHED, '2026-12-01T16:59:59Z')).toBe(false);
  expect(isOfAnotherDay(PUBLISHED, '2026-12-01T17:00:00Z')).toBe(true);
});

test('ten publications an hour are allowed, an eleventh is too many, and times older than an hour are dropped', () => {
  let times: readonly string[] = [];
  for (let minute = 10; minute < 20; minute += 1) {
    const now = `2026-12-01T01:${minute}:00Z`;
    expect(isTooOften({ times }, now)).toBe(false);
    times = timesWith(times, now);
  }
  expect(isTooOften({ times }, '2026-12-01T02:09:59Z')).toBe(true);
  expect(isTooOften({ times }, '2026-12-01T02:10:00Z')).toBe(false);
  expect(timesWith(times, '2026-12-01T03:00:00Z')).toEqual(['2026-12-01T03:00:00Z']);
});
