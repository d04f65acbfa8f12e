import type { Procedure } from '#domain/generated/procedure.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { isRestrictedNature } from '#domain/request/public.ts';
import { caseTitle, titlePointer } from '#domain/request/title.ts';
import type { CaseState } from '../state/state.ts';

/** Returns the title of a case, shown with its number; undefined if the case is restricted or has no title. */
export function titleOf(
  { request, nature }: Pick<CaseState, 'request' | 'nature'>,
  procedure: Procedure,
  schema: Schema,
): string | undefined {
  const isRestricted = procedure.request.pointers.nature !== undefined && isRestrictedNature(nature);
  return caseTitle(request, titlePointer(schema), isRestricted);
}
