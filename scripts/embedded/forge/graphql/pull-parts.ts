import { commentEditor } from '../model/comments.ts';
import type { Comment, Context } from '../model/context.ts';
import { editorOf, type ReviewRow } from '../model/reviews.ts';
import type { TimelineData } from '../model/timeline.ts';
import { nodeId } from '../node-id.ts';
import { association } from '../rest/users.ts';
import { commentHtml, repoHtml, reviewHtml } from '../urls.ts';
import { actorById } from './actors.ts';
import { commit } from './git-objects.ts';

export function labelNode({ site }: Context, label: NonNullable<TimelineData['label']>) {
  return {
    __typename: 'Label',
    id: nodeId('LA', label.id),
    name: label.name,
    color: label.color,
    description: label.description,
    url: `${repoHtml(site)}/labels/${encodeURIComponent(label.name)}`,
  };
}

export function reviewNode(context: Context, review: ReviewRow) {
  const editor = editorOf(context, review);
  return {
    __typename: 'PullRequestReview',
    id: nodeId('PRR', review.id),
    databaseId: review.id,
    fullDatabaseId: String(review.id),
    author: actorById(context, review.author_id),
    editor: editor === undefined ? null : actorById(context, editor),
    state: review.state,
    body: review.body,
    createdAt: review.submitted_at,
    submittedAt: review.submitted_at,
    updatedAt: review.edited_at ?? review.submitted_at,
    lastEditedAt: review.edited_at,
    url: reviewHtml(context.site, review.pull, review.id),
    ...written(context, review),
    commit: commit(context, review.commit_oid),
  };
}

export function commentNode(context: Context, comment: Comment) {
  const editor = commentEditor(context, comment);
  return {
    __typename: 'IssueComment',
    id: nodeId('IC', comment.id),
    databaseId: comment.id,
    fullDatabaseId: String(comment.id),
    author: actorById(context, comment.author_id),
    body: comment.body,
    createdAt: comment.created_at,
    updatedAt: comment.updated_at,
    lastEditedAt: comment.edited_at,
    editor: editor === undefined ? null : actorById(context, editor),
    url: commentHtml(context.site, comment.pull, comment.id),
    ...written(context, comment),
    isMinimized: false,
    minimizedReason: null,
  };
}

/** What GitHub says of each text that somebody wrote. There are no reactions here. */
export function written(context: Context, { author_id, edited_at }: { author_id: number; edited_at?: string | null }) {
  return {
    authorAssociation: () => association(context, author_id),
    viewerDidAuthor: author_id === context.actor.id,
    reactionGroups: [],
    ...(edited_at === undefined ? {} : { includesCreatedEdit: edited_at !== null }),
  };
}
