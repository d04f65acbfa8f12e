import type { components } from '@octokit/openapi-types';
import { findAccount } from '../accounts.ts';
import { type Context, knownAccount } from '../model/context.ts';
import { branchHead } from '../model/pulls.ts';
import { nodeId } from '../node-id.ts';
import { MAIN, REGISTER, SITE_REFS } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { repoApi, repoHtml } from '../urls.ts';
import { commitObject } from './commits.ts';
import { paginate, param } from './request.ts';
import { route } from './router.ts';
import { rights, simpleUser } from './users.ts';

export const REPOSITORY_ID = 1;

/** A repository. GitHub describes it in several ways. Here the times are never null, and the license is always null. */
type Repository = components['schemas']['repository'] & {
  pushed_at: string;
  created_at: string;
  updated_at: string;
  license: null;
};

export const PROTECTED: ReadonlySet<string> = new Set([MAIN, REGISTER, ...SITE_REFS]);

export const repositoryRoutes = [
  route(
    'GET /repos/{owner}/{repo}',
    ({ context }) => ({
      ...repositoryObject(context),
      has_discussions: false,
      subscribers_count: 0,
      network_count: 0,
    }),
    { token: 'metadata:read' },
  ),
  route('GET /repos/{owner}/{repo}/branches', (request) => {
    const { context } = request;
    const rows = context.store.all<{ name: string; oid: string }>(
      "SELECT name, oid FROM refs WHERE name LIKE 'refs/heads/%' ORDER BY name",
    );
    return paginate(request, rows).map(({ name, oid }) => ({
      name: name.slice('refs/heads/'.length),
      commit: { sha: oid, url: `${repoApi(context.site)}/commits/${oid}` },
      protected: PROTECTED.has(name),
    }));
  }),
  route('GET /repos/{owner}/{repo}/branches/{branch}', async (request) => {
    const { context } = request;
    const name = param(request, 'branch');
    const oid = branchHead(context, name);
    if (oid === undefined) throw notFound('Branch not found');
    const self = `${repoApi(context.site)}/branches/${encodeURIComponent(name)}`;
    const isProtected = PROTECTED.has(`refs/heads/${name}`);
    return {
      name,
      commit: await commitObject(context, oid),
      _links: { self, html: `${repoHtml(context.site)}/tree/${name}` },
      protected: isProtected,
      protection: {
        enabled: isProtected,
        required_status_checks: { enforcement_level: isProtected ? 'non_admins' : 'off', contexts: [], checks: [] },
      },
      protection_url: `${self}/protection`,
    };
  }),
];

/** Describes the repository as GitHub does within other replies: a private repository without extra features. */
export function repositoryObject(context: Context): Repository {
  const { site, store } = context;
  const url = repoApi(site);
  const html = repoHtml(site);
  const open = store.get<{ n: number }>("SELECT count(*) AS n FROM pulls WHERE state = 'open'")?.n ?? 0;
  const pushed = store.get<{ at: string | null }>('SELECT max(timestamp) AS at FROM activity')?.at ?? site.createdAt;
  const owner = knownAccount(context, site.ownerId);
  return {
    ...minimalUrls(url),
    id: REPOSITORY_ID,
    node_id: nodeId('R', REPOSITORY_ID),
    name: site.repo,
    full_name: `${site.owner}/${site.repo}`,
    owner: simpleUser(context, owner),
    private: true,
    visibility: 'private',
    html_url: html,
    description: null,
    fork: false,
    url,
    git_url: `${html}.git`,
    ssh_url: `${html}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: null,
    language: null,
    forks_count: 0,
    stargazers_count: 0,
    watchers_count: 0,
    size: 0,
    default_branch: 'main',
    open_issues_count: open,
    is_template: false,
    topics: [],
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: false,
    has_discussions: false,
    archived: false,
    disabled: false,
    pushed_at: pushed,
    created_at: site.createdAt,
    updated_at: pushed,
    permissions: rights(context.actor),
    allow_merge_commit: true,
    allow_squash_merge: true,
    allow_rebase_merge: false,
    allow_auto_merge: false,
    allow_forking: false,
    delete_branch_on_merge: false,
    web_commit_signoff_required: false,
    license: null,
    forks: 0,
    open_issues: open,
    watchers: 0,
  };
}

/** Describes the fork of an account, from which a pull request comes. This forge keeps only the branches of a fork. */
export function forkObject(context: Context, login: string): Repository {
  const { site, store } = context;
  const whole = repositoryObject(context);
  const account = findAccount(store, login) ?? knownAccount(context, site.ownerId);
  const text = JSON.stringify(whole).replaceAll(`${site.owner}/${site.repo}`, `${account.login}/${site.repo}`);
  const moved = JSON.parse(text) as Repository;
  return {
    ...moved,
    id: account.id,
    node_id: nodeId('R', account.id),
    owner: simpleUser(context, account),
    fork: true,
  };
}

/**
 * Returns the templates of addresses in GitHub's description of a repository. This forge has only few of these
 * addresses.
 */
function minimalUrls(url: string) {
  return {
    archive_url: `${url}/{archive_format}{/ref}`,
    assignees_url: `${url}/assignees{/user}`,
    blobs_url: `${url}/git/blobs{/sha}`,
    branches_url: `${url}/branches{/branch}`,
    collaborators_url: `${url}/collaborators{/collaborator}`,
    comments_url: `${url}/comments{/number}`,
    commits_url: `${url}/commits{/sha}`,
    compare_url: `${url}/compare/{base}...{head}`,
    contents_url: `${url}/contents/{+path}`,
    contributors_url: `${url}/contributors`,
    deployments_url: `${url}/deployments`,
    downloads_url: `${url}/downloads`,
    events_url: `${url}/events`,
    forks_url: `${url}/forks`,
    git_commits_url: `${url}/git/commits{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    hooks_url: `${url}/hooks`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    issue_events_url: `${url}/issues/events{/number}`,
    issues_url: `${url}/issues{/number}`,
    keys_url: `${url}/keys{/key_id}`,
    labels_url: `${url}/labels{/name}`,
    languages_url: `${url}/languages`,
    merges_url: `${url}/merges`,
    milestones_url: `${url}/milestones{/number}`,
    notifications_url: `${url}/notifications{?since,all,participating}`,
    pulls_url: `${url}/pulls{/number}`,
    releases_url: `${url}/releases{/id}`,
    stargazers_url: `${url}/stargazers`,
    statuses_url: `${url}/statuses/{sha}`,
    subscribers_url: `${url}/subscribers`,
    subscription_url: `${url}/subscription`,
    tags_url: `${url}/tags`,
    teams_url: `${url}/teams`,
    trees_url: `${url}/git/trees{/sha}`,
  };
}
