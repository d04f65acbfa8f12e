import type { Deadline, Silence } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import type { Passage } from './passage.ts';
import { currentSpans } from './current-spans.ts';

/** A time over several steps (R44) while it runs or is paused, as a course tells it. */
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

/** What a standing course tells of times over several steps and of silence; nothing where there is none. */
export function spanCourse(passages: readonly Passage[]): {
  readonly spans?: readonly SpanCourse[];
  readonly noDecisions?: readonly Silence[];
} {
  const current = Object.values(passages.flatMap(({ entries }) => entries).reduce(currentSpans, {}));
  const own = (passages.at(-1)?.entries ?? []).filter(({ span }) => span === undefined);
  const noDecisions = [...current, ...own].flatMap(({ silence }) => silence ?? []);
  const spans = current.map((each) => ({ ...each, overdue: each.notified.some((share) => share >= 1) }));
  return { ...(spans.length > 0 && { spans }), ...(noDecisions.length > 0 && { noDecisions }) };
}

/** What a procedure calls one of its spans; undefined where it has it no more. */
export const spanWords = (procedure: Pick<Procedure, 'spans'> | undefined, id: string | undefined): Text | undefined =>
  procedure?.spans?.find((span) => span.id === id)?.words;
