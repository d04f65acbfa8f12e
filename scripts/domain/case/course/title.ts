import type { Procedure } from '#domain/generated/procedure.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { isRestrictedNature } from '#domain/request/public.ts';
import { caseTitle, senderField, titlePointer } from '#domain/request/title.ts';
import type { CaseState } from '../state/state.ts';

/** Returns the title of a case, shown with its number; undefined if the case is restricted or has no title. */
export const titleOf = (state: Named, procedure: Procedure, schema: Schema): string | undefined =>
  caseTitle(state.request, titlePointer(schema), isRestricted(state, procedure));

/** Returns who a request comes from, as lists show it below the title; undefined if the case is restricted. */
export const senderOf = (state: Named, procedure: Procedure, schema: Schema): string | undefined =>
  caseTitle(state.request, senderField(schema), isRestricted(state, procedure));

type Named = Pick<CaseState, 'request' | 'nature'>;

const isRestricted = ({ nature }: Named, { request: { pointers } }: Procedure): boolean =>
  pointers.nature !== undefined && isRestrictedNature(nature);
