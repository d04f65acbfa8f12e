import { epochSeconds, type Instant, toInstant } from '#domain/clock/instant.ts';
import { compareFacts, type Fact, type LabelFact } from './facts.ts';
import { SUBMIT_LABEL } from './sign.ts';
import type { CaseState } from './state.ts';

/**
 * Where reading goes on in a history that is too long to be read whole at each run (R31), and what of the time before it
 * may still matter. It follows from the history: without it all is read, and the same is judged.
 */
export interface Tail {
  /** What came before this second has been taken into account. */
  readonly from: Instant;
  /** The last change of the submit label in the applicant's standing visit, if it came before. */
  readonly sign?: LabelFact;
  /** Id of the process's checklist comment. */
  readonly sticky?: number;
  /** Keys of the last notices that have been written. */
  readonly notices?: readonly string[];
}

/** Seconds that a fact may take to show on the forge once a later one does: so far back is read again. */
export const OVERLAP = 120;

/**
 * Where the next run may begin to read, after a run that has judged these facts.
 * @param before where that run began
 * @param overlap seconds before the newest fact that are read again; more than the settling time of computed instants
 */
export function tailAfter(
  facts: readonly Fact[],
  state: CaseState | undefined,
  before: Tail | undefined,
  overlap: number,
): Tail | undefined {
  const newest = facts.at(-1);
  if (!state || !newest) return before;
  const reached = toInstant((epochSeconds(newest.at) - overlap) * 1000);
  const from = before && before.from > reached ? before.from : reached;
  const sign = state.end || !state.visit.withApplicant ? undefined : lastSign(facts, state, from);
  return { from, ...(sign ? { sign } : {}) };
}

const lastSign = (facts: readonly Fact[], { visitFrom }: CaseState, from: Instant): LabelFact | undefined =>
  facts.findLast(
    (fact): fact is LabelFact =>
      fact.kind === 'label' && fact.label === SUBMIT_LABEL && fact.at < from && compareFacts(fact, visitFrom) > 0,
  );

/**
 * The facts that are judged where reading began at a tail. Pushes, the opening and comment-only reviews stay, for what is new
 * may refer to them: what an act was made on, why somebody closes.
 */
export function factsFrom(facts: readonly Fact[], tail: Tail | undefined): readonly Fact[] {
  if (!tail) return facts;
  const isKept = (fact: Fact): boolean =>
    fact.at >= tail.from ||
    fact.kind === 'push' ||
    (fact.kind === 'label' && fact.what === 'opened') ||
    (fact.kind === 'review' && fact.verdict === 'comment');
  return [...facts.filter(isKept), ...(tail.sign ? [tail.sign] : [])].sort(compareFacts);
}
