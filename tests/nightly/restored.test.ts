import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { restoreOnGithub } from '#entry/cli/restore-on-github.ts';
import { run } from '#entry/cli/verbs/restore.ts';
import { restoreClone } from '#embedded/office/restore-clone.ts';
import { compareRegister, notCompared } from '#engine/forge/compare-register.ts';
import { type Client, createClient } from '#engine/forge/octokit.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { readRestorable } from '#engine/register/read-restorable.ts';
import { repositoryOf } from '../fixtures/registers/write.ts';
import {
  label,
  type Office,
  openOffice,
  pullOf,
  push,
  requestFiles,
  requestPath,
  sampleRequest,
  setState,
  submit,
} from '../support/office.ts';
import { mergedElsewhere } from '../support/merged-elsewhere.ts';
import { approve, later, sendBack, straightWalk, tick, walkTo } from '../support/walk.ts';

let place: string;
let clone: string;
let lost: { readonly now: string; readonly ids: Readonly<Record<number, string>> };
const cases = { settled: 0, withdrawn: 0, running: 0, returned: 0, unsaid: 0, moved: 0, rewritten: 0 };
const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trim();

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'pulih-'));
  const office = await openOffice();
  cases.settled = await withdraw(office, 'selesai');
  cases.running = await submit(office, 'contoh-opd', 'berjalan', sampleRequest());
  await walkTo(office, cases.running, 5);
  cases.returned = await submit(office, 'contoh-bpbd', 'kembali', sampleRequest({ account: 'contoh-bpbd' }));
  await office.run(cases.returned);
  tick(office);
  await sendBack(office, cases.returned, 'contoh-tu', 'Lengkapi uraian.');
  tick(office);
  await push(office, 'contoh-bpbd', 'permohonan/kembali', requestFiles('kembali', unsent()));
  await office.run(cases.returned);
  cases.unsaid = await submit(office, 'contoh-opd', 'draf', sampleRequest(), { draft: true });
  cases.moved = await submit(office, 'contoh-opd', 'pindah', sampleRequest(NEXT_DAY));
  await walkTo(office, cases.moved, 3);
  await mergedElsewhere(office, 'contoh-bpbd', cases.moved);
  await office.run(cases.moved);
  cases.rewritten = await submit(office, 'contoh-opd', 'ditulis-ulang', sampleRequest(NEXT_DAY));
  await office.run(cases.rewritten);
  await sendBack(office, cases.rewritten, 'contoh-tu', 'Lengkapi uraian.');
  await rewrite(office, 'permohonan/ditulis-ulang');
  await office.run(cases.rewritten);
  await office.scheduledRun();
  cases.withdrawn = await withdraw(office, 'ditarik');
  clone = join(place, 'klona');
  execFileSync('git', ['clone', '--quiet', '--no-local', repositoryOf(office), clone]);
  lost = { now: office.now(), ids: { [cases.running]: (await office.state(cases.running))?.opens.case ?? '' } };
  await office.close();
});
afterAll(async () => {
  await rm(place, { recursive: true, force: true });
});

const NEXT_DAY = { start: '2026-12-06T09:00:00+07:00', end: '2026-12-06T11:00:00+07:00' };

/** Replaces all commits of a branch by one, as the form does. No branch has the earlier commits afterwards. */
async function rewrite(office: Office, branch: string): Promise<void> {
  const client = await office.as('contoh-opd');
  const at = { owner: office.local.owner, repo: office.local.repo };
  const repository = repositoryOf(office);
  const tree = git(repository, 'rev-parse', `${branch}^{tree}`);
  const commit = await client.request('POST /repos/{owner}/{repo}/git/commits', {
    ...{ ...at, message: 'again', tree, parents: [git(repository, 'rev-parse', 'main')] },
  });
  const sha = commit.data.sha;
  await client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
    ...at,
    ref: `heads/${branch}`,
    sha,
    force: true,
  });
}

