import { readFileSync } from 'node:fs';
import formats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Calendar } from '#domain/generated/calendar.ts';
import { office, wib } from '#tests/support/clocks.ts';
import { sampleText } from '#tests/support/folders.ts';
import { calendarData, checkCalendar, namedDayOff } from './calendar.ts';
import { type Clock, checkHours, checkZone, toClock } from './clock.ts';
import { deadline } from './deadline.ts';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const ajv = new Ajv2020({ allErrors: true });
formats.default(ajv);
const valid = ajv.compile<Calendar>(JSON.parse(read('schemas/calendar.schema.json')));
const file: unknown = parse(sampleText('sops/calendar.yaml'));

const day = (date: string) => ({ date, name: { id: 'Libur', en: 'Holiday' } });
const year = (number: number, ...dates: string[]) => ({
  year: number,
  decree: 'SKB',
  holidays: dates.map(day),
  collectiveLeave: [],
});

describe('the calendar of an office', () => {
  it('R20: the shipped calendar is valid by its schema, and has each date once, in its year', () => {
    if (!valid(file)) throw new Error(ajv.errorsText(valid.errors));
    expect(checkCalendar(file)).toEqual([]);
  });

  it('R20: the shipped calendar has the 17 holidays and 8 days of collective leave of 2026', () => {
    if (!valid(file)) throw new Error(ajv.errorsText(valid.errors));
    const data = calendarData(file, 'r1');
    expect([data.years, data.holidays.length, data.collectiveLeave.length, data.revision]).toEqual([
      [2026],
      17,
      8,
      'r1',
    ]);
    expect(namedDayOff('2026-08-17', data)).toMatchObject({ why: 'holiday', name: { en: 'Independence Day' } });
    expect(namedDayOff('2026-12-24', data)).toMatchObject({ why: 'collective-leave' });
    expect(namedDayOff('2026-12-23', data)).toBeUndefined();
    // Nyepi and Idul Fitri, with the collective leave around them: the office is closed from Wednesday 18 to Tuesday 24
    // March.
    expect(deadline(wib('2026-03-17 10:00'), 'P1D', office, data).due).toBe(wib('2026-03-25 16:00'));
  });

  it.each([
    ['no holidays', { years: [{ ...year(2026), holidays: [] }] }],
    ['a date that does not exist', { years: [year(2026, '2026-02-30')] }],
    ['no decree', { years: [{ ...year(2026, '2026-01-01'), decree: '' }] }],
    ['no English name', { years: [{ ...year(2026), holidays: [{ date: '2026-01-01', name: { id: 'Libur' } }] }] }],
  ])('R20: a calendar with %s is not valid by its schema', (_, wrong) => {
    expect(valid(wrong)).toBe(false);
  });

  it('R20: a date of another year, a duplicate date and a duplicate year are reported with their paths', () => {
    const wrong = { years: [year(2026, '2026-01-01', '2027-01-01'), year(2026, '2026-01-01')] };
    expect(checkCalendar(wrong).map(({ code, path }) => [code, path])).toEqual([
      ['date-outside-year', '/years/0/holidays/1/date'],
      ['duplicate', '/years/1/year'],
      ['duplicate', '/years/1/holidays/0/date'],
    ]);
  });
});

describe('the configuration of a clock', () => {
  const at = (path: string) => ({ file: 'sops/x.yaml', path });
  const checkClock = (clock: Clock) => [
    ...checkZone(clock.zone, at('/clock/zone')),
    ...(clock.kind === 'office-hours' ? checkHours(clock.hours, at('/clock/hours')) : []),
  ];
  it('R20: a clock is valid if its zone exists and its hours, if it has any, are in order', () => {
    expect(checkClock(office)).toEqual([]);
    expect(checkClock(toClock({ kind: 'continuous' }, 'Asia/Pontianak'))).toEqual([]);
  });

  it.each([
    ['no hours', toClock({ kind: 'office-hours' }, 'Asia/Pontianak'), 'no-hours', '/clock/hours'],
    [
      'empty hours',
      toClock({ kind: 'office-hours', hours: { mon: [] } }, 'Asia/Pontianak'),
      'no-hours',
      '/clock/hours',
    ],
    ['an unknown zone', toClock({ kind: 'continuous' }, 'Asia/Singkawang'), 'unknown-zone', '/clock/zone'],
    [
      'hours that end before they begin',
      { ...office, hours: { mon: [{ from: '16:00', to: '07:30' }] } },
      'hours-order',
      '/clock/hours/mon/0',
    ],
    [
      'hours that overlap',
      {
        ...office,
        hours: {
          mon: [
            { from: '07:30', to: '12:00' },
            { from: '11:00', to: '16:00' },
          ],
        },
      },
      'hours-order',
      '/clock/hours/mon/1',
    ],
  ])('R7: a clock with %s is reported with file and path', (_, clock, code, path) => {
    expect(checkClock(clock)).toMatchObject([{ file: 'sops/x.yaml', code, path }]);
  });
});
