import { invalid, notFound } from '../refusal.ts';
import { type Comment, type Context, demand, addEvent } from './context.ts';
import { updatePullRow } from './pulls.ts';

/** Returns the comments of a pull request, oldest first. */
export function commentsOf(context: Context, pull: number): Comment[] {
  return context.store.all<Comment>('SELECT * FROM comments WHERE pull = ? ORDER BY id', pull);
}

export const countComments = ({ store }: Context, pull: number): number =>
  store.get<{ n: number }>('SELECT count(*) AS n FROM comments WHERE pull = ?', pull)?.n ?? 0;

/**
 * Finds a comment by its id.
 * @throws HttpRefusal 404
 */
export function getComment(context: Context, id: number): Comment {
  const comment = context.store.get<Comment>('SELECT * FROM comments WHERE id = ?', id);
  if (comment === undefined) throw notFound();
  return comment;
}

export function addComment(context: Context, pull: number, body: string): Comment {
  demand(context, 'read');
  checkBody(body);
  const { store, actor, now } = context;
  const id = store.nextId();
  store.insert('comments', { id, pull, author_id: actor.id, body, created_at: now, updated_at: now });
  updatePullRow(context, pull);
  addEvent(context, pull);
  return getComment(context, id);
}

/**
 * Changes the text of a comment.
 * @throws HttpRefusal 403 if the actor is not the author and cannot write; 422 for an empty or too long text
 */
export function editComment(context: Context, comment: Comment, body: string): Comment {
  if (comment.author_id !== context.actor.id) demand(context, 'write');
  checkBody(body);
  const { store, now } = context;
  store.run('UPDATE comments SET body = ?, updated_at = ?, edited_at = ? WHERE id = ?', body, now, now, comment.id);
  store.put('comment_edits', { comment: comment.id, editor_id: context.actor.id });
  updatePullRow(context, comment.pull);
  context.edits.push({ of: 'comment', id: comment.id });
  addEvent(context, comment.pull);
  return getComment(context, comment.id);
}

/**
 * Returns the id of the account that edited a comment last; undefined if nobody edited the comment, or if the editor
 * was not kept.
 */
export function commentEditor({ store }: Context, { id }: Comment): number | undefined {
  return store.get<{ editor_id: number }>('SELECT editor_id FROM comment_edits WHERE comment = ?', id)?.editor_id;
}

export function deleteComment(context: Context, comment: Comment): void {
  if (comment.author_id !== context.actor.id) demand(context, 'write');
  context.store.run('DELETE FROM comments WHERE id = ?', comment.id);
  updatePullRow(context, comment.pull);
  context.edits.push({ of: 'deleted', comment });
  addEvent(context, comment.pull);
}

function checkBody(body: string): void {
  if (body.trim() === '') throw invalid('IssueComment', 'body', 'body is empty', 'missing_field');
  if (body.length > 65_536) throw invalid('IssueComment', 'body', 'body is longer than 65536 characters', 'custom');
}
