import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PushFact } from '#domain/case/state/facts.ts';
import { SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import { REWRITES_PATH } from '#domain/journal/paths.ts';
import { parseRewrites } from '#domain/journal/rewrites.ts';
import { UserError } from '#domain/user-error.ts';
import { compareRegister } from '#engine/forge/compare-register.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { readTexts } from '#engine/register/clone-history.ts';
import {
  type ErasableRepository,
  eraseOnGithub,
  readErasureOnGithub,
  remainsOnGithub,
} from '#entry/cli/erase-on-github.ts';
import { RULESETS } from '#entry/setup/names.ts';
import type { Io } from '#entry/command.ts';
import { complete, nameForErasure, privateWords, submitSecret, wordsInObjects } from '../support/erased.ts';
import { Store } from '#embedded/forge/store.ts';
import { loadCase } from '#site/src/desk/desk-case.ts';
import { openForge } from '#site/src/desk/forge.ts';
import { label, type Office, openOffice, pullOf, push, requestPath, sampleRequest, submit } from '../support/office.ts';
import { mergedElsewhere } from '../support/merged-elsewhere.ts';
import { sendBack, straightWalk, tick, walkTo } from '../support/walk.ts';
import { stringify } from 'yaml';

const MARK = 'zq7x';
const WORDS = [...privateWords(MARK), `${MARK}-catatan`];

const ONE = [{ number: 1, written: 'PMK-2026-1' }];

const DAY = (day: string) => ({ start: `2026-12-${day}T09:00:00+07:00`, end: `2026-12-${day}T11:00:00+07:00` });
const REVISED = stringify({
  ...sampleRequest(DAY('21')),
  krisis: { jenis: 'bencana_alam', lokasi: 'Kecamatan Contoh', uraian: 'Lengkap.' },
});
const BEFORE = 2;
const LATER = 3;
const OPEN = 4;
const RETURNED = 5;
const DRAFT = 6;
const BROKEN = 7;

let office: Office;
/** What main and the branches were before the erasure, as somebody with an old clone has it. */
let old: { readonly main: string; readonly heads: readonly string[]; readonly checkpoint: string };
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

/** Replaces a branch by a commit with the files of another commit and these parents. Returns the commit. */
async function replace(who: string, branch: string, files: string, ...parents: string[]): Promise<string> {
  const repository = join(office.folder, 'repo.git');
  const idOf = (name: string): string => git(repository, 'rev-parse', name);
  const client = await office.as(who);
  const at = { owner: office.local.owner, repo: office.local.repo };
  const { data } = await client.request('POST /repos/{owner}/{repo}/git/commits', {
    ...{ ...at, message: 'replaced', tree: idOf(`${files}^{tree}`), parents: parents.map(idOf) },
  });
  await move(who, branch, data.sha);
  return data.sha;
}

async function move(who: string, branch: string, sha: string): Promise<void> {
  const at = { owner: office.local.owner, repo: office.local.repo, ref: `heads/${branch}` };
  await (await office.as(who)).request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ...at, sha, force: true });
}

/** Marks a draft as ready, as its opener. */
async function ready(number: number, who: string): Promise<void> {
  const { node_id: id } = await pullOf(office, number);
  const mutation =
    'mutation ($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { id } } }';
  await (await office.as(who)).graphql(mutation, { id });
}

/** The repository for a command that an administrator gives. */
async function asAdministrator(): Promise<ErasableRepository> {
  const { owner, repo, apiUrl: baseUrl, accounts } = office.local;
  const token = await accounts.token('pengelola');
  return {
    client: createClient({ owner, repo, baseUrl, token, fetch: standIn, retries: 0 }),
    source: { url: `file://${remote}`, credentials: 'x:y' },
  };
}

/**
 * Brings the branches that the erasure pushed into the office, as they are on GitHub afterwards: the old commits can
 * still be read, and the log goes on to name them.
 */