/** Submits a request and withdraws it. */
async function withdraw(office: Office, slug: string): Promise<number> {
  const number = await submit(office, 'contoh-bpbd', slug, sampleRequest({ account: 'contoh-bpbd' }));
  await office.run(number);
  await setState(office, 'contoh-bpbd', number, 'closed');
  await office.run(number);
  return number;
}

/** The numbers that GitHub gives to issues. The embedded forge has no issues, so a closed pull request takes the number. */
function takenNumbers(office: Office) {
  const { local } = office;
  const issues: { number: number; title: string; state: string }[] = [];
  const reply = (status: number, body: unknown) => Response.json(body, { status });
  const answer: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const path = url.pathname.split(`/repos/${local.owner}/${local.repo}`)[1] ?? '';
    const body =
      typeof init?.body === 'string' ? (JSON.parse(init.body) as { title: string; state: string }) : undefined;
    // A second passes with each call.
    tick(office, 1);
    if (!/^\/issues(\/\d+)?$/.test(path)) return fetch(input, init).finally(() => tick(office, 1));
    if (init?.method === 'PATCH' && body) {
      const found = issues.find(({ number }) => path === `/issues/${number}`);
      return reply(200, Object.assign(found ?? {}, { state: body.state }));
    }
    const pulls = new URL('pulls', String(input).replace(/issues.*$/, ''));
    pulls.search = 'state=all&sort=created&direction=desc&per_page=1';
    const newest = (await (await fetch(pulls, { headers: init?.headers ?? {} })).json()) as { number: number }[];
    if (init?.method !== 'POST' || !body) return reply(200, newest);
    const number = (newest[0]?.number ?? 0) + 1;
    const head = git(repositoryOf(office), 'rev-parse', 'main');
    const pull = { number, title: body.title, author: 3001, branch: `nomor-${number}`, head, isOpen: false };
    await local.restore({ refs: new Map(), pulls: [pull], lastId: 0 });
    issues.push({ number, title: body.title, state: 'open' });
    return reply(201, { number });
  };
  return { issues, fetch: answer };
}

const unsent = () => {
  const request = sampleRequest({ account: 'contoh-bpbd' });
  return { ...request, krisis: { ...(request['krisis'] as object), uraian: 'Contoh rekaan: air naik.' } };
};

/** Looks at a restored office, and leads the running case to its end. */
async function goesOn(office: Office): Promise<void> {
  const before = git(repositoryOf(office), 'rev-parse', 'register');
  const outcomes = await office.scheduledRun();
  // The withdrawn case had ended, but no scheduled run had seen this on the forge yet.
  const looked = outcomes.map(({ number, runError, entries }) => ({ number, runError, entries: entries.length }));
  expect(looked).toEqual(
    [cases.running, cases.returned, cases.moved, cases.rewritten, cases.withdrawn].map((number) => ({
      number,
      runError: undefined,
      entries: 0,
    })),
  );
  expect(git(repositoryOf(office), 'diff', '--name-only', before, 'register')).toBe('index.json');
  expect((await pullOf(office, cases.running)).state).toBe('open');
  expect((await pullOf(office, cases.withdrawn)).state).toBe('closed');
  for (const act of straightWalk().filter(({ row }) => row >= 5)) {
    tick(office);
    expect(await approve(office, cases.running, act.who, act.body)).toMatchObject([{ kind: 'accepted' }]);
    if (act.row === 9) office.setNow('2026-12-05T03:00:00Z');
  }
  const state = await office.state(cases.running);
  expect(state).toMatchObject({ end: { kind: 'completed' }, opens: { case: lost.ids[cases.running] } });
  expect((await pullOf(office, cases.running)).merged).toBe(true);
}

