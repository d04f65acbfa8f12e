import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  complete,
  nameForErasure,
  privateWords,
  publicWords,
  submitSecret,
  wordsInObjects,
} from '#tests/support/erased.ts';
import { type Office, openOffice, sampleRequest, setState, submit } from '#tests/support/office.ts';
import { tick, walkTo } from '#tests/support/walk.ts';
import { newIds, parseRewrites } from '#domain/journal/rewrites.ts';
import { checkErasedObjects } from '#engine/register/erased-objects.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { type ErasePlan, planErasure } from './plan.ts';
import { type Rewritten, rewriteHistory } from './rewrite.ts';

/** The marks of a completed case, a withdrawn one, and one that is erased with its public parts. */
const [DONE, DRAWN, WHOLE] = ['zq7x', 'zq8y', 'zq9w'] as const;

/** What must be gone. */
const WORDS = [
  ...[DONE, WHOLE].flatMap((mark) => [...privateWords(mark), `${mark}-catatan`]),
  ...privateWords(DRAWN),
  ...publicWords(WHOLE),
];

const gitIn = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', maxBuffer: 2 ** 28 }).trim();

let office: Office;
let repository: string;
let work: string;
let made: { done: number; drawn: number; whole: number; open: number; kept: number };

beforeAll(async () => {
  office = await openOffice();
  repository = join(office.folder, 'repo.git');
  const done = await submitSecret(office, 'contoh-opd', DONE, '05');
  await complete(office, done, '05', DONE);
  // A case that is still open, and whose branch begins where main had received the erased one.
  const slot = { start: '2026-12-20T09:00:00+07:00', end: '2026-12-20T11:00:00+07:00' };
  const open = await submit(office, 'contoh-bpbd', 'banjir', sampleRequest({ account: 'contoh-bpbd', ...slot }));
  await walkTo(office, open, 5);
  const drawn = await submitSecret(office, 'contoh-opd', DRAWN, '22');
  await office.run(drawn);
  tick(office);
  await setState(office, 'contoh-opd', drawn, 'closed');
  await office.run(drawn);
  const whole = await submitSecret(office, 'contoh-opd', WHOLE, '07');
  await complete(office, whole, '07', WHOLE);
  const eighth = { start: '2026-12-08T09:00:00+07:00', end: '2026-12-08T11:00:00+07:00' };
  const kept = await submit(office, 'contoh-opd', 'tetap', sampleRequest(eighth));
  await complete(office, kept, '08', 'tetap');
  office.setNow('2026-12-09T03:00:00Z');
  await office.scheduledRun();
  made = { done, drawn, whole, open, kept };
  // A version before 0.8 kept lists of cases in the register.
  const list = { path: 'daftar/2026/0.md', text: `| PMK-2026-${done} | ${publicWords(WHOLE).join(' | ')} |\n` };
  await office.forge.appendRegister(gitIn(repository, 'rev-parse', 'register'), 'lists', [list]);
  expect(wordsInObjects(repository, WORDS)).toEqual(WORDS);
  await nameForErasure(office, [
    { number: done },
    { number: drawn, what: ['letters'] },
    { number: whole, public: true },
  ]);
  const who = ['-c', 'user.name=Pengelola', '-c', 'user.email=pengelola@contoh.example'];
  gitIn(repository, ...who, 'tag', '-a', 'rilis', '-m', 'Rilis pertama', 'main');
  gitIn(repository, 'tag', 'titik', 'main');
  work = await mkdtemp(join(tmpdir(), 'hapus-'));
}, 120_000);
afterAll(async () => {
  await office.close();
  await rm(work, { recursive: true, force: true });
});

