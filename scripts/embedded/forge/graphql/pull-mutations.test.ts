import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { octokit, openRequest, openWorld, type World } from '#tests/support/forge-world.ts';

let world: World;
let number: number;
let id: string;
/** The id of the label `penting`. */
let label: string;
beforeEach(async () => {
  world = await openWorld();
  await world.forge.seed({ 'sops/a.yaml': 'judul: A\n' }, 'Konfigurasi');
  ({ number } = await openRequest(world));
  id = (await world.as('pemohon').rest.pulls.get({ ...world.at, pull_number: number })).data.node_id;
  label = (await world.as('pejabat').rest.issues.createLabel({ ...world.at, name: 'penting' })).data.node_id;
});
afterEach(() => world.close());

type Input = Readonly<Record<string, unknown>>;

/**
 * Sends the mutation as this account.
 * @returns the forge’s error, or undefined if the mutation was done
 */
async function attempt(login: string, mutation: string, input: Input, token = world.token(login)): Promise<unknown> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const query = `mutation Act($input: ${type}) { ${mutation}(input: $input) { clientMutationId } }`;
  try {
    await octokit(world.forge, token).graphql(query, { input });
    return undefined;
  } catch (error) {
    if (error instanceof Error && 'errors' in error && Array.isArray(error.errors)) return error.errors[0];
    throw error;
  }
}

const shown = async () => (await world.as('pembaca').rest.pulls.get({ ...world.at, pull_number: number })).data;
const main = async () =>
  (await world.as('pembaca').rest.git.getRef({ ...world.at, ref: 'heads/main' })).data.object.sha;

/** Each mutation, with an account that may send it. The account may do the same by REST. */
const ACTS: readonly (readonly [mutation: string, by: string, input: Input])[] = [
  ['addComment', 'pembaca', { body: 'Mohon segera.' }],
  ['addPullRequestReview', 'pejabat', { event: 'APPROVE', body: 'Lengkap.' }],
  ['addLabelsToLabelable', 'pejabat', {}],
  ['removeLabelsFromLabelable', 'pejabat', {}],
  ['requestReviews', 'pejabat', { userIds: [] }],
  ['updatePullRequest', 'pemohon', { title: 'Judul lain' }],
  ['convertPullRequestToDraft', 'pemohon', {}],
  ['markPullRequestReadyForReview', 'pemohon', {}],
  ['closePullRequest', 'pejabat', {}],
  ['reopenPullRequest', 'pejabat', {}],
  ['mergePullRequest', 'pengelola', {}],
];
/** Returns the input of a mutation for this pull request, or for the object with another id. */
const given = (mutation: string, input: Input, subject = id): Input => {
  if (mutation === 'addComment') return { ...input, subjectId: subject };
  return mutation.endsWith('Labelable')
    ? { labelableId: subject, labelIds: [label] }
    : { ...input, pullRequestId: subject };
};

