/** Rules of R7 about outcomes: where they lead, that every step is reached, and that every step can lead to an end. */
import type { Condition, Outcome, Procedure, Step, Target } from '#domain/generated/procedure.ts';
import {
  type Located,
  oneOf,
  placed,
  placedSteps,
  procedureFinding,
  type ProcedureRule,
  unknownName,
} from './finding.ts';
import { isTimed } from './steps.ts';

const COMPARISONS = ['equals', 'in', 'atLeast', 'atMost', 'exists'] as const;

/** Returns every outcome of a step, each with its pointer. */
function outcomesOf({ value: { outcomes }, path }: Located<Step>): Located<Outcome | Target>[] {
  const { approve, changes, timeout } = outcomes;
  return [
    ...placed(approve, `${path}/outcomes/approve`),
    ...(changes ? [{ value: changes, path: `${path}/outcomes/changes` }] : []),
    ...(timeout ? [{ value: timeout, path: `${path}/outcomes/timeout` }] : []),
  ];
}

/** Returns every outcome of a procedure, each with its pointer. */
const allOutcomes = (procedure: Procedure): Located<Outcome | Target>[] => placedSteps(procedure).flatMap(outcomesOf);

/** Returns every condition of a procedure, each with its pointer. */
export const conditionsOf = (procedure: Procedure): Located<Condition>[] =>
  allOutcomes(procedure).flatMap(({ value, path }) =>
    'when' in value && value.when ? [{ value: value.when, path: `${path}/when` }] : [],
  );

/** Checks that each outcome does exactly one of these: it leads to an existing step, ends the case, or adds time. */
export const outcomesHaveTargets: ProcedureRule = ({ procedure }) => {
  const ids = procedure.steps.map(({ id }) => id);
  return allOutcomes(procedure).flatMap(({ value: { to, end, adds }, path }) => {
    if ([to, end, adds].filter((each) => each !== undefined).length !== 1)
      return [procedureFinding(path, 'no-target', { expected: 'to | end | adds', received: { to, end, adds } })];
    return to === undefined || ids.includes(to) ? [] : [unknownName(`${path}/to`, 'unknown-step', to, ids)];
  });
};

/** Checks that no outcome leads back to the submission. Only a revise step gives the case to the applicant (R6). */
export const nothingReturnsToSubmission: ProcedureRule = ({ procedure }) => {
  const submissions = procedure.steps.filter(({ kind }) => kind === 'submit').map(({ id }) => id);
  return allOutcomes(procedure)
    .filter(({ value: { to } }) => submissions.includes(to ?? ''))
    .map(({ value: { to }, path }) =>
      procedureFinding(`${path}/to`, 'returns-to-submit', { expected: 'revise', received: to }),
    );
};

/**
 * Checks that the last listed forward outcome of a step has no condition, and that every other forward outcome has a
 * condition (R6). The process takes the first outcome whose condition is met.
 */
export const onlyLastOutcomeHasNoCondition: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: { outcomes }, path }) =>
    placed(outcomes.approve, `${path}/outcomes/approve`).flatMap(({ value: { when }, path: at }, i, all) => {
      const isLast = i === all.length - 1;
      if (isLast) return when ? [procedureFinding(`${at}/when`, 'last-conditional', { received: when })] : [];
      return when ? [] : [procedureFinding(at, 'hides-later', { expected: 'when' })];
    }),
  );

export const conditionsCompareOnce: ProcedureRule = ({ procedure }) =>
  conditionsOf(procedure)
    .map(({ value, path }) => ({ path, used: COMPARISONS.filter((name) => value[name] !== undefined) }))
    .filter(({ used }) => used.length !== 1)
    .map(({ used, path }) =>
      procedureFinding(path, 'one-comparison', { expected: oneOf(COMPARISONS), received: used }),
    );

/**
 * Checks the outcomes that extend the time of a step (R44). Only review steps with a time limit have them, no outcome
 * by time is one of them, and each step has at least one forward outcome of another kind.
 */
export const extensionsHaveALimit: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap((step) => {
    const { value, path } = step;
    const isOnly = value.outcomes.approve.every(({ adds }) => adds !== undefined);
    const has = value.kind === 'review' && isTimed(value);
    return [
      ...(isOnly ? [procedureFinding(`${path}/outcomes/approve`, 'only-extends', { expected: 'to | end' })] : []),
      ...outcomesOf(step)
        .filter(({ value: { adds }, path: at }) => adds !== undefined && (!has || at.endsWith('/timeout')))
        .map(({ path: at }) => procedureFinding(`${at}/adds`, 'extension-without-limit')),
    ];
  });

/** Checks that `continues` is in a step with a time limit, and that its outcome leads to another step (R44). */
export const whatContinuesHasALimit: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap((step) => {
    const mayGoOn = (to: string | undefined): boolean =>
      to !== undefined && to !== step.value.id && isTimed(step.value);
    return outcomesOf(step)
      .filter(({ value: { continues, to } }) => continues && !mayGoOn(to))
      .map(({ path }) =>
        procedureFinding(`${path}/continues`, 'continues-without-limit', { expected: 'to, time.limit' }),
      );
  });

/** Checks that `keeps` is only in outcomes that lead to a step (R40), since a case that has ended needs no booking. */
export const onlyStepsKeepABooking: ProcedureRule = ({ procedure }) =>
  allOutcomes(procedure)
    .filter(({ value: { keeps, to } }) => keeps !== undefined && to === undefined)
    .map(({ path }) => procedureFinding(`${path}/keeps`, 'keeps-nothing', { expected: 'to' }));

/** Checks that a step with an outcome by time has a measured time limit (R6). */
export const timeoutsHaveALimit: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure)
    .filter(({ value: { outcomes, time } }) => outcomes.timeout && !isTimed({ time }))
    .map(({ path }) =>
      procedureFinding(`${path}/outcomes/timeout`, 'timeout-without-limit', { expected: 'time.limit' }),
    );

export const everyStepIsReached: ProcedureRule = ({ procedure }) => {
  const steps = placedSteps(procedure);
  const reached = reachableFrom(
    procedure.steps.slice(0, 1).map(({ id }) => id),
    (id) =>
      steps
        .filter(({ value }) => value.id === id)
        .flatMap(outcomesOf)
        .flatMap(({ value: { to } }) => to ?? []),
  );
  return steps
    .filter(({ value: { id } }) => !reached.has(id))
    .map(({ value: { id }, path }) => procedureFinding(path, 'unreachable', { received: id }));
};

export const everyStepCanEnd: ProcedureRule = ({ procedure }) => {
  const steps = placedSteps(procedure);
  const leads = (wanted: (target: Target) => boolean) =>
    steps.filter((step) => outcomesOf(step).some(({ value }) => wanted(value))).map(({ value }) => value.id);
  const ending = reachableFrom(
    leads(({ end }) => end !== undefined),
    (id) => leads(({ to }) => to === id),
  );
  return steps
    .filter(({ value: { id } }) => !ending.has(id))
    .map(({ value: { id }, path }) => procedureFinding(path, 'endless', { expected: 'end', received: id }));
};

/** Returns every id that can be reached from `start`, with the ids in `start`. */
function reachableFrom(start: readonly string[], next: (id: string) => string[]): Set<string> {
  const reached = new Set<string>();
  const waiting = [...start];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    waiting.push(...next(id));
  }
  return reached;
}
