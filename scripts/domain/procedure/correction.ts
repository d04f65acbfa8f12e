import type { Procedure, Step } from '#domain/generated/procedure.ts';
import { APPLICANT } from './rules-kinds.ts';

/** Id of the correction step that a procedure has unless it writes its own (R39). */
export const CORRECTION = 'correction';

/**
 * The procedure with what it need not write (R39): the opener's correction step, which resumes at receipt, unless receipt's
 * Request changes leads to one of its own; and a target for each Request changes that names none. It stands last, so that
 * every other part of the procedure stays where it is written.
 * @returns the procedure itself where it leaves nothing out
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

/** It stands in the row of the submission, whose words it has: what is corrected is that. */
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
