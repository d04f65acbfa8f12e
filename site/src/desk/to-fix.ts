import type { Problem } from '#domain/problem.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { refusedFor } from '#domain/words/draft-answer.ts';
import type { DeskCase } from './desk-case.ts';
import { isRefused } from './desk-list.ts';
import type { DeskPull } from './queries.ts';

/**
 * What the process found wrong with what is the applicant's to correct now. A case has it in its journal; a draft whose
 * submission was refused has none, and is answered on the pull request only (R12).
 * @returns nothing while it is not with the applicant, or where nothing was wrong
 */
export function toFix({ current, entries, pull }: DeskCase): readonly Problem[] {
  if (!current) return isRefused(pull) ? answerOn(pull) : [];
  if (current.state.end || !current.state.visit.withApplicant) return [];
  const opened = entries.findLastIndex(({ next }) => next);
  const refused = entries.slice(opened + 1).findLast(({ kind }) => kind === 'submission-refused');
  return (refused ?? entries[opened])?.problems ?? [];
}

/**
 * What the act that gave the request back to its applicant brought: its result, such as alternatives, with its schema.
 * @returns undefined where it brought none, or while it is not with the applicant
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

/** The process's newest answer on a draft: the comments that were read are its own, see `ownWords`. */
const answerOn = ({ comments }: DeskPull): readonly Problem[] =>
  comments.nodes.map(({ body }) => refusedFor(body)).findLast((problems) => problems !== undefined) ?? [];
