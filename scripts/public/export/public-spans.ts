import {
  isCurrent,
  type SpanRun,
  spanRunsOf,
  spansOfCourse,
  type SpansOfCourse,
  spanTimingOf,
} from '#domain/case/state/span-runs.ts';
import type { PublicCase, Silence, Span } from '#domain/generated/public-case.ts';
import type { FullPart } from '#domain/journal/parts.ts';
import { defined } from './defined.ts';
import { explained } from './explained.ts';

/** The times over several steps of a case (R44), as everybody may see them; undefined where it has none. */
export function publicSpans(parts: readonly FullPart[], zone: string): PublicCase['spans'] {
  const runs = spanRunsOf(parts);
  return runs.length > 0 ? runs.map((run) => publicSpan(run, zone)) : undefined;
}

function publicSpan(run: SpanRun, zone: string): Span {
  const { id, is, begins, since, deadline, left, late, silence } = run;
  const { due, limit, clock, ...explanation } = deadline;
  return {
    ...{ id, is, begins, since, due, limit, clock },
    ...defined('explanation', explained(explanation, zone)),
    ...defined('left', left),
    ...defined('late', late || undefined),
    ...defined('timing', spanTimingOf(run)),
    ...defined('silence', silence && publicNoDecision(silence)),
  };
}

/** What was not decided in time, and what that opens: in the procedure's own words. */
export const publicNoDecision = ({ words, opens }: NonNullable<FullPart['silence']>): Silence => ({
  words,
  ...defined('opens', opens),
});

/** The times over several steps that a public case still has, as sentences take them. */
export const publicSpansOfCourse = ({ spans = [], visits }: PublicCase): SpansOfCourse =>
  spansOfCourse(
    spans.filter(isCurrent).map(({ id, due, limit, clock, since, explanation, left, timing, silence }) => ({
      ...{ id, left, since, overdue: timing === 'late', ...defined('silence', silence) },
      deadline: { due, clock, ...{ limit, ...explanation } },
    })),
    visits.at(-1)?.entries ?? [],
  );
