import type { Problem } from '#domain/problem.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { refusedFor } from '#domain/words/draft-answer.ts';
import type { DeskCase } from './desk-case.ts';
import { isRefused } from './desk-list.ts';
import type { DeskPull } from './queries.ts';

/**
 * Returns the problems that the applicant must correct now. The problems of a case are in its journal. A draft whose
 * submission was refused has no journal; its problems are in a comment on the pull request (R12).
 * @returns an empty list if it is not the applicant's turn, or if there are no problems
 */
export function toFix({ current, entries, pull }: DeskCase): readonly Problem[] {
  if (!current) return isRefused(pull) ? problemsOn(pull) : [];
  if (current.state.end || !current.state.visit.withApplicant) return [];
  const opened = entries.findLastIndex(({ next }) => next);
  const refused = entries.slice(opened + 1).findLast(({ kind }) => kind === 'submission-refused');
  return (refused ?? entries[opened])?.problems ?? [];
}

/**
 * Returns the result of the act that gave the case back to its applicant, such as alternatives, and its schema.
 * @returns undefined if the act has no result, or if it is not the applicant's turn
 */
export function broughtBy({
  current,
  entries,
  office,
}: DeskCase): { readonly result: Readonly<Record<string, unknown>>; readonly schema: Schema } | undefined {
  if (!current?.state.visit.withApplicant) return undefined;
  const cause = entries.findLast(({ next }) => next);
  const from = current.procedure.steps.find(({ id }) => id === cause?.step);
  const schema = office.schemas.get(from?.requires?.result ?? '');
  return cause?.result && schema ? { result: cause.result, schema } : undefined;
}

/**
 * Returns the problems in the newest comment on a draft that lists problems. `onlyProcessWords` has removed the
 * comments of other accounts.
 */
const problemsOn = ({ comments }: DeskPull): readonly Problem[] =>
  comments.nodes.map(({ body }) => refusedFor(body)).findLast((problems) => problems !== undefined) ?? [];
