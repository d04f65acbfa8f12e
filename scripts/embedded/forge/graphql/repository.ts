import { demandGrant } from '../grant.ts';
import { knownAccount, type Context } from '../model/context.ts';
import { findPull, type Pull } from '../model/pulls.ts';
import { nodeId } from '../node-id.ts';
import { HttpRefusal, unprocessable } from '../refusal.ts';
import { REPOSITORY_ID } from '../rest/repository.ts';
import { repoHtml } from '../urls.ts';
import { actor } from './actors.ts';
import { connection, type PageArguments } from './connection.ts';
import { gitObject, objectAt, refAt } from './git-objects.ts';
import { pullRequest } from './pull-request.ts';

interface PullsArguments extends PageArguments {
  readonly states?: readonly string[] | null;
  readonly headRefName?: string | null;
  readonly baseRefName?: string | null;
  readonly labels?: readonly string[] | null;
  readonly orderBy?: { readonly field: string; readonly direction: string } | null;
}

export function repository(context: Context) {
  const { site } = context;
  return {
    __typename: 'Repository',
    id: nodeId('R', REPOSITORY_ID),
    databaseId: REPOSITORY_ID,
    name: site.repo,
    nameWithOwner: `${site.owner}/${site.repo}`,
    owner: actor(context, knownAccount(context, site.ownerId)),
    isPrivate: true,
    url: repoHtml(site),
    defaultBranchRef: () => {
      demandGrant(context.actor, 'contents:read');
      return refAt(context, 'refs/heads/main');
    },
    object: async ({ expression, oid }: { expression?: string | null; oid?: string | null }) => {
      demandGrant(context.actor, 'contents:read');
      if (oid != null) return gitObject(context, oid);
      return expression == null ? null : objectAt(context, expression);
    },
    ref: ({ qualifiedName }: { qualifiedName: string }) => {
      demandGrant(context.actor, 'contents:read');
      return refAt(context, qualifiedName);
    },
    pullRequest: ({ number }: { number: number }) => {
      demandGrant(context.actor, 'pull_requests:read');
      const pull = findPull(context, number);
      if (pull === undefined)
        throw new HttpRefusal(404, `Could not resolve to a PullRequest with the number of ${number}.`);
      return pullRequest(context, pull);
    },
    pullRequests: (page: PullsArguments) => {
      demandGrant(context.actor, 'pull_requests:read');
      return pullRequests(context, page);
    },
  };
}

/** A place is the value that the list is ordered by, with the number: a cursor still holds after others have changed. */
function pullRequests(context: Context, page: PullsArguments) {
  if (page.labels != null) throw unprocessable('Repository.pullRequests labels is not implemented');
  const field = page.orderBy?.field === 'UPDATED_AT' ? 'updated_at' : 'created_at';
  const direction = page.orderBy?.direction === 'DESC' ? -1 : 1;
  const wanted = (pull: Pull) => {
    const state = pull.merged_at === null ? pull.state.toUpperCase() : 'MERGED';
    return (
      (page.states == null || page.states.includes(state)) &&
      (page.headRefName == null || page.headRefName === pull.head_ref) &&
      (page.baseRefName == null || page.baseRefName === pull.base_ref)
    );
  };
  const onlyOpen = page.states?.length === 1 && page.states[0] === 'OPEN' ? "WHERE state = 'open'" : '';
  const pulls = context.store.all<Pull>(`SELECT * FROM pulls ${onlyOpen}`).filter(wanted);
  const placed = pulls.map((item) => ({ place: `${item[field]} ${String(item.number).padStart(12, '0')}`, item }));
  placed.sort((a, b) => (a.place < b.place ? -direction : direction));
  return connection('pullRequests', placed, page, (pull) => pullRequest(context, pull));
}
