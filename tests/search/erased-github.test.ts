import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '#domain/user-error.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { verifyClone } from '#engine/register/clone.ts';
import {
  type ErasableRepository,
  eraseOnGithub,
  readErasureOnGithub,
  remainsOnGithub,
} from '#entry/cli/erase-on-github.ts';
import { RULESETS } from '#entry/setup/names.ts';
import type { Io } from '#entry/command.ts';
import { complete, nameForErasure, privateWords, submitSecret, wordsInObjects } from '../support/erased.ts';
import { type Office, openOffice, pullOf, sampleRequest, setState, submit } from '../support/office.ts';
import { walkTo } from '../support/walk.ts';

const [MARK, LATER] = ['zq7x', 'zq8y'] as const;
const WORDS = [...privateWords(MARK), `${MARK}-catatan`];

const ONE = [{ number: 1, written: 'PMK-2026-1' }];

let office: Office;
let place: string;
let repository: ErasableRepository;
let remote: string;
/** What the stand-in was asked, and what it says. The embedded forge has neither workflows nor rulesets. */
let asked: string[];
let runs: number[];
let enforcement: Record<string, string>;
let said: string[];

const io = (): Io => ({
  ...{ env: {}, cwd: place, lang: 'en', now: () => office.now(), out: () => undefined },
  ...{ err: (line) => said.push(line), untilEnded: async () => undefined },
});

const standIn: typeof fetch = async (input, init) => {
  const { pathname } = new URL(input instanceof Request ? input.url : String(input));
  const path = pathname.split(`/repos/${office.local.owner}/${office.local.repo}`)[1] ?? '';
  const method = init?.method ?? 'GET';
  const reply = (body: unknown, status = 200) => Response.json(body, { status });
  const workflow = /^\/actions\/workflows\/(\d+)\/(disable|enable)$/.exec(path);
  if (path === '/actions/workflows')
    return reply({
      total_count: 2,
      workflows: [
        { id: 1, state: 'active' },
        { id: 2, state: 'disabled_manually' },
      ],
    });
  if (path === '/actions/runs') return reply({ total_count: runs.shift() ?? 0, workflow_runs: [] });
  if (workflow) {
    asked.push(`${workflow[2]} ${workflow[1]}`);
    return new Response(null, { status: 204 });
  }
  const names = Object.values(RULESETS);
  const rulesetOf = (id: number) => {
    const name = names[id - 1] ?? '';
    return { id, name, target: 'branch', enforcement: enforcement[name] ?? 'active', bypass_actors: [], rules: [] };
  };
  if (path === '/rulesets') return reply(names.map((_, i) => rulesetOf(i + 1)));
  const [, ruleset] = /^\/rulesets\/(\d+)$/.exec(path) ?? [];
  if (ruleset !== undefined) {
    const { name } = rulesetOf(Number(ruleset));
    if (method === 'PUT') {
      enforcement[name] = (JSON.parse(String(init?.body)) as { enforcement: string }).enforcement;
      asked.push(`${name}: ${enforcement[name]}`);
    }
    return reply(rulesetOf(Number(ruleset)));
  }
  return fetch(input, init);
};

const git = (at: string, ...args: string[]): string =>
  execFileSync('git', ['-C', at, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'github-'));
  office = await openOffice();
  const done = await submitSecret(office, 'contoh-opd', MARK, '05');
  await complete(office, done, '05', MARK);
  const slot = { start: '2026-12-20T09:00:00+07:00', end: '2026-12-20T11:00:00+07:00' };
  await walkTo(
    office,
    await submit(office, 'contoh-bpbd', 'banjir', sampleRequest({ account: 'contoh-bpbd', ...slot })),
    4,
  );
  const later = await submitSecret(office, 'contoh-opd', LATER, '07');
  await complete(office, later, '07', LATER);
  office.setNow('2026-12-09T03:00:00Z');
  await nameForErasure(office, [{ number: done }, { number: later }]);
  await office.scheduledRun();
  await office.local.accounts.add({ login: 'pengelola', permission: 'admin' });
  const { owner, repo, apiUrl: baseUrl, accounts } = office.local;
  const token = await accounts.token('pengelola');
  // GitHub lets an administrator push by force once the rulesets are out of force. The embedded forge lets nobody.
  remote = join(place, 'github.git');
  execFileSync('git', ['clone', '--quiet', '--mirror', join(office.folder, 'repo.git'), remote]);
  git(remote, 'update-ref', 'refs/heads/site', 'main');
  repository = {
    client: createClient({ owner, repo, baseUrl, token, fetch: standIn, retries: 0 }),
    source: { url: `file://${remote}`, credentials: 'x:y' },
  };
}, 120_000);
beforeEach(() => {
  [asked, runs, enforcement, said] = [[], [], {}, []];
});
afterAll(async () => {
  await office.close();
  await rm(place, { recursive: true, force: true });
});

