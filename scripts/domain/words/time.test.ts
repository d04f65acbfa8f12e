import { describe, expect, it } from 'vitest';
import { liveTime, longDate, longTime, period, sameDay, shortTime, shortZonedTime, timeOfDay } from './time.ts';

const WIB = 'Asia/Pontianak';
const at = '2026-11-25T03:42:00Z';

describe('a time as people read it', () => {
  it.each([
    ['in full', longTime(at, WIB), 'Rabu, 25 November 2026 pukul 10.42 WIB', 'Wednesday, 25 November 2026, 10:42 WIB'],
    ['for tables', shortTime(at, WIB), '25 Nov 2026 10.42', '25 Nov 2026 10:42'],
    ['on one line', shortZonedTime(at, WIB), '25 Nov 2026 10.42 WIB', '25 Nov 2026 10:42 WIB'],
    ['as a date', longDate(at, WIB), 'Rabu, 25 November 2026', 'Wednesday, 25 November 2026'],
    ['as a time of day', timeOfDay(at, WIB), 'pukul 10.42', '10:42'],
  ])('a time is written %s', (_, text, id, en) => {
    expect(text).toEqual({ id, en });
  });

  it('every month has its words in both languages, and every weekday in Indonesian', () => {
    const months = Array.from({ length: 12 }, (_, i) => `2026-${String(i + 1).padStart(2, '0')}-15T05:00:00Z`);
    expect(months.map((each) => shortTime(each, WIB).id.slice(3, 6)).join(' ')).toBe(
      'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des',
    );
    expect(months.map((each) => longDate(each, WIB).id.split(' ')[2]).join(' ')).toBe(
      'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember',
    );
    expect(months.map((each) => longDate(each, WIB).en.split(' ')[2]).join(' ')).toBe(
      'January February March April May June July August September October November December',
    );
    const week = Array.from({ length: 7 }, (_, i) => `2026-11-${23 + i}T05:00:00Z`);
    expect(week.map((each) => longDate(each, WIB).id.split(',')[0]).join(' ')).toBe(
      'Senin Selasa Rabu Kamis Jumat Sabtu Minggu',
    );
  });

  it.each([
    ['2026-11-25T16:59:59Z', 'Rabu, 25 November 2026 pukul 23.59 WIB'],
    ['2026-11-25T17:00:00Z', 'Kamis, 26 November 2026 pukul 00.00 WIB'],
    ['2026-12-31T17:00:00Z', 'Jumat, 1 Januari 2027 pukul 00.00 WIB'],
    ['2028-02-28T17:00:00Z', 'Selasa, 29 Februari 2028 pukul 00.00 WIB'],
  ])('a date changes at midnight in Pontianak, not in UTC: %s', (instant, id) => {
    expect(longTime(instant, WIB).id).toBe(id);
  });

  it.each([
    ['Asia/Jakarta', '25 Nov 2026 10.42 WIB'],
    ['Asia/Makassar', '25 Nov 2026 11.42 WITA'],
    ['Asia/Jayapura', '25 Nov 2026 12.42 WIT'],
    ['Asia/Singapore', '25 Nov 2026 11.42 UTC+8'],
    ['Asia/Kolkata', '25 Nov 2026 09.12 UTC+5:30'],
    ['America/St_Johns', '25 Nov 2026 00.12 UTC-3:30'],
    ['UTC', '25 Nov 2026 03.42 UTC'],
  ])('a time is written with the usual name of its zone: %s', (zone, id) => {
    expect(shortZonedTime(at, zone).id).toBe(id);
  });

  it('a time in Pontianak until the end of 1987 is written as central time (WITA)', () => {
    expect(shortZonedTime('1987-12-31T15:00:00Z', WIB).id).toBe('31 Des 1987 23.00 WITA');
    expect(shortZonedTime('1988-01-01T15:00:00Z', WIB).id).toBe('1 Jan 1988 22.00 WIB');
  });

  it('writing a text that is no instant, or a time in an unknown zone, is an error', () => {
    expect(() => longTime('besok', WIB)).toThrow(RangeError);
    expect(() => longTime(at, 'Asia/Singkawang')).toThrow(RangeError);
  });
});

describe('a time in a text that a script updates', () => {
  it('a time on the present date of the zone is written with “today”', () => {
    expect(liveTime(at, WIB, '2026-11-24T17:00:00Z')).toEqual({
      id: 'hari ini pukul 10.42 WIB',
      en: 'today 10:42 WIB',
    });
  });

  it('a time on another date is written with its date, also one second before that date begins', () => {
    expect(liveTime(at, WIB, '2026-11-24T16:59:59Z').id).toBe('Rabu, 25 November 2026 pukul 10.42 WIB');
    expect(sameDay(at, '2026-11-25T17:00:00Z', WIB)).toBe(false);
  });
});

describe('a period', () => {
  it('a period on one day names its date once', () => {
    expect(period('2026-11-25T02:00:00Z', '2026-11-25T04:00:00Z', WIB)).toEqual({
      id: 'Rabu, 25 November 2026 pukul 09.00–11.00 WIB',
      en: 'Wednesday, 25 November 2026, 09:00–11:00 WIB',
    });
  });

  it('a period over midnight names both dates', () => {
    expect(period('2026-11-25T16:00:00Z', '2026-11-25T18:00:00Z', WIB)).toEqual({
      id: 'Rabu, 25 November 2026 pukul 23.00 WIB sampai Kamis, 26 November 2026 pukul 01.00 WIB',
      en: 'Wednesday, 25 November 2026, 23:00 WIB to Thursday, 26 November 2026, 01:00 WIB',
    });
  });
});
