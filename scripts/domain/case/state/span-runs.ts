import type { Deadline, Entry, Silence, Span } from '#domain/generated/journal-entry.ts';

/** A time over several steps (R44), with what has happened to it since it began. */
export interface SpanRun extends Span {
  /** Shares of its ladder that are journaled (R22). */
  readonly notified: readonly number[];
  readonly silence?: Silence;
  readonly endedBy?: Entry['kind'];
}

/** As much of an entry as these times depend on: its public part has it too. */
interface SpanEntry extends Pick<Entry, 'kind' | 'spans' | 'span' | 'silence'> {
  readonly rung?: { readonly share: number };
}

/** The times over several steps after one more entry, in the order in which they began. */
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

/** Does it still run, or is it paused? */
export const isCurrent = ({ is }: { readonly is: Span['is'] }): boolean => is !== 'ended';

/** Entries by which somebody does what a time is for. */
const ACTS: ReadonlySet<string> = new Set(['accepted', 'submitted', 'rejected']);

/** Undefined where there is nothing to say yet, or where it was cut short (R21). */
export function spanTimingOf({ is, late = 0, notified, endedBy }: SpanRun): 'on-time' | 'late' | undefined {
  if (is !== 'ended') return isNotifiedLate(notified) ? 'late' : undefined;
  if (late > 0) return 'late';
  return ACTS.has(endedBy ?? '') ? 'on-time' : undefined;
}

const isNotifiedLate = (notified: readonly number[]): boolean => notified.some((share) => share >= 1);

/** A time over several steps while it runs or is paused, as a course has it. */
export interface SpanCourse {
  readonly id: string;
  readonly deadline: Pick<Deadline, 'due' | 'clock'>;
  /** Of one that is paused: what is left, in seconds of its clock's own time. */
  readonly left?: number | undefined;
  /** Since when it runs or is paused; absent where only the index was read. */
  readonly since?: string | undefined;
  /** The journal holds that it has passed (R22). */
  readonly overdue: boolean;
}

/** The times over several steps of a course, and what has passed without a decision; neither key where there is none. */
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
