import type { SpanCourse } from '#domain/case/span-course.ts';
import type { CurrentCourse } from '#domain/case/course.ts';
import type { PublicCase, Span } from '#domain/generated/public-case.ts';

/** Time limits over several steps and decisions not made in time, of a public case that is open (R44). */
export function publicSpanCourse({ spans = [], visits }: PublicCase): Pick<CurrentCourse, 'spans' | 'noDecisions'> {
  const current = spans.filter(({ is }) => is !== 'ended');
  const own = (visits.at(-1)?.entries ?? []).flatMap(({ span, silence }) =>
    silence && span === undefined ? [silence] : [],
  );
  const noDecisions = [...current.flatMap(({ silence }) => silence ?? []), ...own];
  return {
    ...(current.length > 0 ? { spans: current.map(courseOfSpan) } : {}),
    ...(noDecisions.length > 0 ? { noDecisions } : {}),
  };
}

const courseOfSpan = ({ id, due, limit, clock, since, explanation, left, timing }: Span): SpanCourse => ({
  ...{ id, left, since, overdue: timing === 'late' },
  deadline: { due, clock, ...{ limit, ...explanation } },
});
