import type { components } from '@octokit/openapi-types';
import { diffFiles } from '../git/diff.ts';
import { commitsBetween } from '../git/history.ts';
import { countComments } from '../model/comments.ts';
import type { Context } from '../model/context.ts';
import { forkBranch } from '../model/fork-names.ts';
import { labelsOfPull } from '../model/labels.ts';
import { mergePull } from '../model/merge.ts';
import {
  closePull,
  editPull,
  isMergeable,
  mergeableState,
  openPull,
  type Pull,
  pullBase,
  reopenPull,
} from '../model/pulls.ts';
import { requestedOf } from '../model/review-requests.ts';
import { nodeId } from '../node-id.ts';
import { invalid, notFound, unprocessable } from '../refusal.ts';
import { pullHtml, repoApi } from '../urls.ts';
import { commitObject, diffEntries, textOf } from './commits.ts';
import { labelObject } from './labels.ts';
import { linkPages, pageOf, paginate, pullOf, rawOf, type RestRequest } from './request.ts';
import { forkObject, repositoryObject } from './repository.ts';
import { route } from './router.ts';
import { association, simpleUser, userById, userOrGhost } from './users.ts';

/** A pull request with the labels of GitHub's `pull-request-simple`, in which a label's description is never null. */
type FullPull = Omit<components['schemas']['pull-request'], 'labels'> & {
  labels: components['schemas']['pull-request-simple']['labels'];
};

export const pullRoutes = [
  route('GET /repos/{owner}/{repo}/pulls', listPulls),
  route('POST /repos/{owner}/{repo}/pulls', createPull, { status: 201 }),
  route('GET /repos/{owner}/{repo}/pulls/{pull_number}', getOnePull, { media: ['diff', 'patch'] }),
  route('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', updatePull),
  route('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', async (request) => {
    const { context } = request;
    const pull = pullOf(request);
    return paginate(request, await diffEntries(context, await pullBase(context, pull), pull.head_oid));
  }),
  route('GET /repos/{owner}/{repo}/pulls/{pull_number}/commits', async (request) => {
    const { context } = request;
    const pull = pullOf(request);
    const oids = await commitsBetween(context.git, await pullBase(context, pull), pull.head_oid);
    return Promise.all(paginate(request, oids).map((oid) => commitObject(context, oid)));
  }),
];

export const mergeRoutes = [
  route('GET /repos/{owner}/{repo}/pulls/{pull_number}/merge', (request) => {
    if (pullOf(request).merged_at === null) throw notFound();
    return undefined;
  }),
  route('PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', async (request) => {
    const { context, body } = request;
    const sha = await mergePull(context, pullOf(request), {
      sha: body.optionalString('sha'),
      method: body.optionalString('merge_method') ?? 'merge',
      title: body.optionalString('commit_title'),
      message: body.optionalString('commit_message'),
    });
    return { sha, merged: true, message: 'Pull Request successfully merged' };
  }),
];

async function getOnePull(request: RestRequest) {
  const { context, media } = request;
  const pull = pullOf(request);
  if (media === 'json') return fullPull(context, pull);
  return rawOf(await textOf(context.git, media, await pullBase(context, pull), pull.head_oid), media);
}

function listPulls(request: RestRequest) {
  const { context, query } = request;
  const state = query.get('state') ?? 'open';
  const head = query.get('head') ?? '';
  const [owner = '', branch] = head.split(/:(.*)/s);
  const isFork = branch !== undefined && owner.toLowerCase() !== context.site.owner.toLowerCase();
  const wanted = [
    ['state', state === 'all' ? null : state],
    ['base_ref', query.get('base')],
    ['head_ref', head === '' ? null : isFork ? head : (branch ?? owner)],
  ].filter(([, value]) => value !== null);
  const where = wanted.map(([column]) => `${column} = ?`);
  const values = wanted.map(([, value]) => value ?? '');
  const order = query.get('sort') === 'updated' ? 'updated_at' : 'number';
  const direction =
    (query.get('direction') ?? (query.get('sort') === null ? 'desc' : 'asc')) === 'asc' ? 'ASC' : 'DESC';
  const from = `FROM pulls ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}`;
  const count = context.store.get<{ n: number }>(`SELECT count(*) AS n ${from}`, ...values)?.n ?? 0;
  const { page, size } = pageOf(request);
  linkPages(request, page, Math.max(1, Math.ceil(count / size)));
  const sql = `SELECT * ${from} ORDER BY ${order} ${direction}, number ${direction} LIMIT ? OFFSET ?`;
  return context.store.all<Pull>(sql, ...values, size, (page - 1) * size).map((pull) => simplePull(context, pull));
}

