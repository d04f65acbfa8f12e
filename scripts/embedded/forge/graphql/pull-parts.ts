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
  return {
    __typename: 'PullRequestReview',
    id: nodeId('PRR', review.id),
    ...written(context, review),
    ...edited(context, review, editorOf(context, review)),
    state: review.state,
    createdAt: review.submitted_at,
    submittedAt: review.submitted_at,
    updatedAt: review.edited_at ?? review.submitted_at,
    url: reviewHtml(context.site, review.pull, review.id),
    commit: commit(context, review.commit_oid),
  };
}

export function commentNode(context: Context, comment: Comment) {
  return {
    __typename: 'IssueComment',
    id: nodeId('IC', comment.id),
    ...written(context, comment),
    ...edited(context, comment, commentEditor(context, comment)),
    createdAt: comment.created_at,
    updatedAt: comment.updated_at,
    url: commentHtml(context.site, comment.pull, comment.id),
    isMinimized: false,
    minimizedReason: null,
  };
}

/** Returns the fields that every text by an account has on GitHub. This forge has no reactions. */
export const written = (context: Context, { id, author_id }: { readonly id: number; readonly author_id: number }) => ({
  databaseId: id,
  fullDatabaseId: String(id),
  author: actorById(context, author_id),
  authorAssociation: () => association(context, author_id),
  viewerDidAuthor: author_id === context.actor.id,
  reactionGroups: [],
});

/**
 * Returns the fields of a text that can be edited.
 * @param editor id of the account that edited the text last
 */
const edited = (context: Context, { body, edited_at }: ReviewRow | Comment, editor: number | undefined) => ({
  body,
  lastEditedAt: edited_at,
  includesCreatedEdit: edited_at !== null,
  editor: editor === undefined ? null : actorById(context, editor),
});
