import { expect, it } from 'vitest';
import { fromWall, toWall } from './wall-time.ts';

it('a time on the wall is written with the offset of its zone, there and then', () => {
  expect(fromWall('2026-12-01T09:00', 'Asia/Pontianak')).toBe('2026-12-01T09:00:00+07:00');
  expect(fromWall('2026-07-01T09:00', 'America/New_York')).toBe('2026-07-01T09:00:00-04:00');
  expect(fromWall('2026-12-01T09:00', 'Asia/Kolkata')).toBe('2026-12-01T09:00:00+05:30');
});

it('and is shown as it was typed, whatever the reader’s own zone', () => {
  for (const zone of ['Asia/Pontianak', 'Asia/Jayapura', 'America/New_York', 'UTC'])
    expect(toWall(fromWall('2026-03-08T12:30', zone), zone)).toBe('2026-03-08T12:30');
  expect(toWall('2026-12-01T02:00:00Z', 'Asia/Pontianak')).toBe('2026-12-01T09:00');
});

it('what is no time is none', () => {
  expect(fromWall('', 'UTC')).toBeUndefined();
  expect(fromWall('2026-13-01T09:00', 'UTC')).toBeUndefined();
  expect(toWall('besok', 'UTC')).toBe('');
  expect(toWall(undefined, 'UTC')).toBe('');
});
