import { MAIN_BRANCH, MAIN_REF } from '#domain/case/state/pull.ts';
import { holdersOf } from '#domain/case/state/roles.ts';
import { type Instant, toInstant } from '#domain/clock/instant.ts';
import { REGISTER_BRANCH } from '#domain/journal/paths.ts';
import type { Text } from '#domain/problem.ts';
import { UserError } from '#domain/user-error.ts';
import type { ProcessLabel } from '#domain/words/labels.ts';
import { readConfigOnce } from '#engine/config/read-once.ts';
import type { ConfigReading } from '#engine/config/read.ts';
import { blobText } from '#engine/forge/blobs.ts';
import { configFiles } from '#engine/forge/config-files.ts';
import { ForgeError, ifThere } from '#engine/forge/errors.ts';
import { askSeveral, type Client } from '#engine/forge/octokit.ts';
import type { RawTree } from '#engine/forge/raw.ts';
import { DOMAIN_FILE, siteAddress } from '#public/form/site-address.ts';
import { readTarget } from '#public/form/target.ts';
import { TARGET_FILE } from '#public/form/target-file.ts';
import {
  APP_ID,
  APP_SLUG,
  CODEOWNERS,
  ENVIRONMENT,
  PAGES_ENVIRONMENT,
  RULESETS,
  SCHEDULE_WORKFLOW,
  SITE_BRANCH,
  WORKFLOWS,
} from './names.ts';
import { readPagesBuild } from './pages-build.ts';
import type { Ruleset } from './rulesets.ts';
import { pagesSource, siteBeginning } from './site-beginning.ts';

/** Everything about a repository that the plan uses. It is data, and the plan reads nothing itself. */
export type RepositorySituation = Readonly<Awaited<ReturnType<typeof readSituation>>>;

/** A refusal by GitHub, with its message. The account's plan lacks the feature, or the token lacks a permission. */
export interface RefusedQuestion {
  readonly status: number;
  readonly message: string;
}

export interface GitHubApp {
  readonly id: number;
  readonly slug: string;
  /** Undefined if GitHub does not show this App to this token, as may happen with a private App. */
  readonly permissions: Readonly<Record<string, string>> | undefined;
}

/**
 * Reads what the plan uses, and writes nothing.
 * @param known what is known of the process's App, which the repository's variables may not name yet
 * @param now the time that decides who holds which role
 * @throws ForgeError if the repository itself cannot be read
 */
export async function readSituation(client: Client, now: string, known: Partial<GitHubApp> = {}) {
  const { owner, repo, octokit } = client;
  const at = { owner, repo };
  const repository = (await octokit.request('GET /repos/{owner}/{repo}', at)).data;
  const { login } = (await octokit.request('GET /user')).data;
  const config = await readConfiguration(client);
  const roles = rolesToday(config, now);
  const ownedBy = repository.owner.type;
  const variables = await readVariables(client);
  const slug = known.slug ?? variables[APP_SLUG];
  const permissions = (await octokit.request('GET /repos/{owner}/{repo}/actions/permissions', at)).data;
  const token = (await octokit.request('GET /repos/{owner}/{repo}/actions/permissions/workflow', at)).data;
  const secrets = (await octokit.request('GET /repos/{owner}/{repo}/actions/secrets', { ...at, per_page: 100 })).data;
  const [domain, target] = await Promise.all([DOMAIN_FILE, TARGET_FILE].map((path) => readMainFile(client, path)));
  return {
    now,
    owner,
    repo,
    login,
    /** `Organization` or `User`. */
    ownedBy,
    /**
     * What every member of the organisation may do here: `none`, `read`, `write`, `admin`, or `undefined` if not shown.
     */
    basePermission: ownedBy === 'Organization' ? await readBasePermission(client) : undefined,
    /** The memberships of holders in the organisation, by the number of the account. */
    memberships: ownedBy === 'Organization' ? await readMemberships(client, roles) : new Map<number, Membership>(),
    isPrivate: repository.private,
    defaultBranch: repository.default_branch,
    mergeCommits: repository.allow_merge_commit ?? true,
    autoMerge: repository.allow_auto_merge ?? false,
    config,
    roles,
    collaborators: await readCollaborators(client),
    ...(await readCodeowners(client)),
    actions: { enabled: permissions.enabled, allowed: permissions.allowed_actions },
    token: {
      writes: token.default_workflow_permissions === 'write',
      approves: token.can_approve_pull_request_reviews,
    },
    forks: await readForks(client),
    dismissalsRestricted: await readDismissals(client),
    workflows: await readWorkflows(client),
    /** The workflow files of main, by name and text. */
    workflowsOnMain: await readWorkflowsOnMain(client),
    runs: await readRuns(client),
    scheduledRuns: { last: await readLastScheduledRun(client), committer: await readScheduleCommitter(client) },
    labels: await readLabels(client),
    environment: await reading(readEnvironment(client, ENVIRONMENT)),
    pagesEnvironment: await reading(readEnvironment(client, PAGES_ENVIRONMENT)),
    /** Names of the secrets that a workflow on any branch can read. */
    repositorySecrets: secrets.secrets.map(({ name }) => name),
    variables,
    app: slug === undefined ? undefined : ((await readApp(client, slug)) ?? unseenApp(slug, known, variables)),
    pages: await reading(readPages(client)),
    namedDomain: domain?.text.trim() || undefined,
    /** The address of the sign-in service, as main states it. */
    signIn: signInOf(target?.text),
    /** The site's address from main, or the fault in the file that states it. */
    site: siteOf(client, { [DOMAIN_FILE]: domain?.text, [TARGET_FILE]: target?.text }),
    ...(await readSite(client, now)),
    register: await readRegisterBranch(client),
    rulesets: await reading(readRulesets(client)),
  };
}

