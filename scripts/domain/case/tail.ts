import { given } from '#domain/request/given.ts';
import { epochSeconds, type Instant, toInstant } from '#domain/clock/instant.ts';
import { SUBMIT_LABEL } from './push/sign.ts';
import { compareFacts, type Fact, type LabelFact } from './state/facts.ts';
import type { CaseState } from './state/state.ts';

/** Where reading continues in a long history (R31). Derived from it: without it the same is judged. */
export interface Tail {
  /** Everything before this second was taken into account. */
  readonly from: Instant;
  /** The last change of the submit label in the applicant's current visit, if earlier. */
  readonly sign?: LabelFact;
  readonly sticky?: number;
  readonly notices?: readonly string[];
}

/** Seconds: a fact may appear on the forge so long after a later one. */
export const OVERLAP = 120;

/** Where the next run may begin to read. @param overlap in seconds; more than the settling time */
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
  return { from, ...given({ sign }) };
}

const lastSign = (facts: readonly Fact[], { visitFrom }: CaseState, from: Instant): LabelFact | undefined =>
  facts.findLast(
    (fact): fact is LabelFact =>
      fact.kind === 'label' && fact.label === SUBMIT_LABEL && fact.at < from && compareFacts(fact, visitFrom) > 0,
  );

/** The facts to judge. Pushes, the opening and comments stay: new facts refer to them. */
export function factsFrom(facts: readonly Fact[], tail: Tail | undefined): readonly Fact[] {
  if (!tail) return facts;
  const isKept = (fact: Fact): boolean =>
    fact.at >= tail.from ||
    fact.kind === 'push' ||
    (fact.kind === 'label' && fact.what === 'opened') ||
    (fact.kind === 'review' && fact.verdict === 'comment');
  return [...facts.filter(isKept), ...(tail.sign ? [tail.sign] : [])].sort(compareFacts);
}
