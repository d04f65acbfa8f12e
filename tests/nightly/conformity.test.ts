import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTES } from '#embedded/forge/rest/routes.ts';
import { recorder } from '../conformity/recorder.ts';
import { callRemaining } from '../conformity/remaining-operations.ts';

/**
 * Runs the tests of the embedded forge over HTTP once more, and checks every call by GitHub’s own descriptions: the
 * form’s calls, refusals and their statuses, GraphQL, and whole walks of the engine.
 */

const below = globalThis.fetch;
const record = recorder(below);
beforeAll(() => {
  globalThis.fetch = record.fetch;
});
afterAll(() => {
  globalThis.fetch = below;
});

describe('the form’s calls', async () => {
  await import('#embedded/forge/form.test.ts');
});
describe('refusals', async () => {
  await import('#embedded/forge/refusals.test.ts');
});
describe('GraphQL', async () => {
  await import('#embedded/forge/graphql.test.ts');
});
describe('what people do by GraphQL', async () => {
  await import('#embedded/forge/graphql/pull-mutations.test.ts');
});
describe('a straight walk', async () => {
  await import('../e2e/straight-walk.test.ts');
});
describe('loops', async () => {
  await import('../e2e/loops.test.ts');
});
describe('endings', async () => {
  await import('../e2e/endings.test.ts');
});

describe('all calls of these tests', () => {
  test('every operation of the embedded forge was called and succeeded', async () => {
    await callRemaining();
    const done = new Set([...record.seen].filter((each) => / 2\d\d$/.test(each)).map((each) => each.slice(0, -4)));
    const all = ROUTES.map(({ method, segments }) => `${method} /${segments.join('/')}`);
    expect(all.filter((each) => !done.has(each))).toEqual([]);
  });

  test('every HTTP request, and every response of the embedded forge, is as GitHub describes it', () => {
    expect([...new Set(record.faults)]).toEqual([]);
    expect([...record.seen]).toEqual(
      expect.arrayContaining([
        'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge 409',
        'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge 405',
        'POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews 422',
        'POST /repos/{owner}/{repo}/statuses/{sha} 403',
        'GET /repos/{owner}/{repo} 404',
        'GraphQL ReadCase 200',
        'GraphQL MoreReviews 200',
        'GraphQL MoreItems 200',
        'GraphQL MoreComments 200',
        'GraphQL ReadHappened 200',
        'GraphQL ReadStatus 200',
        'GraphQL Append 200',
      ]),
    );
  });
});
