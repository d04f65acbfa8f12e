/** R7, times besides those of the steps: what runs over several of them, and what their passing means (R44). */
import type { Lapse, Procedure } from '#domain/generated/procedure.ts';
import {
  duplicates,
  type Located,
  placed,
  placedSteps,
  type ProcedureFinding,
  procedureFinding,
  type ProcedureRule,
  unknownName,
} from './finding.ts';
import { isTimed } from './steps.ts';

const placedSpans = ({ spans }: Procedure) => placed(spans, '/spans');

export const spanIdsAreUnique: ProcedureRule = ({ procedure }) => duplicates(placedSpans(procedure), 'id');

/** A span runs over steps that there are, and stands still in others; nobody visits the submission. */
export const spansNameSteps: ProcedureRule = ({ procedure }) => {
  const ids = procedure.steps.slice(1).map(({ id }) => id);
  const [first] = procedure.steps;
  return placedSpans(procedure).flatMap(({ value: { over, pausedAt }, path }) => {
    const rests = placed(pausedAt, `${path}/pausedAt`);
    return [
      ...[...placed(over, `${path}/over`), ...rests]
        .filter(({ value }) => !ids.includes(value))
        .map(({ value, path: at }) =>
          value === first?.id
            ? procedureFinding(at, 'span-submission', { received: value })
            : unknownName(at, 'unknown-step', value, ids),
        ),
      ...rests
        .filter(({ value }) => over.includes(value))
        .map(({ value, path: at }) => procedureFinding(at, 'span-both', { received: value })),
    ];
  });
};

/** What passes without a decision is a time, and nothing else happens when it has passed. */
export const lapsesHaveATime: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: step, path }) => {
    if (!step.lapse) return [];
    const at = `${path}/lapse`;
    if (step.kind === 'submit' || !isTimed(step))
      return [procedureFinding(at, 'lapse-without-limit', { expected: 'time.limit' })];
    if (!step.outcomes.timeout) return [];
    return [procedureFinding(at, 'lapse-and-timeout', { expected: 'lapse | outcomes.timeout' })];
  });

/** Every lapse of a procedure, each with its pointer. */
const lapsesOf = (procedure: Procedure): Located<Lapse>[] =>
  [...placedSteps(procedure), ...placedSpans(procedure)].flatMap(({ value: { lapse }, path }) =>
    lapse ? [{ value: lapse, path: `${path}/lapse` }] : [],
  );

/** What a missed decision opens are procedures that the office has. */
export function openedProceduresExist(procedure: Procedure, office: Iterable<Procedure>): ProcedureFinding[] {
  const ids = [...office].map(({ id }) => id);
  return lapsesOf(procedure)
    .flatMap(({ value: { opens }, path }) => placed(opens, `${path}/opens`))
    .filter(({ value }) => !ids.includes(value))
    .map(({ value, path }) => unknownName(path, 'unknown-procedure', value, ids));
}
