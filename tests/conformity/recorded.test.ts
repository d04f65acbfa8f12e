/**
 * Replays what GitHub itself answered and sent. The recorded answers of `@octokit/fixtures` are compared with those of
 * the embedded forge. The payloads of `@octokit/webhooks-examples` are compared with those of the embedded forge, and
 * the action reads them. GitHub's descriptions (contract.test.ts) say what an answer may contain; recordings say what it
 * contains.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pullsOfEvent } from '#entry/action/reconcile.ts';
import { ROOT } from '../support/folders.ts';
import { type Delivery, webhooks } from '../support/forge-webhooks.ts';
import { openRequest, openWorld, type World } from '../support/forge-world.ts';
import { differences } from './differences.ts';

const PACKAGES = join(ROOT, 'node_modules/@octokit');
const readJson = (path: string): unknown => JSON.parse(readFileSync(join(PACKAGES, path), 'utf8'));

interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
  readonly response: unknown;
  readonly reqheaders: { readonly accept: string };
}

const recorded = (scenario: string) =>
  readJson(`fixtures/scenarios/api.github.com/${scenario}/normalized-fixture.json`) as readonly Recorded[];

describe('answers that GitHub gave', () => {
  let world: World;
  /** The commits that stand for `00…01` and `00…02` of the recordings. The first one is a child of the second one. */
  let commits: readonly string[];
  beforeAll(async () => {
    world = await openWorld();
    await world.forge.seed({ 'README.md': '# hello-world' }, 'initial commit');
    const { at } = world;
    const { rest } = world.as('pemohon');
    const parent = (await rest.git.getRef({ ...at, ref: 'heads/main' })).data.object.sha;
    const { tree } = (await rest.git.getCommit({ ...at, commit_sha: parent })).data;
    const { data } = await rest.git.createCommit({ ...at, message: 'second', tree: tree.sha, parents: [parent] });
    commits = [data.sha, parent];
  });
  afterAll(() => world.close());

  /** Asks the embedded forge what a recording asked GitHub, about this repository and its commits. */
  async function ask({ method, path, body, reqheaders }: Recorded) {
    const here = (text: string): string =>
      text
        .replace(/^\/repos\/[\w-]+\/[\w-]+/, `/repos/${world.at.owner}/${world.at.repo}`)
        .replaceAll(/0{39}([12])/g, (_whole, which: string) => commits[Number(which) - 1] ?? '');
    const response = await fetch(`${world.forge.apiUrl}${here(path)}`, {
      method: method.toUpperCase(),
      headers: {
        ...{ authorization: `Bearer ${world.token('pengelola')}`, accept: reqheaders.accept },
        'content-type': 'application/json',
      },
      ...(body === '' ? {} : { body: here(JSON.stringify(body)) }),
    });
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return { status: response.status, answer: isJson ? await response.json() : await response.text() };
  }

  const SCENARIOS = ['git-refs', 'labels', 'errors', 'create-status', 'create-file', 'get-content', 'get-repository'];

  /** The differences that stay, with the reason. */
  const KNOWN: Readonly<Record<string, readonly (readonly [difference: string, reason: string])[]>> = {
    'get /git/refs/': [
      ['501', 'GitHub no longer describes this call; the engine and PyGithub list refs by /git/matching-refs'],
    ],
    'patch /labels/test-label': [['501', 'nobody renames a label here: the process and set-up only make labels']],
    'delete /labels/test-label-updated': [['501', 'nobody deletes a label here']],
    [`get /commits/${'0'.repeat(39)}1/status`]: [
      ['/repository/private: true instead of false', 'a setting of the repository, as an office has it'],
    ],
    'get ': [
      ...[
        '/private: true instead of false',
        '/visibility: "private" instead of "public"',
        '/allow_forking: false instead of true',
        '/allow_rebase_merge: false instead of true',
        '/has_downloads: false instead of true',
        '/has_projects: false instead of true',
        '/has_wiki: false instead of true',
        '/default_branch: "main" instead of "master"',
      ].map((difference) => [difference, 'a setting of the repository, as an office has it'] as const),
      ...['/allow_update_branch', '/use_squash_pr_title_as_default', '/temp_clone_token', '/organization'].map(
        (field) =>
          [`${field}: missing`, 'GitHub’s description does not require this field, and no client reads it'] as const,
      ),
    ],
  };

  test.each(SCENARIOS)(
    'each recorded answer of “%s” is that of the embedded forge, except for the differences that are listed',
    async (scenario) => {
      const found: Record<string, string[]> = {};
      for (const each of recorded(scenario)) {
        const { status, answer } = await ask(each);
        const name = `${each.method} ${each.path.replace(/^\/repos\/[\w-]+\/[\w-]+/, '')}`;
        const seen = status === each.status ? differences(each.response, answer) : [String(status)];
        if (seen.length > 0) found[name] = seen.sort();
      }
      const known = Object.entries(KNOWN).filter(([name]) => name in found);
      expect(found).toEqual(Object.fromEntries(known.map(([name, list]) => [name, list.map(([what]) => what).sort()])));
    },
  );

  test('every listed difference is of a recorded answer', () => {
    const asked = SCENARIOS.flatMap((scenario) =>
      recorded(scenario).map(({ method, path }) => `${method} ${path.replace(/^\/repos\/[\w-]+\/[\w-]+/, '')}`),
    );
    expect(Object.keys(KNOWN).filter((name) => !asked.includes(name))).toEqual([]);
  });

  test('labels that are added to an issue are the repository’s labels, new ones in grey', async () => {
    const { number } = await openRequest(world);
    const [, labelled] = recorded('add-labels-to-issue');
    if (!labelled) throw new Error('The recording lacks its second answer.');
    const { status, answer } = await ask({
      ...labelled,
      path: labelled.path.replace('/issues/1/', `/issues/${number}/`),
    });
    expect([status, differences(labelled.response, answer)]).toEqual([labelled.status, []]);
  });
});

