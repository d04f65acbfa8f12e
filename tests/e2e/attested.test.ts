import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Holder, Roles } from '#domain/generated/roles.ts';
import { journalPath } from '#domain/journal/paths.ts';
import { sampleText } from '../support/folders.ts';
import {
  label,
  type Office,
  openOffice,
  pullOf,
  push,
  requestFiles,
  requestPath,
  review,
  sampleRequest,
  submit,
} from '../support/office.ts';
import { approve, sendBack, straightWalk, tick, walkTo } from '../support/walk.ts';

let office: Office;
let count = 0;
let victim: number;

beforeAll(async () => {
  // The role `tu` has a second holder. All accounts here have the right to write.
  const roles = parse(sampleText('sops/roles.yaml')) as Roles;
  const second: Holder = { account: 1102, login: 'contoh-bpbd', name: 'Contoh TU II', from: '2026-01-01' };
  roles.roles['tu']?.holders.push(second);
  office = await openOffice({ files: { 'sops/roles.yaml': stringify(roles) } });
  await office.local.accounts.add({ login: 'contoh-pengelola', permission: 'admin' });
  victim = (await caseAt(11)).number;
});
afterAll(() => office.close());

interface Walked {
  readonly number: number;
  readonly slug: string;
  readonly branch: string;
}

/** Returns a new case that waits at this row; at row 11 it is completed. Each case has a day of its own. */
async function caseAt(row: number, base = 'main'): Promise<Walked> {
  count += 1;
  office.setNow('2026-12-01T01:00:00Z');
  const slug = `uji-${count}`;
  const [start, end] = times();
  const number = await submit(office, 'contoh-opd', slug, sampleRequest({ start, end }), { base });
  await walkTo(office, number, Math.min(row, 10), straightWalk(start, end));
  if (row > 9) office.setNow(`2026-12-${10 + count}T02:01:00Z`);
  if (row > 10) await approve(office, number, lastAct().who, lastAct().body);
  return { number, slug, branch: `permohonan/${slug}` };
}

const times = (): [string, string] => [`2026-12-${10 + count}T09:00:00+07:00`, `2026-12-${10 + count}T11:00:00+07:00`];

/** Returns the last act of the straight way, which is that of row 10. */
const lastAct = () => straightWalk().at(-1) ?? { who: '', body: '' };

const git = (...args: string[]): string =>
  execFileSync('git', ['-C', join(office.folder, 'repo.git'), ...args], { encoding: 'utf8' }).trim();

/** Lists every file of a branch: mode, blob and path, as git has it. */
const files = (branch: string): string[] =>
  git('ls-tree', '-r', '--format=%(objectmode) %(objectname) %(path)', branch).split('\n').sort();

const journalText = async (number: number): Promise<string> =>
  (await office.forge.readRegister([journalPath(number)])).get(journalPath(number)) ?? '';

/** Lists the case’s files from its journal, in the form of `files`. */
async function attested(number: number): Promise<string[]> {
  const state = await office.state(number);
  return (state?.files ?? []).map(({ path, oid }) => `100644 ${oid} ${path}`).sort();
}

