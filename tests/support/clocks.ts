import type { CalendarData } from '#domain/clock/calendar.ts';
import type { ContinuousClock, Hours, OfficeClock } from '#domain/clock/clock.ts';
import type { Instant } from '#domain/clock/instant.ts';
import { parseInstant } from '#domain/clock/instant.ts';

const morning: Hours = { from: '07:30', to: '12:00' };
const afternoon: Hours = { from: '13:00', to: '16:00' };
const workday = [morning, afternoon];

/** An office with a lunch break, open from Monday to Friday: 7.5 hours a day, 6.5 on Friday. */
export const office: OfficeClock = {
  kind: 'office-hours',
  zone: 'Asia/Pontianak',
  hours: {
    mon: workday,
    tue: workday,
    wed: workday,
    thu: workday,
    fri: [
      { from: '07:30', to: '11:30' },
      { from: '13:00', to: '15:30' },
    ],
  },
};

export const always: ContinuousClock = { kind: 'continuous', zone: 'Asia/Pontianak' };

/** A few days off of 2026. */
export const days: CalendarData = {
  holidays: [
    { date: '2026-03-19', name: { id: 'Nyepi', en: 'Day of Silence' } },
    { date: '2026-03-21', name: { id: 'Idul Fitri', en: 'Eid al-Fitr' } },
    { date: '2026-08-17', name: { id: 'Kemerdekaan', en: 'Independence Day' } },
    { date: '2026-12-25', name: { id: 'Natal', en: 'Christmas Day' } },
  ],
  collectiveLeave: [
    { date: '2026-03-18', name: { id: 'Cuti bersama Nyepi', en: 'Day of Silence leave' } },
    { date: '2026-03-20', name: { id: 'Cuti bersama Idul Fitri', en: 'Eid al-Fitr leave' } },
    { date: '2026-12-24', name: { id: 'Cuti bersama Natal', en: 'Christmas leave' } },
  ],
  years: [2026],
  revision: 'c0ffee',
};

/** Returns an instant from local time in western Indonesia: `2026-11-25 15:56`. */
export function wib(wall: string): Instant {
  return at(`${wall.replace(' ', 'T')}+07:00`);
}

/** Returns an instant written with its offset. */
export function at(text: string): Instant {
  const read = parseInstant(text);
  if ('problem' in read) throw new Error(read.problem.message.en);
  return read.instant;
}