async function followErasure(branch: string, open: readonly string[]): Promise<void> {
  const repository = join(office.folder, 'repo.git');
  await office.local.close();
  const store = new Store(join(office.folder, 'forge.sqlite'));
  for (const name of ['main', 'register']) {
    git(repository, 'fetch', '--quiet', remote, `+refs/heads/${name}:refs/heads/${name}`);
    store.run('UPDATE refs SET oid = ? WHERE name = ?', git(remote, 'rev-parse', name), `refs/heads/${name}`);
  }
  const [rewrites] = await readTexts(remote, 'register', [REWRITES_PATH]);
  const unreached = parseRewrites(rewrites).flatMap(({ commits = {} }) => Object.values(commits));
  git(repository, 'fetch', '--quiet', remote, ...unreached);
  const gone = `refs/heads/${branch}`;
  git(repository, 'update-ref', '-d', gone);
  store.run('DELETE FROM refs WHERE name = ?', gone);
  store.close();
  office = await openOffice({ folder: office.folder, now: office.now() });
  const token = await office.local.accounts.token('pengelola');
  const url = office.local.cloneUrl.replace('http://', `http://pengelola:${token}@`);
  await promisify(execFile)('git', ['-C', remote, 'push', '--quiet', '--force', url, ...open]);
}

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'github-'));
  office = await openOffice();
  const done = await submitSecret(office, 'contoh-opd', MARK, '05');
  const request = (account: string, day: string) => sampleRequest({ account, ...DAY(day) });
  // This one was opened before main received what is erased.
  await walkTo(office, await submit(office, 'contoh-bpbd', 'awal', request('contoh-bpbd', '22')), 3);
  await complete(office, done, '05', MARK);
  const later = await submit(office, 'contoh-opd', 'sudah', request('contoh-opd', '06'));
  await complete(office, later, '06', 'sudah');
  await walkTo(office, await submit(office, 'contoh-bpbd', 'banjir', request('contoh-bpbd', '23')), 4);
  const returned = await submit(office, 'contoh-opd', 'kembali', request('contoh-opd', '21'));
  await walkTo(office, returned, 2);
  tick(office);
  await sendBack(office, returned, 'contoh-tu', 'Lengkapi uraian.');
  tick(office);
  await push(office, 'contoh-opd', 'permohonan/kembali', { 'requests/2026/kembali/request.yaml': REVISED });
  tick(office);
  // Somebody replaces the branch, so that no ref leads to the applicant's commit.
  await replace('contoh-operator', 'permohonan/kembali', `permohonan/kembali~`, 'refs/heads/main');
  await submit(office, 'contoh-bpbd', 'konsep', request('contoh-bpbd', '24'), { draft: true });
  await walkTo(office, await submit(office, 'contoh-opd', 'rusak', request('contoh-opd', '25')), 3);
  tick(office);
  await push(office, 'contoh-opd', 'permohonan/rusak', { 'requests/2026/rusak/request.yaml': 'rusak: [' });
  await office.run(BROKEN);
  tick(office);
  await replace('contoh-operator', 'permohonan/rusak', 'permohonan/rusak~', 'refs/heads/main');
  office.setNow('2026-12-09T03:00:00Z');
  await nameForErasure(office, [{ number: done }, { number: later }]);
  await office.scheduledRun();
  await office.local.accounts.add({ login: 'pengelola', permission: 'admin' });
  // GitHub lets an administrator push by force once the rulesets are out of force. The embedded forge lets nobody.
  remote = join(place, 'github.git');
  execFileSync('git', ['clone', '--quiet', '--mirror', join(office.folder, 'repo.git'), remote]);
  git(remote, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  git(remote, 'update-ref', 'refs/heads/site', 'main');
  const heads = [OPEN, RETURNED, DRAFT].map((number) => git(remote, 'rev-parse', `refs/pull/${number}/head`));
  const [main, checkpoint] = [git(remote, 'rev-parse', 'main'), git(remote, 'show', 'register:checkpoint')];
  old = { main, heads, checkpoint: `${checkpoint}\n` };
  repository = await asAdministrator();
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
    const open = [...ONE, { number: BEFORE, written: '2' }];
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
    expect((await readErasureOnGithub(repository)).cases.map(({ number }) => number)).toEqual([1, LATER]);
    const plan = await readErasureOnGithub(repository, ONE);
    expect(plan.others).toEqual(['PMK-2026-3']);
    expect(plan.cases).toMatchObject([{ number: 1, files: 2, refs: [{ name: `refs/heads/permohonan/${MARK}-slug` }] }]);
    expect(asked).toEqual([]);
    expect(git(remote, 'for-each-ref')).toBe(before);
    expect(
      remainsOnGithub({ plan, refused: [{ pull: 1, reviews: 2 }], held: [] })
        .map(({ en }) => en)
        .join('\n'),
    ).toMatch(/of #1 and of every pull request after #1.*GitHub Support[^]*may not change: #1 \(2\)/);
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
    // A request from before has a copy of the letter now. Nobody but GitHub can change the ref of a pull request.
    const letter = `requests/2026/${MARK}-slug/surat-permohonan.pdf`;
    const copy = git(remote, 'rev-parse', `main:${letter}`);
    const tree = execFileSync('git', ['-C', remote, 'mktree'], {
      input: `100644 blob ${copy}\tx.pdf\n`,
      encoding: 'utf8',
    });
    const who = ['-c', 'user.name=Contoh', '-c', 'user.email=contoh@example.org'];
    git(remote, 'update-ref', `refs/pull/99/head`, git(remote, ...who, 'commit-tree', '-m', 'x', tree.trim()));
    const { plan, refused, held } = await eraseOnGithub(repository, io(), 1, ONE);
    expect(plan.cases).toHaveLength(1);
    // Number 2 begins at the main of before.
    expect(held).toEqual([1, 3, 4, 5, 6, 7, 99].map((number) => `refs/pull/${number}/head`));
    expect((await readErasureOnGithub(repository)).returned).toEqual(held);
    const [first] = remainsOnGithub({ plan, refused, held });
    expect(first?.en).toContain('refs/pull/7/head, refs/pull/99/head, GitHub’s cached pages');
    git(remote, 'update-ref', '-d', 'refs/pull/99/head');
    expect(refused).toEqual([]);
    expect([asked[0], asked.at(-1)]).toEqual(['disable 1', 'enable 1']);
    expect(Object.values(enforcement).every((each) => each === 'active')).toBe(true);
    const names = git(remote, 'for-each-ref', '--format=%(refname)').split('\n');
    expect(names).toEqual(
      [
        'main',
        'permohonan/awal',
        'permohonan/banjir',
        'permohonan/kembali',
        'permohonan/konsep',
        'permohonan/rusak',
        'permohonan/sudah',
        'register',
      ]
        .map((name) => `refs/heads/${name}`)
        .concat([1, 2, 3, 4, 5, 6, 7].map((number) => `refs/pull/${number}/head`)),
    );
    // What is ours has nothing of the case. The refs of pull requests still lead to it, as the list says.
    const ours = join(place, 'ours.git');
    execFileSync('git', ['clone', '--quiet', '--bare', '--no-local', remote, ours]);
    expect(wordsInObjects(ours, WORDS)).toEqual([]);
    expect((await verifyClone(ours)).findings).toEqual([]);
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

  test('a second time refuses the erased case, and the case that was not named is left', async () => {
    await expect(eraseOnGithub(repository, io(), 1, ONE)).rejects.toBeInstanceOf(UserError);
    expect((await readErasureOnGithub(repository)).cases.map(({ number }) => number)).toEqual([LATER]);
    expect((await pullOf(office, LATER)).title).not.toBe('PMK-2026-3');
  });
});

