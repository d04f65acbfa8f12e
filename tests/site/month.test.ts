import { expect, it } from 'vitest';
import { daysOf, monthName, weekName } from '#site/src/lib/month.ts';

it('a month is named in both languages', () => {
  expect([monthName('2026-08', 'id'), monthName('2026-08', 'en')]).toEqual(['Agustus 2026', 'August 2026']);
});

it('a month is shown in whole weeks from Monday', () => {
  const days = daysOf('2026-11');
  expect([days.length, days[0], days.at(-1)]).toEqual([42, '2026-10-26', '2026-12-06']);
  // A month that fills its weeks has no days of other months.
  expect(daysOf('2021-02')).toHaveLength(28);
});

it.each([
  ['2026-11-23', 'id', '23–29 November 2026'],
  ['2026-11-30', 'id', '30 November – 6 Desember 2026'],
  ['2026-12-28', 'id', '28 Desember 2026 – 3 Januari 2027'],
  ['2026-12-28', 'en', '28 December 2026 – 3 January 2027'],
] as const)('the week of %s, in %s: %s', (monday, language, name) => {
  expect(weekName(monday, language)).toBe(name);
});