function signInOf(text: string | undefined): string | undefined {
  try {
    const target = readTarget(JSON.parse(text ?? ''));
    return target.kind === 'github' ? target.signIn : undefined;
  } catch {
    // Other rules and the build of the site report a fault in this file.
    return undefined;
  }
}

function siteOf(
  { owner, repo }: Client,
  files: Readonly<Record<string, string | undefined>>,
): { readonly address: string } | { readonly fault: Text } {
  try {
    return { address: siteAddress((path) => files[path], owner, repo) };
  } catch (error) {
    if (error instanceof UserError) return { fault: error.text };
    throw error;
  }
}

/** Returns what was read, or the words of the refusal. */
async function reading<T>(attempt: Promise<T>): Promise<{ readonly value: T } | { readonly refused: RefusedQuestion }> {
  try {
    return { value: await attempt };
  } catch (error) {
    if (error instanceof ForgeError && error.kind === 'refused' && error.status !== 401)
      return { refused: { status: error.status, message: error.reason } };
    throw error;
  }
}

async function readConfiguration(client: Client): Promise<ConfigReading> {
  const folders = [`${MAIN_REF}:sops`, `${MAIN_REF}:schemas`];
  const [sops = null, schemas = null] = await askSeveral<RawTree>(client, 'ReadFolders', folders);
  return readConfigOnce(await configFiles(client, { sops: withTypes(sops), schemas: withTypes(schemas) }));
}

/** The query asks for files only. An entry without text is a folder, and not part of the configuration. */
function withTypes(tree: RawTree | null): RawTree | null {
  const entries = tree?.entries?.map((entry) => ({ ...entry, type: entry.object?.oid ? 'blob' : 'other' }));
  return tree && entries ? { ...tree, entries } : tree;
}

function rolesToday(config: ConfigReading, now: string) {
  if (!('config' in config)) return [];
  const { roles, zone } = config.config;
  return Object.entries(roles.roles)
    .filter(([role]) => role !== 'applicant')
    .map(([role, { name }]) => ({ role, name, holders: holdersOf(roles, role, now, zone) }));
}

async function readVariables({ owner, repo, octokit }: Client): Promise<Record<string, string>> {
  const route = 'GET /repos/{owner}/{repo}/actions/variables';
  const variables: Record<string, string> = {};
  // GitHub returns at most thirty variables at a time.
  for (let page = 1; ; page += 1) {
    const { data } = await octokit.request(route, { owner, repo, per_page: 30, page });
    for (const { name, value } of data.variables) variables[name] = value;
    if (page * 30 >= data.total_count) return variables;
  }
}