interface Example {
  readonly name: string;
  readonly examples: readonly Readonly<Record<string, unknown>>[];
}

const EXAMPLES = readJson('webhooks-examples/api.github.com/index.json') as readonly Example[];

const examplesOf = (event: string, action: unknown) =>
  (EXAMPLES.find(({ name }) => name === event)?.examples ?? []).filter((each) => each['action'] === action);

describe('events that GitHub sent', () => {
  const sent: Delivery[] = [];
  beforeAll(async () => {
    const world = await openWorld(webhooks((delivery) => void sent.push(delivery)));
    await world.forge.seed({ 'README.md': '# hello-world' }, 'initial commit');
    const { number, head } = await openRequest(world);
    const { at } = world;
    const [issue, pull] = [
      { ...at, issue_number: number },
      { ...at, pull_number: number },
    ];
    const applicant = world.as('pemohon').rest;
    const official = world.as('pejabat').rest;
    await official.issues.addLabels({ ...issue, labels: ['satu'] });
    await official.issues.removeLabel({ ...issue, name: 'satu' });
    await applicant.pulls.update({ ...pull, title: 'Judul lain' });
    await applicant.pulls.update({ ...pull, state: 'closed' });
    await applicant.pulls.update({ ...pull, state: 'open' });
    const { data: review } = await official.pulls.createReview({
      ...pull,
      event: 'REQUEST_CHANGES',
      body: 'Lengkapi.',
    });
    await official.pulls.updateReview({ ...pull, review_id: review.id, body: 'Lengkapi surat.' });
    const dismissal = { ...pull, review_id: review.id, message: 'Sudah.' };
    await world.as('pengelola').rest.pulls.dismissReview(dismissal);
    const { data: comment } = await applicant.issues.createComment({ ...issue, body: 'Mohon segera.' });
    await applicant.issues.updateComment({ ...at, comment_id: comment.id, body: 'Mohon.' });
    await applicant.issues.deleteComment({ ...at, comment_id: comment.id });
    const status = { ...at, sha: head, state: 'success', context: 'disposisi' } as const;
    await world.as('disposisi[bot]').rest.repos.createCommitStatus(status);
    const branch = (await applicant.pulls.get(pull)).data.head.ref;
    const file = { path: 'requests/2026/a/catatan.txt', message: 'Catatan', content: 'eA==', branch };
    await applicant.repos.createOrUpdateFileContents({ ...at, ...file });
    const { repos, actions } = world.as('pengelola').rest;
    await repos.createDispatchEvent({ ...at, event_type: 'on-demand-test' });
    await actions.createWorkflowDispatch({ ...at, workflow_id: 'hello-world-workflow.yml', ref: 'main' });
    await world.close();
  });

  /** The fields of GitHub’s payloads that those of the embedded forge lack, with the reason. */
  const ABSENT: Readonly<Record<string, string>> = {
    installation: 'there is no installation of an App here: the process has an account',
    organization: 'the repository’s owner is in “repository”, and nothing reads this field',
    custom_properties: 'only organisations of GitHub have them',
    '/changes/body': 'the text before an edit is not kept',
    '/repository/owner/name': 'only pushes have this older form of the owner',
    '/repository/owner/email': 'only pushes have this older form of the owner',
    '/repository/stargazers': 'only pushes have this older name of a count',
    '/repository/master_branch': 'only pushes have this older name of the default branch',
  };
  const isKnown = (path: string): boolean => path in ABSENT || (path.split('/').at(-1) ?? '') in ABSENT;

  test('the payloads of the embedded forge lack no field of GitHub’s, except for the fields that are listed', () => {
    const compared = sent.flatMap(({ event, payload }) => {
      const [example] = examplesOf(event, payload['action']).slice(-1);
      return example ? [{ event, missing: missingIn(example, payload) }] : [];
    });
    const events = new Set(compared.map(({ event }) => event));
    expect([...events].sort()).toEqual([
      ...['issue_comment', 'pull_request', 'pull_request_review', 'push', 'repository_dispatch', 'status'],
      'workflow_dispatch',
    ]);
    expect(
      compared.flatMap(({ event, missing }) =>
        missing.filter((path) => !isKnown(path)).map((path) => `${event}${path}`),
      ),
    ).toEqual([]);
    const all = compared.flatMap(({ missing }) => missing);
    const unused = Object.keys(ABSENT).filter(
      (name) => !all.some((path) => path === name || path.endsWith(`/${name}`)),
    );
    expect(unused).toEqual([]);
  });

  const missingIn = (example: unknown, payload: unknown): string[] =>
    differences(example, payload).flatMap((each) => /^(.*): missing$/.exec(each)?.[1] ?? []);

  test('a push names the files that its commits add, change and remove', () => {
    const push = sent.findLast(({ event }) => event === 'push');
    const added = ['requests/2026/a/catatan.txt'];
    expect(push?.payload['commits']).toMatchObject([{ added, modified: [], removed: [] }]);
  });

  test('the action reads the number of the pull request in every payload of GitHub', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'payload-'));
    const path = join(folder, 'event.json');
    const read = async (name: string, payload: unknown): Promise<number[]> => {
      writeFileSync(path, JSON.stringify(payload));
      return pullsOfEvent({ name, path });
    };
    const pulls = EXAMPLES.find(({ name }) => name === 'pull_request')?.examples ?? [];
    expect(pulls.length).toBeGreaterThan(20);
    for (const payload of pulls) expect(await read('pull_request_target', payload)).toEqual([payload['number']]);
    // GitHub's comments on issues are not about a pull request, and name none.
    for (const payload of examplesOf('issue_comment', 'created')) {
      const issue = payload['issue'] as { readonly number: number; readonly pull_request?: unknown };
      expect(await read('issue_comment', payload)).toEqual(issue.pull_request ? [issue.number] : []);
    }
    for (const name of ['push', 'status', 'workflow_run'])
      expect(await read(name, EXAMPLES.find((each) => each.name === name)?.examples[0])).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});
