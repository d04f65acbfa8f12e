import type { Step } from '#domain/generated/procedure.ts';
import type { Problem } from '#domain/problem.ts';
import { fieldNotes, type Schema } from '#domain/request/annotations.ts';
import { valueAt } from '#domain/request/pointer.ts';
import { splitReview } from '#domain/request/review.ts';
import { compareFacts, type Fact, type ReviewFact } from './facts.ts';
import { notWritten } from './result-checks.ts';
import type { CaseState } from './state.ts';

/**
 * What the opener's step asks for and the request does not have (R40): fields left empty, attachments that none are named of.
 * @param file how problems name the request
 * @param schema of the request
 */
export function lackingFields(
  { requires }: Pick<Step, 'requires'>,
  request: unknown,
  file: string,
  schema: Schema,
): Problem[] {
  return (requires?.fields ?? []).flatMap((path) => {
    const value = valueAt(request, path);
    const isLeft =
      value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
    if (!isLeft) return [];
    const message = { id: 'Isian ini wajib pada langkah ini', en: 'This field is needed in this step' };
    return [{ file, path, code: 'field-needed', message, ...fieldNotes(schema, path) }];
  });
}

/** What the opener wrote to a submission: their latest comment-only review of the visit, up to its second (R40). */
export function openerNote(
  facts: readonly Fact[],
  { opens, visitFrom }: Pick<CaseState, 'opens' | 'visitFrom'>,
  submitted: Fact,
): string {
  const comment = facts.findLast(
    (fact): fact is ReviewFact =>
      fact.kind === 'review' &&
      fact.verdict === 'comment' &&
      fact.actor.id === opens.applicant.id &&
      compareFacts(fact, visitFrom) > 0 &&
      fact.at <= submitted.at,
  );
  return comment && !comment.editedByOther ? splitReview(comment.body).note : '';
}

/** That the note is missing which the opener's step asks for. */
export const lackingNote = ({ requires }: Pick<Step, 'requires'>, note: string): Problem[] =>
  requires?.note && note === '' ? [notWritten('note', 'note-missing', requires.note)] : [];
