import { type DeskForge, RefusedByForge } from '../forge.ts';
import type { Settings } from '../settings.ts';
import type { ManagedOffice } from './load.ts';

export const ACCOUNT_OF = `query Account($login: String!) { user(login: $login) { login name databaseId } }`;

interface RawAccount {
  readonly user: { readonly login: string; readonly name: string | null; readonly databaseId: number } | null;
}

/** Beginning of the logins of sample people, the only people who have accounts in an office on one machine (R17). */
const SAMPLE = 'contoh-';

/**
 * Finds a person's account by its login. In an office on one machine a sample person whom the office does not know yet
 * gets the next free number, and an account once the change is in force.
 * @returns undefined if there is no such account. Throws like every other call to the forge.
 */
export async function accountByLogin(
  forge: DeskForge,
  kind: Settings['kind'],
  { people, office, index }: Pick<ManagedOffice, 'people' | 'office' | 'index'>,
  login: string,
) {
  const isSame = (each: { readonly login: string }): boolean => each.login.toLowerCase() === login.toLowerCase();
  const known = people.find(isSame);
  if (known) return { account: known.databaseId, login: known.login, name: known.name ?? known.login };
  const holders = Object.values(office.roles.roles).flatMap((role) => role.holders);
  const holder = holders.find(isSame);
  if (holder) return { account: holder.account, login: holder.login, name: holder.name };
  if (kind === 'embedded') {
    if (!login.startsWith(SAMPLE)) return undefined;
    const numbers = [...people.map(({ databaseId }) => databaseId), ...holders.map(({ account }) => account)];
    // A role with the number of the process's account would be the process's.
    return { account: Math.max(index.process ?? 0, ...numbers) + 1, login, name: login };
  }
  try {
    const { user } = await forge.graphql<RawAccount>(ACCOUNT_OF, { login });
    return user ? { account: user.databaseId, login: user.login, name: user.name ?? user.login } : undefined;
  } catch (error) {
    if (error instanceof RefusedByForge && error.status === 404) return undefined;
    throw error;
  }
}
