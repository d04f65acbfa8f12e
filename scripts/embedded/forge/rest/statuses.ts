import type { components } from '@octokit/openapi-types';
import type { Context } from '../model/context.ts';
import { combinedState, latestStatuses, setStatus, type Status, statusesOf } from '../model/statuses.ts';
import { nodeId } from '../node-id.ts';
import { unprocessable } from '../refusal.ts';
import { repoApi } from '../urls.ts';
import { resolveCommit } from './commits.ts';
import { paginate, param, type RestRequest } from './request.ts';
import { repositoryObject } from './repository.ts';
import { route } from './router.ts';
import { userById } from './users.ts';

/** The routes of statuses. They are tried before `GET …/commits/{ref}`, whose ref may contain slashes. */
export const statusRoutes = [
  route('GET /repos/{owner}/{repo}/commits/{ref}/status', async (request) => {
    const { context } = request;
    const sha = await commitOf(request);
    const latest = latestStatuses(context, sha);
    const commit = `${repoApi(context.site)}/commits/${sha}`;
    return {
      state: combinedState(latest),
      statuses: paginate(request, latest).map((status) => simpleStatus(context, status)),
      sha,
      total_count: latest.length,
      repository: repositoryObject(context),
      commit_url: commit,
      url: `${commit}/status`,
    };
  }),
  route('GET /repos/{owner}/{repo}/commits/{ref}/statuses', async (request) => {
    const statuses = statusesOf(request.context, await commitOf(request));
    return paginate(request, statuses).map((status) => statusObject(request.context, status));
  }),
  route(
    'POST /repos/{owner}/{repo}/statuses/{sha}',
    async (request) => {
      const { context, body } = request;
      const status = await setStatus(context, param(request, 'sha'), {
        state: body.string('state'),
        context: body.optionalString('context') ?? 'default',
        description: body.optionalString('description') ?? null,
        targetUrl: body.optionalString('target_url') ?? null,
      });
      return statusObject(context, status);
    },
    { status: 201 },
  ),
];

async function commitOf(request: RestRequest): Promise<string> {
  const oid = await resolveCommit(request.context, param(request, 'ref'));
  if (oid === undefined) throw unprocessable(`No commit found for SHA: ${param(request, 'ref').slice(0, 100)}`);
  return oid;
}

function simpleStatus({ site }: Context, status: Status): components['schemas']['simple-commit-status'] {
  return {
    url: `${repoApi(site)}/statuses/${status.oid}`,
    avatar_url: `${site.url}/avatars/${status.creator_id}`,
    id: status.id,
    node_id: nodeId('SC', status.id),
    state: status.state,
    description: status.description,
    target_url: status.target_url,
    context: status.context,
    created_at: status.created_at,
    updated_at: status.created_at,
  };
}

function statusObject(context: Context, status: Status): components['schemas']['status'] {
  return { ...simpleStatus(context, status), creator: userById(context, status.creator_id) };
}
