import { countComments } from '../model/comments.ts';
import type { Context } from '../model/context.ts';
import { labelsOfPull } from '../model/labels.ts';
import type { Pull } from '../model/pulls.ts';
import { searchPulls } from '../model/search.ts';
import { nodeId } from '../node-id.ts';
import { allows } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { pullHtml, repoApi } from '../urls.ts';
import { labelObject } from './labels.ts';
import { paginate, pullOf } from './request.ts';
import { route } from './router.ts';
import { association, userById } from './users.ts';

export const searchRoutes = [
  route('GET /search/issues', (request) => {
    const { context } = request;
    if (!allows(context.actor.permission, 'read')) throw notFound();
    const found = searchPulls(context, request.query.get('q') ?? '');
    return {
      total_count: found.length,
      incomplete_results: false,
      search_type: 'lexical' as const,
      items: paginate(request, found).map((pull) => ({ ...issueObject(context, pull), score: 1 })),
    };
  }),
  route('GET /repos/{owner}/{repo}/issues/{issue_number}', (request) =>
    issueObject(request.context, pullOf(request, 'issue_number')),
  ),
];

export function issueObject(context: Context, pull: Pull) {
  const { site } = context;
  const url = `${repoApi(site)}/issues/${pull.number}`;
  const html = pullHtml(site, pull.number);
  return {
    url,
    repository_url: repoApi(site),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: html,
    id: pull.issue_id,
    node_id: nodeId('PR', pull.id),
    number: pull.number,
    title: pull.title,
    user: userById(context, pull.author_id),
    labels: labelsOfPull(context, pull.number).map((label) => labelObject(context, label)),
    state: pull.state,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: countComments(context, pull.number),
    created_at: pull.created_at,
    updated_at: pull.updated_at,
    closed_at: pull.closed_at,
    author_association: association(context, pull.author_id),
    active_lock_reason: null,
    draft: pull.draft === 1,
    pull_request: {
      url: `${repoApi(site)}/pulls/${pull.number}`,
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      merged_at: pull.merged_at,
    },
    body: pull.body ?? '',
  };
}
