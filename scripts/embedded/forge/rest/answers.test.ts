import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRequest, openWorld, type World } from '#tests/support/forge-world.ts';

let world: World;
let number: number;
let head: string;
beforeAll(async () => {
  world = await openWorld();
  await world.forge.seed({ 'sops/a.yaml': 'judul: A\n' }, 'Konfigurasi');
  ({ number, head } = await openRequest(world));
});
afterAll(() => world.close());

async function ask(
  path: string,
  accept = '*/*',
  method = 'GET',
): Promise<{ status: number; type: string; text: string }> {
  const headers = { authorization: `token ${world.token('pemohon')}`, accept };
  const answer = await fetch(`${world.forge.apiUrl}${path.replace('R', '/repos/kantor/disposisi')}`, {
    method,
    headers,
  });
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() };
}

describe('REST that is not implemented', () => {
  test.each([
    ['GET', 'R/hooks'],
    ['PUT', 'R/pulls/1/update-branch'],
    ['GET', 'R/pulls/1/comments'],
    ['POST', 'R/issues/1/assignees'],
    ['GET', '/gists'],
    ['DELETE', '/user'],
  ])('%s %s has the status 501 in the API’s form, and not 404, which could be true', async (method, path) => {
    const { status, type, text } = await ask(path, '*/*', method);
    expect([status, type]).toEqual([501, 'application/json; charset=utf-8']);
    expect(JSON.parse(text)).toMatchObject({ message: expect.stringContaining('is not implemented'), status: '501' });
  });

  test('without a token, a call of an unknown operation is 401', async () => {
    expect((await fetch(`${world.forge.apiUrl}/gists`)).status).toBe(401);
  });

  // Decap CMS asks for its old metadata, and takes a missing folder for an empty one.
  test.each([
    'R/contents/1.json?ref=refs%2Fmeta%2F_decap_cms',
    'R/git/trees/main:requests',
    'R/git/trees/cms%2Frequests%2Fdua:requests',
    'R/branches/cms%2Frequests%2Fdua',
    'R/pulls/99',
    'R/git/ref/heads/dua',
  ])('%s: the operation is known, but the thing in the path does not exist, so the status is 404', async (path) => {
    expect(await ask(path)).toMatchObject({ status: 404 });
  });

  test('a missing page of the site is 404', async () => {
    expect((await fetch(`${world.forge.url}/berkas/`)).status).toBe(404);
  });
});

test('the root of the tree is listed as any folder, and HEAD has the status of GET, without a body', async () => {
  for (const path of ['R/contents', 'R/contents/']) {
    const { text } = await ask(path);
    expect(JSON.parse(text)).toMatchObject([{ type: 'dir', name: 'sops', path: 'sops' }]);
  }
  expect(await ask('R/contents/sops/a.yaml', '*/*', 'HEAD')).toMatchObject({ status: 200, text: '' });
  expect(await ask('R/contents/sops/b.yaml', '*/*', 'HEAD')).toMatchObject({ status: 404 });
});

describe('replies in other formats than JSON', () => {
  test.each(['R/pulls/1', 'R/compare/main...cms/requests/satu', 'R/commits/cms/requests/satu'])(
    '%s is shown as the diff or the patch that the call asks for',
    async (path) => {
      const diff = await ask(path, 'application/vnd.github.v3.diff');
      expect(diff).toMatchObject({ status: 200, type: 'application/vnd.github.diff; charset=utf-8' });
      expect(diff.text).toMatch(/^diff --git a\/requests\/2026\/\S+ b\/requests\//);
      expect(diff.text).toContain('\n+acara: Rapat\n');
      const patch = await ask(path, 'application/vnd.github.patch');
      expect(patch).toMatchObject({ status: 200, type: 'application/vnd.github.patch; charset=utf-8' });
      expect(patch.text).toMatch(new RegExp(`^From ${head} `));
      expect(patch.text).toContain('Subject: [PATCH] Permohonan\n');
    },
  );

  test('a commit without a parent has diff and patch too, and a call can ask for a commit’s id alone', async () => {
    expect((await ask('R/commits/main', 'application/vnd.github.diff')).text).toContain('+judul: A');
    expect((await ask('R/commits/main', 'application/vnd.github.patch')).text).toContain(
      'Subject: [PATCH] Konfigurasi',
    );
    expect((await ask(`R/commits/${head.slice(0, 40)}`, 'application/vnd.github.sha')).text).toBe(head);
  });

  test('a file is returned raw', async () => {
    for (const accept of ['application/vnd.github.raw', 'application/vnd.github.raw+json'])
      expect(await ask('R/contents/sops/a.yaml', accept)).toMatchObject({ status: 200, text: 'judul: A\n' });
  });

  test('a format that an operation does not offer is 415', async () => {
    for (const [path, accept] of [
      ['R/pulls', 'application/vnd.github.diff'],
      [`R/pulls/${number}`, 'application/vnd.github.html'],
      ['R/contents/sops/a.yaml', 'application/vnd.github.html+json'],
      ['/user', 'text/xml'],
    ] as const) {
      const { status, text } = await ask(path, accept);
      expect([path, status]).toEqual([path, 415]);
      expect(JSON.parse(text)).toMatchObject({ message: expect.stringContaining('Must accept') });
    }
  });
});

test('the question whether a pull request is merged has the status 404 until it is merged, and then 204', async () => {
  const path = `R/pulls/${number}/merge`;
  expect(await ask(path)).toMatchObject({ status: 404 });
  await world.as('pengelola').rest.pulls.merge({ ...world.at, pull_number: number });
  expect(await ask(path)).toMatchObject({ status: 204, text: '' });
  expect(await ask('R/pulls/99/merge')).toMatchObject({ status: 404 });
});