async function readCollaborators({ owner, repo, octokit }: Client) {
  const route = 'GET /repos/{owner}/{repo}/collaborators';
  const all = await octokit.paginate(route, { owner, repo, per_page: 100 });
  return all.map(({ id, login, permissions }) => ({
    id,
    login,
    /** Whether the account may approve, request changes and close. */
    mayAct: permissions?.triage === true || permissions?.push === true,
    /** Whether the account may push branches, and so open requests and change those of other people. */
    mayWrite: permissions?.push === true,
  }));
}

async function readMainFile({ owner, repo, octokit }: Client, path: string) {
  // Without a ref, GitHub reads the default branch. Another rule reports a default branch that is not main. The ref
  // `main` could also mean a tag.
  const at = { owner, repo, path };
  const file = await ifThere(octokit.request('GET /repos/{owner}/{repo}/contents/{path}', at));
  if (file === undefined || Array.isArray(file.data) || !('content' in file.data)) return undefined;
  const { content, sha } = file.data;
  return { text: Buffer.from(content, 'base64').toString('utf8'), blob: sha };
}

/** Reads CODEOWNERS, and the errors that GitHub finds in it: an owner that does not exist, or may not write. */
async function readCodeowners(client: Client) {
  const { owner, repo, octokit } = client;
  const codeowners = await readMainFile(client, CODEOWNERS);
  if (!codeowners) return { codeowners, codeownerErrors: [] };
  const errors = await ifThere(octokit.request('GET /repos/{owner}/{repo}/codeowners/errors', { owner, repo }));
  return {
    codeowners,
    codeownerErrors: (errors?.data.errors ?? []).map(({ line, kind }) => `${line}: ${kind}`),
  };
}

/** Reads whether runs of forks receive write tokens and secrets, or `undefined` if GitHub has no such setting here. */
async function readForks({ owner, repo, octokit }: Client) {
  const route = 'GET /repos/{owner}/{repo}/actions/permissions/fork-pr-workflows-private-repos';
  const answer = await ifThere(octokit.request(route, { owner, repo }), [403, 404, 409, 422]);
  if (!answer) return undefined;
  const { send_write_tokens_to_workflows: write, send_secrets_and_variables: secrets } = answer.data;
  return { write, secrets };
}

/** Checks whether a classic protection lets only some accounts dismiss reviews on main. */
async function readDismissals({ owner, repo, octokit }: Client): Promise<boolean> {
  const route = 'GET /repos/{owner}/{repo}/branches/{branch}/protection';
  const answer = await ifThere(octokit.request(route, { owner, repo, branch: MAIN_BRANCH }), [403, 404]);
  return answer?.data.required_pull_request_reviews?.dismissal_restrictions !== undefined;
}

/** Reads what every member may do in a repository. Only an owner of the organisation can read this. */
async function readBasePermission({ owner, octokit }: Client): Promise<string | undefined> {
  const answer = await ifThere(octokit.request('GET /orgs/{org}', { org: owner }), [403, 404]);
  return answer?.data.default_repository_permission ?? undefined;
}

/**
 * Whether an account is a member of the organisation, is invited, or neither. `other` means that GitHub has no account
 * of this name with this number.
 */
export type Membership = 'active' | 'pending' | 'none' | 'other';

/** Reads who of the holders is a member. A holder is absent from the result if this token may not see that. */
async function readMemberships(client: Client, roles: ReturnType<typeof rolesToday>) {
  const memberships = new Map<number, Membership>();
  for (const { account, login } of roles.flatMap(({ holders }) => holders)) {
    if (memberships.has(account)) continue;
    const membership = await readMembership(client, account, login);
    if (membership) memberships.set(account, membership);
  }
  return memberships;
}

async function readMembership(
  { owner, octokit }: Client,
  account: number,
  username: string,
): Promise<Membership | undefined> {
  try {
    const { data } = await octokit.request('GET /orgs/{org}/memberships/{username}', { org: owner, username });
    return data.user?.id === account ? data.state : 'other';
  } catch (error) {
    if (!(error instanceof ForgeError) || error.kind !== 'refused' || error.status === 401) throw error;
    if (error.status !== 404) return undefined;
  }
  // An invitation goes to a number. A wrong number, such as that of a sample person, would invite a stranger.
  const found = await ifThere(octokit.request('GET /users/{username}', { username }));
  return found?.data.id === account ? 'none' : 'other';
}

