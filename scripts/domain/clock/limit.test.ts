import { describe, expect, it } from 'vitest';
import { parseLimit, sumLimits } from './limit.ts';

describe('reading a time limit', () => {
  it.each([
    ['PT30M', { weeks: 0, days: 0, seconds: 1800 }],
    ['PT120M', { weeks: 0, days: 0, seconds: 7200 }],
    ['P1D', { weeks: 0, days: 1, seconds: 0 }],
    ['P2W', { weeks: 2, days: 0, seconds: 0 }],
    ['P1DT2H', { weeks: 0, days: 1, seconds: 7200 }],
    ['PT36H', { weeks: 0, days: 0, seconds: 129_600 }],
  ])('R20: the time limit %s has its days apart from its hours', (text, limit) => {
    expect(parseLimit(text)).toEqual(limit);
  });

  it.each([
    '',
    'P',
    'PT0S',
    'P0D',
    '-PT5M',
    '+PT5M',
    'P1M',
    'P1Y',
    'PT0.5S',
    '30M',
    'pt30m',
    'P1D2H',
    'P4000D',
    'PT99999999H',
  ])('R7: %j is no time limit, and the message quotes the text', (text) => {
    expect(() => parseLimit(text)).toThrow(
      new RegExp(`such as PT30M or P1D; received ${text.replace(/[+.]/g, '\\$&')}`),
    );
  });

  it('R4: the time limits of several rows add up, and hours never become days', () => {
    expect(sumLimits(['PT30M', 'P1D'])).toBe('P1DT30M');
    expect(sumLimits(['PT1M30S', 'PT15S'])).toBe('PT1M45S');
    expect(parseLimit(sumLimits(['PT20H', 'PT20H']))).toEqual({ weeks: 0, days: 0, seconds: 144_000 });
  });

  it('R4: a sum with a text that is no time limit is an error', () => {
    expect(() => sumLimits(['PT30M', 'P1Y'])).toThrow(RangeError);
  });
});
