import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorld, refusal, type World } from '#tests/support/forge-world.ts';

let world: World;
let sockets: Socket[] = [];
beforeEach(async () => {
  world = await openWorld();
  await world.forge.seed({ 'a.yaml': 'a: 1\n' }, 'Awal');
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  await world.close();
});

const MB = 1024 * 1024;
const api = (path: string): string => `/api/v3/repos/${world.at.owner}/${world.at.repo}${path}`;

/** Begins a call whose body never comes, and returns the status line and the body of the reply; undefined without one. */
function begin(path: string, length: number, token?: string): Promise<string | undefined> {
  const { host, port } = new URL(world.forge.url);
  const socket = connect(Number(port), '127.0.0.1');
  sockets.push(socket);
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: ${host}`,
    `content-length: ${length}`,
    ...(token === undefined ? [] : [`authorization: token ${token}`]),
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n{`);
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (/\}$|0\r\n\r\n$|\n$/.test(text)) resolve(text);
    });
    socket.on('error', () => resolve(undefined));
    // A forge that waits for the body sends nothing.
    setTimeout(() => resolve(undefined), 3000).unref();
  });
}

const repository = (): string => join(world.folder, 'repo.git');
const refs = (): string[] =>
  execFileSync('git', ['-C', repository(), 'for-each-ref', '--format=%(refname)'], { encoding: 'utf8' })
    .trim()
    .split('\n');

test('security 77: no body of a call without a valid token is read, at any address', async () => {
  const push = `/${world.at.owner}/${world.at.repo}.git/git-receive-pack`;
  for (const path of [api('/git/blobs'), api('/git/trees'), '/api/graphql', push])
    for (const token of [undefined, 'dsp_x'])
      expect(await begin(path, 98 * MB, token), path).toMatch(/^HTTP\/1.1 401 /);
});

test('security 77: a body that is larger than its address needs is not read, and the reply says so', async () => {
  const token = world.token('pemohon');
  for (const [path, length, most] of [
    [api('/issues/1/comments'), 2 * MB, 1],
    [api('/pulls'), 2 * MB, 1],
    [api('/git/blobs'), 33 * MB, 32],
    ['/api/graphql', 33 * MB, 32],
  ] as const) {
    const reply = await begin(path, length, token);
    expect(reply, path).toMatch(/^HTTP\/1.1 413 /);
    expect(reply, path).toMatch(new RegExp(`lebih dari ${most} MB.*is larger than ${most} MB`));
  }
  // A letter of 5 MB is still accepted.
  const content = Buffer.alloc(5 * MB, 'a').toString('base64');
  const made = await world.as('pemohon').rest.git.createBlob({ ...world.at, content, encoding: 'base64' });
  expect(made.status).toBe(201);
});

test('security 77: what one account sends at once is limited, and does not keep another account from sending', async () => {
  const own = world.token('pemohon');
  const waiting = [1, 2, 3, 4].map(() => begin(api('/git/blobs'), 32 * MB, own));
  // These bodies are still to come.
  await expect.poll(() => sockets.filter(({ readyState }) => readyState === 'open').length).toBe(4);
  const reply = await begin(api('/git/blobs'), 32 * MB, own);
  expect(reply).toMatch(/^HTTP\/1.1 429 /);
  expect(reply).toMatch(/lebih dari 128 MB sekaligus.*more than 128 MB at once/);
  const other = await world.as('pengelola').rest.git.createBlob({ ...world.at, content: 'x' });
  expect(other.status).toBe(201);
  for (const socket of sockets) socket.destroy();
  await Promise.all(waiting);
  // What is no longer held does not count.
  const again = () => world.as('pemohon').rest.git.createBlob({ ...world.at, content: 'x' });
  await expect.poll(() => again().then(({ status }) => status, String)).toBe(201);
});

/** Pushes as an account, and returns what git says. */
async function gitPush(prepare: (folder: string) => void, ...refspecs: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dorong-'));
  const { host } = new URL(world.forge.url);
  const url = `http://pemohon:${world.token('pemohon')}@${host}/${world.at.owner}/${world.at.repo}.git`;
  // The forge runs in this program, so no call of git to it may wait in the way of `execFileSync`.
  const run = (...args: string[]): Promise<string> =>
    new Promise((resolve) => execFile('git', args, (_error, _out, stderr) => resolve(stderr)));
  await run('clone', '--quiet', url, folder);
  prepare(folder);
  const said = await run('-C', folder, 'push', url, ...refspecs);
  await rm(folder, { recursive: true, force: true });
  return said;
}

