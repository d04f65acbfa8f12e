import type { Silence, Span } from '#domain/generated/journal-entry.ts';
import type { PassageEntry } from './passage.ts';

/** A time over several steps from its beginning to its end (R44), with what happened to it. */
export interface SpanRun extends Span {
  /** Its ladder holds that the time has passed (R22). */
  readonly overdue: boolean;
  /** What its passing was recorded as. */
  readonly silence?: Silence;
  /** By which it ended. */
  readonly closing?: PassageEntry;
}

/** The times over several steps that entries tell of, in the order in which they began. */
export function spanRunsOf(entries: readonly PassageEntry[]): SpanRun[] {
  const runs: SpanRun[] = [];
  const change = (id: string | undefined, what: (before: SpanRun | undefined) => SpanRun | undefined): void => {
    const at = runs.findLastIndex((run) => run.id === id && run.is !== 'ended');
    const after = what(runs[at]);
    if (after) runs[at < 0 ? runs.length : at] = after;
  };
  for (const entry of entries) {
    const { span, silence, rung, spans = [] } = entry;
    change(
      span,
      (run) => run && (silence ? { ...run, silence } : rung && rung.share >= 1 ? { ...run, overdue: true } : run),
    );
    for (const each of spans)
      change(each.id, (run) => ({
        ...each,
        overdue: run?.overdue ?? false,
        ...(run?.silence && { silence: run.silence }),
        ...(each.is === 'ended' && { closing: entry }),
      }));
  }
  return runs;
}

/** Entries by which somebody does what a time is for. */
const ACTS: ReadonlySet<string> = new Set(['accepted', 'submitted', 'rejected']);

/**
 * What became of such a time (R21), as of a visit's: late is what is past its due, also while it goes on; on time what somebody's act
 * ended at or before it. Undefined where there is nothing to say yet, or where it was cut short.
 */
export function spanTimingOf({ is, late = 0, overdue, closing }: SpanRun): 'on-time' | 'late' | undefined {
  if (is !== 'ended') return overdue ? 'late' : undefined;
  if (late > 0) return 'late';
  return closing && ACTS.has(closing.kind) ? 'on-time' : undefined;
}
