import { describe, expect, it } from 'vitest';
import { always, at, days, office, wib } from '#tests/support/clocks.ts';
import type { OfficeClock } from './clock.ts';
import { deadline, lateness, shareInstant, standstill, used, usedDays } from './deadline.ts';

// In November 2026, day 25 is a Wednesday, 27 a Friday, and 30 a Monday.

describe('a clock that runs day and night', () => {
  it.each([
    ['PT30M', '2026-11-28 23:45', '2026-11-29 00:15'],
    ['P1D', '2026-11-28 23:45', '2026-11-29 23:45'],
    ['P1W', '2026-12-23 10:00', '2026-12-30 10:00'],
    ['P1DT2H', '2026-12-24 23:00', '2026-12-26 01:00'],
  ])('R20: day and night, %s from %s ends at %s, on any day', (limit, begin, due) => {
    expect(deadline(wib(begin), limit, always, days).due).toBe(wib(due));
  });

  it('R20: a clock that runs day and night counts a day as 24 hours when summer time begins', () => {
    const clock = { kind: 'continuous', zone: 'Europe/Berlin' } as const;
    expect(deadline(at('2026-03-28T12:00+01:00'), 'P1D', clock, days).due).toBe(at('2026-03-29T13:00+02:00'));
  });
});

describe('an office clock, hours and minutes', () => {
  it.each([
    ['within a morning', 'PT30M', '2026-11-25 08:00', '2026-11-25 08:30'],
    ['over the lunch break', 'PT2H', '2026-11-25 11:00', '2026-11-25 14:00'],
    ['begun in the lunch break', 'PT30M', '2026-11-25 12:20', '2026-11-25 13:30'],
    ['up to the break exactly', 'PT1H', '2026-11-25 11:00', '2026-11-25 12:00'],
    ['up to closing exactly', 'PT1H', '2026-11-25 15:00', '2026-11-25 16:00'],
    ['begun at closing exactly', 'PT30M', '2026-11-25 16:00', '2026-11-26 08:00'],
    ['begun before opening', 'PT30M', '2026-11-25 05:00', '2026-11-25 08:00'],
    ['begun at opening exactly', 'PT30M', '2026-11-25 07:30', '2026-11-25 08:00'],
    ['over a night', 'PT1H', '2026-11-25 15:30', '2026-11-26 08:00'],
    ['over a weekend', 'PT1H', '2026-11-27 15:00', '2026-11-30 08:00'],
    ['begun on a Sunday', 'PT1H', '2026-11-29 15:00', '2026-11-30 08:30'],
    ['begun on a holiday', 'PT1H', '2026-08-17 10:00', '2026-08-18 08:30'],
    ['over holidays, leave and a weekend', 'PT1H', '2026-03-17 15:30', '2026-03-23 08:00'],
    ['longer than a day', 'PT10H', '2026-11-25 07:30', '2026-11-26 10:00'],
    ['as 24 open hours, not as one day', 'PT24H', '2026-11-23 07:30', '2026-11-26 09:00'],
  ])('R20: an office clock counts hours and minutes %s', (_, limit, begin, due) => {
    expect(deadline(wib(begin), limit, office, days).due).toBe(wib(due));
  });
});

