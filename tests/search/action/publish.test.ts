import { execFileSync } from 'node:child_process';
import { channel } from 'node:diagnostics_channel';
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGitFolder } from '#entry/action/git-folder.ts';
import { fetchSources, pushChanges, pushSnapshot, readSiteHeads } from '#entry/action/site-branch.ts';
import { APP_PERMISSIONS, SITE_BRANCH, SITE_MEMORY_BRANCH } from '#entry/setup/names.ts';
import type { InstalledApp } from '#embedded/forge/installation.ts';
import { listFiles, readFiles } from '#engine/register/git.ts';
import { EMBEDDED } from '#public/form/target.ts';
import { manifestOf } from '#public/site/folder.ts';
import { openLocalSite, writeShared } from '#public/site/local-site.ts';
import { exportClone } from '../../support/export-clone.ts';
import { ROOT } from '../../support/folders.ts';
import {
  type Office,
  openOffice,
  push,
  requestFiles,
  review,
  sampleRequest,
  setState,
  submit,
} from '../../support/office.ts';
import { tick } from '../../support/walk.ts';
import { Bytes } from '../../workflows/support/bytes.ts';
import { type ActionRun, runAction } from '../../action/support/run-action.ts';

const SITE = 'https://kantor.example/berkas';
const SHARED = '.github/actions/disposisi/shared.sha256';
/**
 * The tests begin at 08:00 in the zone of the sample office (UTC+7). The office’s next day begins at 17:00 UTC.
 */
const MORNING = '2026-12-01T01:00:00Z';
const NEXT_DAY = '2026-12-01T17:30:00Z';

let office: Office;
let app: InstalledApp;
let shared: string;
let first: number;
let second: number;

beforeAll(async () => {
  const list = await readFile(join(ROOT, SHARED), 'utf8');
  office = await openOffice({ now: MORNING, files: { 'site/forge.json': JSON.stringify(EMBEDDED), [SHARED]: list } });
  app = await office.local.installApp({ slug: 'disposisi', permissions: APP_PERMISSIONS });
  shared = await mkdtemp(join(tmpdir(), 'bersama-'));
  await writeShared({ root: ROOT, out: shared });
  first = await submit(office, 'contoh-opd', 'satu', sampleRequest());
  second = await submit(office, 'contoh-bpbd', 'dua', { ...sampleRequest({ room: null, account: 'contoh-bpbd' }) });
  await office.scheduledRun();
});
afterAll(async () => {
  await office.close();
  await rm(shared, { recursive: true, force: true });
});

