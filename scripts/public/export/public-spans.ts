import {
  isCurrent,
  type SpanRun,
  spanRunsOf,
  spansOfCourse,
  type SpansOfCourse,
  spanTimingOf,
} from '#domain/case/state/span-runs.ts';
import type { PublicCase, Silence, Span, Visit } from '#domain/generated/public-case.ts';
import { given } from '#domain/request/given.ts';
import type { FullPart } from '#domain/journal/parts.ts';

/** Returns the public spans of a case (R44), or undefined if it has none. */
export function publicSpans(parts: readonly FullPart[], zone: string): PublicCase['spans'] {
  const runs = spanRunsOf(parts);
  return runs.length > 0 ? runs.map((run) => publicSpan(run, zone)) : undefined;
}

function publicSpan(run: SpanRun, zone: string): Span {
  const { id, is, begins, since, deadline, left, late, silence } = run;
  const { due, limit, clock, ...explanation } = deadline;
  return {
    ...{ id, is, begins, since, due, limit, clock },
    ...given({ explanation: explained(explanation, zone), left, late: late || undefined, timing: spanTimingOf(run) }),
    ...given({ silence: silence && publicNoDecision(silence) }),
  };
}

/** Returns what was not decided in time, and what the applicant may do now, in the procedure's own words. */
export const publicNoDecision = ({ words, opens }: NonNullable<FullPart['silence']>): Silence => ({
  words,
  ...given({ opens }),
});

/** Returns the current spans of a public case, in the form that sentences need. */
export const publicSpansOfCourse = ({ spans = [], visits }: PublicCase): SpansOfCourse =>
  spansOfCourse(
    spans.filter(isCurrent).map(({ id, due, limit, clock, since, explanation, left, timing, silence }) => ({
      ...{ id, left, since, overdue: timing === 'late', ...given({ silence }) },
      deadline: { due, clock, ...{ limit, ...explanation } },
    })),
    visits.at(-1)?.entries ?? [],
  );

/** Returns the explanation of a deadline without empty fields and without the procedure's own zone. */
export function explained(explanation: Record<string, unknown>, zone: string): Visit['explanation'] {
  const isStated = ([key, value]: [string, unknown]): boolean =>
    Array.isArray(value) ? value.length > 0 : value !== null && !(key === 'zone' && value === zone);
  const stated = Object.entries(explanation).filter(isStated);
  return stated.length > 0 ? Object.fromEntries(stated) : undefined;
}
