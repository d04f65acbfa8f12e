import type { CalendarData } from './calendar.ts';
import type { OfficeClock } from './clock.ts';
import { workingDaysPerWeek } from './clock.ts';
import type { Limit } from './limit.ts';
import type { OfficeDay, Stretch } from './open-days.ts';
import { officeDays } from './open-days.ts';

/** In seconds since 1970. */
export interface Arrival {
  due: number;
  /** The closing that used up the days, or the begin. */
  hoursFrom: number;
}

/**
 * Moves a share of a limit forward in office time (R20, R22).
 * First working days after the first day, each to its closing; then open hours and minutes from the next opening. A part
 * of a day is a part of its open time.
 * @param begin seconds since 1970
 * @param share 1 for the whole limit
 * @throws RangeError without hours, or after a century
 */
export function goForward(
  begin: number,
  limit: Limit,
  share: number,
  clock: OfficeClock,
  calendar: CalendarData,
): Arrival {
  const perWeek = workingDaysPerWeek(clock.hours);
  if (perWeek === 0) throw new RangeError('An office clock needs at least one weekday with hours');
  const days = (limit.days + limit.weeks * perWeek) * share;
  const whole = Math.floor(days);
  let at = whole === 0 ? begin : closingAfter(begin, whole, clock, calendar);
  if (days > whole) {
    const open = openSeconds(at, closingAfter(begin, whole + 1, clock, calendar), clock, calendar);
    at = goForwardOpen(at, Math.round(open * (days - whole)), clock, calendar);
  }
  return { due: goForwardOpen(at, Math.round(limit.seconds * share), clock, calendar), hoursFrom: at };
}

export function openSeconds(begin: number, end: number, clock: OfficeClock, calendar: CalendarData): number {
  let sum = 0;
  for (const { openings } of daysUntil(begin, end, clock, calendar)) {
    for (const opening of openings) sum += Math.max(0, Math.min(opening.to, end) - Math.max(opening.from, begin));
  }
  return sum;
}

export function closedStretches(begin: number, end: number, clock: OfficeClock, calendar: CalendarData): Stretch[] {
  const stretches: Stretch[] = [];
  let from = begin;
  for (const { openings } of daysUntil(begin, end, clock, calendar)) {
    for (const opening of openings) {
      if (opening.from > from) stretches.push({ from, to: Math.min(opening.from, end) });
      from = Math.max(from, opening.to);
      if (from >= end) return stretches;
    }
  }
  if (from < end) stretches.push({ from, to: end });
  return stretches;
}

/** A closing at 24:00 touches no next day. */
export function* daysUntil(
  begin: number,
  end: number,
  clock: OfficeClock,
  calendar: CalendarData,
): Generator<OfficeDay> {
  if (end <= begin) return;
  const last = officeDays(end - 1, clock, calendar).next().value.date;
  for (const day of officeDays(begin, clock, calendar)) {
    yield day;
    if (day.date >= last) return;
  }
}

/** Not counting the day of `begin`. */
function closingAfter(begin: number, count: number, clock: OfficeClock, calendar: CalendarData): number {
  let left = count;
  let first = true;
  for (const { openings } of officeDays(begin, clock, calendar)) {
    const closing = openings.at(-1);
    if (!first && closing && --left === 0) return closing.to;
    first = false;
  }
  return Number.NaN; // officeDays never ends
}

/** The closing, rather than the next opening. */
function goForwardOpen(begin: number, seconds: number, clock: OfficeClock, calendar: CalendarData): number {
  if (seconds === 0) return begin;
  let left = seconds;
  for (const { openings } of officeDays(begin, clock, calendar)) {
    for (const opening of openings) {
      const from = Math.max(opening.from, begin);
      if (from + left <= opening.to) return from + left;
      left -= Math.max(0, opening.to - from);
    }
  }
  return Number.NaN; // officeDays never ends
}
