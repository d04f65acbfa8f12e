import type { AccountRow } from '../accounts.ts';
import { knownAccount, type Context } from '../model/context.ts';
import { nodeId } from '../node-id.ts';

/** Describes the account with an id as an actor; null if it was removed, as on GitHub. */
export function actorById(context: Context, id: number): ReturnType<typeof actor> | null {
  const account = knownAccount(context, id);
  return account.removed_at === null ? actor(context, account) : null;
}

export function actor({ site }: Context, { id, login, name, type, created_at }: AccountRow) {
  const path = type === 'Bot' ? `/apps/${login.replace('[bot]', '')}` : `/${login}`;
  return {
    __typename: type,
    id: nodeId(type === 'User' ? 'U' : type === 'Bot' ? 'BOT' : 'O', id),
    databaseId: id,
    // In GraphQL, the login of a bot has no `[bot]`, which it has in REST.
    login: type === 'Bot' ? login.replace('[bot]', '') : login,
    name,
    createdAt: created_at,
    url: `${site.url}${path}`,
    resourcePath: path,
    avatarUrl: `${site.url}/avatars/${id}`,
  };
}
