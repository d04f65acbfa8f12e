import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commitFiles, openRequest, openWorld, refusal, type World } from '#tests/support/forge-world.ts';
import { removeAccount, renameAccount } from '#tests/support/forge-accounts.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.forge.seed({ 'sops/a.yaml': 'judul: A\n' }, 'Konfigurasi');
});
afterEach(() => world.close());

/** Returns the value at a path of a reply. */
function dig(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inside, name) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, name) : undefined),
    value,
  );
}

const PULL = `query ($n: Int!) { repository(owner: "kantor", name: "disposisi") { pullRequest(number: $n) {
  state isDraft merged updatedAt headRefOid headRef { name target { oid } } isCrossRepository mergeable
  author { __typename login ... on User { databaseId } }
  labels(first: 10) { nodes { name } }
  reviewRequests(first: 10) { nodes { requestedReviewer { ... on User { login } } } }
  reviews(first: 10) { totalCount nodes { databaseId state body submittedAt lastEditedAt author { login } commit { oid } } }
  comments(last: 10) { totalCount nodes { body createdAt author { login } } }
  files(first: 10) { totalCount nodes { path changeType additions deletions } }
  timelineItems(first: 50, itemTypes: [LABELED_EVENT, UNLABELED_EVENT, CLOSED_EVENT, REOPENED_EVENT, MERGED_EVENT,
    READY_FOR_REVIEW_EVENT, CONVERT_TO_DRAFT_EVENT, HEAD_REF_DELETED_EVENT, HEAD_REF_RESTORED_EVENT,
    HEAD_REF_FORCE_PUSHED_EVENT, REVIEW_DISMISSED_EVENT]) { totalCount nodes { __typename
      ... on LabeledEvent { createdAt actor { login } label { name } }
      ... on UnlabeledEvent { createdAt actor { login } label { name } }
      ... on ClosedEvent { createdAt actor { login } }
      ... on ReopenedEvent { createdAt actor { login } }
      ... on HeadRefForcePushedEvent { beforeCommit { oid } afterCommit { oid } }
      ... on ReviewDismissedEvent { previousReviewState dismissalMessage review { databaseId } actor { login } } } }
} } }`;

async function read(number: number): Promise<unknown> {
  return dig(await world.as('pembaca').graphql(PULL, { n: number }), 'repository', 'pullRequest');
}

const commit = (input: Record<string, unknown>, login = 'disposisi[bot]') =>
  world
    .as(login)
    .graphql(
      'mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }',
      { input: { message: { headline: 'Catat' }, ...input } },
    );

async function fault(attempt: Promise<unknown>): Promise<unknown> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof Error && 'errors' in error) return dig(error.errors, '0');
    throw error;
  }
  throw new Error('the forge did not refuse');
}