describe('R34, R48, R50: requests that were open during an erasure on GitHub', () => {
  const main = (...args: string[]): string => git(join(office.folder, 'repo.git'), ...args);
  /** Checks that neither main nor register nor these branches lead to the old history. */
  const expectNothingBack = (...branches: string[]): void => {
    const clean = join(place, `clean-${office.now().replace(/\W/g, '')}.git`);
    execFileSync('git', ['init', '--quiet', '--bare', clean]);
    const refs = ['main', 'register', ...branches].map((name) => `refs/heads/${name}:refs/heads/${name}`);
    git(clean, 'fetch', '--quiet', join(office.folder, 'repo.git'), ...refs);
    expect(wordsInObjects(clean, [...WORDS, 'rahasia-penulis'])).toEqual([]);
    for (const oid of [old.main, ...old.heads]) expect(() => git(clean, 'cat-file', '-e', oid)).toThrow();
  };
  /** Takes a case to its end. */
  const finish = async (number: number, day: string, from: number): Promise<void> => {
    const { start, end } = DAY(day);
    const acts = straightWalk(start, end)
      .filter(({ row }) => row >= from)
      .map((act) => ({ ...act, body: act.body.replaceAll('2026-12-05', `2026-12-${day}`) }));
    await walkTo(office, number, 10, acts);
    office.setNow(`2026-12-${day}T03:00:00Z`);
    await walkTo(office, number, 11, acts.slice(-1));
    expect((await office.state(number))?.end?.kind).toBe('completed');
    expect((await pullOf(office, number)).merged).toBe(true);
  };
  const files = (slug: string): string[] =>
    main('ls-tree', '-r', '--name-only', 'main', `requests/2026/${slug}`).split('\n');

  test('the push of the erasure is no push of somebody else: nothing is mentioned, set back or superseded', async () => {
    await followErasure(`permohonan/${MARK}-slug`, ['refs/heads/permohonan/*']);
    const before = main('for-each-ref', 'refs/heads/main', 'refs/heads/permohonan');
    for (const number of [BEFORE, OPEN, RETURNED, DRAFT, BROKEN])
      expect(await office.run(number)).toMatchObject({ entries: [], runError: undefined });
    await office.scheduledRun();
    expect(main('for-each-ref', 'refs/heads/main', 'refs/heads/permohonan')).toBe(before);
    expectNothingBack('permohonan/awal', 'permohonan/banjir', 'permohonan/kembali', 'permohonan/konsep');
  });

  test('the desk finds the present commit of an open case', async () => {
    const { owner, repo, apiUrl: api, accounts } = office.local;
    const graphql = api.replace(/v3$/, 'graphql');
    const forge = openForge({ kind: 'embedded', owner, repo, api, graphql }, await accounts.token('contoh-tu'));
    const { current, pull } = await loadCase(forge, OPEN);
    expect(current?.state.head.oid).toBe(pull.headRefOid);
  });

  test('a draft is submitted with its commit from before', async () => {
    tick(office);
    await ready(DRAFT, 'contoh-bpbd');
    expect((await office.run(DRAFT)).entries).toMatchObject([{ kind: 'submitted' }]);
  });

  test('a revision is submitted with its commit from before, which no ref had, and main receives it', async () => {
    const sign = async () => {
      tick(office);
      await label(office, 'contoh-opd', RETURNED, []);
      await label(office, 'contoh-opd', RETURNED, [SUBMIT_LABEL]);
      return (await office.run(RETURNED)).entries;
    };
    // The refusal is for the push of somebody else (R48). It names files of this request alone.
    const [refused] = await sign();
    expect(refused?.kind).toBe('submission-refused');
    expect(refused?.problems).toMatchObject([
      { code: 'foreign-push', file: 'requests/2026/kembali/request.yaml', received: '@contoh-operator' },
    ]);
    expect(await sign()).toMatchObject([{ kind: 'submitted' }]);
    await finish(RETURNED, '21', 2);
    expect(files('kembali')).toHaveLength(2);
    expect(main('show', 'main:requests/2026/kembali/request.yaml')).toContain('Lengkap.');
    expectNothingBack('permohonan/kembali');
  });

  /** Signs the invalid request. Checks that the refusal names its own fault and files. Returns the applicant's push. */
  const signBroken = async (): Promise<PushFact | undefined> => {
    tick(office);
    await label(office, 'contoh-opd', BROKEN, []);
    await label(office, 'contoh-opd', BROKEN, [SUBMIT_LABEL]);
    const { entries, runError } = await office.run(BROKEN);
    expect(runError).toBeUndefined();
    expect(entries.map(({ kind }) => kind)).toEqual(['submission-refused']);
    expect(entries[0]?.problems?.map(({ code }) => code)).toContain('yaml-syntax');
    expect(new Set(entries[0]?.problems?.map(({ file }) => file))).toEqual(new Set([requestPath('rusak')]));
    const { facts } = await office.forge.readCase(BROKEN);
    return facts.findLast((fact) => fact.kind === 'push' && fact.actor.login === 'contoh-opd') as PushFact | undefined;
  };

  test('a request that was invalid is refused for its own fault', async () => {
    await signBroken();
    expectNothingBack('permohonan/rusak');
  });

  test('a successor begins with the new commit', async () => {
    const head = main('rev-parse', 'permohonan/konsep');
    tick(office);
    await mergedElsewhere(office, 'contoh-operator', DRAFT);
    expect((await office.run(DRAFT)).runError).toBeUndefined();
    expect(await pullOf(office, BROKEN + 1)).toMatchObject({ state: 'open', head: { sha: head } });
  });

  test('a request from before the first change lands with its own commit', async () => {
    const head = main('rev-parse', 'permohonan/awal');
    await finish(BEFORE, '22', 3);
    expect(main('rev-parse', 'main^2')).toBe(head);
    expect(files('awal')).toHaveLength(2);
    expectNothingBack('permohonan/awal');
  });

  test('a push of the old commit itself is undone, and supersedes nothing', async () => {
    const head = main('rev-parse', 'permohonan/banjir');
    for (const who of ['contoh-operator', 'contoh-bpbd']) {
      tick(office);
      await move(who, 'permohonan/banjir', old.heads[0] ?? '');
      expect((await office.run(OPEN)).entries.filter(({ kind }) => kind !== 'review-edited')).toEqual([]);
      expect(main('rev-parse', 'permohonan/banjir')).toBe(head);
    }
  });

  test('a writer brings neither the old history nor a file into main, below a commit of the applicant', async () => {
    const branch = 'permohonan/banjir';
    tick(office);
    await push(office, 'contoh-operator', branch, { 'requests/2026/banjir/lain.txt': 'rahasia-penulis' });
    await push(office, 'contoh-operator', branch, { 'requests/2026/banjir/lain.txt': null });
    await replace('contoh-operator', branch, branch, branch, old.main);
    tick(office);
    const mine = await replace('contoh-bpbd', branch, branch, branch);
    expect((await office.run(OPEN)).entries.map(({ kind }) => kind)).toEqual(['review-edited']);
    expect(main('rev-parse', branch)).toBe(mine);
    expect(main('merge-base', '--is-ancestor', old.main, branch)).toBe('');
    await finish(OPEN, '23', 4);
    expect(files('banjir')).toHaveLength(2);
    expectNothingBack(branch);
  });

  test('the register verifies, with the checkpoint from before and against the forge', async () => {
    const repository = join(office.folder, 'repo.git');
    const kept = [{ file: 'checkpoint', note: old.checkpoint }];
    const verified = await verifyClone(repository, { kept });
    expect(verified.findings).toEqual([]);
    expect(verified.held?.size).toBeGreaterThan(0);
    const { owner, repo, apiUrl: baseUrl } = office.local;
    const client = createClient({ owner, repo, baseUrl, token: await office.local.accounts.token('contoh-tu') });
    const numbers = [BEFORE, OPEN, RETURNED, DRAFT, BROKEN];
    const journals = new Map(await Promise.all(numbers.map(async (n) => [n, await office.journal(n)] as const)));
    const [rewrites] = await readTexts(repository, 'register', [REWRITES_PATH]);
    expect((await compareRegister(client, journals, parseRewrites(rewrites))).findings).toEqual([]);
  });

  test('after a second erasure, a commit is known by both of its earlier ids', async () => {
    const own = await signBroken();
    expect(own).toBeDefined();
    await office.scheduledRun();
    const mirror = ['+refs/heads/*:refs/heads/*', '+refs/pull/*:refs/pull/*'];
    git(remote, 'fetch', '--quiet', '--prune', join(office.folder, 'repo.git'), ...mirror);
    const before = main('rev-parse', 'permohonan/rusak');
    const { plan } = await eraseOnGithub(await asAdministrator(), io(), 1);
    expect(plan.cases).toMatchObject([{ number: LATER }]);
    await followErasure('permohonan/sudah', ['refs/heads/permohonan/konsep', 'refs/heads/permohonan/rusak']);
    expect(main('rev-parse', 'permohonan/rusak')).not.toBe(before);
    expect((await signBroken())?.head).not.toBe(own?.head);
    expect((await verifyClone(join(office.folder, 'repo.git'))).findings).toEqual([]);
  });
});