/** Sends the version that the applicant had saved before the loss. */
async function canBeSent(office: Office): Promise<void> {
  const branch = 'permohonan/kembali';
  expect(git(repositoryOf(office), 'show', `${branch}:${requestPath('kembali')}`)).toContain('air naik');
  expect(git(repositoryOf(office), 'rev-parse', 'permohonan/draf')).toMatch(/^[0-9a-f]{40}$/);
  const sign = async () => {
    tick(office);
    for (const labels of [[], [SUBMIT_LABEL]]) await label(office, 'contoh-bpbd', cases.returned, labels);
    return (await office.run(cases.returned)).entries;
  };
  // A clone does not say who pushed it, so the applicant must look at it first (R48).
  expect(await sign()).toMatchObject([
    {
      kind: 'submission-refused',
      problems: [
        {
          ...{ file: requestPath('kembali'), code: 'foreign-push' },
          fix: { en: expect.stringContaining('after a restoration: what it submitted last') },
        },
      ],
    },
  ]);
  await push(office, 'contoh-bpbd', branch, requestFiles('kembali', unsent()));
  expect(await sign()).toMatchObject([
    { kind: 'submitted', request: { krisis: { uraian: 'Contoh rekaan: air naik.' } } },
  ]);
}

async function goesOnInSuccessor(office: Office): Promise<void> {
  await office.run(cases.moved);
  const client = await office.as('contoh-tu');
  const { data } = await client.request('GET /repos/{owner}/{repo}/pulls', {
    ...{ owner: office.local.owner, repo: office.local.repo, head: `${office.local.owner}:permohonan/pindah` },
  });
  expect(data.map(({ user }) => user?.login)).toEqual(['disposisi[bot]']);
  tick(office);
  const entries = await approve(office, data[0]?.number ?? 0, 'contoh-kepala-dinas', 'Tindak lanjuti.');
  expect(entries).toMatchObject([{ kind: 'accepted' }]);
  expect((await office.state(cases.moved))?.visit.row).toBe(4);
}

async function isFilledAgain(office: Office): Promise<void> {
  tick(office);
  await push(office, 'contoh-opd', 'permohonan/ditulis-ulang', requestFiles('ditulis-ulang', sampleRequest(NEXT_DAY)));
  tick(office);
  const sent: string[] = [];
  for (const labels of [[SUBMIT_LABEL], [], [SUBMIT_LABEL]]) {
    tick(office);
    await label(office, 'contoh-opd', cases.rewritten, labels);
    sent.push(...(await office.run(cases.rewritten)).entries.map(({ kind }) => kind));
  }
  // The first sign names the files that differ (R48).
  expect(sent).toEqual(['submission-refused', 'submitted']);
}

describe('R1: an office on GitHub is restored from a clone', () => {
  let office: Office;
  let client: Client;
  let numbers: ReturnType<typeof takenNumbers>;
  const written: string[] = [];
  beforeAll(async () => {
    const now = later(lost.now, 600);
    office = await openOffice({ now, isEmpty: true });
    await office.local.accounts.add({ login: 'contoh-pengelola', id: 3001, permission: 'process' });
    const restored = await readRestorable(clone);
    // GitHub's ids only grow.
    await office.local.restore({ refs: new Map(), pulls: [], lastId: restored.lastId });
    numbers = takenNumbers(office);
    const token = await office.local.accounts.token('contoh-pengelola');
    const { owner, repo, apiUrl: baseUrl, cloneUrl: url } = office.local;
    client = createClient({ owner, repo, token, baseUrl, fetch: numbers.fetch, retries: 0 });
    const source = { url, credentials: `contoh-pengelola:${token}` };
    const io = { env: {}, cwd: place, lang: 'en', now: () => now, out: (line: string) => written.push(line) } as const;
    const restore = () =>
      restoreOnGithub(clone, restored, { client, source }, { ...io, err: io.out, untilEnded: async () => undefined });
    await restore();
    // A second run after an interruption changes nothing.
    await restore();
  });
  afterAll(() => office.close());

  test('each number stands for its case: open ones are pull requests, the others closed issues', async () => {
    const [draft, successor] = [cases.unsaid, cases.moved + 1];
    expect(numbers.issues).toEqual([
      { number: cases.settled, title: 'PMK-2026-1', state: 'closed' },
      { number: draft, title: `Nomor ${draft} / Number ${draft}`, state: 'closed' },
      { number: successor, title: `Nomor ${successor} / Number ${successor}`, state: 'closed' },
    ]);
    expect(await pullOf(office, cases.running)).toMatchObject({ state: 'open', user: { login: 'contoh-pengelola' } });
    expect(await pullOf(office, cases.returned)).toMatchObject({ state: 'open' });
    expect(written).toEqual(['8 of 8 numbers']);
  });

  test('what ran goes on to its end on the new pull request, which its opener did not open', async () => {
    await goesOn(office);
  });

  test('what the applicant had saved but not sent is still there, and can be sent', () => canBeSent(office));

  test('a case that had moved to a successor goes on in one', () => goesOnInSuccessor(office));

  test('a case whose files the clone does not have is given to its applicant once more', () => isFilledAgain(office));

  test('the register verifies, and the comparison with the forge says what it cannot compare', async () => {
    expect((await verifyClone(repositoryOf(office))).findings).toEqual([]);
    const journals = new Map<number, readonly Entry[]>();
    for (const number of [cases.settled, cases.running, cases.returned])
      journals.set(number, await office.journal(number));
    const compared = await compareRegister(client, journals);
    expect(compared.findings).toEqual([]);
    expect(notCompared(compared)?.en).toMatch(/cases 1, 2, 3, whose pull requests were opened again/);
  });
});

