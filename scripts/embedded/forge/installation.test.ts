import { execFile } from 'node:child_process';
import { createSign } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { covers } from './grant.ts';
import { mutations } from './graphql/mutations.ts';
import type { Context } from './model/context.ts';
import { ROUTES } from './rest/routes.ts';
import type { Grant, InstalledApp } from './start-forge.ts';
import { octokit, openRequest, openWorld, pushBranch, refusal, type World } from '#tests/support/forge-world.ts';

const run = promisify(execFile);

let world: World;
let app: InstalledApp;
let pull: { readonly number: number; readonly head: string };

beforeAll(async () => {
  world = await openWorld();
  await world.forge.seed({ 'README.md': 'main\n', '.github/workflows/a.yml': 'name: a\n' }, 'begin');
  pull = await openRequest(world);
  app = await world.forge.installApp({
    slug: 'disposisi',
    permissions: { contents: 'write', pull_requests: 'write', statuses: 'write', metadata: 'read' },
  });
});
afterAll(() => world.close());

const NOW = Date.parse('2026-03-02T01:00:00Z') / 1000;

/** Makes a claim that is signed with the key of an App. */
function claim(changes: Record<string, unknown> = {}, key = app.privateKey): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = { iat: NOW - 30, exp: NOW + 570, iss: app.id, ...changes };
  const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(body)}`;
  return `${text}.${createSign('sha256').update(text).sign(key, 'base64url')}`;
}

/** Returns a token of the App with these permissions, or with all that it has. */
async function installed(permissions?: Grant, repositories = ['disposisi']): Promise<string> {
  const { data } = await octokit(world.forge, claim()).request(
    'POST /app/installations/{installation_id}/access_tokens',
    { installation_id: app.installationId, repositories, ...(permissions ? { permissions } : {}) } as never,
  );
  return data.token;
}

const as = (token: string) => octokit(world.forge, token);

describe('an App in its own name', () => {
  test('with a claim signed by its key, an App reads who it is and where it is installed', async () => {
    const { data } = await as(claim()).rest.apps.getAuthenticated();
    expect([data?.id, data?.slug]).toEqual([app.id, 'disposisi']);
    const installation = await as(claim({ iss: app.clientId })).rest.apps.getRepoInstallation(world.at);
    expect(installation.data).toMatchObject({ id: app.installationId, app_slug: 'disposisi' });
  });

  test.each([
    ['that has ended', { exp: NOW - 1 }],
    ['that lives longer than ten minutes', { exp: NOW + 3600 }],
    ['from the future', { iat: NOW + 300 }],
    ['of an unknown App', { iss: 1 }],
  ])('a claim %s is refused', async (_, changes) => {
    expect((await refusal(as(claim(changes)).rest.apps.getAuthenticated())).status).toBe(401);
  });

  test('a claim signed by another key is refused, a claim lists no pull requests, and a person’s token is no claim', async () => {
    const other = await world.forge.installApp({ slug: 'lain', permissions: {}, permission: 'write' });
    expect((await refusal(as(claim({}, other.privateKey)).rest.apps.getAuthenticated())).status).toBe(401);
    expect((await refusal(as(claim()).rest.pulls.list(world.at))).status).toBe(403);
    expect((await refusal(world.as('pengelola').rest.apps.getAuthenticated())).status).toBe(401);
  });

  test('an App gets no token with more rights than it was granted, or for another repository', async () => {
    expect((await refusal(installed({ administration: 'write' }))).status).toBe(422);
    expect((await refusal(installed(undefined, ['lain']))).status).toBe(422);
  });

  test('a token ends after an hour, or when it is revoked', async () => {
    const token = await installed();
    await as(token).rest.apps.revokeInstallationAccessToken();
    expect((await refusal(as(token).rest.pulls.list(world.at))).status).toBe(401);
    const another = await installed();
    world.setClock('2026-03-02T02:00:01Z');
    expect((await refusal(as(another).rest.pulls.list(world.at))).status).toBe(401);
    world.setClock('2026-03-02T01:00:00Z');
  });
});

describe('the permissions of a token', () => {
  const status = (token: string) =>
    as(token).rest.repos.createCommitStatus({ ...world.at, sha: pull.head, state: 'success', context: 'x' });
  const commit = (token: string, path = 'a.txt') =>
    as(token).graphql(
      'mutation($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }',
      {
        input: {
          branch: { repositoryNameWithOwner: 'kantor/disposisi', branchName: 'cms/requests/satu' },
          expectedHeadOid: pull.head,
          message: { headline: 'x' },
          fileChanges: { additions: [{ path, contents: 'eA==' }] },
        },
      },
    );

  test.each<[string, Grant, (token: string) => Promise<unknown>]>([
    ['a status without statuses', { contents: 'write', pull_requests: 'write' }, status],
    ['a pull request without pull_requests', { contents: 'write' }, (token) => as(token).rest.pulls.list(world.at)],
    [
      'a comment with the right to read only',
      { pull_requests: 'read' },
      (token) => as(token).rest.issues.createComment({ ...world.at, issue_number: pull.number, body: 'x' }),
    ],
    [
      'a merge without contents',
      { pull_requests: 'write' },
      (token) => as(token).rest.pulls.merge({ ...world.at, pull_number: pull.number }),
    ],
    ['its own account', {}, (token) => as(token).rest.users.getAuthenticated()],
  ])('an App’s token is refused %s', async (_, permissions, call) => {
    const { status: code, text } = await refusal(call(await installed(permissions)));
    expect([code, text]).toEqual([403, expect.stringContaining('Resource not accessible by integration')]);
  });

  test('with the permission, an App’s token sets a status and lists pull requests', async () => {
    await status(await installed({ statuses: 'write' }));
    expect((await as(await installed({ pull_requests: 'read' })).rest.pulls.list(world.at)).data).toHaveLength(1);
  });

  test('GraphQL needs the same permissions as REST: a field or mutation beyond them is an error', async () => {
    const reading = await installed({ contents: 'read' });
    await expect(commit(reading)).rejects.toThrow('Resource not accessible by integration');
    const ask = (fields: string) =>
      as(reading).graphql(`{ repository(owner: "kantor", name: "disposisi") { ${fields} } }`);
    await expect(ask('pullRequest(number: 1) { number }')).rejects.toThrow('Resource not accessible by integration');
    for (const status of ['status', 'statusCheckRollup'])
      await expect(ask(`object(expression: "main") { ... on Commit { ${status} { state } } }`)).rejects.toThrow(
        'Resource not accessible by integration',
      );
    const { node_id: id } = (await world.as('pemohon').rest.pulls.get({ ...world.at, pull_number: pull.number })).data;
    for (const query of ['search(query: "is:pr", type: ISSUE, first: 1) { issueCount }', `node(id: "${id}") { id }`])
      await expect(as(reading).graphql(`{ ${query} }`)).rejects.toThrow('Resource not accessible by integration');
    expect(await ask('ref(qualifiedName: "refs/heads/main") { name }')).toMatchObject({
      repository: { ref: { name: 'main' } },
    });
  });

  test.each([
    ['defaultBranchRef { name }', 'contents'],
    ['object(expression: "main") { oid }', 'contents'],
    ['ref(qualifiedName: "refs/heads/main") { name }', 'contents'],
    ['pullRequest(number: 1) { number }', 'pull_requests'],
    ['pullRequests(first: 1) { totalCount }', 'pull_requests'],
  ] as const)('GraphQL shows %s to a token that may read %s, and to no other', async (field, needed) => {
    const all: Grant = { contents: 'read', pull_requests: 'read', statuses: 'read' };
    const { [needed]: _, ...others } = all;
    const query = `{ repository(owner: "kantor", name: "disposisi") { shown: ${field} } }`;
    await expect(as(await installed(others)).graphql(query)).rejects.toThrow('Resource not accessible by integration');
    expect(await as(await installed({ [needed]: 'read' })).graphql(query)).toMatchObject({
      repository: { shown: expect.anything() },
    });
  });

  test('GraphQL turns a pull request into a draft and back for a token that may write pull requests', async () => {
    const { node_id: id } = (await world.as('pemohon').rest.pulls.get({ ...world.at, pull_number: pull.number })).data;
    for (const [what, isDraft] of [
      ['convertPullRequestToDraft', true],
      ['markPullRequestReadyForReview', false],
    ] as const) {
      const query = `mutation($id: ID!) { done: ${what}(input: { pullRequestId: $id }) { pullRequest { isDraft } } }`;
      const done = await as(await installed({ pull_requests: 'write' })).graphql(query, { id });
      expect(done).toMatchObject({ done: { pullRequest: { isDraft } } });
    }
  });

  const NO_PULL = { pullRequestId: 'PR_x' };
  const CHANGES: Readonly<Record<string, readonly [needed: keyof Grant, input: object]>> = {
    updateRefs: ['contents', { repositoryId: 'R_x', refUpdates: [] }],
    createCommitOnBranch: ['contents', { branch: {}, expectedHeadOid: '0'.repeat(40), message: { headline: 'x' } }],
    mergePullRequest: ['contents', NO_PULL],
    addComment: ['pull_requests', { subjectId: 'PR_x', body: 'x' }],
    updateIssueComment: ['pull_requests', { id: 'IC_x', body: 'x' }],
    deleteIssueComment: ['pull_requests', { id: 'IC_x' }],
    addLabelsToLabelable: ['pull_requests', { labelableId: 'PR_x', labelIds: [] }],
    removeLabelsFromLabelable: ['pull_requests', { labelableId: 'PR_x', labelIds: [] }],
    createPullRequest: ['pull_requests', { repositoryId: 'R_x', title: 'x', headRefName: 'x', baseRefName: 'main' }],
    addPullRequestReview: ['pull_requests', NO_PULL],
    updatePullRequest: ['pull_requests', NO_PULL],
    requestReviews: ['pull_requests', NO_PULL],
    closePullRequest: ['pull_requests', NO_PULL],
    reopenPullRequest: ['pull_requests', NO_PULL],
    markPullRequestReadyForReview: ['pull_requests', NO_PULL],
    convertPullRequestToDraft: ['pull_requests', NO_PULL],
  };
  test.each(Object.entries(CHANGES))(
    'GraphQL refuses %s to an App’s token without the right to write %s',
    async (name, [needed, input]) => {
      const all: Grant = { contents: 'write', pull_requests: 'write', statuses: 'write' };
      const query = `mutation($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { clientMutationId } }`;
      const done = as(await installed({ ...all, [needed]: 'read' })).graphql(query, { input });
      await expect(done).rejects.toThrow('Resource not accessible by integration');
    },
  );
  test('these tests have every mutation of GraphQL', () => {
    expect(Object.keys(CHANGES).sort()).toEqual(Object.keys(mutations({} as Context)).sort());
  });

  test('a workflow file needs a permission of its own, by commit, ref and push alike', async () => {
    const token = await installed({ contents: 'write' });
    await expect(commit(token, '.github/workflows/b.yml')).rejects.toThrow('without `workflows` permission');
    const head = await pushBranch(world, 'pemohon', 'dengan-alur', { '.github/workflows/c.yml': 'name: c\n' });
    const { status: code } = await refusal(
      as(token).rest.git.createRef({ ...world.at, ref: 'refs/heads/salin', sha: head }),
    );
    expect(code).toBe(403);
    const pushed = (access: string, commit: string) => {
      const url = world.forge.cloneUrl.replace('http://', `http://x-access-token:${access}@`);
      const args = ['push', '--quiet', url, `+${commit}:refs/heads/dorong`];
      return run('git', args, {
        cwd: join(world.folder, 'repo.git'),
        env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
      });
    };
    await expect(pushed(token, head)).rejects.toThrow('without `workflows` permission');
    await pushed(token, pull.head);
    const writer = world.token('pemohon');
    await expect(pushed(writer, head)).resolves.toBeDefined();
  });

  test('git needs the permission `contents`: without it nothing is fetched, and without the right to write nothing is pushed', async () => {
    const environment = { cwd: join(world.folder, 'repo.git'), env: { ...process.env, GIT_TERMINAL_PROMPT: '0' } };
    const remote = (token: string) => world.forge.cloneUrl.replace('http://', `http://x-access-token:${token}@`);
    const fetched = (token: string) => run('git', ['ls-remote', remote(token)], environment);
    const pushed = (token: string, branch: string) =>
      run('git', ['push', '--quiet', remote(token), `${pull.head}:refs/heads/${branch}`], environment);
    const [none, reading, writing] = [
      await installed({ pull_requests: 'write', statuses: 'write' }),
      await installed({ contents: 'read' }),
      await installed({ contents: 'write' }),
    ];
    await expect(fetched(none)).rejects.toThrow('403');
    await expect(pushed(none, 'tanpa-izin')).rejects.toThrow('403');
    await expect(pushed(reading, 'hanya-baca')).rejects.toThrow('403');
    expect((await fetched(reading)).stdout).toContain(`${pull.head}\trefs/heads/cms/requests/satu`);
    await pushed(writing, 'boleh-tulis');
    const { stdout: refs } = await fetched(writing);
    expect(refs).toContain('refs/heads/boleh-tulis');
    expect(refs).not.toMatch(/tanpa-izin|hanya-baca/);
  });

  test('every operation of a repository names the permission that it needs', () => {
    const unnamed = ROUTES.filter(
      ({ template, byApp, token }) => !byApp && template.includes('{owner}') && token === undefined,
    );
    expect(unnamed.map(({ template }) => template).filter((template) => !ONLY_PEOPLE.test(template))).toEqual([]);
  });

  /** The operations that set-up calls in the maintainer’s name. No App of an office may call any of them. */
  const ONLY_PEOPLE =
    /\/(rulesets|environments|actions|pages|secrets|variables|automated|collaborators|protection|invitations)\b/;

  test('the right to write includes reading, and one of several permissions is enough', () => {
    expect(covers({ contents: 'write' }, 'contents:read')).toBe(true);
    expect(covers({ contents: 'read' }, 'contents:write')).toBe(false);
    expect(covers({ issues: 'write' }, 'issues:write|pull_requests:write')).toBe(true);
    expect(covers({}, 'metadata:read')).toBe(true);
    expect(() => covers({}, 'all:write')).toThrow('no permission');
  });
});
