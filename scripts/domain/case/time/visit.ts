import { given } from '#domain/request/given.ts';
import { type CalendarData, calendarOf } from '#domain/clock/calendar.ts';
import { afterStandstill, deadline, shareInstant } from '#domain/clock/deadline.ts';
import type { Clock } from '#domain/clock/clock.ts';
import { type Instant, later } from '#domain/clock/instant.ts';
import { inHours } from '#domain/clock/limit.ts';
import type { Deadline, Next } from '#domain/generated/journal-entry.ts';
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import { clockOf, limitOf, rowOf } from '#domain/procedure/steps.ts';
import type { Config } from '../state/config.ts';
import { latestResults } from '../state/entry.ts';
import { partiesOf, rolesAmong } from '../state/parties.ts';
import type { CaseState, Paused } from '../state/state.ts';
import { instantAt, type Rules, Undecidable, type World } from '../state/world.ts';
import { assignedTo } from './assignment.ts';

interface Beginning {
  readonly at: Instant;
  readonly visits: Readonly<Record<string, number>>;
  /** The visits whose time continues, by step. */
  readonly paused: Readonly<Record<string, Paused>>;
  readonly request: unknown;
  readonly results: Readonly<Record<string, unknown>>;
}

/**
 * Returns the visit to which an outcome leads, with deadline, explanation (R23) and levels (R22). The time begins at
 * the latest of three instants: the act, the time in the field that the step names, the end of the wait (R20, R44).
 * @throws Undecidable if the calendar of the clock is missing (R31)
 */
export function beginVisit(procedure: Procedure, step: Step, config: Config, from: Beginning): Next {
  const measure = measureOf(procedure, step, config);
  const { begin } = step;
  const named = begin?.field && instantAt(begin.result ? from.results[begin.result] : from.request, begin.field);
  const wait = begin?.after === undefined ? undefined : deadlineFrom(from.at, begin.after, measure);
  const begins = [named, wait?.due].reduce<Instant>((latest, each) => (each ? later(each, latest) : latest), from.at);
  const paused = Object.hasOwn(from.paused, step.id) ? from.paused[step.id] : undefined;
  const assigned = assignedTo(step, from, { roles: config.roles, at: from.at, zone: procedure.zone });
  const isLimited = limitOf(step) !== undefined;
  return {
    step: step.id,
    row: rowOf(step),
    visit: (from.visits[step.id] ?? 0) + 1,
    begins,
    withApplicant: step.kind !== 'review',
    roles: rolesAmong(partiesOf(step.actor, assigned)),
    ...(paused?.visit.deadline
      ? timeLeft(paused.visit.deadline, paused, { begins }, measure)
      : timing(procedure, step, begins, measure)),
    ...given({
      wait,
      assigned,
      timeout: isLimited && step.outcomes.timeout ? true : undefined,
      // Time that passed without a decision is journaled once (R44).
      lapse: isLimited && step.lapse && !paused?.silent ? true : undefined,
    }),
  };
}

/**
 * Returns the next visit of a case.
 * @param by request and results after the act; by default those of the state
 */
export const nextVisit = (
  world: World,
  { procedure }: Rules,
  state: CaseState,
  step: Step,
  at: Instant,
  by: { readonly request?: unknown; readonly results?: Beginning['results'] } = {},
): Next =>
  beginVisit(procedure.value, step, world.config, {
    ...{ at, visits: state.visits, paused: state.paused },
    request: by.request ?? state.request,
    results: by.results ?? latestResults(state),
  });

type Timing = Pick<Next, 'deadline' | 'rungs'>;

function timing(procedure: Procedure, step: Step, begins: Instant, measure: Timepiece): Timing {
  const limit = limitOf(step);
  if (limit === undefined) return {};
  const rungs = levelsFrom(begins, limit, procedure.escalation, measure);
  return { deadline: deadlineFrom(begins, limit, measure), rungs };
}

