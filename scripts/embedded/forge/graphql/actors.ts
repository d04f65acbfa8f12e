import type { AccountRow } from '../accounts.ts';
import { knownAccount, type Context } from '../model/context.ts';
import { nodeId } from '../node-id.ts';

/** An account as an actor; a removed one is null, as GitHub answers for a ghost. */
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
    // GraphQL names a bot without the suffix that REST shows.
    login: type === 'Bot' ? login.replace('[bot]', '') : login,
    name,
    createdAt: created_at,
    url: `${site.url}${path}`,
    resourcePath: path,
    avatarUrl: `${site.url}/avatars/${id}`,
  };
}
