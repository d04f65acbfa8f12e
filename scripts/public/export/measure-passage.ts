import type { Passage } from '#domain/case/passage.ts';
import { type Calendars, calendarOf } from '#domain/clock/calendar.ts';
import type { Clock } from '#domain/clock/clock.ts';
import { used, usedDays } from '#domain/clock/deadline.ts';
import { parseLimit } from '#domain/clock/limit.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import { clockOf } from '#domain/procedure/steps.ts';
import { defined } from './defined.ts';
import type { Measured } from './visits.ts';

/**
 * Measures the passages of a case by the clocks of its procedure (R20): "18 of 30 minutes" means office minutes where the
 * limit does. Apart from the rest of the projection, which a browser computes without a calendar.
 * @returns for a passage, how much time it was allowed, and used once it is over
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
    const days = (to: string): number | undefined =>
      inWorkingDays(deadline) ? usedDays(begins, to, clock, calendar) : undefined;
    return {
      allowed: seconds(deadline.due),
      ...defined('allowedDays', days(deadline.due)),
      ...(closing ? { used: seconds(closing.at), ...defined('usedDays', days(closing.at)) } : {}),
    };
  };
}

/** An office's days are no 24 hours: a limit in days is told in days (R20). */
const inWorkingDays = ({ clock, limit }: NonNullable<Passage['deadline']>): boolean =>
  clock === 'office-hours' && parseLimit(limit).seconds === 0;