describe('mutations of a pull request', () => {
  it('a mutation is done for an account with the right, and for an account without access the pull request does not exist', async () => {
    for (const [mutation, by, input] of ACTS) {
      expect([mutation, await attempt('orang-luar', mutation, given(mutation, input))]).toEqual([
        mutation,
        expect.objectContaining({ type: 'NOT_FOUND' }),
      ]);
      expect([mutation, await attempt(by, mutation, given(mutation, input, 'PR_xxx'))]).toEqual([
        mutation,
        expect.objectContaining({ type: 'NOT_FOUND' }),
      ]);
      expect([mutation, await attempt(by, mutation, given(mutation, input))]).toEqual([mutation, undefined]);
      // Each of these mutations triggers a run over the pull request.
      expect([mutation, world.events.splice(0).map(({ pull }) => pull)]).toEqual([
        mutation,
        expect.arrayContaining([number]),
      ]);
    }
    const { data } = await world.as('pembaca').rest.issues.listComments({ ...world.at, issue_number: number });
    expect(data.map(({ body, user }) => [body, user?.login])).toEqual([['Mohon segera.', 'pembaca']]);
    expect(await shown()).toMatchObject({ title: 'Judul lain', merged: true, merged_by: { login: 'pengelola' } });
  });

  it('a mutation that changes a pull request is refused to readers, and a merge into main to writers', async () => {
    const before = await main();
    const acts = ACTS.filter(([mutation]) => !['addComment', 'addPullRequestReview'].includes(mutation));
    for (const [mutation, , input] of acts) {
      if (mutation === 'reopenPullRequest') await attempt('pejabat', 'closePullRequest', { pullRequestId: id });
      expect([mutation, await attempt('pembaca', mutation, given(mutation, input))]).toEqual([
        mutation,
        expect.objectContaining({ type: 'FORBIDDEN' }),
      ]);
      if (mutation === 'reopenPullRequest') await attempt('pejabat', 'reopenPullRequest', { pullRequestId: id });
    }
    for (const login of ['pemohon', 'pejabat'])
      for (const mergeMethod of ['MERGE', 'SQUASH', 'REBASE'])
        expect(await attempt(login, 'mergePullRequest', { pullRequestId: id, mergeMethod })).toMatchObject({
          type: 'FORBIDDEN',
          message: expect.stringContaining('Only the process merges into main'),
        });
    expect(await attempt('disposisi[bot]', 'mergePullRequest', { pullRequestId: id })).toMatchObject({
      message: expect.stringContaining('Required status check'),
    });
    expect([await main(), (await shown()).state]).toEqual([before, 'open']);
  });

  it('a mutation needs the same permissions of an App’s token as REST', async () => {
    const refused = expect.objectContaining({ message: 'Resource not accessible by integration' });
    const readable = { contents: 'read', issues: 'read', pull_requests: 'read' } as const;
    const token = await world.forge.accounts.token('pengelola', { grant: readable });
    for (const [mutation, , input] of ACTS)
      expect([mutation, await attempt('pengelola', mutation, given(mutation, input), token)]).toEqual([
        mutation,
        refused,
      ]);
    const grant = { ...readable, issues: 'write', pull_requests: 'write' } as const;
    const more = await world.forge.accounts.token('pengelola', { grant });
    expect(await attempt('pengelola', 'mergePullRequest', { pullRequestId: id }, more)).toEqual(refused);
    expect(await attempt('pengelola', 'closePullRequest', { pullRequestId: id }, more)).toBeUndefined();
    const none = await world.forge.accounts.token('pengelola', { grant: { statuses: 'read' } });
    const node = octokit(world.forge, none).graphql('query Node($id: ID!) { node(id: $id) { id } }', { id });
    await expect(node).rejects.toMatchObject({ errors: [{ message: 'Resource not accessible by integration' }] });
  });

  it('mutations have the limits of REST: nobody approves their own pull request, and a review that asks for changes needs a text', async () => {
    const review = (login: string, input: Input) =>
      attempt(login, 'addPullRequestReview', { pullRequestId: id, ...input });
    expect(await review('pemohon', { event: 'APPROVE' })).toMatchObject({
      message: 'Review Can not approve your own pull request',
    });
    expect(await review('pejabat', { event: 'REQUEST_CHANGES' })).toMatchObject({ type: 'UNPROCESSABLE' });
    // A request that GitHub accepts and this forge does not implement is an error.
    expect(await review('pejabat', { body: 'Nanti dikirim.' })).toMatchObject({ type: 'UNPROCESSABLE' });
    expect(
      await review('pejabat', { event: 'COMMENT', body: 'a', threads: [{ path: 'a', line: 1, body: 'b' }] }),
    ).toMatchObject({ message: expect.stringContaining('threads is not implemented') });
    expect(await attempt('pemohon', 'updatePullRequest', { pullRequestId: id, milestoneId: 'x' })).toMatchObject({
      message: expect.stringContaining('milestoneId is not implemented'),
    });
    const { data } = await world.as('pembaca').rest.pulls.listReviews({ ...world.at, pull_number: number });
    expect(data).toEqual([]);
  });

  it('the author edits a comment, a writer deletes it, and another account can do neither', async () => {
    await attempt('pembaca', 'addComment', { subjectId: id, body: 'Satu' });
    const list = async () =>
      (await world.as('pembaca').rest.issues.listComments({ ...world.at, issue_number: number })).data;
    const [comment] = await list();
    const edit = (login: string, body: string) => attempt(login, 'updateIssueComment', { id: comment?.node_id, body });
    expect(await edit('pejabat', 'Dua')).toMatchObject({ type: 'FORBIDDEN' });
    expect(await edit('orang-luar', 'Dua')).toMatchObject({ type: 'NOT_FOUND' });
    expect(await edit('pembaca', 'Dua')).toBeUndefined();
    expect((await list()).map(({ body }) => body)).toEqual(['Dua']);
    const drop = (login: string) => attempt(login, 'deleteIssueComment', { id: comment?.node_id });
    expect(await drop('pejabat')).toMatchObject({ type: 'FORBIDDEN' });
    expect(await drop('pemohon')).toBeUndefined();
    expect(await list()).toEqual([]);
  });

  it('requested reviewers replace the earlier ones, or are added to them', async () => {
    const people = await world.as('pembaca').graphql<{
      repository: { assignableUsers: { nodes: { id: string; login: string }[] } };
    }>('query People { repository(owner: "kantor", name: "disposisi") { assignableUsers(first: 10) { nodes { id login } } } }');
    const { nodes } = people.repository.assignableUsers;
    expect(nodes.map(({ login }) => login)).toEqual(['pemohon', 'pejabat', 'pembaca', 'pengelola']);
    const ids = (...logins: string[]) => nodes.filter(({ login }) => logins.includes(login)).map((each) => each.id);
    const asked = async () => (await shown()).requested_reviewers?.map(({ login }) => login);
    const request = (input: Input) => attempt('pemohon', 'requestReviews', { pullRequestId: id, ...input });
    expect(await request({ userIds: ids('pejabat'), union: true })).toBeUndefined();
    expect(await request({ userIds: ids('pengelola'), union: true })).toBeUndefined();
    expect(await asked()).toEqual(['pejabat', 'pengelola']);
    expect(await request({ userIds: ids('pembaca') })).toBeUndefined();
    expect(await asked()).toEqual(['pembaca']);
    expect(await request({ userIds: ids('pemohon') })).toMatchObject({ type: 'UNPROCESSABLE' });
    expect(await asked()).toEqual(['pembaca']);
  });
});

