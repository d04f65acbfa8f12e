import { createHash, randomBytes } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { type AccountRow, existingAccount } from './accounts.ts';
import { type Actor, type Grant, grantOf } from './grant.ts';
import { appOfJwt, isJwt } from './installation.ts';
import { HttpRefusal } from './refusal.ts';
import type { Store } from './store.ts';

const DEFAULT_TTL = 'P30D';
/** The end of a token that does not expire. */
const NEVER = '9999-12-31T23:59:59Z';

const EXPIRED =
  'Token ini sudah tidak berlaku. Masuk lagi; untuk klon, pakai token baru dari forge.json di folder kantor. / This token has expired. Sign in again; for a clone, use the new token in forge.json in the office’s folder.';

/**
 * Makes a new token of an account: 256 random bits. Only the hash is kept, so that nobody can sign in with a copy of
 * the database.
 * @param ttl the lifetime of the token, an ISO 8601 duration with days of 24 hours; 30 days if not given
 * @param grant the permissions of the token; if not given, the token may do what its account may
 */
export function issueToken(store: Store, login: string, now: string, ttl = DEFAULT_TTL, grant?: Grant): string {
  return storeToken(store, login, now, endAfter(now, ttl), grant);
}

/**
 * Makes the only token of an account. It does not expire, because the account must be able to act as long as the forge
 * runs. All earlier tokens of the account end, so this token ends when the function is called again.
 */
export function onlyToken(store: Store, login: string, now: string): string {
  revokeTokens(store, login);
  return storeToken(store, login, now, NEVER);
}

function storeToken(store: Store, login: string, now: string, expires: string, grant?: Grant): string {
  const account = existingAccount(store, login);
  const token = `${grant === undefined ? 'dsp' : 'ghs'}_${randomBytes(32).toString('base64url')}`;
  store.insert('tokens', { hash: hash(token), account_id: account.id, created_at: now, expires_at: expires });
  if (grant !== undefined) store.insert('token_grants', { hash: hash(token), permissions: JSON.stringify(grant) });
  return token;
}

/**
 * Ends the token with which a call was made.
 * @throws HttpRefusal 401 if the call has no token of this forge
 */
export function endOwnToken(store: Store, { tokenHash }: Actor): void {
  if (tokenHash === undefined) throw new HttpRefusal(401, 'Bad credentials');
  store.run('DELETE FROM tokens WHERE hash = ?', tokenHash);
}

/**
 * Returns the instant at which a time that begins now ends.
 * @param life ISO 8601 duration, with days of 24 hours
 * @param share the factor by which `life` is multiplied; a negative factor gives an instant in the past
 */
function endAfter(now: string, life: string, share = 1): string {
  const seconds = Math.floor(Temporal.Duration.from(life).total('seconds') * share);
  return Temporal.Instant.from(now).add({ seconds }).toString();
}

/**
 * Returns a token that is valid for at least a third of `life` from now.
 * @param given an earlier token. The function returns `given` if it is valid for that long. Otherwise the function
 * makes a new token, and does not end `given`.
 */
export function freshToken(store: Store, login: string, given: string | undefined, now: string, life: string): string {
  const kept = store.get(
    'SELECT 1 FROM tokens WHERE hash = ? AND account_id = ? AND expires_at >= ?',
    hash(given ?? ''),
    existingAccount(store, login).id,
    endAfter(now, life, 1 / 3),
  );
  return kept !== undefined && given !== undefined ? given : issueToken(store, login, now, life);
}

/**
 * Shortens every token that would end later than `life` from now, and deletes the tokens that ended longer than `life`
 * ago. Tokens that do not expire are left alone.
 */
export function limitTokens(store: Store, now: string, life: string): void {
  const latest = endAfter(now, life);
  store.run('UPDATE tokens SET expires_at = ? WHERE expires_at > ? AND expires_at <> ?', latest, latest, NEVER);
  store.run('DELETE FROM tokens WHERE expires_at < ?', endAfter(now, life, -1));
}

/** Ends every token of the account. */
export function revokeTokens(store: Store, login: string): void {
  store.run('DELETE FROM tokens WHERE account_id = ?', existingAccount(store, login).id);
}

/**
 * Finds the actor of an `Authorization` header. The header is `token X`, `Bearer X` (a token, or a claim signed by an
 * App), or `Basic` with the token as password, as git sends it. The token is looked up by its hash, so that the
 * duration of the search reveals nothing about a stored token.
 * @throws HttpRefusal 401 without a header, or with a token that is unknown or expired
 */
export function authenticate(store: Store, header: string | undefined, now: string): Actor {
  if (header === undefined) throw new HttpRefusal(401, 'Requires authentication');
  const token = tokenIn(header);
  if (token !== undefined && isJwt(token)) return appOfJwt(store, token, now);
  const found = store.get<AccountRow & { permissions: string | null; expires_at: string }>(
    `SELECT accounts.*, permissions, expires_at FROM tokens JOIN accounts ON accounts.id = tokens.account_id
     LEFT JOIN token_grants ON token_grants.hash = tokens.hash
     WHERE tokens.hash = ? AND accounts.removed_at IS NULL`,
    hash(token ?? ''),
  );
  if (found === undefined) throw new HttpRefusal(401, 'Bad credentials');
  const { permissions, expires_at: expires, ...account } = found;
  if (expires <= now) throw new HttpRefusal(401, EXPIRED);
  const actor = { ...account, tokenHash: hash(token ?? '') };
  return permissions === null ? actor : { ...actor, grant: grantOf(JSON.parse(permissions)) };
}

function tokenIn(header: string): string | undefined {
  const [scheme = '', value = ''] = header.trim().split(/\s+/, 2);
  switch (scheme.toLowerCase()) {
    case 'token':
    case 'bearer':
      return value;
    case 'basic': {
      const pair = Buffer.from(value, 'base64').toString('utf8');
      return pair.slice(pair.indexOf(':') + 1);
    }
    default:
      return undefined;
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
