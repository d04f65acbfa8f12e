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

/** What a token may do at most, whatever its account may. */
export type Grant = Readonly<Partial<Record<Scope, 'read' | 'write'>>>;

/** An App as it stands in the database. */
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

/** Who sends a request: an account, and what its token limits it to. */
export interface Actor extends AccountRow {
  /** Absent: a person's token, which may do all that the account may. */
  readonly grant?: Grant;
  readonly tokenHash?: string;
  /** Set where a request is signed by an App's key: it may then ask for tokens, and nothing else. */
  readonly app?: AppRow;
}

const LEVEL = { read: 1, write: 2 } as const;

/** Such as `contents:write`. Of several, separated by `|`, one is enough. `none`: any token will do. */
export type Need = string;

/** Whether a token with this grant covers a need. @throws where the need names no known scope */
export function covers(grant: Grant, need: Need): boolean {
  if (need === 'none' || need === 'metadata:read') return true;
  return need.split('|').some((each) => {
    const [scope = '', level = ''] = each.split(':');
    if (!isScope(scope) || (level !== 'read' && level !== 'write')) throw new Error(`"${each}" is no permission`);
    const has = grant[scope];
    return has !== undefined && LEVEL[has] >= LEVEL[level];
  });
}

/** @throws HttpRefusal 403, in GitHub's words, where the actor's token has a grant that does not cover the need. */
export function demandGrant({ grant }: Actor, need: Need): void {
  if (grant !== undefined && !covers(grant, need)) throw forbidden('Resource not accessible by integration');
}

/** Whether `part` asks for nothing that `whole` lacks. */
export function isWithin(part: Grant, whole: Grant): boolean {
  return Object.entries(part).every(([scope, level]) => covers(whole, `${scope}:${level}`));
}

function isScope(text: string): text is Scope {
  return SCOPES.some((scope) => scope === text);
}

/** Takes the members of a JSON object as a grant. @throws where they are not known scopes, each with its level */
export function grantOf(members: Readonly<Record<string, unknown>>): Grant {
  for (const [scope, level] of Object.entries(members)) {
    if (!isScope(scope) || (level !== 'read' && level !== 'write')) {
      throw new Error(`${scope.slice(0, 40)}: ${String(level).slice(0, 40)} is no permission of a token`);
    }
  }
  return members as Grant;
}
