import type { Deadline, Entry, Silence, Span } from '#domain/generated/journal-entry.ts';

/** A span (R44), with its journaled levels, its time without a decision, and the kind of the entry that ended it. */
export interface SpanRun extends Span {
  /** The shares of the ladder that are journaled (R22). */
  readonly notified: readonly number[];
  readonly silence?: Silence;
  readonly endedBy?: Entry['kind'];
}

/** The fields of an entry on which spans depend. The public part of an entry has them too. */
interface SpanEntry extends Pick<Entry, 'kind' | 'spans' | 'span' | 'silence'> {
  readonly rung?: { readonly share: number };
}

/** Returns the spans after one more entry, in the order in which they began. */
export function spanRunsAfter(
  before: readonly SpanRun[],
  { kind, spans = [], span, rung, silence }: SpanEntry,
): SpanRun[] {
  const runs = before.map((run) =>
    run.id === span && isCurrent(run)
      ? { ...run, notified: rung ? [...run.notified, rung.share] : run.notified, ...(silence && { silence }) }
      : run,
  );
  for (const change of spans) {
    const at = runs.findIndex((run) => run.id === change.id && isCurrent(run));
    const { notified = [], silence: recorded } = runs[at] ?? {};
    runs[at < 0 ? runs.length : at] = {
      ...{ ...change, notified },
      ...(recorded && { silence: recorded }),
      ...(change.is === 'ended' && { endedBy: kind }),
    };
  }
  return runs;
}

export const spanRunsOf = (entries: readonly SpanEntry[]): SpanRun[] => entries.reduce<SpanRun[]>(spanRunsAfter, []);

/** Checks whether a span is running or paused. */
export const isCurrent = ({ is }: { readonly is: Span['is'] }): boolean => is !== 'ended';

/** The kinds of entries by which a person on turn ends a span. A span that another entry ends in time has no timing. */
const ACTS: ReadonlySet<string> = new Set(['accepted', 'submitted', 'rejected']);

/**
 * Returns whether a span is on time or late (R21).
 * @returns undefined if the span is open and not journaled as late, or if it ended in time by an entry outside `ACTS`
 */
export function spanTimingOf({ is, late = 0, notified, endedBy }: SpanRun): 'on-time' | 'late' | undefined {
  if (is !== 'ended') return isNotifiedLate(notified) ? 'late' : undefined;
  if (late > 0) return 'late';
  return ACTS.has(endedBy ?? '') ? 'on-time' : undefined;
}

const isNotifiedLate = (notified: readonly number[]): boolean => notified.some((share) => share >= 1);

/** A running or paused span, in the form that a course of a case contains. */
export interface SpanCourse {
  readonly id: string;
  readonly deadline: Pick<Deadline, 'due' | 'clock'>;
  /** The time left of a paused span, in seconds of open time of its clock. */
  readonly left?: number | undefined;
  /** The instant since which the span runs or is paused; absent if only the index was read. */
  readonly since?: string | undefined;
  /** Does the journal say that the time has passed (R22)? */
  readonly overdue: boolean;
}

/** The open spans of a course, and the times that passed without a decision. A key without items is absent. */
export interface SpansOfCourse {
  readonly spans?: readonly SpanCourse[];
  readonly noDecisions?: readonly Silence[];
}

/** @param visit the entries of the current visit */
export const spansOfRuns = (runs: readonly SpanRun[], visit: readonly SpanEntry[]): SpansOfCourse =>
  spansOfCourse(
    runs.filter(isCurrent).map((run) => ({ ...run, overdue: isNotifiedLate(run.notified) })),
    visit,
  );

/** @param visit the entries of the current visit */
export function spansOfCourse(
  spans: readonly (SpanCourse & { readonly silence?: Silence })[],
  visit: readonly Pick<SpanEntry, 'span' | 'silence'>[],
): SpansOfCourse {
  const own = visit.filter(({ span }) => span === undefined);
  const noDecisions = [...spans, ...own].flatMap(({ silence }) => silence ?? []);
  return { ...(spans.length > 0 && { spans }), ...(noDecisions.length > 0 && { noDecisions }) };
}