describe('an office clock, days and weeks', () => {
  it.each([
    ['days without the first day', 'P1D', '2026-11-25 10:00', '2026-11-26 16:00'],
    ['days without the first day, even if begun before opening', 'P1D', '2026-11-25 00:00', '2026-11-26 16:00'],
    ['days without the first day, if begun after closing', 'P1D', '2026-11-25 23:59', '2026-11-26 16:00'],
    ['days up to the closing of the last day', 'P2D', '2026-11-25 10:00', '2026-11-27 15:30'],
    ['days over a weekend', 'P1D', '2026-11-27 10:00', '2026-11-30 16:00'],
    ['days begun on a weekend', 'P1D', '2026-11-28 10:00', '2026-11-30 16:00'],
    ['days begun on a holiday', 'P1D', '2026-08-17 10:00', '2026-08-18 16:00'],
    ['days over holidays, leave and a weekend', 'P2D', '2026-03-16 10:00', '2026-03-23 16:00'],
    ['a week as five working days', 'P1W', '2026-11-25 10:00', '2026-12-02 16:00'],
    ['a week with a holiday as one day longer', 'P1W', '2026-08-12 10:00', '2026-08-20 16:00'],
    ['days first, and then hours from the next opening', 'P1DT2H', '2026-11-25 15:00', '2026-11-27 09:30'],
  ])('R20: an office clock counts %s', (_, limit, begin, due) => {
    expect(deadline(wib(begin), limit, office, days).due).toBe(wib(due));
  });

  it('R20: a week of an office with three working days is three working days', () => {
    const { mon, wed, fri } = office.hours;
    const clock: OfficeClock = { ...office, hours: { ...(mon && wed && fri && { mon, wed, fri }), tue: [] } };
    expect(deadline(wib('2026-11-25 10:00'), 'P1W', clock, days).due).toBe(wib('2026-12-02 16:00'));
  });

  it('R20: in a year without calendar data only weekends are closed, and the explanation names the year', () => {
    const first = deadline(wib('2026-12-23 10:00'), 'P6D', office, days);
    expect(first.due).toBe(wib('2027-01-04 16:00'));
    expect(first.explanation.yearsWithoutData).toEqual([2027]);
    expect(deadline(wib('2026-12-23 10:00'), 'P1D', office, days).explanation.yearsWithoutData).toEqual([]);
  });

  it('R20: office hours until 24:00 end at midnight, and hours from 00:00 on the next day continue them', () => {
    const hours = { mon: [{ from: '22:00', to: '24:00' }], tue: [{ from: '00:00', to: '06:00' }] };
    const clock: OfficeClock = { ...office, hours };
    expect(deadline(wib('2026-11-30 23:00'), 'PT2H', clock, days).due).toBe(wib('2026-12-01 01:00'));
    expect(deadline(wib('2026-11-25 12:00'), 'P1D', clock, days).due).toBe(wib('2026-12-01 00:00'));
    expect(usedDays(wib('2026-11-25 12:00'), wib('2026-12-01 00:00'), clock, days)).toBe(1);
  });

  it('R20: a deadline by a clock that is never open is an error', () => {
    expect(() => deadline(wib('2026-11-25 10:00'), 'PT1H', { ...office, hours: { mon: [] } }, days)).toThrow(/hours/);
    const never: OfficeClock = { ...office, hours: { mon: [{ from: '16:00', to: '07:30' }] } };
    expect(() => deadline(wib('2026-11-25 10:00'), 'PT1H', never, days)).toThrow(/within 36600 days/);
  });
});

describe('an office clock when summer time begins and ends', () => {
  const everyNight = [{ from: '01:00', to: '04:00' }];
  const berlin: OfficeClock = {
    kind: 'office-hours',
    zone: 'Europe/Berlin',
    hours: { sat: everyNight, sun: everyNight, mon: everyNight },
  };

  it('R20: the hour that is skipped when summer time begins is not open', () => {
    const begin = at('2026-03-29T01:00+01:00');
    expect(deadline(begin, 'PT2H', berlin, days).due).toBe(at('2026-03-29T04:00+02:00'));
    expect(used(begin, at('2026-03-30T00:00+02:00'), berlin, days)).toBe(7200);
  });

  it('R20: the hour that is repeated when summer time ends is open twice', () => {
    const begin = at('2026-10-25T01:00+02:00');
    expect(deadline(begin, 'PT4H', berlin, days).due).toBe(at('2026-10-25T04:00+01:00'));
  });

  it('R20: an office closes at its local closing time, also on the day on which summer time begins', () => {
    expect(deadline(at('2026-03-28T12:00+01:00'), 'P1D', berlin, days).due).toBe(at('2026-03-29T04:00+02:00'));
  });

  it('R20: openings that coincide in the skipped hour count once', () => {
    const split = [
      { from: '01:00', to: '02:30' },
      { from: '03:00', to: '03:15' },
      { from: '03:15', to: '04:00' },
    ];
    const clock: OfficeClock = { ...berlin, hours: { sun: split } };
    expect(used(at('2026-03-29T00:00+01:00'), at('2026-03-30T00:00+02:00'), clock, days)).toBe(7200);
  });
});

