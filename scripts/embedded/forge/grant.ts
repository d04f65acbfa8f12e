import type { AccountRow } from './accounts.ts';
import { forbidden } from './refusal.ts';

/** The repository permissions of an App's token, by the names of GitHub's API. */
const SCOPES = [
  'actions',
  'administration',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'environments',
  'id_token',
  'issues',
  'metadata',
  'models',
  'packages',
  'pages',
  'pull_requests',
  'secrets',
  'security_events',
  'statuses',
  'variables',
  'workflows',
] as const;
export type Scope = (typeof SCOPES)[number];

/** The permissions of a token. A call needs the permission of the token and of its account. */
export type Grant = Readonly<Partial<Record<Scope, 'read' | 'write'>>>;

/** An App, as the database has it. */
export interface AppRow {
  readonly id: number;
  readonly installation_id: number;
  readonly account_id: number;
  readonly client_id: string;
  readonly slug: string;
  readonly name: string;
  readonly public_key: string;
  /** A `Grant`, as JSON. */
  readonly permissions: string;
  readonly created_at: string;
}

/** The sender of a call: an account, and the limits of its token. */
export interface Actor extends AccountRow {
  /** The permissions of the token. A person's token has none of its own and may do what the account may. */
  readonly grant?: Grant;
  readonly tokenHash?: string;
  /**
   * Set if the call is signed with the key of an App. Such a call may read the description of the App and ask for
   * tokens.
   */
  readonly app?: AppRow;
}

const LEVEL = { read: 1, write: 2 } as const;

/**
 * A permission that a call needs, such as `contents:write`. `a|b` needs one of the two. Every token covers `none` and
 * `metadata:read`.
 */
export type Need = string;

/**
 * Checks whether the permissions of a token cover a need.
 * @throws if the need names an unknown scope or level, unless an earlier alternative of the need is covered
 */
export function covers(grant: Grant, need: Need): boolean {
  if (need === 'none' || need === 'metadata:read') return true;
  return need.split('|').some((each) => {
    const [scope = '', level = ''] = each.split(':');
    if (!isScope(scope) || (level !== 'read' && level !== 'write')) throw new Error(`"${each}" is no permission`);
    const has = grant[scope];
    return has !== undefined && LEVEL[has] >= LEVEL[level];
  });
}

/**
 * Checks that the actor's token covers a need.
 * @throws HttpRefusal 403, in GitHub's words, if the token has a grant that does not cover it
 */
export function demandGrant({ grant }: Actor, need: Need): void {
  if (grant !== undefined && !covers(grant, need)) throw forbidden('Resource not accessible by integration');
}

/** Checks whether `whole` covers every permission of `part`. */
export function isWithin(part: Grant, whole: Grant): boolean {
  return Object.entries(part).every(([scope, level]) => covers(whole, `${scope}:${level}`));
}

function isScope(text: string): text is Scope {
  return SCOPES.some((scope) => scope === text);
}

/**
 * Reads a grant from the members of a JSON object.
 * @throws if a member is no known scope, or its value is neither `read` nor `write`
 */
export function grantOf(members: Readonly<Record<string, unknown>>): Grant {
  for (const [scope, level] of Object.entries(members)) {
    if (!isScope(scope) || (level !== 'read' && level !== 'write')) {
      throw new Error(`${scope.slice(0, 40)}: ${String(level).slice(0, 40)} is no permission of a token`);
    }
  }
  return members as Grant;
}
