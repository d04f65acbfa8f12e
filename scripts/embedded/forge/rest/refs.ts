import type { components } from '@octokit/openapi-types';
import { type Context, refOid } from '../model/context.ts';
import { activityOf, moveRef } from '../model/refs.ts';
import { checkSeen, sawHead } from '../model/seen-heads.ts';
import { gitNodeId, nodeId } from '../node-id.ts';
import { notFound, unprocessable } from '../refusal.ts';
import { encodePath, repoApi } from '../urls.ts';
import { param, type RestRequest, sizeOf, withQuery } from './request.ts';
import { route } from './router.ts';
import { userById } from './users.ts';

type GitRef = components['schemas']['git-ref'];
type Activity = components['schemas']['activity'];

export const refRoutes = [
  route('GET /repos/{owner}/{repo}/git/ref/{ref}', (request) => {
    const ref = `refs/${param(request, 'ref')}`;
    const oid = refOid(request.context, ref);
    if (oid === undefined) throw notFound();
    return refObject(request.context, ref, oid);
  }),
  route('GET /repos/{owner}/{repo}/git/matching-refs/{ref}', (request) => {
    const { store } = request.context;
    const prefix = `refs/${param(request, 'ref')}`;
    const rows = store.all<{ name: string; oid: string }>(
      'SELECT name, oid FROM refs WHERE substr(name, 1, ?) = ? ORDER BY name',
      prefix.length,
      prefix,
    );
    return rows.map(({ name, oid }) => refObject(request.context, name, oid));
  }),
  route(
    'POST /repos/{owner}/{repo}/git/refs',
    async ({ context, body }) => {
      const ref = body.string('ref');
      const after = await existingCommit(context, body.string('sha'));
      if (!/^refs\/[^/]+\/./.test(ref)) {
        throw unprocessable("Reference name must start with 'refs/' and contain at least two slashes.");
      }
      if (refOid(context, ref) !== undefined) throw unprocessable('Reference already exists');
      await moveRef(context, { ref, before: undefined, after }, false);
      sawHead(context, ref, after);
      return refObject(context, ref, after);
    },
    { status: 201 },
  ),
  route('PATCH /repos/{owner}/{repo}/git/refs/{ref}', async (request) => {
    const { context, body } = request;
    const ref = `refs/${param(request, 'ref')}`;
    const before = refOid(context, ref);
    if (before === undefined) throw unprocessable('Reference does not exist');
    const after = await existingCommit(context, body.string('sha'));
    const force = body.boolean('force');
    if (force) checkSeen(context, ref, before);
    await moveRef(context, { ref, before, after }, force);
    sawHead(context, ref, after);
    return refObject(context, ref, after);
  }),
  route('DELETE /repos/{owner}/{repo}/git/refs/{ref}', async (request) => {
    const { context } = request;
    const ref = `refs/${param(request, 'ref')}`;
    const before = refOid(context, ref);
    if (before === undefined) throw unprocessable('Reference does not exist');
    await moveRef(context, { ref, before, after: undefined }, false);
    return undefined;
  }),
  route('GET /repos/{owner}/{repo}/activity', listActivity),
];

/** Lists the moves of branches. `after` is the id of the last move on the previous page. */
function listActivity(request: RestRequest): Activity[] {
  const { context, query } = request;
  const name = query.get('ref');
  const rows = activityOf(context, name === null ? undefined : name.startsWith('refs/') ? name : `refs/heads/${name}`);
  if (query.get('direction') === 'asc') rows.reverse();
  for (const unknown of ['time_period', 'before']) {
    if (query.has(unknown)) throw unprocessable(`${unknown} is not implemented by this forge`);
  }
  const type = query.get('activity_type');
  const actor = query.get('actor')?.toLowerCase();
  const wanted = rows.filter(
    (row) =>
      (type === null || row.activity_type === type) &&
      (actor === undefined || userById(context, row.actor_id)?.login.toLowerCase() === actor),
  );
  const after = query.get('after');
  const start = after === null ? 0 : wanted.findIndex((row) => String(row.id) === after) + 1;
  if (after !== null && start === 0) throw unprocessable('after is no cursor of this list');
  const page = wanted.slice(start, start + sizeOf(request));
  const last = page.at(-1);
  if (last !== undefined && start + page.length < wanted.length) {
    request.responseHeaders.set('link', `<${withQuery(request, 'after', String(last.id))}>; rel="next"`);
  }
  return page.map((row) => ({
    id: row.id,
    node_id: nodeId('AC', row.id),
    before: row.before,
    after: row.after,
    ref: row.ref,
    timestamp: row.timestamp,
    activity_type: row.activity_type,
    actor: userById(context, row.actor_id),
  }));
}

function refObject({ site }: Context, ref: string, sha: string): GitRef {
  return {
    ref,
    node_id: gitNodeId('REF', ref),
    url: `${repoApi(site)}/git/${encodePath(ref)}`,
    object: { type: 'commit', sha, url: `${repoApi(site)}/git/commits/${sha}` },
  };
}

async function existingCommit(context: Context, sha: string): Promise<string> {
  if ((await context.git.readCommit(sha)) === undefined) throw unprocessable('Object does not exist');
  return sha;
}
