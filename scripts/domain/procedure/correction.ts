import type { Procedure, Step } from '#domain/generated/procedure.ts';
import { APPLICANT } from './rules-kinds.ts';

/** Of the default correction step (R39). */
export const CORRECTION = 'correction';

/**
 * Adds what a procedure may leave out (R39): the opener's correction step, which resumes at receipt, and a target for
 * each Request changes without one. The step is added last, so that paths of other parts stay.
 */
export function withCorrection(procedure: Procedure): Procedure {
  const { steps, receipt } = procedure;
  const own = steps.find(({ id }) => id === receipt)?.outcomes.changes;
  const to = own?.to ?? CORRECTION;
  const lacks = ({ id, outcomes: { changes } }: Step): boolean =>
    changes ? [changes.to, changes.end, changes.adds].every((each) => each === undefined) : id === receipt;
  if (!steps.some(lacks)) return procedure;
  const whole = steps.map((step) =>
    lacks(step) ? { ...step, outcomes: { ...step.outcomes, changes: { ...step.outcomes.changes, to } } } : step,
  );
  return { ...procedure, steps: steps.some(({ id }) => id === to) ? whole : [...whole, ...correctionOf(procedure)] };
}

/** In the row and words of the submission. */
function correctionOf({ steps: [first], receipt }: Procedure): Step[] {
  if (!first) return [];
  const { row, activity, completeness, output } = first;
  return [
    {
      ...{ id: CORRECTION, row: [row].flat()[0] ?? 1, kind: 'revise', actor: APPLICANT },
      ...{ activity, completeness, output, time: { printed: '' } },
      short: { id: 'memperbaiki permohonan', en: 'correct the request' },
      outcomes: { approve: [{ to: receipt }] },
    },
  ];
}
