import type { Procedure } from '#domain/generated/procedure.ts';

/** By file name, drafts last. */
export const draftsLast = (
  { identity: a }: Pick<Procedure, 'identity'>,
  { identity: b }: Pick<Procedure, 'identity'>,
) => Number(a.draft !== undefined) - Number(b.draft !== undefined);
