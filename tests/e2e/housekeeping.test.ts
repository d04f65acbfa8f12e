import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { verifyClone } from '#engine/register/clone.ts';
import { readClone } from '#public/export/read-clone.ts';
import { textsDue } from '../support/due-for-packing.ts';
import {
  type Office,
  openOffice,
  push,
  requestFiles,
  requestPath,
  RESULTS,
  review,
  sampleRequest,
  submit,
  withResult,
} from '../support/office.ts';
import { approve, tick, walkTo } from '../support/walk.ts';

// Everyone who can read the office’s folder can run git in it, as people do when a repository becomes slow.

/** Commands that do no harm or are refused. A refused command says so on stderr. */
const HOUSEKEEPING = [
  ['gc', '--prune=now'],
  ['-c', 'extensions.preciousObjects=false', 'gc', '--prune=now'],
  ['prune', '--expire=now'],
  ['repack', '-ad'],
  ['maintenance', 'run', '--task=loose-objects', '--task=incremental-repack'],
  ['prune-packed'],
];

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const folder = (): string => join(office.folder, 'repo.git');
const git = (...args: string[]): string =>
  execFileSync('git', ['-C', folder(), ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const objects = (): string[] =>
  git('cat-file', '--batch-all-objects', '--batch-check=%(objectname)').split('\n').filter(Boolean);

/** Returns how many journals the site is made of. */
async function journalsRead(): Promise<number> {
  let count = 0;
  for await (const _ of (await readClone(folder(), office.now())).journals()) count += 1;
  return count;
}

/** Runs all commands, on objects that seem to be years old. */
async function keepHouse(): Promise<void> {
  execFileSync('find', [join(folder(), 'objects'), '-type', 'f', '-exec', 'touch', '-d', '2020-01-01', '{}', '+']);
  for (const args of HOUSEKEEPING) {
    await promisify(execFile)('git', ['-C', folder(), ...args]).catch(() => undefined);
  }
}

test('R18, security 39: git’s housekeeping by anybody drops nothing: acts on unreachable heads are judged, and a half-sent request can be completed', async () => {
  const number = await submit(office, 'contoh-opd', 'pertama', sampleRequest());
  await office.run(number);
  tick(office);
  await review(office, 'contoh-tu', number, 'APPROVE');
  tick(office);
  // The applicant replaces the approved commit by another commit. The applicant has also sent the commit of a second
  // request, but the branch of this commit is gone.
  const applicant = await office.as('contoh-opd');
  const at = { owner: office.local.owner, repo: office.local.repo };
  const [other, half] = ['pertama', 'kedua'].map((slug) => ({ slug, branch: `permohonan/setengah-${slug}` }));
  const shas: string[] = [];
  for (const { slug, branch } of [other, half].filter((each) => each !== undefined)) {
    shas.push(
      await push(office, 'contoh-opd', branch, requestFiles(slug, sampleRequest({ end: '2026-12-05T10:00:00+07:00' }))),
    );
    await applicant.request('DELETE /repos/{owner}/{repo}/git/refs/{ref}', { ...at, ref: `heads/${branch}` });
  }
  const [sha = '', kept = ''] = shas;
  await applicant.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
    ...at,
    ref: 'heads/permohonan/pertama',
    sha,
    force: true,
  });
  const before = objects();
  await keepHouse();
  expect(objects()).toEqual(before);

  const { entries, runError } = await office.run(number);
  expect(runError).toBeUndefined();
  expect(entries.map(({ kind }) => kind)).toEqual(['accepted', 'superseded']);
  await applicant.request('POST /repos/{owner}/{repo}/git/refs', {
    ...at,
    ref: 'refs/heads/permohonan/kedua',
    sha: kept,
  });
  const { data } = await applicant.request('POST /repos/{owner}/{repo}/pulls', {
    ...at,
    title: 'Permohonan kedua',
    head: 'permohonan/kedua',
    base: 'main',
  });
  expect((await office.run(data.number)).runError).toBeUndefined();
  expect(git('cat-file', '-t', `refs/heads/permohonan/kedua:${requestPath('kedua')}`)).toBe('blob\n');
});

test('acts are accepted during git’s housekeeping; afterwards the register verifies and all journals can be read', async () => {
  const number = await submit(office, 'contoh-bpbd', 'ketiga', sampleRequest({ account: 'contoh-bpbd', room: null }));
  await office.run(number);
  const keeping = keepHouse();
  await walkTo(office, number, 6);
  await keeping;
  tick(office);
  expect(
    (await approve(office, number, 'contoh-kabid-aptika', withResult('Siapkan.', RESULTS.coordination))).map(
      ({ kind }) => kind,
    ),
  ).toEqual(['accepted']);
  expect((await verifyClone(folder())).findings).toEqual([]);
  expect(await journalsRead()).toBe(3);
  git('fsck', '--strict');
});

test('the forge packs its repository while people act and an earlier git process still reads', async () => {
  const number = await submit(office, 'contoh-opd', 'keempat', sampleRequest({ room: null }));
  await office.run(number);
  const reader = spawn('git', ['-C', folder(), 'cat-file', '--batch-check'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const typeOf = async (oid: string): Promise<string> => {
    reader.stdin.write(`${oid}\n`);
    const [reply] = (await once(reader.stdout, 'data')) as [Buffer];
    return reply.toString().split(' ')[1] ?? '';
  };
  const head = git('rev-parse', 'register').trim();
  expect(await typeOf(head)).toBe('commit');
  const applicant = await office.as('contoh-opd');
  for (const content of textsDue('lampiran')) {
    await applicant.request('POST /repos/{owner}/{repo}/git/blobs', {
      owner: office.local.owner,
      repo: office.local.repo,
      content,
    });
  }
  tick(office);
  expect((await approve(office, number, 'contoh-tu')).map(({ kind }) => kind)).toEqual(['accepted']);
  const isLoose = (oid: string): boolean => existsSync(join(folder(), 'objects', oid.slice(0, 2), oid.slice(2)));
  await vi.waitFor(() => expect(isLoose(head)).toBe(false), { timeout: 60_000, interval: 20 });
  expect(await typeOf(git('rev-parse', `${head}^{tree}`).trim())).toBe('tree');
  reader.stdin.end();
  tick(office);
  expect((await approve(office, number, 'contoh-kepala-dinas', 'Tindak lanjuti.')).map(({ kind }) => kind)).toEqual([
    'accepted',
  ]);
  expect((await verifyClone(folder())).findings).toEqual([]);
  expect(await journalsRead()).toBe(4);
});
