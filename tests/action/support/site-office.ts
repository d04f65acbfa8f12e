/** An office whose site is published by the bundled action, and what the tests read of its branches. */
import { execFileSync } from 'node:child_process';
import { channel } from 'node:diagnostics_channel';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { APP_PERMISSIONS, SITE_BRANCH } from '#entry/setup/names.ts';
import type { InstalledApp } from '#embedded/forge/installation.ts';
import { listFiles, readFiles } from '#engine/register/git.ts';
import { EMBEDDED } from '#public/form/target.ts';
import { manifestOf } from '#public/site/folder.ts';
import { openLocalSite, writeShared } from '#public/site/local-site.ts';
import { exportClone } from '../../support/export-clone.ts';
import { ROOT } from '../../support/folders.ts';
import { type Office, openOffice, review, sampleRequest, submit } from '../../support/office.ts';
import { tick } from '../../support/walk.ts';
import { type ActionRun, runAction } from './run-action.ts';

export const SITE = 'https://kantor.example/berkas';
const SHARED = '.github/actions/disposisi/shared.sha256';
/** The tests begin at 08:00 in the zone of the sample office (UTC+7). */
const MORNING = '2026-12-01T01:00:00Z';

/** The office of the present tests, and the folder with the files that all pages share. */
export let office: Office;
export let shared: string;
/** The numbers of its two cases. */
export let first: number;
export let second: number;
let app: InstalledApp;

/** Opens an office with an App and two cases. Its site was never published. */
export async function open(): Promise<void> {
  const list = await readFile(join(ROOT, SHARED), 'utf8');
  office = await openOffice({ now: MORNING, files: { 'site/forge.json': JSON.stringify(EMBEDDED), [SHARED]: list } });
  app = await office.local.installApp({ slug: 'disposisi', permissions: APP_PERMISSIONS });
  shared = await mkdtemp(join(tmpdir(), 'bersama-'));
  await writeShared({ root: ROOT, out: shared });
  first = await submit(office, 'contoh-opd', 'satu', sampleRequest());
  second = await submit(office, 'contoh-bpbd', 'dua', { ...sampleRequest({ room: null, account: 'contoh-bpbd' }) });
  await office.scheduledRun();
}
export async function close(): Promise<void> {
  await office.close();
  await rm(shared, { recursive: true, force: true });
}

export function run(
  inputs: Readonly<Record<string, string>>,
  site: string,
  { apiUrl }: { readonly apiUrl: string } = office.local,
): Promise<ActionRun> {
  const { owner, repo, url } = office.local;
  return runAction({
    clock: office.now(),
    inputs,
    site,
    env: { GITHUB_API_URL: apiUrl, GITHUB_SERVER_URL: url, GITHUB_REPOSITORY: `${owner}/${repo}` },
  });
}

export async function publish(
  more: Readonly<Record<string, string>> = {},
  site = SITE,
  at: { readonly apiUrl: string } = office.local,
): Promise<ActionRun> {
  const token = await office.local.accounts.token('contoh-tu');
  const asApp = { 'app-id': String(app.id), 'private-key': app.privateKey };
  return run({ command: 'publish', ...asApp, token, ...more }, site, at);
}

export const git = (...args: string[]): string =>
  execFileSync('git', ['-C', join(office.folder, 'repo.git'), ...args], { maxBuffer: 1e8 }).toString('latin1');
export const fileOn = (branch: string, path: string): Buffer =>
  execFileSync('git', ['-C', join(office.folder, 'repo.git'), 'show', `${branch}:${path}`], { maxBuffer: 1e8 });
