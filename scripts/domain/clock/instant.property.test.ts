import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import fc from '#tests/support/fast-check.ts';
import { epochSeconds, parseInstant, toInstant } from './instant.ts';

/** Reads and writes instants with Temporal, to check days, hours and offsets independently. */
function byTemporal(text: string): string | undefined {
  const [, year] = /^(\d{4})-\d\d-\d\dT\d\d:\d\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  if (year === undefined || year < '1970' || year > '8999') return undefined;
  try {
    return Temporal.Instant.from(text).toString({ smallestUnit: 'second' });
  } catch {
    return undefined;
  }
}

function read(text: string): string | undefined {
  const reading = parseInstant(text);
  return 'instant' in reading ? reading.instant : undefined;
}

const digits = (count: number, max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(count, '0'));
/** Generates a part of a date or time in digits: mostly from 0 to `max`, sometimes up to `beyond`. */
const part = (max: number, beyond: number) =>
  fc.oneof({ weight: 6, arbitrary: digits(2, max) }, { weight: 1, arbitrary: digits(2, beyond) });
const year = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1969, max: 2100 }).map(String) },
  { weight: 1, arbitrary: fc.constantFrom('0000', '1969', '1970', '8999', '9000', '9999') },
);
const offset = fc.oneof(
  fc.constantFrom(
    'Z',
    '+07:00',
    '-00:00',
    '+23:59',
    '-23:59',
    '+24:00',
    '+07:60',
    '',
    'z',
    '+07',
    '+0700',
    '+07:00:00',
  ),
  fc.tuple(fc.constantFrom('+', '-'), part(23, 29), part(59, 69)).map(([sign, h, m]) => `${sign}${h}:${m}`),
);
const seconds = fc.oneof(
  fc.constantFrom('', ':00', ':59', ':60', '.5'),
  fc
    .tuple(part(59, 69), fc.constantFrom('', '.', ',', '.0', ',999999999', '.0000000001', '.123456789'))
    .map(([s, rest]) => `:${s}${rest}`),
);
const written = fc
  .tuple(
    year,
    part(12, 13),
    part(31, 32),
    fc.constantFrom('T', 'T', 'T', 't', ' '),
    part(23, 25),
    part(59, 61),
    seconds,
    offset,
  )
  .map(([y, mo, d, t, h, mi, s, off]) => `${y}-${mo}-${d}${t}${h}:${mi}${s}${off}`);

describe('instants, compared with Temporal', () => {
  it('a text of the years 1970 to 8999 is read as an instant if and only if Temporal reads it, and as the same instant', () => {
    let taken = 0;
    fc.assert(
      fc.property(written, (text) => {
        const expected = byTemporal(text);
        if (expected !== undefined) taken += 1;
        expect(read(text)).toBe(expected);
      }),
      { numRuns: 20_000 },
    );
    // Many of the texts are valid.
    expect(taken).toBeGreaterThan(1_000);
  });

  it('an instant is written as by Temporal, with fractions cut to the earlier second', () => {
    const MOST = 9e15;
    const milliseconds = fc.oneof(
      fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 }),
      fc.double({ min: -MOST, max: MOST, noNaN: false }),
    );
    fc.assert(
      fc.property(milliseconds, (epochMs) => {
        const theirs = (): string => {
          const text = Temporal.Instant.fromEpochMilliseconds(Math.trunc(epochMs)).toString({ smallestUnit: 'second' });
          if (text.length !== 20) throw new RangeError(text);
          return text;
        };
        let expected: string | undefined;
        try {
          expected = theirs();
        } catch {
          expect(() => toInstant(epochMs)).toThrow(RangeError);
          return;
        }
        expect(toInstant(epochMs)).toBe(expected);
        // `epochSeconds` never returns -0, but the expected seconds can be -0. So the difference is compared.
        expect(epochSeconds(expected) - Math.floor(Math.trunc(epochMs) / 1000)).toBe(0);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each(['2026-02-30T10:00:00Z', '2027-02-29T10:00:00Z', '2026-11-25T24:00:00Z', '2026-11-25T08:56Z', 'besok', ''])(
    'the seconds of a text that is no instant in the stored form are an error: %j',
    (text) => {
      expect(() => epochSeconds(text)).toThrow(RangeError);
    },
  );
});
