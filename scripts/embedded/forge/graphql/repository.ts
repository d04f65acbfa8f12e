import type {
  RepositoryAssignableUsersArgs,
  RepositoryLabelsArgs,
  RepositoryPullRequestsArgs,
} from '@octokit/graphql-schema';
import { listAccounts } from '../accounts.ts';
import { demandGrant } from '../grant.ts';
import type { Context } from '../model/context.ts';
import { allLabels } from '../model/labels.ts';
import { findPull, type Pull } from '../model/pulls.ts';
import { allows } from '../permissions.ts';
import { HttpRefusal, unprocessable } from '../refusal.ts';
import { actor } from './actors.ts';
import { byId, connection, nothing } from './connection.ts';
import { gitObject, objectAt, refAt } from './git-objects.ts';
import { labelNode } from './pull-parts.ts';
import { pullRequest, pullState } from './pull-request.ts';
import { repositoryNode } from './repository-node.ts';

export function repository(context: Context) {
  return {
    ...repositoryNode(context),
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
    pullRequest: ({ number }: { number: number }) => numbered(context, number, 'a PullRequest'),
    issueOrPullRequest: ({ number }: { number: number }) => numbered(context, number, 'an issue or pull request'),
    // This forge has no issues, only pull requests.
    issues: nothing('issues'),
    milestones: nothing('milestones'),
    labels: (page: RepositoryLabelsArgs) => {
      // Labels are listed by name, ascending. Any other order is refused.
      if (
        page.query != null ||
        (page.orderBy != null && !(page.orderBy.field === 'NAME' && page.orderBy.direction === 'ASC'))
      )
        throw unprocessable('Repository.labels query, and orderBy other than NAME ASC, are not implemented');
      return connection('labels', byId(allLabels(context)), page, (label) => labelNode(context, label));
    },
    assignableUsers: (page: RepositoryAssignableUsersArgs) => {
      if (page.query != null) throw unprocessable('Repository.assignableUsers query is not implemented');
      const people = listAccounts(context.store).filter(
        ({ type, permission }) => type === 'User' && allows(permission, 'read'),
      );
      return connection('assignableUsers', byId(people), page, (account) => actor(context, account));
    },
    pullRequests: (page: RepositoryPullRequestsArgs) => {
      demandGrant(context.actor, 'pull_requests:read');
      if (page.labels != null) throw unprocessable('Repository.pullRequests labels is not implemented');
      const onlyOpen = page.states?.length === 1 && page.states[0] === 'OPEN' ? "WHERE state = 'open'" : '';
      return pullRequests(context, page, context.store.all<Pull>(`SELECT * FROM pulls ${onlyOpen}`));
    },
  };
}

function numbered(context: Context, number: number, what: string) {
  demandGrant(context.actor, 'pull_requests:read');
  const pull = findPull(context, number);
  if (pull === undefined) throw new HttpRefusal(404, `Could not resolve to ${what} with the number of ${number}.`);
  return pullRequest(context, pull);
}

/**
 * Makes a connection of pull requests. The place of a pull request is the value by which the list is ordered, and its
 * number. So a cursor stays valid when other pull requests change.
 */
export function pullRequests(context: Context, page: RepositoryPullRequestsArgs, of: readonly Pull[]) {
  const field = page.orderBy?.field === 'UPDATED_AT' ? 'updated_at' : 'created_at';
  const direction = page.orderBy?.direction === 'DESC' ? -1 : 1;
  const wanted = (pull: Pull) => {
    return (
      (page.states == null || page.states.includes(pullState(pull))) &&
      (page.headRefName == null || page.headRefName === pull.head_ref) &&
      (page.baseRefName == null || page.baseRefName === pull.base_ref)
    );
  };
  const placed = of
    .filter(wanted)
    .map((item) => ({ place: `${item[field]} ${String(item.number).padStart(12, '0')}`, item }));
  placed.sort((a, b) => (a.place < b.place ? -direction : direction));
  return connection('pullRequests', placed, page, (pull) => pullRequest(context, pull));
}
