import { epochSeconds } from '#domain/clock/instant.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Entry, PublicCase, Visit } from '#domain/generated/public-case.ts';
import type { Text } from '#domain/problem.ts';
import type { Due, Ending, Event, Situation, Waiting } from '#domain/words/situation.ts';

/** What names a case's roles and steps. */
interface Naming {
  readonly procedure: Procedure | undefined;
  readonly roleName: (id: string) => Text;
}

/** Where a public case stands, in the terms of the status sentences; what is not public is absent (R11). */
export function situationOf(one: PublicCase, naming: Naming): Situation {
  return one.end || one.status === 'ended' ? endingOf(one, naming) : waitingOf(one, naming);
}

function waitingOf(one: PublicCase, naming: Naming): Waiting {
  const visit = one.visits.at(-1);
  const { waiting, rows, narrowed } = one;
  const step = naming.procedure?.steps.find(({ id }) => id === visit?.step);
  const who = narrowed ? [] : (waiting?.roles ?? []).map(naming.roleName);
  const given = waiting?.approved ?? [];
  const several = waiting?.needed !== undefined && given.length > 0;
  const after = one.visits.length > 2 ? whatLedTo(one, naming) : undefined;
  return {
    kind: 'waiting',
    row: visit?.row ?? 1,
    rows,
    visit: visit?.visit ?? 1,
    withApplicant: one.status === 'applicant',
    who,
    joiner: waiting?.needed === undefined || waiting.needed < who.length ? 'or' : 'and',
    ...(narrowed || !step ? {} : { short: step.short }),
    ...(visit?.due === undefined ? {} : { deadline: dueOf(visit, visit.due) }),
    ...(visit && visit.begins > visit.opened ? { begins: visit.begins } : {}),
    ...(several
      ? {
          approvals: {
            given: given.length,
            needed: waiting.needed ?? 1,
            missing: waiting.roles.filter((role) => !given.includes(role)).map(naming.roleName),
          },
        }
      : {}),
    overdue: visit !== undefined && isKnownOverdue(visit),
    ...(after ? { after } : {}),
  };
}

/** The journal itself says that the time has passed: a rung at the full time or beyond (R22). */
export const isKnownOverdue = (visit: Visit): boolean =>
  visit.entries.some(({ kind, share }) => kind === 'rung' && share !== undefined && share >= 1);

/** The journal says that the time is nearly over: a rung of the ladder before the full time (R22). */
export const isKnownNear = (visit: Visit): boolean =>
  !isKnownOverdue(visit) && visit.entries.some(({ kind }) => kind === 'rung');

function dueOf({ clock, explanation }: Visit, due: string): Due {
  const { countedDays, closedHours } = (explanation ?? {}) as Pick<Due, 'countedDays' | 'closedHours'>;
  return {
    due,
    clock: clock ?? 'continuous',
    ...(countedDays ? { countedDays } : {}),
    ...(closedHours ? { closedHours } : {}),
  };
}

/** What led to the standing visit, where that is news: a return, a changed request, a time that passed. */
function whatLedTo(one: PublicCase, { roleName }: Naming): Event | undefined {
  const standing = one.visits.at(-1);
  const refused = standing?.entries.findLast(({ kind }) => kind === 'submission-refused');
  if (refused) return { kind: 'submission-refused', count: Math.max(1, refused.problems?.length ?? 1) };
  const before = one.visits.at(-2);
  const cause = before?.entries.at(-1);
  if (!standing || !before || !cause) return undefined;
  if (before.outcome === 'superseded') return { kind: 'superseded', lost: lostBy(one, cause), row: standing.row };
  if (before.outcome === 'timed-out') return { kind: 'time-passed', row: before.row, to: standing.row };
  if (!standing.withApplicant || before.outcome !== 'returned') return undefined;
  return {
    kind: 'returned',
    row: before.row,
    rows: one.rows,
    visit: before.visit,
    ...(cause.who ? { by: roleName(cause.who.role) } : {}),
    ...(cause.note === undefined ? {} : { reason: cause.note }),
  };
}

const lostBy = (one: PublicCase, { seq }: Entry): number =>
  one.visits.flatMap(({ entries }) => entries).filter(({ superseded }) => superseded === seq).length;

function endingOf(one: PublicCase, { roleName }: Naming): Ending {
  const { end, visits } = one;
  if (!end) return { kind: 'ended', at: visits.at(-1)?.ended ?? one.updated };
  const { kind, at, who, reason } = end;
  switch (kind) {
    case 'completed':
      return { kind, at, seconds: epochSeconds(at) - epochSeconds(one.submitted), punctual: punctuality(visits) };
    case 'failed':
      return { kind, at, row: end.row ?? 1, ...(reason === undefined ? {} : { reason }) };
    case 'rejected':
      return { kind, at, ...(who ? { by: roleName(who.role) } : {}), ...(reason === undefined ? {} : { reason }) };
    case 'withdrawn':
      return { kind, at };
    case 'ended-outside':
    case 'abandoned':
      return { kind, at, ...(who?.name === undefined ? {} : { name: who.name }) };
  }
}

/** Rows with a time limit, and how many of them kept it at every visit. A visit that the applicant's change cut short counts for nobody. */
export function punctuality(visits: readonly Visit[]): { kept: number; of: number } {
  const kept = new Map<number, boolean>();
  for (const { row, due, ended, late, outcome } of visits) {
    if (due === undefined || ended === undefined || outcome === 'superseded') continue;
    kept.set(row, (kept.get(row) ?? true) && !late);
  }
  return { kept: [...kept.values()].filter(Boolean).length, of: kept.size };
}
