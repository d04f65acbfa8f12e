import type { Entry } from '#domain/generated/journal-entry.ts';

/** The fields by which an entry voids acts: all acts (R18), or the acts of some steps (R53). */
export type Voiding = Pick<Partial<Entry>, 'supersedes' | 'postpones'>;

/** Checks whether an entry voids the earlier acts of a step. */
export const voids = ({ supersedes, postpones }: Voiding, step: string | undefined): boolean =>
  supersedes === true || (step !== undefined && postpones?.includes(step) === true);

/** Returns the number of each voided act, with the number of the entry that voided it. */
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

/** Checks whether an entry refuses a request for another time (R53). Other refused submissions have a gesture (R12). */
export const isRefusedAsk = ({
  kind,
  gesture,
}: {
  readonly kind: Entry['kind'];
  readonly gesture?: Entry['gesture'] | undefined;
}): boolean => kind === 'submission-refused' && gesture === undefined;