const PULL = `query Pull($number: Int!) { repository(owner: "kantor", name: "disposisi") {
  nameWithOwner viewerPermission hasIssuesEnabled issues(first: 1) { totalCount }
  labels(first: 5, orderBy: { field: NAME, direction: ASC }) { nodes { name } }
  pullRequest(number: $number) {
    additions deletions changedFiles maintainerCanModify autoMergeRequest { mergeMethod } mergeStateStatus reviewDecision
    headRepositoryOwner { login } headRepository { id nameWithOwner parent { id } } authorAssociation viewerDidAuthor
    assignees(first: 1) { totalCount } milestone { number } reactionGroups { content }
    latestReviews(first: 5) { nodes { state author { login } } }
    commits(last: 1) { nodes { commit { messageHeadline messageBody authors(first: 5) { nodes { name } }
      statusCheckRollup { state contexts(first: 5) { checkRunCount statusContextCount
        statusContextCountsByState { state count } nodes { ... on StatusContext { context state isRequired(pullRequestNumber: $number) } } } } } } }
  } } }`;

describe('a pull request as GraphQL shows it', () => {
  const read = async (login = 'pembaca') =>
    (await world.as(login).graphql<{ repository: Record<string, unknown> }>(PULL, { number })).repository;

  it('GraphQL shows a pull request as REST does', async () => {
    const { repos } = world.as('disposisi[bot]').rest;
    const { head, additions, deletions, changed_files } = await shown();
    const status = { ...world.at, sha: head.sha };
    await repos.createCommitStatus({ ...status, context: 'disposisi', state: 'pending' });
    await repos.createCommitStatus({ ...status, context: 'lain', state: 'success' });
    expect([additions, deletions, changed_files]).toEqual([1, 0, 1]);
    expect(await read()).toEqual({
      nameWithOwner: 'kantor/disposisi',
      viewerPermission: 'READ',
      hasIssuesEnabled: true,
      issues: { totalCount: 0 },
      labels: { nodes: [{ name: 'penting' }] },
      pullRequest: {
        additions,
        deletions,
        changedFiles: changed_files,
        maintainerCanModify: false,
        autoMergeRequest: null,
        mergeStateStatus: 'CLEAN',
        reviewDecision: null,
        headRepositoryOwner: { login: 'kantor' },
        headRepository: { id: expect.any(String), nameWithOwner: 'kantor/disposisi', parent: null },
        authorAssociation: 'COLLABORATOR',
        viewerDidAuthor: false,
        assignees: { totalCount: 0 },
        milestone: null,
        reactionGroups: [],
        latestReviews: { nodes: [] },
        commits: {
          nodes: [
            {
              commit: {
                messageHeadline: 'Permohonan',
                messageBody: '',
                authors: { nodes: [{ name: 'Pemohon' }] },
                statusCheckRollup: {
                  state: 'PENDING',
                  contexts: {
                    checkRunCount: 0,
                    statusContextCount: 2,
                    statusContextCountsByState: [
                      { state: 'PENDING', count: 1 },
                      { state: 'SUCCESS', count: 1 },
                    ],
                    nodes: [
                      { context: 'disposisi', state: 'PENDING', isRequired: true },
                      { context: 'lain', state: 'SUCCESS', isRequired: false },
                    ],
                  },
                },
              },
            },
          ],
        },
      },
    });
    expect(await read('pemohon')).toMatchObject({ viewerPermission: 'WRITE', pullRequest: { viewerDidAuthor: true } });
  });

  it('while a writer asks for changes, the process’s merge is refused for that; a reviewer without write access does not count', async () => {
    await world.forge.accounts.add({ login: 'penulis', permission: 'write' });
    const writer = octokit(world.forge, await world.forge.accounts.token('penulis')).rest;
    const pull = { ...world.at, pull_number: number };
    const decided = async () => ((await read())['pullRequest'] as Record<string, unknown>)['reviewDecision'];
    const merge = () => attempt('disposisi[bot]', 'mergePullRequest', { pullRequestId: id });
    await world.as('pejabat').rest.pulls.createReview({ ...pull, event: 'REQUEST_CHANGES', body: 'Kurang.' });
    expect(await decided()).toBeNull();
    await writer.pulls.createReview({ ...pull, event: 'REQUEST_CHANGES', body: 'Kurang.' });
    await writer.pulls.createReview({ ...pull, event: 'COMMENT', body: 'Ditunggu.' });
    expect(await decided()).toBe('CHANGES_REQUESTED');
    expect(await merge()).toMatchObject({ message: expect.stringContaining('Changes have been requested') });
    await writer.pulls.createReview({ ...pull, event: 'APPROVE' });
    expect(await decided()).toBeNull();
    expect(await merge()).toMatchObject({ message: expect.stringContaining('Required status check') });
  });
});

