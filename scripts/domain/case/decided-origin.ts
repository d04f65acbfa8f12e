import type { Step } from '#domain/generated/procedure.ts';
import type { Account } from './facts.ts';
import type { CaseState } from './state.ts';

const canEnd = ({ outcomes: { approve, changes } }: Step): boolean =>
  [...approve, ...(changes ? [changes] : [])].some(({ end }) => end !== undefined);

/**
 * Who decided the origin must not decide here: not in a step that can end the case, and nowhere by a close.
 * @returns the id of the origin that they decided
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
