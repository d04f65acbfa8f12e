import type { Problem, Text } from '#domain/problem.ts';
import type { Review } from '#domain/request/review.ts';
import { doneBy, latenessAt, sourceOf, type Unnumbered } from '../state/entry.ts';
import { type CloseFact, compareFacts, type Fact } from '../state/facts.ts';
import { MAIN_BRANCH } from '../state/pull.ts';
import { notWritten } from '../state/reason.ts';
import { checkSigned } from '../state/signed.ts';
import type { CaseState } from '../state/state.ts';
import { isApplicant, type Rules, type World } from '../state/world.ts';
import { judgeCloser } from './act-checks.ts';
import { refused } from './act.ts';
import { latestComment } from './informed.ts';
import { resultWithClose } from './result-checks.ts';
import { isRefusal } from './verdict.ts';

const REASON: Text = { id: 'alasan penolakan', en: 'the reason for the rejection' };

/**
 * Judges a close (R1). The applicant withdraws the case. A holder on turn rejects it, with the reason in their latest
 * comment-only review of this visit. Any other close is refused. A merge into another branch than main moves the case
 * to a successor, if the case may have one more successor. Any other merge ends the case outside the procedure.
 */
export function judgeClose(world: World, rules: Rules, state: CaseState, fact: CloseFact): Unnumbered {
  const base = { ...doneBy(state, fact), gesture: 'close' as const, source: sourceOf(fact) };
  if (fact.merged)
    return isElsewhere(fact) && mayMove(state)
      ? { kind: 'moved', ...base }
      : { kind: 'ended-outside', ...base, end: 'ended-outside' };
  if (isApplicant(state, fact.actor)) return { kind: 'withdrawn', ...base, end: 'withdrawn' };
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
    late: latenessAt(state, fact.at),
    end: 'rejected',
  };
}

/** Checks whether a pull request was merged into another branch than main. The case then continues in a successor. */
const isElsewhere = ({ merged, into }: CloseFact): boolean => merged && into !== MAIN_BRANCH;

/** The most successors of one case. After the last successor, a person must find out who cuts off the pull requests. */
const MOST_SUCCESSORS = 2;

/** Checks whether a case whose pull request was cut off continues in a successor (R1). */
export const mayMove = ({ moved }: Pick<CaseState, 'moved'>): boolean => moved < MOST_SUCCESSORS;

/** Returns the facts to judge. Of the facts after a merge into another branch, only pushes are judged (R1). */
export function untilMoved(facts: readonly Fact[], state: CaseState | undefined): readonly Fact[] {
  if (state?.end || !mayMove(state ?? { moved: 0 })) return facts;
  const at = facts.findIndex((fact) => fact.kind === 'close' && isElsewhere(fact));
  return at < 0 ? facts : facts.filter((fact, i) => i <= at || fact.kind === 'push');
}

function reasonOf(
  world: World,
  state: CaseState,
  close: CloseFact,
): Pick<Review, 'note' | 'documents'> & { readonly problems: Problem[] } {
  const review = latestComment(world, state, close.actor.id, (fact) => compareFacts(fact, close) < 0);
  const { note, documents } = review;
  const wrong = [...review.problems, ...resultWithClose(review)];
  return { note, documents, problems: note === '' ? [notWritten('note', 'note-missing', REASON)] : wrong };
}
