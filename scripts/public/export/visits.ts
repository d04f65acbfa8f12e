import { timingOf } from '#domain/case/on-time.ts';
import { type Passage, passagesOf } from '#domain/case/passage.ts';
import type { CalendarData } from '#domain/clock/calendar.ts';
import type { Clock } from '#domain/clock/clock.ts';
import { used, usedDays } from '#domain/clock/deadline.ts';
import { parseLimit } from '#domain/clock/limit.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Visit } from '#domain/generated/public-case.ts';
import type { FullPart } from '#domain/journal/parts.ts';
import { clockOf } from '#domain/procedure/steps.ts';
import { defined, publicEntry } from './public-entry.ts';

/** A public part with its id in the chain. */
export interface ChainedPart<Part> {
  readonly id: string;
  /** Its place in the log (R36). */
  readonly leaf?: number;
  readonly part: Part;
}

/** What the visits of a case depend on: the procedure that it is pinned to (R7), and the calendar. */
export interface ProjectionWorld {
  readonly procedure: Procedure;
  readonly calendar: CalendarData;
}

/** The visits of a case in order (R32), with what happened in each. */
export function visitsOf(lines: readonly ChainedPart<FullPart>[], world: ProjectionWorld): Visit[] {
  const superseded = supersessions(lines);
  const told = lines.map(({ id, leaf, part }) => ({ ...part, id, ...defined('leaf', leaf) }));
  return passagesOf(told, world.procedure).map((passage) => {
    const { entries, closing } = passage;
    const timing = timingOf(passage);
    return {
      ...opened(passage, world),
      ...(closing ? closed(passage, closing, world) : {}),
      ...defined('timing', timing),
      entries: entries
        // A double click is answered neutrally, and not shown (R2).
        .filter(({ reason }) => reason !== 'already-acted')
        .map((entry) => publicEntry(entry, entry, superseded.get(entry.seq))),
    };
  });
}

/** For each accepted act that stopped counting, the entry that made it stop (R18). */
function supersessions(lines: readonly ChainedPart<FullPart>[]): ReadonlyMap<number, number> {
  const by = new Map<number, number>();
  let standing: number[] = [];
  for (const { part } of lines) {
    if (part.supersedes) {
      for (const seq of standing) by.set(seq, part.seq);
      standing = [];
    }
    if (part.kind === 'accepted') standing.push(part.seq);
  }
  return by;
}

function opened(
  { step, row, visit, opened: at, begins, withApplicant, roles, deadline }: Passage,
  world: ProjectionWorld,
) {
  const { due, limit, clock, ...explanation } = deadline ?? {};
  return {
    ...{ step, row, visit, opened: at, begins, withApplicant },
    ...defined('roles', roles),
    ...defined('due', due),
    ...defined('limit', limit),
    ...defined('clock', clock),
    ...defined('explanation', deadline && explanation),
    ...(due === undefined ? {} : { allowed: seconds(step, begins, due, world) }),
    ...(due !== undefined && inWorkingDays(deadline) ? { allowedDays: days(step, begins, due, world) } : {}),
  };
}

function closed({ step, begins, deadline }: Passage, closing: FullPart, world: ProjectionWorld) {
  return {
    ended: closing.at,
    ...defined('outcome', outcomeOf(closing)),
    ...defined('late', closing.late),
    ...defined('used', deadline && seconds(step, begins, closing.at, world)),
    ...(inWorkingDays(deadline) ? { usedDays: days(step, begins, closing.at, world) } : {}),
  };
}

function outcomeOf({ kind, gesture }: FullPart): Visit['outcome'] {
  if (kind === 'accepted') return gesture === 'changes' ? 'returned' : 'approved';
  if (kind === 'submitted' || kind === 'rejected' || kind === 'withdrawn' || kind === 'timed-out') return kind;
  if (kind === 'superseded' || kind === 'ended-outside' || kind === 'abandoned') return kind;
  return undefined;
}

/** An office's days are no 24 hours: a limit in days is told in days (R20). */
const inWorkingDays = (deadline: Passage['deadline']): boolean =>
  deadline?.clock === 'office-hours' && parseLimit(deadline.limit).seconds === 0;

/** Time by the step's own clock (R20): "18 of 30 minutes" means office minutes where the limit does. */
const seconds = (step: string, from: string, to: string, world: ProjectionWorld): number =>
  used(from, to, clockIn(step, world), world.calendar);

const days = (step: string, from: string, to: string, world: ProjectionWorld): number =>
  usedDays(from, to, clockIn(step, world), world.calendar);

function clockIn(stepId: string, { procedure }: ProjectionWorld): Clock {
  const step = procedure.steps.find(({ id }) => id === stepId);
  return step ? clockOf(procedure, step) : { kind: 'continuous', zone: procedure.zone };
}
