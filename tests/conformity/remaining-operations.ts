import { createAppAuth } from '@octokit/auth-app';
import { request } from '@octokit/request';
import { APP_PERMISSIONS } from '#entry/setup/names.ts';
import { openRequest, openWorld, refusal, type World } from '#tests/support/forge-world.ts';
import { MORE, READ_STATUS, severalQuery } from '#engine/forge/queries.ts';

/**
 * Calls each operation of the embedded forge that no other test calls: once so that it succeeds, and once so that it
 * fails if GitHub describes the refusal.
 */
export async function callRemaining(): Promise<void> {
  const world = await openWorld();
  try {
    await world.forge.seed({ 'requests/2025/lama.yaml': 'acara: Lama\n', 'README.md': '# Kantor\n' }, 'Awal');
    const { number, head } = await openRequest(world);
    const { at } = world;
    const pull = { ...at, pull_number: number };
    const issue = { ...at, issue_number: number };
    const applicant = world.as('pemohon');
    const reader = world.as('pembaca').request;
    const official = world.as('pejabat').request;
    const maintainer = world.as('pengelola').request;

    await reader('GET /repos/{owner}/{repo}', at);
    await refusal(world.as('orang-luar').request('GET /repos/{owner}/{repo}', at));
    await reader('GET /repos/{owner}/{repo}/branches', at);
    await reader('GET /repos/{owner}/{repo}/commits/{ref}', { ...at, ref: head });
    await refusal(reader('GET /repos/{owner}/{repo}/commits/{ref}', { ...at, ref: 'tidak-ada' }));
    await reader('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { ...at, commit_sha: head });
    await reader('GET /repos/{owner}/{repo}/git/matching-refs/{ref}', { ...at, ref: 'heads/' });
    await reader('GET /users/{username}', { username: 'pemohon' });
    await refusal(reader('GET /users/{username}', { username: 'tidak-ada' }));
    await reader('GET /repos/{owner}/{repo}/collaborators/{username}/permission', { ...at, username: 'pejabat' });

    await official('PUT /repos/{owner}/{repo}/issues/{issue_number}/labels', { ...issue, labels: ['satu', 'dua'] });
    await official('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', { ...issue, labels: ['tiga'] });
    await reader('GET /repos/{owner}/{repo}/issues/{issue_number}/labels', issue);
    await reader('GET /repos/{owner}/{repo}/labels/{name}', { ...at, name: 'satu' });
    await official('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}', { ...issue, name: 'satu' });
    await official('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels', issue);

    const comment = await applicant.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...issue,
      body: 'Mohon segera.',
    });
    const comment_id = comment.data.id;
    await reader('GET /repos/{owner}/{repo}/issues/{issue_number}', issue);
    await reader('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', issue);
    await reader('GET /repos/{owner}/{repo}/issues/comments/{comment_id}', { ...at, comment_id });
    await applicant.request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', { ...at, comment_id });
    await refusal(reader('GET /repos/{owner}/{repo}/issues/comments/{comment_id}', { ...at, comment_id }));

    const review = await official('POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
      ...pull,
      event: 'COMMENT',
      body: 'Sudah dibaca.',
    });
    await official('POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
      ...pull,
      event: 'COMMENT',
      body: 'Sekali lagi.',
    });
    for (const body of ['Satu.', 'Dua.'])
      await applicant.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { ...issue, body });
    // For a history of more than a hundred parts, the engine reads from the last part back.
    const { graphql } = world.as('pembaca');
    const { repository } = await graphql<{
      repository: {
        pullRequest: Record<'reviews' | 'timelineItems' | 'comments', { pageInfo: { startCursor: string } }>;
      };
    }>(
      `
        query Cursors($owner: String!, $repo: String!, $number: Int!) {
          repository(owner: $owner, name: $repo) {
            pullRequest(number: $number) {
              reviews(last: 1) {
                pageInfo {
                  startCursor
                }
              }
              comments(last: 1) {
                pageInfo {
                  startCursor
                }
              }
              timelineItems(last: 1, itemTypes: [LABELED_EVENT, UNLABELED_EVENT]) {
                pageInfo {
                  startCursor
                }
              }
            }
          }
        }
      `,
      { ...at, number },
    );
    const { reviews, timelineItems, comments } = repository.pullRequest;
    await graphql(MORE.reviews, { ...at, number, before: reviews.pageInfo.startCursor });
    await graphql(MORE.timelineItems, { ...at, number, before: timelineItems.pageInfo.startCursor });
    await graphql(MORE.comments, { ...at, number, before: comments.pageInfo.startCursor });
    await graphql(severalQuery('ReadHappened', 1), { ...at, k0: number });
    await graphql(READ_STATUS, { ...at, oid: head });
    await reader('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', pull);
    await reader('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}', {
      ...pull,
      review_id: Number(review.data.id),
    });
    await reader('GET /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', pull);
    await reader('GET /repos/{owner}/{repo}/readme', at);
    await refusal(reader('GET /repos/{owner}/{repo}/readme', { ...at, ref: 'tidak-ada' }));
    await reader('GET /repos/{owner}/{repo}/pulls/{pull_number}/commits', pull);
    await reader('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', pull);
    await refusal(reader('GET /repos/{owner}/{repo}/pulls/{pull_number}/merge', pull));
    await maintainer('PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', pull);
    await reader('GET /repos/{owner}/{repo}/pulls/{pull_number}/merge', pull);
    await world.as('disposisi[bot]').request('POST /repos/{owner}/{repo}/statuses/{sha}', {
      ...at,
      sha: head,
      state: 'pending',
      context: 'disposisi',
    });
    await reader('GET /repos/{owner}/{repo}/commits/{ref}/statuses', { ...at, ref: head });

    const path = 'requests/2025/baru.yaml';
    const made = await maintainer('PUT /repos/{owner}/{repo}/contents/{path}', {
      ...at,
      path,
      message: 'Baru',
      content: Buffer.from('acara: Baru\n').toString('base64'),
    });
    const sha = made.data.content?.sha ?? '';
    await maintainer('DELETE /repos/{owner}/{repo}/contents/{path}', { ...at, path, message: 'Hapus', sha });

    await maintainer('POST /repos/{owner}/{repo}/dispatches', { ...at, event_type: 'reconcile' });
    await maintainer('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
      ...at,
      workflow_id: 'reconcile.yml',
      ref: 'main',
    });
    // An App signs by the machine’s clock, which the forge compares with its own.
    world.setClock(`${new Date().toISOString().slice(0, 19)}Z`);
    await callAsApp(world);
  } finally {
    await world.close();
  }
}

/** Calls the operations of an App, in the App’s name and in that of its installation. */
async function callAsApp({ forge, at }: World): Promise<void> {
  const app = await forge.installApp({ slug: 'contoh', permissions: APP_PERMISSIONS });
  const ask = request.defaults({ baseUrl: forge.apiUrl, headers: { 'user-agent': 'disposisi' } });
  const auth = createAppAuth({ appId: app.id, privateKey: app.privateKey, request: ask });
  const signed = ask.defaults({ request: { hook: auth.hook } });
  await signed('GET /app');
  const { data } = await signed('GET /repos/{owner}/{repo}/installation', at);
  const { token } = await auth({ type: 'installation', installationId: data.id });
  await ask('DELETE /installation/token', { headers: { authorization: `token ${token}` } });
}
