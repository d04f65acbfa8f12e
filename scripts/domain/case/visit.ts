import { afterStandstill } from '#domain/clock/carried.ts';
import { type Instant, later } from '#domain/clock/instant.ts';
import { inHours } from '#domain/clock/limit.ts';
import type { Deadline, Next } from '#domain/generated/journal-entry.ts';
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import { limitOf, rowOf } from '#domain/procedure/steps.ts';
import { assignedTo } from './assignment.ts';
import { hasChange } from './editions.ts';
import type { Config } from './config.ts';
import { deadlineFrom, type Timepiece, measureOf, levelsFrom } from './measure.ts';
import { partiesOf, rolesAmong } from './parties.ts';
import type { Paused } from './state.ts';
import { instantAt } from './world.ts';

/** What a visit's beginning depends on. */
interface Beginning {
  /** Of the rules by which the entry is judged (R29). */
  readonly edition: number;
  readonly at: Instant;
  readonly visits: Readonly<Record<string, number>>;
  /** By step: the visits whose time is to go on. */
  readonly paused: Readonly<Record<string, Paused>>;
  readonly request: unknown;
  readonly results: Readonly<Record<string, unknown>>;
}

/**
 * The visit that an outcome begins (R20): at the time of the act that led to it, or at a later date that the step names, or
 * after the least wait that it asks for (R44); with its deadline, the deadline's explanation (R23) and the instants of the
 * ladder (R22).
 * @throws Undecidable where the office has no longer the days off that the step's clock names (R31)
 */
export function beginVisit(procedure: Procedure, step: Step, config: Config, from: Beginning): Next {
  const measure = measureOf(procedure, step, config);
  const { begin } = step;
  const named = begin?.field && instantAt(begin.result ? from.results[begin.result] : from.request, begin.field);
  const wait = begin?.after === undefined ? undefined : deadlineFrom(from.at, begin.after, measure);
  const begins = [named, wait?.due].reduce<Instant>((latest, each) => (each ? later(each, latest) : latest), from.at);
  const paused = Object.hasOwn(from.paused, step.id) ? from.paused[step.id] : undefined;
  const assigned = assignedTo(step, from, { roles: config.roles, at: from.at, zone: procedure.zone });
  return {
    step: step.id,
    row: rowOf(step),
    visit: (from.visits[step.id] ?? 0) + 1,
    begins,
    ...(wait ? { wait } : {}),
    withApplicant: step.kind !== 'review',
    roles: rolesAmong(partiesOf(step.actor, assigned)),
    ...(assigned ? { assigned } : {}),
    ...(paused?.visit.deadline
      ? timeLeft(paused.visit.deadline, paused, { begins, edition: from.edition }, measure)
      : timing(procedure, step, begins, measure)),
    ...(limitOf(step) !== undefined && step.outcomes.timeout ? { timeout: true } : {}),
    // What was recorded of this time once is not recorded again (R44).
    ...(limitOf(step) !== undefined && step.lapse && !paused?.silent ? { lapse: true } : {}),
  };
}

type Timing = Pick<Next, 'deadline' | 'rungs'>;

function timing(procedure: Procedure, step: Step, begins: Instant, measure: Timepiece): Timing {
  const limit = limitOf(step);
  if (limit === undefined) return {};
  const rungs = levelsFrom(begins, limit, procedure.escalation, measure);
  return { deadline: deadlineFrom(begins, limit, measure), rungs };
}

/**
 * What is left of the time of a visit that stood still (R44). Rungs that were told then are not told again, but that the time
 * has passed is.
 */
function timeLeft(
  before: Deadline & { readonly carried?: { readonly limit: string } },
  { visit, at }: Paused,
  { begins, edition }: { readonly begins: Instant; readonly edition: number },
  { clock, calendar }: Timepiece,
): Timing {
  const moved = (instant: Instant) => afterStandstill(instant, { from: at, until: begins }, clock, calendar);
  const { at: due, left, explanation } = moved(before.due);
  const isPast = before.due <= at;
  const rungs = (visit.rungs ?? []).filter((level) => level.at >= at || (isPast && level.action === 'overdue'));
  const { zone } = before;
  // After a second pause the limit before is only what the first one left.
  const limit = (hasChange(edition, 'limit-through-pauses') ? before.carried?.limit : undefined) ?? before.limit;
  return {
    deadline: {
      ...{ due, limit, clock: clock.kind, zone },
      ...(explanation ? { ...explanation, limit: inHours(left) } : {}),
      carried: { limit, visit: visit.visit, from: at, left },
    },
    rungs: rungs.map((level) => ({ ...level, at: moved(level.at).at })),
  };
}

/** What a deadline's explanation lists (R23): what is added continues it. */
const EXPLAINED = ['countedDays', 'skipped', 'closedHours'] as const;

const listOf = (deadline: Deadline, name: string): unknown[] =>
  Array.isArray(deadline[name]) ? (deadline[name] as unknown[]) : [];

/**
 * The time of a standing visit that is extended (R44): its due, and what of the ladder has not been told, move on by as much of the
 * clock's own time.
 * @param told shares of the ladder that are journaled
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
