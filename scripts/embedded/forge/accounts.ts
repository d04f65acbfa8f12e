import { isPermission, type Permission } from './permissions.ts';
import type { Store } from './store.ts';

export type AccountType = 'User' | 'Bot' | 'Organization';

export interface AccountRow {
  readonly id: number;
  readonly login: string;
  readonly name: string | null;
  readonly type: AccountType;
  readonly permission: Permission;
  readonly created_at: string;
  readonly removed_at: string | null;
}

export interface NewAccount {
  readonly login: string;
  readonly name?: string;
  readonly type?: AccountType;
  readonly permission: Permission;
  /** The id of the account; the next free one if not given. */
  readonly id?: number;
}

const LOGIN = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\[bot\])?$/;

/**
 * Makes an account. As on GitHub, the login of a removed account may be used again; the new account has another id.
 * @throws if the login is taken or malformed, or the id is taken
 */
export function addAccount(store: Store, account: NewAccount, now: string): AccountRow {
  const { login, permission } = account;
  demandFreeLogin(store, login);
  if (!isPermission(permission)) throw new Error(`permission "${permission}" is unknown`);
  let id = account.id ?? store.nextId();
  while (account.id === undefined && accountById(store, id) !== undefined) id = store.nextId();
  const { name = null, type = 'User' } = account;
  const row: AccountRow = { id, login, name, type, permission, created_at: now, removed_at: null };
  store.insert('accounts', row);
  return row;
}

/** Finds the account that has this login and has not been removed. Letter case does not matter. */
export function findAccount(store: Store, login: string): AccountRow | undefined {
  return store.get<AccountRow>('SELECT * FROM accounts WHERE login = ? AND removed_at IS NULL', login);
}

/** Finds the account with an id, also if it was removed. */
export function accountById(store: Store, id: number): AccountRow | undefined {
  return store.get<AccountRow>('SELECT * FROM accounts WHERE id = ?', id);
}

/** Lists the accounts of people and Apps that have not been removed, ordered by id. */
export function listAccounts(store: Store): AccountRow[] {
  return store.all<AccountRow>(
    "SELECT * FROM accounts WHERE removed_at IS NULL AND type <> 'Organization' ORDER BY id",
  );
}

function demandFreeLogin(store: Store, login: string): void {
  if (!LOGIN.test(login)) {
    throw new Error(
      `login "${login.slice(0, 60)}": hanya boleh berisi huruf, angka, dan "-", paling banyak 39. / it may contain only letters, digits and "-", at most 39.`,
    );
  }
  if (findAccount(store, login) !== undefined) {
    throw new Error(`login "${login}" sudah dipakai. / login "${login}" is taken.`);
  }
}

/**
 * Returns the account that has this login and has not been removed.
 * @throws if there is no such account
 */
export function existingAccount(store: Store, login: string): AccountRow {
  const account = findAccount(store, login);
  if (account === undefined) throw new Error(`tidak ada akun "${login}". / there is no account "${login}".`);
  return account;
}
