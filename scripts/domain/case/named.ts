import type { Instant } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Step } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { valueAt } from '#domain/request/pointer.ts';
import { holdersOf } from './roles.ts';

/** Somebody whom a step's result names, to be told of it (R30). */
export interface NamedParty {
  readonly name: string;
  /** As the roles write it: never what somebody typed. Absent: they are written down, and told by other ways. */
  readonly account?: { readonly id: number; readonly login: string };
}

const listAt = (result: unknown, pointer: string): readonly unknown[] => {
  const list = valueAt(result, pointer);
  return Array.isArray(list) ? (list as unknown[]) : [];
};

/** Does passing a step inform anybody, by its role or because the result names them? */
export const informsAnybody = (step: Step | undefined, result: unknown): boolean =>
  (step?.informs ?? []).some(
    (party) => 'role' in party || ('result' in party && listAt(result, party.result).length > 0),
  );

/** The result by which a visit was passed: of several who must approve, the first brought it (R5). */
export const resultPassed = (journal: readonly Entry[], { seq, step, visit }: Entry): unknown =>
  journal.findLast((each) => each.seq <= seq && each.step === step && each.visit === visit && each.result)?.result;

/**
 * Those whom the result of a step names (`informs` with a list of it). An account counts only where it is that of a holder
 * of any role at that instant: whatever else stands there is text.
 */
export function namedParties(
  step: Step,
  result: unknown,
  { roles, at, zone }: { readonly roles: Roles; readonly at: Instant; readonly zone: string },
): NamedParty[] {
  return (step.informs ?? []).flatMap((party) => {
    if (!('result' in party)) return [];
    return listAt(result, party.result).flatMap((item): NamedParty[] => {
      const name = valueAt(item, `/${party.name}`);
      if (typeof name !== 'string' || name.trim() === '') return [];
      const typed = party.account === undefined ? undefined : valueAt(item, `/${party.account}`);
      const login = typeof typed === 'string' ? typed.trim().toLowerCase() : '';
      const holder = Object.keys(roles.roles)
        .flatMap((role) => holdersOf(roles, role, at, zone))
        .find((each) => each.login.toLowerCase() === login);
      return [{ name, ...(holder ? { account: { id: holder.account, login: holder.login } } : {}) }];
    });
  });
}
