import type { Procedure } from '#domain/generated/procedure.ts';

/** None, one or several places (R8, R40). */
export const attachmentPointers = ({
  attachments = [],
}: Pick<Procedure['request']['pointers'], 'attachments'>): readonly string[] => [attachments].flat();
