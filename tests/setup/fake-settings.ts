import sodium from 'libsodium-wrappers';
import { OFFICE_WORKFLOWS, WORKFLOWS } from '#entry/setup/names.ts';
import type { Ruleset } from '#entry/setup/rulesets.ts';

/** A response: status, and JSON or nothing. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

interface Environment {
  policy: { protected_branches: boolean; custom_branch_policies: boolean } | null;
  branches: { id: number; name: string; type?: 'branch' | 'tag' }[];
  /** Whether the environment has a waiting time. */
  waits: boolean;
  /** The secrets by name, encrypted as they came. */
  secrets: Record<string, string>;
}

interface FakePages {
  build_type: string;
  source: { branch: string; path: string };
  public: boolean;
  cname: string | null;
}

/** The settings of a repository at GitHub that set-up reads. Tests may change any of them. */
export interface Settings {
  repository: { private: boolean; allow_merge_commit: boolean; allow_auto_merge: boolean; ownedBy: string };
  actions: { enabled: boolean; allowed_actions: string };
  token: { default_workflow_permissions: string; can_approve_pull_request_reviews: boolean };
  forks: Record<string, boolean>;
  environment: Environment | undefined;
  pagesEnvironment: Environment | undefined;
  repositorySecrets: string[];
  variables: Record<string, string>;
  pages: FakePages | undefined;
  workflows: { name: string; state: string; created_at: string }[];
  /** The beginning of the last successful run of the deadlines, or undefined if there was none. */
  lastScheduledRun: string | undefined;
  /** The account of the last commit to the workflow of the deadlines, or undefined if GitHub knows none. */
  scheduleCommitter: { id: number; login: string } | undefined;
  /** The rights of each member of the organisation, or undefined if the account is no owner and cannot read them. */
  basePermission: string | undefined;
  rulesets: Ruleset[];
  dismissalsRestricted: boolean;
  codeownerErrors: string[];
  app: { id: number; slug: string; permissions: Record<string, string>; installed: boolean } | undefined;
  /** Whether GitHub shows the App to nobody but the App itself. */
  appHidden: boolean;
  /** The codes by which a manifest can be made into an App. Each works once. */
  codes: string[];
  /** Whether the plan lacks environments, rulesets and Pages for private repositories. */
  freePlan: boolean;
  /** Whether the plan has rulesets, but none about pushes. */
  noPushRulesets: boolean;
  /** The memberships of accounts that are not active members, by login. The token may not see a hidden one. */
  memberships: Record<string, 'pending' | 'none' | 'hidden'>;
  /** The numbers of the accounts that were invited to the organisation. */
  invited: number[];
  /** Whether the account is an owner of the organisation. */
  isOwner: boolean;
  /** Whether a run of `publish` publishes the site. */
  publishes: boolean;
  /** GitHub’s reason why the newest build of Pages failed, or undefined if it did not. */
  pagesError: string | undefined;
  /** The seconds that each job takes. */
  jobSeconds: number;
  /** Whether GitHub marks no commit of the App as verified. */
  unsigned: boolean;
  /** What GitHub bills for each of its own builds of the site, in milliseconds. */
  pagesBilled: number;
  /** The variables of the environment, if every writer may change them. */
  environmentVariables: Set<string> | undefined;
  /** The newest runs of workflows. */
  runs: { path: string; event: string; head_branch: string; status: string; run_started_at: string }[];
}

const AT = '2026-01-01T00:00:00Z';

/**
 * Returns a repository as GitHub makes it from a template, on the paid plan of an organisation whose members see only
 * repositories that they are given.
 */
