import type { components } from '@octokit/openapi-types';
import { type AccountRow, findAccount } from '../accounts.ts';
import { knownAccount, type Context } from '../model/context.ts';
import { nodeId } from '../node-id.ts';
import { allows } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { apiRoot } from '../urls.ts';
import { param, type RestRequest } from './request.ts';
import { route } from './router.ts';

type SimpleUser = components['schemas']['simple-user'];

/** The account that GitHub shows in place of a removed account, in fields that are never null. */
const GHOST: AccountRow = {
  id: 10137,
  login: 'ghost',
  name: null,
  type: 'User',
  permission: 'none',
  created_at: '2008-05-13T06:14:25Z',
  removed_at: null,
};

export const userRoutes = [
  route('GET /user', ({ context }) => publicUser(context, context.actor)),
  route('GET /users/{username}', (request) => publicUser(request.context, namedAccount(request)), { token: 'none' }),
  route(
    'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
    (request) => {
      const account = namedAccount(request);
      const { permission } = account;
      const role = permission === 'process' ? 'write' : permission;
      return {
        permission: role === 'triage' ? 'read' : role,
        role_name: role,
        user: { ...simpleUser(request.context, account), permissions: rights(account), role_name: role },
      };
    },
    { token: 'metadata:read' },
  ),
];

/**
 * Finds the account that a path names.
 * @throws HttpRefusal 404
 */
function namedAccount(request: RestRequest): AccountRow {
  const account = findAccount(request.context.store, param(request, 'username'));
  if (account === undefined) throw notFound();
  return account;
}

export function rights({ permission }: AccountRow): {
  pull: boolean;
  triage: boolean;
  push: boolean;
  maintain: boolean;
  admin: boolean;
} {
  return {
    pull: allows(permission, 'read'),
    triage: allows(permission, 'triage'),
    push: allows(permission, 'write'),
    maintain: allows(permission, 'admin'),
    admin: allows(permission, 'admin'),
  };
}

/**
 * Describes the account with an id; null if it was removed, as in GitHub's replies for reviews, comments and actors.
 */
export function userById(context: Context, id: number): SimpleUser | null {
  const account = knownAccount(context, id);
  return account.removed_at === null ? simpleUser(context, account) : null;
}

/** Describes the account with an id, or the ghost if it was removed; for fields that are never null on GitHub. */
export function userOrGhost(context: Context, id: number): SimpleUser {
  return userById(context, id) ?? simpleUser(context, GHOST);
}

export function simpleUser({ site }: Context, account: AccountRow): SimpleUser {
  const { id, login, type } = account;
  const name = encodeURIComponent(login);
  const url = `${apiRoot(site)}/users/${name}`;
  return {
    login,
    id,
    node_id: nodeId(type === 'User' ? 'U' : type === 'Bot' ? 'BOT' : 'O', id),
    avatar_url: `${site.url}/avatars/${id}`,
    gravatar_id: '',
    url,
    html_url:
      type === 'Bot' ? `${site.url}/apps/${encodeURIComponent(login.replace('[bot]', ''))}` : `${site.url}/${name}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    user_view_type: 'public',
    site_admin: false,
  };
}

function publicUser(context: Context, account: AccountRow): components['schemas']['public-user'] {
  return {
    ...simpleUser(context, account),
    name: account.name,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: account.created_at,
    updated_at: account.created_at,
  };
}

/** Returns the relation of an account to the repository, which GitHub shows next to the account's texts. */
export function association(context: Context, id: number): components['schemas']['author-association'] {
  const { permission, removed_at } = knownAccount(context, id);
  if (removed_at !== null || permission === 'none') return 'NONE';
  return permission === 'admin' ? 'MEMBER' : 'COLLABORATOR';
}