async function createPull({ context, body }: RestRequest): Promise<FullPull> {
  if (body.has('issue') || body.has('head_repo'))
    throw unprocessable('issue and head_repo are not implemented by this forge');
  const pull = await openPull(context, {
    title: body.string('title'),
    body: body.optionalString('body') ?? null,
    head: body.string('head'),
    base: body.string('base'),
    draft: body.boolean('draft'),
  });
  return fullPull(context, pull);
}

async function updatePull(request: RestRequest): Promise<FullPull> {
  const { context, body } = request;
  const pull = pullOf(request);
  const state = body.optionalString('state');
  if (state !== undefined && state !== 'open' && state !== 'closed')
    throw invalid('PullRequest', 'state', 'state is open or closed');
  const title = body.optionalString('title');
  const base = body.optionalString('base');
  if (title !== undefined || base !== undefined || body.has('body')) {
    editPull(context, pull, {
      title,
      base,
      body: body.has('body') ? (body.optionalString('body') ?? null) : undefined,
    });
  }
  if (state === 'closed') closePull(context, pull);
  if (state === 'open') await reopenPull(context, pull);
  return fullPull(context, pullOf(request));
}

/** Describes a pull request as GitHub does in lists. */
export function simplePull(context: Context, pull: Pull) {
  const { site } = context;
  const api = repoApi(site);
  const url = `${api}/pulls/${pull.number}`;
  const issue = `${api}/issues/${pull.number}`;
  const html = pullHtml(site, pull.number);
  const repo = repositoryObject(context);
  const side = (ref: string, sha: string) => {
    const fork = forkBranch(ref);
    if (fork === undefined) return { label: `${site.owner}:${ref}`, ref, sha, user: repo.owner, repo };
    const forked = forkObject(context, fork.owner);
    return { label: ref, ref: fork.branch, sha, user: forked.owner, repo: forked };
  };
  const statuses = `${api}/statuses/${pull.head_oid}`;
  return {
    url,
    id: pull.id,
    node_id: nodeId('PR', pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: userOrGhost(context, pull.author_id),
    body: pull.body,
    labels: labelsOfPull(context, pull.number).map((label) => {
      const object = labelObject(context, label);
      return { ...object, description: object.description ?? '' };
    }),
    milestone: null,
    active_lock_reason: null,
    created_at: pull.created_at,
    updated_at: pull.updated_at,
    closed_at: pull.closed_at,
    merged_at: pull.merged_at,
    merge_commit_sha: pull.merge_oid,
    assignee: null,
    assignees: [],
    requested_reviewers: requestedOf(context, pull.number).map((account) => simpleUser(context, account)),
    requested_teams: [],
    head: side(pull.head_ref, pull.head_oid),
    base: side(pull.base_ref, pull.base_oid),
    _links: {
      self: { href: url },
      html: { href: html },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${api}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
    author_association: association(context, pull.author_id),
    auto_merge: null,
    draft: pull.draft === 1,
  };
}

/** Describes a single pull request as GitHub does: with counts that lists do not have. */
export async function fullPull(context: Context, pull: Pull): Promise<FullPull> {
  const base = await pullBase(context, pull);
  const files = await diffFiles(context.git, base, pull.head_oid);
  const mergeable = await isMergeable(context, pull);
  return {
    ...simplePull(context, pull),
    merged: pull.merged_at !== null,
    mergeable: mergeable ?? null,
    rebaseable: false,
    mergeable_state: mergeableState(context, pull, mergeable),
    merged_by: pull.merged_by === null ? null : userById(context, pull.merged_by),
    comments: countComments(context, pull.number),
    review_comments: 0,
    maintainer_can_modify: false,
    commits: (await commitsBetween(context.git, base, pull.head_oid)).length,
    additions: files.reduce((total, file) => total + file.additions, 0),
    deletions: files.reduce((total, file) => total + file.deletions, 0),
    changed_files: files.length,
  };
}
