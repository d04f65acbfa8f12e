import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journalPath, REWRITES_PATH } from '#domain/journal/paths.ts';
import { parseRewrites } from '#domain/journal/rewrites.ts';
import { eraseInOffice, readErasure } from '#embedded/office/erase.ts';
import { restoreClone } from '#embedded/office/restore-clone.ts';
import { writeOfficeFile } from '#embedded/office/office-file.ts';
import { StoreFault } from '#embedded/forge/store-fault.ts';
import { compareRegister } from '#engine/forge/compare-register.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { loadCase } from '#site/src/desk/desk-case.ts';
import { openForge } from '#site/src/desk/forge.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { erasedObjects } from '#engine/register/erased-objects.ts';
import { readRestorable } from '#engine/register/read-restorable.ts';
import {
  complete,
  nameForErasure,
  privateWords,
  publicWords,
  submitSecret,
  wordsInFolder,
  wordsInObjects,
} from '../support/erased.ts';
import { type Office, openOffice, pullOf, push, review, sampleRequest, setState, submit } from '../support/office.ts';
import { approve, straightWalk, tick, walkTo } from '../support/walk.ts';

const [DONE, DRAWN, WHOLE] = ['zq7x', 'zq8y', 'zq9w'] as const;
/** What must be gone from every file of the office: the requests, their names, and what people wrote about them. */
const WORDS = [
  ...[DONE, DRAWN, WHOLE].flatMap((mark) => [...privateWords(mark), `${mark}-judul`, `${mark}-pengantar`]),
  ...[`${DONE}-catatan`, `${WHOLE}-catatan`, `${DONE}-komentar`],
  ...publicWords(WHOLE),
];
const DAY = (day: string) => ({ start: `2026-12-${day}T09:00:00+07:00`, end: `2026-12-${day}T11:00:00+07:00` });

let office: Office;
let folder: string;
let repository: string;
let place: string;
let number: { done: number; drawn: number; whole: number; open: number; moved: number; kept: number };
/** A commit that no ref has, but that the log of a kept branch names. */
let lost: string;
/** The id of an erased letter, and its content. */
let copy: string;
let copied: Buffer;
let before: { head: string; main: string; checkpoint: string; journals: string[] };

const git = (at: string, ...args: string[]): string =>
  execFileSync('git', ['-C', at, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/** Runs git while this program serves. */
const gitMeanwhile = (at: string, ...args: string[]) => promisify(execFile)('git', ['-C', at, ...args]);

/** Verifies a bare clone as if somebody had changed main by one commit. Main is put back afterwards. */
async function foundAfter(clone: string, files: Readonly<Record<string, string | null>>): Promise<unknown[]> {
  const main = git(clone, 'rev-parse', 'main');
  const blob = (text: string) =>
    execFileSync('git', ['-C', clone, 'hash-object', '-w', '--stdin'], { input: text, encoding: 'utf8' }).trim();
  const index = { ...process.env, GIT_INDEX_FILE: join(clone, 'changed-index') };
  const inIndex = (...args: string[]) =>
    execFileSync('git', ['-C', clone, ...args], { env: index, encoding: 'utf8' }).trim();
  inIndex('read-tree', main);
  for (const [path, text] of Object.entries(files)) {
    if (text === null) inIndex('rm', '--quiet', '--cached', path);
    else inIndex('update-index', '--add', '--cacheinfo', `100644,${blob(text)},${path}`);
  }
  const who = ['-c', 'user.name=Contoh', '-c', 'user.email=contoh@example.org'];
  const changed = git(clone, ...who, 'commit-tree', '-m', 'Perubahan', '-p', main, inIndex('write-tree'));
  git(clone, 'update-ref', 'refs/heads/main', changed);
  const { findings } = await verifyClone(clone);
  git(clone, 'update-ref', 'refs/heads/main', main);
  return findings.map(({ code, file, path }) => [code, file, path]);
}

/** Writes a comment as a person. */
async function say(who: string, on: number, body: string): Promise<void> {
  const client = await office.as(who);
  const at = { owner: office.local.owner, repo: office.local.repo, issue_number: on };
  await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { ...at, body });
}

/** Replaces all commits of a branch by one with the same files, as the form does. */
async function replaceBranch(who: string, branch: string): Promise<void> {
  const client = await office.as(who);
  const at = { owner: office.local.owner, repo: office.local.repo };
  const [tree, main] = [git(repository, 'rev-parse', `${branch}^{tree}`), git(repository, 'rev-parse', 'main')];
  const { data } = await client.request('POST /repos/{owner}/{repo}/git/commits', {
    ...{ ...at, message: 'again', tree, parents: [main] },
  });
  await client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
    ...{ ...at, ref: `heads/${branch}`, sha: data.sha, force: true },
  });
}

