import { describe, expect, it } from 'vitest';
import { toInstant } from '#domain/clock/instant.ts';
import { wib } from '#tests/support/clocks.ts';
import fc from '#tests/support/fast-check.ts';
import type { Booking } from './bookings.ts';
import { clashes, contains, overlaps, release } from './bookings.ts';

const slot = (start: string, end: string) => ({ start: wib(`2026-11-25 ${start}`), end: wib(`2026-11-25 ${end}`) });
const booking = (number: number, start: string, end: string, room = 'tcm'): Booking => ({
  room,
  ...slot(start, end),
  case: `KRISIS-2026-${number}`,
  number,
});

/** Adds a booking as an index does: it replaces the case’s earlier booking. If the room is taken, nothing changes. */
const book = (held: readonly Booking[], wish: Booking): Booking[] =>
  clashes(held, wish).length > 0 ? [...held] : [...release(held, wish.case), wish];

describe('the bookings of rooms', () => {
  const nine = booking(1, '09:00', '11:00');

  it.each([
    ['the same time', '09:00', '11:00', true],
    ['a time within it', '09:30', '10:00', true],
    ['a time that contains it', '08:00', '12:00', true],
    ['a time that ends after its beginning', '08:00', '09:01', true],
    ['a time that begins before its end', '10:59', '12:00', true],
    ['a time that ends at its beginning', '08:00', '09:00', false],
    ['a time that begins at its end', '11:00', '12:00', false],
  ])('R24: if another case holds 09:00–11:00, is %s (%s–%s) a clash? %s', (_, start, end, does) => {
    expect(clashes([nine], booking(2, start, end))).toEqual(does ? [nine] : []);
  });

  it('R24: bookings of different rooms do not clash', () => {
    expect(clashes([nine], booking(2, '09:00', '11:00', 'aula'))).toEqual([]);
  });

  it('R24: a case never clashes with its own booking, and a released room is free for others', () => {
    expect(clashes([nine], booking(1, '10:00', '12:00'))).toEqual([]);
    const all = release([nine, booking(2, '12:00', '13:00')], nine.case);
    expect(all).toEqual([booking(2, '12:00', '13:00')]);
    expect(clashes(all, booking(3, '09:00', '11:00'))).toEqual([]);
  });

  it('R24: returns every clash, the earliest first', () => {
    const all = [booking(3, '12:00', '13:00'), nine];
    expect(clashes(all, booking(4, '08:00', '17:00')).map(({ number }) => number)).toEqual([1, 3]);
  });

  it('R24: a slot contains a time that neither begins before the slot nor ends after it', () => {
    const outer = slot('09:00', '11:00');
    expect(contains(outer, outer)).toBe(true);
    expect(contains(outer, slot('09:30', '10:00'))).toBe(true);
    expect(contains(outer, slot('08:59', '10:00'))).toBe(false);
    expect(contains(outer, slot('09:30', '11:01'))).toBe(false);
  });
});

describe('after any sequence of bookings and releases', () => {
  const minute = (n: number) => toInstant(Date.UTC(2026, 10, 25) + n * 60_000);
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        number: fc.integer({ min: 1, max: 6 }),
        room: fc.constantFrom('tcm', 'aula'),
        start: fc.integer({ min: 0, max: 60 }),
        length: fc.integer({ min: 1, max: 30 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ number: fc.integer({ min: 1, max: 6 }) }) },
  );

  it('R24: after any bookings and releases, no two cases have one room at overlapping times and no case has two bookings', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let all: Booking[] = [];
        for (const one of steps) {
          const id = `KRISIS-2026-${one.number}`;
          if (!('room' in one)) {
            all = release(all, id);
            continue;
          }
          const { number, room, start, length } = one;
          all = book(all, { room, start: minute(start), end: minute(start + length), case: id, number });
        }
        const pairs = all.flatMap((a, i) => all.slice(i + 1).map((b) => [a, b] as const));
        return pairs.every(([a, b]) => a.case !== b.case && !(a.room === b.room && overlaps(a, b)));
      }),
    );
  });
});
