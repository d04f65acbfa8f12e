import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkServedSite } from '#entry/action/served-site.ts';
import { TARGET_FILE } from '#public/form/target-file.ts';
import type { FormTarget } from '#public/form/target.ts';
import type { PublicFile } from '#public/site/folder.ts';
import { printSharedList } from '#public/site/render/committed-files.ts';
import { writeShared } from '#public/site/local-site.ts';
import { asCompiled, placeFiles } from '#public/site/render/renderer.ts';
import { pathOf } from '#public/site/site.ts';
import { filesBelow } from '#public/site/render/sources.ts';
import { ROOT } from '../../support/folders.ts';
import { talksForEver } from '../../support/receiver.ts';
import { type BuiltSite, buildSite } from '../../site/support/site.ts';

const LIST = '.github/actions/disposisi/shared.sha256';
const TARGET: FormTarget = { kind: 'github', repository: 'kota/agenda', signIn: 'https://masuk.kantor.example' };

let shared: readonly PublicFile[];
let list: string;
const folders: string[] = [];
const folderFor = async (name: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), `${name}-`));
  folders.push(folder);
  return folder;
};

beforeAll(async () => {
  const out = await folderFor('bersama');
  await writeShared({ root: ROOT, out });
  shared = await filesBelow(out);
  list = printSharedList(shared);
});
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=x', '-c', 'user.email=x@example.invalid', ...args]).toString();

/** Stands for a response that never ends. */
const ENDLESS = -1;

/** Returns a commit whose tree has only this list, and the settings by which form and desk find the forge. */
function commit(folder: string, text: string, ...parents: string[]): string {
  const write = (input: string, ...args: string[]): string =>
    execFileSync('git', ['-C', folder, ...args], { input })
      .toString()
      .trim();
  const folders = { [LIST]: text, [TARGET_FILE]: JSON.stringify(TARGET) };
  const lines = Object.entries(folders).map(([path, content]) => {
    const [name = '', ...above] = path.split('/').reverse();
    let line = `100644 blob ${write(content, 'hash-object', '-w', '--stdin')}\t${name}\n`;
    for (const each of above) line = `040000 tree ${write(line, 'mktree')}\t${each}\n`;
    return line;
  });
  const tree = write(lines.join(''), 'mktree');
  return git(folder, 'commit-tree', tree, '-m', 'x', ...parents.flatMap((parent) => ['-p', parent])).trim();
}

/** Makes a clone whose main had these lists, one after the other. */
async function mainWith(...lists: string[]): Promise<string> {
  const folder = await folderFor('klona');
  git(folder, 'init', '--quiet', '--bare');
  let head: string[] = [];
  for (const text of lists) head = [commit(folder, text, ...head)];
  git(folder, 'update-ref', 'refs/heads/main', ...head);
  return folder;
}

