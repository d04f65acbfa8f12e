import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SITE_BRANCH, SITE_MEMORY_BRANCH } from '#entry/setup/names.ts';
import {
  act,
  addPublication,
  close,
  commits,
  expectWhole,
  fileOn,
  first,
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
import { Bytes } from '../../workflows/support/bytes.ts';

beforeAll(open);
afterAll(close);

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

  test('R11, security 26: neither the pages nor the site’s database have internal content', async () => {
    const internal = /080000000001|CONTOH-1|Narahubung Contoh|Contoh rekaan/;
    const texts = await textsOn(SITE_BRANCH);
    expect([...texts.keys()].sort()).toEqual([...treeOf(SITE_BRANCH).keys()].sort());
    for (const text of texts.values()) expect(text).not.toMatch(internal);
    const memory = gunzipSync(fileOn(SITE_MEMORY_BRANCH, 'site.sqlite.gz')).toString('latin1');
    expect(memory).toContain('Rapat koordinasi contoh');
    expect(memory).not.toMatch(internal);
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
});
