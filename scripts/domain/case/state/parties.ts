import type { Next } from '#domain/generated/journal-entry.ts';
import type { Actor, Consulted, Procedure, Step } from '#domain/generated/procedure.ts';
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

/** What a visit still needs of whom (R5, R35): the judge and all sentences use it. */
export interface Progress {
  /** The roles of the actor, or the people named by the case (R42). */
  readonly parties: readonly Party[];
  readonly roles: readonly string[];
  /** `and`: each must approve. `or`: any may. */
  readonly joined: 'and' | 'or';
  readonly needed: number;
  readonly given: number;
  /** Of a quorum all: another holder of each may still approve. */
  readonly missing: readonly Party[];
  /** Who may approve now: of an `all` first the first one, whose result the others attest. */
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

/** @param approvals those that count @param assigned whom the case names (R42) */
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

/** The roles that a step asks: their holders are notified when its turn comes (R30). */
export const consultedRoles = ({ consults = [] }: Step): string[] =>
  consults.flatMap((party) => ('role' in party ? [party.role] : []));

/** The roles for which the step's result must record that they were asked. */
export const recordedConsults = ({ consults = [] }: Step): Consulted[] =>
  consults.flatMap((party) => ('record' in party ? [party] : []));
