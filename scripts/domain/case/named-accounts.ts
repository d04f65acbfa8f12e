/** Whom a result names by an account that nobody has. Apart from what names them: the desk loads it when it is needed. */
import type { Step } from '#domain/generated/procedure.ts';
import { type Problem, shorten } from '#domain/problem.ts';
import { fieldNotes, type Schema } from '#domain/request/annotations.ts';
import { holderCalled, holdingAccounts, listAt, type RolesThen, textIn } from './named.ts';

/**
 * Accounts that a result names to be told, and that nobody with a role has: whoever wrote them thinks that they will be told.
 * @returns a problem for each, at its field
 */
export function accountProblems(step: Step, result: unknown, then: RolesThen, schema: Schema | undefined): Problem[] {
  return (step.informs ?? []).flatMap((party) => {
    if (!('result' in party)) return [];
    return listAt(result, party.result).flatMap((item, place): Problem[] => {
      const typed = textIn(item, party.account);
      if (typed === '' || holderCalled(typed, then)) return [];
      const path = `${party.result}/${place}/${party.account}`;
      const logins = holdingAccounts(then).map(({ login }) => login);
      return [
        {
          ...{
            file: 'hasil',
            path,
            code: 'no-holder',
            expected: someOf(logins),
            received: shorten(typed),
            ...NO_HOLDER,
          },
          ...(schema ? fieldNotes(schema, path) : {}),
        },
      ];
    });
  });
}

const MOST_NAMED = 20;
const someOf = (logins: readonly string[]): string =>
  [...logins.slice(0, MOST_NAMED), ...(logins.length > MOST_NAMED ? ['…'] : [])].join(' | ');

const NO_HOLDER = {
  message: {
    id: 'Bukan akun pemangku jabatan di kantor ini pada hari itu',
    en: 'Not the account of anybody who holds an office here on that day',
  },
  fix: {
    id: 'Pakai akun seorang pemangku, atau kosongkan: ia dicatat saja, dan diberi tahu di luar sistem',
    en: 'Use the account of a holder, or leave it empty: they are then written down only, and told outside the system',
  },
};
