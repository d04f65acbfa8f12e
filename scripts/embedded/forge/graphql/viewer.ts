import type { Context } from '../model/context.ts';
import type { Pull } from '../model/pulls.ts';
import { unprocessable } from '../refusal.ts';
import { actor } from './actors.ts';
import { connection, type PageArguments } from './connection.ts';
import { pullRequest } from './pull-request.ts';

interface OwnPullsArguments extends PageArguments {
  readonly states?: readonly string[] | null;
  readonly labels?: readonly string[] | null;
  readonly headRefName?: string | null;
  readonly baseRefName?: string | null;
  readonly orderBy?: { readonly field: string; readonly direction: string } | null;
}

/** Who asks, and what they have opened: on a forge of one repository, all of it there. */
export function viewer(context: Context) {
  return {
    ...actor(context, context.actor),
    __typename: 'User',
    login: context.actor.login,
    pullRequests: (page: OwnPullsArguments) => ownPulls(context, page),
  };
}

function ownPulls(context: Context, page: OwnPullsArguments) {
  const { labels, headRefName, baseRefName, states, orderBy } = page;
  if (labels != null || headRefName != null || baseRefName != null)
    throw unprocessable('User.pullRequests labels, headRefName and baseRefName are not implemented');
  const field = orderBy?.field === 'UPDATED_AT' ? 'updated_at' : 'created_at';
  const direction = orderBy?.direction === 'DESC' ? -1 : 1;
  const own = context.store.all<Pull>('SELECT * FROM pulls WHERE author_id = ?', context.actor.id);
  const wanted = own.filter(({ merged_at, state }) =>
    states == null ? true : states.includes(merged_at === null ? state.toUpperCase() : 'MERGED'),
  );
  const placed = wanted.map((item) => ({ place: `${item[field]} ${String(item.number).padStart(12, '0')}`, item }));
  placed.sort((a, b) => (a.place < b.place ? -direction : direction));
  return connection('pullRequests', placed, page, (pull) => pullRequest(context, pull));
}
