import type { CalendarData } from '#domain/clock/calendar.ts';
import { used } from '#domain/clock/deadline.ts';
import type { Next } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Visit } from '#domain/generated/public-case.ts';
import type { FullPart } from '#domain/journal/parts.ts';
import { clockOf, firstStep, rowOf } from '#domain/procedure/steps.ts';
import { defined, publicEntry } from './public-entry.ts';

/** A public part with its id in the chain. */
export interface Line<Part> {
  readonly id: string;
  readonly part: Part;
}

/** What a case is shown by: the procedure it is pinned to (R7) and the calendar of its deadlines. */
export interface World {
  readonly procedure: Procedure;
  readonly calendar: CalendarData;
}

/**
 * Every passage through a step in order (R32), with what happened in it. The first is the submission itself, which no
 * entry opens.
 */
export function visitsOf(lines: readonly Line<FullPart>[], world: World): Visit[] {
  const superseded = supersessions(lines);
  const first = firstStep(world.procedure);
  const begun = lines[0]?.part.at ?? '';
  const visits: Visit[] = [
    { step: first.id, row: rowOf(first), visit: 1, opened: begun, begins: begun, withApplicant: true, entries: [] },
  ];
  for (const { id, part } of lines) {
    const visit = visits.at(-1);
    if (!visit) break;
    // A double click is answered neutrally, and not shown (R2).
    if (part.reason !== 'already-acted') visit.entries.push(publicEntry(id, part, superseded.get(part.seq)));
    if (!part.next && !part.end) continue;
    close(visit, part, world);
    if (part.next) visits.push(opened(part.next, part, world));
  }
  return visits;
}

/** For each accepted act that stopped counting, the entry that made it stop (R18). */
function supersessions(lines: readonly Line<FullPart>[]): ReadonlyMap<number, number> {
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

function opened(next: Next, { at }: FullPart, world: World): Visit {
  const { due, limit, clock, ...explanation } = next.deadline ?? {};
  return {
    step: next.step,
    row: next.row,
    visit: next.visit,
    opened: at,
    begins: next.begins,
    withApplicant: next.withApplicant,
    ...defined('roles', next.roles),
    ...defined('due', due),
    ...defined('limit', limit),
    ...defined('clock', clock),
    ...defined('explanation', next.deadline && explanation),
    ...defined('allowed', due === undefined ? undefined : seconds(next.step, next.begins, due, world)),
    entries: [],
  };
}

function close(visit: Visit, part: FullPart, world: World): void {
  visit.ended = part.at;
  Object.assign(visit, defined('outcome', outcomeOf(part)), defined('late', part.late));
  if (visit.due !== undefined) visit.used = seconds(visit.step, visit.begins, part.at, world);
}

function outcomeOf({ kind, gesture }: FullPart): Visit['outcome'] {
  if (kind === 'accepted') return gesture === 'changes' ? 'returned' : 'approved';
  if (kind === 'submitted' || kind === 'rejected' || kind === 'withdrawn' || kind === 'timed-out') return kind;
  if (kind === 'superseded' || kind === 'ended-outside' || kind === 'abandoned') return kind;
  return undefined;
}

/** Time by the step's own clock (R20): "18 of 30 minutes" means office minutes where the limit does. */
function seconds(stepId: string | undefined, from: string, to: string, { procedure, calendar }: World): number {
  const step = procedure.steps.find(({ id }) => id === stepId);
  const clock = step ? clockOf(procedure, step) : ({ kind: 'continuous', zone: procedure.zone } as const);
  return used(from, to, clock, calendar);
}
