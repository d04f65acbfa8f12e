import { describe, expect, it } from 'vitest';
import { count, duration, limitWords, measured, percent, usedOf, workingDays } from './duration.ts';

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

describe('a length of time is rounded down', () => {
  it.each([
    [0, 'kurang dari 1 menit', 'less than 1 minute'],
    [59, 'kurang dari 1 menit', 'less than 1 minute'],
    [60, '1 menit', '1 minute'],
    [12 * MINUTE + 59, '12 menit', '12 minutes'],
    [HOUR - 1, '59 menit', '59 minutes'],
    [HOUR, '1 jam', '1 hour'],
    [HOUR + MINUTE, '1 jam 1 menit', '1 hour 1 minute'],
    [DAY - 1, '23 jam 59 menit', '23 hours 59 minutes'],
    [DAY, '1 hari', '1 day'],
    [DAY + 59 * MINUTE, '1 hari', '1 day'],
    [DAY + 4 * HOUR + 30 * MINUTE, '1 hari 4 jam', '1 day 4 hours'],
    [12 * DAY + HOUR, '12 hari 1 jam', '12 days 1 hour'],
  ])('a length of %i seconds is written rounded down', (seconds, id, en) => {
    expect(duration(seconds)).toEqual({ id, en });
  });

  it('working days are counted in words', () => {
    expect(workingDays(2)).toEqual({ id: '2 hari kerja', en: '2 working days' });
    expect(workingDays(1)).toEqual({ id: '1 hari kerja', en: '1 working day' });
  });
});

describe('a time limit in words', () => {
  it.each([
    ['PT30M', 'continuous', '30 menit', '30 minutes'],
    ['P1D', 'continuous', '1 hari', '1 day'],
    ['PT120M', 'continuous', '2 jam', '2 hours'],
    ['P1W', 'continuous', '7 hari', '7 days'],
    ['P2D', 'office-hours', '2 hari kerja', '2 working days'],
    ['P1DT2H', 'office-hours', '1 hari kerja 2 jam kerja', '1 working day 2 working hours'],
    ['PT30M', 'office-hours', '30 menit', '30 minutes'],
    ['PT30S', 'office-hours', 'kurang dari 1 menit', 'less than 1 minute'],
  ] as const)('the time limit %s of the clock %s is written in words', (limit, clock, id, en) => {
    expect(limitWords(limit, clock)).toEqual({ id, en });
  });
});

describe('how much of a time limit was used', () => {
  it.each([
    [18 * MINUTE + 40, 30 * MINUTE, '18 dari 30 menit', '18 of 30 minutes'],
    [0, 30 * MINUTE, '0 dari 30 menit', '0 of 30 minutes'],
    [42 * MINUTE, 30 * MINUTE, '42 dari 30 menit', '42 of 30 minutes'],
    [100 * MINUTE, 120 * MINUTE, '100 dari 120 menit', '100 of 120 minutes'],
    [26 * HOUR, DAY, '1 hari 2 jam dari 1 hari', '1 day 2 hours of 1 day'],
    [3 * HOUR, 30 * MINUTE, '3 jam dari 30 menit', '3 hours of 30 minutes'],
  ])('a use of %i of %i seconds is written in words', (used, allowed, id, en) => {
    expect(usedOf(used, allowed)).toEqual({ id, en });
  });

  it('R20: working days and working hours are written as such, not as multiples of 24 hours', () => {
    expect(usedOf(4, 10, 'working-days')).toEqual({ id: '4 dari 10 hari kerja', en: '4 of 10 working days' });
    expect(measured(10, 'working-days')).toEqual({ id: '10 hari kerja', en: '10 working days' });
    const [used, allowed] = [9 * HOUR + 5 * MINUTE, 26 * HOUR];
    expect(usedOf(used, allowed, 'open-time')).toEqual({
      id: '9 jam kerja 5 menit dari 26 jam kerja',
      en: '9 working hours 5 minutes of 26 working hours',
    });
  });
});

describe('numbers', () => {
  it.each([
    [37, 40, '92,5%', '92.5%'],
    [0.8, 1, '80%', '80%'],
    [2, 1, '200%', '200%'],
    [9, 10, '90%', '90%'],
    [2, 3, '66,6%', '66.6%'],
    [9_999, 10_000, '99,9%', '99.9%'],
    [0, 7, '0%', '0%'],
  ])('the share %d of %d is written in percent, rounded down', (part, whole, id, en) => {
    expect(percent(part, whole)).toEqual({ id, en });
  });

  it('a share of a whole that is zero throws an error', () => {
    expect(() => percent(0, 0)).toThrow(RangeError);
  });

  it('a large number has separators for thousands', () => {
    expect(count(999)).toEqual({ id: '999', en: '999' });
    expect(count(1_234_567)).toEqual({ id: '1.234.567', en: '1,234,567' });
  });
});