test('security 77: a push of 1,500 branches is refused whole, with a sentence, and one of 100 is accepted', async () => {
  const branches = (count: number) => (folder: string) => {
    const head = execFileSync('git', ['-C', folder, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
    const input = Array.from({ length: count }, (_, n) => `create refs/heads/banyak-${n} ${head}\n`).join('');
    execFileSync('git', ['-C', folder, 'update-ref', '--stdin'], { input });
  };
  const before = refs();
  const all = 'refs/heads/banyak-*:refs/heads/banyak-*';
  expect(await gitPush(branches(1500), all)).toMatch(/lebih dari 100 cabang[^]*more than 100 branches/);
  expect(refs()).toEqual(before);
  await gitPush(branches(100), all);
  expect(refs()).toHaveLength(before.length + 100);
  const client = world.as('pemohon');
  const { data } = await client.rest.git.getRef({ ...world.at, ref: 'heads/main' });
  const { repository: found } = await client.graphql<{ repository: { id: string } }>(
    'query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { id } }',
    { ...world.at },
  );
  const updates = Array.from({ length: 101 }, (_, n) => ({ name: `refs/heads/x-${n}`, afterOid: data.object.sha }));
  const moved = client.graphql(
    'mutation ($id: ID!, $refs: [RefUpdate!]!) { updateRefs(input: { repositoryId: $id, refUpdates: $refs }) { clientMutationId } }',
    { id: found.id, refs: updates },
  );
  await expect(moved).rejects.toThrow(/more than 100 branches/);
});

test('security 77: folders that are 1,500 deep are refused with a sentence, by path, by tree in a tree, and by a push', async () => {
  const client = world.as('pemohon');
  const file = { mode: '100644' as const, type: 'blob' as const, content: 'x' };
  const deep = (path: string) => refusal(client.rest.git.createTree({ ...world.at, tree: [{ ...file, path }] }));
  for (const depth of [51, 1500, 20_000])
    expect(await deep(`${'a/'.repeat(depth)}x`)).toMatchObject({
      status: 422,
      text: expect.stringMatching(/lebih dari 50 folder.*more than 50 folders/),
    });
  await expect(deep(`${'a/'.repeat(50)}x`)).rejects.toThrow('did not refuse');

  let sha = (await client.rest.git.createTree({ ...world.at, tree: [{ ...file, path: 'x' }] })).data.sha;
  let levels = 0;
  const around = (oid: string) =>
    client.rest.git.createTree({ ...world.at, tree: [{ path: 'a', mode: '040000', type: 'tree', sha: oid }] });
  let refused = '';
  while (refused === '' && levels < 60) {
    const made = await around(sha).catch((error: unknown) => String(error));
    if (typeof made === 'string') refused = made;
    else [sha, levels] = [made.data.sha, levels + 1];
  }
  expect(refused).toMatch(/more than 50 folders/);
  expect(levels).toBe(50);

  const before = refs();
  const nested = (depth: number) => (folder: string) => {
    const git = (args: string[], input?: string): string =>
      execFileSync('git', ['-C', folder, ...args], {
        encoding: 'utf8',
        ...(input === undefined ? {} : { input }),
      }).trim();
    let tree = git(['rev-parse', 'HEAD^{tree}']);
    for (let n = 0; n < depth; n += 1) tree = git(['mktree'], `040000 tree ${tree}\ta\n`);
    const made = git(['-c', 'user.name=x', '-c', 'user.email=x@x', 'commit-tree', tree, '-p', 'HEAD', '-m', 'x']);
    git(['branch', 'dalam', made]);
  };
  expect(await gitPush(nested(60), 'dalam')).toMatch(/lebih dari 50 folder[^]*more than 50 folders/);
  expect(refs()).toEqual(before);
  await gitPush(nested(10), 'dalam');
  expect(refs()).toHaveLength(before.length + 1);
});

test('security 77: an account with 200 open requests that were not accepted, or with 1,000 open ones, opens no more until it closes one', async () => {
  const client = world.as('pemohon');
  const { id: author } = (await client.rest.users.getAuthenticated()).data;
  const head = (await client.rest.git.getRef({ ...world.at, ref: 'heads/main' })).data.object.sha;
  /** Opens requests that the process has not accepted. */
  const flood = (from: number, count: number) => {
    const numbers = Array.from({ length: count }, (_, n) => from + n);
    const refs = new Map(numbers.map((number) => [`refs/heads/p-${number}`, head]));
    const pulls = numbers.map((number) => ({ number, title: 'x', author, branch: `p-${number}`, head, isOpen: true }));
    return world.forge.restore({ refs, pulls, lastId: 0 });
  };
  const open = async (branch: string, login = 'pemohon') => {
    const own = world.as(login);
    const tree = await own.rest.git.createTree({
      ...{ ...world.at, base_tree: head },
      tree: [{ path: branch, mode: '100644', type: 'blob', content: branch }],
    });
    const made = await own.rest.git.createCommit({ ...world.at, message: 'x', tree: tree.data.sha, parents: [head] });
    await own.rest.git.createRef({ ...world.at, ref: `refs/heads/${branch}`, sha: made.data.sha });
    return own.rest.pulls.create({ ...world.at, title: branch, head: branch, base: 'main' });
  };
  const setState = (state: 'open' | 'closed', pull_number: number) =>
    client.rest.pulls.update({ ...world.at, pull_number, state });
  await flood(1, 200);
  expect(await refusal(open('satu'))).toMatchObject({
    status: 422,
    text: expect.stringMatching(/200 permohonan terbuka yang belum diterima.*200 open requests that were not accepted/),
  });
  // Another account opens its own.
  expect((await open('lain', 'pengelola')).status).toBe(201);
  // Nor does an account come past the limit by opening a closed one again.
  await setState('closed', 2);
  expect((await open('dua')).status).toBe(201);
  expect(await refusal(setState('open', 2))).toMatchObject({ status: 422 });
  // What the process has accepted does not count, up to a thousand.
  const status = { ...world.at, sha: head, context: 'disposisi', state: 'pending' as const };
  await world.as('disposisi[bot]').rest.repos.createCommitStatus(status);
  expect((await open('tiga')).status).toBe(201);
  await flood(300, 900);
  expect(await refusal(open('empat'))).toMatchObject({
    status: 422,
    text: expect.stringMatching(/1000 permohonan terbuka.*has 1000 open requests/),
  });
});
