import { type Account, compareFacts, type Fact, type LabelFact, type Position } from '../state/facts.ts';
import type { PullOpening } from '../state/world.ts';

/** Decap's label for "in review". It is the submit sign if the opener set it (R13). */
export const SUBMIT_LABEL = 'decap-cms/pending_review';
/** Decap's label for "draft". The process sets it when a case returns to the opener. */
export const DRAFT_LABEL = 'decap-cms/draft';

/** The time in which the opener may submit: before there is a case, or during a visit to a revise step. */
export interface Window {
  readonly opening: PullOpening;
  /** The position at which the visit was opened; undefined before the first submission. */
  readonly from: Position | undefined;
}

/**
 * Checks whether a fact in this window may submit the request (R13): a push by the opener, or an act of the opener that
 * may complete the sign, such as the submit label or the opening. The fact submits if the sign is set after it.
 */
export function mayBeSubmission({ opening, from }: Window, fact: Fact): boolean {
  if (fact.actor.id !== opening.opener.id || (from && compareFacts(fact, from) <= 0)) return false;
  if (fact.kind === 'push') return true;
  if (fact.kind !== 'label' || fact.what === 'unlabeled' || fact.what === 'draft') return false;
  return fact.what !== 'labeled' || fact.label === SUBMIT_LABEL;
}

/**
 * Checks whether the submit sign is set at a position (R13). The sign is the submit label, set by the opener in this
 * window. Before the first submission, on a branch that the form did not make, the sign is an open pull request that is
 * not a draft.
 */
export function isSignSet({ opening, from }: Window, facts: readonly Fact[], at: Position): boolean {
  const past = facts.filter((fact) => compareFacts(fact, at) <= 0 && (!from || compareFacts(fact, from) > 0));
  if (from) return isLabelSet(past, opening.opener);
  // A closed draft is not submitted. The close of a case is not checked here: the process reopens the pull request, and
  // acts of the process are no facts.
  if (isClosed(past)) return false;
  return opening.branch.startsWith('cms/') ? isLabelSet(past, opening.opener) : isOpenForReview(opening, facts, past);
}

const isClosed = (past: readonly Fact[]): boolean =>
  past.findLast((fact) => fact.kind === 'close' || (fact.kind === 'label' && fact.what === 'reopened'))?.kind ===
  'close';

function isLabelSet(past: readonly Fact[], opener: Account): boolean {
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

/**
 * Checks whether a pull request was opened as a draft. The forge does not record this, so the first change between
 * draft and ready decides. If there was no change, the present state decides.
 */
function openedAsDraft(opening: PullOpening, facts: readonly Fact[]): boolean {
  const first = facts.find(isDraftChange);
  return first ? first.what === 'ready' : opening.draft;
}
