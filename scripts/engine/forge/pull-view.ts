import { createHash } from 'node:crypto';
import type { Account } from '#domain/case/state/facts.ts';
import { accountOf, isSelf } from './account.ts';
import { ForgeError } from './errors.ts';
import { instantOf, verdictOf } from './facts.ts';
import type { PullView } from './forge.ts';
import { MARK_ITEMS, MARK_REVIEWS, STATUS_CONTEXT } from './queries.ts';
import type { MarkItem, MarkReview, RawItem, RawPull, RawReview, RawStatusCommit } from './raw.ts';

const FILE_STATUS: Readonly<Record<string, PullView['files'][number]['status']>> = {
  ADDED: 'added',
  COPIED: 'added',
  DELETED: 'removed',
  RENAMED: 'renamed',
};

/** Makes the view of a pull request for the planner, or throws a ForgeError if the changed files are unknown. */
export function pullView(
  raw: RawPull,
  reviews: readonly RawReview[],
  items: readonly RawItem[],
  self: Account,
  ownComments: PullView['ownComments'],
  main: string,
): PullView {
  // Null means "unknown". It must not look like a pull request that changes nothing (R8).
  if (!raw.files) throw new ForgeError('unreadable', 'GraphQL query ReadCase', 'The changed files are not shown.');
  return {
    number: raw.number,
    nodeId: raw.id,
    title: raw.title,
    url: raw.url,
    branch: raw.headRefName,
    head: raw.headRefOid,
    branchHead: raw.headRef?.target?.oid,
    base: raw.baseRefName,
    baseHead: raw.baseRefOid,
    baseExists: Boolean(raw.baseRef?.target),
    main,
    foreign: raw.isCrossRepository,
    draft: raw.isDraft,
    state: raw.state === 'MERGED' ? 'merged' : raw.state === 'CLOSED' ? 'closed' : 'open',
    opener: accountOf(raw.author),
    createdAt: instantOf(raw.createdAt),
    updatedAt: instantOf(raw.updatedAt),
    labels: raw.labels.nodes.map((label) => label.name),
    requested: raw.reviewRequests.nodes.flatMap((request) => request.requestedReviewer?.login ?? []),
    status: ownStatus(raw, self),
    reviews: reviews.flatMap((review) => {
      const verdict = verdictOf(review, items);
      return verdict ? [{ id: Number(review.fullDatabaseId), dismissed: review.state === 'DISMISSED', verdict }] : [];
    }),
    ownComments,
    files: raw.files.nodes.map((file) => ({
      path: file.path,
      status: FILE_STATUS[file.changeType] ?? 'modified',
    })),
    fileCount: raw.files.totalCount,
  };
}

/** Finds the process's own status on the head. A status that another account set is ignored (security 9). */
export function ownStatus(
  { commits, headRef, headRefOid }: Pick<RawPull, 'commits' | 'headRef' | 'headRefOid'>,
  self: Account,
): PullView['status'] {
  const commit = shownHead({ commits, headRef, headRefOid });
  const status = commit?.status?.contexts.find((each) => each.context === STATUS_CONTEXT);
  if (!status || !isSelf(accountOf(status.creator), self)) return undefined;
  return {
    state: status.state.toLowerCase(),
    description: status.description ?? '',
    url: status.targetUrl ?? undefined,
  };
}

/**
 * Finds the head commit in the pull request or in its branch. Neither has it if the pull request was closed, its branch
 * changed later, and another pull request brought its commits to main.
 */
export const shownHead = ({
  commits,
  headRef,
  headRefOid,
}: Pick<RawPull, 'commits' | 'headRef' | 'headRefOid'>): RawStatusCommit | undefined =>
  [...commits.nodes.map(({ commit }) => commit), ...(headRef?.target ? [headRef.target] : [])].find(
    ({ oid }) => oid === headRefOid,
  );

/**
 * Computes the mark of a pull request: a short text that changes when something happens that could matter (R28). That
 * is a new head, a review or an edit of a review, or an event in the timeline. Acts of the process do not change the
 * mark, or every run would make its own cases look new. Only the newest reviews and items count, as many as the list of
 * open pull requests shows, so that this list and the full read compute the same mark. A mark that changes without
 * reason costs only one more reading.
 */
export function markOf(
  head: string,
  reviews: readonly MarkReview[],
  items: readonly MarkItem[],
  self: Account,
): string {
  const submitted = reviews.slice(-MARK_REVIEWS).filter((review) => review.state !== 'PENDING');
  const byOthers = submitted.filter((review) => !isSelf(accountOf(review.author), self));
  const event = items.slice(-MARK_ITEMS).findLast((item) => !isSelf(accountOf(item.actor), self));
  const edited = byOthers.flatMap((review) => review.lastEditedAt ?? []).sort();
  const parts = [head, byOthers.at(-1)?.fullDatabaseId ?? '', edited.at(-1) ?? '', event?.id ?? ''];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}
