import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRequest, openWorld, type World } from '#tests/support/forge-world.ts';
import { openToOthers } from '#tests/support/open-to-others.ts';

const run = promisify(execFile);

let world: World;
let work: string;
beforeEach(async () => {
  world = await openWorld();
  await world.forge.seed({ 'sops/a.yaml': 'judul: A\n' }, 'Konfigurasi');
  work = await mkdtemp(join(tmpdir(), 'clone-'));
});
afterEach(async () => {
  await world.close();
  await rm(work, { recursive: true, force: true });
});

const remote = (token: string) => world.forge.cloneUrl.replace('http://', `http://x:${token}@`);

/**
 * Runs git in the clone.
 * @returns what git printed, or the message of the error if git failed
 */
async function git(...args: string[]): Promise<{ ok: boolean; text: string }> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
  };
  const identity = ['-c', 'user.name=Siapa Saja', '-c', 'user.email=siapa@contoh.id'];
  try {
    const { stdout, stderr } = await run('git', [...identity, ...args], { cwd: work, env });
    return { ok: true, text: `${stdout}${stderr}` };
  } catch (error) {
    return { ok: false, text: error instanceof Error ? error.message : '' };
  }
}

async function clone(login: string): Promise<void> {
  expect(await git('clone', '--quiet', remote(world.token(login)), '.')).toMatchObject({ ok: true });
}

async function save(path: string, text: string, ...how: string[]): Promise<string> {
  await writeFile(join(work, path), text);
  await git('add', '.');
  await git('commit', '--quiet', '-m', 'Ubah', ...how);
  return (await git('rev-parse', 'HEAD')).text.trim();
}

const activity = async (ref: string) =>
  (await world.as('pembaca').rest.repos.listActivities({ ...world.at, ref })).data.map(
    ({ activity_type, actor, before, after, timestamp }) => ({
      activity_type,
      by: actor?.login,
      before,
      after,
      timestamp,
    }),
  );

