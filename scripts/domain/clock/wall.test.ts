import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import fc from '#tests/support/fast-check.ts';
import { HARD_ZONES } from '#tests/support/zones.ts';
import { toInstant } from './instant.ts';
import { isZone, localDate, wall, yearOf } from './wall.ts';

const zoned = (seconds: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(zone);

/** Generates instants that requests may name (1970–8999): most before 2101, some when the zone’s clocks change. */
const moments = fc
  .record({
    zone: fc.constantFrom(...HARD_ZONES),
    seconds: fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 0, max: 4_133_980_799 }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 221_845_391_999 }) },
    ),
    after: fc.constantFrom(undefined, -1, 0, 1),
  })
  .map(({ zone, seconds, after }) => {
    const change = after === undefined ? null : zoned(seconds, zone).getTimeZoneTransition('next');
    return { zone, seconds: change ? change.epochMilliseconds / 1000 + (after ?? 0) : seconds };
  });

describe('local time in a zone', () => {
  it('local time equals Temporal’s, at any time and when a zone’s clocks change', () => {
    fc.assert(
      fc.property(moments, ({ zone, seconds }) => {
        const { year, month, day, dayOfWeek, hour, minute, offsetNanoseconds } = zoned(seconds, zone);
        expect(wall(toInstant(seconds * 1000), zone)).toMatchObject({
          ...{ year, month, day, weekday: dayOfWeek, hour, minute },
          offset: offsetNanoseconds / 1e9,
        });
      }),
      { numRuns: 1_000 },
    );
  });

  it('local time does not depend on which times and zones were asked for before', () => {
    const instants = Array.from({ length: 12_000 }, (_, hour) => toInstant(hour * 3_600_000));
    const look = () => instants.map((instant) => localDate(instant, 'Asia/Jayapura'));
    expect(look()).toEqual(look());
    expect(wall('2026-11-25T15:30:00Z', 'Asia/Jakarta').hour).toBe(22);
    expect(wall('2026-11-25T15:30:00Z', 'Asia/Jayapura').hour).toBe(0);
  });

  it('R17: the date is that of the zone, not of UTC', () => {
    expect(localDate('2026-12-31T16:59:59Z', 'Asia/Pontianak')).toBe('2026-12-31');
    expect(localDate('2026-12-31T17:00:00Z', 'Asia/Pontianak')).toBe('2027-01-01');
    expect(yearOf('2026-12-31T17:00:00Z', 'Asia/Pontianak')).toBe(2027);
    expect(yearOf('2026-12-31T17:00:00Z', 'UTC')).toBe(2026);
    expect(localDate('0000-01-01T00:00:00Z', 'UTC')).toBe('0000-01-01');
  });

  it.each([
    ['Asia/Pontianak', 'WIB'],
    ['Asia/Jakarta', 'WIB'],
    ['Asia/Makassar', 'WITA'],
    ['Asia/Ujung_Pandang', 'WITA'],
    ['Asia/Jayapura', 'WIT'],
    ['Asia/Singapore', 'UTC+8'],
    ['Asia/Kathmandu', 'UTC+5:45'],
    // The machine has a name for this zone, but people in Indonesia do not use that name.
    ['America/New_York', 'UTC-5'],
    ['Europe/London', 'UTC'],
    ['UTC', 'UTC'],
    ['+07:00', 'UTC+7'],
  ])('the zone %s is called %s', (zone, name) => {
    expect(wall('2026-11-25T03:42:00Z', zone).zone).toBe(name);
  });

  it('the name of a zone is that of its time at the instant: Pontianak had central time until the end of 1987', () => {
    expect(wall('1987-12-31T15:59:59Z', 'Asia/Pontianak')).toMatchObject({ hour: 23, zone: 'WITA' });
    expect(wall('1987-12-31T16:00:00Z', 'Asia/Pontianak')).toMatchObject({ hour: 23, zone: 'WIB' });
  });

  it('the local time of a text that is no instant, or in an unknown zone, is an error', () => {
    expect(() => wall('besok', 'Asia/Pontianak')).toThrow(RangeError);
    expect(() => wall('2026-02-30T00:00:00Z', 'Asia/Pontianak')).toThrow(RangeError);
    expect(() => wall('2026-11-25T03:42:00Z', 'Asia/Singkawang')).toThrow(RangeError);
  });
});

describe('which zones exist', () => {
  it('every zone that the machine lists is known, also in lower case', () => {
    expect([isZone('Asia/Pontianak'), isZone('asia/pontianak'), isZone('UTC')]).toEqual([true, true, true]);
    expect(Intl.supportedValuesOf('timeZone').filter((zone) => !isZone(zone))).toEqual([]);
  });

  it.each(['Asia/Singkawang', '', ' UTC', 'WIB', 'Z', '+7', '+25:00', '+07:00:30', 'Asia/Pontianak[u-ca=iso8601]'])(
    '%j is no zone, as in Temporal',
    (zone) => {
      expect(isZone(zone)).toBe(false);
      expect(() => zoned(0, zone)).toThrow(RangeError);
    },
  );
});
