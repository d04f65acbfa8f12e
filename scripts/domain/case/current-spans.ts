import type { Entry, Silence, Span } from '#domain/generated/journal-entry.ts';

/** A time over several steps, running or paused (R44). */
export interface CurrentSpan extends Span {
  /** Shares of its ladder that are journaled. */
  readonly notified: readonly number[];
  /** What its passing was recorded as, if it was. */
  readonly silence?: Silence;
}

/** By id, in the order in which they began. */
export type CurrentSpans = Readonly<Record<string, CurrentSpan>>;

/** As much of an entry as tells of them: its public part has it too. */
interface SpanEntry extends Pick<Partial<Entry>, 'spans' | 'span' | 'silence'> {
  readonly rung?: { readonly share: number };
}

/** The times over several steps after an entry, as the fold keeps them. */
export function currentSpans(before: CurrentSpans, { spans = [], span = '', rung, silence }: SpanEntry): CurrentSpans {
  const after = new Map(Object.entries(before));
  const about = after.get(span);
  if (about)
    after.set(span, {
      ...about,
      notified: rung ? [...about.notified, rung.share] : about.notified,
      ...(silence && { silence }),
    });
  for (const each of spans) {
    const known = after.get(each.id);
    if (each.is === 'ended') after.delete(each.id);
    else
      after.set(each.id, {
        ...each,
        notified: known?.notified ?? [],
        ...(known?.silence && { silence: known.silence }),
      });
  }
  return Object.fromEntries(after);
}
