import { expect, test } from 'vitest';
import { createClient } from '#engine/forge/octokit.ts';
import { awaitPagesBuild, readPagesBuild } from './pages-build.ts';

const HEAD = 'a'.repeat(40);
const OLDER = 'b'.repeat(40);
const SITE = { head: HEAD, pushed: '2026-12-01T02:00:00Z' };
const BRANCH = { build_type: 'legacy', source: { branch: 'site', path: '/' } };

interface Replies {
  readonly pages?: object | number;
  readonly latest?: object | number;
  readonly now?: string;
}

const reply = (given: object | number): Response =>
  typeof given === 'number' ? Response.json({ message: 'x' }, { status: given }) : Response.json(given);

/** Returns a client for which GitHub replies as given, each reply to the latest build in turn. */
function gitHub({ pages = BRANCH }: Replies, ...latest: readonly (object | number)[]) {
  let at = 0;
  const fetch = async (input: string | URL | Request): Promise<Response> =>
    String(input).endsWith('/builds/latest') ? reply(latest[Math.min(at++, latest.length - 1)] ?? 404) : reply(pages);
  return createClient({ owner: 'kantor', repo: 'agenda', token: 'x', fetch: fetch as typeof globalThis.fetch });
}

const build = (status: string, more: object = {}) => ({
  ...{ commit: HEAD, status, error: { message: null }, created_at: '2026-12-01T02:00:10Z' },
  ...more,
});

const state = (given: Replies) =>
  readPagesBuild(gitHub(given, given.latest ?? 404), SITE, () => given.now ?? '2026-12-01T02:01:00Z');

test.each<[string, Replies, string]>([
  ['built', { latest: build('built') }, 'built'],
  ['being built', { latest: build('building') }, 'building'],
  ['not begun a minute after the push', { latest: build('built', { commit: OLDER }) }, 'building'],
  ['the first one, and not begun a minute after the push', { latest: 404 }, 'building'],
  ['served in another way', { pages: { ...BRANCH, source: { branch: 'main', path: '/' } }, latest: 404 }, 'unknown'],
  ['deployed by a workflow', { pages: { ...BRANCH, build_type: 'workflow' }, latest: 404 }, 'unknown'],
  ['of a repository without Pages', { pages: 404 }, 'unknown'],
  ['not shown to this token', { latest: 403 }, 'unknown'],
])('the newest publication is %s', async (_what, given, expected) => {
  expect((await state(given)).state).toBe(expected);
});

test.each<[string, Replies, RegExp]>([
  [
    'GitHub’s reason is reported if a build failed',
    { latest: build('errored', { error: { message: 'Page build timed out.' } }) },
    /failed to build the site: Page build timed out\./,
  ],
  [
    'a push that began no build within three minutes is reported, with the commit that is served',
    { latest: build('built', { commit: OLDER }), now: '2026-12-01T02:03:01Z' },
    /has not built the new site \(last built: bbbbbbbb\)/,
  ],
  [
    'a first push that began no build is reported',
    { latest: 404, now: '2026-12-01T02:03:01Z' },
    /has not built the new site \(last built: –\)/,
  ],
  [
    'a build that does not end within a quarter of an hour is reported',
    { latest: build('building'), now: '2026-12-01T02:15:11Z' },
    /not finished building the site/,
  ],
])('%s', async (_what, given, words) => {
  expect(await state(given)).toEqual({
    state: 'failed',
    why: expect.objectContaining({ en: expect.stringMatching(words) }),
  });
});

test('a publication of all pages waits for its build', async () => {
  const client = gitHub({}, 404, build('queued'), build('building'), build('built'));
  expect(await awaitPagesBuild(client, SITE, () => '2026-12-01T02:01:00Z', 1)).toEqual({ state: 'built' });
});