describe.each(['/berkas', ''])('a site that is served below “%s”', (prefix) => {
  let built: BuiltSite;
  let server: Server;
  let site: string;
  let clone: string;
  /** The responses of the host that differ from the published files, by path: a body or a status. */
  const otherwise = new Map<string, string | Buffer | number>();

  beforeAll(async () => {
    built = await buildSite([], { address: `https://kantor.example${prefix}`, target: TARGET });
    clone = await mainWith(list);
    server = createServer(async (request, response) => {
      const { url = '' } = request;
      const path = url.slice(prefix.length + 1);
      const given = otherwise.get(path) ?? otherwise.get('*');
      const body = typeof given === 'number' ? undefined : (given ?? (await fileOf(path)));
      if (given === ENDLESS) return talksForEver(response, request, 1);
      const status = typeof given === 'number' ? given : body === undefined ? 404 : 200;
      response.writeHead(status, status === 302 ? { location: 'https://palsu.example/' } : {}).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    site = `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`;
  });
  afterAll(async () => {
    server.close();
    await built.remove();
  });
  beforeEach(() => otherwise.clear());

  const fileOf = (path: string): Promise<Buffer | undefined> =>
    readFile(join(built.folder, pathOf(`/${path}`))).catch(() => undefined);
  const textOf = async (path: string): Promise<string> => String(await fileOf(path));
  /** Returns the findings, as code and path. */
  const found = async (folder = clone): Promise<string[]> =>
    (await checkServedSite(folder, site)).findings.map(({ code, file }) => `${code} ${file.slice(site.length + 1)}`);

  test('restores the compiled file, whose hash is in main’s list, from each served file', () => {
    const placed = placeFiles(shared, prefix);
    const back = placed.map(({ path, text }) => ({ path, text: asCompiled(Buffer.from(text), prefix) ?? '' }));
    expect(printSharedList(back)).toBe(list);
  });

  test('security 70: a site as published has no finding and no note', async () => {
    expect(await checkServedSite(clone, site)).toEqual({ findings: [] });
  });

  test('security 70: served files that were changed, are missing or are redirected are named', async () => {
    const [boot = ''] = shared.flatMap(({ path, text }) => (String(text).includes('/__PREFIX__/') ? [path] : []));
    otherwise.set('meja/perangkat.js', `${await textOf('meja/perangkat.js')};`);
    otherwise.set(boot, (await textOf(boot)).replaceAll(`${prefix}/aset/`, '/__PREFIX__/aset/'));
    otherwise.set('admin/decap-cms.js', 404);
    otherwise.set('favicon.svg', 302);
    const expected = [
      'served-differs meja/perangkat.js',
      `served-differs ${boot}`,
      'served-missing admin/decap-cms.js',
      'served-missing favicon.svg',
    ];
    expect((await found()).sort()).toEqual(expected.sort());
  });

  const AFTER_HEAD = '</head>';
  const REFRESH = '<meta http-equiv="refresh" content="0;url=https://palsu.example/">';
  test.each([
    ['meja/', 'one script tag more', AFTER_HEAD, `<script src="${prefix}/lain.js"></script>${AFTER_HEAD}`],
    ['en/meja/', 'a script of another host', AFTER_HEAD, `<SCRIPT src="https://palsu.example/x.js">${AFTER_HEAD}`],
    ['periksa/', 'an inline script', AFTER_HEAD, `<script>kirim()</script>${AFTER_HEAD}`],
    ['periksa/', 'a module', AFTER_HEAD, `<script type="module" src="${prefix}/lain.js"></script>${AFTER_HEAD}`],
    [
      'meja/',
      'a preload of another module',
      AFTER_HEAD,
      `<link rel="modulepreload" href="${prefix}/lain.js">${AFTER_HEAD}`,
    ],
    ['meja/', 'a script outside the site’s root', `src="${prefix}/aset/`, `src="${'x'.repeat(prefix.length + 1)}aset/`],
    ['meja/', 'a policy that allows inline scripts', "script-src 'self'", "script-src 'self' 'unsafe-inline'"],
    ['meja/', 'a policy that allows handlers', "; style-src 'self'", "; script-src-attr 'unsafe-inline'"],
    ['meja/', 'a policy without a default', "default-src 'none'; ", ''],
    ['meja/', 'a policy that allows frames of the site', 'frame-src blob:', "frame-src 'self'"],
    ['periksa/', 'no policy', /<meta http-equiv[^>]*>/, ''],
    ['periksa/', 'a handler before the policy', '<html lang="id"', '<html lang="id" onclick="kirim()"'],
    ['periksa/', 'an image before the policy', '<head>', '<head><img src="x" onerror="kirim()">'],
    ['admin/', 'another folder of the form’s program', /data-folder="[^"]*"/, `data-folder="${prefix}/lain/"`],
    ['admin/', 'another base of the desk’s parts', /data-base(?:="[^"]*")?/, `data-base="${prefix}/lain"`],
    ['admin/', 'a base with another meaning', /data-base(?:="[^"]*")?/, prefix === '' ? 'data-base="/"' : 'data-base'],
    ['admin/', 'no folder, base and target', / data-folder="[^"]*" data-base(?:="[^"]*")? data-target="[^"]*"/, ''],
    ...['meja/', 'en/meja/', 'admin/'].flatMap((path) => [
      [path, 'another repository as its target', 'kota/agenda', 'orang/lain'] as const,
      [
        path,
        'a target that signs in elsewhere',
        'https://masuk.kantor.example&quot;',
        'https://palsu.example&quot;',
      ] as const,
      [path, 'another host that it may read', /connect-src [^;]*/, '$& https://palsu.example'] as const,
      [path, 'any host that it may read', /connect-src [^;]*/, 'connect-src *'] as const,
      [path, 'a second target', '<body', '<body data-target="{}"'] as const,
    ]),
    ...['meja/', 'admin/', 'periksa/'].flatMap((path) => [
      [path, 'forms that are sent elsewhere', "form-action 'none'", 'form-action https://palsu.example'] as const,
      [path, 'no limit for forms', "; form-action 'none'", ''] as const,
      [path, 'a refresh that leads elsewhere', AFTER_HEAD, `${REFRESH}${AFTER_HEAD}`] as const,
      [path, 'a refresh in other letters', '<title>', `${REFRESH.toUpperCase()}<title>`] as const,
      [path, 'a frame with a page of its own', '</body>', '<iframe srcdoc="x"></iframe></body>'] as const,
    ]),
    ['meja/', 'no trusted types', /; require-trusted-types-for [^"]*/, ''],
    ['en/meja/', 'any trusted types', /trusted-types pemeriksa/, 'trusted-types *'],
    ['periksa/', 'another host that it may read', "connect-src 'self'", 'connect-src https://palsu.example'],
    ['admin/', 'scripts of other hosts', "script-src 'self'", 'script-src https:'],
  ] as const)('security 70: a finding names the page %s with %s', async (path, _what, from, to) => {
    const page = await textOf(path);
    otherwise.set(path, page.replace(from, to));
    expect(otherwise.get(path)).not.toBe(page);
    expect(await found()).toEqual([`served-page ${path}`]);
  });

  test.each(['id', 'en'])(
    'security 70: a finding names the settings (%s) by which the form would sign in elsewhere',
    async (language) => {
      const path = `admin/config.${language}.json`;
      otherwise.set(path, (await textOf(path)).replace('masuk.kantor.example', 'palsu.example'));
      expect(otherwise.get(path)).not.toBe(await textOf(path));
      expect(await found()).toEqual([`served-page ${path}`]);
      otherwise.set(path, '{');
      expect(await found()).toEqual([`served-page ${path}`]);
    },
  );

  test('security 70: a site that equals an earlier list of main gives a note; if it equals no list of main, each difference from the newest list is a finding', async () => {
    const updated = list.replace(/^\w{64}(?= {2}meja\/perangkat\.js$)/m, '0'.repeat(64));
    const later = await mainWith(list, updated, `${updated}${'1'.repeat(64)}  aset/baru.js\n`);
    const { findings, note } = await checkServedSite(later, site);
    expect([findings, note?.en]).toEqual([[], expect.stringContaining('before the last update')]);
    otherwise.set('periksa/', '<script>kirim()</script>');
    expect(await found(later)).toEqual(
      ['served-differs meja/perangkat.js', 'served-missing aset/baru.js', 'served-page periksa/'].sort(),
    );
  });

  test('security 70: a list that only a merged branch had does not count as main’s', async () => {
    otherwise.set('meja/perangkat.js', 'kirim()');
    const foreign = shared.map((file) => (file.path === 'meja/perangkat.js' ? { ...file, text: 'kirim()' } : file));
    const folder = await mainWith(`${list}${'1'.repeat(64)}  aset/lama.js\n`);
    const main = git(folder, 'rev-parse', 'main').trim();
    const branch = commit(folder, list, commit(folder, printSharedList(foreign), main));
    git(folder, 'update-ref', 'refs/heads/main', commit(folder, list, main, branch));
    expect(await found(folder)).toEqual(['served-differs meja/perangkat.js']);
  });

  test.each([
    ['every file is 404, as without Pages', 404, 'nothing is served'],
    ['every file leads to a sign-in', 302, 'nothing is served'],
    ['the host fails', 503, 'does not answer'],
    ['the host refuses for now', 429, 'does not answer'],
  ])('security 70: if %s, a note says so, and there is no finding', async (_what, status, words) => {
    otherwise.set('*', status);
    const { findings, note } = await checkServedSite(clone, site);
    expect([findings, note?.en]).toEqual([[], expect.stringContaining(words)]);
  });

  test('security 70: a file that never ends is named', async () => {
    otherwise.set('meja/perangkat.js', ENDLESS);
    expect(await found()).toEqual(['served-differs meja/perangkat.js']);
  });

  test('security 70: a host that fails hides no earlier finding', async () => {
    otherwise.set('admin/decap-cms.js', 'kirim()');
    otherwise.set('periksa/', 500);
    const { findings, note } = await checkServedSite(clone, site);
    expect([findings.length, note?.en]).toEqual([1, expect.stringMatching(/periksa\/: the site does not answer/)]);
  });
});
