import type { Entry } from '#domain/generated/journal-entry.ts';

/** The acts that an entry voids: all (R18), or those of some steps (R53). */
export type Voiding = Pick<Partial<Entry>, 'supersedes' | 'postpones'>;

export const voids = ({ supersedes, postpones }: Voiding, step: string | undefined): boolean =>
  supersedes === true || (step !== undefined && postpones?.includes(step) === true);

/** The numbers of voided acts, each with the entry that voided it. */
export function voidedBy(
  entries: readonly (Voiding & Pick<Entry, 'seq' | 'kind'> & Pick<Partial<Entry>, 'step'>)[],
): ReadonlyMap<number, number> {
  const by = new Map<number, number>();
  for (const [at, entry] of entries.entries()) {
    if (!entry.supersedes && !entry.postpones) continue;
    for (const { kind, seq, step } of entries.slice(0, at))
      if (kind === 'accepted' && !by.has(seq) && voids(entry, step)) by.set(seq, entry.seq);
  }
  return by;
}

/** Was another time refused (R53)? Other refused submissions (R12) have a gesture. */
export const isRefusedAsk = ({
  kind,
  gesture,
}: {
  readonly kind: Entry['kind'];
  readonly gesture?: Entry['gesture'] | undefined;
}): boolean => kind === 'submission-refused' && gesture === undefined;
