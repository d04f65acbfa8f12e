import type { Entry, Silence, Span } from '#domain/generated/journal-entry.ts';

/** A time over several steps, running or paused (R44). */
export interface StandingSpan extends Span {
  /** Shares of its ladder that are journaled. */
  readonly told: readonly number[];
  /** What its passing was recorded as, if it was. */
  readonly silence?: Silence;
}

/** By id, in the order in which they began. */
export type StandingSpans = Readonly<Record<string, StandingSpan>>;

/** As much of an entry as tells of them: its public part has it too. */
interface SpanEntry extends Pick<Partial<Entry>, 'spans' | 'span' | 'silence'> {
  readonly rung?: { readonly share: number };
}

/** The times over several steps after an entry, as the fold keeps them. */
export function standingSpans(
  before: StandingSpans,
  { spans = [], span = '', rung, silence }: SpanEntry,
): StandingSpans {
  const after = new Map(Object.entries(before));
  const about = after.get(span);
  if (about)
    after.set(span, {
      ...about,
      told: rung ? [...about.told, rung.share] : about.told,
      ...(silence && { silence }),
    });
  for (const each of spans) {
    const known = after.get(each.id);
    if (each.is === 'ended') after.delete(each.id);
    else after.set(each.id, { ...each, told: known?.told ?? [], ...(known?.silence && { silence: known.silence }) });
  }
  return Object.fromEntries(after);
}
