/** What entries say of accounts at their time. */
import type { Account } from '#domain/case/facts.ts';
import { accountKey, namedLogin } from '#domain/case/named-account.ts';
import type { Rules } from '#domain/case/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';

/**
 * As looked up then (R41, R52): a login may have another owner now.
 * @returns numbers by `accountKey`
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

/** By their own acts; it may change. */
export const loginThen = (
  { id, login }: Pick<Account, 'id' | 'login'>,
  entries: readonly Pick<Entry, 'who'>[],
): string => entries.find(({ who }) => who?.id === id)?.who?.login ?? login;