describe('a pull request as the engine reads it', () => {
  it('a pull request has its whole timeline, each event with its account and its time by the forge’s clock', async () => {
    const { number, head } = await openRequest(world);
    const issue = { ...world.at, issue_number: number };
    const pull = { ...world.at, pull_number: number };
    const applicant = world.as('pemohon').rest;
    world.setClock('2026-03-02T02:00:00Z');
    await applicant.issues.setLabels({ ...issue, labels: ['decap-cms/pending_review'] });
    world.setClock('2026-03-02T03:00:00Z');
    const review = await world.as('pejabat').rest.pulls.createReview({ ...pull, event: 'APPROVE', body: 'Lengkap' });
    await world.as('pejabat').rest.pulls.updateReview({ ...pull, review_id: review.data.id, body: 'Lengkap sekali' });
    await world
      .as('disposisi[bot]')
      .rest.pulls.dismissReview({ ...pull, review_id: review.data.id, message: 'Bukan giliran' });
    await world.as('disposisi[bot]').rest.issues.setLabels({ ...issue, labels: ['baris: 2'] });
    await world.as('disposisi[bot]').rest.issues.createComment({ ...issue, body: 'Status' });
    await world.as('disposisi[bot]').rest.pulls.requestReviewers({ ...pull, reviewers: ['pejabat'] });
    const main = (await applicant.git.getRef({ ...world.at, ref: 'heads/main' })).data.object.sha;
    const rewritten = await commitFiles(world, 'pemohon', main, { 'requests/2026/baru.yaml': 'a: 1\nb: 2\n' });
    await applicant.git.updateRef({ ...world.at, ref: 'heads/cms/requests/satu', sha: rewritten, force: true });
    world.setClock('2026-03-02T04:00:00Z');
    await world.as('pejabat').rest.pulls.update({ ...pull, state: 'closed' });
    await world.as('pejabat').rest.pulls.update({ ...pull, state: 'open' });

    expect(await read(number)).toMatchObject({
      state: 'OPEN',
      isDraft: false,
      updatedAt: '2026-03-02T04:00:00Z',
      headRefOid: rewritten,
      headRef: { name: 'cms/requests/satu', target: { oid: rewritten } },
      mergeable: 'MERGEABLE',
      author: { __typename: 'User', login: 'pemohon' },
      labels: { nodes: [{ name: 'baris: 2' }] },
      reviewRequests: { nodes: [{ requestedReviewer: { login: 'pejabat' } }] },
      reviews: {
        totalCount: 1,
        nodes: [
          {
            state: 'DISMISSED',
            body: 'Lengkap sekali',
            submittedAt: '2026-03-02T03:00:00Z',
            lastEditedAt: '2026-03-02T03:00:00Z',
            commit: { oid: head },
          },
        ],
      },
      comments: { totalCount: 1, nodes: [{ body: 'Status', author: { login: 'disposisi' } }] },
      files: {
        totalCount: 1,
        nodes: [{ path: 'requests/2026/baru.yaml', changeType: 'ADDED', additions: 2, deletions: 0 }],
      },
      timelineItems: {
        nodes: [
          {
            __typename: 'LabeledEvent',
            createdAt: '2026-03-02T02:00:00Z',
            actor: { login: 'pemohon' },
            label: { name: 'decap-cms/pending_review' },
          },
          {
            __typename: 'ReviewDismissedEvent',
            previousReviewState: 'APPROVED',
            dismissalMessage: 'Bukan giliran',
            review: { databaseId: review.data.id },
          },
          { __typename: 'UnlabeledEvent', label: { name: 'decap-cms/pending_review' } },
          { __typename: 'LabeledEvent', label: { name: 'baris: 2' } },
          { __typename: 'HeadRefForcePushedEvent', beforeCommit: { oid: head }, afterCommit: { oid: rewritten } },
          { __typename: 'ClosedEvent', createdAt: '2026-03-02T04:00:00Z', actor: { login: 'pejabat' } },
          { __typename: 'ReopenedEvent' },
        ],
      },
    });
  });

  it('a review shows who edited it last: its author, or another writer', async () => {
    const { number } = await openRequest(world);
    const pull = { ...world.at, pull_number: number };
    const { pulls } = world.as('pejabat').rest;
    const review = {
      ...pull,
      review_id: (await pulls.createReview({ ...pull, event: 'APPROVE', body: 'Sah' })).data.id,
    };
    const shown = async () =>
      dig(
        await world.as('pembaca').graphql(
          `query ($n: Int!) { repository(owner: "kantor", name: "disposisi") { pullRequest(number: $n) {
            reviews(last: 1) { nodes { state body submittedAt lastEditedAt author { login } editor { login } } } } } }`,
          { n: number },
        ),
        'repository',
        'pullRequest',
        'reviews',
        'nodes',
        '0',
      );
    const asSubmitted = { state: 'APPROVED', submittedAt: '2026-03-02T01:00:00Z', author: { login: 'pejabat' } };
    expect(await shown()).toEqual({ ...asSubmitted, body: 'Sah', lastEditedAt: null, editor: null });
    await pulls.updateReview({ ...review, body: 'Sah dan lengkap' });
    expect(await shown()).toMatchObject({ ...asSubmitted, editor: { login: 'pejabat' } });
    world.setClock('2026-03-02T02:00:00Z');
    const edit = (login: string, body: string) => world.as(login).rest.pulls.updateReview({ ...review, body });
    await edit('pemohon', 'Kata orang lain');
    const byAnother = { lastEditedAt: '2026-03-02T02:00:00Z', editor: { login: 'pemohon' } };
    expect(await shown()).toEqual({ ...asSubmitted, ...byAnother, body: 'Kata orang lain' });
    expect(await refusal(edit('pembaca', 'Hanya membaca'))).toMatchObject({ status: 403 });
    expect(await shown()).toMatchObject({ ...byAnother, body: 'Kata orang lain' });
  });

  it('a pull request shows that its branch was deleted and restored, and that the deletion closed it', async () => {
    const { number, head } = await openRequest(world);
    const { git } = world.as('pemohon').rest;
    await git.deleteRef({ ...world.at, ref: 'heads/cms/requests/satu' });
    expect(await read(number)).toMatchObject({ state: 'CLOSED', headRef: null, headRefOid: head });
    await git.createRef({ ...world.at, ref: 'refs/heads/cms/requests/satu', sha: head });
    expect(dig(await read(number), 'timelineItems', 'nodes')).toMatchObject([
      { __typename: 'ClosedEvent' },
      { __typename: 'HeadRefDeletedEvent' },
      { __typename: 'HeadRefRestoredEvent' },
    ]);
  });

  it('a pull request becomes a draft and ready again', async () => {
    const { number } = await openRequest(world);
    const id = (await world.as('pemohon').rest.pulls.get({ ...world.at, pull_number: number })).data.node_id;
    const turn = (what: string) =>
      world
        .as('pemohon')
        .graphql(`mutation ($id: ID!) { ${what}(input: { pullRequestId: $id }) { pullRequest { id } } }`, { id });
    await turn('convertPullRequestToDraft');
    expect(await read(number)).toMatchObject({ isDraft: true });
    await turn('markPullRequestReadyForReview');
    expect(await read(number)).toMatchObject({
      isDraft: false,
      timelineItems: { nodes: [{ __typename: 'ConvertToDraftEvent' }, { __typename: 'ReadyForReviewEvent' }] },
    });
  });

  it('a pull request has no author once the account is deleted, and a reused name is another account', async () => {
    const { number } = await openRequest(world);
    const before = dig(await read(number), 'author', 'databaseId');
    await removeAccount(world.forge, 'pemohon');
    expect(await read(number)).toMatchObject({ author: null });
    const again = await world.forge.accounts.add({ login: 'Pemohon', permission: 'write' });
    expect(again.id).not.toBe(before);
    expect(await read(number)).toMatchObject({ author: null });
    await renameAccount(world.forge, 'pejabat', 'pejabat-baru');
    expect((await world.as('pejabat').rest.users.getAuthenticated()).data.login).toBe('pejabat-baru');
  });

  it('the list of pull requests has pages by cursors, and a query must limit them', async () => {
    for (const n of [1, 2, 3]) await openRequest(world, 'pemohon', `cms/requests/${n}`);
    const query = `query ($after: String) { repository(owner: "kantor", name: "disposisi") {
      pullRequests(states: OPEN, first: 2, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
        totalCount nodes { number } pageInfo { hasNextPage endCursor } } } }`;
    const page = async (after: string | null) =>
      dig(await world.as('pembaca').graphql(query, { after }), 'repository', 'pullRequests');
    const first = await page(null);
    expect(first).toMatchObject({
      totalCount: 3,
      nodes: [{ number: 3 }, { number: 2 }],
      pageInfo: { hasNextPage: true },
    });
    expect(await page(String(dig(first, 'pageInfo', 'endCursor')))).toMatchObject({
      nodes: [{ number: 1 }],
      pageInfo: { hasNextPage: false },
    });
    const unbounded = (fields: string) =>
      world.as('pembaca').graphql(`{ repository(owner: "kantor", name: "disposisi") { pullRequests { ${fields} } } }`);
    expect(await fault(unbounded('nodes { number }'))).toMatchObject({ type: 'MISSING_PAGINATION_BOUNDARIES' });
    expect(await fault(unbounded('pageInfo { endCursor }'))).toMatchObject({ type: 'MISSING_PAGINATION_BOUNDARIES' });
    expect(dig(await unbounded('totalCount'), 'repository', 'pullRequests')).toEqual({ totalCount: 3 });
  });
});

