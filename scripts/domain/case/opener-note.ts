import type { Step } from '#domain/generated/procedure.ts';
import type { Problem } from '#domain/problem.ts';
import { splitReview } from '#domain/request/review.ts';
import { compareFacts, type Fact, type ReviewFact } from './facts.ts';
import { isOwnComment } from './informed.ts';
import { notWritten } from './not-written.ts';
import type { CaseState } from './state.ts';
import type { World } from './world.ts';

/** The opener's latest comment-only review of the visit, up to the second of the submission (R40). */
export function openerNote(
  world: Pick<World, 'edition' | 'facts'>,
  { opens, visitFrom }: Pick<CaseState, 'opens' | 'visitFrom'>,
  submitted: Fact,
): string {
  const comment = world.facts.findLast(
    (fact): fact is ReviewFact =>
      isOwnComment(world, fact) &&
      fact.actor.id === opens.applicant.id &&
      compareFacts(fact, visitFrom) > 0 &&
      fact.at <= submitted.at,
  );
  return comment && !comment.editedByOther ? splitReview(comment.body).note : '';
}

export const lackingNote = ({ requires }: Pick<Step, 'requires'>, note: string): Problem[] =>
  requires?.note && note === '' ? [notWritten('note', 'note-missing', requires.note)] : [];
