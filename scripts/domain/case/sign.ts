import { type Account, compareFacts, type Fact, type LabelFact, type Position } from './facts.ts';
import type { PullOpening } from './world.ts';

/** Decap's label for "in review": set by the opener it is the submit sign (R13). */
export const SUBMIT_LABEL = 'decap-cms/pending_review';
/** Decap's label for a draft; the process sets it on return. */
export const DRAFT_LABEL = 'decap-cms/draft';

/** A time in which the applicant may submit: before there is a case, or a visit to a revise step. */
export interface Window {
  readonly opening: PullOpening;
  /** Where the visit was opened in the order of facts; undefined before the first submission. */
  readonly from: Position | undefined;
}

/**
 * Is this a fact at which a submission can happen: the opener's sign, or a later push of the opener (R13)?
 * Whether the sign stands then is another question.
 */
export function mayBeSubmission({ opening, from }: Window, fact: Fact): boolean {
  if (fact.actor.id !== opening.opener.id || (from && compareFacts(fact, from) <= 0)) return false;
  if (fact.kind === 'push') return true;
  if (fact.kind !== 'label' || fact.what === 'unlabeled' || fact.what === 'draft') return false;
  return fact.what !== 'labeled' || fact.label === SUBMIT_LABEL;
}

/**
 * Does the submit sign stand at a position (R13)? The sign is the label, set by the opener in this window; before the
 * first submission, on branches that are not the form's, it is a pull request that is open and no draft.
 */
export function signStands({ opening, from }: Window, facts: readonly Fact[], at: Position): boolean {
  const past = facts.filter((fact) => compareFacts(fact, at) <= 0 && (!from || compareFacts(fact, from) > 0));
  if (from) return labelStands(past, opening.opener);
  // Not asked of a case, whose pull request the process itself reopens, which is no fact.
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

/** The forge does not say how a pull request was opened; its first change does, or without one its present state. */
function openedAsDraft(opening: PullOpening, facts: readonly Fact[]): boolean {
  const first = facts.find(isDraftChange);
  return first ? first.what === 'ready' : opening.draft;
}