describe('R1: an office on one machine is restored from a clone', () => {
  let office: Office;
  beforeAll(async () => {
    const folder = join(place, 'kantor');
    await restoreClone(clone, await readRestorable(clone), folder, () => later(lost.now, 600));
    office = await openOffice({ folder, now: later(lost.now, 600), guardsMerges: true });
  });
  afterAll(() => office.close());

  test('what ran goes on with its number, its acts and its place, and nothing is written by itself', async () => {
    await goesOn(office);
    expect((await pullOf(office, cases.running)).user.login).toBe('contoh-opd');
  });

  test('what the applicant had saved but not sent is still there, and can be sent', () => canBeSent(office));

  test('a case that had moved to a successor goes on in one', () => goesOnInSuccessor(office));

  test('a case whose files the clone does not have is given to its applicant once more', () => isFilledAgain(office));

  test('a new request gets a number that no case has, and the whole register verifies', async () => {
    const number = await submit(
      office,
      'contoh-opd',
      'baru',
      sampleRequest({ start: '2026-12-20T09:00:00+07:00', end: '2026-12-20T10:00:00+07:00' }),
    );
    expect(number).toBeGreaterThan(cases.returned);
    expect((await office.run(number)).entries).toMatchObject([{ kind: 'submitted' }]);
    expect((await verifyClone(repositoryOf(office))).findings).toEqual([]);
  });

  test('the comparison with the forge says which cases it cannot compare', async () => {
    const client = createClient({
      ...office.local,
      token: await office.local.accounts.token('contoh-opd'),
      baseUrl: office.local.apiUrl,
    });
    const journals = new Map<number, readonly Entry[]>();
    const known = Object.values(cases).filter((number) => number !== cases.unsaid);
    for (const number of known) journals.set(number, await office.journal(number));
    const compared = await compareRegister(client, journals);
    expect(compared.findings).toEqual([]);
    expect(compared.restored).toEqual(known.sort((a, b) => a - b));
  });
});