describe('objects by the id of a node', () => {
  it('a node is shown to accounts that can read the repository, and an account to all', async () => {
    const query = 'query Node($id: ID!) { node(id: $id) { __typename id } }';
    const at = (login: string, node: string) =>
      world
        .as(login)
        .graphql<{ node: unknown }>(query, { id: node })
        .then(
          (answer) => answer.node,
          (error: { errors?: readonly { type?: string }[] }) => error.errors?.[0]?.type,
        );
    await attempt('pejabat', 'addComment', { subjectId: id, body: 'Satu' });
    await attempt('pejabat', 'addPullRequestReview', { pullRequestId: id, event: 'APPROVE' });
    const read = world.as('pembaca').rest;
    const kinds = {
      PullRequest: id,
      IssueComment: (await read.issues.listComments({ ...world.at, issue_number: number })).data[0]?.node_id ?? '',
      PullRequestReview: (await read.pulls.listReviews({ ...world.at, pull_number: number })).data[0]?.node_id ?? '',
      Repository: (await read.repos.get(world.at)).data.node_id,
    };
    for (const [type, node] of Object.entries(kinds)) {
      expect(await at('pembaca', node)).toEqual({ __typename: type, id: node });
      expect(await at('orang-luar', node)).toBe('NOT_FOUND');
    }
    const account = (await read.users.getByUsername({ username: 'pejabat' })).data.node_id;
    expect(await at('orang-luar', account)).toEqual({ __typename: 'User', id: account });
    expect(await at('pembaca', 'PR_MDo5OTk')).toBe('NOT_FOUND');
  });
});

describe('search by GraphQL', () => {
  it('search by GraphQL finds what REST finds, and nothing for an account without access', async () => {
    const found = (login: string, text: string, type = 'ISSUE') =>
      world
        .as(login)
        .graphql<{ search: { issueCount: number; nodes: { number: number }[] } }>(
          'query Find($text: String!, $type: SearchType!) { search(query: $text, type: $type, first: 10) { issueCount nodes { ... on PullRequest { number } } } }',
          { text, type },
        )
        .then(
          ({ search }) => search.nodes.map((each) => each.number),
          (error: { errors?: readonly { type?: string }[] }) => error.errors?.[0]?.type,
        );
    const here = 'repo:kantor/disposisi is:pr';
    expect(await found('pembaca', here)).toEqual([number]);
    expect(await found('pemohon', `${here} author:@me`)).toEqual([number]);
    expect(await found('pejabat', `${here} author:@me`)).toEqual([]);
    expect(await found('pejabat', `${here} review-requested:@me`)).toEqual([]);
    await world.as('pemohon').rest.pulls.requestReviewers({ ...world.at, pull_number: number, reviewers: ['pejabat'] });
    expect(await found('pejabat', `${here} review-requested:@me`)).toEqual([number]);
    expect(await found('pembaca', `${here} draft:true`)).toEqual([]);
    expect(await found('pembaca', `${here} draft:false`)).toEqual([number]);
    expect(await found('pembaca', `${here} assignee:pejabat`)).toEqual([]);
    expect(await found('pembaca', `${here} involves:pejabat`)).toBe('UNPROCESSABLE');
    expect(await found('pembaca', here, 'USER')).toBe('UNPROCESSABLE');
    expect(await found('orang-luar', here)).toBe('NOT_FOUND');
  });
});