/**
 * Returns deadline and levels of a visit whose time was paused (R44). Levels from before the pause are left out, except
 * `overdue` if the deadline had passed.
 */
function timeLeft(
  before: Deadline & { readonly carried?: { readonly limit: string } },
  { visit, at }: Paused,
  { begins }: { readonly begins: Instant },
  { clock, calendar }: Timepiece,
): Timing {
  const moved = (instant: Instant) => afterStandstill(instant, { from: at, until: begins }, clock, calendar);
  const { at: due, left, explanation } = moved(before.due);
  const isPast = before.due <= at;
  const rungs = (visit.rungs ?? []).filter((level) => level.at >= at || (isPast && level.action === 'overdue'));
  const { zone } = before;
  // After a second pause, `before.limit` is only the time that the first pause left.
  const limit = before.carried?.limit ?? before.limit;
  return {
    deadline: {
      ...{ due, limit, clock: clock.kind, zone },
      ...(explanation ? { ...explanation, limit: inHours(left) } : {}),
      carried: { limit, visit: visit.visit, from: at, left },
    },
    rungs: rungs.map((level) => ({ ...level, at: moved(level.at).at })),
  };
}

/** The lists in a deadline's explanation (R23), to which an extension adds. */
const EXPLAINED = ['countedDays', 'skipped', 'closedHours'] as const;

const listOf = (deadline: Deadline, name: string): unknown[] =>
  Array.isArray(deadline[name]) ? (deadline[name] as unknown[]) : [];

/**
 * Extends a visit (R44). The deadline, and the levels that are not journaled, become later by the added time.
 * @param adds ISO 8601 duration
 */
export function extended(
  { deadline: before, rungs = [] }: Next & { deadline: Deadline },
  {
    procedure,
    step,
    config,
    notified,
  }: { procedure: Procedure; step: Step; config: Config; notified: readonly number[] },
  at: Instant,
  adds: string,
): { adds: string; deadline: Deadline; rungs: NonNullable<Next['rungs']> } {
  const measure = measureOf(procedure, step, config);
  const more = deadlineFrom(before.due, adds, measure);
  return {
    adds,
    deadline: {
      ...before,
      due: more.due,
      ...Object.fromEntries(EXPLAINED.map((name) => [name, [...listOf(before, name), ...listOf(more, name)]])),
      extensions: [...listOf(before, 'extensions'), { at, ...more, from: before.due }],
    },
    rungs: rungs.map((level) =>
      notified.includes(level.share) ? level : { ...level, at: deadlineFrom(level.at, adds, measure).due },
    ),
  };
}

/** A clock, with the calendar of the days that the clock does not count. */
export interface Timepiece {
  readonly clock: Clock;
  readonly calendar: CalendarData;
}

/**
 * Returns clock and calendar of a step or a span (R20, R44).
 * @throws Undecidable if the calendar is missing (R31)
 */
export function measureOf(
  procedure: Procedure,
  timed: { readonly id: string; readonly clock?: string },
  config: Config,
): Timepiece {
  const clock = clockOf(procedure, timed);
  const calendar = calendarOf(clock, config);
  if (!calendar) throw new Undecidable(`The office's calendar has no days off for the clock of ${timed.id}.`);
  return { clock, calendar };
}

/**
 * Computes a deadline, in the form that an entry keeps.
 * @param limit ISO 8601 duration
 */
export function deadlineFrom(begins: Instant, limit: string, { clock, calendar }: Timepiece): Deadline {
  const { due, explanation } = deadline(begins, limit, clock, calendar);
  return { due, ...explanation };
}

/**
 * Returns the instant of each level of a ladder (R22).
 * @param limit ISO 8601 duration
 */
export const levelsFrom = (
  begins: Instant,
  limit: string,
  ladder: Procedure['escalation'],
  { clock, calendar }: Timepiece,
): NonNullable<Next['rungs']> =>
  ladder.map(({ share, action }) => ({ share, action, at: shareInstant(begins, limit, share, clock, calendar) }));
