import { isAncestor } from '../git/history.ts';
import { allows } from '../permissions.ts';
import { invalidSimply, notFound, unprocessable } from '../refusal.ts';
import { type Context, demand, knownAccount, ring } from './context.ts';
import { type Pull, pullBase, touch } from './pulls.ts';
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

/** Oldest first. */
export function reviewsOf(context: Context, pull: number): ReviewRow[] {
  return context.store.all<ReviewRow>('SELECT * FROM reviews WHERE pull = ? ORDER BY id', pull);
}

/** @throws HttpRefusal 404 */
export function getReview(context: Context, pull: number, id: number): ReviewRow {
  const review = context.store.get<ReviewRow>('SELECT * FROM reviews WHERE pull = ? AND id = ?', pull, id);
  if (review === undefined) throw notFound();
  return review;
}

/**
 * Where pull requests are required, a Request changes of an account with write blocks the merge, until the same account
 * approves or somebody dismisses it (GitHub, "About pull request reviews").
 */
export function isBlockedByReview(context: Context, pull: number): boolean {
  return latestReviews(context, pull, ['APPROVED', 'CHANGES_REQUESTED']).some(
    ({ author_id, state }) =>
      state === 'CHANGES_REQUESTED' && allows(knownAccount(context, author_id).permission, 'write'),
  );
}

/** Of each account its latest review, of those in such a state. */
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
 * Submits a review. Every account that can read may; whether it counts is up to the process. It answers the actor's own
 * review request.
 * @throws HttpRefusal 422 for the author's own approval or request for changes, a missing body, an unknown commit, and for
 * pending reviews, which this forge does not keep.
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
  if (state !== 'APPROVED' && body.trim() === '') throw invalidSimply('body is empty');
  if (commit !== undefined && !(await isCommitOfPull(context, pull, commit))) {
    throw invalidSimply('commit_id is not part of the pull request');
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
  touch(context, pull.number);
  ring(context, pull.number);
  return getReview(context, pull.number, id);
}

/**
 * The author, or an account that can write, edits the text of a review, as with comments; its state, author and time stay.
 * @throws HttpRefusal 403
 */
export function editReview(context: Context, review: ReviewRow, body: string): void {
  const { store, actor, now } = context;
  if (review.author_id !== actor.id) demand(context, 'write');
  store.run('UPDATE reviews SET body = ?, edited_at = ? WHERE id = ?', body, now, review.id);
  store.put('review_edits', { review: review.id, editor_id: actor.id });
  context.edits.push({ of: 'review', id: review.id, pull: review.pull });
  touch(context, review.pull);
  ring(context, review.pull);
}

/** The id of the account that edited a review last; undefined where nobody did. */
export function editorOf(context: Context, review: ReviewRow): number | undefined {
  if (review.edited_at === null) return undefined;
  const edit = context.store.get<{ editor_id: number }>(
    'SELECT editor_id FROM review_edits WHERE review = ?',
    review.id,
  );
  // Of older edits nothing was kept but the time; then only authors could edit.
  return edit?.editor_id ?? review.author_id;
}

/**
 * Dismisses an approval or a request for changes; a writer may.
 * @throws HttpRefusal 403; 422 for any other review, or without a message
 */
export function dismissReview(context: Context, review: ReviewRow, message: string): void {
  demand(context, 'write');
  if (message.trim() === '') throw invalidSimply('message is empty');
  if (review.state === 'COMMENTED' || review.state === 'DISMISSED') {
    throw unprocessable(`Can not dismiss a ${review.state.toLowerCase()} pull request review`);
  }
  context.store.run("UPDATE reviews SET state = 'DISMISSED' WHERE id = ?", review.id);
  record(context, review.pull, 'REVIEW_DISMISSED_EVENT', { reviewId: review.id, previousState: review.state, message });
  touch(context, review.pull);
  ring(context, review.pull);
}

/** Whether a commit is one of the pull request's, or once was its head. */
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
