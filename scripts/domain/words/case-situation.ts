import { type CaseEnd, type CaseState, fold } from '#domain/case/state.ts';
import { epochSeconds } from '#domain/clock/instant.ts';
import type { Deadline, Entry, Next } from '#domain/generated/journal-entry.ts';
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Text } from '#domain/problem.ts';
import { rolesOf, rowCount, rowOf, stepOf } from '#domain/procedure/steps.ts';
import { both, type Joiner, list, same } from './language.ts';
import type { Due, Ending, Event, Situation, Waiting } from './situation.ts';

/** Gives an office's name; an id that is no longer in the configuration stays as it is. */
export const roleNames =
  (roles: Roles) =>
  (id: string): Text =>
    roles.roles[id]?.name ?? same(id);

/**
 * Where a case stands, from its journal, in the terms of the sentences.
 * @param state the fold of `journal`
 * @param procedure the revision that the case is pinned to (R7)
 * @throws if the procedure has no step that the journal names
 */
export function situationOf(
  state: CaseState,
  journal: readonly Entry[],
  procedure: Procedure,
  roles: Roles,
): Situation {
  const names = roleNames(roles);
  return state.end ? endingOf(state.end, journal, procedure, names) : waitingOf(state, journal, procedure, names);
}

type Names = (id: string) => Text;

/** The offices that a step's actor names, joined as they act (R5). */
export function officesOf(step: Step, names: Names): { who: Text[]; joiner: Joiner; joined: Text } {
  const who = rolesOf(step.actor).map(names);
  const joiner: Joiner = typeof step.actor === 'object' && 'all' in step.actor ? 'and' : 'or';
  return {
    who,
    joiner,
    joined: both((language) =>
      list(
        who.map((each) => each[language]),
        joiner,
        language,
      ),
    ),
  };
}

function waitingOf(state: CaseState, journal: readonly Entry[], procedure: Procedure, names: Names): Waiting {
  const { visit } = state;
  const step = stepOf(procedure, visit.step);
  const { who, joiner } = officesOf(step, names);
  const opening = journal.findLast((entry) => entry.next);
  const approvals = approvalsOf(state, step, names);
  const after = whatLedTo(journal, procedure, names);
  return {
    kind: 'waiting',
    row: visit.row,
    rows: rowCount(procedure),
    visit: visit.visit,
    withApplicant: visit.withApplicant,
    who,
    joiner,
    short: step.short,
    ...(visit.deadline ? { deadline: dueOf(visit.deadline) } : {}),
    ...(opening && visit.begins > opening.at ? { begins: visit.begins } : {}),
    ...(approvals ? { approvals } : {}),
    overdue: state.rungs.some((share) => share >= 1),
    ...(after ? { after } : {}),
  };
}

function approvalsOf(state: CaseState, { actor }: Step, names: Names): Waiting['approvals'] {
  if (typeof actor === 'string' || 'any' in actor || state.approvals.length === 0) return undefined;
  if ('quorum' in actor) {
    const given = new Set(state.approvals.map(({ who }) => who.id)).size;
    return { given, needed: actor.quorum, missing: actor.of.map(names) };
  }
  const missing = actor.all.filter((role) => !state.approvals.some(({ who }) => who.role === role));
  return { given: actor.all.length - missing.length, needed: actor.all.length, missing: missing.map(names) };
}

/** What sentences need of a deadline: the explanation stands beside it in the journal (R23). */
function dueOf(deadline: Deadline): Due {
  const { due, clock, countedDays, closedHours } = deadline as Deadline & Pick<Due, 'countedDays' | 'closedHours'>;
  return { due, clock, ...(countedDays ? { countedDays } : {}), ...(closedHours ? { closedHours } : {}) };
}

/** What led to the standing visit, where that is news. */
function whatLedTo(journal: readonly Entry[], procedure: Procedure, names: Names): Event | undefined {
  const opened = journal.findLastIndex((entry) => entry.next);
  const cause = journal[opened];
  const before = fold(journal.slice(0, opened));
  const refused = journal.slice(opened + 1).findLast(({ kind }) => kind === 'submission-refused');
  if (refused) return { kind: 'submission-refused', count: Math.max(1, refused.problems?.length ?? 0) };
  if (!cause?.next || !before) return undefined;
  const { row, visit } = before.visit;
  if (cause.kind === 'superseded') return { kind: 'superseded', lost: approvalsIn(before), row: cause.next.row };
  if (cause.kind === 'timed-out') return { kind: 'time-passed', row, to: cause.next.row };
  if (cause.kind !== 'accepted' || !cause.next.withApplicant) return undefined;
  const role = cause.who?.role;
  return {
    kind: 'returned',
    row,
    rows: rowCount(procedure),
    visit,
    ...(role === undefined ? {} : { by: names(role) }),
    ...(cause.note === undefined ? {} : { reason: cause.note }),
  };
}

const approvalsIn = ({ acts }: CaseState): number => acts.filter(({ gesture }) => gesture === 'approve').length;

function endingOf(end: CaseEnd, journal: readonly Entry[], procedure: Procedure, names: Names): Ending {
  const { kind, at, note, who } = end;
  const reason = note === undefined ? {} : { reason: note };
  switch (kind) {
    case 'completed': {
      const submitted = journal[0]?.at ?? at;
      const seconds = epochSeconds(at) - epochSeconds(submitted);
      return { kind, at, seconds, punctual: punctuality(journal) };
    }
    case 'failed':
      return { kind, at, row: rowOf(stepOf(procedure, end.step)), ...reason };
    case 'rejected':
      return { kind, at, ...(who?.role === undefined ? {} : { by: names(who.role) }), ...reason };
    case 'withdrawn':
      return { kind, at };
    case 'ended-outside':
    case 'abandoned':
      return { kind, at, ...(who ? { name: who.name ?? who.login } : {}) };
  }
}

/**
 * Rows with a time limit, and how many of them kept it at every visit (R21). A visit that a changed request cut short
 * counts for nobody; one that its time ended was not kept.
 */
export function punctuality(journal: readonly Entry[]): { kept: number; of: number } {
  const kept = new Map<number, boolean>();
  let standing: Next | undefined;
  for (const entry of journal) {
    if (!entry.next && !entry.end) continue;
    if (standing?.deadline && entry.kind !== 'superseded') {
      const inTime = entry.kind !== 'timed-out' && !entry.late;
      kept.set(standing.row, (kept.get(standing.row) ?? true) && inTime);
    }
    standing = entry.next;
  }
  return { kept: [...kept.values()].filter(Boolean).length, of: kept.size };
}
