import type { QuerySearchArgs, UserPullRequestsArgs } from '@octokit/graphql-schema';
import { findAccount } from '../accounts.ts';
import { demandGrant } from '../grant.ts';
import type { Context } from '../model/context.ts';
import type { Pull } from '../model/pulls.ts';
import { searchPulls } from '../model/search.ts';
import { allows } from '../permissions.ts';
import { HttpRefusal, notFound, unprocessable } from '../refusal.ts';
import { actor } from './actors.ts';
import { byId, connection, nothing } from './connection.ts';
import { mutations } from './mutations.ts';
import { nodeById } from './node.ts';
import { pullRequest } from './pull-request.ts';
import { pullRequests, repository } from './repository.ts';

/** Returns the fields of the root, where every query and mutation begins. */
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
    search: (given: QuerySearchArgs) => search(context, given),
    viewer: () => ({
      ...actor(context, context.actor),
      __typename: 'User',
      login: context.actor.login,
      pullRequests: (page: UserPullRequestsArgs) => ownPulls(context, page),
    }),
    rateLimit: () => ({ cost: 1, limit: 5000, used: 0, remaining: 5000, nodeCount: 0, resetAt: context.now }),
    ...mutations(context),
  };
}

/** Searches pull requests by words and qualifiers, as REST does. */
function search(context: Context, given: QuerySearchArgs) {
  if (given.type !== 'ISSUE') throw unprocessable(`search for ${given.type} is not implemented`);
  if (!allows(context.actor.permission, 'read')) throw notFound();
  demandGrant(context.actor, 'pull_requests:read');
  const found = searchPulls(context, given.query);
  const { totalCount, ...list } = connection('search', byId(found), given, (pull) => pullRequest(context, pull));
  return { ...list, issueCount: totalCount };
}

/** Lists the pull requests that the actor has opened. */
function ownPulls(context: Context, page: UserPullRequestsArgs) {
  if (page.labels != null || page.headRefName != null || page.baseRefName != null)
    throw unprocessable('User.pullRequests labels, headRefName and baseRefName are not implemented');
  const own = context.store.all<Pull>('SELECT * FROM pulls WHERE author_id = ?', context.actor.id);
  return pullRequests(context, page, own);
}
