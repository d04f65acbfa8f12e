import type { Actor } from '#domain/generated/procedure.ts';
import { isAsked, type Party, partiesOf, rolesAmong } from './parties.ts';

/** What a visit still needs of whom (R5, R35): the judge and all sentences use it. */
export interface Progress {
  /** The roles of the actor, or the people named by the case (R42). */
  readonly parties: readonly Party[];
  readonly roles: readonly string[];
  /** `and`: each must approve. `or`: any may. */
  readonly joined: 'and' | 'or';
  readonly needed: number;
  /** Approvals that count. */
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
