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
  /** Chosen id; without it the next free one. */
  readonly id?: number;
}

const LOGIN = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\[bot\])?$/;

/**
 * Makes an account. A login whose account was removed is free again and gets another id, as on GitHub.
 * @throws when the login is taken or malformed, or the id is taken.
 */
export function addAccount(store: Store, account: NewAccount, now: string): AccountRow {
  const { login, permission } = account;
  demandFreeLogin(store, login);
  if (!isPermission(permission)) throw new Error(`permission "${permission}" is none of the known levels`);
  let id = account.id ?? store.nextId();
  while (account.id === undefined && accountById(store, id) !== undefined) id = store.nextId();
  const { name = null, type = 'User' } = account;
  const row: AccountRow = { id, login, name, type, permission, created_at: now, removed_at: null };
  store.insert('accounts', row);
  return row;
}

/** The living account of this login; letter case does not matter. */
export function findAccount(store: Store, login: string): AccountRow | undefined {
  return store.get<AccountRow>('SELECT * FROM accounts WHERE login = ? AND removed_at IS NULL', login);
}

/** The account with this id, removed ones too. */
export function accountById(store: Store, id: number): AccountRow | undefined {
  return store.get<AccountRow>('SELECT * FROM accounts WHERE id = ?', id);
}

/** The living accounts of people and Apps, by id. */
export function listAccounts(store: Store): AccountRow[] {
  return store.all<AccountRow>(
    "SELECT * FROM accounts WHERE removed_at IS NULL AND type <> 'Organization' ORDER BY id",
  );
}

/**
 * Removes an account and its tokens, and takes back the reviews asked of it. What it did stays, and shows as a ghost's.
 * @throws when there is no living account of this login.
 */
export function removeAccount(store: Store, login: string, now: string): void {
  const { id } = existingAccount(store, login);
  store.run('UPDATE accounts SET removed_at = ? WHERE id = ?', now, id);
  store.run('DELETE FROM tokens WHERE account_id = ?', id);
  store.run('DELETE FROM review_requests WHERE account_id = ?', id);
}

/** @throws when there is no account of this login, or the new one is taken or malformed. */
export function renameAccount(store: Store, login: string, to: string): void {
  if (to.toLowerCase() !== login.toLowerCase()) demandFreeLogin(store, to);
  store.run('UPDATE accounts SET login = ? WHERE id = ?', to, existingAccount(store, login).id);
}

function demandFreeLogin(store: Store, login: string): void {
  if (!LOGIN.test(login)) {
    throw new Error(
      `login "${login.slice(0, 60)}": huruf, angka dan "-" saja, paling banyak 39. / letters, digits and "-" only, 39 at most.`,
    );
  }
  if (findAccount(store, login) !== undefined) {
    throw new Error(`login "${login}" sudah dipakai. / login "${login}" is taken.`);
  }
}

export function permitAccount(store: Store, login: string, permission: Permission): void {
  store.run('UPDATE accounts SET permission = ? WHERE id = ?', permission, existingAccount(store, login).id);
}

/** @throws when there is no living account of this login. */
export function existingAccount(store: Store, login: string): AccountRow {
  const account = findAccount(store, login);
  if (account === undefined) throw new Error(`tidak ada akun "${login}". / there is no account "${login}".`);
  return account;
}
