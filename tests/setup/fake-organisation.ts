import { SITE_BRANCH } from '#entry/setup/names.ts';
import type { Office } from '../support/office.ts';
import { accountObject, type Answer, organisationObject, type Request, type Settings } from './fake-settings.ts';
import { permitAccount } from '#tests/support/forge-accounts.ts';

/** A reply about an object or a ref of git. */
export interface GitObject {
  readonly sha?: string;
  readonly object?: { readonly sha: string };
  readonly tree?: { readonly sha: string };
}

const AT = '2026-01-01T00:00:00Z';
const refused = (status: number, message: string): Answer => ({ status, body: { message, status: String(status) } });
const absent = refused(404, 'Not Found');

/**
 * Answers what GitHub itself does around a repository: who is a member of the organisation, the builds of Pages, and
 * the publication that `setup` starts. Everybody is a member unless the settings say otherwise.
 * @param asProcess sends a request to the embedded forge in the name of the process
 * @returns undefined if the request is about something else
 */
export async function answerOrganisation(
  settings: Settings,
  local: Office['local'],
  { method, path, body }: Request,
  asProcess: (method: string, path: string, body?: object) => Promise<GitObject>,
): Promise<Answer | undefined> {
  const accounts = await local.accounts.list();
  const [, login = ''] = /^\/(?:orgs\/kantor\/memberships|collaborators)\/([\w-]+)$/.exec(path) ?? [];
  switch (`${method} ${path.replace(/(memberships|collaborators)\/[\w-]+$/, '$1')}`) {
    case 'GET /orgs/kantor/memberships': {
      const account = accounts.find((each) => each.login === login);
      const state = settings.memberships[login] ?? 'active';
      if (state === 'hidden') return refused(403, 'Resource not accessible by personal access token');
      return account && state !== 'none' ? { status: 200, body: membership(state, login, account.id) } : absent;
    }
    case 'POST /orgs/kantor/invitations': {
      if (!settings.isOwner) return refused(403, 'You must be an admin to create an invitation to an organization.');
      const invited = accounts.find(({ id }) => id === body['invitee_id']);
      // Numbers of accounts are those of all people on GitHub.
      settings.invited.push(Number(body['invitee_id']));
      if (invited) settings.memberships[invited.login] = 'pending';
      return { status: 201, body: invitation(invited?.login ?? 'orang-lain') };
    }
    case 'PUT /collaborators': {
      await permitAccount(local, login, body['permission'] === 'triage' ? 'triage' : 'write');
      return { status: 204 };
    }
    case 'GET /pages/builds/latest': {
      const { object } = await asProcess('GET', `/git/ref/heads/${SITE_BRANCH}`);
      return { status: 200, body: pageBuild(settings.pagesError, object?.sha ?? '') };
    }
    case 'POST /actions/workflows/publish.yml/dispatches': {
      if (!settings.publishes) {
        const run = { event: 'workflow_dispatch', head_branch: 'main', status: 'queued' };
        settings.runs.push({ path: '.github/workflows/publish.yml', ...run, run_started_at: '2026-12-01T01:00:00Z' });
        return { status: 204 };
      }
      // The publication has the files of the branch. Its message alone says that it is one.
      const parent = (await asProcess('GET', `/git/ref/heads/${SITE_BRANCH}`)).object?.sha;
      const { tree } = await asProcess('GET', `/git/commits/${parent}`);
      const made = { message: 'Situs terbit\n', tree: tree?.sha, parents: [parent] };
      const { sha } = await asProcess('POST', '/git/commits', made);
      await asProcess('PATCH', `/git/refs/heads/${SITE_BRANCH}`, { sha, force: true });
      settings.pagesError = undefined;
      return { status: 204 };
    }
  }
  return undefined;
}

const membership = (state: 'active' | 'pending', login: string, id: number) => ({
  ...{ url: 'https://api.github.com/orgs/kantor/memberships/x', state, role: 'member' },
  ...{ organization_url: 'https://api.github.com/orgs/kantor', organization: organisationObject(undefined) },
  user: accountObject(login, id),
});

const invitation = (login: string) => ({
  ...{ id: 1, node_id: 'x', login, email: null, role: 'direct_member', created_at: AT },
  ...{ inviter: accountObject('pengelola', 2), team_count: 0 },
  ...{ invitation_teams_url: 'https://api.github.com/x', failed_at: null, failed_reason: null },
});

const pageBuild = (error: string | undefined, commit: string) => ({
  ...{ url: 'https://api.github.com/x', status: error === undefined ? 'built' : 'errored' },
  ...{ error: { message: error ?? null }, pusher: accountObject('disposisi', 3), commit, duration: 1 },
  ...{ created_at: AT, updated_at: AT },
});
