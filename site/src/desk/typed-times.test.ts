import { describe, expect, it } from 'vitest';
import { dayAndTimes, startAndEnd } from './typed-times.ts';

const ZONE = 'Asia/Jakarta';
const at = (local: string): string => `${local}:00+07:00`;

describe('start and end of a request are one day and two times', () => {
  it('an event of one day needs one day, also if the request is written in another offset', () => {
    const parts = { day: '2026-12-02', from: '09:00', to: '10:30', lastDay: undefined };
    const slot = { start: at('2026-12-02T09:00'), end: at('2026-12-02T10:30') };
    expect(startAndEnd(parts, ZONE)).toEqual(slot);
    expect(dayAndTimes(slot, ZONE)).toEqual(parts);
    expect(dayAndTimes({ start: '2026-12-02T02:00:00Z', end: '2026-12-02T03:30:00Z' }, ZONE)).toEqual(parts);
  });

  it('an event of several days keeps its last day', () => {
    const slot = { start: at('2026-12-02T22:00'), end: at('2026-12-03T01:00') };
    const parts = dayAndTimes(slot, ZONE);
    expect(parts).toEqual({ day: '2026-12-02', from: '22:00', to: '01:00', lastDay: '2026-12-03' });
    expect(startAndEnd(parts, ZONE)).toEqual(slot);
  });

  it('a time without a day, and a day without a time, are no time of a request', () => {
    const parts = { day: '2026-12-02', from: '', to: '10:30', lastDay: undefined };
    expect(startAndEnd(parts, ZONE)).toEqual({ start: undefined, end: at('2026-12-02T10:30') });
    expect(startAndEnd({ ...parts, day: '' }, ZONE)).toEqual({ start: undefined, end: undefined });
    expect(dayAndTimes({ start: undefined, end: undefined }, ZONE)).toEqual({ ...parts, day: '', to: '' });
    expect(dayAndTimes({ start: undefined, end: at('2026-12-02T10:30') }, ZONE)).toEqual(parts);
  });
});
