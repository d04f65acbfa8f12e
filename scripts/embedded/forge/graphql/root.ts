import { findAccount } from '../accounts.ts';
import type { Context } from '../model/context.ts';
import { allows } from '../permissions.ts';
import { HttpRefusal } from '../refusal.ts';
import { actor } from './actors.ts';
import { nothing } from './connection.ts';
import { mutations } from './mutations.ts';
import { nodeById } from './node.ts';
import { repository } from './repository.ts';
import { search } from './search.ts';
import { viewer } from './viewer.ts';

/** What every question begins at. */
export function root(context: Context) {
  const { site } = context;
  return {
    repository: ({ owner, name }: { owner: string; name: string }) => {
      const same = owner.toLowerCase() === site.owner.toLowerCase() && name.toLowerCase() === site.repo.toLowerCase();
      if (!same || !allows(context.actor.permission, 'read')) {
        throw new HttpRefusal(
          404,
          `Could not resolve to a Repository with the name '${`${owner}/${name}`.slice(0, 100)}'.`,
        );
      }
      return repository(context);
    },
    organization: ({ login }: { login: string }) => {
      const account = findAccount(context.store, login);
      if (account?.type !== 'Organization')
        throw new HttpRefusal(404, `Could not resolve to an Organization with the login of '${login.slice(0, 60)}'.`);
      return { ...actor(context, account), teams: nothing('teams') };
    },
    node: ({ id }: { id: string }) => nodeById(context, id),
    search: search(context),
    viewer: () => viewer(context),
    rateLimit: () => ({ cost: 1, limit: 5000, used: 0, remaining: 5000, nodeCount: 0, resetAt: context.now }),
    ...mutations(context),
  };
}
