/** Whom the fields of a form may name: holders to be notified, and those who may be assigned (R30, R42). */
import { holderPointers, holdingAccounts } from '#domain/case/people/named.ts';
import { assignmentsIn } from '#domain/case/state/parties.ts';
import { holdersOf } from '#domain/case/state/roles.ts';
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import { both } from '#domain/words/language.ts';
import type { DeskOffice } from './office.ts';
import type { Choice, People } from './view/fields.tsx';

/**
 * By the pattern of each such field: who may be named there, by name and office.
 * @param step whose result is asked for; undefined: the request
 * @param at an instant: who holds an office then
 */
export function peopleFor(
  { roles, roleName }: Pick<DeskOffice, 'roles' | 'roleName'>,
  procedure: Procedure,
  step: Step | undefined,
  at: string,
): ReadonlyMap<string, People> {
  const { zone } = procedure;
  const choice = (value: string, name: string, offices: readonly string[]): Choice => ({
    value,
    label: both((language) => [name, ...offices.map((role) => roleName(role)[language])].filter(Boolean).join(', ')),
  });
  const pointers = step ? holderPointers(step) : [];
  const notified = pointers.length > 0 ? holdingAccounts({ roles, at, zone }) : [];
  const toTell = notified.map(({ login, name, roles: offices }) => choice(login, name, offices));
  const assignable = assignmentsIn(procedure, step?.id).map(({ field, of }): [string, People] => [
    field,
    {
      known: of.flatMap((role) => [
        choice(role, '', [role]),
        ...holdersOf(roles, role, at, zone).map(({ login, name }) => choice(login, name, [role])),
      ]),
    },
  ]);
  return new Map([
    // Any account may be notified, also of somebody without an office (R4).
    ...pointers.map((pointer): [string, People] => [pointer, { known: toTell, orOthers: true }]),
    ...assignable,
  ]);
}
