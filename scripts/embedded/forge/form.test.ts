import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, refusal, type World } from '#tests/support/forge-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.forge.seed({ 'requests/2025/lama.yaml': 'acara: Lama\n', 'logo.png': 'PNG' }, 'Awal');
});
afterEach(() => world.close());

/** Makes a call as the form sends it, with its own address and encoded slashes in refs. */
async function call(
  method: string,
  path: string,
  body?: unknown,
  token = world.token('pemohon'),
): Promise<{ status: number; data: unknown; type: string | null; link: string | null }> {
  const response = await fetch(`${world.forge.apiUrl}/repos/kantor/disposisi${path}`, {
    method,
    headers: { authorization: `token ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const { headers, status } = response;
  return {
    status,
    data: text === '' ? undefined : JSON.parse(text),
    type: headers.get('content-type'),
    link: headers.get('link'),
  };
}

const sha = (data: unknown): string => String(Reflect.get(Object(data), 'sha'));

async function save(parent: string, text: string): Promise<string> {
  const content = Buffer.from(text).toString('base64');
  const blob = await call('POST', '/git/blobs', { content, encoding: 'base64' });
  const tree = await call('POST', '/git/trees', {
    base_tree: parent,
    tree: [{ path: 'requests/2026/rapat/request.yaml', mode: '100644', type: 'blob', sha: sha(blob.data) }],
  });
  const commit = await call('POST', '/git/commits', { message: 'Simpan', tree: sha(tree.data), parents: [parent] });
  expect([blob.status, tree.status, commit.status]).toEqual([201, 201, 201]);
  return sha(commit.data);
}

const mainHead = async () => sha(Reflect.get(Object((await call('GET', '/branches/main')).data), 'commit'));

describe('the form’s calls', () => {
  it('the form saves a request, opens its pull request, sets a label, finds the pull request, and saves again', async () => {
    const main = await mainHead();
    const first = await save(main, 'acara: Rapat\n');
    const branch = 'cms/requests/rapat';
    const encoded = encodeURIComponent(branch);
    expect(await call('GET', `/branches/${encoded}`)).toMatchObject({ status: 404 });
    expect(await call('POST', '/git/refs', { ref: `refs/heads/${branch}`, sha: first })).toMatchObject({ status: 201 });
    const opened = await call('POST', '/pulls', { title: 'Rapat', body: 'b', head: branch, base: 'main' });
    expect(opened).toMatchObject({ status: 201, data: { number: 1, draft: false, labels: [], head: { sha: first } } });
    expect(await call('PUT', '/issues/1/labels', { labels: ['decap-cms/draft'] })).toMatchObject({
      status: 200,
      data: [{ name: 'decap-cms/draft', color: 'ededed' }],
    });
    const found = await call('GET', `/pulls?head=kantor:${branch}&base=main&state=open&per_page=100`);
    expect(found).toMatchObject({ data: [{ number: 1, labels: [{ name: 'decap-cms/draft' }] }], link: null });
    expect(await call('GET', `/pulls?head=lain:${branch}`)).toMatchObject({ data: [] });

    const second = await save(main, 'acara: Rapat besar\n');
    const update = await call('PATCH', `/git/refs/heads/${encoded}`, { sha: second, force: true });
    expect(update).toMatchObject({ status: 200, data: { object: { sha: second } } });
    const compared = await call('GET', `/compare/main...${encoded}`);
    expect(compared).toMatchObject({
      data: {
        status: 'ahead',
        base_commit: { sha: main },
        merge_base_commit: { sha: main },
        commits: [{ sha: second, commit: { message: 'Simpan' } }],
        files: [
          {
            filename: 'requests/2026/rapat/request.yaml',
            status: 'added',
            additions: 1,
            patch: '@@ -0,0 +1 @@\n+acara: Rapat besar',
          },
        ],
      },
    });
    expect(await call('DELETE', `/git/refs/heads/${encoded}`)).toMatchObject({ status: 204, type: null });
    expect(await call('GET', '/pulls/1')).toMatchObject({ data: { state: 'closed', merged: false } });
  });

  it('a new title of a pull request leaves its description, and a new description leaves its title', async () => {
    const head = await save(await mainHead(), 'acara: Rapat\n');
    await call('POST', '/git/refs', { ref: 'refs/heads/cms/requests/rapat', sha: head });
    await call('POST', '/pulls', { title: 'Rapat', body: 'Uraian', head: 'cms/requests/rapat', base: 'main' });
    const changed = async (fields: object) => (await call('PATCH', '/pulls/1', fields)).data;
    expect(await changed({ title: 'Rapat besar' })).toMatchObject({ title: 'Rapat besar', body: 'Uraian' });
    expect(await changed({ body: 'Uraian lain' })).toMatchObject({ title: 'Rapat besar', body: 'Uraian lain' });
  });

  it('the form lists folders, reads blobs, looks up history, and gets 404 for a missing file', async () => {
    const folder = encodeURIComponent('main:requests');
    expect(await call('GET', `/git/trees/${folder}?recursive=1`)).toMatchObject({
      data: {
        truncated: false,
        tree: [
          { path: '2025', type: 'tree' },
          { path: '2025/lama.yaml', type: 'blob', size: 12 },
        ],
      },
    });
    expect(await call('GET', `/git/trees/${encodeURIComponent('main:tidak/ada')}`)).toMatchObject({ status: 404 });
    const tree = await call('GET', '/git/trees/main');
    const logo = sha((Reflect.get(Object(tree.data), 'tree') as unknown[])[0]);
    expect(await call('GET', `/git/blobs/${logo}`)).toMatchObject({
      data: { content: 'UE5H\n', encoding: 'base64', size: 3 },
    });
    expect(await call('GET', '/commits?path=requests/2025/lama.yaml&sha=main')).toMatchObject({
      data: [{ commit: { message: 'Awal' } }],
    });
    expect(await call('GET', '/contents/kunci.json?ref=refs%2Fmeta%2F_decap_cms')).toMatchObject({ status: 404 });
    expect(await call('GET', '/contents/requests/2025/lama.yaml')).toMatchObject({ data: { type: 'file', size: 12 } });
    expect(await call('GET', '/commits/main/status')).toMatchObject({ data: { state: 'pending', statuses: [] } });
  });

  it('a merge by the form is refused with a message, and so is a commit by the form on main', async () => {
    const main = await mainHead();
    const commit = await save(main, 'acara: Rapat\n');
    await call('POST', '/git/refs', { ref: 'refs/heads/cms/requests/rapat', sha: commit });
    await call('POST', '/pulls', { title: 'Rapat', head: 'cms/requests/rapat', base: 'main' });
    const merge = await call('PUT', '/pulls/1/merge', { sha: commit });
    expect(merge).toMatchObject({ status: 403, data: { message: expect.stringContaining('Only the process merges') } });
    expect(merge).toMatchObject({ data: { message: expect.stringContaining('Hanya sistem yang menggabungkan') } });
    expect(await call('PATCH', '/git/refs/heads/main', { sha: commit, force: false })).toMatchObject({
      status: 422,
      data: { message: expect.stringMatching(/unggah lampiran di dalam permohonannya.*upload attachments within/) },
    });
    expect(await call('PUT', '/contents/x.yaml', { message: 'x', content: 'eA==', branch: 'main' })).toMatchObject({
      status: 422,
    });
  });

  it('a forced save over commits that this sign-in has not seen is refused, and the commits stay', async () => {
    const main = await mainHead();
    const branch = 'cms/requests/rapat';
    const ref = `/git/refs/heads/${encodeURIComponent(branch)}`;
    const forced = async (sha: string, token?: string) => call('PATCH', ref, { sha, force: true }, token);
    const head = async () => sha(Reflect.get(Object((await call('GET', ref.replace('refs', 'ref'))).data), 'object'));
    await call('POST', '/git/refs', { ref: `refs/heads/${branch}`, sha: await save(main, 'acara: Rapat\n') });
    // This sign-in has seen its own commits. Another sign-in of the account, and another account, have not.
    const mine = await save(main, 'acara: Rapat besar\n');
    expect(await forced(await save(main, 'acara: Rapat agak besar\n'))).toMatchObject({ status: 200 });
    expect(await forced(mine)).toMatchObject({ status: 200 });
    const second = await world.forge.accounts.token('pemohon');
    const theirs = await save(mine, 'acara: Rapat kecil\n');
    const refused = { status: 422, data: { message: expect.stringMatching(/muat ulang halaman.*reload the page/) } };
    expect(await forced(theirs, second)).toMatchObject(refused);
    // The form looks up a branch before it saves. This does not count as having seen its commits.
    await call('GET', `/compare/main...kantor:${branch}`, undefined, second);
    await call('GET', `/branches/${encodeURIComponent(branch)}`, undefined, second);
    expect(await forced(theirs, second)).toMatchObject(refused);
    expect(await head()).toBe(mine);
    // The form loads a request by the commit that the pull request shows.
    await call('GET', `/compare/main...${mine}`, undefined, second);
    expect(await forced(theirs, second)).toMatchObject({ status: 200 });
    expect(await forced(await save(mine, 'acara: Rapat sedang\n'))).toMatchObject(refused);
    expect(await head()).toBe(theirs);
    // The process sets a branch back without having read it.
    expect(await forced(mine, world.token('disposisi[bot]'))).toMatchObject({ status: 200 });
    await call('GET', `/compare/main...${mine}`, undefined, second);
    expect(await forced(theirs, second)).toMatchObject({ status: 200 });
    // A commit on top of the head needs no earlier read. The forge protects only the form’s branches, which begin with
    // `cms/`.
    const added = await save(theirs, 'acara: Rapat lagi\n');
    expect(await call('PATCH', ref, { sha: added })).toMatchObject({ status: 200 });
    await call('POST', '/git/refs', { ref: 'refs/heads/lain', sha: mine });
    expect(await call('PATCH', '/git/refs/heads/lain', { sha: main, force: true }, second)).toMatchObject({
      status: 200,
    });
  });

  it('search finds pull requests by the form’s conditions, and refuses unknown ones', async () => {
    const commit = await save(await mainHead(), 'acara: Rapat\n');
    await call('POST', '/git/refs', { ref: 'refs/heads/a', sha: commit });
    await call('POST', '/pulls', { title: 'Rapat Koordinasi', head: 'a', base: 'main' });
    await call('PUT', '/issues/1/labels', { labels: ['decap-cms/draft'] });
    const { search } = world.as('pemohon').rest;
    const total = async (q: string) => (await search.issuesAndPullRequests({ q })).data.total_count;
    expect(await total('repo:kantor/disposisi is:pr is:open author:pemohon label:"decap-cms/draft" koordinasi')).toBe(
      1,
    );
    expect(await total('repo:kantor/disposisi is:pr is:closed')).toBe(0);
    expect(await total('repo:kantor/disposisi label:decap-cms/draft koordinasi in:title')).toBe(1);
    expect(await total('repo:kantor/disposisi label:decap-cms/draft koordinasi in:body state:open')).toBe(0);
    expect(await total('repo:kantor/disposisi label:decap-cms-notes "permohonan/rapat" in:body')).toBe(0);
    expect(await refusal(total('rapat in:comments'))).toMatchObject({ status: 422 });
    expect(await total('repo:kantor/lain is:pr')).toBe(0);
    expect(await refusal(total('milestone:x'))).toMatchObject({ status: 422 });
  });

  it('a list of pull requests begins with the newest one or, if the call asks for it, with the one that changed last', async () => {
    const main = await mainHead();
    for (const branch of ['satu', 'dua']) {
      await call('POST', '/git/refs', { ref: `refs/heads/${branch}`, sha: await save(main, `acara: ${branch}\n`) });
      await call('POST', '/pulls', { title: branch, head: branch, base: 'main' });
    }
    world.setClock('2026-03-02T02:00:00Z');
    await call('PATCH', '/pulls/1', { title: 'Satu' });
    const titles = async (query = '') =>
      ((await call('GET', `/pulls${query}`)).data as readonly { readonly title: string }[]).map(({ title }) => title);
    expect(await titles()).toEqual(['dua', 'Satu']);
    expect(await titles('?sort=updated&direction=desc')).toEqual(['Satu', 'dua']);
  });

  it('lists have pages, with links to the next and the last page', async () => {
    for (const name of ['a', 'b', 'c']) {
      await world.as('pejabat').rest.issues.createLabel({ ...world.at, name });
    }
    const page = await call('GET', '/labels?per_page=2&page=1');
    expect(page.data).toHaveLength(2);
    expect(page.link).toBe(
      `<${world.forge.apiUrl}/repos/kantor/disposisi/labels?per_page=2&page=2>; rel="next", <${world.forge.apiUrl}/repos/kantor/disposisi/labels?per_page=2&page=2>; rel="last"`,
    );
    const { issues } = world.as('pejabat').rest;
    expect(await world.as('pejabat').paginate(issues.listLabelsForRepo, { ...world.at, per_page: 1 })).toHaveLength(3);
  });
});

describe('git’s objects keep their bytes', () => {
  it('binary content and names beyond ASCII come back as they were', async () => {
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, n) => (n * 7) % 256));
    const tree = await call('POST', '/git/trees', {
      tree: [
        {
          path: 'lampiran é.pdf',
          mode: '100644',
          type: 'blob',
          sha: sha((await call('POST', '/git/blobs', { content: bytes.toString('base64'), encoding: 'base64' })).data),
        },
      ],
    });
    expect(tree).toMatchObject({ status: 201, data: { tree: [{ path: 'lampiran é.pdf', size: 70_000 }] } });
    const blob = sha((Reflect.get(Object(tree.data), 'tree') as unknown[])[0]);
    // This test does not use Octokit, because Octokit reads every reply that names a charset as text. The same happens
    // with replies of GitHub.
    const raw = await fetch(`${world.forge.apiUrl}/repos/kantor/disposisi/git/blobs/${blob}`, {
      headers: { authorization: `token ${world.token('pembaca')}`, accept: 'application/vnd.github.raw' },
    });
    expect(Buffer.from(await raw.arrayBuffer()).equals(bytes)).toBe(true);
    // Security 22: an attachment of any content is saved and not shown.
    expect(Object.fromEntries(raw.headers)).toMatchObject({
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });
});

it('a call that waits until its token has ended is refused', async () => {
  const { data } = await world.as('pemohon').rest.git.getRef({ ...world.at, ref: 'heads/main' });
  const head = await save(data.object.sha, 'acara: Rapat\n');
  await call('POST', '/git/refs', { ref: 'refs/heads/cms/requests/rapat', sha: head });
  // The call is admitted while the files are written, and is handled after the token has ended.
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`lama/${at}.txt`, `${at}`]));
  const writing = world.forge.seed(files, 'Banyak');
  const ending = world.forge.accounts.revoke('pemohon');
  const { status } = await call('GET', `/compare/main...${head}`);
  await Promise.all([writing, ending]);
  expect(status).toBe(401);
});