export const freshSettings = (): Settings => ({
  repository: { private: true, allow_merge_commit: true, allow_auto_merge: false, ownedBy: 'Organization' },
  actions: { enabled: true, allowed_actions: 'all' },
  token: { default_workflow_permissions: 'read', can_approve_pull_request_reviews: false },
  forks: {
    run_workflows_from_fork_pull_requests: false,
    send_write_tokens_to_workflows: false,
    send_secrets_and_variables: false,
    require_approval_for_fork_pr_workflows: false,
  },
  environment: undefined,
  pagesEnvironment: undefined,
  repositorySecrets: [],
  variables: {},
  pages: undefined,
  workflows: [...OFFICE_WORKFLOWS, 'ci.yml'].map((name) => ({ name, state: 'active', created_at: AT })),
  lastScheduledRun: '2026-12-01T00:41:00Z',
  scheduleCommitter: undefined,
  basePermission: 'none',
  rulesets: [],
  dismissalsRestricted: false,
  codeownerErrors: [],
  app: undefined,
  appHidden: false,
  codes: ['kode-contoh'],
  freePlan: false,
  noPushRulesets: false,
  memberships: {},
  invited: [],
  isOwner: true,
  publishes: true,
  pagesError: undefined,
  jobSeconds: 20,
  unsigned: false,
  pagesBilled: 0,
  environmentVariables: undefined,
  runs: [],
});

const NO_PAGES: FakePages = {
  build_type: 'legacy',
  source: { branch: 'main', path: '/' },
  public: true,
  cname: null,
};

/** Returns Pages as an earlier version of set-up left them: deployed by a workflow. */
export const pagesByWorkflow = (cname: string | null = null): FakePages => ({
  ...NO_PAGES,
  build_type: 'workflow',
  cname,
});

const ok = (body: unknown): Answer => ({ status: 200, body });
const done: Answer = { status: 204 };
const refused = (status: number, message: string): Answer => ({
  status,
  body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
});
const absent = refused(404, 'Not Found');
const upgrade = refused(403, 'Upgrade to GitHub Team or make this repository public to enable this feature.');
const noProtection = refused(
  422,
  'Failed to create the environment protection rule. Please ensure the billing plan supports the required reviewers protection rule.',
);
/** Returns GitHub’s reply if Pages are to be built from a branch that does not exist. */
export const noSource = (branch: string): Answer =>
  refused(422, `The ${branch} branch must exist before GitHub Pages can be built.`);
const upgradePages = refused(422, 'Your current plan does not support GitHub Pages for this repository.');

