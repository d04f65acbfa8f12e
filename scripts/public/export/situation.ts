import type { Party, Progress } from '#domain/case/state/parties.ts';
import type { Cause, Course, EndedCourse, CurrentCourse } from '#domain/case/course/course.ts';
import { epochSeconds } from '#domain/clock/instant.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Party as PublicParty, PublicCase } from '#domain/generated/public-case.ts';
import type { Text } from '#domain/problem.ts';
import { given } from '#domain/request/given.ts';
import { situationOf as sayCourse } from '#domain/words/case-situation.ts';
import type { Situation } from '#domain/words/situation.ts';
import { publicSpansOfCourse } from './public-spans.ts';

interface Naming {
  readonly procedure: Procedure | undefined;
  readonly roleName: (id: string) => Text;
}

/** Turns a public case into the situation from which sentences are written. What is not public is absent (R11). */
export const publicSituation = (one: PublicCase, { procedure, roleName }: Naming): Situation =>
  sayCourse(publicCourse(one), procedure, roleName);

/** Returns the course of a public case (R35). It only uses what the export computed from the journal. */
function publicCourse(one: PublicCase): Course {
  return one.end || one.status === 'ended' ? endedCourse(one) : currentCourse(one);
}

function currentCourse(one: PublicCase): CurrentCourse {
  const { visits, waiting, rows, status, narrowed } = one;
  const visit = visits.at(-1);
  const { step, row = 1, visit: round = 1, due, limit, clock = 'continuous', explanation, timing } = visit ?? {};
  const { after } = waiting ?? {};
  return {
    is: 'current',
    rows,
    ...(step === undefined || narrowed ? {} : { step }),
    ...{ row, visit: round, withApplicant: status === 'applicant' },
    ...(due === undefined ? {} : { deadline: { due, clock, ...{ limit, ...explanation } } }),
    ...(visit && visit.begins > visit.opened ? { begins: visit.begins } : {}),
    overdue: timing === 'late',
    ...(waiting && !narrowed ? { progress: progressIn(waiting) } : {}),
    ...(after ? { cause: after as Cause } : {}),
    ...publicSpansOfCourse(one),
  };
}

function progressIn(waiting: NonNullable<PublicCase['waiting']>): Progress {
  const { roles, needed = 1, given = 0, missing = roles, joined = 'or', assigned, awaited } = waiting;
  const asked = (named: typeof assigned, offices: readonly string[]): Party[] =>
    named?.map(askedParty) ?? offices.map((role) => ({ role }));
  const left = asked(awaited, missing);
  return { parties: asked(assigned, roles), roles, needed, given, missing: left, joined, next: left };
}

/** Turns a published party into a party of the domain. Sentences read no account id, so the id is 0. */
export const askedParty = ({ role, name, login }: PublicParty): Party => ({
  role,
  ...(name !== undefined && login !== undefined ? { account: { id: 0, login, name } } : {}),
});

function endedCourse({ end, visits, updated, submitted, punctual }: PublicCase): EndedCourse {
  const last = visits.at(-1);
  const at = end?.at ?? last?.ended ?? updated;
  const name = end?.who?.name ?? end?.who?.login;
  return {
    is: 'ended',
    ...(end ? { kind: end.kind } : {}),
    at,
    row: end?.row ?? last?.row ?? 1,
    seconds: epochSeconds(at) - epochSeconds(submitted),
    punctual: punctual ?? { kept: 0, of: 0 },
    ...(end?.who ? { role: end.who.role, ...given({ acting: end.who.acting }) } : {}),
    ...(name === undefined ? {} : { name }),
    ...(end?.reason === undefined ? {} : { reason: end.reason }),
    ...(end?.because ? { because: end.because } : {}),
    ...(end?.as ? { as: end.as } : {}),
  };
}
