import { Temporal as Whole } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import { Temporal } from './temporal.ts';

const ZONES = ['Asia/Pontianak', 'Asia/Makassar', 'America/New_York', 'Asia/Kolkata', 'UTC'];
const INSTANTS = ['2026-11-25T16:59:59Z', '2026-03-08T07:00:00Z', '1987-12-31T16:30:00Z', '2026-01-01T00:00:00+07:00'];

it('the little of Temporal that the desk has tells the same as the whole of it', () => {
  for (const text of INSTANTS)
    for (const zone of ZONES) {
      const [mine, theirs] = [Temporal.Instant.from(text), Whole.Instant.from(text)];
      expect(mine.epochMilliseconds).toBe(theirs.epochMilliseconds);
      expect(mine.toString()).toBe(theirs.toString({ smallestUnit: 'second' }));
      const [here, there] = [mine.toZonedDateTimeISO(zone), theirs.toZonedDateTimeISO(zone)];
      const { year, month, day, hour, minute, dayOfWeek, offsetNanoseconds } = there;
      expect(here, `${text} ${zone}`).toMatchObject({ year, month, day, hour, minute, dayOfWeek, offsetNanoseconds });
      expect(here.toPlainDate().toString()).toBe(there.toPlainDate().toString());
    }
});

it('and refuses the same texts', () => {
  expect(() => Temporal.Instant.from('besok')).toThrow(RangeError);
});