/** Reads workflows. A state is `active`, `disabled_manually`, `disabled_inactivity`, `disabled_fork` or `deleted`. */
async function readWorkflows({ owner, repo, octokit }: Client) {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/actions/workflows', { owner, repo, per_page: 100 });
  return data.workflows.flatMap(({ path, state }) =>
    path.startsWith(WORKFLOWS) ? [{ name: path.slice(WORKFLOWS.length), state }] : [],
  );
}

async function readWorkflowsOnMain(client: Client) {
  const [tree] = await askSeveral<RawTree>(client, 'ReadFolders', [`${MAIN_REF}:${WORKFLOWS.replace(/\/$/, '')}`]);
  const files: { readonly name: string; readonly text: string }[] = [];
  for (const { name, oid, object } of tree?.entries ?? [])
    if (/\.ya?ml$/.test(name)) files.push({ name, text: await blobText(client, { ...object, oid }) });
  return files;
}

async function readRuns({ owner, repo, octokit }: Client) {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/actions/runs', { owner, repo, per_page: 100 });
  return data.workflow_runs.map(({ path, event, head_branch, status, run_started_at, created_at }) => ({
    // GitHub may add the ref from which the workflow was read.
    path: path.replace(/@.*$/, ''),
    event,
    branch: head_branch ?? '',
    isRunning: status === 'in_progress',
    hasEnded: status === 'completed',
    started: toInstant(Date.parse(run_started_at ?? created_at)),
  }));
}

async function readLastScheduledRun({ owner, repo, octokit }: Client): Promise<Instant | undefined> {
  const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
  const at = { owner, repo, workflow_id: SCHEDULE_WORKFLOW };
  const answer = await ifThere(octokit.request(route, { ...at, status: 'success', per_page: 1 }));
  const [run] = answer?.data.workflow_runs ?? [];
  return run && toInstant(Date.parse(run.run_started_at ?? run.created_at));
}

async function readScheduleCommitter({ owner, repo, octokit }: Client) {
  const at = { owner, repo, path: `${WORKFLOWS}${SCHEDULE_WORKFLOW}`, per_page: 1 };
  const [commit] = (await octokit.request('GET /repos/{owner}/{repo}/commits', at)).data;
  // The author is read, not the committer. GitHub itself is the committer of a merge on GitHub's pages.
  const { id, login } = commit?.author ?? {};
  return id === undefined || login === undefined ? undefined : { id, login };
}

async function readLabels({ owner, repo, octokit }: Client): Promise<ProcessLabel[]> {
  const labels = await octokit.paginate('GET /repos/{owner}/{repo}/labels', { owner, repo, per_page: 100 });
  return labels.map(({ name, color, description }) => ({ name, color, description: description ?? '' }));
}

async function readEnvironment({ owner, repo, octokit }: Client, environment_name: string) {
  const at = { owner, repo, environment_name };
  const base = '/repos/{owner}/{repo}/environments/{environment_name}' as const;
  const answer = await ifThere(octokit.request(`GET ${base}`, at));
  if (!answer) return undefined;
  const { protection_rules = [], deployment_branch_policy: policy } = answer.data;
  const named = policy?.custom_branch_policies
    ? (await octokit.request(`GET ${base}/deployment-branch-policies`, { ...at, per_page: 100 })).data.branch_policies
    : undefined;
  const { secrets } = (await octokit.request(`GET ${base}/secrets`, { ...at, per_page: 100 })).data;
  return {
    // A tag may have the branch's name, and anybody who may write can make tags. So a tag's name is marked.
    branches: named?.map(({ id = 0, name = '', type }) => ({ id, name: type === 'tag' ? `tags/${name}` : name })),
    /** Whether somebody must confirm each run, or a run must wait. The process cannot work like this. */
    waits: protection_rules.some(({ type }) => type !== 'branch_policy'),
    secrets: secrets.map(({ name }) => name),
  };
}

