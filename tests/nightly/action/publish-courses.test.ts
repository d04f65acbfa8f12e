/** The rarer courses of a publication. Each test goes on from the site that the tests before it published. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGitFolder } from '#entry/action/git-folder.ts';
import { fetchSources, pushChanges, pushSnapshot, readSiteHeads } from '#entry/action/site-branch.ts';
import { SITE_BRANCH, SITE_MEMORY_BRANCH } from '#entry/setup/names.ts';
import {
  act,
  addPublication,
  close,
  commits,
  expectWhole,
  fileOn,
  git,
  office,
  open,
  publish,
  run,
  second,
  secondFetch,
  shared,
  SITE,
  textsOn,
  treeOf,
} from '../../action/support/site-office.ts';
import { push, requestFiles, sampleRequest, setState, submit } from '../../support/office.ts';
import { tick } from '../../support/walk.ts';

/** The tests begin on the morning of the first. The office’s next day begins at 17:00 UTC. */
const NEXT_DAY = '2026-12-01T17:30:00Z';

beforeAll(async () => {
  await open();
  await publish({ shared });
});
afterAll(close);

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

describe('the site on its branch, published by the action', () => {
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
