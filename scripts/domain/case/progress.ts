import type { Actor } from '#domain/generated/procedure.ts';
import { rolesOf } from '#domain/procedure/steps.ts';

/** What is still needed of whom in a visit (R5, R35): the judge decides by it, and every sentence carries it. */
export interface Progress {
  /** Roles of the actor, in its order. */
  readonly roles: readonly string[];
  /** `and`: each of the roles must approve. `or`: any of them may. */
  readonly joined: 'and' | 'or';
  /** Approvals that complete the visit. */
  readonly needed: number;
  /** Approvals that count by now. */
  readonly given: number;
  /** Roles whose approval is missing; of a quorum all of them, since another holder of each may still approve. */
  readonly missing: readonly string[];
  /** Roles that may approve now: of an `all` at first only the first, whose result the others attest. */
  readonly next: readonly string[];
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

/** The progress of a visit. @param approvals those that count in it, in any order */
export function progressOf(actor: Actor, approvals: readonly Approval[]): Progress {
  const roles = rolesOf(actor);
  if (typeof actor === 'object' && 'all' in actor) {
    const missing = roles.filter((role) => !approvals.some((approval) => approval.role === role));
    const [first] = roles;
    const next = first !== undefined && missing.includes(first) ? [first] : missing;
    return { roles, joined: 'and', needed: roles.length, given: roles.length - missing.length, missing, next };
  }
  const needed = typeof actor === 'object' && 'quorum' in actor ? actor.quorum : 1;
  const given = Math.min(needed, new Set(approvals.map(({ account }) => account)).size);
  const missing = given < needed ? roles : [];
  return { roles, joined: 'or', needed, given, missing, next: missing };
}

export const isComplete = ({ needed, given }: Progress): boolean => given >= needed;
