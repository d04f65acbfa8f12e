import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import fc from '#tests/support/fast-check.ts';
import { HARD_ZONES } from '#tests/support/zones.ts';
import { fromWall, toWall } from './local-time.ts';

it('a local time is written with the offset of its zone at that time', () => {
  expect(fromWall('2026-12-01T09:00', 'Asia/Pontianak')).toBe('2026-12-01T09:00:00+07:00');
  expect(fromWall('2026-12-01T09:00', 'Asia/Makassar')).toBe('2026-12-01T09:00:00+08:00');
  expect(fromWall('2026-07-01T09:00', 'America/New_York')).toBe('2026-07-01T09:00:00-04:00');
  expect(fromWall('2026-12-01T09:00', 'Asia/Kolkata')).toBe('2026-12-01T09:00:00+05:30');
});

it('a local time that is skipped means the later time, and one that is repeated means the first', () => {
  expect(fromWall('2026-03-08T02:30', 'America/New_York')).toBe('2026-03-08T03:30:00-04:00');
  expect(fromWall('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T01:30:00-04:00');
  expect(fromWall('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T03:30:00+02:00');
  expect(fromWall('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T02:30:00+02:00');
});

/** Generates minutes of this century in a zone, half of them near a change of its clocks. */
const locals = fc
  .record({
    zone: fc.constantFrom(...HARD_ZONES),
    seconds: fc.integer({ min: 946_684_800, max: 4_102_444_799 }),
    around: fc.option(fc.integer({ min: -240, max: 240 })),
  })
  .map(({ zone, seconds, around }) => {
    const at = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(zone);
    const change = around === null ? null : at.getTimeZoneTransition('next');
    const local = (change ?? at).toPlainDateTime().add({ minutes: around ?? 0 });
    return { zone, local: local.toString({ smallestUnit: 'minute' }) };
  });

it('a local time equals Temporal’s, at any time and when a zone’s clocks change', () => {
  fc.assert(
    fc.property(locals, ({ zone, local }) => {
      const moment = Temporal.PlainDateTime.from(local).toZonedDateTime(zone);
      const written = moment.toString({ smallestUnit: 'second', timeZoneName: 'never' });
      expect(fromWall(local, zone)).toBe(written);
      expect(toWall(written, zone)).toBe(moment.toPlainDateTime().toString({ smallestUnit: 'minute' }));
    }),
    { numRuns: 1_000 },
  );
});

it('a local time is shown as it was typed, in every zone of a field', () => {
  for (const zone of ['Asia/Pontianak', 'Asia/Jayapura', 'America/New_York', 'UTC'])
    expect(toWall(fromWall('2026-03-08T12:30', zone), zone)).toBe('2026-03-08T12:30');
});

it('an instant is shown in the same way, however the request writes it', () => {
  for (const written of ['2026-12-01T02:00:00Z', '2026-12-01T09:00:00.000+07:00', new Date('2026-12-01T02:00:00Z')])
    expect(toWall(written, 'Asia/Pontianak')).toBe('2026-12-01T09:00');
});

it.each([
  '',
  '2026-12-01',
  '2026-12-01T',
  '2026-13-01T09:00',
  '2026-02-30T09:00',
  '2026-12-01T24:00',
  '0000-01-01T00:00',
])('the text %j is no local time', (local) => {
  expect(fromWall(local, 'Asia/Pontianak')).toBeUndefined();
});

it.each(['besok', '2026-12-01', '2026-12-01T09:00', '2026-02-30T09:00Z', new Date(Number.NaN), undefined, null, 7])(
  'the value %j is no instant, and the field is empty',
  (written) => {
    expect(toWall(written, 'Asia/Pontianak')).toBe('');
  },
);
