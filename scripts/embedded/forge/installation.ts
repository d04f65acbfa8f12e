import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { accountById, addAccount } from './accounts.ts';
import { type Actor, type AppRow, type Grant, grantOf, isWithin } from './grant.ts';
import { HttpRefusal, unprocessable } from './refusal.ts';
import type { Store } from './store.ts';

/** The longest lifetime of a claim in seconds, as on GitHub. */
const LONGEST_CLAIM = 600;
/** How many seconds the clock of an App may be ahead of the forge's. */
const SKEW = 60;

export interface NewApp {
  /** The name of the App in addresses. Its account is `<slug>[bot]`. */
  readonly slug: string;
  readonly name?: string;
  readonly permissions: Grant;
  /** The permission of the App's account; `process`, which may write protected branches, if not given. */
  readonly permission?: 'process' | 'write';
}

export interface InstalledApp {
  readonly id: number;
  readonly clientId: string;
  readonly installationId: number;
  readonly slug: string;
  /**
   * The private key as PEM, PKCS#1. As on GitHub, the key can be read only here; the forge keeps only the public key.
   */
  readonly privateKey: string;
}

/**
 * Registers an App and installs it on the repository. If its account exists already, the App uses that account.
 * @throws if the slug is taken
 */
export function installApp(store: Store, wish: NewApp, now: string): InstalledApp {
  const { slug, permissions } = wish;
  const login = `${slug}[bot]`;
  const known = store.get<{ id: number }>('SELECT id FROM accounts WHERE login = ? AND removed_at IS NULL', login);
  const account = known ?? addAccount(store, { login, type: 'Bot', permission: wish.permission ?? 'process' }, now);
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const id = store.nextId();
  const app: AppRow = {
    id,
    installation_id: store.nextId(),
    account_id: account.id,
    client_id: `Iv23li${String(id).padStart(14, '0')}`,
    slug,
    name: wish.name ?? slug,
    public_key: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    permissions: JSON.stringify(grantOf(permissions)),
    created_at: now,
  };
  store.insert('apps', app);
  const key = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  return { id, clientId: app.client_id, installationId: app.installation_id, slug, privateKey: key };
}

/** Checks whether a token is a JSON Web Token. A token that the forge made is not. */
export const isJwt = (token: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);

/**
 * Finds the App that signed a claim (RS256). The claim itself has no permissions.
 * @throws HttpRefusal 401, in GitHub's words, for an unknown App, a signature by another key, or a claim that has
 * expired, lasts too long or was issued in the future
 */
export function appOfJwt(store: Store, token: string, now: string): Actor {
  const [head = '', body = '', signature = ''] = token.split('.');
  const refuse = (message: string): HttpRefusal => new HttpRefusal(401, message);
  const header = decode(head);
  const claim = decode(body);
  const issuer = String(claim?.['iss'] ?? '');
  const app = store.get<AppRow>('SELECT * FROM apps WHERE client_id = ? OR CAST(id AS TEXT) = ?', issuer, issuer);
  const account = app === undefined ? undefined : accountById(store, app.account_id);
  if (header?.['alg'] !== 'RS256' || claim === undefined || app === undefined || account === undefined) {
    throw refuse('A JSON web token could not be decoded');
  }
  const signed = Buffer.from(`${head}.${body}`);
  if (!verify('sha256', signed, createPublicKey(app.public_key), Buffer.from(signature, 'base64url'))) {
    throw refuse('A JSON web token could not be decoded');
  }
  const at = Math.floor(Date.parse(now) / 1000);
  const { iat, exp } = claim;
  if (typeof exp !== 'number' || exp <= at) {
    throw refuse(
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if (typeof iat !== 'number' || iat > at + SKEW) {
    throw refuse("'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued");
  }
  if (exp > at + LONGEST_CLAIM + SKEW) throw refuse("'Expiration time' claim ('exp') is too far in the future");
  return { ...account, grant: {}, app };
}

function decode(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Computes the permissions of a token that an App asks for. `metadata: read` is always among them.
 * @param wish the permissions that the App asks for; all that the App has if undefined
 * @throws HttpRefusal 422 if the App asks for more than it was installed with
 */
export function limitedGrant(app: AppRow, wish: Readonly<Record<string, unknown>> | undefined): Grant {
  const whole = grantOf(JSON.parse(app.permissions));
  if (wish === undefined) return { metadata: 'read', ...whole };
  let part: Grant;
  try {
    part = grantOf(wish);
  } catch (error) {
    throw unprocessable(error instanceof Error ? error.message : String(error));
  }
  if (!isWithin(part, whole)) {
    throw unprocessable('The permissions requested are not granted to this installation.');
  }
  return { metadata: 'read', ...part };
}

/** Returns the account of an App. Calls with a token of the App act as this account. */
export function appAccount(store: Store, app: AppRow): Actor {
  const account = accountById(store, app.account_id);
  if (account === undefined) throw new Error(`account ${app.account_id} is referred to and missing`);
  return account;
}
