/** What entries tell of the accounts that were known when they were written. */
import type { Account } from '#domain/case/state/facts.ts';
import { accountKey, namedLogin } from '#domain/case/people/named-account.ts';
import type { Rules } from '#domain/case/state/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';

/**
 * The accounts that requests and results name, as they were looked up then (R41, R52): an entry keeps the number. Nobody is looked up again, since a
 * login may have another owner by now.
 * @returns numbers by `accountKey`; undefined where an entry keeps none
 */
export function accountsNotified(
  entries: readonly Pick<Entry, 'request' | 'onBehalf' | 'informed'>[],
  rules: Pick<Rules, 'procedure'> | undefined,
): Map<string, number | undefined> {
  return new Map(
    entries.flatMap(({ request, onBehalf, informed }): [string, number | undefined][] => {
      const login = rules && namedLogin(rules.procedure.value, request);
      const named = informed?.accounts?.map(({ id, login }) => [accountKey(login), id] as [string, number]) ?? [];
      return [
        ...named,
        ...(login === undefined ? [] : [[accountKey(login), onBehalf?.account] as [string, undefined]]),
      ];
    }),
  );
}

/** The opener's login when these entries were written: their own acts name it, and it may change. */
export const loginThen = (
  { id, login }: Pick<Account, 'id' | 'login'>,
  entries: readonly Pick<Entry, 'who'>[],
): string => entries.find(({ who }) => who?.id === id)?.who?.login ?? login;