function run(
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

async function publish(
  more: Readonly<Record<string, string>> = {},
  site = SITE,
  at: { readonly apiUrl: string } = office.local,
): Promise<ActionRun> {
  const token = await office.local.accounts.token('contoh-tu');
  const asApp = { 'app-id': String(app.id), 'private-key': app.privateKey };
  return run({ command: 'publish', ...asApp, token, ...more }, site, at);
}

/**
 * Stands before the forge, and answers about Pages as GitHub does: Pages serve the branch `site`.
 * @param status the status of the newest build, which is of the newest commit of that branch
 */
async function withPages(status: () => string) {
  const answers: Readonly<Record<string, () => object>> = {
    '/pages': () => ({ build_type: 'legacy', source: { branch: SITE_BRANCH, path: '/' } }),
    '/pages/builds/latest': () => ({
      ...{ commit: git('rev-parse', SITE_BRANCH).trim(), status: status(), created_at: office.now() },
      error: { message: 'Page build failed.' },
    }),
  };
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '', headers } = request;
    const [, own = ''] = /^\/api\/v3\/repos\/[^/]+\/[^/]+(\/pages.*)$/.exec(url) ?? [];
    const answer = answers[own]?.();
    // The program reads the time from the replies.
    const head = { 'content-type': 'application/json', date: new Date(office.now()).toUTCString() };
    if (answer) response.writeHead(200, head).end(JSON.stringify(answer));
    else {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const body = method === 'GET' ? undefined : Buffer.concat(chunks);
      const { authorization = '' } = headers;
      const kept = { authorization, 'content-type': 'application/json' };
      const reply = await fetch(new URL(url, office.local.url), { method, headers: kept, ...(body ? { body } : {}) });
      response.writeHead(reply.status, head).end(await reply.text());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { root, apiUrl: `${root}/api/v3`, close: () => server.close() };
}

const git = (...args: string[]): string =>
  execFileSync('git', ['-C', join(office.folder, 'repo.git'), ...args], { maxBuffer: 1e8 }).toString('latin1');
const fileOn = (branch: string, path: string): Buffer =>
  execFileSync('git', ['-C', join(office.folder, 'repo.git'), 'show', `${branch}:${path}`], { maxBuffer: 1e8 });
/** Returns every file on a branch as text, byte for byte, and compressed ones expanded. */
async function textsOn(branch: string): Promise<Map<string, string>> {
  const folder = join(office.folder, 'repo.git');
  const texts = new Map<string, string>();
  for await (const [{ path }, bytes] of readFiles(folder, await listFiles(folder, `refs/heads/${branch}`, ['.'])))
    texts.set(path, (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1'));
  return texts;
}
/** Returns the files of a branch: blob ids by path. */
const treeOf = (commit: string): Map<string, string> =>
  new Map(
    git('ls-tree', '-r', commit)
      .trim()
      .split('\n')
      .map((line) => line.split(/\s/))
      .map(([, , oid = '', path = '']) => [path, oid]),
  );
const commits = (branch: string): string[] => git('rev-list', branch).trim().split('\n');

/** Adds a publication with the files of the newest one and another message. */
async function addPublication(message: string): Promise<void> {
  const client = await office.as('disposisi[bot]');
  const at = { owner: office.local.owner, repo: office.local.repo };
  const [parent = ''] = commits(SITE_BRANCH);
  const tree = git('rev-parse', `${parent}^{tree}`).trim();
  const { data } = await client.rest.git.createCommit({ ...at, message, tree, parents: [parent] });
  await client.rest.git.updateRef({ ...at, ref: `heads/${SITE_BRANCH}`, sha: data.sha });
}

/** Waits for git’s second call of the forge. By the first call, the publication reads the heads of the branches. */
function secondFetch(): Promise<void> {
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
async function act(number: number, who: string, body = ''): Promise<void> {
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
async function expectWhole(isNew: boolean): Promise<void> {
  const [here, there] = [treeOf(SITE_BRANCH), await madeWhole()];
  expect(here.delete('.nojekyll')).toBe(true);
  const kept = (files: Map<string, string>): [string, string][] =>
    [...files]
      .filter(([path]) => !CHECKPOINTS.test(path))
      .filter(([path]) => isNew || !(YEARLY.test(path) || CALENDARS.test(path)))
      .sort();
  expect(kept(here)).toEqual(kept(there));
}

describe('the site on its branch, published by the action', () => {
  test('R32: if the site was never published, the run asks for all pages (output `whole`), and writes nothing', async () => {
    const { code, outputs, log } = await publish();
    expect([code, outputs['whole']]).toEqual([0, 'true']);
    expect(log).toContain('Seluruh halaman perlu dibuat ulang');
    expect(git('branch', '--list', SITE_BRANCH)).toBe('');
  });

  test('R32: the first publication is one commit with the whole site, ready for Pages, and one with the site’s database', async () => {
    const { code, outputs, log } = await publish({ shared });
    expect([code, outputs['whole'], log]).toEqual([0, 'false', expect.stringContaining('Situs terbit')]);
    expect([commits(SITE_BRANCH).length, commits(SITE_MEMORY_BRANCH).length]).toEqual([1, 1]);
    expect(fileOn(SITE_BRANCH, '.nojekyll').toString()).toBe('');
    await expectWhole(true);
  });

  test('security 70: a script whose hash differs from main’s list stops the whole publication', async () => {
    const before = commits(SITE_BRANCH);
    const changed = await mkdtemp(join(tmpdir(), 'lain-'));
    await cp(shared, changed, { recursive: true });
    await appendFile(join(changed, 'meja/perangkat.js'), ';');
    const { code, log } = await publish({ shared: changed });
    await rm(changed, { recursive: true });
    expect([code, log]).toEqual([
      1,
      expect.stringMatching(/::error::meja\/perangkat\.js: bukan file yang tercatat di main/),
    ]);
    expect(commits(SITE_BRANCH)).toEqual(before);
  });

  test('a run with nothing new publishes nothing', async () => {
    const before = commits(SITE_BRANCH);
    expect((await publish()).log).toContain('Situs sudah mutakhir');
    expect(commits(SITE_BRANCH)).toEqual(before);
  });

  test('a publication that GitHub did not build is reported, and pushed again as a new commit', async () => {
    let status = 'errored';
    const pages = await withPages(() => status);
    const [before = ''] = commits(SITE_BRANCH);
    const { code, log } = await publish({}, SITE, pages);
    expect([code, log]).toEqual([
      0,
      expect.stringMatching(/::error::.*GitHub Pages failed to build the site: Page build failed\..*new commit/),
    ]);
    const [after = '', parent] = commits(SITE_BRANCH);
    expect([after === before, parent]).toEqual([false, before]);
    expect([...treeOf(after).keys()]).toEqual([...treeOf(before).keys()]);
    status = 'built';
    expect((await publish({}, SITE, pages)).log).toContain('Situs sudah mutakhir');
    expect(commits(SITE_BRANCH)[0]).toBe(after);
    pages.close();
  });

  test('the publication of all pages, and the verification at night, fail if GitHub does not build the site', async () => {
    let status = 'errored';
    const pages = await withPages(() => status);
    const whole = await publish({ shared }, SITE, pages);
    expect([whole.code, whole.outputs['whole']]).toEqual([1, 'false']);
    expect(whole.log).toMatch(/::error::.*Page build failed\..*npx disposisi setup --repo OWNER\/NAME/);
    const token = await office.local.accounts.token('contoh-tu');
    const verify = () => run({ command: 'verify', token }, `${pages.root}/berkas`, pages);
    expect([(await verify()).code, (await verify()).log]).toEqual([1, expect.stringContaining('Page build failed.')]);
    status = 'built';
    expect((await verify()).code).toBe(0);
    pages.close();
    // Meanwhile another publication follows, whose build is not the business of this one.
    const followed = await withPages(() => {
      const head = git('rev-parse', SITE_BRANCH).trim();
      const who = ['-c', 'user.name=x', '-c', 'user.email=x@contoh.example'];
      const message = git('log', '-1', '--format=%B', head);
      const next = git(...who, 'commit-tree', `${head}^{tree}`, '-p', head, '-m', message).trim();
      git('update-ref', `refs/heads/${SITE_BRANCH}`, next);
      return 'errored';
    });
    expect((await publish({ shared }, SITE, followed)).code).toBe(0);
    followed.close();
    expect((await publish({ shared })).code).toBe(0);
  });

  test('R38: after an act, one more commit changes the page of its case and no file of another case, and the branch equals a site made anew', async () => {
    const [snapshot] = commits(SITE_BRANCH);
    await act(first, 'contoh-tu');
    const { outputs, log } = await publish();
    expect([outputs['whole'], log]).toEqual(['false', expect.stringContaining('Situs terbit')]);
    expect(commits(SITE_BRANCH).slice(1)).toEqual([snapshot]);
    const changed = git('diff', '--name-only', `${snapshot}`, SITE_BRANCH).trim().split('\n');
    expect(changed.filter((path) => path.includes(`PMK-2026-${second}`))).toEqual([]);
    expect(changed).toContain(`berkas/PMK-2026-${first}/index.html`);
    await expectWhole(false);
  });

  test('R38: a page of an earlier publication that nothing asks for any more is gone after the next one', async () => {
    const january = { start: '2027-01-05T09:00:00+07:00', end: '2027-01-05T11:00:00+07:00' };
    const passing = await submit(office, 'contoh-opd', 'lewat', sampleRequest(january));
    await office.run(passing);
    tick(office);
    await publish();
    // The page of a room’s month exists as long as a case asks for the room in that month.
    expect([...treeOf(SITE_BRANCH).keys()]).toContain('ruang/tcm/2027-01/index.html');
    await setState(office, 'contoh-opd', passing, 'closed');
    await office.run(passing);
    await act(second, 'contoh-tu');
    await publish();
    expect([commits(SITE_BRANCH).length, commits(SITE_MEMORY_BRANCH).length]).toEqual([4, 1]);
    await expectWhole(false);
  });

  test('R11, security 26: neither the pages nor the site’s database have internal content', async () => {
    const internal = /080000000001|CONTOH-1|Narahubung Contoh|Contoh rekaan/;
    const texts = await textsOn(SITE_BRANCH);
    expect([...texts.keys()].sort()).toEqual([...treeOf(SITE_BRANCH).keys()].sort());
    for (const text of texts.values()) expect(text).not.toMatch(internal);
    const memory = gunzipSync(fileOn(SITE_MEMORY_BRANCH, 'site.sqlite.gz')).toString('latin1');
    expect(memory).toContain('Rapat koordinasi contoh');
    expect(memory).not.toMatch(internal);
  });

  test('R11: the title of a case that becomes restricted is gone from every file at once, also from those of years', async () => {
    const title = 'Rapat yang menjadi rahasia';
    const request = { ...sampleRequest({ room: null }), kegiatan: { jenis: 'rapat', judul: title } };
    const third = await submit(office, 'contoh-opd', 'tiga', request);
    await office.run(third);
    office.setNow(NEXT_DAY);
    await publish();
    const shows = async (): Promise<string[]> =>
      [...(await textsOn(SITE_BRANCH))].flatMap(([path, text]) => (text.includes(title) ? [path] : []));
    expect(await shows()).toEqual(expect.arrayContaining(['data/cases-2026.jsonl.gz', 'data/cases-2026.csv']));
    tick(office);
    const secret = { ...sampleRequest({ room: null, nature: 'rahasia' }), kegiatan: request.kegiatan };
    await push(office, 'contoh-opd', 'permohonan/tiga', requestFiles('tiga', secret));
    await office.run(third);
    tick(office);
    await publish();
    expect(await shows()).toEqual([]);
  });

  test('R11: the first publication of a day drops the commits of the day before, and the restricted title from the site’s database', async () => {
    const memory = (): string => gunzipSync(fileOn(SITE_MEMORY_BRANCH, 'site.sqlite.gz')).toString('latin1');
    expect(memory()).toContain('menjadi rahasia');
    expect(commits(SITE_BRANCH).length).toBeGreaterThan(1);
    office.setNow('2026-12-02T17:30:00Z');
    const { log } = await publish();
    expect(log).toContain('Situs terbit');
    expect([commits(SITE_BRANCH).length, commits(SITE_MEMORY_BRANCH).length]).toEqual([1, 1]);
    expect(memory()).not.toContain('menjadi rahasia');
    await expectWhole(true);
  });

  test('an eleventh publication within an hour waits for the first run after the hour', async () => {
    await act(second, 'contoh-operator', 'Bukan gilirannya.');
    const message = git('show', '--no-patch', '--format=%B', SITE_BRANCH);
    await addPublication(message.replace(/^Published: .*$/m, `Published: ${Array(10).fill(office.now()).join(' ')}`));
    const before = commits(SITE_BRANCH);
    expect((await publish()).log).toContain('sepuluh kali dalam satu jam');
    expect(commits(SITE_BRANCH)).toEqual(before);
    tick(office, 3600);
    expect((await publish()).log).toContain('Situs terbit');
    await expectWhole(false);
  });

  test('if another publication came first, neither changes nor a snapshot are pushed', async () => {
    const { owner, repo, url: serverUrl, accounts } = office.local;
    const temp = await mkdtemp(join(tmpdir(), 'mendahului-'));
    const token = await accounts.token('disposisi[bot]');
    const folder = await openGitFolder({ owner, repo, serverUrl, token, temp }, true);
    const heads = await readSiteHeads(folder);
    const { published: from } = heads;
    if (!from) throw new Error('Nothing is published.');
    await fetchSources(folder, heads, from);
    await act(second, 'contoh-operator', 'Belum gilirannya.');
    await publish();
    const before = [commits(SITE_BRANCH), commits(SITE_MEMORY_BRANCH)];
    await writeFile(join(temp, 'kosong.sqlite'), '');
    const late = { from, changes: { out: temp, put: [], gone: [] }, state: from };
    expect(await pushChanges(folder, heads, late)).toBe(false);
    expect(await pushSnapshot(folder, heads, { ...late, memory: join(temp, 'kosong.sqlite') })).toBe(false);
    expect([commits(SITE_BRANCH), commits(SITE_MEMORY_BRANCH)]).toEqual(before);
    await rm(temp, { recursive: true });
  });

  test('R38: a publication of all pages includes an act that came after its run began', async () => {
    tick(office);
    const hasLooked = secondFetch();
    const whole = publish({ shared });
    await hasLooked;
    await act(second, 'contoh-operator', 'Sementara itu.');
    expect((await whole).outputs['whole']).toBe('false');
    const { head } = JSON.parse(fileOn(SITE_BRANCH, 'data/register.json').toString());
    expect(head).toBe(git('rev-parse', 'register').trim());
  });

  test('security 64, R38: if a run with an older register published in the meantime, the publication starts again and publishes', async () => {
    await act(second, 'contoh-operator', 'Bukan gilirannya, sekali lagi.');
    const before = git('show', '--no-patch', '--format=%B', SITE_BRANCH);
    const fetched = secondFetch();
    const slow = publish();
    await fetched;
    // The other run publishes the state before that act.
    await addPublication(before);
    expect((await slow).log).toContain('Situs terbit');
    const { head } = JSON.parse(fileOn(SITE_BRANCH, 'data/register.json').toString());
    expect(head).toBe(git('rev-parse', 'register').trim());
  });

  test('R29: verification of the register does not fetch the published site', async () => {
    const bytes = new Bytes();
    bytes.begin();
    const token = await office.local.accounts.token('contoh-tu');
    const published = git('rev-parse', 'register').trim();
    const { code } = await run({ command: 'verify', token, published }, SITE);
    const [moved, pages] = [bytes.end(), Number(git('cat-file', '-s', `${SITE_BRANCH}:admin/decap-cms.js`))];
    bytes.close();
    expect(code).toBe(0);
    expect(moved).toBeLessThan(pages / 10);
  });

  test('security 70: the verification at night names a served script that differs from main’s list, and no other file', async () => {
    const changed = new Map<string, string>();
    const host = createServer(({ url = '' }, answer) => {
      const path = url.replace(/^\/berkas\//, '').replace(/(^|\/)$/, '$1index.html');
      answer.end(changed.get(path) ?? fileOn(SITE_BRANCH, path));
    });
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    const site = `http://127.0.0.1:${(host.address() as AddressInfo).port}/berkas`;
    const token = await office.local.accounts.token('contoh-tu');
    const proof = () => run({ command: 'verify', token }, site);
    const unchanged = await proof();
    expect([unchanged.code, unchanged.log]).toEqual([0, expect.not.stringMatching(/::(?:error|warning)/)]);
    changed.set('meja/perangkat.js', 'kirim(sessionStorage)');
    const { code, log, summary } = await proof();
    host.close();
    expect(code).toBe(1);
    const named = `${site}/meja/perangkat.js — Isi file yang disajikan situs ini berbeda dari yang tercatat di main`;
    expect([log, summary]).toEqual([expect.stringContaining(`::error::${named}`), expect.stringContaining(named)]);
    expect(log).toContain('Verification failed: 1 finding.');
  });

  test('R7: after a change of an SOP the run asks for all pages; the SOP’s versions are then shown, also after an act', async () => {
    const path = 'sops/protokol-manajemen-krisis.yaml';
    const before = git('rev-parse', `main:${path}`).trim();
    const text = fileOn('main', path).toString('utf8').replace('revised: ""', 'revised: 1 Desember 2026');
    await office.local.seed({ [path]: text }, 'SOP direvisi');
    tick(office);
    await act(second, 'contoh-operator', 'Bukan pula gilirannya.');
    expect((await publish()).outputs['whole']).toBe('true');
    await publish({ shared });
    const versions = () =>
      JSON.parse(fileOn(SITE_BRANCH, 'data/procedures/protokol-manajemen-krisis/versions.json').toString('utf8'));
    const state = versions();
    expect(state).toMatchObject({
      complete: true,
      versions: [{ current: true, cases: 0, changes: [{ path: '/identity/revised' }] }, { revision: before }],
    });
    expect(state.versions[1].cases).toBeGreaterThan(1);
    await act(second, 'contoh-operator', 'Tetap bukan gilirannya.');
    expect((await publish()).outputs['whole']).toBe('false');
    expect(versions()).toEqual(state);
  });

  test('if the site’s address changes, the run asks for all pages', async () => {
    await act(second, 'contoh-operator', 'Masih bukan gilirannya.');
    const { outputs } = await publish({}, 'https://lain.example');
    expect(outputs['whole']).toBe('true');
  });
});
