import type { Actor, Procedure, Step } from '#domain/generated/procedure.ts';
import type { Next } from '#domain/generated/journal-entry.ts';
import type { Holder } from '#domain/generated/roles.ts';
import { rolesOf } from '#domain/procedure/steps.ts';

/** A role, or one holder of it whom the case names (R42). */
export type Party = NonNullable<Next['assigned']>[number];

type Assigned = Extract<Actor, { assigned: unknown }>['assigned'];

/** Undefined where the procedure itself names the roles. */
export const assignedOf = ({ actor }: Pick<Step, 'actor'>): Assigned | undefined =>
  typeof actor === 'object' && 'assigned' in actor ? actor.assigned : undefined;

/** What a step's result assigns; of an undefined step, the request (R42). */
export const assignmentsIn = ({ steps }: Pick<Procedure, 'steps'>, step: string | undefined): Assigned[] =>
  steps.flatMap((each) => {
    const assigned = assignedOf(each);
    return assigned && assigned.result === step ? [assigned] : [];
  });

type External = Extract<Actor, { external: unknown }>;

/** The external party whose acts a step records (R41). */
export const externalOf = ({ actor }: Pick<Step, 'actor'>): External | undefined =>
  typeof actor === 'object' && 'external' in actor ? actor : undefined;

/** The people named by the case, or else the roles of the actor. */
export const partiesOf = (actor: Actor, assigned: readonly Party[] | undefined): readonly Party[] =>
  assigned ?? rolesOf(actor).map((role) => ({ role }));

/** Each once, in order. */
export const rolesAmong = (parties: readonly Party[]): string[] => [...new Set(parties.map(({ role }) => role))];

export const isAsked = (
  { role, account }: Party,
  who: { readonly role: string | undefined; readonly account: number | undefined },
): boolean => role === who.role && (account === undefined || account.id === who.account);

export const sameParty = (one: Party, other: Party): boolean =>
  one.role === other.role && one.account?.id === other.account?.id;

export const holdersAsked = ({ role, account }: Party, holders: (role: string) => readonly Holder[]): Holder[] =>
  holders(role).filter((holder) => account === undefined || account.id === holder.account);
