/**
 * The people whom the fields of a form suggest: people who will be notified (R30), and people who may be assigned
 * (R42).
 */
import { holdingAccounts } from '#domain/case/people/named.ts';
import { accountPointers } from '#domain/procedure/steps.ts';
import { assignmentsIn } from '#domain/case/state/parties.ts';
import { holdersOf } from '#domain/case/state/roles.ts';
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import { both } from '#domain/words/language.ts';
import type { DeskOffice } from './office.ts';
import type { Choice, People } from './view/fields.tsx';

/**
 * Returns a map from the pointer of a field to the people whom this field suggests, with their names and roles.
 * @param step step whose result is being typed; undefined if the request is being typed
 * @param at instant at which the people must hold their roles
 */
export function peopleFor(
  { roles, roleName }: Pick<DeskOffice, 'roles' | 'roleName'>,
  procedure: Procedure,
  step: Step | undefined,
  at: string,
): ReadonlyMap<string, People> {
  const { zone } = procedure;
  const choice = (value: string, name: string, held: readonly string[]): Choice => ({
    value,
    label: both((language) => [name, ...held.map((role) => roleName(role)[language])].filter(Boolean).join(', ')),
  });
  const pointers = step ? accountPointers(step) : [];
  const notified = pointers.length > 0 ? holdingAccounts({ roles, at, zone }) : [];
  const toTell = notified.map(({ login, name, roles: held }) => choice(login, name, held));
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
    // Any account may be notified, even that of a person without a role (R4).
    ...pointers.map((pointer): [string, People] => [pointer, { known: toTell, orOthers: true }]),
    ...assignable,
  ]);
}
