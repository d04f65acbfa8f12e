import { type Account, compareFacts, type Fact, type LabelFact, type Position } from '../state/facts.ts';
import type { PullOpening } from '../state/world.ts';

/** Decap's "in review": set by the opener it is the submit sign (R13). */
export const SUBMIT_LABEL = 'decap-cms/pending_review';
/** Decap's draft; the process sets it on a return. */
export const DRAFT_LABEL = 'decap-cms/draft';

/** When the applicant may submit: before there is a case, or on a visit to a revise step. */
export interface Window {
  readonly opening: PullOpening;
  /** Where the visit was opened; undefined before the first submission. */
  readonly from: Position | undefined;
}

/** Can a submission happen at this fact, a sign or push by the opener (R13), if it is signed ({@link signStands})? */
export function mayBeSubmission({ opening, from }: Window, fact: Fact): boolean {
  if (fact.actor.id !== opening.opener.id || (from && compareFacts(fact, from) <= 0)) return false;
  if (fact.kind === 'push') return true;
  if (fact.kind !== 'label' || fact.what === 'unlabeled' || fact.what === 'draft') return false;
  return fact.what !== 'labeled' || fact.label === SUBMIT_LABEL;
}

/**
 * Is the submit sign set at a position (R13)? It is the opener's label of this window; before the first submission, on
 * branches that are not the form's, an open pull request that is no draft.
 */
export function signStands({ opening, from }: Window, facts: readonly Fact[], at: Position): boolean {
  const past = facts.filter((fact) => compareFacts(fact, at) <= 0 && (!from || compareFacts(fact, from) > 0));
  if (from) return labelStands(past, opening.opener);
  // Only for drafts: the process reopens the pull request of a case, which is no fact.
  if (isClosed(past)) return false;
  return opening.branch.startsWith('cms/') ? labelStands(past, opening.opener) : isOpenForReview(opening, facts, past);
}

const isClosed = (past: readonly Fact[]): boolean =>
  past.findLast((fact) => fact.kind === 'close' || (fact.kind === 'label' && fact.what === 'reopened'))?.kind ===
  'close';

function labelStands(past: readonly Fact[], opener: Account): boolean {
  const last = past.findLast((fact): fact is LabelFact => fact.kind === 'label' && fact.label === SUBMIT_LABEL);
  return last?.what === 'labeled' && last.actor.id === opener.id;
}

function isOpenForReview(opening: PullOpening, facts: readonly Fact[], past: readonly Fact[]): boolean {
  const opened = past.some((fact) => fact.kind === 'label' && fact.what === 'opened');
  const draft =
    past.findLast(isDraftChange)?.what === 'draft' || (!past.some(isDraftChange) && openedAsDraft(opening, facts));
  return opened && !draft;
}

const isDraftChange = (fact: Fact): fact is LabelFact =>
  fact.kind === 'label' && (fact.what === 'ready' || fact.what === 'draft');

/** The forge does not say how a pull request was opened: its first change, or its present state, does. */
function openedAsDraft(opening: PullOpening, facts: readonly Fact[]): boolean {
  const first = facts.find(isDraftChange);
  return first ? first.what === 'ready' : opening.draft;
}