async function readApp({ octokit }: Client, slug: string): Promise<GitHubApp | undefined> {
  const answer = await ifThere(octokit.request('GET /apps/{app_slug}', { app_slug: slug }));
  if (!answer?.data) return undefined;
  const { id, permissions } = answer.data;
  return { id, slug: answer.data.slug ?? slug, permissions: permissions as Readonly<Record<string, string>> };
}

/** Returns an App that GitHub does not show, if its id is known: it was just made, or the variables name it. */
function unseenApp(
  slug: string,
  known: Partial<GitHubApp>,
  variables: Readonly<Record<string, string>>,
): GitHubApp | undefined {
  const id = known.id ?? (variables[APP_SLUG] === slug ? Number(variables[APP_ID]) : 0);
  return Number.isSafeInteger(id) && id > 0 ? { id, slug, permissions: undefined } : undefined;
}

async function readPages({ owner, repo, octokit }: Client) {
  const answer = await ifThere(octokit.request('GET /repos/{owner}/{repo}/pages', { owner, repo }));
  if (!answer) return undefined;
  const { build_type, source, html_url, url, public: isPublic, cname } = answer.data;
  return {
    source:
      build_type === 'workflow' ? 'build_type: workflow' : pagesSource(source?.branch ?? '–', source?.path ?? '–'),
    url: html_url ?? url,
    isPublic,
    /** The site's own domain. If it is undefined, the owner's other sites have the same origin. */
    domain: cname || undefined,
  };
}

async function branchTip({ owner, repo, octokit }: Client, branch: string): Promise<string | undefined> {
  const at = { owner, repo, ref: `heads/${branch}` };
  return (await ifThere(octokit.request('GET /repos/{owner}/{repo}/git/ref/{ref}', at)))?.data.object.sha;
}

/** Reads the branch of the site, whether the App has published there, and whether GitHub has built that. */
async function readSite(client: Client, now: Instant) {
  const { octokit, owner, repo } = client;
  const head = await branchTip(client, SITE_BRANCH);
  const at = { owner, repo, commit_sha: head ?? '' };
  const tip = head && (await octokit.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', at)).data;
  // The branch begins with a page of set-up. Each later commit is a publication.
  const isPublished = tip ? tip.message.trim() !== siteBeginning(undefined).message : false;
  const pushed = tip ? { head: tip.sha, pushed: toInstant(Date.parse(tip.committer.date)) } : undefined;
  return {
    siteBranch: head !== undefined,
    isPublished,
    build: isPublished && pushed ? await readPagesBuild(client, pushed, () => now) : undefined,
  };
}

async function readRegisterBranch(client: Client) {
  const { owner, repo, octokit } = client;
  const [main, register] = [await branchTip(client, MAIN_BRANCH), await branchTip(client, REGISTER_BRANCH)];
  if (register === undefined) return { exists: false, sharesHistory: false };
  if (main === undefined) return { exists: true, sharesHistory: false };
  // Two histories without a common commit cannot be compared, and GitHub answers with status 404.
  const basehead = `${main}...${register}`;
  const shared = await ifThere(
    octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', { owner, repo, basehead }),
  );
  return { exists: true, sharesHistory: shared !== undefined };
}

/** Reads the rulesets of an office. Others are left out. */
export async function readRulesets({ owner, repo, octokit }: Client): Promise<Ruleset[]> {
  const at = { owner, repo };
  const list = await octokit.paginate('GET /repos/{owner}/{repo}/rulesets', {
    ...at,
    includes_parents: false,
    per_page: 100,
  });
  const known = list.filter(({ name }) => Object.values<string>(RULESETS).includes(name));
  const rulesets: Ruleset[] = [];
  for (const { id } of known) {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/rulesets/{ruleset_id}', {
      ...at,
      ruleset_id: id,
    });
    const { name, target, enforcement, bypass_actors = [], conditions, rules = [] } = data;
    rulesets.push({
      id,
      name,
      ...(target === undefined ? {} : { target }),
      enforcement,
      bypass_actors: bypass_actors.map(({ actor_id = null, actor_type, bypass_mode = 'always' }) => ({
        actor_id,
        actor_type,
        bypass_mode,
      })),
      ...(conditions?.ref_name ? { conditions: conditions as NonNullable<Ruleset['conditions']> } : {}),
      rules: rules as Ruleset['rules'],
    });
  }
  return rulesets;
}
