import type { Actor } from '#domain/generated/procedure.ts';
import { isAsked, type Party, partiesOf, rolesAmong } from './parties.ts';

/** What is still needed of whom in a visit (R5, R35): the judge decides by it, and every sentence carries it. */
export interface Progress {
  /** Who is asked: the roles of the actor, in its order, or those whom the case named (R42). */
  readonly parties: readonly Party[];
  /** Their roles, each once. */
  readonly roles: readonly string[];
  /** `and`: each of them must approve. `or`: any of them may. */
  readonly joined: 'and' | 'or';
  /** Approvals that complete the visit. */
  readonly needed: number;
  /** Approvals that count by now. */
  readonly given: number;
  /** Those whose approval is missing; of a quorum all of them, since another holder of each may still approve. */
  readonly missing: readonly Party[];
  /** Those who may approve now: of an `all` at first only the first, whose result the others attest. */
  readonly next: readonly Party[];
}

/** An approval of the visit that counts. */
export interface Approval {
  readonly account: number | undefined;
  readonly role: string | undefined;
}

/** The approval that an act or entry gave. */
export const approvalOf = ({ who }: { readonly who?: { readonly id?: number; readonly role?: string } }): Approval => ({
  account: who?.id,
  role: who?.role,
});

/**
 * The progress of a visit.
 * @param approvals those that count in it, in any order
 * @param assigned whom the case named to act in it (R42)
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
