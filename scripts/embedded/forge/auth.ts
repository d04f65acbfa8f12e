import { createHash, randomBytes } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { type AccountRow, existingAccount } from './accounts.ts';
import { type Actor, type Grant, grantOf } from './grant.ts';
import { appOfJwt, isJwt } from './installation.ts';
import { HttpRefusal } from './refusal.ts';
import type { Store } from './store.ts';

const DEFAULT_TTL = 'P30D';
/** The end of a token that has none. */
const NEVER = '9999-12-31T23:59:59Z';

const EXPIRED =
  'Token ini sudah berakhir: masuk lagi; untuk klon, pakai token baru dari forge.json di folder kantor. / This token has expired: sign in again; for a clone, use the new token in forge.json in the office’s folder.';

/**
 * Gives the account a new token: 256 random bits, of which only the hash is kept, so that a copy of the database
 * opens nothing.
 * @param ttl how long it lives, an ISO 8601 duration (days are 24 hours); 30 days if not given.
 * @param grant what it may do at most; without it, all that the account may
 */
export function issueToken(store: Store, login: string, now: string, ttl = DEFAULT_TTL, grant?: Grant): string {
  return keptToken(store, login, now, ending(now, ttl), grant);
}

/**
 * Gives the account its only token, which does not end by time: an account that acts for as long as the forge runs cannot become
 * nobody while it does. It takes the place of every token that the account had, so it ends with the next call.
 */
export function onlyToken(store: Store, login: string, now: string): string {
  revokeTokens(store, login);
  return keptToken(store, login, now, NEVER);
}

function keptToken(store: Store, login: string, now: string, expires: string, grant?: Grant): string {
  const account = existingAccount(store, login);
  const token = `${grant === undefined ? 'dsp' : 'ghs'}_${randomBytes(32).toString('base64url')}`;
  store.insert('tokens', { hash: hash(token), account_id: account.id, created_at: now, expires_at: expires });
  if (grant !== undefined) store.insert('token_grants', { hash: hash(token), permissions: JSON.stringify(grant) });
  return token;
}

/** Ends the token that a request came with. @throws HttpRefusal 401 where it came with none that is kept here */
export function endOwnToken(store: Store, { tokenHash }: Actor): void {
  if (tokenHash === undefined) throw new HttpRefusal(401, 'Bad credentials');
  store.run('DELETE FROM tokens WHERE hash = ?', tokenHash);
}

/** When something ends that begins now. @param life ISO 8601 duration, days of 24 hours @param share of it */
function ending(now: string, life: string, share = 1): string {
  const seconds = Math.floor(Temporal.Duration.from(life).total('seconds') * share);
  return Temporal.Instant.from(now).add({ seconds }).toString();
}

/**
 * A token of the account that lives on for at least a third of its life.
 * @param given the one to keep, if it does; it is not ended where it does not
 */
export function freshToken(store: Store, login: string, given: string | undefined, now: string, life: string): string {
  const kept = store.get(
    'SELECT 1 FROM tokens WHERE hash = ? AND account_id = ? AND expires_at >= ?',
    hash(given ?? ''),
    existingAccount(store, login).id,
    ending(now, life, 1 / 3),
  );
  return kept !== undefined && given !== undefined ? given : issueToken(store, login, now, life);
}

/** Cuts what lives longer than `life` from now, but for what never ends, and forgets what ended as long ago. */
export function limitTokens(store: Store, now: string, life: string): void {
  const latest = ending(now, life);
  store.run('UPDATE tokens SET expires_at = ? WHERE expires_at > ? AND expires_at <> ?', latest, latest, NEVER);
  store.run('DELETE FROM tokens WHERE expires_at < ?', ending(now, life, -1));
}

/** Ends every token of the account. */
export function revokeTokens(store: Store, login: string): void {
  store.run('DELETE FROM tokens WHERE account_id = ?', existingAccount(store, login).id);
}

/**
 * Who sends this `Authorization` header: `token X`, `Bearer X` (a token, or an App's signed claim), or `Basic` with the
 * token as password (git). The look-up is by hash, so that its duration reveals nothing about a stored token.
 * @throws HttpRefusal 401 without a header, or with a token that is unknown or expired.
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
