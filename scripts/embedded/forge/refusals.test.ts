import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commitFiles, openRequest, openWorld, pushBranch, refusal, type World } from '#tests/support/forge-world.ts';
import { permitAccount, removeAccount } from '#tests/support/forge-accounts.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.forge.seed({ 'sops/a.yaml': 'judul: A\n' }, 'Konfigurasi');
});
afterEach(() => world.close());

const pulls = (login: string) => world.as(login).rest.pulls;
const approve = (login: string, pull_number: number) =>
  pulls(login).createReview({ ...world.at, pull_number, event: 'APPROVE' });
const succeed = (login: string, sha: string, state: 'success' | 'failure' = 'success') =>
  world.as(login).rest.repos.createCommitStatus({ ...world.at, sha, state, context: 'disposisi' });
const head = async (branch: string) =>
  (await world.as('pembaca').rest.git.getRef({ ...world.at, ref: `heads/${branch}` })).data.object.sha;

// Above each refusal is the page of GitHub’s or git’s documentation that describes it.
describe('the forge refuses what GitHub refuses', () => {
  // Approving a pull request with required reviews: authors cannot approve their own; REST, pull request reviews, 422.
  it('nobody approves their own pull request, or requests changes on it', async () => {
    const { number } = await openRequest(world);
    expect(await refusal(approve('pemohon', number))).toMatchObject({ status: 422 });
    const changes = pulls('pemohon').createReview({
      ...world.at,
      pull_number: number,
      event: 'REQUEST_CHANGES',
      body: 'x',
    });
    expect(await refusal(changes)).toMatchObject({ status: 422 });
    const comment = await pulls('pemohon').createReview({
      ...world.at,
      pull_number: number,
      event: 'COMMENT',
      body: 'x',
    });
    expect(comment.data.state).toBe('COMMENTED');
  });

  // REST, pull requests, "Create a pull request": 422.
  it('a pull request needs a head branch that exists and has new commits', async () => {
    const missing = pulls('pemohon').create({ ...world.at, title: 't', head: 'tidak-ada', base: 'main' });
    expect(await refusal(missing)).toMatchObject({ status: 422, text: expect.stringContaining('head') });
    const sha = await head('main');
    await world.as('pemohon').rest.git.createRef({ ...world.at, ref: 'refs/heads/kosong', sha });
    const empty = pulls('pemohon').create({ ...world.at, title: 't', head: 'kosong', base: 'main' });
    expect(await refusal(empty)).toMatchObject({ status: 422, text: expect.stringContaining('No commits between') });
  });

  // On the same page.
  it('one pair of branches has one open pull request', async () => {
    await openRequest(world);
    const again = pulls('pemohon').create({ ...world.at, title: 't', head: 'cms/requests/satu', base: 'main' });
    expect(await refusal(again)).toMatchObject({ status: 422, text: expect.stringContaining('already exists') });
  });

  // REST, pull requests, "Merge a pull request": 409 if sha does not match the head.
  it('a merge of a head that has moved is 409', async () => {
    const { number, head: judged } = await openRequest(world);
    const moved = await commitFiles(world, 'pemohon', judged, { 'requests/2026/x.yaml': 'b: 1\n' });
    await world.as('pemohon').rest.git.updateRef({ ...world.at, ref: 'heads/cms/requests/satu', sha: moved });
    await succeed('disposisi[bot]', moved);
    const merge = pulls('disposisi[bot]').merge({ ...world.at, pull_number: number, sha: judged });
    expect(await refusal(merge)).toMatchObject({ status: 409 });
  });

  // On the same page: 405 if it cannot be merged. Available rules for rulesets, "Require status checks to pass", with
  // its expected source.
  it('a merge without the required status is 405, and a writer cannot supply that status', async () => {
    const { number, head: sha } = await openRequest(world);
    const merge = () => pulls('disposisi[bot]').merge({ ...world.at, pull_number: number, sha });
    expect(await refusal(merge())).toMatchObject({ status: 405 });
    await succeed('pemohon', sha);
    expect(await refusal(merge())).toMatchObject({ status: 405 });
    await succeed('disposisi[bot]', sha, 'failure');
    expect(await refusal(merge())).toMatchObject({ status: 405 });
    await succeed('disposisi[bot]', sha);
    expect((await merge()).data.merged).toBe(true);
  });

  // Available rules for rulesets, "Restrict updates", and its bypass list.
  it('only the process and the maintainer merge into main, the maintainer also without the status', async () => {
    const { number } = await openRequest(world);
    expect(await refusal(pulls('pemohon').merge({ ...world.at, pull_number: number }))).toMatchObject({ status: 403 });
    expect(await refusal(pulls('pejabat').merge({ ...world.at, pull_number: number }))).toMatchObject({ status: 403 });
    const { data } = await pulls('pengelola').merge({ ...world.at, pull_number: number });
    const pull = (await pulls('pembaca').get({ ...world.at, pull_number: number })).data;
    expect(pull).toMatchObject({ merged: true, merge_commit_sha: data.sha, merged_by: { login: 'pengelola' } });
  });

  // About pull requests: drafts cannot be merged. REST, "Merge a pull request": 405.
  it('a draft, a conflict and a closed pull request are not merged', async () => {
    const draft = await pushBranch(world, 'pemohon', 'konsep', { 'requests/2026/k.yaml': 'a: 1\n' });
    const { data } = await pulls('pemohon').create({
      ...world.at,
      title: 't',
      head: 'konsep',
      base: 'main',
      draft: true,
    });
    await succeed('disposisi[bot]', draft);
    const issue = world.as('pembaca').rest.issues.get({ ...world.at, issue_number: data.number });
    expect((await issue).data.draft).toBe(true);
    expect((await pulls('pembaca').get({ ...world.at, pull_number: data.number })).data).toMatchObject({
      draft: true,
      mergeable: true,
      mergeable_state: 'draft',
    });
    expect(await refusal(pulls('disposisi[bot]').merge({ ...world.at, pull_number: data.number }))).toMatchObject({
      status: 405,
    });

    await pushBranch(world, 'pemohon', 'bentrok', { 'sops/a.yaml': 'judul: B\n' });
    const clash = (await pulls('pemohon').create({ ...world.at, title: 't', head: 'bentrok', base: 'main' })).data
      .number;
    await world.forge.seed({ 'sops/a.yaml': 'judul: C\n' }, 'Ubah');
    expect((await pulls('pembaca').get({ ...world.at, pull_number: clash })).data).toMatchObject({ mergeable: false });
    expect(await refusal(pulls('pengelola').merge({ ...world.at, pull_number: clash }))).toMatchObject({ status: 405 });
    await pulls('pemohon').update({ ...world.at, pull_number: clash, state: 'closed' });
    expect(await refusal(pulls('pengelola').merge({ ...world.at, pull_number: clash }))).toMatchObject({ status: 405 });
  });

  // REST, Git references, "Update a reference": without force only a fast-forward.
  it('a ref moves back only by force', async () => {
    const first = await pushBranch(world, 'pemohon', 'cabang', { 'a.yaml': '1' });
    const second = await commitFiles(world, 'pemohon', first, { 'a.yaml': '2' });
    const update = (sha: string, force = false) =>
      world.as('pemohon').rest.git.updateRef({ ...world.at, ref: 'heads/cabang', sha, force });
    await update(second);
    expect(await refusal(update(first))).toMatchObject({ status: 422, text: expect.stringContaining('fast forward') });
    expect((await update(first, true)).data.object.sha).toBe(first);
  });

  // Available rules for rulesets: "Restrict updates", "Restrict deletions", "Block force pushes".
  it.each(['pengelola', 'disposisi[bot]'])(
    'main is written by %s and not by a writer, and never moves back',
    async (login) => {
      const before = await head('main');
      const after = await commitFiles(world, 'pemohon', before, { 'a.yaml': login });
      const writer = world
        .as('pemohon')
        .rest.git.updateRef({ ...world.at, ref: 'heads/main', sha: after, force: true });
      expect(await refusal(writer)).toMatchObject({ status: 422 });
      const { git } = world.as(login).rest;
      await git.updateRef({ ...world.at, ref: 'heads/main', sha: after });
      expect(await refusal(git.updateRef({ ...world.at, ref: 'heads/main', sha: before, force: true }))).toMatchObject({
        status: 422,
      });
      expect(await refusal(git.deleteRef({ ...world.at, ref: 'heads/main' }))).toMatchObject({ status: 422 });
      expect(await head('main')).toBe(after);
    },
  );

  // On the same page.
  it('the register is written by the process only, only forward, and never deleted', async () => {
    const root = await head('main');
    for (const login of ['pemohon', 'pengelola']) {
      const create = world.as(login).rest.git.createRef({ ...world.at, ref: 'refs/heads/register', sha: root });
      expect(await refusal(create)).toMatchObject({ status: 422 });
    }
    const { git } = world.as('disposisi[bot]').rest;
    await git.createRef({ ...world.at, ref: 'refs/heads/register', sha: root });
    const next = await commitFiles(world, 'disposisi[bot]', root, { 'index.json': '{}' });
    await git.updateRef({ ...world.at, ref: 'heads/register', sha: next });
    const back = git.updateRef({ ...world.at, ref: 'heads/register', sha: root, force: true });
    expect(await refusal(back)).toMatchObject({ status: 422 });
    expect(await refusal(git.deleteRef({ ...world.at, ref: 'heads/register' }))).toMatchObject({ status: 422 });
  });

  // On the same page: one ruleset, which the process may bypass.
  it.each(['site', 'site-memory'])('only the process writes, rewrites and deletes the branch %s', async (name) => {
    const ref = `heads/${name}`;
    const root = await head('main');
    const others = ['pemohon', 'pengelola'];
    for (const login of others) {
      const create = world.as(login).rest.git.createRef({ ...world.at, ref: `refs/${ref}`, sha: root });
      expect(await refusal(create)).toMatchObject({ status: 422 });
    }
    const { git } = world.as('disposisi[bot]').rest;
    await git.createRef({ ...world.at, ref: `refs/${ref}`, sha: root });
    const next = await commitFiles(world, 'pemohon', root, { 'index.html': '<p>Diubah</p>' });
    for (const login of others) {
      const { git: own, repos } = world.as(login).rest;
      for (const force of [false, true])
        expect(await refusal(own.updateRef({ ...world.at, ref, sha: next, force }))).toMatchObject({ status: 422 });
      expect(await refusal(own.deleteRef({ ...world.at, ref }))).toMatchObject({ status: 422 });
      const file = { ...world.at, path: 'index.html', message: 'x', content: 'eA==', branch: name };
      expect(await refusal(repos.createOrUpdateFileContents(file))).toMatchObject({ status: 422 });
      const write = `mutation ($root: GitObjectID!) { createCommitOnBranch(input: { message: { headline: "x" },
        branch: { repositoryNameWithOwner: "kantor/disposisi", branchName: "${name}" }, expectedHeadOid: $root,
        fileChanges: { additions: [{ path: "index.html", contents: "eA==" }] } }) { commit { oid } } }`;
      await expect(world.as(login).graphql(write, { root })).rejects.toThrow('is protected');
    }
    await pushBranch(world, 'pemohon', 'halaman', { 'index.html': '<p>Diubah</p>' });
    const wish = { ...world.at, title: 'Halaman', head: 'halaman', base: name };
    const { number } = (await pulls('pemohon').create(wish)).data;
    for (const login of others)
      expect(await refusal(pulls(login).merge({ ...world.at, pull_number: number }))).toMatchObject({ status: 403 });
    expect(await head(name)).toBe(root);
    await git.updateRef({ ...world.at, ref, sha: next });
    await git.updateRef({ ...world.at, ref, sha: root, force: true });
    await git.deleteRef({ ...world.at, ref });
    expect(await refusal(git.getRef({ ...world.at, ref }))).toMatchObject({ status: 404 });
  });

  // Repository roles for an organization. Troubleshooting the REST API: 404 for a resource that the account may not
  // see.
  it('too little permission is 403, and without any permission the repository is 404', async () => {
    const { number, head: sha } = await openRequest(world);
    const issue = { ...world.at, issue_number: number };
    const { issues, git, repos } = world.as('pembaca').rest;
    expect(await refusal(issues.addLabels({ ...issue, labels: ['x'] }))).toMatchObject({ status: 403 });
    expect(await refusal(pulls('pembaca').update({ ...world.at, pull_number: number, state: 'closed' }))).toMatchObject(
      { status: 403 },
    );
    expect(await refusal(git.createRef({ ...world.at, ref: 'refs/heads/x', sha }))).toMatchObject({ status: 403 });
    expect(await refusal(repos.createCommitStatus({ ...world.at, sha, state: 'success' }))).toMatchObject({
      status: 403,
    });
    const review_id = (await approve('pembaca', number)).data.id;
    const dismiss = pulls('pejabat').dismissReview({ ...world.at, pull_number: number, review_id, message: 'x' });
    expect(await refusal(dismiss)).toMatchObject({ status: 403 });
    expect(await refusal(pulls('orang-luar').get({ ...world.at, pull_number: number }))).toMatchObject({ status: 404 });
    const ask = world.as('orang-luar').graphql('{ repository(owner: "kantor", name: "disposisi") { id } }');
    await expect(ask).rejects.toThrow('Could not resolve');
  });

  // REST, issue comments: every reader may write one; its author or a writer changes it.
  it('another account’s comment is changed and deleted by writers only, and no comment is empty or endless', async () => {
    const { number } = await openRequest(world);
    const issues = (login: string) => world.as(login).rest.issues;
    const write = (body: string) => issues('pembaca').createComment({ ...world.at, issue_number: number, body });
    const { id } = (await write('Kata pembaca')).data;
    const at = { ...world.at, comment_id: id };
    expect(await refusal(issues('pejabat').updateComment({ ...at, body: 'Lain' }))).toMatchObject({ status: 403 });
    expect(await refusal(issues('pejabat').deleteComment(at))).toMatchObject({ status: 403 });
    for (const body of [' ', 'x'.repeat(65_537)]) {
      expect(await refusal(write(body))).toMatchObject({ status: 422 });
      expect(await refusal(issues('pembaca').updateComment({ ...at, body }))).toMatchObject({ status: 422 });
    }
    expect((await issues('pejabat').getComment(at)).data.body).toBe('Kata pembaca');
    await issues('pembaca').updateComment({ ...at, body: 'x'.repeat(65_536) });
    await issues('pemohon').deleteComment(at);
    expect(await refusal(issues('pembaca').getComment(at))).toMatchObject({ status: 404 });
  });

  it('an account that can only read cannot set, remove or make a label', async () => {
    const { number } = await openRequest(world);
    const { issues } = world.as('pembaca').rest;
    const issue = { ...world.at, issue_number: number };
    await world.as('pejabat').rest.issues.addLabels({ ...issue, labels: ['penting'] });
    for (const call of [
      issues.setLabels({ ...issue, labels: ['lain'] }),
      issues.removeLabel({ ...issue, name: 'penting' }),
      issues.createLabel({ ...world.at, name: 'baru', color: 'ededed' }),
    ])
      expect(await refusal(call)).toMatchObject({ status: 403 });
    expect((await issues.listLabelsOnIssue(issue)).data.map(({ name }) => name)).toEqual(['penting']);
  });

  it('a removed account has no token and no review request; a login that is taken or has other characters is refused', async () => {
    const { number } = await openRequest(world);
    const at = { ...world.at, pull_number: number };
    await pulls('disposisi[bot]').requestReviewers({ ...at, reviewers: ['pejabat'] });
    const old = world.as('pejabat').rest.pulls;
    await removeAccount(world.forge, 'pejabat');
    expect(await refusal(old.get(at))).toMatchObject({ status: 401 });
    expect((await pulls('pembaca').get(at)).data.requested_reviewers).toEqual([]);
    await expect(world.forge.accounts.add({ login: 'PEMBACA', permission: 'read' })).rejects.toThrow('taken');
    await expect(world.forge.accounts.add({ login: 'a b', permission: 'read' })).rejects.toThrow('letters, digits');
  });

  // REST, review requests, "Request reviewers for a pull request": 422 for an account that is no collaborator.
  it('reviews are requested from collaborators, and not from the author', async () => {
    const { number } = await openRequest(world);
    const ask = (...reviewers: string[]) =>
      pulls('disposisi[bot]').requestReviewers({ ...world.at, pull_number: number, reviewers });
    expect(await refusal(ask('orang-luar'))).toMatchObject({
      status: 422,
      text: expect.stringContaining('collaborator'),
    });
    expect(await refusal(ask('pejabat', 'pemohon'))).toMatchObject({ status: 422 });
    expect((await ask('pejabat')).data.requested_reviewers).toMatchObject([{ login: 'pejabat' }]);
    await approve('pejabat', number);
    expect((await pulls('pembaca').get({ ...world.at, pull_number: number })).data.requested_reviewers).toEqual([]);
  });

  // REST, pull request reviews, "Create a review for a pull request": 422, `commit_id is not part of the pull request`.
  it('a review names a commit of its own pull request: a present or former head, or a commit between', async () => {
    const { number, head: first } = await openRequest(world);
    const other = await openRequest(world, 'pemohon', 'cms/requests/dua');
    const lost = await commitFiles(world, 'pemohon', first, { 'requests/2026/x.yaml': 'b: 1\n' });
    const between = await commitFiles(world, 'pemohon', first, { 'requests/2026/x.yaml': 'b: 2\n' });
    const last = await commitFiles(world, 'pemohon', between, { 'requests/2026/x.yaml': 'b: 3\n' });
    for (const sha of [lost, last])
      await world.as('pemohon').rest.git.updateRef({ ...world.at, ref: 'heads/cms/requests/satu', sha, force: true });
    const review = (commit_id: string) =>
      pulls('pejabat').createReview({ ...world.at, pull_number: number, event: 'APPROVE', commit_id });
    for (const sha of [last, between, first, lost]) expect((await review(sha)).data.commit_id).toBe(sha);
    for (const sha of [other.head, await head('main'), 'a'.repeat(40)])
      expect(await refusal(review(sha))).toMatchObject({ status: 422, text: expect.stringContaining('commit_id') });
    const { data } = await pulls('pembaca').listReviews({ ...world.at, pull_number: number });
    expect(data.map(({ commit_id }) => commit_id)).toEqual([last, between, first, lost]);
  });

  // REST, pull request reviews, "Dismiss a review for a pull request": 422.
  it('only an approval or a request for changes is dismissed, and only once', async () => {
    const { number } = await openRequest(world);
    const comment = await pulls('pejabat').createReview({
      ...world.at,
      pull_number: number,
      event: 'COMMENT',
      body: 'x',
    });
    const approval = await approve('pejabat', number);
    const dismiss = (review_id: number) =>
      pulls('disposisi[bot]').dismissReview({ ...world.at, pull_number: number, review_id, message: 'Bukan giliran' });
    expect(await refusal(dismiss(comment.data.id))).toMatchObject({ status: 422 });
    expect((await dismiss(approval.data.id)).data.state).toBe('DISMISSED');
    expect(await refusal(dismiss(approval.data.id))).toMatchObject({ status: 422 });
  });

  // Deleting and restoring branches in a pull request; REST, "Update a pull request": 422.
  it('a closed pull request is reopened if its branch is there with its head, and not if the branch is gone or has another history', async () => {
    const { number, head: sha } = await openRequest(world);
    const state = (to: 'open' | 'closed', login = 'pemohon') =>
      pulls(login).update({ ...world.at, pull_number: number, state: to });
    const { git } = world.as('pemohon').rest;
    const ref = 'heads/cms/requests/satu';
    await state('closed');
    await state('open');
    await git.deleteRef({ ...world.at, ref });
    expect((await pulls('pembaca').get({ ...world.at, pull_number: number })).data.state).toBe('closed');
    expect(await refusal(state('open'))).toMatchObject({ status: 422, text: expect.stringContaining('deleted') });
    const other = await commitFiles(world, 'pemohon', await head('main'), { 'z.yaml': 'lain' });
    await git.createRef({ ...world.at, ref: `refs/${ref}`, sha: other });
    expect(await refusal(state('open'))).toMatchObject({ status: 422, text: expect.stringContaining('recreated') });
    await git.deleteRef({ ...world.at, ref });
    await git.createRef({ ...world.at, ref: `refs/${ref}`, sha });
    expect((await state('open', 'pejabat')).data.state).toBe('open');
  });

  // Repository roles for an organization: to reopen a pull request that another account closed needs triage.
  it('an author without triage cannot reopen a pull request that another account closed', async () => {
    const { number } = await openRequest(world);
    await permitAccount(world.forge, 'pemohon', 'read');
    await pulls('pejabat').update({ ...world.at, pull_number: number, state: 'closed' });
    const open = pulls('pemohon').update({ ...world.at, pull_number: number, state: 'open' });
    expect(await refusal(open)).toMatchObject({ status: 403 });
  });

  // REST, Git trees, "Create a tree": 422. git-fsck: hasDot, hasDotdot, hasDotgit, fullPathname.
  it('paths that git must never hold are refused', async () => {
    const sha = await head('main');
    const malformed = ['../x', 'a/.git/config', 'a//b', './a', '/a', 'a/..', 'a\0b'];
    // Names that HFS+, NTFS and Windows take for `.git` (git’s core.protectHFS and core.protectNTFS).
    const dotGit = [
      '.GIT/a',
      '.git.',
      '.git ',
      'git~1/config',
      '.g\u200Cit/a',
      '.git::$INDEX_ALLOCATION',
      'a\\.git\\b',
    ];
    const { git, repos } = world.as('pemohon').rest;
    await git.createRef({ ...world.at, ref: 'refs/heads/coba', sha });
    for (const path of [...malformed, ...dotGit]) {
      expect(await refusal(commitFiles(world, 'pemohon', sha, { [path]: 'x' })), path).toMatchObject({ status: 422 });
      const commit = world.as('pemohon').graphql(
        `mutation ($path: String!, $sha: GitObjectID!) { createCommitOnBranch(input: { message: { headline: "x" },
          branch: { repositoryNameWithOwner: "kantor/disposisi", branchName: "coba" }, expectedHeadOid: $sha,
          fileChanges: { additions: [{ path: $path, contents: "eA==" }] } }) { commit { oid } } }`,
        { path, sha },
      );
      await expect(commit, path).rejects.toThrow('malformed path');
    }
    for (const path of dotGit) {
      const content = Buffer.from('x').toString('base64');
      const put = repos.createOrUpdateFileContents({ ...world.at, path, message: 'x', content, branch: 'coba' });
      expect(await refusal(put), path).toMatchObject({ status: 422 });
    }
    expect(await head('coba')).toBe(sha);
  });

  // git-fsck: gitmodulesSymlink, nullSha1.
  it('tree entries that git reports as errors are refused', async () => {
    const { git } = world.as('pemohon').rest;
    const blob = (await git.createBlob({ ...world.at, content: '../x' })).data.sha;
    const entry = (path: string, mode: '120000' | '160000', sha: string) =>
      git.createTree({ ...world.at, tree: [{ path, mode, type: mode === '160000' ? 'commit' : 'blob', sha }] });
    for (const path of ['.gitmodules', '.GitModules ', 'gitmod~1', '.git\u200Cmodules']) {
      expect(await refusal(entry(path, '120000', blob)), path).toMatchObject({ status: 422 });
    }
    for (const sha of ['abc', '0'.repeat(40), blob.toUpperCase()]) {
      expect(await refusal(entry('modul', '160000', sha)), sha).toMatchObject({ status: 422 });
    }
  });

  // git-fsck: nulInCommit, badName, badEmail, badDateOverflow. REST, Git commits, "Create a commit": 422.
  it('a commit with NUL in its message, or with a line break or angle bracket in a name or address, is refused', async () => {
    const parent = await head('main');
    const { git, repos } = world.as('pemohon').rest;
    const { tree } = (await git.getCommit({ ...world.at, commit_sha: parent })).data;
    const commit = (message: string, name = 'A', email = 'a@contoh.id', date = '2026-01-01T00:00:00Z') =>
      git.createCommit({ ...world.at, message, tree: tree.sha, parents: [parent], author: { name, email, date } });
    await commit('Pesan');
    expect(await refusal(commit('a\0b'))).toMatchObject({ status: 422, text: expect.stringContaining('NUL') });
    for (const name of ['A <b@contoh.id> 1 +0000\ncommitter B', 'A\nB', 'A<B', 'A>B', 'A\0', ' ']) {
      expect(await refusal(commit('x', name)), name).toMatchObject({ status: 422 });
    }
    for (const email of ['a>b', 'a\nb', 'a<b']) {
      expect(await refusal(commit('x', 'A', email)), email).toMatchObject({ status: 422 });
    }
    expect(await refusal(commit('x', 'A', 'a', '1900-01-01T00:00:00Z'))).toMatchObject({ status: 422 });
    await git.createRef({ ...world.at, ref: 'refs/heads/coba', sha: parent });
    const put = { ...world.at, path: 'a', message: 'a\0b', content: 'eA==', branch: 'coba' };
    expect(await refusal(repos.createOrUpdateFileContents(put))).toMatchObject({ status: 422 });
    const graphql = world.as('pemohon').graphql(
      `mutation ($sha: GitObjectID!, $text: String!) { createCommitOnBranch(input: { message: { headline: $text },
        branch: { repositoryNameWithOwner: "kantor/disposisi", branchName: "coba" }, expectedHeadOid: $sha }) { commit { oid } } }`,
      { sha: parent, text: 'a\0b' },
    );
    await expect(graphql).rejects.toThrow('NUL');
    expect(await head('coba')).toBe(parent);
  });

  // REST, commits, "Compare two commits": 404; pull requests, "Create a pull request": 422, in these words.
  it('branches without common history are not compared, not opened as a pull request, and not merged', async () => {
    const { git, repos } = world.as('pemohon').rest;
    const tree = (await git.createTree({ ...world.at, tree: [{ path: 'a', mode: '100644', content: 'x' }] })).data.sha;
    const orphan = (await git.createCommit({ ...world.at, tree, parents: [], message: 'Sendiri' })).data.sha;
    await git.createRef({ ...world.at, ref: 'refs/heads/sendiri', sha: orphan });
    const open = pulls('pemohon').create({ ...world.at, title: 't', head: 'sendiri', base: 'main' });
    const text = expect.stringContaining('The sendiri branch has no history in common with main');
    expect(await refusal(open)).toMatchObject({ status: 422, text });
    const compare = repos.compareCommitsWithBasehead({ ...world.at, basehead: 'main...sendiri' });
    expect(await refusal(compare)).toMatchObject({ status: 404 });
    // If a push gives an open pull request such a head, the pull request is not merged.
    const { number } = await openRequest(world);
    await git.updateRef({ ...world.at, ref: 'heads/cms/requests/satu', sha: orphan, force: true });
    expect(await refusal(pulls('pengelola').merge({ ...world.at, pull_number: number }))).toMatchObject({
      status: 405,
    });
  });

  // git-check-ref-format; REST, Git references, "Create a reference": 422.
  it('a branch name that git refuses, or that clashes with another, is refused', async () => {
    const sha = await head('main');
    const create = (name: string) =>
      world.as('pemohon').rest.git.createRef({ ...world.at, ref: `refs/heads/${name}`, sha });
    for (const name of ['a..b', 'a b', 'a~1', 'a.lock', '.a', 'a//b', 'a^{}', 'main/x', 'a'.repeat(300)]) {
      expect(await refusal(create(name)), name).toMatchObject({ status: 422 });
    }
    await create('a/b');
    expect(await refusal(create('a'))).toMatchObject({ status: 422 });
  });

  // Dealing with special characters in branch and tag names; changelog of 23 March 2023, "Block ambiguous branch and tag names".
  it('a branch or tag that could be taken for another ref or an object is refused', async () => {
    const sha = await head('main');
    const { git, repos } = world.as('pemohon').rest;
    const spellings = [
      'HEAD',
      sha,
      'A1'.repeat(32),
      'refs/heads/register',
      'heads/register',
      'Register',
      'regi\u017Fter',
      'MAIN/x',
    ];
    for (const name of [...spellings, 'register/x', 'regis\u200Dter']) {
      const create = git.createRef({ ...world.at, ref: `refs/heads/${name}`, sha });
      expect(await refusal(create), name).toMatchObject({
        status: 422,
        text: expect.stringContaining('Reference name'),
      });
    }
    for (const name of [sha, 'refs/heads/register']) {
      expect(await refusal(git.createRef({ ...world.at, ref: `refs/tags/${name}`, sha }))).toMatchObject({
        status: 422,
      });
    }
    // A full name means exactly that ref, even if the names of other refs end with it.
    expect((await repos.getCommit({ ...world.at, ref: 'heads/main' })).data.sha).toBe(sha);
  });
});