describe('R1: a restoration is refused before anything is written', () => {
  test('a clone with findings, or with a fact that a kept checkpoint contradicts', async () => {
    const forged = join(place, 'diubah');
    execFileSync('git', ['clone', '--quiet', '--bare', clone, forged]);
    git(forged, 'update-ref', 'refs/heads/register', git(clone, 'rev-parse', 'origin/register~2'));
    const kept = join(place, 'titik-periksa');
    await writeFile(kept, `${git(clone, 'show', 'origin/register:checkpoint')}\n`);
    const { code, said } = await restored([forged, '--folder', 'baru', '--checkpoint', kept]);
    expect({ code, said }).toMatchObject({ code: 1, said: expect.stringMatching(/^Verification failed/) });
    expect(await readdir(place)).not.toContain('baru');
    const who = ['-c', 'user.name=x', '-c', 'user.email=x@contoh.example'];
    const changed = git(forged, ...who, 'commit-tree', '-m', 'diubah', 'main^{tree}', '-p', 'register');
    git(forged, 'update-ref', 'refs/heads/register', changed);
    expect((await restored([forged, '--folder', 'baru'])).said).toMatch(
      /Nothing was restored\. .*Otherwise keep this clone as it is, and look for another clone or a backup without findings\.$/,
    );
  });

  test('a clone that is older than the kept checkpoint, with what is missing and what the office can do', async () => {
    const old = join(place, 'lama');
    execFileSync('git', ['clone', '--quiet', '--bare', clone, old]);
    git(old, 'update-ref', 'refs/heads/register', git(clone, 'rev-parse', 'origin/register~1'));
    const sizeAt = (commit: string): number => Number(git(clone, 'show', `${commit}:checkpoint`).split('\n')[1]);
    const [there, size] = [sizeAt('origin/register~1'), sizeAt('origin/register')];
    const kept = join(place, 'titik-periksa-baru');
    await writeFile(kept, `${git(clone, 'show', 'origin/register:checkpoint')}\n`);
    const { code, said } = await restored([old, '--folder', 'baru', '--checkpoint', kept]);
    expect(size - there).toBeGreaterThan(0);
    expect(code).toBe(1);
    expect(said).toContain(
      `(after entry ${there}) ${size - there === 1 ? 'is' : 'are'} not in it. Look for a newer clone`,
    );
    expect(said).toContain('or without --checkpoint, and tell the witnesses');
    // These words are for a person who is not of the office.
    expect(said).not.toMatch(/git fetch|show the findings to the office/);
    expect(await readdir(place)).not.toContain('baru');
  });

  test('without a token the command says so before it verifies the clone', async () => {
    const said: string[] = [];
    await expect(restored([clone, '--repo', 'kota/agenda'], said)).rejects.toThrow(/no token for kota\/agenda/);
    expect(said).toEqual([]);
  });

  test('an office with real people is not restored to one machine, where everybody may sign in as anybody', async () => {
    const restorable = await readRestorable(clone);
    const real = { ...restorable, people: new Map([...restorable.people, [4001, 'orang-lain']]) };
    await expect(restoreClone(clone, real, join(place, 'baru'), () => lost.now)).rejects.toThrow(
      /Real people act in this office, such as orang-lain/,
    );
    expect(await readdir(place)).not.toContain('baru');
  });

  test('a repository that is not new, and an account that holds a role', async () => {
    const office = await openOffice({ now: later(lost.now, 600) });
    const before = git(repositoryOf(office), 'for-each-ref');
    const tried = async (login: string) => {
      const token = await office.local.accounts.token(login);
      const { owner, repo, apiUrl: baseUrl, cloneUrl: url } = office.local;
      const client = createClient({ owner, repo, token, baseUrl, retries: 0 });
      const repository = { client, source: { url, credentials: `${login}:${token}` } };
      return restoreOnGithub(clone, await readRestorable(clone), repository, {
        ...{ env: {}, cwd: place, lang: 'en', now: office.now, out: () => undefined, err: () => undefined },
        untilEnded: async () => undefined,
      });
    };
    await expect(tried('contoh-tu')).rejects.toThrow(/contoh-tu holds a role/);
    await expect(tried('contoh-opd')).rejects.toThrow(/already has a branch main that differs/);
    expect(git(repositoryOf(office), 'for-each-ref')).toBe(before);
    await office.close();
  });
});

/** Runs `disposisi restore`, and returns its exit code with all that it printed. */
async function restored(
  args: readonly string[],
  said: string[] = [],
): Promise<{ readonly code: number; readonly said: string }> {
  const say = (line: string): void => void said.push(line);
  const io = { env: {}, cwd: place, lang: 'en', now: () => lost.now, out: say, err: say } as const;
  const code = await run(args, { ...io, untilEnded: async () => undefined });
  return { code, said: said.join('\n') };
}
