import { Temporal } from 'temporal-polyfill';
import type { Language } from '#domain/problem.ts';
import { longDate } from '#domain/words/time.ts';

/**
 * Returns the name of a month: "November 2026".
 * @param month the month as `YYYY-MM`
 */
export function monthName(month: string, language: Language): string {
  return longDate(`${month}-01T12:00:00Z`, 'UTC')[language].replace(/^.*?, \d+ /, '');
}

/**
 * Returns the name of a week: "23–29 November 2026", "30 November – 6 Desember 2026".
 * @param monday the local date of the week's Monday
 */
export function weekName(monday: string, language: Language): string {
  const last = Temporal.PlainDate.from(monday).add({ days: 6 });
  const written = (date: string) => longDate(`${date}T12:00:00Z`, 'UTC')[language].replace(/^.*?, /, '');
  const [from, to] = [written(monday), written(last.toString())];
  const [day, month, year] = from.split(' ');
  if (to.endsWith(` ${month} ${year}`)) return `${day}–${to}`;
  return to.endsWith(` ${year}`) ? `${day} ${month} – ${to}` : `${from} – ${to}`;
}

/**
 * Returns all days of the weeks that contain a day of the month, in order. Weeks begin on Monday.
 * @param month the month as `YYYY-MM`
 * @returns dates as `YYYY-MM-DD`
 */
export function daysOf(month: string): string[] {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  const monday = first.subtract({ days: first.dayOfWeek - 1 });
  const last = first.add({ days: first.daysInMonth - 1 });
  const count = monday.until(last).days + 1;
  return Array.from({ length: Math.ceil(count / 7) * 7 }, (_, i) => monday.add({ days: i }).toString());
}