describe('R50: disposisi erase --repo', () => {
  test('refuses a named case that is open before anything changes, also the workflows', async () => {
    const before = git(remote, 'for-each-ref');
    const open = [...ONE, { number: 2, written: '2' }];
    const refusal = {
      text: {
        en: 'PMK-2026-2: this case is open, and an open case cannot be erased. Wait until it has ended.\nNothing was changed.',
      },
    };
    await expect(readErasureOnGithub(repository, open)).rejects.toMatchObject(refusal);
    await expect(eraseOnGithub(repository, io(), 1, open)).rejects.toMatchObject(refusal);
    expect(asked).toEqual([]);
    expect(git(remote, 'for-each-ref')).toBe(before);
  });

  test('shows what goes without a change', async () => {
    const before = git(remote, 'for-each-ref');
    expect((await readErasureOnGithub(repository)).cases.map(({ number }) => number)).toEqual([1, 3]);
    const plan = await readErasureOnGithub(repository, ONE);
    expect(plan.others).toEqual(['PMK-2026-3']);
    expect(plan.cases).toMatchObject([{ number: 1, files: 2, refs: [{ name: `refs/heads/permohonan/${MARK}-slug` }] }]);
    expect(asked).toEqual([]);
    expect(git(remote, 'for-each-ref')).toBe(before);
    expect(
      remainsOnGithub(plan, [{ pull: 1, reviews: 2 }])
        .map(({ en }) => en)
        .join('\n'),
    ).toMatch(/of #1 and of every pull request after #1.*GitHub Support[^]*may not change: #1 \(2\)/);
  });

  test('waits for open requests that come from the old history', async () => {
    const before = git(remote, 'for-each-ref');
    await expect(eraseOnGithub(repository, io(), 1)).rejects.toMatchObject({
      text: { en: expect.stringMatching(/^These open requests come from the history .*: #2\./) },
    });
    expect(asked).toEqual(['disable 1', 'enable 1']);
    expect(git(remote, 'for-each-ref')).toBe(before);
    expect((await pullOf(office, 1)).title).toBe(`${MARK}-judul`);
    office.setNow('2026-12-09T04:00:00Z');
    await setState(office, 'contoh-bpbd', 2, 'closed');
    await office.run(2);
    for (let run = 0; run < 3; run += 1) await office.scheduledRun();
    // Only this program writes to the copy, so its branches follow by hand.
    await promisify(execFile)('git', [
      '-C',
      remote,
      'fetch',
      '--quiet',
      join(office.folder, 'repo.git'),
      '+refs/heads/register:refs/heads/register',
    ]);
  });

  test('a push that is refused leaves the old history, and puts rulesets and workflows back', async () => {
    const before = git(remote, 'for-each-ref');
    git(remote, 'config', 'receive.denyDeletes', 'true');
    await expect(eraseOnGithub(repository, io(), 1, ONE)).rejects.toBeInstanceOf(UserError);
    git(remote, 'config', '--unset', 'receive.denyDeletes');
    expect(git(remote, 'for-each-ref')).toBe(before);
    const off = asked.filter((line) => line.endsWith(': disabled'));
    expect(off).toHaveLength(Object.keys(RULESETS).length);
    expect(Object.values(enforcement).every((each) => each === 'active')).toBe(true);
    expect(asked.at(-1)).toBe('enable 1');
  });

  test('waits for a run, writes branches anew, deletes those of the case and of the site, and empties the pull request', async () => {
    runs = [1, 0, 0, 0, 0, 0];
    const { plan, refused } = await eraseOnGithub(repository, io(), 1, ONE);
    expect(plan.cases).toHaveLength(1);
    expect(refused).toEqual([]);
    expect([asked[0], asked.at(-1)]).toEqual(['disable 1', 'enable 1']);
    expect(Object.values(enforcement).every((each) => each === 'active')).toBe(true);
    const names = git(remote, 'for-each-ref', '--format=%(refname)').split('\n');
    expect(names).toEqual(
      ['main', 'permohonan/banjir', `permohonan/${LATER}-slug`, 'register']
        .map((name) => `refs/heads/${name}`)
        .concat('refs/pull/1/head', 'refs/pull/2/head', 'refs/pull/3/head'),
    );
    // What is ours has nothing of the case. The refs of pull requests still lead to it, as the list says.
    const ours = join(place, 'ours.git');
    execFileSync('git', ['clone', '--quiet', '--bare', '--no-local', remote, ours]);
    expect(wordsInObjects(ours, WORDS)).toEqual([]);
    expect(wordsInObjects(ours, privateWords(LATER))).toEqual(privateWords(LATER));
    expect((await verifyClone(ours)).findings).toEqual([]);
    expect((await pullOf(office, 3)).title).toBe(`${LATER}-judul`);
    const pull = await pullOf(office, 1);
    expect(pull).toMatchObject({ title: 'PMK-2026-1', body: '' });
    const client = await office.as('contoh-tu');
    const at = { owner: office.local.owner, repo: office.local.repo };
    const { data: comments } = await client.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...{ ...at, issue_number: 1 },
    });
    expect(comments).toEqual([]);
    const { data: reviews } = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
      ...{ ...at, pull_number: 1 },
    });
    expect(new Set(reviews.map(({ body }) => body))).toEqual(new Set(['–', '']));
  });

  test('a second time erases the case that was not named, and a third time finds nothing', async () => {
    expect((await eraseOnGithub(repository, io(), 1)).plan.cases.map(({ number }) => number)).toEqual([3]);
    expect((await pullOf(office, 3)).title).toBe('PMK-2026-3');
    expect((await eraseOnGithub(repository, io(), 1)).plan.cases).toEqual([]);
  });
});
