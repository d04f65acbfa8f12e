import type { Entry } from '#domain/generated/journal-entry.ts';

/** Was another time refused (R53)? Other refused submissions (R12) have a gesture. */
export const isRefusedAsk = ({
  kind,
  gesture,
}: {
  readonly kind: Entry['kind'];
  readonly gesture?: Entry['gesture'] | undefined;
}): boolean => kind === 'submission-refused' && gesture === undefined;
