import type { Procedure } from '#domain/generated/procedure.ts';

/** Where a request names its attachments (R8, R40): one place, several, or none. */
export const attachmentPointers = ({
  attachments = [],
}: Pick<Procedure['request']['pointers'], 'attachments'>): readonly string[] => [attachments].flat();
