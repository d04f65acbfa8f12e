import { describe, expect, it } from 'vitest';
import { always, days, office, wib } from '#tests/support/clocks.ts';
import { deadline } from './deadline.ts';

describe('the explanation of a deadline', () => {
  it('R23: a deadline in days is explained by the first day, the days counted, the days skipped and why, and the calendar’s revision', () => {
    expect(deadline(wib('2026-03-16 10:00'), 'P2D', office, days)).toEqual({
      begin: wib('2026-03-16 10:00'),
      due: wib('2026-03-23 16:00'),
      explanation: {
        clock: 'office-hours',
        zone: 'Asia/Pontianak',
        limit: 'P2D',
        firstDay: '2026-03-16',
        countedDays: ['2026-03-17', '2026-03-23'],
        skipped: [
          {
            date: '2026-03-18',
            why: 'collective-leave',
            name: { id: 'Cuti bersama Nyepi', en: 'Day of Silence leave' },
          },
          { date: '2026-03-19', why: 'holiday', name: { id: 'Nyepi', en: 'Day of Silence' } },
          {
            date: '2026-03-20',
            why: 'collective-leave',
            name: { id: 'Cuti bersama Idul Fitri', en: 'Eid al-Fitr leave' },
          },
          { date: '2026-03-21', why: 'holiday', name: { id: 'Idul Fitri', en: 'Eid al-Fitr' } },
          { date: '2026-03-22', why: 'weekend' },
        ],
        closedHours: [],
        calendarRevision: 'c0ffee',
        yearsWithoutData: [],
      },
    });
  });

  it('R23: a deadline in hours is explained by the times when the office was closed', () => {
    const { explanation } = deadline(wib('2026-11-27 11:00'), 'PT3H30M', office, days);
    expect(explanation.firstDay).toBeNull();
    expect(explanation.countedDays).toEqual([]);
    expect(explanation.closedHours).toEqual([
      { start: wib('2026-11-27 11:30'), end: wib('2026-11-27 13:00') },
      { start: wib('2026-11-27 15:30'), end: wib('2026-11-30 07:30') },
    ]);
    expect(explanation.skipped.map(({ date }) => date)).toEqual(['2026-11-28', '2026-11-29']);
  });

  it('R23: a deadline in days and hours is explained by the days counted, and by the closed times after these days', () => {
    const { explanation } = deadline(wib('2026-11-25 15:00'), 'P1DT2H', office, days);
    expect(explanation.firstDay).toBe('2026-11-25');
    expect(explanation.countedDays).toEqual(['2026-11-26']);
    expect(explanation.closedHours).toEqual([{ start: wib('2026-11-26 16:00'), end: wib('2026-11-27 07:30') }]);
  });

  it('R23: a closing at 24:00 belongs to the day that it ends; the next day is neither counted nor skipped', () => {
    const late = { ...office, hours: { thu: [{ from: '12:00', to: '24:00' }], fri: [{ from: '00:00', to: '24:00' }] } };
    const { due, explanation } = deadline(wib('2026-11-26 13:00'), 'P1D', late, days);
    expect(due).toBe(wib('2026-11-28 00:00'));
    expect([explanation.countedDays, explanation.skipped]).toEqual([['2026-11-27'], []]);
  });

  it('R23: the deadline of a clock that runs day and night skips no day and uses no calendar', () => {
    expect(deadline(wib('2026-12-24 10:00'), 'P1D', always, days).explanation).toEqual({
      clock: 'continuous',
      zone: 'Asia/Pontianak',
      limit: 'P1D',
      firstDay: null,
      countedDays: [],
      skipped: [],
      closedHours: [],
      calendarRevision: null,
      yearsWithoutData: [],
    });
  });
});