/** Commits files to a branch by their ids. */
async function bringCopy(who: string, branch: string, files: Readonly<Record<string, string>>): Promise<void> {
  const client = await office.as(who);
  const at = { owner: office.local.owner, repo: office.local.repo };
  const head = git(repository, 'rev-parse', branch);
  const entries = Object.entries(files).map(([path, sha]) => ({ path, sha, mode: '100644', type: 'blob' }) as const);
  const { data: tree } = await client.request('POST /repos/{owner}/{repo}/git/trees', {
    ...{ ...at, base_tree: head, tree: entries },
  });
  const { data: commit } = await client.request('POST /repos/{owner}/{repo}/git/commits', {
    ...{ ...at, message: 'copy', tree: tree.sha, parents: [head] },
  });
  await client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
    ...{ ...at, ref: `heads/${branch}`, sha: commit.sha },
  });
}

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'hapus-'));
  office = await openOffice();
  folder = office.folder;
  repository = join(folder, 'repo.git');
  const done = await submitSecret(office, 'contoh-opd', DONE, '05');
  await complete(office, done, '05', DONE);
  await say('contoh-opd', done, `${DONE}-komentar`);
  const open = await submit(office, 'contoh-bpbd', 'banjir', sampleRequest({ account: 'contoh-bpbd', ...DAY('20') }));
  await walkTo(office, open, 5);
  // The opener of this one replaced the branch, so that no ref leads to what the first submission was.
  const moved = await submit(office, 'contoh-opd', 'ulang', sampleRequest(DAY('21')));
  await office.run(moved);
  tick(office);
  await review(office, 'contoh-tu', moved, 'REQUEST_CHANGES', 'Lengkapi uraian.');
  await office.run(moved);
  const replaced = git(repository, 'rev-parse', 'permohonan/ulang');
  tick(office);
  await replaceBranch('contoh-opd', 'permohonan/ulang');
  await office.run(moved);
  const drawn = await submitSecret(office, 'contoh-opd', DRAWN, '22');
  await office.run(drawn);
  tick(office);
  await review(office, 'contoh-tu', drawn, 'REQUEST_CHANGES', `${DRAWN}-kembali`);
  await office.run(drawn);
  tick(office);
  await setState(office, 'contoh-opd', drawn, 'closed');
  await office.run(drawn);
  const whole = await submitSecret(office, 'contoh-opd', WHOLE, '07');
  await complete(office, whole, '07', WHOLE);
  const kept = await submit(office, 'contoh-opd', 'tetap', sampleRequest(DAY('08')));
  await complete(office, kept, '08', 'tetap');
  // A draft has a copy of an erased letter under another name, in its history and in the place of another file.
  const draft = await submit(office, 'contoh-bpbd', 'konsep', sampleRequest({ account: 'contoh-bpbd', ...DAY('24') }), {
    draft: true,
  });
  copy = git(repository, 'rev-parse', `main:requests/2026/${DONE}-slug/surat-permohonan.pdf`);
  copied = execFileSync('git', ['-C', repository, 'cat-file', 'blob', copy]);
  const inDraft = 'requests/2026/konsep';
  await bringCopy('contoh-bpbd', 'permohonan/konsep', { [`${inDraft}/surat-permohonan.pdf`]: copy });
  await bringCopy('contoh-bpbd', 'permohonan/konsep', { [`${inDraft}/lain.pdf`]: copy });
  expect((await pullOf(office, draft)).state).toBe('open');
  number = { done, drawn, whole, open, moved, kept };
  lost = replaced;
  office.setNow('2026-12-09T03:00:00Z');
  await nameForErasure(office, [
    { number: done },
    { number: drawn, what: ['letters'] },
    { number: whole, public: true },
  ]);
  await office.scheduledRun();
  // What an office has besides: a site and its database, which show what was public until now.
  await mkdir(join(folder, 'site'));
  writeFileSync(join(folder, 'site', 'index.html'), publicWords(WHOLE).join());
  writeFileSync(join(folder, 'site.sqlite'), publicWords(WHOLE).join());
  git(place, 'clone', '--quiet', '--mirror', repository, 'before.git');
  before = {
    head: git(repository, 'rev-parse', 'register'),
    main: git(repository, 'rev-parse', 'main'),
    checkpoint: git(repository, 'show', 'register:checkpoint'),
    journals: [open, moved, kept].map((each) => git(repository, 'show', `register:${journalPath(each)}`)),
  };
}, 240_000);
afterAll(async () => {
  await office.close();
  await rm(place, { recursive: true, force: true });
});

