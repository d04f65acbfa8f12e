import type { Procedure } from '#domain/generated/procedure.ts';

/** The order in which an office's procedures are listed: as their files are named, drafts after those in force. */
export const draftsLast = (
  { identity: a }: Pick<Procedure, 'identity'>,
  { identity: b }: Pick<Procedure, 'identity'>,
) => Number(a.draft !== undefined) - Number(b.draft !== undefined);
