import { describe, expect, it } from 'vitest';
import { days, office, wib } from '#tests/support/clocks.ts';
import type { Booking } from './bookings.ts';
import type { Room } from './room.ts';
import type { Slot } from './slot.ts';
import { scheduleReasons } from '#domain/case/room/slot-checks.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import type { Step } from '#domain/generated/procedure.ts';
import { checkSchedule, checkSlot } from './slot.ts';

const tcm: Room = {
  id: 'tcm',
  name: { id: 'Ruang TCM', en: 'TCM Room' },
  zone: 'Asia/Pontianak',
  capacity: 20,
  opening: 'always',
  equipment: [{ id: 'computer', name: { id: 'Komputer', en: 'Computer' } }],
};
const hall: Room = { ...tcm, id: 'hall', opening: office.hours };
const time = (start: string, end: string) => ({ start: wib(start), end: wib(end) });
const slot: Slot = { case: 'KRISIS-2026-7', room: 'tcm', ...time('2026-11-25 13:00', '2026-11-25 15:00') };
const other: Booking = {
  room: 'tcm',
  ...time('2026-11-25 14:00', '2026-11-25 16:00'),
  case: 'KRISIS-2026-3',
  number: 3,
};
const now = wib('2026-11-24 10:00');

const check = (change: Partial<Slot>, bookings: Booking[] = [], at = now) =>
  checkSlot([tcm, hall], bookings, { ...slot, ...change }, at, days);
const codes = (...args: Parameters<typeof check>) => check(...args).map(({ code }) => code);

describe('whether a slot is available', () => {
  it('R24: a slot that fits its room is available', () => {
    expect(
      check({ attendees: 20, equipment: ['computer'], request: time('2026-11-25 13:00', '2026-11-25 14:00') }),
    ).toEqual([]);
  });

  it('R24: a slot that ends at the time of the act is over, and a slot that ends a second later is not', () => {
    expect(check({}, [], slot.end)).toEqual([{ code: 'slot-over', end: slot.end, at: slot.end }]);
    expect(codes({}, [], wib('2026-11-25 14:59:59'))).toEqual([]);
  });

  it('R24: a slot must contain the time that the request asks for', () => {
    const request = time('2026-11-25 12:59', '2026-11-25 15:00');
    expect(check({ request })).toEqual([
      { code: 'slot-misses-request', slot: { start: slot.start, end: slot.end }, request },
    ]);
  });

  it('R24: a slot ends after it starts, and lasts at most a year', () => {
    expect(codes({ end: slot.start }, [other])).toEqual(['slot-order']);
    expect(codes(time('2026-11-25 13:00', '2036-11-25 13:00'), [other])).toEqual(['slot-too-long']);
  });

  it('R24: a slot in an unknown room is refused, and the reason names the known rooms', () => {
    expect(check({ room: 'tmc' })).toEqual([{ code: 'unknown-room', room: 'tmc', rooms: ['tcm', 'hall'] }]);
  });

  it('R24: a slot at a place that is no room is checked by its times only', () => {
    expect(codes({ room: null, attendees: 500, equipment: ['stage'] }, [other])).toEqual([]);
    expect(codes({ room: null }, [], slot.end)).toEqual(['slot-over']);
  });

  it.each([
    ['within its hours', '2026-11-25 13:00', '2026-11-25 15:00', 0],
    ['over its lunch break', '2026-11-25 11:00', '2026-11-25 14:00', 1],
    ['before it opens', '2026-11-25 07:00', '2026-11-25 09:00', 1],
    ['on a weekend', '2026-11-28 10:00', '2026-11-28 11:00', 1],
    ['on a holiday', '2026-12-25 10:00', '2026-12-25 11:00', 1],
  ])('R24: in a room with weekly hours, a slot %s (%s–%s) is refused for %i reasons', (_, start, end, closed) => {
    const reasons = check({ room: 'hall', ...time(start, end) });
    expect(reasons.map(({ code }) => code)).toEqual(closed ? ['room-closed'] : []);
  });

  it('R24: the reason against a slot says when the room is closed', () => {
    expect(check({ room: 'hall', ...time('2026-11-25 11:00', '2026-11-25 14:00') })).toEqual([
      { code: 'room-closed', room: 'hall', closed: [time('2026-11-25 12:00', '2026-11-25 13:00')] },
    ]);
  });

  it('R25: a slot at the time of another case’s booking is refused, and the reason has that booking', () => {
    expect(check({}, [other])).toEqual([{ code: 'room-taken', room: 'tcm', bookings: [other] }]);
    expect(check({}, [{ ...other, case: slot.case }])).toEqual([]);
  });

  it('R24: a slot is refused with every reason at once', () => {
    const request = time('2026-11-25 12:00', '2026-11-25 15:00');
    expect(check({ attendees: 21, equipment: ['computer', 'stage'], request }, [other], slot.end)).toMatchObject([
      { code: 'slot-over' },
      { code: 'slot-misses-request' },
      { code: 'room-too-small', capacity: 20, attendees: 21 },
      { code: 'room-without-equipment', missing: ['stage'], equipment: ['computer'] },
      { code: 'room-taken' },
    ]);
  });
});

describe('a schedule agreed after the booking', () => {
  it('R24: a schedule must be inside the booking', () => {
    const inside = time('2026-11-25 14:30', '2026-11-25 16:00');
    const outside = time('2026-11-25 14:30', '2026-11-25 16:01');
    expect(checkSchedule(other, inside)).toEqual([]);
    expect(checkSchedule(other, outside)).toEqual([
      { code: 'schedule-outside-booking', schedule: outside, booking: other },
    ]);
  });

  it('R24: a schedule is not compared if the case has no booking, since its place is no room', () => {
    const step = { requires: { within: { start: '/mulai', end: '/selesai' } } } as Step;
    const result = { mulai: '2026-11-25T14:30Z', selesai: '2026-11-25T16:01Z' };
    const found = (booking: typeof other | undefined) =>
      scheduleReasons({ state: { booking } as CaseState, step }, result).map(({ code }) => code);
    expect(found(undefined)).toEqual([]);
    expect(found(other)).toEqual(['schedule-outside-booking']);
  });

  it('R24: a schedule ends after it starts', () => {
    expect(checkSchedule(other, time('2026-11-25 14:30', '2026-11-25 14:30'))).toMatchObject([{ code: 'slot-order' }]);
  });
});