describe('shares of a time limit', () => {
  it.each([
    ['80 % of 30 minutes', 'PT30M', 0.8, '2026-11-25 23:50', '2026-11-26 00:14'],
    ['twice one day', 'P1D', 2, '2026-11-25 10:00', '2026-11-27 10:00'],
    ['a third of 10 minutes, in whole seconds', 'PT10M', 1 / 3, '2026-11-25 10:00', '2026-11-25 10:03:20'],
  ])('R22: day and night, the instant of %s is found', (_, limit, share, begin, due) => {
    expect(shareInstant(wib(begin), limit, share, always, days)).toBe(wib(due));
  });

  it.each([
    ['80 % of an hour over the night', 'PT1H', 0.8, '2026-11-25 15:30', '2026-11-26 07:48'],
    ['twice an hour', 'PT1H', 2, '2026-11-25 15:30', '2026-11-26 09:00'],
    ['twice a working day', 'P1D', 2, '2026-11-25 10:00', '2026-11-27 15:30'],
    ['80 % of five working days', 'P5D', 0.8, '2026-11-20 10:00', '2026-11-26 16:00'],
    // The first day has 5 open hours and the second 7.5: 10 hours are 80 % of these 12.5.
    [
      '80 % of a limit of one working day: of the open time up to the deadline',
      'P1D',
      0.8,
      '2026-11-25 10:00',
      '2026-11-26 13:30',
    ],
    ['one and a half working days', 'P1D', 1.5, '2026-11-25 10:00', '2026-11-27 10:45'],
    ['twice days and hours', 'P1DT2H', 2, '2026-11-23 10:00', '2026-11-26 11:30'],
  ])('R22: in office time, the instant of %s is found', (_, limit, share, begin, due) => {
    expect(shareInstant(wib(begin), limit, share, office, days)).toBe(wib(due));
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 101])('R22: %s is not a valid share', (share) => {
    expect(() => shareInstant(wib('2026-11-25 10:00'), 'PT1H', share, always, days)).toThrow(RangeError);
  });
});

describe('the time used', () => {
  it('R20: day and night, the time used is the time that passed, in seconds and full days', () => {
    const [begin, end] = [wib('2026-11-27 15:00'), wib('2026-11-30 14:00')];
    expect([used(begin, end, always, days), usedDays(begin, end, always, days)]).toEqual([71 * 3600, 2]);
    expect(used(end, begin, always, days)).toBe(0);
  });

  it('R20: in an office, the time used is the open time, and the working days that have closed', () => {
    const [begin, end] = [wib('2026-11-27 15:00'), wib('2026-11-30 14:00')];
    expect(used(begin, end, office, days)).toBe((0.5 + 4.5 + 1) * 3600);
    expect(usedDays(begin, end, office, days)).toBe(0);
    expect(usedDays(begin, wib('2026-11-30 16:00'), office, days)).toBe(1);
    expect(used(end, begin, office, days)).toBe(0);
    expect(usedDays(end, begin, office, days)).toBe(0);
  });

  it('R23: closed stretches are the times at which the office is closed; a clock of day and night has none', () => {
    expect(standstill(wib('2026-11-27 15:00'), wib('2026-11-30 08:00'), office, days)).toEqual([
      { start: wib('2026-11-27 15:30'), end: wib('2026-11-30 07:30') },
    ]);
    expect(standstill(wib('2026-11-25 12:10'), wib('2026-11-25 12:20'), office, days)).toEqual([
      { start: wib('2026-11-25 12:10'), end: wib('2026-11-25 12:20') },
    ]);
    expect(standstill(wib('2026-11-27 15:00'), wib('2026-11-30 08:00'), always, days)).toEqual([]);
  });

  it('R21: an act at the deadline is on time, and an act one second later is late by one second', () => {
    const due = wib('2026-11-25 10:42');
    expect(lateness(due, due)).toEqual({ late: false, seconds: 0 });
    expect(lateness(due, wib('2026-11-25 10:42:01'))).toEqual({ late: true, seconds: 1 });
    expect(lateness(due, wib('2026-11-25 08:00'))).toEqual({ late: false, seconds: 0 });
  });
});
