import { describe, expect, it } from 'vitest';
import { earliest, epochSeconds, later, parseInstant, toInstant } from './instant.ts';

describe('reading and writing an instant', () => {
  it.each([
    ['2026-11-25T15:56:00.000+07:00', '2026-11-25T08:56:00Z'],
    ['2026-11-25T15:56+07:00', '2026-11-25T08:56:00Z'],
    ['2026-11-25T08:56:00Z', '2026-11-25T08:56:00Z'],
    ['2026-11-25T08:56Z', '2026-11-25T08:56:00Z'],
    ['2026-12-31T20:00:00-05:00', '2027-01-01T01:00:00Z'],
    ['2026-11-25T08:56:00.999999999Z', '2026-11-25T08:56:00Z'],
  ])('the instant %s is read as whole seconds of UTC', (text, instant) => {
    expect(parseInstant(text)).toEqual({ instant });
  });

  it.each([
    '',
    '2026-11-25',
    '2026-11-25T15:56:00',
    '2026-11-25 15:56:00+07:00',
    '2026-11-25T15:56:00+07:00[Asia/Pontianak]',
    '2026-02-30T10:00:00Z',
    '2026-11-25T25:00:00Z',
    '2026-11-25T10:00:60Z',
    '0000-01-01T00:00+07:00',
    '9000-01-01T00:00Z',
    '9999-12-31T23:59:59-07:00',
    '+012026-11-25T15:56:00Z',
    `2026${'0'.repeat(1000)}`,
  ])('the text %j is not read as an instant, and the problem says what is expected', (text) => {
    const read = parseInstant(text, { file: 'request.yaml', path: '/start' });
    expect(read).toMatchObject({
      problem: { file: 'request.yaml', path: '/start', code: 'not-an-instant', expected: '2026-11-25T15:56+07:00' },
    });
    expect(JSON.stringify(read).length).toBeLessThan(600);
  });

  it('an instant that is turned into seconds and back is unchanged', () => {
    expect(toInstant(epochSeconds('2026-11-25T08:56:07Z') * 1000)).toBe('2026-11-25T08:56:07Z');
  });

  it('an instant after the year 9999 is an error, since its text would not sort by time', () => {
    expect(() => toInstant(253_402_300_800_000)).toThrow(RangeError);
  });

  it('R20: the later of two instants is found in either order', () => {
    const [a, b] = ['2026-11-25T08:56:00Z', '2026-11-25T08:56:01Z'];
    expect([later(a, b), later(b, a)]).toEqual([b, b]);
  });

  it.each([
    ['none', [], undefined],
    [
      'one of three that is missing',
      ['2026-11-25T08:56:01Z', undefined, '2026-11-25T08:56:00Z'],
      '2026-11-25T08:56:00Z',
    ],
    ['the first', ['2026-11-25T08:56:00Z', '2026-11-25T08:56:01Z'], '2026-11-25T08:56:00Z'],
  ])('R50: the earliest of instants is found: %s', (_what, instants, found) => {
    expect(earliest(instants)).toBe(found);
  });
});
