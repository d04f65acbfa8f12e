import type { Deadline, Entry, Span } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import type { Passage, ToldEntry } from './passage.ts';

/** A time over several steps from its beginning to its end (R44), with what happened to it. */
export interface SpanRun extends Span {
  /** Its ladder holds that the time has passed (R22). */
  readonly overdue: boolean;
  /** That it passed was recorded as silence. */
  readonly silence?: ToldEntry;
  /** By which it ended. */
  readonly closing?: ToldEntry;
}

/** The times over several steps that entries tell of, in the order in which they began. */
export function spanRunsOf(entries: readonly ToldEntry[]): SpanRun[] {
  const runs: SpanRun[] = [];
  const lastOf = (id: string | undefined): number => runs.findLastIndex((run) => run.id === id && run.is !== 'ended');
  for (const entry of entries) {
    const about = lastOf(entry.span);
    const run = runs[about];
    if (run && entry.silence) runs[about] = { ...run, silence: entry };
    else if (run && (entry.rung?.share ?? 0) >= 1) runs[about] = { ...run, overdue: true };
    for (const span of entry.spans ?? []) {
      const at = lastOf(span.id);
      const { overdue = false, silence } = runs[at] ?? {};
      const closing = span.is === 'ended' ? { closing: entry } : {};
      const after = { ...span, overdue, ...(silence ? { silence } : {}), ...closing };
      if (at < 0) runs.push(after);
      else runs[at] = after;
    }
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

/** Such a time while it runs or is paused, as a course tells it. */
export interface SpanCourse {
  readonly id: string;
  readonly is: 'running' | 'paused';
  /** Of one that is paused: as it was until then. */
  readonly deadline: Pick<Deadline, 'due' | 'clock'>;
  /** Of one that is paused: what is left, in seconds of its clock's own time. */
  readonly left?: number;
  /** The journal holds that it has passed. */
  readonly overdue: boolean;
}

/** That a time has passed without a decision, while the turn is still where it was, or the time still stands. */
export type SilenceCourse = NonNullable<Entry['silence']>;

/** What a standing course tells of times over several steps and of silence (R44); nothing where there is none. */
export function spanCourse(passages: readonly Passage[]): {
  readonly spans?: readonly SpanCourse[];
  readonly silences?: readonly SilenceCourse[];
} {
  const entries = passages.flatMap((passage) => passage.entries);
  const standing = spanRunsOf(entries).flatMap((run) => (run.is === 'ended' ? [] : [{ ...run, is: run.is }]));
  const own = (passages.at(-1)?.entries ?? []).filter(({ silence, span }) => silence && span === undefined);
  const silent = [...standing.flatMap(({ silence }) => silence ?? []), ...own];
  const silences = silent.flatMap(({ silence }) => silence ?? []);
  return {
    ...(standing.length > 0 ? { spans: standing.map(spanCourseOf) } : {}),
    ...(silences.length > 0 ? { silences } : {}),
  };
}

const spanCourseOf = ({ id, is, deadline, left, overdue }: SpanRun & Pick<SpanCourse, 'is'>): SpanCourse => ({
  ...{ id, is, deadline, overdue },
  ...(left === undefined ? {} : { left }),
});

/** What a procedure calls one of its spans; undefined where it has it no more. */
export const spanWords = (procedure: Pick<Procedure, 'spans'> | undefined, id: string | undefined): Text | undefined =>
  procedure?.spans?.find((span) => span.id === id)?.words;
