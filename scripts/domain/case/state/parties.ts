import type { Next } from '#domain/generated/journal-entry.ts';
import type { Actor, Consulted, Procedure, Step } from '#domain/generated/procedure.ts';
import type { Holder } from '#domain/generated/roles.ts';
import { rolesOf } from '#domain/procedure/steps.ts';

/** A role, or one holder of a role whom the case names (R42). */
export type Party = NonNullable<Next['assigned']>[number];

type Assigned = Extract<Actor, { assigned: unknown }>['assigned'];

/** Returns the rule by which the case names the people who act in a step; undefined if the procedure names roles. */
export const assignedOf = ({ actor }: Pick<Step, 'actor'>): Assigned | undefined =>
  typeof actor === 'object' && 'assigned' in actor ? actor.assigned : undefined;

/**
 * Returns the assignments that a step's result or the request makes (R42).
 * @param step id of the step; undefined for the request
 */
export const assignmentsIn = ({ steps }: Pick<Procedure, 'steps'>, step: string | undefined): Assigned[] =>
  steps.flatMap((each) => {
    const assigned = assignedOf(each);
    return assigned && assigned.result === step ? [assigned] : [];
  });

type External = Extract<Actor, { external: unknown }>;

/** Returns the external party whose acts a step records (R41). */
export const externalOf = ({ actor }: Pick<Step, 'actor'>): External | undefined =>
  typeof actor === 'object' && 'external' in actor ? actor : undefined;

/** Returns the people whom the case names or, if it names nobody, the roles of the actor. */
export const partiesOf = (actor: Actor, assigned: readonly Party[] | undefined): readonly Party[] =>
  assigned ?? rolesOf(actor).map((role) => ({ role }));

/** Returns the roles of parties in order, each role once. */
export const rolesAmong = (parties: readonly Party[]): string[] => [...new Set(parties.map(({ role }) => role))];

export const isAsked = (
  { role, account }: Party,
  who: { readonly role: string | undefined; readonly account: number | undefined },
): boolean => role === who.role && (account === undefined || account.id === who.account);

export const sameParty = (one: Party, other: Party): boolean =>
  one.role === other.role && one.account?.id === other.account?.id;

export const holdersAsked = ({ role, account }: Party, holders: (role: string) => readonly Holder[]): Holder[] =>
  holders(role).filter((holder) => account === undefined || account.id === holder.account);

/** The approvals that a visit still needs, and from whom (R5, R35). The judge and all texts about a case use it. */
export interface Progress {
  /** The roles of the actor, or the people named by the case (R42). */
  readonly parties: readonly Party[];
  readonly roles: readonly string[];
  /** `and` if each party must approve; `or` if any party may. */
  readonly joined: 'and' | 'or';
  readonly needed: number;
  readonly given: number;
  /** The parties that have not approved. For `or`, these are all parties until enough people have approved. */
  readonly missing: readonly Party[];
  /** The parties that may approve now. For `and`, the first party approves first, and the others attest its result. */
  readonly next: readonly Party[];
}

export interface Approval {
  readonly account: number | undefined;
  readonly role: string | undefined;
}

export const approvalOf = ({ who }: { readonly who?: { readonly id?: number; readonly role?: string } }): Approval => ({
  account: who?.id,
  role: who?.role,
});

/**
 * Returns the progress of a visit.
 * @param approvals approvals that count
 * @param assigned people whom the case names (R42)
 */
export function progressOf(
  actor: Actor,
  approvals: readonly Approval[],
  assigned: readonly Party[] | undefined,
): Progress {
  const parties = partiesOf(actor, assigned);
  const roles = rolesAmong(parties);
  if (assigned || (typeof actor === 'object' && 'all' in actor)) {
    const missing = parties.filter((party) => !approvals.some((approval) => isAsked(party, approval)));
    const [first] = parties;
    const next = first !== undefined && missing.includes(first) ? [first] : missing;
    const needed = parties.length;
    return { parties, roles, joined: 'and', needed, given: needed - missing.length, missing, next };
  }
  const needed = typeof actor === 'object' && 'quorum' in actor ? actor.quorum : 1;
  const given = Math.min(needed, new Set(approvals.map(({ account }) => account)).size);
  const missing = given < needed ? parties : [];
  return { parties, roles, joined: 'or', needed, given, missing, next: missing };
}

export const isComplete = ({ needed, given }: Progress): boolean => given >= needed;

/**
 * Returns the roles that a step consults and whose holders are notified when the step's turn comes (R30). Consultations
 * that the result must record are left out.
 */
export const consultedRoles = ({ consults = [] }: Step): string[] =>
  consults.flatMap((party) => ('role' in party ? [party.role] : []));

/** Returns the consultations that the step's result must record. */
export const recordedConsults = ({ consults = [] }: Step): Consulted[] =>
  consults.flatMap((party) => ('record' in party ? [party] : []));