describe('R34: main receives what was attested', () => {
  test('R34: roles and an action pushed at row 10 supersede the acts; the paths are named, and main and other cases are unchanged', async () => {
    const before = files('main');
    const other = await journalText(victim);
    const { number, branch } = await caseAt(10);
    tick(office);
    const roles = before.find((line) => line.endsWith(' sops/roles.yaml')) ?? '';
    expect(roles).not.toBe('');
    await push(office, 'contoh-opd', branch, {
      'sops/roles.yaml': 'roles: {}\n',
      '.github/actions/disposisi/index.cjs': '// taken\n',
    });
    tick(office);
    await review(office, lastAct().who, number, 'APPROVE', lastAct().body);
    const { entries } = await office.run(number);
    expect(entries.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['superseded', undefined],
      ['refused', 'out-of-turn'],
    ]);
    expect(entries[0]?.problems?.map(({ file, code }) => [file, code])).toContainEqual([
      'sops/roles.yaml',
      'tree-outside',
    ]);
    expect((await office.state(number))?.visit.withApplicant).toBe(true);
    expect((await pullOf(office, number)).merged).toBe(false);
    expect(files('main')).toEqual(before);
    expect(await journalText(victim)).toBe(other);
  });

  test('R34: a push that deletes the archived files of another case supersedes the acts, and main is unchanged', async () => {
    const { number, branch } = await caseAt(10);
    const before = files('main');
    const theirs = (await attested(victim)).map((line) => line.split(' ')[2] ?? '');
    expect(theirs.length).toBeGreaterThan(1);
    tick(office);
    await push(office, 'contoh-opd', branch, Object.fromEntries(theirs.map((path) => [path, null])));
    tick(office);
    const [first] = await approve(office, number, lastAct().who, lastAct().body);
    expect(first?.kind).toBe('superseded');
    expect(first?.problems?.map(({ file }) => file)).toEqual(expect.arrayContaining(theirs));
    expect(files('main')).toEqual(before);
  });

  test('R34: a document that is written differently with the same values is another blob, and supersedes the acts', async () => {
    const { number, slug, branch } = await caseAt(3);
    tick(office);
    const [start, end] = times();
    const text = stringify(sampleRequest({ start, end }));
    await push(office, 'contoh-opd', branch, { [requestPath(slug)]: `# Catatan\n${text}` });
    const { entries } = await office.run(number);
    expect(entries.map(({ kind }) => kind)).toEqual(['superseded']);
    expect((await office.state(number))?.visit.step).toBe('penerimaan');
  });

  test('R34: a completed case adds exactly the files of its journal to main, by a merge of the judged head', async () => {
    const before = files('main');
    const { number } = await caseAt(11);
    const added = files('main').filter((line) => !before.includes(line));
    expect(added).toEqual(await attested(number));
    expect(files('main').filter((line) => before.includes(line))).toEqual(before);
    const pull = await pullOf(office, number);
    expect(pull.merged).toBe(true);
    expect(git('rev-parse', 'main^2')).toBe(pull.head.sha);
  });

  test('R34: a path that main has already is an error; once main no longer has the path, the case is merged', async () => {
    const { number, slug } = await caseAt(10);
    await push(office, 'contoh-pengelola', 'main', { [`requests/2026/${slug}/surat-permohonan.pdf`]: 'x' });
    const before = files('main');
    tick(office);
    await review(office, lastAct().who, number, 'APPROVE', lastAct().body);
    const outcome = await office.run(number);
    expect(outcome.entries.map(({ end }) => end)).toEqual(['completed']);
    expect(outcome.effects.map((effect) => effect.do)).not.toContain('merge');
    expect(outcome.effects).toContainEqual(expect.objectContaining({ do: 'status', state: 'error' }));
    expect((await office.run(number)).effects).toEqual([]);
    expect(files('main')).toEqual(before);
    expect((await pullOf(office, number)).merged).toBe(false);
    await push(office, 'contoh-pengelola', 'main', { [`requests/2026/${slug}/surat-permohonan.pdf`]: null });
    await office.run(number);
    expect((await pullOf(office, number)).merged).toBe(true);
    expect(files('main')).toEqual(expect.arrayContaining(await attested(number)));
  });
});

