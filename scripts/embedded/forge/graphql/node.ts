import { accountById } from '../accounts.ts';
import { demandGrant } from '../grant.ts';
import { getComment } from '../model/comments.ts';
import type { Comment, Context } from '../model/context.ts';
import type { Pull } from '../model/pulls.ts';
import type { ReviewRow } from '../model/reviews.ts';
import { nodeId, parseNodeId } from '../node-id.ts';
import { allows } from '../permissions.ts';
import { HttpRefusal } from '../refusal.ts';
import { REPOSITORY_ID } from '../rest/repository.ts';
import { actor } from './actors.ts';
import { commentNode, reviewNode } from './pull-parts.ts';
import { pullRequest } from './pull-request.ts';
import { repository } from './repository.ts';

/**
 * Finds the account, repository, pull request, review or comment with a node id.
 * @throws HttpRefusal 404
 */
export function nodeById(context: Context, id: string) {
  const account = accountByNode(context, id);
  if (account !== undefined) return actor(context, account);
  switch (id.split('_', 1)[0]) {
    case 'R':
      if (id !== nodeId('R', REPOSITORY_ID) || !allows(context.actor.permission, 'read')) throw unresolved(id);
      return repository(context);
    case 'PRR':
      return reviewNode(context, row<ReviewRow>(context, 'PRR', id));
    case 'IC':
      return commentNode(context, commentById(context, id));
    default:
      return pullRequest(context, pullById(context, id));
  }
}

/** Finds the account with a node id that has not been removed. */
export function accountByNode({ store }: Context, id: string) {
  const number = parseNodeId('U', id) ?? parseNodeId('BOT', id) ?? parseNodeId('O', id);
  const account = number === undefined ? undefined : accountById(store, number);
  return account?.removed_at === null ? account : undefined;
}

/**
 * Finds the pull request with a node id.
 * @throws HttpRefusal 404
 */
export const pullById = (context: Context, id: string): Pull => row<Pull>(context, 'PR', id);

/**
 * Finds the comment with a node id.
 * @throws HttpRefusal 404
 */
export const commentById = (context: Context, id: string): Comment =>
  getComment(context, row<Comment>(context, 'IC', id).id);

const TABLES = { PR: 'pulls', PRR: 'reviews', IC: 'comments' } as const;

/**
 * Finds the row with a node id.
 * @throws HttpRefusal 404 if there is no such row, or the actor may not read the repository
 */
function row<Row extends Pull | ReviewRow | Comment>(context: Context, kind: keyof typeof TABLES, id: string): Row {
  const number = parseNodeId(kind, id);
  const found =
    number === undefined || !allows(context.actor.permission, 'read')
      ? undefined
      : context.store.get<Row>(`SELECT * FROM ${TABLES[kind]} WHERE id = ?`, number);
  if (found === undefined) throw unresolved(id);
  demandGrant(context.actor, 'pull_requests:read');
  return found;
}

export const unresolved = (id: string): HttpRefusal =>
  new HttpRefusal(404, `Could not resolve to a node with the global id of '${id.slice(0, 60)}'`);
