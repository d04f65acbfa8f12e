import type { Passage } from '#domain/case/course/passage.ts';
import { type Calendars, calendarOf } from '#domain/clock/calendar.ts';
import type { Clock } from '#domain/clock/clock.ts';
import { standstill, used, usedDays } from '#domain/clock/deadline.ts';
import { type Allowance, dueOfRest, isInWorkingDays, wholeDays } from '#domain/clock/working-days.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import { given } from '#domain/request/given.ts';
import { clockOf } from '#domain/procedure/steps.ts';
import type { Measured } from './visits.ts';

/**
 * Measures the passages of a case by the clocks of its procedure (R20): "18 of 30 minutes" means office minutes if the
 * time limit counts office minutes. This function is separate from the rest of the projection, which a browser computes
 * without a calendar.
 * @returns a function that returns how much time a passage was allowed and, once it has ended, how much it used: in
 *   seconds and, if the time limit counts working days, also in days
 */
export function measureBy(procedure: Procedure, office: Calendars): (passage: Passage) => Measured {
  const clockIn = (id: string): Clock => {
    const step = procedure.steps.find((each) => each.id === id);
    return step ? clockOf(procedure, step) : { kind: 'continuous', zone: procedure.zone };
  };
  return ({ step, begins, deadline, closing }) => {
    if (!deadline) return {};
    const clock = clockIn(step);
    const calendar = calendarOf(clock, office) ?? office.calendar;
    const seconds = (to: string): number => used(begins, to, clock, calendar);
    const time: Allowance = deadline;
    const rest = dueOfRest(time);
    // After a pause, days count from the hour at which the time continued. Days of an extension count as usual (R44).
    const afterPause = (to: string): number => {
      const end = to < rest ? to : rest;
      const added = to > rest ? usedDays(rest, to, clock, calendar) : 0;
      return wholeDays(begins, end, standstill(begins, end, clock, calendar), clock.zone) + added;
    };
    const isWhole = isInWorkingDays(time) && (!time.carried || afterPause(rest) > 0);
    const days = (to: string): number | undefined =>
      isWhole ? (time.carried ? afterPause(to) : usedDays(begins, to, clock, calendar)) : undefined;
    return {
      allowed: seconds(deadline.due),
      ...given({ allowedDays: days(deadline.due) }),
      ...(closing ? { used: seconds(closing.at), ...given({ usedDays: days(closing.at) }) } : {}),
    };
  };
}
