import type { components } from '@octokit/openapi-types';
import { addComment, commentsOf, deleteComment, editComment, getComment } from '../model/comments.ts';
import type { Comment, Context } from '../model/context.ts';
import { nodeId } from '../node-id.ts';
import { commentHtml, repoApi } from '../urls.ts';
import { numberParam, paginate, pullOf, type RestRequest } from './request.ts';
import { route } from './router.ts';
import { association, userById } from './users.ts';

export const commentRoutes = [
  route('GET /repos/{owner}/{repo}/issues/comments/{comment_id}', (request) =>
    commentObject(request.context, commentOf(request)),
  ),
  route('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', (request) =>
    commentObject(request.context, editComment(request.context, commentOf(request), request.body.string('body'))),
  ),
  route('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', (request) => {
    deleteComment(request.context, commentOf(request));
    return undefined;
  }),
  route('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', (request) => {
    const { context, query } = request;
    const since = query.get('since') ?? '';
    const comments = commentsOf(context, pullOf(request, 'issue_number').number);
    return paginate(
      request,
      comments.filter((comment) => comment.updated_at >= since),
    ).map((comment) => commentObject(context, comment));
  }),
  route(
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    (request) => {
      const { context, body } = request;
      return commentObject(context, addComment(context, pullOf(request, 'issue_number').number, body.string('body')));
    },
    { status: 201 },
  ),
];

function commentOf(request: RestRequest): Comment {
  return getComment(request.context, numberParam(request, 'comment_id'));
}

export function commentObject(context: Context, comment: Comment): components['schemas']['issue-comment'] {
  const { site } = context;
  return {
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    url: `${repoApi(site)}/issues/comments/${comment.id}`,
    html_url: commentHtml(site, comment.pull, comment.id),
    issue_url: `${repoApi(site)}/issues/${comment.pull}`,
    user: userById(context, comment.author_id),
    created_at: comment.created_at,
    updated_at: comment.updated_at,
    body: comment.body,
    author_association: association(context, comment.author_id),
    performed_via_github_app: null,
  };
}
