import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mainCommits, registerCommits, walkCases } from '../support/forged-register.ts';
import { importCommits, initRepository } from '../support/git-commits.ts';
import { contentsOf, disposisi, emptyFolder, inBothLanguages } from '../cli/disposisi.ts';

let folder: string;
beforeEach(async () => {
  folder = await emptyFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript' };

/** Serves a folder below a path as a plain static server does. */
async function served<Found>(site: string, base: string, ask: (root: string) => Promise<Found>): Promise<Found> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://a').pathname);
    const inside = path.startsWith(base) ? path.slice(base.length) : '\0';
    const file = join(site, inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside);
    readFile(file).then(
      (bytes) => response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream').end(bytes),
      () => response.writeHead(404).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
  }
}

/**
 * Follows every link, script, style and address in styles from a first page on.
 * @returns status and type, by path
 */
async function followed(root: string, base: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const waiting = [base];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    const response = await fetch(root + path);
    const type = response.headers.get('content-type') ?? '';
    found.set(path, `${response.status} ${type}`);
    if (type !== 'text/html' && type !== 'text/css') continue;
    const text = await response.text();
    for (const [, link, inStyle] of text.matchAll(/\s(?:href|src)="([^"#?]+)|url\(['"]?([^'")]+)/g)) {
      const url = new URL((link ?? inStyle ?? '').replaceAll('&amp;', '&'), root + path);
      if (url.origin === root) waiting.push(url.pathname);
    }
  }
  return found;
}

const broken = (found: ReadonlyMap<string, string>): string[] =>
  [...found].filter(([, answer]) => !answer.startsWith('200 ')).map(([path, answer]) => `${path}: ${answer}`);
const pagesIn = (found: ReadonlyMap<string, string>): string[] =>
  [...found].filter(([, answer]) => answer === '200 text/html').map(([path]) => path);

test('R32: the site of the sample office opens from a plain static server', async () => {
  const { code, out, err } = await disposisi(['build', '--lang', 'en'], folder);
  expect([code, out]).toEqual([0, expect.stringMatching(/^\d+ pages and the open data are written to dist\.\nNext: /)]);
  expect(err).toMatch(/^Making the sample office[^]*^ {2}5\/5$[^]*^Building pages …$/m);
  const found = await served(join(folder, 'dist'), '/', (root) => followed(root, '/'));
  expect(broken(found)).toEqual([]);
  expect(pagesIn(found)).toEqual(expect.arrayContaining(['/', '/en/', '/meja/', '/arsip/']));
  expect(pagesIn(found).filter((path) => /^\/berkas\/[A-Z]+-\d{4}-[1-5]\/$/.test(path))).toHaveLength(5);
  expect([...found.values()]).toContain('200 text/css');
});

test('R32: the site of a clone is made below the path of its address', async () => {
  const office = join(folder, 'kantor.git');
  initRepository(office);
  importCommits(office, 'main', mainCommits);
  importCommits(office, 'register', registerCommits(walkCases(new Map([[1, {}]]))));
  execFileSync('git', ['clone', '--quiet', office, join(folder, 'klona')]);
  const { code, out } = await disposisi(
    ['build', '--clone', 'klona', '--address', 'https://contoh.example/kantor/', '--lang', 'id'],
    folder,
  );
  expect([code, out]).toEqual([0, expect.stringContaining('di jalur /kantor/ sebuah server web statis')]);
  const found = await served(join(folder, 'dist'), '/kantor/', (root) => followed(root, '/kantor/'));
  expect(broken(found)).toEqual([]);
  expect(pagesIn(found).filter((path) => /^\/kantor\/berkas\/[A-Z]+-\d{4}-1\/$/.test(path))).toHaveLength(1);
  expect([...found.values()]).toContain('200 text/css');
});

test('from a clone without the branch register, build makes a site without cases, and says how to fetch the branch', async () => {
  initRepository(join(folder, 'klona'));
  importCommits(join(folder, 'klona'), 'main', mainCommits);
  const { codes, id, en } = await inBothLanguages(['build', '--clone', 'klona'], folder);
  expect(codes).toEqual([0, 0]);
  expect(id).toContain('Di klona tidak ada cabang register, maka situs ini tanpa berkas.');
  expect(en).toMatch(/^There is no branch register in klona, .*git fetch origin register:register/m);
});

test('build refuses a folder that is no clone, with what to do, and leaves an output folder with files alone', async () => {
  await mkdir(join(folder, 'map'));
  const refusedClone = await inBothLanguages(['build', '--clone', 'map'], folder);
  expect(refusedClone.codes).toEqual([1, 1]);
  expect(refusedClone.id).toMatch(/bukan klon kantor\. Buat klonnya: npx disposisi clone/);
  expect(refusedClone.en).toMatch(/not a clone of an office\. Make one: npx disposisi clone/);
  expect((await inBothLanguages(['build', '--clone', 'tidak-ada'], folder)).en).toMatch(/^tidak-ada — /m);
  await mkdir(join(folder, 'dist'));
  await writeFile(join(folder, 'dist/penting.txt'), 'milik saya\n');
  const before = await contentsOf(folder);
  // The command fails before it makes a sample office, which takes long.
  const { codes, id, en } = await inBothLanguages(['build'], folder);
  expect(codes).toEqual([1, 1]);
  expect([id, en].join('')).not.toMatch(/kantor contoh|sample office/);
  expect(id).toMatch(/^dist — Folder ini tidak kosong/m);
  expect(await contentsOf(folder)).toEqual(before);
});