describe('R50: disposisi erase in an office on one machine', () => {
  /** Writes the file by which commands find an office that runs. */
  const noteRunning = async (): Promise<void> => {
    const { url, apiUrl, cloneUrl, owner, repo, accounts } = office.local;
    const tokens = { 'disposisi[bot]': await accounts.token('disposisi[bot]') };
    writeOfficeFile(folder, {
      url,
      apiUrl,
      cloneUrl,
      owner,
      repo,
      pid: process.pid,
      process: 'disposisi[bot]',
      tokens,
    });
  };

  test('an office that runs shows what goes; --apply waits for its end', async () => {
    await noteRunning();
    const { plan, rows } = await readErasure(folder);
    expect(plan.cases.map((one) => one.number)).toEqual([number.done, number.drawn, number.whole]);
    expect(rows).toBeGreaterThan(20);
    await expect(eraseInOffice(folder, { at: office.now() })).rejects.toMatchObject({ kind: 'in-use' });
    await expect(eraseInOffice(folder, { at: office.now() })).rejects.toBeInstanceOf(StoreFault);
  });

  test('every word is in the folder before, and none afterwards, in no file and no object', async () => {
    await office.local.close();
    const found = new Set([
      ...wordsInObjects(repository, WORDS),
      ...wordsInFolder(folder, WORDS).map((word) => word.split(' ')[0]),
    ]);
    expect([...found].sort()).toEqual([...WORDS].sort());
    const steps: string[] = [];
    const { plan } = await eraseInOffice(folder, { at: office.now(), progress: (step) => steps.push(step) });
    expect(steps).toEqual(['verify', 'rewrite', 'verify-new', 'exchange']);
    expect(plan.cases).toHaveLength(3);
    // The reason of a return is public, so it stays in the journal. It is gone from the review.
    expect(wordsInFolder(folder, [...WORDS, `${DRAWN}-kembali`])).toEqual([]);
    expect(wordsInObjects(repository, WORDS)).toEqual([]);
    expect(wordsInObjects(repository, publicWords(DONE))).toEqual(publicWords(DONE));
  });

  test('security 74, R50: a draft that had a copy of an erased letter keeps its other files, and loses the copy', async () => {
    const files = git(repository, 'ls-tree', '-r', '--name-only', 'permohonan/konsep', 'requests/2026/konsep');
    expect(files).toBe('requests/2026/konsep/request.yaml');
    expect(git(repository, 'rev-list', '--count', 'main..permohonan/konsep')).toBe('3');
  });

  test('the office opens again; its register, receipts and witnesses hold', async () => {
    office = await openOffice({ folder, now: office.now(), refused: erasedObjects });
    await noteRunning();
    for (let run = 0; run < 3; run += 1) await office.scheduledRun();
    expect((await readErasure(folder)).plan.cases).toEqual([]);
    const kept = [{ file: 'checkpoint', note: `${before.checkpoint}\n` }];
    const verified = await verifyClone(repository, { kept, published: before.head });
    expect(verified.findings).toEqual([]);
    expect(verified.held?.size).toBeGreaterThan(0);
    const journals = [number.open, number.moved, number.kept].map((each) =>
      git(repository, 'show', `register:${journalPath(each)}`),
    );
    expect(journals).toEqual(before.journals);
    const { owner, repo, apiUrl: baseUrl } = office.local;
    const client = createClient({ owner, repo, baseUrl, token: await office.local.accounts.token('contoh-tu') });
    const entries = new Map(
      await Promise.all(
        [number.open, number.moved, number.kept].map(async (each) => [each, await office.journal(each)] as const),
      ),
    );
    const rewrites = parseRewrites(git(repository, 'show', `register:${REWRITES_PATH}`));
    expect((await compareRegister(client, entries, rewrites)).findings).toEqual([]);
  });

  test('R29, R34: the files of a completed case are compared with those on main, since the commit that its journal names is gone', async () => {
    const earlier = await verifyClone(join(place, 'before.git'));
    expect([earlier.findings, earlier.files]).toEqual([[], { compared: 6, unreachable: 0 }]);
    const clone = join(place, 'compared.git');
    await gitMeanwhile(place, 'clone', '--quiet', '--mirror', repository, clone);
    const now = await verifyClone(clone);
    // The two open cases are not on main. The files of the three erased cases are explained by their entries.
    expect([now.findings, now.files]).toEqual([[], { compared: 1, unreachable: 2 }]);
    const folderOnMain = 'requests/2026/tetap';
    const [request, letter] = [`${folderOnMain}/request.yaml`, `${folderOnMain}/surat-permohonan.pdf`];
    const reports = (path: string) => [['main-differs', journalPath(number.kept), `main:${path}`]];
    const text = git(clone, 'show', `main:${request}`);
    expect(await foundAfter(clone, { [request]: text.replace('peserta: 12', 'peserta: 13') })).toEqual(
      reports(request),
    );
    // The same content in another layout is another file.
    expect(await foundAfter(clone, { [request]: `# Catatan\n${text}\n` })).toEqual(reports(request));
    expect(await foundAfter(clone, { [letter]: null })).toEqual(reports(letter));
    expect(await foundAfter(clone, { [`${folderOnMain}/lain.txt`]: 'lain' })).toEqual(
      reports(`${folderOnMain}/lain.txt`),
    );
    expect(await foundAfter(clone, { 'catatan.txt': 'lain' })).toEqual([]);
    // To a clone from before, whose commits are still there, main says nothing more than before.
    expect(await foundAfter(join(place, 'before.git'), { [letter]: null })).toEqual([]);
  });

  test('the pull request of an erased case has the id of its case as title, and nothing else', async () => {
    const pull = await pullOf(office, number.done);
    expect(pull).toMatchObject({ title: `PMK-2026-${number.done}`, body: null, merged: true });
    const client = await office.as('contoh-tu');
    const at = { owner: office.local.owner, repo: office.local.repo };
    for (const each of [number.done, number.drawn, number.whole]) {
      const reviews = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
        ...{ ...at, pull_number: each },
      });
      expect(reviews.data.every(({ body }) => body === '')).toBe(true);
      await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', { ...at, pull_number: each });
      // A look at the case changes nothing, and finds nothing to do.
      expect(await office.run(each)).toMatchObject({ entries: [], runError: undefined });
    }
  });

  test('the desk shows the attachments of an open case', async () => {
    const { owner, repo, apiUrl: api, accounts } = office.local;
    const graphql = api.replace(/v3$/, 'graphql');
    const forge = openForge({ kind: 'embedded', owner, repo, api, graphql }, await accounts.token('contoh-tu'));
    const { current } = await loadCase(forge, number.open);
    const {
      attachments: [letter],
      head,
    } = current?.state ?? { attachments: [], head: { oid: '' } };
    expect(await forge.bytes(letter?.path ?? '', head.oid)).toHaveLength(letter?.size ?? 0);
  });

  test('an office that is restored from its clone afterwards goes on with the commits that count', async () => {
    git(place, 'clone', '--quiet', '--mirror', repository, 'lost.git');
    const [clone, other] = [join(place, 'lost.git'), join(place, 'restored')];
    const restorable = await readRestorable(clone);
    expect(restorable.lost).toEqual([]);
    await restoreClone(clone, restorable, other, office.now);
    const restored = await openOffice({ folder: other, now: office.now() });
    try {
      tick(restored);
      const [act] = straightWalk().filter(({ row }) => row === 5);
      const [accepted] = await approve(restored, number.open, act?.who ?? '', act?.body);
      expect(accepted).toMatchObject({
        kind: 'accepted',
        head: { push: (await office.state(number.open))?.head.push },
      });
    } finally {
      await restored.close();
    }
  });

  test('other cases go on: they are acted on over HTTP, and main receives them', async () => {
    const acts = straightWalk(DAY('20').start, DAY('20').end);
    const day = acts.map((act) => ({ ...act, body: act.body.replaceAll('2026-12-05', '2026-12-20') }));
    await walkTo(
      office,
      number.open,
      10,
      day.filter(({ row }) => row >= 5),
    );
    office.setNow('2026-12-20T03:00:00Z');
    await walkTo(office, number.open, 11, day.slice(-1));
    expect((await office.state(number.open))?.end?.kind).toBe('completed');
    expect((await pullOf(office, number.open)).merged).toBe(true);
    await push(office, 'contoh-opd', 'permohonan/ulang', { 'requests/2026/ulang/request.yaml': 'rusak: [' });
    expect((await office.run(number.moved)).runError).toBeUndefined();
    expect((await verifyClone(repository)).findings).toEqual([]);
    expect(wordsInObjects(repository, WORDS)).toEqual([]);
    expect(git(repository, 'ls-tree', '-r', '--name-only', 'main', 'requests').split('\n')).toHaveLength(4);
  });

  test('commits that no ref has, but the log of a kept branch names, are still there under their new ids', async () => {
    const client = await office.as('contoh-tu');
    const { data } = await client.request('GET /repos/{owner}/{repo}/activity', {
      ...{ owner: office.local.owner, repo: office.local.repo, ref: 'refs/heads/permohonan/ulang' },
    });
    const named = [...new Set(data.flatMap((each) => [each.before, each.after]))].filter((oid) => !/^0+$/.test(oid));
    expect(named).not.toContain(lost);
    expect(named.length).toBeGreaterThan(1);
    for (const oid of named) expect(git(repository, 'cat-file', '-t', oid)).toBe('commit');
    expect(() => git(repository, 'cat-file', '-e', lost)).toThrow();
  });

  test('security 74, R50: no push from a clone from before, and no upload, brings anything back', async () => {
    const token = await office.local.accounts.token('contoh-opd');
    const url = office.local.cloneUrl.replace('http://', `http://contoh-opd:${token}@`);
    const old = join(place, 'before.git');
    const before = git(repository, 'for-each-ref');
    for (const ref of ['main', 'register'])
      await expect(gitMeanwhile(old, 'push', '--force', url, `${ref}:${ref}`)).rejects.toThrow(/declined|rejected/);
    // A commit on the present main with a copy of an erased file alone.
    const blob = git(old, 'rev-parse', `main:requests/2026/${DONE}-slug/request.yaml`);
    await gitMeanwhile(old, 'fetch', '--quiet', url, '+main:refs/heads/now');
    const now = git(old, 'rev-parse', 'now');
    const tree = execFileSync('git', ['-C', old, 'mktree'], {
      input: `100644 blob ${blob}\tx.txt\n`,
      encoding: 'utf8',
    });
    const who = ['-c', 'user.name=Contoh', '-c', 'user.email=contoh@example.org'];
    git(old, 'update-ref', 'refs/heads/berkas', git(old, ...who, 'commit-tree', '-m', 'x', '-p', now, tree.trim()));
    for (const refs of [
      ...['main:lama', 'main~1:refs/tags/lama', 'register:lama', 'permohonan/banjir:lama', 'berkas:lama'],
      ...[
        `permohonan/${DONE}-slug:lama`,
        `permohonan/${DRAWN}-slug:lama`,
        `permohonan/${DRAWN}-slug~1:refs/heads/lama`,
      ],
      ...[`refs/pull/${number.open}/head:permohonan/banjir`, 'now:refs/heads/baru permohonan/konsep:lama'],
      'register:register main:lama',
    ])
      await expect(gitMeanwhile(old, 'push', '--force', url, ...refs.split(' ')), refs).rejects.toThrow(
        /membawa kembali isi yang sudah dihapus[^]*brings back erased content|protected|Protected/,
      );
    const client = await office.as('contoh-opd');
    const at = { owner: office.local.owner, repo: office.local.repo };
    const content = copied.toString('base64');
    for (const call of [
      client.request('POST /repos/{owner}/{repo}/git/blobs', { ...at, content, encoding: 'base64' }),
      client.request('PUT /repos/{owner}/{repo}/contents/{path}', {
        ...{ ...at, path: 'requests/2026/ulang/x.pdf', branch: 'permohonan/ulang', message: 'x', content },
      }),
      client.request('POST /repos/{owner}/{repo}/git/trees', {
        ...{ ...at, tree: [{ path: 'x.pdf', mode: '100644', content: copied.toString('utf8') }] },
      }),
    ])
      await expect(call).rejects.toThrow(/membawa kembali isi yang sudah dihapus[^]*brings back erased content/);
    const mutation = `mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }`;
    const input = {
      branch: { repositoryNameWithOwner: `${at.owner}/${at.repo}`, branchName: 'permohonan/ulang' },
      message: { headline: 'x' },
      expectedHeadOid: git(repository, 'rev-parse', 'permohonan/ulang'),
      fileChanges: { additions: [{ path: 'requests/2026/ulang/x.pdf', contents: content }] },
    };
    await expect(client.graphql(mutation, { input })).rejects.toThrow(/brings back erased content/);
    expect(git(repository, 'for-each-ref')).toBe(before);
    expect(wordsInObjects(repository, WORDS)).toEqual([]);
    git(old, 'update-ref', '-d', 'refs/heads/now');
    await gitMeanwhile(place, 'clone', '--quiet', '--mirror', url, 'after.git');
    expect(wordsInObjects(join(place, 'after.git'), WORDS)).toEqual([]);
    await gitMeanwhile(old, 'remote', 'set-url', 'origin', url);
    await gitMeanwhile(old, 'fetch', '--quiet', '--prune', 'origin');
    expect(git(old, 'for-each-ref')).toBe(git(join(place, 'after.git'), 'for-each-ref'));
  });
});
