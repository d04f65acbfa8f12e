import { afterStandstill, lateness, used } from '#domain/clock/deadline.ts';
import { type Instant, later } from '#domain/clock/instant.ts';
import { inHours } from '#domain/clock/limit.ts';
import type { Next, Span as SpanRecord } from '#domain/generated/journal-entry.ts';
import type { Procedure, Span } from '#domain/generated/procedure.ts';
import type { Config } from '../state/config.ts';
import type { Unnumbered } from '../state/entry.ts';
import type { SpanRun } from '../state/span-runs.ts';
import type { CaseState } from '../state/state.ts';
import { deadlineFrom, levelsFrom, measureOf, type Timepiece } from './visit.ts';

type Move = Pick<Unnumbered, 'at' | 'next' | 'end'>;

/**
 * Returns the spans that an entry changes (R44). A span begins with a visit to a step of `over`, and runs while the
 * turn is in these steps. It pauses in the steps of `pausedAt`. It ends when the turn comes to any other step, or when
 * the case ends. An ended span may begin again.
 * @param before state before the entry; undefined if the entry opens the case
 * @throws Undecidable if the calendar of the span's clock is missing (R31)
 */
export function spansAfter(
  procedure: Procedure,
  config: Config,
  before: Pick<CaseState, 'spans'> | undefined,
  { at, next, end }: Move,
): SpanRecord[] {
  if (!next && !end) return [];
  return (procedure.spans ?? []).flatMap((span): SpanRecord[] => {
    const current = before?.spans.find(({ id }) => id === span.id);
    const runs = !end && next !== undefined && span.over.includes(next.step);
    const rests = !end && next !== undefined && (span.pausedAt ?? []).includes(next.step);
    if (!current) return runs ? [begun(span, measureOf(procedure, span, config), next, procedure)] : [];
    if (!runs && !rests) return [ended(current, at)];
    if (runs === (current.is === 'running')) return [];
    const measure = measureOf(procedure, span, config);
    return [runs ? resumed(current, span, measure, next.begins) : paused(current, measure, at)];
  });
}

const withLapse = ({ lapse }: Span): Pick<SpanRecord, 'lapse'> => (lapse ? { lapse: true } : {});

function begun(span: Span, measure: Timepiece, { begins }: Next, { escalation }: Procedure): SpanRecord {
  return {
    ...{ id: span.id, is: 'running', begins, since: begins },
    deadline: deadlineFrom(begins, span.limit, measure),
    rungs: levelsFrom(begins, span.limit, span.escalation ?? escalation, measure),
    ...withLapse(span),
  };
}

/** Pauses a span at an instant or, if the span starts or resumes later, at that time. */
function paused(
  { notified: _reported, silence: _noDecision, ...kept }: SpanRun,
  measure: Timepiece,
  at: Instant,
): SpanRecord {
  const since = later(at, kept.since);
  const left = used(since, later(since, kept.deadline.due), measure.clock, measure.calendar);
  return { ...kept, is: 'paused', since, left };
}

/** Resumes a span with the time that was left. A deadline before the pause, and journaled levels, do not move. */
function resumed(current: SpanRun, span: Span, { clock, calendar }: Timepiece, begins: Instant): SpanRecord {
  const { id, deadline: before, rungs = [], since: from, notified } = current;
  const until = later(begins, from);
  const moved = (instant: Instant) => afterStandstill(instant, { from, until }, clock, calendar);
  const { at: due, left, explanation } = moved(before.due);
  const { zone } = before;
  const deadline = {
    ...{ due, limit: span.limit, clock: clock.kind, zone },
    ...(explanation ? { ...explanation, limit: inHours(left) } : {}),
    carried: { limit: span.limit, from, left },
  };
  return {
    ...{ id, is: 'running', begins: current.begins, since: until },
    deadline: before.due < from ? before : deadline,
    rungs: rungs.map((level) => (notified.includes(level.share) ? level : { ...level, at: moved(level.at).at })),
    ...withLapse(span),
  };
}

/** Ends a span. Lateness is measured at the end or, for a paused span, at the start of the pause (R21). */
function ended({ id, is, begins, since, deadline }: SpanRun, at: Instant): SpanRecord {
  const { seconds } = lateness(deadline.due, is === 'paused' ? since : at);
  return { id, is: 'ended', begins, since: at, deadline, late: seconds };
}
