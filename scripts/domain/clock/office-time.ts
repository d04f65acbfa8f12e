import type { CalendarData } from './calendar.ts';
import type { OfficeClock } from './clock.ts';
import { workingDaysPerWeek } from './clock.ts';
import type { Limit } from './limit.ts';
import type { OfficeDay, Stretch } from './open-days.ts';
import { officeDays } from './open-days.ts';

/** The end of a time limit in office time, in seconds since 1970. */
export interface Arrival {
  due: number;
  /** The moment from which the hours of the limit count: the closing of its last day or, without days, the start. */
  hoursFrom: number;
}

/**
 * Adds a share of a time limit to a moment, in office time (R20, R22).
 *
 * The days come first. They are the working days after the local day of the start, and each is used up at its closing.
 * A week counts as many working days as the weekly hours have. If the share leaves a part of a day, the same part of
 * the open time up to the closing of the next working day counts. Then hours and minutes count open time, from the next
 * opening.
 *
 * @param begin seconds since 1970
 * @param share 1 for the whole limit
 * @throws RangeError if the clock has no hours, or if the end is more than a century away
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

/** Returns the open time between two moments, in seconds; 0 if `end` is before `begin`. */
export function openSeconds(begin: number, end: number, clock: OfficeClock, calendar: CalendarData): number {
  let sum = 0;
  for (const { openings } of daysUntil(begin, end, clock, calendar)) {
    for (const opening of openings) sum += Math.max(0, Math.min(opening.to, end) - Math.max(opening.from, begin));
  }
  return sum;
}

/** Returns the stretches between two moments in which the office is closed. */
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

/**
 * Yields the local days between two moments. The second of `end` does not belong to the stretch, so that a closing at
 * 24:00 does not add the next day.
 */
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

/** Returns the closing of the `count`-th working day after the local day of `begin`, which is not counted. */
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

/** Returns the first moment at which `seconds` of open time have passed. This may be a closing. */
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
