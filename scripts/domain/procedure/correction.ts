import type { Procedure, Step } from '#domain/generated/procedure.ts';
import { APPLICANT } from './steps.ts';

/** The id of the correction step that `withCorrection` adds (R39). */
export const CORRECTION = 'correction';

/**
 * Returns the procedure with the parts that its author may leave out (R39). The function adds a target to each Request
 * changes without a target, and adds Request changes to receipt if receipt has none. The target is the step that
 * receipt's Request changes names. If it names none, the target is a correction step of the opener, which leads back to
 * receipt. The correction step is added as the last step, so that every other step keeps its place in the list.
 * @returns the procedure itself if nothing is left out
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

/** Makes the correction step, with the row and texts of the submission, since the submission is corrected. */
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
