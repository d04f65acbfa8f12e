import type {
  PullRequestCommentsArgs,
  PullRequestReviewsArgs,
  PullRequestState,
  PullRequestTimelineItemsArgs,
} from '@octokit/graphql-schema';
import { findAccount } from '../accounts.ts';
import type { FileDiff } from '../git/diff.ts';
import { commitsBetween } from '../git/history.ts';
import { commentsOf } from '../model/comments.ts';
import type { Context } from '../model/context.ts';
import { branchName, forkBranch } from '../model/fork-names.ts';
import { labelsOfPull } from '../model/labels.ts';
import { isMergeable, mergeableState, type Pull, pullBase, pullFiles } from '../model/pulls.ts';
import { requestedOf } from '../model/review-requests.ts';
import { hasOpenChangeRequest, latestReviews, reviewsOf } from '../model/reviews.ts';
import { timelineOf } from '../model/timeline.ts';
import { gitNodeId, nodeId } from '../node-id.ts';
import { unprocessable } from '../refusal.ts';
import { pullHtml } from '../urls.ts';
import { actor, actorById } from './actors.ts';
import { byId, byIndex, connection, nothing, type PageArguments } from './connection.ts';
import { commit, refAt } from './git-objects.ts';
import { commentNode, labelNode, reviewNode, written } from './pull-parts.ts';
import { repositoryNode } from './repository-node.ts';
import { timelineItem, wantedTypes } from './timeline-items.ts';

export function pullState({ merged_at, state }: Pull): PullRequestState {
  if (merged_at !== null) return 'MERGED';
  return state === 'open' ? 'OPEN' : 'CLOSED';
}

/** Describes a pull request. A field that needs git or another table is read only if it is asked for. */
export function pullRequest(context: Context, pull: Pull) {
  const { site, git } = context;
  const n = pull.number;
  const fork = forkBranch(pull.head_ref);
  return {
    __typename: 'PullRequest',
    id: nodeId('PR', pull.id),
    ...written(context, pull),
    number: n,
    title: pull.title,
    body: pull.body ?? '',
    url: pullHtml(site, n),
    state: pullState(pull),
    closed: pull.state === 'closed',
    isDraft: pull.draft === 1,
    merged: pull.merged_at !== null,
    mergedAt: pull.merged_at,
    mergedBy: pull.merged_by === null ? null : actorById(context, pull.merged_by),
    mergeCommit: pull.merge_oid === null ? null : commit(context, pull.merge_oid),
    createdAt: pull.created_at,
    updatedAt: pull.updated_at,
    closedAt: pull.closed_at,
    baseRefName: pull.base_ref,
    baseRefOid: pull.base_oid,
    headRefName: branchName(pull.head_ref),
    headRefOid: pull.head_oid,
    baseRef: () => refAt(context, `refs/heads/${pull.base_ref}`),
    headRef: () => (fork === undefined ? refAt(context, `refs/heads/${pull.head_ref}`) : null),
    isCrossRepository: fork !== undefined,
    headRepository: () => repositoryNode(context, fork?.owner),
    headRepositoryOwner: () => repositoryNode(context, fork?.owner).owner,
    baseRepository: () => repositoryNode(context),
    repository: () => repositoryNode(context),
    maintainerCanModify: false,
    autoMergeRequest: null,
    isInMergeQueue: false,
    isMergeQueueEnabled: false,
    locked: false,
    milestone: null,
    assignees: nothing('assignees'),
    projectCards: nothing('projectCards'),
    projectItems: nothing('projectItems'),
    closingIssuesReferences: nothing('closingIssuesReferences'),
    additions: async () => sum(await pullFiles(context, pull), 'additions'),
    deletions: async () => sum(await pullFiles(context, pull), 'deletions'),
    changedFiles: async () => (await pullFiles(context, pull)).length,
    reviewDecision: () => (hasOpenChangeRequest(context, n) ? 'CHANGES_REQUESTED' : null),
    mergeStateStatus: async () => mergeableState(context, pull, await isMergeable(context, pull)).toUpperCase(),
    mergeable: async () => {
      const mergeable = await isMergeable(context, pull);
      return mergeable === undefined ? 'UNKNOWN' : mergeable ? 'MERGEABLE' : 'CONFLICTING';
    },
    labels: (page: PageArguments) =>
      connection('labels', byId(labelsOfPull(context, n)), page, (label) => labelNode(context, label)),
    reviewRequests: (page: PageArguments) =>
      connection('reviewRequests', byId(requestedOf(context, n)), page, (account) => ({
        __typename: 'ReviewRequest',
        id: gitNodeId('REF', `review-request ${n} ${account.id}`),
        databaseId: account.id,
        requestedReviewer: actor(context, account),
      })),
    reviews: (page: PullRequestReviewsArgs) => {
      const author = page.author == null ? undefined : (findAccount(context.store, page.author)?.id ?? -1);
      const reviews = reviewsOf(context, n).filter(
        (review) =>
          (page.states == null || page.states.includes(review.state)) &&
          (author === undefined || review.author_id === author),
      );
      return connection('reviews', byId(reviews), page, (review) => reviewNode(context, review));
    },
    latestReviews: (page: PageArguments) =>
      connection('latestReviews', byId(latestReviews(context, n)), page, (review) => reviewNode(context, review)),
    comments: (page: PullRequestCommentsArgs) => {
      if (page.orderBy != null) throw unprocessable('PullRequest.comments orderBy is not implemented');
      return connection('comments', byId(commentsOf(context, n)), page, (comment) => commentNode(context, comment));
    },
    files: async (page: PageArguments) =>
      connection('files', byIndex(await pullFiles(context, pull)), page, (file) => ({
        __typename: 'PullRequestChangedFile',
        path: file.path,
        changeType: file.status === 'removed' ? 'DELETED' : file.status.toUpperCase(),
        additions: file.additions,
        deletions: file.deletions,
      })),
    commits: async (page: PageArguments) => {
      const oids = await commitsBetween(git, await pullBase(context, pull), pull.head_oid);
      return connection('commits', byIndex(oids), page, (oid) => ({
        __typename: 'PullRequestCommit',
        id: gitNodeId('C', `${n} ${oid}`),
        commit: commit(context, oid),
      }));
    },
    timelineItems: (page: PullRequestTimelineItemsArgs) => {
      if (page.since != null || page.skip != null)
        throw unprocessable('timelineItems since and skip are not implemented');
      const types = wantedTypes(page.itemTypes);
      const rows = timelineOf(context, n).filter((row) => types.has(row.type));
      return connection('timelineItems', byId(rows), page, (row) => timelineItem(context, row));
    },
  };
}

function sum(files: readonly FileDiff[], what: 'additions' | 'deletions'): number {
  return files.reduce((total, file) => total + file[what], 0);
}
