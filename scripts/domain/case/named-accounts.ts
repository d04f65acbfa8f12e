/** Separate from named.ts: the desk loads this only when needed. */
import type { Step } from '#domain/generated/procedure.ts';
import { type Problem, shorten } from '#domain/problem.ts';
import { fieldNotes, type Schema } from '#domain/request/annotations.ts';
import { accountKey } from './named-account.ts';
import { holderCalled, holdingAccounts, listAt, type RolesThen, someOf, textIn, typedAccounts } from './named.ts';

/**
 * A problem for each account that a result names and nobody has.
 * @param looked accounts without a role that were looked up (R52); undefined: only holders may be named, as before
 * edition 3
 */
export function accountProblems(
  step: Step,
  result: unknown,
  then: RolesThen,
  schema: Schema | undefined,
  looked: ReadonlyMap<string, number | undefined> | undefined,
): Problem[] {
  return (step.informs ?? []).flatMap((party) => {
    if (!('result' in party)) return [];
    return listAt(result, party.result).flatMap((item, place): Problem[] => {
      const typed = textIn(item, party.account);
      if (typed === '' || holderCalled(typed, then)) return [];
      if (looked && (!looked.has(accountKey(typed)) || looked.get(accountKey(typed)) !== undefined)) return [];
      const path = `${party.result}/${place}/${party.account}`;
      const logins = holdingAccounts(then).map(({ login }) => login);
      return [
        {
          ...{ file: 'hasil', path, received: shorten(typed) },
          ...(looked ? NO_ACCOUNT : { ...NO_HOLDER, expected: someOf(logins) }),
          ...(schema ? fieldNotes(schema, path) : {}),
        },
      ];
    });
  });
}

/** The first named account that must be looked up before the act can be judged. */
export const accountToRead = (
  step: Step,
  result: unknown,
  then: RolesThen,
  looked: ReadonlyMap<string, number | undefined> | undefined,
): string | undefined =>
  typedAccounts(step, result).find((typed) => !holderCalled(typed, then) && !looked?.has(accountKey(typed)));

const NO_ACCOUNT = {
  code: 'account-unknown',
  message: { id: 'Tidak ada akun dengan nama ini', en: 'There is no account of this name' },
  fix: {
    id: 'Perbaiki namanya, atau kosongkan: pihak itu dicatat saja, dan diberi tahu di luar sistem',
    en: 'Correct the name, or leave it empty: the party is then written down only, and informed outside the system',
  },
};

const NO_HOLDER = {
  code: 'no-holder',
  message: {
    id: 'Bukan akun pemangku jabatan di kantor ini pada hari itu',
    en: 'Not the account of anybody who holds an office here on that day',
  },
  fix: {
    id: 'Pakai akun seorang pemangku, atau kosongkan: ia dicatat saja, dan diberi tahu di luar sistem',
    en: 'Use the account of a holder, or leave it empty: they are then written down only, and notified outside the system',
  },
};
