import type { Procedure, Step } from '#domain/generated/procedure.ts';
import { type Problem, shorten, type Text } from '#domain/problem.ts';
import type { Answers } from '#domain/procedure/steps.ts';
import { fieldNotes, type Schema } from '#domain/request/annotations.ts';
import { valueAt } from '#domain/request/pointer.ts';
import { type RolesThen, someOf } from '../people/named.ts';
import { assignedOf, assignmentsIn, type Party, sameParty } from '../state/parties.ts';
import { holdersOf } from '../state/roles.ts';

interface Written {
  readonly name: string;
  readonly path: string;
}

function namesAt(document: unknown, field: string): Written[] {
  const value = valueAt(document, field);
  const named = (each: unknown, path: string): Written[] =>
    typeof each === 'string' && each.trim() !== '' ? [{ name: each.trim(), path }] : [];
  return Array.isArray(value) ? value.flatMap((each, at) => named(each, `${field}/${at}`)) : named(value, field);
}

/** Finds the party that a name means: one of these roles by its id, or a holder of one of these roles by the login. */
function partyCalled(name: string, of: readonly string[], { roles, at, zone }: RolesThen): Party | undefined {
  if (of.includes(name)) return { role: name };
  for (const role of of) {
    const holder = holdersOf(roles, role, at, zone).find(({ login }) => login.toLowerCase() === name.toLowerCase());
    if (holder) return { role, account: { id: holder.account, login: holder.login, name: holder.name } };
  }
  return undefined;
}

/**
 * Returns the roles and holders whom the case names to act in a step (R42), each once.
 * @returns undefined if the procedure names the roles, or if nobody whom the case names has such a role at that time
 */
export function assignedTo(step: Step, { request, results }: Answers, then: RolesThen): Party[] | undefined {
  const assigned = assignedOf(step);
  if (!assigned) return undefined;
  const document = assigned.result === undefined ? request : results[assigned.result];
  const parties = namesAt(document, assigned.field).flatMap(({ name }) => partyCalled(name, assigned.of, then) ?? []);
  const each = parties.filter((party, at) => parties.findIndex((other) => sameParty(party, other)) === at);
  return each.length > 0 ? each : undefined;
}

interface Naming {
  /** The step whose result names the people; undefined if the request names them. */
  readonly step: string | undefined;
  readonly file: string;
  readonly schema: Schema | undefined;
  /** The accounts of the applicants, who decide nothing in the case (R16). */
  readonly applicants: readonly number[];
}

/** Returns a problem for each name that means an applicant, or that means no role or holder who may be assigned. */
export function assignmentProblems(
  procedure: Pick<Procedure, 'steps'>,
  document: unknown,
  then: RolesThen,
  { step, file, schema, applicants }: Naming,
): Problem[] {
  return assignmentsIn(procedure, step).flatMap(({ field, of }) =>
    namesAt(document, field).flatMap(({ name, path }): Problem[] => {
      const party = partyCalled(name, of, then);
      const isOpener = party?.account !== undefined && applicants.includes(party.account.id);
      if (party && !isOpener) return [];
      return [
        {
          ...{ file, path, code: isOpener ? 'assigned-opener' : 'not-assignable' },
          expected: whoMayBe(of, then),
          received: shorten(name),
          message: isOpener ? OPENER : STRANGER,
          ...fieldNotes(schema, path),
        },
      ];
    }),
  );
}

function whoMayBe(of: readonly string[], { roles, at, zone }: RolesThen): string {
  const logins = of.flatMap((role) => holdersOf(roles, role, at, zone).map(({ login }) => login));
  return someOf([...new Set([...of, ...logins])]);
}

const STRANGER: Text = {
  id: 'Bukan pelaksana yang boleh ditunjuk pada hari itu',
  en: 'The person or role with this name may not be assigned on that day',
};
const OPENER: Text = {
  id: 'Pemohon tidak dapat ditunjuk memutus permohonannya sendiri',
  en: 'An applicant cannot be assigned to decide their own request',
};