/** Returns every file on a branch as text, byte for byte, and compressed ones expanded. */
export async function textsOn(branch: string): Promise<Map<string, string>> {
  const folder = join(office.folder, 'repo.git');
  const texts = new Map<string, string>();
  for await (const [{ path }, bytes] of readFiles(folder, await listFiles(folder, `refs/heads/${branch}`, ['.'])))
    texts.set(path, (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1'));
  return texts;
}
/** Returns the files of a branch: blob ids by path. */
export const treeOf = (commit: string): Map<string, string> =>
  new Map(
    git('ls-tree', '-r', commit)
      .trim()
      .split('\n')
      .map((line) => line.split(/\s/))
      .map(([, , oid = '', path = '']) => [path, oid]),
  );
export const commits = (branch: string): string[] => git('rev-list', branch).trim().split('\n');

/** Adds a publication with the files of the newest one and another message. */
export async function addPublication(message: string): Promise<void> {
  const client = await office.as('disposisi[bot]');
  const at = { owner: office.local.owner, repo: office.local.repo };
  const [parent = ''] = commits(SITE_BRANCH);
  const tree = git('rev-parse', `${parent}^{tree}`).trim();
  const { data } = await client.rest.git.createCommit({ ...at, message, tree, parents: [parent] });
  await client.rest.git.updateRef({ ...at, ref: `heads/${SITE_BRANCH}`, sha: data.sha });
}

/** Waits for git’s second call of the forge. By the first call, the publication reads the heads of the branches. */
export function secondFetch(): Promise<void> {
  const requests = channel('http.server.request.start');
  const { promise, resolve } = Promise.withResolvers<void>();
  let begun = 0;
  const count = (message: unknown): void => {
    const { request } = message as { readonly request: IncomingMessage };
    if (!request.url?.includes('/info/refs') || ++begun < 2) return;
    requests.unsubscribe(count);
    resolve();
  };
  requests.subscribe(count);
  return promise;
}

/** Makes an Approve a minute later, and runs the process. */
export async function act(number: number, who: string, body = ''): Promise<void> {
  tick(office);
  await review(office, who, number, 'APPROVE', body);
  await office.run(number);
  tick(office);
}

/** Makes the whole site of the published register, at the same instant, on this machine. Returns blob ids by path. */
async function madeWhole(): Promise<Map<string, string>> {
  const { readAt } = JSON.parse(fileOn(SITE_BRANCH, 'data/register.json').toString('utf8'));
  const out = await mkdtemp(join(tmpdir(), 'utuh-'));
  const { publication, dossiers, sops } = await exportClone(join(office.folder, 'repo.git'), readAt);
  const site = await openLocalSite({ root: ROOT, out, address: SITE });
  await site.publish(publication, { all: () => dossiers, sops });
  site.close();
  const paths = Object.keys(await manifestOf(out));
  const ids = execFileSync('git', ['hash-object', '--no-filters', '--stdin-paths'], {
    cwd: out,
    input: `${paths.join('\n')}\n`,
  });
  await rm(out, { recursive: true });
  const oids = ids.toString().trim().split('\n');
  return new Map(paths.map((path, i) => [path, oids[i] ?? '']));
}

/**
 * These files depend on how much of the register’s history was read, since that decides which checkpoints are known.
 */
const CHECKPOINTS = /^data\/log\/checkpoints\/|^data\/figures\/recording\.|^(?:en\/)?angka\/pencatatan\//;
/**
 * The files of whole years, and the lists of them, which are made again only by a day’s first publication. Other files
 * have what changed since.
 */
const YEARLY =
  /^data\/(?:cases-.*|arsip-.*|rooms-(?:\d+|terbaru)\.json)$|^sitemap|^(?:en\/)?(?:data|arsip)\/index\.html$/;

/** The calendars of rooms say when they were made. They are made again when a use of the room changes. */
const CALENDARS = /^(?:en\/)?ruang\/[^/]+\.ics$/;

/** Expects that the branch has the whole site. The files of years, and calendars, are compared only if `isNew`. */
export async function expectWhole(isNew: boolean): Promise<void> {
  const [here, there] = [treeOf(SITE_BRANCH), await madeWhole()];
  expect(here.delete('.nojekyll')).toBe(true);
  const kept = (files: Map<string, string>): [string, string][] =>
    [...files]
      .filter(([path]) => !CHECKPOINTS.test(path))
      .filter(([path]) => isNew || !(YEARLY.test(path) || CALENDARS.test(path)))
      .sort();
  expect(kept(here)).toEqual(kept(there));
}
