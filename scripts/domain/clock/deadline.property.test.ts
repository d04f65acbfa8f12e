import { describe, it } from 'vitest';
import fc from '#tests/support/fast-check.ts';
import type { CalendarData } from './calendar.ts';
import type { Clock, Hours, OfficeClock } from './clock.ts';
import { WEEKDAYS } from './clock.ts';
import { deadline, shareInstant, standstill, used, usedDays } from './deadline.ts';
import type { Instant } from './instant.ts';
import { epochSeconds, toInstant } from './instant.ts';

// Zones with and without summer time. Their clocks change at midnight, at two o’clock, or by half an hour.
const zone = fc.constantFrom(
  'Asia/Pontianak',
  'Europe/Berlin',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Africa/Cairo',
);

const from2026 = epochSeconds('2026-01-01T00:00:00Z');
const begin = fc.integer({ min: 0, max: 400 * 86_400 }).map((after) => toInstant((from2026 + after) * 1000));

const wall = (quarters: number) =>
  `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`;

/** Generates up to two openings of a day, in order; a quarter of the days have none. */
const openings: fc.Arbitrary<Hours[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 4 })
  .map((marks) => marks.sort((a, b) => a - b).map(wall))
  .map(([a, b, c, d]) => [...(a && b ? [{ from: a, to: b }] : []), ...(c && d ? [{ from: c, to: d }] : [])]);

const officeClock: fc.Arbitrary<OfficeClock> = fc
  .tuple(zone, openings, fc.record(Object.fromEntries(WEEKDAYS.map((day) => [day, openings])), { requiredKeys: [] }))
  .map(([name, sure, hours]) => ({ kind: 'office-hours', zone: name, hours: { ...hours, wed: sure } }));

const clock: fc.Arbitrary<Clock> = fc.oneof(
  zone.map((name): Clock => ({ kind: 'continuous', zone: name })),
  officeClock,
);

const calendar: fc.Arbitrary<CalendarData> = fc
  .uniqueArray(fc.integer({ min: 0, max: 420 }), { maxLength: 40 })
  .map((offsets) => ({
    holidays: offsets.map((offset) => ({
      date: toInstant((from2026 + offset * 86_400) * 1000).slice(0, 10),
      name: { id: 'Libur', en: 'Holiday' },
    })),
    collectiveLeave: [],
    years: [2026],
    revision: 'r1',
  }));

const amount = (max: number) => fc.integer({ min: 1, max });
const hourLimit = amount(4000).map((minutes) => `PT${minutes}M`);
const dayLimit = fc.oneof(
  amount(12).map((n) => `P${n}D`),
  amount(2).map((n) => `P${n}W`),
);
const limit = fc.oneof(
  hourLimit,
  dayLimit,
  fc.tuple(amount(5), amount(600)).map(([n, minutes]) => `P${n}DT${minutes}M`),
);

const due = (start: Instant, time: string, by: Clock, off: CalendarData) => deadline(start, time, by, off).due;

describe('deadlines with any hours, zone and days off', () => {
  it('R20: a deadline is after the start of the time limit, with any hours', () => {
    fc.assert(fc.property(begin, limit, clock, calendar, (b, l, c, off) => due(b, l, c, off) > b));
  });

  it('R20: a later start never has an earlier deadline', () => {
    fc.assert(
      fc.property(begin, begin, limit, clock, calendar, (a, b, l, c, off) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        return due(first, l, c, off) <= due(second, l, c, off);
      }),
    );
  });

  it('R20: a longer time limit has a later deadline', () => {
    fc.assert(
      fc.property(begin, amount(2000), amount(2000), clock, calendar, (b, less, more, c, off) => {
        return due(b, `PT${less}M`, c, off) < due(b, `PT${less + more}M`, c, off);
      }),
    );
    fc.assert(
      fc.property(begin, amount(8), amount(8), clock, calendar, (b, less, more, c, off) => {
        return due(b, `P${less}D`, c, off) < due(b, `P${less + more}D`, c, off);
      }),
    );
  });

  it('R20: a deadline is in open time or at a closing: the second before the deadline is open time', () => {
    fc.assert(
      fc.property(begin, limit, clock, calendar, (b, l, c, off) => {
        const end = due(b, l, c, off);
        return used(toInstant((epochSeconds(end) - 1) * 1000), end, c, off) === 1;
      }),
    );
  });

  it('R20: the open time up to the deadline is exactly the hours and minutes of the limit', () => {
    fc.assert(
      fc.property(begin, amount(4000), clock, calendar, (b, minutes, c, off) => {
        return used(b, due(b, `PT${minutes}M`, c, off), c, off) === minutes * 60;
      }),
    );
  });

  it('R20: days of a limit are used up at the deadline, and not a second before', () => {
    fc.assert(
      fc.property(begin, amount(12), clock, calendar, (b, n, c, off) => {
        const end = due(b, `P${n}D`, c, off);
        const before = toInstant((epochSeconds(end) - 1) * 1000);
        return usedDays(b, end, c, off) === n && usedDays(b, before, c, off) === n - 1;
      }),
    );
  });

  it('R20: the times used in two consecutive stretches add up to the time used in the whole stretch', () => {
    fc.assert(
      fc.property(fc.tuple(begin, begin, begin), clock, calendar, (three, c, off) => {
        const [a, b, d] = three.sort() as [Instant, Instant, Instant];
        return used(a, b, c, off) + used(b, d, c, off) === used(a, d, c, off);
      }),
      { numRuns: 40 },
    );
  });

  it('R22: share 1 is the deadline, share 2 of days is the deadline of twice the days, and a larger share is never earlier', () => {
    const share = fc.integer({ min: 1, max: 300 }).map((percent) => percent / 100);
    fc.assert(
      fc.property(begin, limit, clock, calendar, (b, l, c, off) => {
        return shareInstant(b, l, 1, c, off) === due(b, l, c, off);
      }),
    );
    fc.assert(
      fc.property(begin, amount(8), clock, calendar, (b, n, c, off) => {
        return shareInstant(b, `P${n}D`, 2, c, off) === due(b, `P${2 * n}D`, c, off);
      }),
    );
    fc.assert(
      fc.property(begin, limit, share, share, clock, calendar, (b, l, s, t, c, off) => {
        const [early, late] = [shareInstant(b, l, Math.min(s, t), c, off), shareInstant(b, l, Math.max(s, t), c, off)];
        return b <= early && early <= late;
      }),
    );
  });

  it('R23: the explanation of a deadline in hours accounts for every second: open and closed time add up to the time until the deadline', () => {
    fc.assert(
      fc.property(begin, hourLimit, officeClock, calendar, (b, l, c, off) => {
        const { due: end, explanation } = deadline(b, l, c, off);
        const closed = explanation.closedHours.reduce((sum, x) => sum + epochSeconds(x.end) - epochSeconds(x.start), 0);
        const wallTime = epochSeconds(end) - epochSeconds(b);
        const same = JSON.stringify(explanation.closedHours) === JSON.stringify(standstill(b, end, c, off));
        return same && closed + used(b, end, c, off) === wallTime;
      }),
    );
  });

  it('R23: the explanation counts as many days as the limit has, and counts neither a skipped day nor the first day', () => {
    fc.assert(
      fc.property(begin, amount(12), officeClock, calendar, (b, n, c, off) => {
        const { countedDays, skipped, firstDay } = deadline(b, `P${n}D`, c, off).explanation;
        const closed = new Set(skipped.map(({ date }) => date));
        return countedDays.length === n && !countedDays.some((date) => closed.has(date) || date === firstDay);
      }),
    );
  });
});
