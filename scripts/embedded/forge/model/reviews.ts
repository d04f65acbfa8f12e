import { isAncestor } from '../git/history.ts';
import { allows } from '../permissions.ts';
import { invalidWithReason, notFound, unprocessable } from '../refusal.ts';
import { type Context, demand, knownAccount, addEvent } from './context.ts';
import { type Pull, pullBase, updatePullRow } from './pulls.ts';
import { record } from './timeline.ts';

type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED';

export interface ReviewRow {
  readonly id: number;
  readonly pull: number;
  readonly author_id: number;
  readonly state: ReviewState;
  readonly body: string;
  readonly commit_oid: string;
  readonly submitted_at: string;
  readonly edited_at: string | null;
}

const STATES: Readonly<Record<string, ReviewState>> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
};

/** Returns the reviews of a pull request, oldest first. */
export function reviewsOf(context: Context, pull: number): ReviewRow[] {
  return context.store.all<ReviewRow>('SELECT * FROM reviews WHERE pull = ? ORDER BY id', pull);
}

/**
 * Finds a review of a pull request by its id.
 * @throws HttpRefusal 404
 */
export function getReview(context: Context, pull: number, id: number): ReviewRow {
  const review = context.store.get<ReviewRow>('SELECT * FROM reviews WHERE pull = ? AND id = ?', pull, id);
  if (review === undefined) throw notFound();
  return review;
}

/**
 * Checks whether an account that can write has requested changes and not approved since. A dismissed review does not
 * count. On GitHub, such a request blocks the merge into a protected branch (see its page "About pull request
 * reviews").
 */
export function hasOpenChangeRequest(context: Context, pull: number): boolean {
  return latestReviews(context, pull, ['APPROVED', 'CHANGES_REQUESTED']).some(
    ({ author_id, state }) =>
      state === 'CHANGES_REQUESTED' && allows(knownAccount(context, author_id).permission, 'write'),
  );
}

/**
 * Returns the latest review of each account.
 * @param states the states of reviews that count; all states if not given
 */
export function latestReviews(context: Context, pull: number, states?: readonly string[]): ReviewRow[] {
  const latest = new Map<number, ReviewRow>();
  for (const review of reviewsOf(context, pull))
    if (states === undefined || states.includes(review.state)) latest.set(review.author_id, review);
  return [...latest.values()];
}

interface NewReview {
  readonly event: string | undefined;
  readonly body: string;
  readonly commit: string | undefined;
}

/**
 * Submits a review, and removes the request for a review by this actor. Every account that can read may submit one; the
 * process decides which reviews count.
 * @throws HttpRefusal 403 if the actor cannot read; 422 if the author approves or requests changes, if a review other
 * than an approval has no body, if the commit is not part of the pull request, and for a pending review, which this
 * forge does not keep
 */
export async function submitReview(
  context: Context,
  pull: Pull,
  { event, body, commit }: NewReview,
): Promise<ReviewRow> {
  demand(context, 'read');
  const { store, actor, now } = context;
  const state = STATES[event ?? ''];
  if (state === undefined) throw unprocessable('event must be APPROVE, REQUEST_CHANGES or COMMENT.');
  if (state !== 'COMMENTED' && pull.author_id === actor.id) {
    const what = state === 'APPROVED' ? 'approve' : 'request changes on';
    throw unprocessable(`Review Can not ${what} your own pull request`);
  }
  if (state !== 'APPROVED' && body.trim() === '') throw invalidWithReason('body is empty');
  if (commit !== undefined && !(await isCommitOfPull(context, pull, commit))) {
    throw invalidWithReason('commit_id is not part of the pull request');
  }
  const id = store.nextId();
  store.insert('reviews', {
    id,
    pull: pull.number,
    author_id: actor.id,
    state,
    body,
    commit_oid: commit ?? pull.head_oid,
    submitted_at: now,
  });
  store.run('DELETE FROM review_requests WHERE pull = ? AND account_id = ?', pull.number, actor.id);
  updatePullRow(context, pull.number);
  addEvent(context, pull.number);
  return getReview(context, pull.number, id);
}

/**
 * Changes the text of a review. Its state, author and time do not change.
 * @throws HttpRefusal 403 if the actor is not the author and cannot write
 */
export function editReview(context: Context, review: ReviewRow, body: string): void {
  const { store, actor, now } = context;
  if (review.author_id !== actor.id) demand(context, 'write');
  store.run('UPDATE reviews SET body = ?, edited_at = ? WHERE id = ?', body, now, review.id);
  store.put('review_edits', { review: review.id, editor_id: actor.id });
  context.edits.push({ of: 'review', id: review.id, pull: review.pull });
  updatePullRow(context, review.pull);
  addEvent(context, review.pull);
}

/** Returns the id of the account that edited a review last; undefined if nobody did. */
export function editorOf(context: Context, review: ReviewRow): number | undefined {
  if (review.edited_at === null) return undefined;
  const edit = context.store.get<{ editor_id: number }>(
    'SELECT editor_id FROM review_edits WHERE review = ?',
    review.id,
  );
  // Earlier versions kept only the time of an edit. In those versions only the author could edit a review.
  return edit?.editor_id ?? review.author_id;
}

/**
 * Dismisses an approval or a request for changes.
 * @throws HttpRefusal 403 if the actor cannot write; 422 for a review in any other state, or without a message
 */
export function dismissReview(context: Context, review: ReviewRow, message: string): void {
  demand(context, 'write');
  if (message.trim() === '') throw invalidWithReason('message is empty');
  if (review.state === 'COMMENTED' || review.state === 'DISMISSED') {
    throw unprocessable(`Can not dismiss a ${review.state.toLowerCase()} pull request review`);
  }
  context.store.run("UPDATE reviews SET state = 'DISMISSED' WHERE id = ?", review.id);
  record(context, review.pull, 'REVIEW_DISMISSED_EVENT', { reviewId: review.id, previousState: review.state, message });
  updatePullRow(context, review.pull);
  addEvent(context, review.pull);
}

/** Checks whether a commit is part of a pull request, or was its head once. */
async function isCommitOfPull(context: Context, pull: Pull, oid: string): Promise<boolean> {
  if (oid === pull.head_oid) return true;
  const once = context.store.get(
    'SELECT 1 FROM activity WHERE ref = ? AND after = ?',
    `refs/heads/${pull.head_ref}`,
    oid,
  );
  if (once !== undefined) return true;
  if ((await context.git.readCommit(oid)) === undefined) return false;
  return (
    (await isAncestor(context.git, oid, pull.head_oid)) &&
    !(await isAncestor(context.git, oid, await pullBase(context, pull)))
  );
}
