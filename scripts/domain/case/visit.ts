import { deadline, shareInstant } from '#domain/clock/deadline.ts';
import { type Instant, later } from '#domain/clock/instant.ts';
import type { Next } from '#domain/generated/journal-entry.ts';
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import { clockOf, limitOf, rolesOf, rowOf } from '#domain/procedure/steps.ts';
import type { Config } from './config.ts';
import { instantAt } from './world.ts';

/** What a visit's beginning depends on. */
interface Beginning {
  readonly at: Instant;
  readonly visits: Readonly<Record<string, number>>;
  readonly request: unknown;
  readonly results: Readonly<Record<string, unknown>>;
}

/**
 * The visit that an outcome begins (R20): at the time of the act that led to it, or at a later date that the step names;
 * with its deadline, the deadline's explanation (R23) and the instants of the ladder (R22).
 */
export function beginVisit(procedure: Procedure, step: Step, config: Config, from: Beginning): Next {
  const named =
    step.begin && instantAt(step.begin.result ? from.results[step.begin.result] : from.request, step.begin.field);
  const begins = named ? later(named, from.at) : from.at;
  return {
    step: step.id,
    row: rowOf(step),
    visit: (from.visits[step.id] ?? 0) + 1,
    begins,
    withApplicant: step.kind !== 'review',
    roles: rolesOf(step.actor),
    ...timing(procedure, step, config, begins),
  };
}

function timing(
  procedure: Procedure,
  step: Step,
  config: Config,
  begins: Instant,
): Pick<Next, 'deadline' | 'rungs' | 'timeout'> {
  const limit = limitOf(step);
  if (limit === undefined) return {};
  const clock = clockOf(procedure, step);
  const { due, explanation } = deadline(begins, limit, clock, config.calendar);
  const rungs = procedure.escalation.map(({ share, action }) => ({
    share,
    action,
    at: shareInstant(begins, limit, share, clock, config.calendar),
  }));
  return {
    deadline: { due, ...explanation },
    rungs,
    ...(step.outcomes.timeout ? { timeout: true } : {}),
  };
}
