/** R7, the way through: where outcomes lead, that every step is reached and none is a dead end. */
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

/** Every outcome of a step, each with its pointer. */
function outcomesOf({ value: { outcomes }, path }: Located<Step>): Located<Outcome | Target>[] {
  const { approve, changes, timeout } = outcomes;
  return [
    ...placed(approve, `${path}/outcomes/approve`),
    ...(changes ? [{ value: changes, path: `${path}/outcomes/changes` }] : []),
    ...(timeout ? [{ value: timeout, path: `${path}/outcomes/timeout` }] : []),
  ];
}

/** Every outcome of a procedure, each with its pointer. */
const allOutcomes = (procedure: Procedure): Located<Outcome | Target>[] => placedSteps(procedure).flatMap(outcomesOf);

/** Every condition of a procedure, each with its pointer. */
export const conditionsOf = (procedure: Procedure): Located<Condition>[] =>
  allOutcomes(procedure).flatMap(({ value, path }) =>
    'when' in value && value.when ? [{ value: value.when, path: `${path}/when` }] : [],
  );

/** An outcome leads to one step that exists, or to an end. */
export const outcomesHaveTargets: ProcedureRule = ({ procedure }) => {
  const ids = procedure.steps.map(({ id }) => id);
  return allOutcomes(procedure).flatMap(({ value: { to, end, adds }, path }) => {
    if ([to, end, adds].filter((each) => each !== undefined).length !== 1)
      return [procedureFinding(path, 'no-target', { expected: 'to | end | adds', received: { to, end, adds } })];
    return to === undefined || ids.includes(to) ? [] : [unknownName(`${path}/to`, 'unknown-step', to, ids)];
  });
};

/** Only a revise step gives the case to the applicant (R6): nothing leads back to the submission. */
export const nothingReturnsToSubmission: ProcedureRule = ({ procedure }) => {
  const submissions = procedure.steps.filter(({ kind }) => kind === 'submit').map(({ id }) => id);
  return allOutcomes(procedure)
    .filter(({ value: { to } }) => submissions.includes(to ?? ''))
    .map(({ value: { to }, path }) =>
      procedureFinding(`${path}/to`, 'returns-to-submit', { expected: 'revise', received: to }),
    );
};

/** Of several forward outcomes the first that holds is taken: all but the last have a condition, the last has none (R6). */
export const lastOutcomeIsOpen: ProcedureRule = ({ procedure }) =>
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

/** More time is given by the office that acts in a step that has a limit, and never where it would be the only way (R44). */
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

/** Time that is to go on is that of a review step with a limit, and its way leads to another step (R44). */
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

/** What an end keeps, it keeps for nobody: a booking is kept on the way to a step (R40). */
export const onlyWaysKeepABooking: ProcedureRule = ({ procedure }) =>
  allOutcomes(procedure)
    .filter(({ value: { keeps, to } }) => keeps !== undefined && to === undefined)
    .map(({ path }) => procedureFinding(`${path}/keeps`, 'keeps-nothing', { expected: 'to' }));

/** An outcome that time takes needs a limit that is measured (R6). */
export const timeoutsHaveALimit: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure)
    .filter(({ value: { outcomes, time } }) => outcomes.timeout && !isTimed({ time }))
    .map(({ path }) =>
      procedureFinding(`${path}/outcomes/timeout`, 'timeout-without-limit', { expected: 'time.limit' }),
    );

export const everyStepIsReached: ProcedureRule = ({ procedure }) => {
  const steps = placedSteps(procedure);
  const reached = spread(
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
  const ending = spread(
    leads(({ end }) => end !== undefined),
    (id) => leads(({ to }) => to === id),
  );
  return steps
    .filter(({ value: { id } }) => !ending.has(id))
    .map(({ value: { id }, path }) => procedureFinding(path, 'endless', { expected: 'end', received: id }));
};

/** Everything that is reached from `start`, itself included. */
function spread(start: readonly string[], next: (id: string) => string[]): Set<string> {
  const reached = new Set<string>();
  const waiting = [...start];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    waiting.push(...next(id));
  }
  return reached;
}