export interface Request {
  readonly method: string;
  /** The path below the repository or, for an operation that names no repository, below the API’s root. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

type Handler = (settings: Settings, parts: readonly string[], body: Readonly<Record<string, unknown>>) => Answer;

/** The pair of keys with which secrets are encrypted, so that tests can read them. */
export async function sealingKeys() {
  await sodium.ready;
  return sodium.crypto_box_keypair();
}
export type SealingKeys = Awaited<ReturnType<typeof sealingKeys>>;

const ENVIRONMENT = /^\/environments\/(disposisi|github-pages)$/;
const IN_ENVIRONMENT = /^\/environments\/(disposisi|github-pages)\/([\w-]+)(?:\/([\w-]+))?$/;

const placeOf = (name: string | undefined) => (name === 'github-pages' ? 'pagesEnvironment' : 'environment');

/**
 * Replies to an HTTP request about settings, and changes the settings if the request says so.
 * @returns undefined if the request is about something else; then the embedded forge replies
 */
export function answerSettings(
  settings: Settings,
  { method, path, body }: Request,
  keys: SealingKeys,
): Answer | undefined {
  for (const [verb, pattern, handler] of routesOf(keys)) {
    const found = verb === method ? pattern.exec(path) : null;
    if (found) return handler(settings, found.slice(1), body);
  }
  return undefined;
}

function routesOf(keys: SealingKeys): readonly (readonly [string, RegExp, Handler])[] {
  return [
    [
      'PATCH',
      /^$/,
      (s, _p, body) => {
        Object.assign(s.repository, body);
        return ok(undefined);
      },
    ],
    ['GET', /^\/actions\/permissions$/, ({ actions }) => ok(actions)],
    [
      'PUT',
      /^\/actions\/permissions$/,
      (s, _p, body) => {
        Object.assign(s.actions, body);
        return done;
      },
    ],
    ['GET', /^\/actions\/permissions\/workflow$/, ({ token }) => ok(token)],
    [
      'PUT',
      /^\/actions\/permissions\/workflow$/,
      (s, _p, body) => {
        Object.assign(s.token, body);
        return done;
      },
    ],
    ['GET', /^\/actions\/permissions\/fork-pr-workflows-private-repos$/, ({ forks }) => ok(forks)],
    [
      'PUT',
      /^\/actions\/permissions\/fork-pr-workflows-private-repos$/,
      (s, _p, body) => {
        Object.assign(s.forks, body);
        return done;
      },
    ],
    [
      'GET',
      /^\/actions\/workflows$/,
      ({ workflows }) => ok({ total_count: workflows.length, workflows: workflows.map(workflowObject) }),
    ],
    [
      'PUT',
      /^\/actions\/workflows\/([\w.-]+)\/enable$/,
      (s, [name]) => {
        const found = s.workflows.find((each) => each.name === name);
        if (!found) return absent;
        found.state = 'active';
        return done;
      },
    ],
    ['GET', /^\/orgs\/kantor$/, ({ basePermission }) => ok(organisationObject(basePermission))],
    ['GET', /^\/actions\/secrets$/, ({ repositorySecrets }) => ok(secretList(repositorySecrets))],
    [
      'DELETE',
      /^\/actions\/secrets\/(\w+)$/,
      (s, [name]) => {
        s.repositorySecrets = s.repositorySecrets.filter((each) => each !== name);
        return done;
      },
    ],
    [
      'GET',
      /^\/actions\/variables$/,
      ({ variables }) => {
        const list = Object.entries(variables).map(([name, value]) => ({
          name,
          value,
          created_at: AT,
          updated_at: AT,
        }));
        return ok({ total_count: list.length, variables: list });
      },
    ],
    [
      'POST',
      /^\/actions\/variables$/,
      (s, _p, body) => {
        if (s.variables[String(body['name'])] !== undefined) return refused(409, 'Already exists');
        s.variables[String(body['name'])] = String(body['value']);
        return { status: 201, body: {} };
      },
    ],
    [
      'GET',
      /^\/actions\/variables\/(\w+)$/,
      ({ variables }, [name = '']) => {
        const value = variables[name];
        return value === undefined ? absent : ok({ name, value, created_at: AT, updated_at: AT });
      },
    ],
    [
      'PATCH',
      /^\/actions\/variables\/(\w+)$/,
      (s, [name = ''], body) => {
        s.variables[name] = String(body['value']);
        return done;
      },
    ],
    [
      'DELETE',
      /^\/actions\/variables\/(\w+)$/,
      (s, [name = '']) => {
        delete s.variables[name];
        return done;
      },
    ],
    [
      'GET',
      /^\/branches\/main\/protection$/,
      ({ dismissalsRestricted }) =>
        dismissalsRestricted
          ? ok({
              required_pull_request_reviews: {
                dismiss_stale_reviews: false,
                require_code_owner_reviews: false,
                dismissal_restrictions: { users: [], teams: [] },
              },
            })
          : refused(404, 'Branch not protected'),
    ],
    [
      'GET',
      /^\/codeowners\/errors$/,
      ({ codeownerErrors }) =>
        ok({
          errors: codeownerErrors.map((kind) => ({
            line: 1,
            column: 1,
            kind,
            message: kind,
            path: '.github/CODEOWNERS',
          })),
        }),
    ],
    [
      'GET',
      ENVIRONMENT,
      (s, [name = '']) => {
        const environment = s[placeOf(name)];
        return environment && !s.freePlan ? ok(environmentObject(name, environment)) : absent;
      },
    ],
    [
      'PUT',
      ENVIRONMENT,
      (s, [name = ''], body) => {
        if (s.freePlan)
          return refused(422, 'Failed to create the environment: upgrade the plan of this private repository.');
        const made = s[placeOf(name)] ?? { policy: null, branches: [], waits: false, secrets: {} };
        // The Team plan has no waiting times for private repositories, and refuses even a waiting time of zero.
        if (s.repository.private && !made.waits && ('wait_timer' in body || 'reviewers' in body)) return noProtection;
        made.policy = (body['deployment_branch_policy'] ?? null) as Environment['policy'];
        made.waits = false;
        s[placeOf(name)] = made;
        return ok(environmentObject(name, made));
      },
    ],
    [
      'GET',
      IN_ENVIRONMENT,
      (s, [name, what, which]) => {
        const environment = s[placeOf(name)];
        if (!environment) return absent;
        if (what === 'secrets' && which === 'public-key')
          return ok({
            key_id: '568250167242549743',
            key: sodium.to_base64(keys.publicKey, sodium.base64_variants.ORIGINAL),
          });
        if (what === 'secrets') return ok(secretList(Object.keys(environment.secrets)));
        return ok({ total_count: environment.branches.length, branch_policies: environment.branches });
      },
    ],
    [
      'PUT',
      IN_ENVIRONMENT,
      (s, [name, _what, which = ''], body) => {
        const environment = s[placeOf(name)];
        if (!environment) return absent;
        const isNew = environment.secrets[which] === undefined;
        environment.secrets[which] = String(body['encrypted_value']);
        return isNew ? { status: 201, body: {} } : done;
      },
    ],
    [
      'POST',
      /^\/environments\/disposisi\/variables$/,
      ({ environmentVariables }, _p, body) => {
        if (!environmentVariables) return refused(403, 'Resource not accessible by personal access token');
        environmentVariables.add(String(body['name']));
        return { status: 201, body: {} };
      },
    ],
    [
      'DELETE',
      /^\/environments\/disposisi\/variables\/(\w+)$/,
      ({ environmentVariables }, [name = '']) => (environmentVariables?.delete(name) ? done : absent),
    ],
    [
      'POST',
      IN_ENVIRONMENT,
      (s, [name], body) => {
        const environment = s[placeOf(name)];
        if (!environment) return absent;
        const policy = { id: environment.branches.length + 1, name: String(body['name']) };
        environment.branches.push(policy);
        return ok({ ...policy, node_id: 'x' });
      },
    ],
    [
      'DELETE',
      IN_ENVIRONMENT,
      (s, [name, _what, which]) => {
        const environment = s[placeOf(name)];
        if (!environment) return absent;
        environment.branches = environment.branches.filter(({ id }) => String(id) !== which);
        return done;
      },
    ],
    ['GET', /^\/pages$/, ({ pages, freePlan }) => (pages && !freePlan ? ok(pagesObject(pages)) : absent)],
    [
      'POST',
      /^\/pages$/,
      (s, _p, body) => {
        if (s.freePlan) return upgradePages;
        s.pages = { ...NO_PAGES, ...body };
        return { status: 201, body: pagesObject(s.pages) };
      },
    ],
    [
      'PUT',
      /^\/pages$/,
      (s, _p, body) => {
        if (!s.pages) return absent;
        Object.assign(s.pages, body);
        return done;
      },
    ],
    [
      'GET',
      /^\/rulesets$/,
      ({ rulesets, freePlan }) =>
        freePlan
          ? upgrade
          : ok(rulesets.map(({ id, name, target, enforcement }) => ({ id, name, target, enforcement, ...SOURCE }))),
    ],
    [
      'GET',
      /^\/rulesets\/(\d+)$/,
      ({ rulesets }, [id]) => {
        const found = rulesets.find((each) => String(each.id) === id);
        return found ? ok({ ...found, rules: found.rules.map(asShown), ...SOURCE }) : absent;
      },
    ],
    [
      'POST',
      /^\/rulesets$/,
      (s, _p, body) => {
        if (s.noPushRulesets && body['target'] === 'push') return upgrade;
        // The recorder has checked the request by GitHub’s schema already.
        const made = { ...(body as unknown as Ruleset), id: Math.max(99, ...s.rulesets.map(({ id = 0 }) => id)) + 1 };
        if (!isInstalled(s, made))
          return invalid('Actor GitHub App must be part of the ruleset source or owner organization');
        s.rulesets.push(made);
        return { status: 201, body: { ...made, ...SOURCE } };
      },
    ],
    [
      'PUT',
      /^\/rulesets\/(\d+)$/,
      (s, [id], body) => {
        const changed = { ...(body as unknown as Ruleset), id: Number(id) };
        s.rulesets = s.rulesets.map((each) => (each.id === changed.id ? changed : each));
        return ok({ ...changed, ...SOURCE });
      },
    ],
    [
      'GET',
      /^\/apps\/([\w-]+)$/,
      ({ app, appHidden }, [slug]) => (app?.slug === slug && app && !appHidden ? ok(appObject(app)) : absent),
    ],
    [
      'POST',
      /^\/app-manifests\/([\w-]+)\/conversions$/,
      (s, [code]) => {
        if (!s.codes.includes(code ?? '')) return absent;
        s.codes = s.codes.filter((each) => each !== code);
        s.app = {
          id: 424242,
          slug: 'disposisi-contoh',
          permissions: { contents: 'write', metadata: 'read', pull_requests: 'write', statuses: 'write' },
          installed: false,
        };
        const secrets = { client_id: 'Iv1.contoh', client_secret: 'rahasia', webhook_secret: null, pem: PEM };
        return { status: 201, body: { ...appObject(s.app), ...secrets } };
      },
    ],
  ];
}

/** A text that looks like a key and is none. */
export const PEM = '-----BEGIN RSA PRIVATE KEY-----\nY29udG9o\n-----END RSA PRIVATE KEY-----\n';

/** GitHub leaves out the parameter of an update rule that allows nothing. */
const asShown = (rule: Ruleset['rules'][number]): Ruleset['rules'][number] =>
  rule.type === 'update' && rule.parameters?.['update_allows_fetch_and_merge'] === false ? { type: 'update' } : rule;

const SOURCE = { source_type: 'Repository', source: 'kantor/disposisi' };

const invalid = (message: string): Answer => ({
  status: 422,
  body: {
    message: 'Validation Failed',
    errors: [{ resource: 'Ruleset', code: 'custom', message }],
    documentation_url: 'https://docs.github.com/rest',
    status: '422',
  },
});

const isInstalled = ({ app }: Settings, { bypass_actors }: Ruleset): boolean =>
  bypass_actors.every(
    ({ actor_type, actor_id }) => actor_type !== 'Integration' || (app?.id === actor_id && app.installed),
  );

const secretList = (names: readonly string[]) => ({
  total_count: names.length,
  secrets: names.map((name) => ({ name, created_at: AT, updated_at: AT })),
});

function environmentObject(name: string, { policy, waits }: Environment) {
  return {
    id: 1,
    node_id: 'x',
    name,
    url: 'https://api.github.com/x',
    html_url: 'https://github.com/x',
    created_at: AT,
    updated_at: AT,
    protection_rules: [
      ...(policy ? [{ id: 1, node_id: 'x', type: 'branch_policy' }] : []),
      ...(waits ? [{ id: 2, node_id: 'x', type: 'wait_timer', wait_timer: 30 }] : []),
    ],
    deployment_branch_policy: policy,
  };
}

const pagesObject = (pages: FakePages) => ({
  ...pages,
  url: 'https://api.github.com/repos/kantor/disposisi/pages',
  html_url: pages.cname === null ? 'https://kantor.github.io/disposisi/' : `https://${pages.cname}/`,
  status: null,
  custom_404: false,
});

const appObject = ({ id, slug, permissions }: { id: number; slug: string; permissions: Record<string, string> }) => ({
  id,
  slug,
  node_id: 'x',
  owner: accountObject('kantor', 1),
  name: slug,
  description: null,
  external_url: 'https://github.com/kantor/disposisi',
  html_url: `https://github.com/apps/${slug}`,
  created_at: AT,
  updated_at: AT,
  permissions,
  events: [],
});

const workflowObject = ({ name, ...rest }: Settings['workflows'][number], at: number) => {
  const url = `https://api.github.com/repos/kantor/disposisi/actions/workflows/${at + 1}`;
  return {
    ...rest,
    id: at + 1,
    node_id: 'x',
    name,
    path: `${WORKFLOWS}${name}`,
    url,
    html_url: url,
    badge_url: url,
    updated_at: AT,
  };
};

export function organisationObject(default_repository_permission: string | undefined) {
  const url = 'https://api.github.com/orgs/kantor';
  return {
    login: 'kantor',
    id: 1,
    node_id: 'x',
    url,
    repos_url: url,
    events_url: url,
    hooks_url: url,
    issues_url: url,
    members_url: url,
    public_members_url: url,
    avatar_url: url,
    description: null,
    html_url: 'https://github.com/kantor',
    has_organization_projects: false,
    has_repository_projects: false,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    type: 'Organization',
    created_at: AT,
    updated_at: AT,
    archived_at: null,
    ...(default_repository_permission === undefined ? {} : { default_repository_permission }),
  };
}

/**
 * Returns a successful run of the deadlines.
 * @param repository the repository as the forge gives it
 */
export function scheduledRunAnswer(run_started_at: string, repository: object) {
  const url = 'https://api.github.com/repos/kantor/disposisi/actions/runs/1';
  return {
    id: 1,
    node_id: 'x',
    head_branch: 'main',
    run_number: 1,
    display_title: 'deadlines',
    event: 'schedule',
    status: 'completed',
    conclusion: 'success',
    head_sha: '0'.repeat(40),
    path: `${WORKFLOWS}deadlines.yml`,
    workflow_id: 1,
    url,
    html_url: url,
    jobs_url: url,
    logs_url: url,
    check_suite_url: url,
    cancel_url: url,
    rerun_url: url,
    artifacts_url: url,
    workflow_url: url,
    pull_requests: [],
    created_at: run_started_at,
    updated_at: run_started_at,
    run_started_at,
    head_commit: null,
    repository,
    head_repository: repository,
  };
}

/** Returns the commit that last changed the workflow of the deadlines. */
export function commitOfWorkflow({ login, id }: { readonly login: string; readonly id: number }) {
  const url = 'https://api.github.com/repos/kantor/disposisi/commits/1';
  const signature = { name: login, email: `${login}@contoh.example`, date: AT };
  return {
    url,
    sha: '1'.repeat(40),
    node_id: 'x',
    html_url: url,
    comments_url: url,
    commit: {
      author: signature,
      committer: signature,
      comment_count: 0,
      message: 'Jadwal',
      tree: { sha: '2'.repeat(40), url },
      url,
    },
    author: accountObject(login, id),
    committer: accountObject(login, id),
    parents: [],
  };
}

/** Returns an account as it is inside other responses. */
export function accountObject(login: string, id: number) {
  const url = `https://github.com/${login}`;
  return {
    login,
    id,
    node_id: `U_${id}`,
    avatar_url: url,
    gravatar_id: '',
    url,
    html_url: url,
    followers_url: url,
    following_url: url,
    gists_url: url,
    starred_url: url,
    subscriptions_url: url,
    organizations_url: url,
    repos_url: url,
    events_url: url,
    received_events_url: url,
    type: 'User',
    site_admin: false,
  };
}

export const json = (status: number, body: unknown): Response =>
  body === undefined
    ? new Response(null, { status })
    : new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** A push to a branch, as GitHub’s log of activity has it. */
export interface Push {
  readonly id: number;
  readonly timestamp: string;
  readonly after: string;
}

/** Returns GitHub’s newest build of the site. */
export function buildOfSite({ timestamp, after }: Push, error: string | undefined) {
  return {
    url: 'https://api.github.com/repos/kantor/disposisi/pages/builds/1',
    status: error === undefined ? 'built' : 'errored',
    error: { message: error ?? null },
    pusher: null,
    commit: after,
    duration: 20_000,
    created_at: timestamp,
    updated_at: timestamp,
  };
}

/** Returns a commit with GitHub’s signature, if the App made the commit, or if somebody made it on GitHub’s pages. */
export async function withSignature(answer: Response, { unsigned }: Settings): Promise<Response> {
  type Commit = { author: { type: string } | null; parents: unknown[]; commit: Record<string, unknown> };
  const data = (await answer.json()) as Commit;
  const isOfApp = data.author?.type === 'Bot';
  const isSigned = isOfApp ? !unsigned : data.author?.type === 'Organization' || data.parents?.length > 1;
  const signed = { verified: true, reason: 'valid', signature: 'x', payload: 'x', verified_at: AT };
  return json(answer.status, isSigned ? { ...data, commit: { ...data.commit, verification: signed } } : data);
}