describe('clone and push with real git', () => {
  it('a clone has the whole repository, and may be shallow', async () => {
    await clone('pembaca');
    expect(await readFile(join(work, 'sops/a.yaml'), 'utf8')).toBe('judul: A\n');
    expect(await git('clone', '--quiet', '--depth=1', remote(world.token('pembaca')), 'dangkal')).toMatchObject({
      ok: true,
    });
  });

  it('a guessed token, an account without access, and a reader’s push are refused', async () => {
    expect((await git('ls-remote', remote('dsp_tebakan'))).text).toMatch(/Authentication failed|401/);
    expect((await git('ls-remote', remote(world.token('orang-luar')))).text).toMatch(/not found|404/);
    await clone('pembaca');
    await save('a.yaml', 'x');
    expect((await git('push', 'origin', 'HEAD:refs/heads/coba')).text).toContain('403');
  });

  it('a push is recorded with its pusher and the forge’s time, whatever the commit says', async () => {
    await clone('pemohon');
    const first = await save('a.yaml', '1', '--date=2000-01-01T00:00:00Z', '--author=Orang Lain <lain@contoh.id>');
    world.setClock('2026-03-02T05:00:00Z');
    expect(await git('push', 'origin', 'HEAD:refs/heads/permohonan')).toMatchObject({ ok: true });
    const second = await save('a.yaml', '2');
    world.setClock('2026-03-02T06:00:00Z');
    await git('push', 'origin', 'HEAD:refs/heads/permohonan');
    const rewritten = await save('a.yaml', '3', '--amend');
    await git('push', '--force', 'origin', 'HEAD:refs/heads/permohonan');
    await git('push', 'origin', ':refs/heads/permohonan');
    const none = '0'.repeat(40);
    expect(await activity('refs/heads/permohonan')).toEqual([
      {
        activity_type: 'branch_deletion',
        by: 'pemohon',
        before: rewritten,
        after: none,
        timestamp: '2026-03-02T06:00:00Z',
      },
      {
        activity_type: 'force_push',
        by: 'pemohon',
        before: second,
        after: rewritten,
        timestamp: '2026-03-02T06:00:00Z',
      },
      { activity_type: 'push', by: 'pemohon', before: first, after: second, timestamp: '2026-03-02T06:00:00Z' },
      {
        activity_type: 'branch_creation',
        by: 'pemohon',
        before: none,
        after: first,
        timestamp: '2026-03-02T05:00:00Z',
      },
    ]);
  });

  it('a push moves the pull request’s head, and is an event of the pull request', async () => {
    const { number } = await openRequest(world);
    await clone('pemohon');
    await git('checkout', '--quiet', 'cms/requests/satu');
    const head = await save('tambahan.yaml', 'x');
    world.events.length = 0;
    await git('push', 'origin', 'HEAD');
    const pull = await world.as('pembaca').rest.pulls.get({ ...world.at, pull_number: number });
    expect(pull.data).toMatchObject({ head: { sha: head }, commits: 2, changed_files: 2 });
    expect(world.events).toEqual([{ pull: number, actor: 'pemohon' }]);
    expect((await git('ls-remote', 'origin', `refs/pull/${number}/head`)).text).toContain(head);
  });

  it('a push by a writer to main or the register is refused, and another branch in the same push is accepted', async () => {
    await clone('pemohon');
    const head = await save('a.yaml', 'x');
    const push = await git(
      'push',
      'origin',
      'HEAD:refs/heads/main',
      'HEAD:refs/heads/register',
      'HEAD:refs/heads/boleh',
    );
    expect(push.text).toMatch(/remote rejected.*main/);
    expect(push.text).toMatch(/remote rejected.*register/);
    const refs = (await git('ls-remote', 'origin')).text;
    expect(refs).toContain(`${head}\trefs/heads/boleh`);
    expect(refs).not.toContain('refs/heads/register');
    expect(refs).not.toContain(`${head}\trefs/heads/main`);
  });

  it('the branches of the site cannot be created, rewritten or deleted by a writer or the maintainer', async () => {
    await clone('pengelola');
    await save('index.html', '<p>Diubah</p>');
    const process = remote(world.token('disposisi[bot]'));
    const branches = ['site', 'site-memory'];
    const attempts = async (...refs: string[]) => {
      for (const login of ['pemohon', 'pengelola']) {
        const push = await git('push', '--force', remote(world.token(login)), ...refs);
        for (const name of branches) expect(push.text, login).toMatch(new RegExp(`remote rejected.* ${name} \\(`));
      }
    };
    const heads = async () => (await git('ls-remote', process, ...branches.map((name) => `refs/heads/${name}`))).text;
    await attempts(...branches.map((name) => `HEAD:refs/heads/${name}`));
    expect(await heads()).toBe('');
    for (const name of branches) await git('push', process, `HEAD:refs/heads/${name}`);
    const before = await heads();
    await save('index.html', '<p>Ditimpa</p>', '--amend');
    await attempts(...branches.map((name) => `HEAD:refs/heads/${name}`));
    await attempts(...branches.map((name) => `:refs/heads/${name}`));
    expect(await heads()).toBe(before);
    for (const name of branches) {
      expect(await git('push', '--force', process, `HEAD:refs/heads/${name}`)).toMatchObject({ ok: true });
      expect(await git('push', process, `:refs/heads/${name}`)).toMatchObject({ ok: true });
    }
  });

  it('branches and tags that could be taken for another ref or an object are refused', async () => {
    await clone('pemohon');
    const head = await save('a.yaml', 'x');
    const names = [
      'heads/HEAD',
      `heads/${head}`,
      `tags/${'a1'.repeat(32)}`,
      'heads/refs/heads/register',
      'heads/heads/register',
    ];
    const all = [...names, 'heads/Register', 'heads/register/x', 'heads/regi\u017Fter'];
    const push = await git('push', 'origin', ...all.map((name) => `HEAD:refs/${name}`), 'HEAD:refs/heads/boleh');
    for (const name of all) expect(push.text).toContain(`GH002: Sorry, refs/${name} is not allowed`);
    const refs = (await git('ls-remote', 'origin')).text;
    expect(refs.split('\n').filter((line) => line.startsWith(head))).toEqual([`${head}\trefs/heads/boleh`]);
  });

  it('a tree that some file system misreads, and a commit with NUL, are refused', async () => {
    await clone('pemohon');
    const blob = Buffer.from((await git('hash-object', '-w', 'sops/a.yaml')).text.trim(), 'hex');
    const object = async (type: string, content: Buffer): Promise<string> => {
      await writeFile(join(work, 'object'), content);
      return (await git('hash-object', '-t', type, '-w', '--literally', 'object')).text.trim();
    };
    const tree = (name: string, mode = '100644') =>
      object('tree', Buffer.concat([Buffer.from(`${mode} ${name}\0`), blob]));
    const commit = async (of: string, text: string): Promise<string> =>
      object('commit', Buffer.from(`tree ${of}\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n\n${text}`));
    const push = async (oid: string) => git('push', 'origin', `${oid}:refs/heads/coba`);
    // git/entry-names.test.ts compares all names of this kind that git knows.
    for (const name of ['.g\u200Cit', '.git::$INDEX_ALLOCATION'])
      expect(await push(await commit(await tree(name), 'x')), name).toMatchObject({ ok: false });
    expect(await push(await commit(await tree('a', '100666'), 'x'))).toMatchObject({ ok: false });
    expect(await push(await commit(await tree('a'), 'a\0b'))).toMatchObject({ ok: false });
    expect(await push(await commit(await tree('a'), 'x'))).toMatchObject({ ok: true });
  });

  it('the maintainer can push to main forward only, and the process to the register forward only', async () => {
    await clone('pengelola');
    await save('sops/a.yaml', 'judul: B\n');
    expect(await git('push', 'origin', 'HEAD:refs/heads/main')).toMatchObject({ ok: true });
    await save('sops/a.yaml', 'judul: C\n', '--amend');
    expect((await git('push', '--force', 'origin', 'HEAD:refs/heads/main')).text).toContain('only moves forward');
    expect((await git('push', 'origin', ':refs/heads/main')).ok).toBe(false);
    const process = remote(world.token('disposisi[bot]'));
    expect(await git('push', process, 'HEAD:refs/heads/register')).toMatchObject({ ok: true });
    await save('a.yaml', 'x', '--amend');
    expect((await git('push', '--force', process, 'HEAD:refs/heads/register')).text).toContain('only moves forward');
    expect((await git('push', process, 'HEAD:refs/pull/1/head')).ok).toBe(false);
  });

  it('a pull request is merged when the maintainer pushes its merge', async () => {
    const { number } = await openRequest(world);
    await clone('pengelola');
    await git('merge', '--quiet', '--no-ff', 'origin/cms/requests/satu', '-m', 'Gabung');
    await git('push', 'origin', 'HEAD:refs/heads/main');
    const pull = await world.as('pembaca').rest.pulls.get({ ...world.at, pull_number: number });
    expect(pull.data).toMatchObject({ state: 'closed', merged: true, merged_by: { login: 'pengelola' } });
  });

  it('git finds no error in the repository, and other users of the machine cannot read it', async () => {
    const { number } = await openRequest(world);
    await world.as('pengelola').rest.pulls.merge({ ...world.at, pull_number: number });
    await clone('pembaca');
    expect((await git('--git-dir', join(world.folder, 'repo.git'), 'fsck', '--strict', '--full')).ok).toBe(true);
    // Security 28: this is so for any umask of the person who started the office.
    expect(await openToOthers(world.folder)).toEqual([]);
    expect((await git('log', '-1', '--format=%ct')).text.trim()).toBe(
      String(Date.parse('2026-03-02T01:00:00Z') / 1000),
    );
  });
});
