import type { Entry, Span } from '#domain/generated/journal-entry.ts';

/** A time over several steps, running or paused (R44). */
export interface StandingSpan extends Span {
  /** Shares of its ladder that are journaled. */
  readonly told: readonly number[];
  /** Has it been recorded that its time passed in silence? */
  readonly silent: boolean;
}

/** By id, in the order in which they began. */
export type StandingSpans = Readonly<Record<string, StandingSpan>>;

/** The times over several steps after an entry, as the fold keeps them: by id, in the order in which they began. */
export function standingSpans(before: StandingSpans, entry: Entry): StandingSpans {
  const { spans = [], span, rung, silence } = entry;
  const after = new Map(Object.entries(before));
  const about = span === undefined ? undefined : after.get(span);
  if (about && rung) after.set(about.id, { ...about, told: [...about.told, rung.share] });
  if (about && silence) after.set(about.id, { ...about, silent: true });
  for (const each of spans) {
    const { told = [], silent = false } = after.get(each.id) ?? {};
    if (each.is === 'ended') after.delete(each.id);
    else after.set(each.id, { ...each, told, silent });
  }
  return Object.fromEntries(after);
}
