import type { Procedure, Step } from '#domain/generated/procedure.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import { assignedOf } from './parties.ts';
import type { Held } from './roles.ts';
import type { Act, CaseState } from './state.ts';

/** The step that assigned who acts now, its act, and the role in which it may be repeated. */
export interface Reassigning {
  readonly step: Step;
  readonly act: Act;
  readonly held: Held;
}

/**
 * May somebody who is not on turn assign anew (R42)? A holder of the office that assigned may, until somebody has
 * approved.
 */
export function reassigning({ state, procedure, held }: CurrentVisit): Reassigning | undefined {
  const from = assignedOf(stepOf(procedure, state.visit.step))?.result;
  if (from === undefined || state.visit.assigned === undefined) return undefined;
  if (state.end || state.approvals.length > 0) return undefined;
  const act = state.acts.findLast((each) => each.step === from && each.result);
  const own = held.find(({ role }) => role === act?.who.role);
  return act && own && { step: stepOf(procedure, from), act, held: own };
}

interface CurrentVisit {
  readonly state: Pick<CaseState, 'visit' | 'end' | 'approvals' | 'acts'>;
  readonly procedure: Procedure;
  readonly held: readonly Held[];
}
