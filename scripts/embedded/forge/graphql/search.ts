import type { Context } from '../model/context.ts';
import { searchPulls } from '../model/search.ts';
import { allows } from '../permissions.ts';
import { notFound, unprocessable } from '../refusal.ts';
import { demandGrant } from '../grant.ts';
import { byId, connection, type PageArguments } from './connection.ts';
import { pullRequest } from './pull-request.ts';

interface SearchArguments extends PageArguments {
  readonly query: string;
  readonly type: string;
}

/** Pull requests by words and qualifiers, as REST finds them. */
export const search = (context: Context) => (given: SearchArguments) => {
  if (given.type !== 'ISSUE') throw unprocessable(`search for ${given.type} is not implemented`);
  if (!allows(context.actor.permission, 'read')) throw notFound();
  demandGrant(context.actor, 'pull_requests:read');
  const found = searchPulls(context, given.query);
  const { totalCount, ...list } = connection('search', byId(found), given, (pull) => pullRequest(context, pull));
  return { ...list, issueCount: totalCount };
};
