import { lateness } from '#domain/clock/deadline.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { type Review, splitReview } from '#domain/request/review.ts';
import { judgeCloser } from './act-checks.ts';
import { refused } from './act.ts';
import { hasChange } from './editions.ts';
import { sourceOf, type Unnumbered } from './entry.ts';
import { type CloseFact, compareFacts, type Fact, type ReviewFact } from './facts.ts';
import { isOwnComment } from './informed.ts';
import { notWritten } from './not-written.ts';
import { resultWithClose } from './result-checks.ts';
import { checkSigned } from './signed.ts';
import { MAIN_BRANCH } from './pull.ts';
import type { CaseState } from './state.ts';
import { isRefusal } from './verdict.ts';
import { isApplicant, type Rules, type World } from './world.ts';

const REASON: Text = { id: 'alasan penolakan', en: 'the reason for the rejection' };

/**
 * Judges a close (R1): by the applicant it withdraws, by a holder on turn it rejects with the reason in that holder's
 * latest comment-only review of this visit; anybody else's, and one without a reason, is refused. A merge by anybody but the
 * process cuts the pull request off: the case goes on in another one, or ends outside the procedure.
 */
export function judgeClose(world: World, rules: Rules, state: CaseState, fact: CloseFact): Unnumbered {
  const { step, visit } = state.visit;
  const who = { id: fact.actor.id, login: fact.actor.login };
  const base = { at: fact.at, step, visit, gesture: 'close' as const, source: sourceOf(fact) };
  if (fact.merged)
    return isElsewhere(fact) && mayMove(world, state)
      ? { kind: 'moved', ...base, who }
      : { kind: 'ended-outside', ...base, who, end: 'ended-outside' };
  if (isApplicant(world, rules, state, fact.actor)) return { kind: 'withdrawn', ...base, who, end: 'withdrawn' };
  const closer = judgeCloser(world, rules, state, fact);
  if (isRefusal(closer)) return refused(state, fact, closer);
  const { note, documents, problems } = reasonOf(world, state, fact);
  const papers = problems.length > 0 ? { problems } : checkSigned(world.documents, documents);
  if ('problems' in papers)
    return refused(state, fact, { reason: 'incomplete', gesture: 'close', who: closer.who, ...papers });
  return {
    kind: 'rejected',
    ...base,
    who: closer.who,
    note,
    ...papers,
    publicNote: true,
    digest: state.digest,
    ...(state.visit.deadline ? { late: lateness(state.visit.deadline.due, fact.at).seconds } : {}),
    end: 'rejected',
  };
}

/** What came to main, by who may bring it there past the rules, leaves nothing that a successor could bring. */
const isElsewhere = ({ merged, into }: CloseFact): boolean => merged && into !== MAIN_BRANCH;

/** So many pull requests are opened for a case that others cut off; then somebody must look after them first. */
const MOST_SUCCESSORS = 5;

/** Does a case whose pull request was cut off go on in another one (R1)? */
export const mayMove = ({ edition }: Pick<World, 'edition'>, { moved }: Pick<CaseState, 'moved'>): boolean =>
  hasChange(edition, 'successor') && moved < MOST_SUCCESSORS;

/**
 * What is read of a pull request: once it was merged elsewhere, nothing that comes after, but pushes to the branch, on which its
 * successor stands (R1).
 * @param state undefined before the first submission
 */
export function untilMoved(
  facts: readonly Fact[],
  state: CaseState | undefined,
  world: Pick<World, 'edition'>,
): readonly Fact[] {
  if (state?.end || !mayMove(world, state ?? { moved: 0 })) return facts;
  const at = facts.findIndex((fact) => fact.kind === 'close' && isElsewhere(fact));
  return at < 0 ? facts : facts.filter((fact, i) => i <= at || fact.kind === 'push');
}

/** The reason of a close with the documents that come with it, and what it lacks (R9). */
function reasonOf(
  world: World,
  state: CaseState,
  close: CloseFact,
): Pick<Review, 'note' | 'documents'> & { readonly problems: Problem[] } {
  const comment = world.facts.findLast(
    (fact): fact is ReviewFact =>
      isOwnComment(world, fact) &&
      fact.actor.id === close.actor.id &&
      compareFacts(fact, state.visitFrom) > 0 &&
      compareFacts(fact, close) < 0,
  );
  // What another account wrote into it is nobody's reason (R19), nor is an older comment, which was not meant for this.
  const review = splitReview(comment?.editedByOther ? '' : comment?.body);
  const { note, documents } = review;
  const wrong = [...review.problems, ...resultWithClose(world, review)];
  return { note, documents, problems: note === '' ? [notWritten('note', 'note-missing', REASON)] : wrong };
}
