import type { Entry } from '#domain/generated/journal-entry.ts';

/** Was another time asked for that could not be had (R53)? A submission that is refused (R12) tells its gesture. */
export const isRefusedAsk = ({
  kind,
  gesture,
}: {
  readonly kind: Entry['kind'];
  readonly gesture?: Entry['gesture'] | undefined;
}): boolean => kind === 'submission-refused' && gesture === undefined;
