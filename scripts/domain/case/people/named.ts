import { given } from '#domain/request/given.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Step } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { valueAt } from '#domain/request/pointer.ts';
import { listAt } from '../state/informed-records.ts';
import { holdersOf } from '../state/roles.ts';

/** The roles as they are at an instant. */
export interface RolesThen {
  readonly roles: Roles;
  readonly at: Instant;
  /** The IANA zone in which the days of holders are counted. */
  readonly zone: string;
}

/** A person whom a result names to be informed (R30). */
export interface NamedParty {
  readonly name: string;
  /** The person's account; absent if the person is only recorded, and informed outside the system. */
  readonly account?: { readonly id: number; readonly login: string };
}

/**
 * Returns the people in the lists that `informs` names. A person has an account if a holder has it at that instant, or
 * if it was looked up.
 * @param known accounts in the act's entry that were looked up (R52)
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
      return [{ name, ...given({ account }) }];
    });
  });
}

export interface HoldingAccount {
  readonly login: string;
  readonly account: number;
  readonly name: string;
  readonly roles: readonly string[];
}

/** Returns the accounts of all holders in the order of the roles, each account once. */
export function holdingAccounts({ roles, at, zone }: RolesThen): HoldingAccount[] {
  const found = new Map<number, HoldingAccount>();
  for (const role of Object.keys(roles.roles))
    for (const { login, account, name } of holdersOf(roles, role, at, zone))
      found.set(account, { login, account, name, roles: [...(found.get(account)?.roles ?? []), role] });
  return [...found.values()];
}

/** Returns the accounts of informed people in a result, as they were written. */
export const typedAccounts = ({ informs = [] }: Step, result: unknown): string[] =>
  informs.flatMap((party) =>
    'result' in party ? listAt(result, party.result).flatMap((item) => textIn(item, party.account) || []) : [],
  );

/** Returns the trimmed text of a field, or an empty text if there is none. */
export function textIn(item: unknown, name: string | undefined): string {
  const typed = name === undefined ? undefined : valueAt(item, `/${name}`);
  return typeof typed === 'string' ? typed.trim() : '';
}

export const holderCalled = (login: string, then: RolesThen): HoldingAccount | undefined =>
  holdingAccounts(then).find((each) => each.login.toLowerCase() === login.toLowerCase());

const MOST_NAMED = 20;

/** Lists at most 20 of the names, for the `expected` of a problem. */
export const someOf = (names: readonly string[]): string =>
  [...names.slice(0, MOST_NAMED), ...(names.length > MOST_NAMED ? ['…'] : [])].join(' | ');