describe('R8: the base of a pull request', () => {
  const at = () => ({ owner: office.local.owner, repo: office.local.repo });
  const retarget = async (login: string, number: number, base: string) =>
    (await office.as(login)).request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
      ...at(),
      pull_number: number,
      base,
    });

  test('R8: a request that is based on a prepared branch is not submitted, also after its base becomes main', async () => {
    const before = files('main');
    await push(office, 'contoh-opd', 'siap', { 'sops/roles.yaml': 'roles: {}\n' });
    count += 1;
    office.setNow('2026-12-01T01:00:00Z');
    const slug = `uji-${count}`;
    const [start, end] = times();
    await push(office, 'contoh-opd', `permohonan/${slug}`, {
      'sops/roles.yaml': 'roles: {}\n',
      ...requestFiles(slug, sampleRequest({ start, end })),
    });
    const number = await submit(office, 'contoh-opd', slug, sampleRequest({ start, end }), { base: 'siap' });
    const first = await office.run(number);
    expect([first.entries, await office.state(number)]).toEqual([[], undefined]);
    expect(first.effects).toContainEqual(expect.objectContaining({ do: 'status', state: 'failure' }));
    tick(office);
    await retarget('contoh-opd', number, 'main');
    const second = await office.run(number);
    expect([second.entries, await office.state(number)]).toEqual([[], undefined]);
    expect((await pullOf(office, number)).state).toBe('open');
    expect(files('main')).toEqual(before);
  });

  test('R8: a base that another writer changed is restored and noted, and the case ends on main', async () => {
    await push(office, 'contoh-bpbd', 'lain', { 'catatan.txt': 'x' });
    const { number } = await caseAt(10);
    tick(office);
    await retarget('contoh-bpbd', number, 'lain');
    const elsewhere = files('lain');
    const { entries } = await office.run(number);
    expect(entries.map(({ kind, who }) => [kind, who?.login])).toEqual([['base-changed', 'contoh-bpbd']]);
    expect((await pullOf(office, number)).base.ref).toBe('main');
    expect((await office.run(number)).effects).toEqual([]);
    tick(office);
    await retarget('contoh-opd', number, 'lain');
    await review(office, lastAct().who, number, 'APPROVE', lastAct().body);
    await office.run(number);
    const pull = await pullOf(office, number);
    expect([pull.merged, pull.base.ref]).toEqual([true, 'main']);
    expect(files('main')).toEqual(expect.arrayContaining(await attested(number)));
    expect(files('lain')).toEqual(elsewhere);
  });

  test('R8: a base whose branch is deleted does not end the case', async () => {
    await push(office, 'contoh-bpbd', 'sementara', { 'catatan.txt': 'x' });
    const { number } = await caseAt(3);
    tick(office);
    await retarget('contoh-bpbd', number, 'sementara');
    await (
      await office.as('contoh-bpbd')
    ).request('DELETE /repos/{owner}/{repo}/git/refs/{ref}', {
      ...at(),
      ref: 'heads/sementara',
    });
    await office.run(number);
    const pull = await pullOf(office, number);
    expect([pull.state, pull.base.ref]).toEqual(['open', 'main']);
    expect((await office.state(number))?.end).toBeUndefined();
  });
});

test('R34: a Request changes of an earlier visit blocks a merge on the forge, and the process merges all the same', async () => {
  const { number, branch, slug } = await caseAt(2);
  tick(office);
  await sendBack(office, number, 'contoh-bpbd', 'Lengkapi suratnya.');
  tick(office);
  await push(office, 'contoh-opd', branch, {
    [requestPath(slug)]: stringify(sampleRequest({ start: times()[0], end: times()[1], nature: 'biasa' })),
  });
  await label(office, 'contoh-opd', number, ['decap-cms/pending_review']);
  await walkTo(office, number, 10, straightWalk(...times()));
  office.setNow(`2026-12-${10 + count}T02:01:00Z`);
  await review(office, lastAct().who, number, 'APPROVE', lastAct().body);
  const process = await office.as('disposisi[bot]');
  const merge = { owner: office.local.owner, repo: office.local.repo, pull_number: number };
  await expect(process.rest.pulls.merge(merge)).rejects.toMatchObject({ status: 405 });
  await office.run(number);
  expect((await pullOf(office, number)).merged).toBe(true);
});
