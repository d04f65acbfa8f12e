import type { Instant } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Step } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { valueAt } from '#domain/request/pointer.ts';
import { holdersOf } from './roles.ts';

/** The roles, and the day on which somebody must have held one. @param zone IANA zone in which a day is reckoned */
export interface RolesThen {
  readonly roles: Roles;
  readonly at: Instant;
  readonly zone: string;
}

/** Somebody whom a step's result names, to be told of it (R30). */
export interface NamedParty {
  readonly name: string;
  /** Of a holder, or looked up. Absent: they are written down, and informed by other ways. */
  readonly account?: { readonly id: number; readonly login: string };
}

export const listAt = (result: unknown, pointer: string): readonly unknown[] => {
  const list = valueAt(result, pointer);
  return Array.isArray(list) ? (list as unknown[]) : [];
};

/** Does passing a step inform anybody, by their role, as consulted, or because the result names them? */
export const informsAnybody = (step: Step | undefined, result: unknown): boolean =>
  (step?.consults ?? []).some((party) => 'record' in party) ||
  (step?.informs ?? []).some(
    (party) => 'role' in party || ('result' in party && listAt(result, party.result).length > 0),
  );

/** The result by which a visit was passed: of several who must approve, the first brought it (R5). */
export const resultPassed = (journal: readonly Entry[], { seq, step, visit }: Entry): unknown =>
  journal.findLast((each) => each.seq <= seq && each.step === step && each.visit === visit && each.result)?.result;

/**
 * Those whom the result of a step names (`informs` with a list of it). An account counts only where it is that of a holder
 * of any role at that instant, or one that was looked up: whatever else stands there is text.
 * @param known what the act's entry keeps of accounts (R52)
 */
export function namedParties(
  step: Step,
  result: unknown,
  { roles, at, zone }: RolesThen,
  known: readonly NonNullable<NamedParty['account']>[] = [],
): NamedParty[] {
  return (step.informs ?? []).flatMap((party) => {
    if (!('result' in party)) return [];
    return listAt(result, party.result).flatMap((item): NamedParty[] => {
      const name = valueAt(item, `/${party.name}`);
      if (typeof name !== 'string' || name.trim() === '') return [];
      const typed = textIn(item, party.account);
      const holder = holderCalled(typed, { roles, at, zone });
      const account = holder
        ? { id: holder.account, login: holder.login }
        : known.find(({ login }) => typed !== '' && login.toLowerCase() === typed.toLowerCase());
      return [{ name, ...(account ? { account } : {}) }];
    });
  });
}

/** An account with a role, once for all of its roles. */
export interface HoldingAccount {
  readonly login: string;
  readonly account: number;
  readonly name: string;
  readonly roles: readonly string[];
}

/** Who holds any role then, in the order of the roles. */
export function holdingAccounts({ roles, at, zone }: RolesThen): HoldingAccount[] {
  const found = new Map<number, HoldingAccount>();
  for (const role of Object.keys(roles.roles))
    for (const { login, account, name } of holdersOf(roles, role, at, zone))
      found.set(account, { login, account, name, roles: [...(found.get(account)?.roles ?? []), role] });
  return [...found.values()];
}

/** The accounts that a result names, as they were typed. */
export const typedAccounts = ({ informs = [] }: Step, result: unknown): string[] =>
  informs.flatMap((party) =>
    'result' in party ? listAt(result, party.result).flatMap((item) => textIn(item, party.account) || []) : [],
  );

/** Where a step's result names accounts of holders, as pointers with `*` for every item of a list. */
export const holderPointers = ({ informs = [] }: Step): string[] =>
  informs.flatMap((party) => ('result' in party && party.account ? [`${party.result}/*/${party.account}`] : []));

/** A text below an item, without the space around it; empty where there is none. */
export function textIn(item: unknown, name: string | undefined): string {
  const typed = name === undefined ? undefined : valueAt(item, `/${name}`);
  return typeof typed === 'string' ? typed.trim() : '';
}

export const holderCalled = (login: string, then: RolesThen): HoldingAccount | undefined =>
  holdingAccounts(then).find((each) => each.login.toLowerCase() === login.toLowerCase());
