import type { Step } from '#domain/generated/procedure.ts';
import type { Account } from './facts.ts';
import type { CaseState } from './state.ts';

/** Can an act in this step end the case, beside a close? */
const canEnd = ({ outcomes: { approve, changes } }: Step): boolean =>
  [...approve, ...(changes ? [changes] : [])].some(({ end }) => end !== undefined);

/**
 * Whoever decided the origin does not decide here: not in a step from which an outcome ends the case, and nowhere by a close.
 * @returns the id of the origin; undefined: nothing of it speaks against the act
 */
export function decidedOrigin(
  { origin }: Pick<CaseState, 'origin'>,
  step: Step,
  gesture: 'approve' | 'changes' | 'close',
  { id }: Pick<Account, 'id'>,
): string | undefined {
  const decides = gesture === 'close' || canEnd(step);
  return decides && origin?.decidedBy.some((who) => who.id === id) ? origin.case : undefined;
}