describe('createCommitOnBranch', () => {
  const branch = { repositoryNameWithOwner: 'kantor/disposisi', branchName: 'register' };
  const contents = Buffer.from('{}').toString('base64');
  let root: string;
  beforeEach(async () => {
    root = (await world.as('pembaca').rest.git.getRef({ ...world.at, ref: 'heads/main' })).data.object.sha;
    await world.as('disposisi[bot]').rest.git.createRef({ ...world.at, ref: 'refs/heads/register', sha: root });
  });

  it('createCommitOnBranch adds and deletes files at once, and the change is read back', async () => {
    const fileChanges = { additions: [{ path: 'cases/2026/a.json', contents }], deletions: [{ path: 'sops/a.yaml' }] };
    const answer = await commit({ branch, expectedHeadOid: root, fileChanges });
    const answered = await world.as('pembaca').graphql(
      `{ repository(owner: "kantor", name: "disposisi") {
        blob: object(expression: "register:cases/2026/a.json") { __typename ... on Blob { text byteSize isBinary } }
        gone: object(expression: "register:sops/a.yaml") { oid }
        ref(qualifiedName: "refs/heads/register") { name target { oid } } } }`,
    );
    expect(dig(answered, 'repository')).toEqual({
      blob: { __typename: 'Blob', text: '{}', byteSize: 2, isBinary: false },
      gone: null,
      ref: { name: 'register', target: { oid: dig(answer, 'createCommitOnBranch', 'commit', 'oid') } },
    });
  });

  it('createCommitOnBranch is refused as stale after the head has moved', async () => {
    const fileChanges = { additions: [{ path: 'a.json', contents }] };
    await commit({ branch, expectedHeadOid: root, fileChanges });
    expect(await fault(commit({ branch, expectedHeadOid: root, fileChanges }))).toMatchObject({
      type: 'STALE_DATA',
      message: `Expected branch to point to "${root}" but it did not. Pull and try again.`,
    });
  });

  it('exactly one of eight createCommitOnBranch at the same time succeeds', async () => {
    const tries = Array.from({ length: 8 }, (_, n) =>
      commit({ branch, expectedHeadOid: root, fileChanges: { additions: [{ path: `${n}.json`, contents }] } }),
    );
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const losers = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(losers.map(({ reason }) => dig(reason, 'errors', '0', 'type'))).toEqual(Array(7).fill('STALE_DATA'));
  });

  it('createCommitOnBranch is refused to other accounts on the register, and to writers on main', async () => {
    const fileChanges = { additions: [{ path: 'a.json', contents }] };
    expect(await fault(commit({ branch, expectedHeadOid: root, fileChanges }, 'pengelola'))).toMatchObject({
      type: 'UNPROCESSABLE',
    });
    expect(await fault(commit({ branch, expectedHeadOid: root, fileChanges }, 'pejabat'))).toMatchObject({
      type: 'FORBIDDEN',
    });
    const main = { ...branch, branchName: 'main' };
    const onMain = { branch: main, expectedHeadOid: root, fileChanges };
    expect(await fault(commit(onMain, 'pemohon'))).toMatchObject({
      type: 'UNPROCESSABLE',
    });
  });

  it('of two mutations in one call, none changes anything if one of them fails', async () => {
    const both = `mutation ($a: CreateCommitOnBranchInput!, $b: CreateCommitOnBranchInput!) {
      a: createCommitOnBranch(input: $a) { commit { oid } } b: createCommitOnBranch(input: $b) { commit { oid } } }`;
    const input = {
      branch,
      message: { headline: 'x' },
      expectedHeadOid: root,
      fileChanges: { additions: [{ path: 'a', contents }] },
    };
    expect(await fault(world.as('disposisi[bot]').graphql(both, { a: input, b: input }))).toMatchObject({
      type: 'STALE_DATA',
    });
    const ref = await world.as('pembaca').rest.git.getRef({ ...world.at, ref: 'heads/register' });
    expect(ref.data.object.sha).toBe(root);
  });
});

describe('GraphQL that is not implemented', () => {
  it('a field that is not implemented is an error that names it, never null', async () => {
    const ask = world
      .as('pembaca')
      .graphql('{ repository(owner: "kantor", name: "disposisi") { licenseInfo { name } } }');
    expect(await fault(ask)).toMatchObject({ message: expect.stringContaining('Repository.licenseInfo') });
  });

  it('a kind of timeline item that is not recorded is an error', async () => {
    const { number } = await openRequest(world);
    const ask = world.as('pembaca').graphql(
      `query ($n: Int!) { repository(owner: "kantor", name: "disposisi") { pullRequest(number: $n) {
        timelineItems(first: 1, itemTypes: [ASSIGNED_EVENT]) { totalCount } } } }`,
      { n: number },
    );
    expect(await fault(ask)).toMatchObject({ message: expect.stringContaining('ASSIGNED_EVENT') });
  });
});
