import type { components } from '@octokit/openapi-types';
import { endOwnToken, issueToken } from '../auth.ts';
import type { AppRow } from '../grant.ts';
import { appAccount, limitedGrant } from '../installation.ts';
import { knownAccount, type Context } from '../model/context.ts';
import { nodeId } from '../node-id.ts';
import { notFound, HttpRefusal, unprocessable } from '../refusal.ts';
import { REPOSITORY_ID, repositoryObject } from './repository.ts';
import { numberParam, type RestRequest } from './request.ts';
import { route } from './router.ts';
import { simpleUser } from './users.ts';

type AppPermissions = components['schemas']['app-permissions'];

/** The lifetime of the token of an installation, as on GitHub: one hour. */
const TOKEN_LIFE = 'PT1H';

/** The operations of an App: those that it signs with its key, and the end of its token. */
export const appRoutes = [
  route('GET /app', (request) => appObject(request.context, appOf(request)), { byApp: true }),
  route('GET /repos/{owner}/{repo}/installation', (request) => installationObject(request.context, appOf(request)), {
    byApp: true,
  }),
  route(
    'POST /app/installations/{installation_id}/access_tokens',
    (request) => {
      const { context, body } = request;
      const app = appOf(request);
      if (numberParam(request, 'installation_id') !== app.installation_id) throw notFound();
      const repositories = body.strings('repositories');
      const ids = body.members['repository_ids'] ?? [];
      const isHere = repositories.every((name) => name.toLowerCase() === context.site.repo.toLowerCase());
      if (!isHere || !Array.isArray(ids) || !ids.every((id) => id === REPOSITORY_ID)) {
        throw unprocessable('There is at least one repository that does not exist or is not accessible.');
      }
      const grant = limitedGrant(app, body.object('permissions')?.members);
      const token = issueToken(
        context.store,
        appAccount(context.store, app).login,
        context.tokenTime,
        TOKEN_LIFE,
        grant,
      );
      const expires = new Date(Date.parse(context.tokenTime) + 3_600_000).toISOString().replace('.000', '');
      const isLimited = repositories.length > 0 || ids.length > 0;
      return {
        token,
        expires_at: expires,
        permissions: grant as AppPermissions,
        repository_selection: 'selected' as const,
        ...(isLimited ? { repositories: [repositoryObject(context)] } : {}),
      };
    },
    { status: 201, byApp: true },
  ),
  route(
    'DELETE /installation/token',
    ({ context }) => {
      if (context.actor.grant === undefined) throw new HttpRefusal(401, 'Bad credentials');
      endOwnToken(context.store, context.actor);
      return undefined;
    },
    { token: 'none' },
  ),
];

/**
 * Returns the App that signed a call.
 * @throws HttpRefusal 401
 */
function appOf({ context }: RestRequest): AppRow {
  if (context.actor.app === undefined) throw new HttpRefusal(401, 'A JSON web token could not be decoded');
  return context.actor.app;
}

function appObject(context: Context, app: AppRow): NonNullable<components['schemas']['integration']> {
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId('AP', app.id),
    client_id: app.client_id,
    owner: simpleUser(context, knownAccount(context, context.site.ownerId)),
    name: app.name,
    description: null,
    external_url: context.site.url,
    html_url: `${context.site.url}/apps/${app.slug}`,
    created_at: app.created_at,
    updated_at: app.created_at,
    permissions: JSON.parse(app.permissions) as Record<string, string>,
    events: [],
    installations_count: 1,
  };
}

function installationObject(context: Context, app: AppRow): components['schemas']['installation'] {
  const { site } = context;
  return {
    id: app.installation_id,
    account: simpleUser(context, knownAccount(context, site.ownerId)),
    repository_selection: 'selected',
    access_tokens_url: `${site.url}/api/v3/app/installations/${app.installation_id}/access_tokens`,
    repositories_url: `${site.url}/api/v3/installation/repositories`,
    html_url: `${site.url}/organizations/${site.owner}/settings/installations/${app.installation_id}`,
    app_id: app.id,
    client_id: app.client_id,
    target_id: site.ownerId,
    target_type: 'Organization',
    permissions: JSON.parse(app.permissions) as AppPermissions,
    events: [],
    created_at: app.created_at,
    updated_at: app.created_at,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    app_slug: app.slug,
    suspended_by: null,
    suspended_at: null,
  };
}
