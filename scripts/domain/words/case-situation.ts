import { given } from '#domain/request/given.ts';
import type { Cause, Course, EndedCourse, CurrentCourse } from '#domain/case/course/course.ts';
import { type Party, progressOf } from '#domain/case/state/parties.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure, Row, Step } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Text } from '#domain/problem.ts';
import { rowOf } from '#domain/procedure/steps.ts';
import { listed, same } from './language.ts';
import { actingNames, heldRole, partyName } from './parties.ts';
import { type Initiating, openerWords } from './opener.ts';
import type { Due, Ending, Event, NoDecision, Situation, Waiting, WaitingSpan } from './situation.ts';
import { spanWords } from './span-words.ts';

type Names = (id: string) => Text;

/** Returns a function that names a role by its id. A role that the office does not have is named by its id. */
export const roleNames =
  (roles: { readonly roles: Readonly<Record<string, Pick<Roles['roles'][string], 'name'>>> }): Names =>
  (id) =>
    roles.roles[id]?.name ?? same(id);

/** Returns the situation of a case for sentences (R35). Without the procedure or its step, sentences are less exact. */
export function situationOf(course: Course, procedure: Procedure | undefined, names: Names): Situation {
  return course.is === 'ended' ? endingOf(course, procedure, names) : waitingOf(course, procedure, names);
}

/**
 * Names the roles or persons that act in a step.
 * @param assigned the parties that the case named for this visit (R42)
 */
export function namedRoles(step: Step, names: Names, assigned?: readonly Party[]): { who: Text[]; joined: Text } {
  const { joined: joiner } = progressOf(step.actor, [], assigned);
  const who = actingNames(step, names, assigned);
  return { who, joined: listed(who, joiner) };
}

/** Names the roles that act in a review step, and the opener in any other step. */
export const whoActs = (procedure: Initiating, step: Step, names: Names, assigned?: readonly Party[]): Text =>
  step.kind === 'review' ? namedRoles(step, names, assigned).joined : openerWords(procedure);

/** Returns the procedure's own word for the opener, if the procedure has one. */
const openerIn = (procedure: Procedure | undefined): { opener?: Text } =>
  procedure?.initiator ? { opener: openerWords(procedure) } : {};

export const turnIn = (
  procedure: Initiating,
  step: Step,
  names: Names,
  assigned: readonly Party[] | undefined,
): { readonly who: Text; readonly row: Row } => ({
  who: whoActs(procedure, step, names, assigned),
  row: rowOf(step),
});

export function waitingOf(course: CurrentCourse, procedure: Procedure | undefined, names: Names): Waiting {
  const { row, rows, visit, withApplicant, deadline, begins, overdue, progress, cause } = course;
  const step = procedure?.steps.find(({ id }) => id === course.step);
  return {
    kind: 'waiting',
    ...{ row, rows, visit, withApplicant },
    ...openerIn(procedure),
    who:
      step && progress ? actingNames(step, names, progress.parties) : (progress?.parties ?? []).map(partyName(names)),
    joiner: progress?.joined ?? 'or',
    ...(step ? { short: step.short } : {}),
    ...(deadline ? { deadline: dueOf(deadline) } : {}),
    ...(begins === undefined ? {} : { begins }),
    ...(progress && progress.given > 0
      ? {
          approvals: {
            given: progress.given,
            needed: progress.needed,
            missing: progress.missing.map(partyName(names)),
            joiner: progress.joined,
          },
        }
      : {}),
    overdue,
    ...spansIn(course, procedure),
    ...(cause ? { after: eventOf(cause, rows, procedure, names) } : {}),
  };
}

/** Returns the spans with their names, and the times that passed without a decision (R44). */
const spansIn = ({ spans, noDecisions }: CurrentCourse, procedure: Procedure | undefined) => ({
  ...(spans && {
    spans: spans.flatMap(({ id, deadline, ...how }): WaitingSpan[] => {
      const name = spanWords(procedure, id);
      const { left, since, overdue } = how;
      return name ? [{ name, deadline: dueOf(deadline), left, since, overdue }] : [];
    }),
  }),
  ...(noDecisions && { noDecisions: noDecisions.map(noDecisionWords) }),
});

/** Returns the words for a time that passed without a decision. A procedure without a title is called by its id. */
export const noDecisionWords = ({ words, opens = [] }: NonNullable<Entry['silence']>): NoDecision => ({
  words,
  opens: opens.map(({ id, title }) => title ?? same(id)),
});

/** Returns the fields of a deadline that sentences need (R23). */
export const dueOf = (deadline: NonNullable<CurrentCourse['deadline']>): Due => {
  const due: Due = deadline;
  const shown = SHOWN.flatMap((name) => (due[name] === undefined ? [] : [[name, due[name]] as const]));
  return { due: due.due, clock: due.clock, ...Object.fromEntries(shown) };
};

const SHOWN = ['limit', 'countedDays', 'closedHours', 'carried', 'extensions'] as const;

function eventOf(cause: Cause, rows: number, procedure: Procedure | undefined, names: Names): Event {
  if (cause.kind === 'superseded') {
    const { kind, lost, to, postponed } = cause;
    return { kind, lost, row: to, ...(postponed ? { ...openerIn(procedure), postponed } : {}) };
  }
  if (cause.kind !== 'returned' && cause.kind !== 'passed-on') return cause;
  const { role, acting, ...rest } = cause;
  const by = role === undefined ? undefined : heldRole(names)(role, acting);
  return { ...rest, rows, ...openerIn(procedure), ...given({ by }) };
}

function endingOf(course: EndedCourse, procedure: Procedure | undefined, names: Names): Ending {
  const { kind = 'ended', at, row, seconds, punctual, role, acting, name } = course;
  const why = given({ reason: course.reason, because: course.because });
  const as = given({ as: course.as });
  const by = given({ by: role === undefined ? undefined : heldRole(names)(role, acting) });
  switch (kind) {
    case 'completed':
      return { kind, at, seconds, punctual, ...as };
    case 'refused':
      return { kind, at, ...by, ...why, ...as };
    case 'failed':
    case 'lapsed':
      return { kind, at, row, ...why, ...as };
    case 'rejected':
      return { kind, at, ...by, ...given({ reason: course.reason }) };
    case 'withdrawn':
      return { kind, at, ...openerIn(procedure) };
    case 'ended':
      return { kind, at };
    case 'ended-outside':
    case 'abandoned':
      return { kind, at, ...(name === undefined ? {} : { name }) };
  }
}
