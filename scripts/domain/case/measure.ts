import { type CalendarData, calendarOf } from '#domain/clock/calendar.ts';
import type { Clock } from '#domain/clock/clock.ts';
import { deadline, shareInstant } from '#domain/clock/deadline.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Deadline, Next } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import { clockOf } from '#domain/procedure/steps.ts';
import type { Config } from './config.ts';
import { Undecidable } from './world.ts';

/** A clock with its days off. */
export interface Timepiece {
  readonly clock: Clock;
  readonly calendar: CalendarData;
}

/**
 * The clock of a step or a span (R20, R44).
 * @throws Undecidable where its calendar is missing (R31)
 */
export function measureOf(
  procedure: Procedure,
  timed: { readonly id: string; readonly clock?: string },
  config: Config,
): Timepiece {
  const clock = clockOf(procedure, timed);
  const calendar = calendarOf(clock, config);
  if (!calendar) throw new Undecidable(`The office has not the days off by which ${timed.id} is timed.`);
  return { clock, calendar };
}

/** @param limit ISO 8601 duration */
export function deadlineFrom(begins: Instant, limit: string, { clock, calendar }: Timepiece): Deadline {
  const { due, explanation } = deadline(begins, limit, clock, calendar);
  return { due, ...explanation };
}

/** When each level of a ladder is due (R22). @param limit ISO 8601 duration */
export const levelsFrom = (
  begins: Instant,
  limit: string,
  ladder: Procedure['escalation'],
  { clock, calendar }: Timepiece,
): NonNullable<Next['rungs']> =>
  ladder.map(({ share, action }) => ({ share, action, at: shareInstant(begins, limit, share, clock, calendar) }));
