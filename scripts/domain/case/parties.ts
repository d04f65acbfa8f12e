import type { Actor, Procedure, Step } from '#domain/generated/procedure.ts';
import type { Next } from '#domain/generated/journal-entry.ts';
import type { Holder } from '#domain/generated/roles.ts';
import { rolesOf } from '#domain/procedure/steps.ts';

/** Of whom an act is asked: whoever holds a role, or the one holder of it whom the case names (R42). */
export type Party = NonNullable<Next['assigned']>[number];

type Assigned = Extract<Actor, { assigned: unknown }>['assigned'];

/** By what a step's actor is named in the case (R42); undefined where its roles stand in the procedure. */
export const assignedOf = ({ actor }: Pick<Step, 'actor'>): Assigned | undefined =>
  typeof actor === 'object' && 'assigned' in actor ? actor.assigned : undefined;

/** What a document assigns: the result of a step, or the request where that is undefined (R42). */
export const assignmentsIn = ({ steps }: Pick<Procedure, 'steps'>, step: string | undefined): Assigned[] =>
  steps.flatMap((each) => {
    const assigned = assignedOf(each);
    return assigned && assigned.result === step ? [assigned] : [];
  });

type External = Extract<Actor, { external: unknown }>;

/** The party outside whose deeds a step records (R41); undefined where its actor has an account. */
export const externalOf = ({ actor }: Pick<Step, 'actor'>): External | undefined =>
  typeof actor === 'object' && 'external' in actor ? actor : undefined;

/** Whom a visit asks: those whom the case named, else the roles of its actor. */
export const partiesOf = (actor: Actor, assigned: readonly Party[] | undefined): readonly Party[] =>
  assigned ?? rolesOf(actor).map((role) => ({ role }));

/** The roles of parties, each once, in their order. */
export const rolesAmong = (parties: readonly Party[]): string[] => [...new Set(parties.map(({ role }) => role))];

/** Is somebody in one of their roles who is asked here? */
export const isAsked = (
  { role, account }: Party,
  who: { readonly role: string | undefined; readonly account: number | undefined },
): boolean => role === who.role && (account === undefined || account.id === who.account);

export const sameParty = (one: Party, other: Party): boolean =>
  one.role === other.role && one.account?.id === other.account?.id;

/** The holders of a party, out of all who hold its role. */
export const holdersAsked = ({ role, account }: Party, holders: (role: string) => readonly Holder[]): Holder[] =>
  holders(role).filter((holder) => account === undefined || account.id === holder.account);
