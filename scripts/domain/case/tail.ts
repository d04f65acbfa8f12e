import { given } from '#domain/request/given.ts';
import { epochSeconds, type Instant, toInstant } from '#domain/clock/instant.ts';
import { SUBMIT_LABEL } from './push/sign.ts';
import { compareFacts, type Fact, type LabelFact } from './state/facts.ts';
import type { CaseState } from './state/state.ts';

/** The point from which a run reads a long history (R31). A run without a tail reads it whole, with the same result. */
export interface Tail {
  /** All facts before this second were taken into account. */
  readonly from: Instant;
  /** The last change of the submit label in the applicant's current visit, if it was before `from`. */
  readonly sign?: LabelFact;
  /** The id of the sticky comment. */
  readonly sticky?: number;
  /** The keys of notices that were written last. */
  readonly notices?: readonly string[];
  /** The number of an entry. All notices about earlier entries were written. */
  readonly noticed?: number;
}

/** The most seconds by which the forge may show an earlier fact after a later fact. */
export const OVERLAP = 120;

/**
 * Returns the point from which the next run may read.
 * @param before tail of this run, which is returned for a draft
 * @param overlap seconds before the newest fact that are read again; more than the settling time
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
  return { from, ...given({ sign }) };
}

const lastSign = (facts: readonly Fact[], { visitFrom }: CaseState, from: Instant): LabelFact | undefined =>
  facts.findLast(
    (fact): fact is LabelFact =>
      fact.kind === 'label' && fact.label === SUBMIT_LABEL && fact.at < from && compareFacts(fact, visitFrom) > 0,
  );

/**
 * Returns the facts to judge; without a tail, all facts. Of the facts before the tail, only pushes, the opening,
 * comment-only reviews and the submit sign are returned, since the judgement of new facts depends on them.
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
