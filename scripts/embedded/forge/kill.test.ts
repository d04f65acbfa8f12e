import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Octokit } from 'octokit';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startForge } from './start-forge.ts';
import { textsDue } from '#tests/support/due-for-packing.ts';
import { octokit } from '#tests/support/forge-world.ts';

const AT = { owner: 'kantor', repo: 'disposisi' };

let folder: string;
let token: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forge-'));
  const forge = await startForge({ folder });
  const sha = await forge.seed({ 'a.yaml': 'a: 1\n' }, 'Awal');
  await forge.accounts.add({ login: 'disposisi[bot]', type: 'Bot', permission: 'process' });
  token = await forge.accounts.token('disposisi[bot]');
  const { git, pulls } = octokit(forge, token).rest;
  await git.createRef({ ...AT, ref: 'refs/heads/register', sha });
  await git.createRef({ ...AT, ref: 'refs/heads/cabang', sha });
  await append(octokit(forge, token), 'cabang', sha, 0);
  await pulls.create({ ...AT, title: 'Permohonan', head: 'cabang', base: 'main' });
  await forge.close();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const git = (...args: string[]) =>
  execFileSync('git', ['--git-dir', join(folder, 'repo.git'), ...args], { encoding: 'utf8' }).trim();

async function append(kit: Octokit, branchName: string, expectedHeadOid: string, n: number): Promise<string> {
  const { createCommitOnBranch } = await kit.graphql<{ createCommitOnBranch: { commit: { oid: string } } }>(
    'mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }',
    {
      input: {
        branch: { repositoryNameWithOwner: 'kantor/disposisi', branchName },
        expectedHeadOid,
        message: { headline: `Entri ${n}` },
        fileChanges: { additions: [{ path: `cases/${n}.json`, contents: Buffer.from(String(n)).toString('base64') }] },
      },
    },
  );
  return createCommitOnBranch.commit.oid;
}

async function startChild(): Promise<{ child: ChildProcess; kit: Octokit }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../../tests/support/kill-child.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('no output');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, kit: octokit({ apiUrl: line.toString().trim() }, token) };
}

it(
  'after kill -9 in the middle of its work, the forge has every commit and comment that it acknowledged, and its activity log agrees with git',
  {
    timeout: 120_000,
  },
  async () => {
    const commits: string[] = [];
    const comments: string[] = [];
    for (let round = 0; round < 4; round++) {
      const { child, kit } = await startChild();
      let head = (await kit.rest.git.getRef({ ...AT, ref: 'heads/register' })).data.object.sha;
      const { promise: warm, resolve: isWarm } = Promise.withResolvers<void>();
      const work = async () => {
        for (let n = 0; ; n++) {
          head = await append(kit, 'register', head, round * 1000 + n);
          commits.push(head);
          const body = `Catatan ${round}/${n}`;
          await kit.rest.issues.createComment({ ...AT, issue_number: 1, body });
          comments.push(body);
          if (n === 3) isWarm();
        }
      };
      const ended = work().catch(() => undefined);
      await warm;
      await new Promise((resolve) => setTimeout(resolve, round * 3));
      child.kill('SIGKILL');
      await once(child, 'close');
      await ended;
    }

    const forge = await startForge({ folder });
    const kit = octokit(forge, token);
    const log = git('rev-list', 'register').split('\n');
    expect(commits.length).toBeGreaterThanOrEqual(16);
    expect(log).toEqual(expect.arrayContaining(commits));
    const kept = await kit.paginate(kit.rest.issues.listComments, { ...AT, issue_number: 1, per_page: 100 });
    expect(kept.map((comment) => comment.body)).toEqual(expect.arrayContaining(comments));
    const activity = await kit.paginate(kit.rest.repos.listActivities, {
      ...AT,
      ref: 'refs/heads/register',
      per_page: 100,
    });
    expect(activity.map(({ after }) => after)).toEqual(log.slice(0, activity.length));
    expect(activity.at(-1)?.activity_type).toBe('branch_creation');
    expect(activity[0]?.after).toBe(git('rev-parse', 'register'));
    git('fsck', '--strict');
    await forge.close();
  },
);

it('after kill -9 while it packs, the forge has every object and every ref', { timeout: 120_000 }, async () => {
  const before = git('for-each-ref');
  const blobs: string[] = [];
  for (let round = 0; round < 3; round++) {
    const { child, kit } = await startChild();
    for (const content of textsDue(`putaran ${round}`)) {
      blobs.push((await kit.rest.git.createBlob({ ...AT, content })).data.sha);
    }
    await new Promise((resolve) => setTimeout(resolve, round * 20));
    child.kill('SIGKILL');
    await once(child, 'close');
  }
  const forge = await startForge({ folder });
  const packs = () => readdirSync(join(folder, 'repo.git/objects/pack')).filter((name) => name.endsWith('.pack'));
  await vi.waitFor(() => expect(packs()).not.toEqual([]), { timeout: 60_000 });
  await forge.close();
  for (const oid of blobs) expect(git('cat-file', '-t', oid)).toBe('blob');
  git('fsck', '--strict');
  expect(git('for-each-ref')).toBe(before);
});

it('after kill -9 the forge undoes changes of refs that only git has, and removes git’s locks and unfinished files', async () => {
  const main = git('rev-parse', 'main');
  git('update-ref', 'refs/heads/register', git('rev-parse', 'cabang'));
  git('update-ref', 'refs/heads/setengah', main);
  git('update-ref', '-d', 'refs/heads/cabang');
  await writeFile(join(folder, 'repo.git/refs/heads/register.lock'), '');
  const halves = ['tmp_obj_1', 'pack/tmp_pack_1', 'pack/.tmp-1-pack-1.pack', 'tmp_objdir-incoming-1'];
  const objects = (name: string) => join(folder, 'repo.git/objects', name);
  await mkdir(objects('tmp_objdir-incoming-1'));
  for (const name of [...halves.slice(0, 3), 'tmp_objdir-incoming-1/half']) await writeFile(objects(name), '');
  const forge = await startForge({ folder });
  expect(halves.filter((name) => existsSync(objects(name)))).toEqual([]);
  expect(git('rev-parse', 'register')).toBe(main);
  expect(git('for-each-ref', '--format=%(refname)', 'refs/heads').split('\n')).toEqual([
    'refs/heads/cabang',
    'refs/heads/main',
    'refs/heads/register',
  ]);
  await append(octokit(forge, token), 'register', main, 1);
  await forge.close();
});

it('a second forge cannot start in a folder that is in use, and says so', async () => {
  const forge = await startForge({ folder });
  await expect(startForge({ folder })).rejects.toThrow('is in use by another process');
  await forge.close();
});

it('after a restart the forge has its accounts, and a new id is higher than an earlier id', async () => {
  const first = await startForge({ folder });
  const before = await octokit(first, token).rest.issues.createComment({ ...AT, issue_number: 1, body: 'satu' });
  await first.close();
  const second = await startForge({ folder });
  const after = await octokit(second, token).rest.issues.createComment({ ...AT, issue_number: 1, body: 'dua' });
  expect(after.data.id).toBeGreaterThan(before.data.id);
  expect(await second.accounts.list()).toMatchObject([{ login: 'disposisi[bot]', type: 'Bot', permission: 'process' }]);
  await second.close();
});
