import { describe, expect, it } from 'vitest';
import { wib } from '#tests/support/clocks.ts';
import type { Booking } from './bookings.ts';
import { bookingOf, clashes, contains, release } from './bookings.ts';

const slot = (start: string, end: string) => ({ start: wib(`2026-11-25 ${start}`), end: wib(`2026-11-25 ${end}`) });
const booking = (number: number, start: string, end: string, room = 'tcm'): Booking => ({
  room,
  ...slot(start, end),
  case: `KRISIS-2026-${number}`,
  number,
});

describe('bookings', () => {
  const nine = booking(1, '09:00', '11:00');

  it.each([
    ['the same time', '09:00', '11:00', true],
    ['a part of it', '09:30', '10:00', true],
    ['all around it', '08:00', '12:00', true],
    ['into its beginning', '08:00', '09:01', true],
    ['from its end', '10:59', '12:00', true],
    ['up to its beginning', '08:00', '09:00', false],
    ['from when it ends', '11:00', '12:00', false],
  ])('R24: a wish for %s of another case: %s–%s clashes: %s', (_, start, end, does) => {
    expect(clashes([nine], booking(2, start, end))).toEqual(does ? [nine] : []);
  });

  it('R24: another room is no clash', () => {
    expect(clashes([nine], booking(2, '09:00', '11:00', 'aula'))).toEqual([]);
  });

  it('R24: a case never clashes with itself', () => {
    expect(clashes([nine], booking(1, '10:00', '12:00'))).toEqual([]);
  });

  it('R24: a released room is free for others', () => {
    const all = release([nine, booking(2, '12:00', '13:00')], nine.case);
    expect(bookingOf(all, nine.case)).toBeUndefined();
    expect(clashes(all, booking(3, '09:00', '11:00'))).toEqual([]);
  });

  it('R25: every clash is named, the earliest first', () => {
    const all = [booking(3, '12:00', '13:00'), nine];
    expect(clashes(all, booking(4, '08:00', '17:00')).map(({ number }) => number)).toEqual([1, 3]);
  });

  it('R24: an agreed slot contains the request’s, and both edges may touch', () => {
    const outer = slot('09:00', '11:00');
    expect(contains(outer, outer)).toBe(true);
    expect(contains(outer, slot('09:30', '10:00'))).toBe(true);
    expect(contains(outer, slot('08:59', '10:00'))).toBe(false);
    expect(contains(outer, slot('09:30', '11:01'))).toBe(false);
  });
});
