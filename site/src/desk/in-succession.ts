import { fourEyesObjection, type Turn } from '#domain/case/act/turn.ts';
import { latestResults } from '#domain/case/state/entry.ts';
import type { Step } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { chooseOutcome, rowOf, stepOf } from '#domain/procedure/steps.ts';
import { approveEndsBadly, approveWords } from '#domain/words/gestures.ts';
import type { CurrentState, DeskCase } from './desk-case.ts';

/** The step after an Approve, if the same person can approve it in the same sitting. */
export interface NextStep {
  readonly step: Step;
  readonly row: number | string;
  /** The visit `<step>#<n>` to which the Approve of the current step leads. */
  readonly visit: string;
  /** What the button for both acts says. */
  readonly approve: Text;
}

/**
 * Returns the next step, if the viewer can approve it together with the current one: the same role acts alone in both,
 * the next step needs no more than a note, its time begins at once, and four eyes (R16) allow it. Both acts are reviews
 * of their own, and the process judges each by itself.
 * @param result result that is typed for the current step; undefined if it asks for none
 * @returns undefined if the acts cannot be sent together
 */
export function nextInSuccession(
  { office, viewer }: Pick<DeskCase, 'office' | 'viewer'>,
  { state, procedure, step }: Pick<CurrentState, 'state' | 'procedure' | 'step'>,
  { held, replaces }: Pick<Turn, 'held' | 'replaces'>,
  result: unknown,
): NextStep | undefined {
  const results = { ...latestResults(state), ...(result === undefined ? {} : { [step.id]: result }) };
  const answers = { request: state.request, results };
  const { to, because } = chooseOutcome(step, answers);
  if (to === undefined || because || replaces || step.actor !== held.role) return undefined;
  const next = stepOf(procedure, to);
  const { requires, begin, outcomes } = next;
  const leads = chooseOutcome(next, answers);
  const isPlain = requires?.result === undefined && requires?.document === undefined && begin === undefined;
  if (next.kind !== 'review' || next.actor !== held.role || !isPlain) return undefined;
  if (outcomes.approve.length !== 1 || leads.because || leads.adds !== undefined || approveEndsBadly(next, answers))
    return undefined;
  const rules = { procedure: { ...state.opens.procedure, value: procedure } };
  const isForbidden =
    next.fourEyes?.includes(step.id) || fourEyesObjection(state, next, rules, { id: viewer.databaseId });
  if (isForbidden) return undefined;
  return {
    ...{ step: next, row: rowOf(next) },
    visit: `${next.id}#${(state.visits[next.id] ?? 0) + 1}`,
    approve: approveWords(procedure, next, answers, office.roleName),
  };
}