describe('R50: the history without erased cases', () => {
  const first = (): string => gitIn(repository, 'rev-list', '--max-parents=0', 'main');
  let plan: ErasePlan;
  let to: string;
  let result: Rewritten;

  it('the plan names what goes, and only of cases with an entry that says so', async () => {
    plan = await planErasure(repository);
    const refs = (mark: string, number: number) => [`refs/heads/permohonan/${mark}-slug`, `refs/pull/${number}/head`];
    const of = plan.cases.map((one) => ({ ...one, refs: one.refs.map(({ name }) => name) }));
    expect(of).toMatchObject([
      { number: made.done, what: ['letters', 'documents'], folders: [`requests/2026/${DONE}-slug`], files: 2 },
      { number: made.drawn, what: ['letters'], folders: [], files: 0, refs: refs(DRAWN, made.drawn) },
      { number: made.whole, what: ['letters', 'documents', 'public'], files: 2, refs: refs(WHOLE, made.whole) },
    ]);
    for (const one of plan.cases) expect(one.lines).toBeGreaterThan(0);
  });

  it('no word of an erased request is in any object of the new repository', async () => {
    to = join(work, 'repo.git');
    const before = gitIn(repository, 'for-each-ref');
    const named = ['permohonan/banjir', 'permohonan/banjir~', first()].map((name) =>
      gitIn(repository, 'rev-parse', name),
    );
    result = await rewriteHistory(repository, to, plan, { at: office.now(), named: [...named, 'f'.repeat(40)] });
    expect(gitIn(repository, 'for-each-ref')).toBe(before);
    expect(wordsInObjects(to, WORDS)).toEqual([]);
  });

  it('nothing is carried over that no ref reaches', () => {
    const objects = gitIn(to, 'cat-file', '--batch-all-objects', '--batch-check=%(objectname)').split('\n');
    const reached = gitIn(to, 'rev-list', '--objects', '--all', '--no-object-names').split('\n');
    expect(objects.sort()).toEqual([...new Set(reached)].sort());
    expect(gitIn(to, 'fsck', '--full', '--strict')).toBe('');
  });

  it('every kept ref is there, and the files of other cases are the same', () => {
    const names = gitIn(repository, 'for-each-ref', '--format=%(refname)').split('\n');
    const gone = plan.cases.flatMap(({ refs }) => refs.map(({ name }) => name));
    expect(gitIn(to, 'for-each-ref', '--format=%(refname)').split('\n')).toEqual(
      names.filter((name) => !gone.includes(name)),
    );
    for (const path of [
      'requests/2026/tetap',
      'sops',
      `journals/0/${made.open}.jsonl`,
      `journals/0/${made.kept}.jsonl`,
    ]) {
      const of = (folder: string) => ['main', 'register'].map((branch) => gitIn(folder, 'ls-tree', '-r', branch, path));
      expect(of(to)).toEqual(of(repository));
    }
    expect(gitIn(to, 'ls-tree', '-r', '--name-only', 'main', 'requests').split('\n')).toEqual([
      'requests/2026/tetap/request.yaml',
      'requests/2026/tetap/surat-permohonan.pdf',
    ]);
    expect(wordsInObjects(to, [...publicWords(DONE), 'tetap-catatan'])).toHaveLength(3);
  });

  it('a tag with a message is made anew for the new commit', () => {
    expect(gitIn(to, 'cat-file', '-t', 'refs/tags/rilis')).toBe('tag');
    expect(gitIn(to, 'for-each-ref', '--format=%(contents:subject) %(taggername)', 'refs/tags/rilis')).toBe(
      'Rilis pertama Pengelola',
    );
    const main = gitIn(repository, 'rev-parse', 'main');
    for (const tag of ['rilis^{commit}', 'titik']) expect(gitIn(to, 'rev-parse', tag)).toBe(result.ids.get(main));
  });

  it('the history has the same shape, and commits before the first change keep their ids', () => {
    const shape = (folder: string, branch: string) =>
      gitIn(folder, 'rev-list', '--parents', '--topo-order', branch).split('\n');
    const old = shape(repository, 'main').map((line) =>
      line
        .split(' ')
        .map((oid) => result.ids.get(oid) ?? oid)
        .join(' '),
    );
    expect(old.sort()).toEqual(shape(to, 'main').sort());
    expect(shape(to, 'register')).toHaveLength(shape(repository, 'register').length + 1);
    const [first = ''] = gitIn(repository, 'rev-list', '--max-parents=0', 'main').split('\n');
    expect(result.ids.get(first)).toBe(first);
  });

  it('the commits of the erased branch keep no message and no author; the merge keeps its public message', () => {
    const log = (folder: string, ...how: string[]) => gitIn(folder, 'log', ...how, 'main').split('\n');
    const erased = log(to, '--format=%an|%ae|%cn|%ce|%s').filter((line) => line.includes('erased under R50'));
    const bot = log(to, '--merges', '-1', '--format=%an|%ae|%cn|%ce')[0];
    // Two commits of each branch; the merge of the case whose public parts are erased too.
    expect(erased).toHaveLength(5);
    for (const line of erased) expect(line.startsWith(`${bot}|PMK-2026-`)).toBe(true);
    const merges = (folder: string) => log(folder, '--first-parent', '--format=%H %s%n%b', '--grep', 'PMK-2026-[15]:');
    const withoutIds = (lines: string[]) => lines.map((line) => line.replace(/^[0-9a-f]{40} /, ''));
    expect(withoutIds(merges(to))).toEqual(withoutIds(merges(repository)));
    const whole = log(to, '--first-parent', '--format=%B', '--grep', `PMK-2026-${made.whole}:`).join('\n');
    expect(whole.trim()).toBe(`PMK-2026-${made.whole}: dihapus menurut R50 / erased under R50`);
    expect(gitIn(to, 'ls-tree', '--name-only', 'register', 'daftar/')).toBe('');
  });

  it('the register says what was rewritten, and verifies', async () => {
    const [line] = gitIn(to, 'show', 'register:rewrites.jsonl').split('\n');
    // The commits that the forge goes on to name, as far as they are there and have another id.
    const commits = Object.fromEntries(
      ['permohonan/banjir', 'permohonan/banjir~'].map((name) => [
        gitIn(repository, 'rev-parse', name),
        gitIn(to, 'rev-parse', name),
      ]),
    );
    const { erased, ...said } = JSON.parse(line ?? '') as { erased: string[] };
    expect(said).toEqual({ at: office.now(), before: plan.head, ...plan.log, commits });
    // Each erased file, and the first commit of each line that leads to one; nothing that is still there.
    const objects = (folder: string) =>
      gitIn(folder, 'rev-list', '--objects', '--all', '--no-object-names').split('\n');
    const [before, after] = [new Set(objects(repository)), new Set(objects(to))];
    expect(erased.every((oid) => before.has(oid) && !after.has(oid))).toBe(true);
    const files = [DONE, WHOLE].flatMap((mark) =>
      ['request.yaml', 'surat-permohonan.pdf'].map((name) =>
        gitIn(repository, 'rev-parse', `main:requests/2026/${mark}-slug/${name}`),
      ),
    );
    expect(erased).toEqual(expect.arrayContaining(files));
    expect(erased.length).toBeLessThan(20);
    const [old = '', now = ''] = Object.entries(commits)[0] ?? [];
    const again = { at: office.now(), before: '', size: 0, root: '', commits: { [now]: 'e'.repeat(40) } };
    expect(newIds([...parseRewrites(line), again])(old)).toBe('e'.repeat(40));
    expect((await verifyClone(to)).findings).toEqual([]);
  });

  it('a second plan finds nothing', async () => {
    expect(await planErasure(to)).toMatchObject({ cases: [], returned: [] });
    expect(await checkErasedObjects(to)).toEqual([]);
  });

  it('security 74: each branch and tag that brings erased content back is named, also if it has only a copy', async () => {
    gitIn(to, 'fetch', '--quiet', repository, 'main:refs/heads/lama', 'register:refs/tags/lama');
    const copy = gitIn(repository, 'rev-parse', `main:requests/2026/${DONE}-slug/request.yaml`);
    const who = ['-c', 'user.name=Contoh', '-c', 'user.email=contoh@contoh.example'];
    const tree = execFileSync('git', ['-C', to, 'mktree'], {
      input: `100644 blob ${copy}\tx\n`,
      encoding: 'utf8',
    }).trim();
    gitIn(to, 'update-ref', 'refs/heads/salinan', gitIn(to, ...who, 'commit-tree', '-m', 'x', '-p', 'main', tree));
    gitIn(to, 'update-ref', '-d', 'refs/heads/lama');
    const [head, empty] = [gitIn(to, 'rev-parse', 'salinan'), gitIn(to, 'rev-parse', 'main^{tree}')];
    // The copy was deleted, and the history still has it.
    gitIn(to, 'update-ref', 'refs/heads/lama', gitIn(to, ...who, 'commit-tree', '-m', 'x', '-p', head, empty));
    const named = ['refs/heads/lama', 'refs/heads/salinan', 'refs/tags/lama'];
    expect((await checkErasedObjects(to)).map(({ file }) => file)).toEqual(named);
    expect((await planErasure(to)).returned).toEqual(named);
  });
});
