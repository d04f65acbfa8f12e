import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSite } from '../scripts/export/build-site.ts';
import { exportRegister } from '../scripts/export/export-register.ts';
import { pathOf } from '../scripts/export/site.ts';
import { Walk, world } from '../scripts/export/testing.ts';
import { hasBrowser, openBrowser } from '../tests/browser/support/chromium.ts';

const HOSTILE = `"'><script>window.ran=1</script><img src=x onerror="window.ran=1"><svg onload="window.ran=1">`;
const TYPES: Readonly<Record<string, string>> = {
  ...{ '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' },
  ...{ '.json': 'application/json', '.woff2': 'font/woff2' },
};

let folder = '';
let server: Server;
let origin = '';
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pembaca-'));
  const request = {
    kegiatan: { jenis: 'rapat', judul: 'Rapat kesiapsiagaan' },
    pemohon: { instansi: 'Badan Contoh' },
    surat: { perihal: HOSTILE },
  };
  const who = { id: 7, login: 'contoh', name: HOSTILE, role: 'kepala-dinas' };
  const walks = [
    new Walk(1).to('disposisi'),
    new Walk(2).submit(request).to('pelaksanaan').wait(60).approve(),
    new Walk(3).submit(request).to('koordinasi').reject(HOSTILE),
    new Walk(4).submit(request).to('disposisi').changes(HOSTILE, { who }),
  ];
  await buildSite({
    data: exportRegister(world(walks)),
    out: folder,
    root: new URL('..', import.meta.url).pathname,
  });
  server = createServer(async (asked, answer) => {
    let path = join(folder, decodeURIComponent(new URL(asked.url ?? '/', 'http://x').pathname));
    if (
      await stat(path).then(
        (found) => found.isDirectory(),
        () => false,
      )
    )
      path = join(path, 'index.html');
    const body = await readFile(path).catch(() => undefined);
    answer.writeHead(body ? 200 : 404, { 'content-type': TYPES[extname(path)] ?? 'text/plain' });
    answer.end(body ?? (await readFile(join(folder, '404.html'))));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  if (hasBrowser) browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

interface Reader {
  readonly page: Page;
  readonly complaints: string[];
  readonly elsewhere: string[];
}

/** Opens a page as a reader, at a time; keeps what the browser complains of and whom it asks. */
async function read(path: string, { now = '', script = true } = {}): Promise<Reader> {
  const context = await browser.newContext({ javaScriptEnabled: script, viewport: { width: 1_280, height: 900 } });
  const page = await context.newPage();
  const [complaints, elsewhere]: [string[], string[]] = [[], []];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (asked) => {
    if (!asked.url().startsWith(origin)) elsewhere.push(asked.url());
  });
  if (now) await page.clock.install({ time: new Date(now) });
  await page.goto(origin + path);
  return { page, complaints, elsewhere };
}

const PAGES = [
  ...['/', '/berkas/PMK-2026-2/', '/berkas/PMK-2026-3/', '/berkas/PMK-2026-4/', '/sop/protokol-manajemen-krisis/'],
  ...['/ruang/tcm/', '/arsip/', '/arsip/2026-11/', '/data/', '/periksa/'],
];

describe.skipIf(!hasBrowser)('A reader of the public site', () => {
  it.each([...PAGES, ...PAGES.map((path) => `/en${path}`)])(
    'security row 23: on %s nothing hostile runs, nobody else is asked, the browser complains of nothing',
    async (path) => {
      const { page, complaints, elsewhere } = await read(path);
      await page.waitForLoadState('networkidle');
      expect(await page.evaluate(() => (window as { ran?: number }).ran)).toBeUndefined();
      expect(await page.locator('h1').count()).toBe(1);
      expect(complaints).toEqual([]);
      expect(elsewhere).toEqual([]);
      await page.context().close();
    },
  );

  it.each([320, 360, 768, 1_440, 1_920])('at %i px no page is wider than the screen', async (width) => {
    const { page } = await read('/');
    await page.setViewportSize({ width, height: 900 });
    for (const path of PAGES) {
      await page.goto(origin + path);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(over, path).toBeLessThanOrEqual(0);
    }
    await page.context().close();
  });

  it('sees how much time is left, and sees it run out without loading the page again', async () => {
    const { page } = await read('/berkas/PMK-2026-1/', { now: '2026-11-25T02:19:30Z' });
    const left = page.locator('article .left');
    expect(await left.textContent()).toBe('sisa 13 menit');
    expect(await page.locator('article .tag').first().textContent()).toContain('Berjalan');
    await page.clock.runFor(14 * 60_000);
    expect(await left.textContent()).toMatch(/^terlambat (kurang dari )?1 menit$/);
    expect(await page.locator('article .tag').first().textContent()).toContain('Lewat tenggat');
    expect(await page.locator('#kabar').textContent()).toContain('PMK-2026-1');
    await page.context().close();
  });

  it('without script reads the same, with the absolute time', async () => {
    const { page } = await read('/', { script: false });
    const text = await page.locator('main').textContent();
    expect(text).toContain('tenggat Rabu, 25 November 2026 pukul 09.33 WIB');
    await page.goto(`${origin}/arsip/`);
    expect(await page.locator('main').textContent()).toContain('daftar per bulan tetap tersedia');
    await page.context().close();
  });

  it('is told when the data are old', async () => {
    const { page } = await read('/', { now: '2026-11-27T02:20:00Z' });
    await page.locator('.stale').waitFor({ state: 'visible' });
    expect(await page.locator('.stale').textContent()).toContain('keadaan mungkin sudah berubah');
    await page.context().close();
  });

  it('finds an ended case by its words and by its outcome', async () => {
    const { page } = await read('/arsip/');
    await page.getByLabel('Cari kata').fill('KESIAPSIAGAAN rapat');
    await page.getByText('2 berkas cocok.').waitFor();
    await page.getByLabel('Akhir').selectOption('rejected');
    await page.getByText('1 berkas cocok.').waitFor();
    expect(await page.locator('#hasil a').getAttribute('href')).toBe('/berkas/PMK-2026-3/');
    await page.getByLabel('Cari kata').fill('tidak ada');
    await page.getByText('Hapus sebagian saringan.').waitFor();
    await page.context().close();
  });

  it('R27: checks the chain of a case, and sees an entry that was changed', async () => {
    const { page } = await read('/periksa/?berkas=PMK-2026-2');
    await page.getByText(/^Utuh: \d+ catatan cocok dengan buku agenda f+\.$/).waitFor();
    const path = join(folder, 'data/chains/PMK-2026-2.jsonl');
    const text = await readFile(path, 'utf8');
    const lines = text.split('\n');
    for (const [line, changed] of [
      [2, lines.map((each, i) => (i === 1 ? each.replace('"name":"Contoh tu"', '"name":"Lain"') : each))],
      [3, lines.filter((_, i) => i !== 2)],
      [4, lines.map((each, i) => (i === 3 ? (lines[4] ?? '') : i === 4 ? (lines[3] ?? '') : each))],
    ] as const) {
      await writeFile(path, changed.join('\n'));
      await page.getByRole('button', { name: 'Periksa' }).click();
      await page.getByText(/^Tidak cocok/).waitFor();
      if (line !== 3) expect(await page.locator('#putusan').textContent()).toBe(`Tidak cocok pada catatan ke-${line}.`);
    }
    await writeFile(path, text);
    await page.getByLabel('Nomor berkas').fill('PMK-2026-99');
    await page.getByRole('button', { name: 'Periksa' }).click();
    await page.getByText('Tidak ada berkas dengan nomor itu.').waitFor();
    await page.context().close();
  });

  it('goes through the site by keyboard from the skip link, and between the languages', async () => {
    const { page } = await read('/berkas/PMK-2026-2/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Langsung ke isi');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('isi');
    await page.getByRole('link', { name: 'English' }).click();
    expect(new URL(page.url()).pathname).toBe('/en/berkas/PMK-2026-2/');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.context().close();
  });

  it('a page is light: at most 100 KB and 15 KB of script, compressed', async () => {
    const { page } = await read('/');
    for (const path of PAGES) {
      await page.goto(origin + path);
      await page.waitForLoadState('networkidle');
      const names = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
      const paths = [path, ...new Set(names.map((name) => new URL(name).pathname))];
      const size = async (each: string) => gzipSync(await readFile(join(folder, pathOf(each)))).length;
      const sizes = await Promise.all(paths.map(async (each) => ({ path: each, bytes: await size(each) })));
      const sum = (some: typeof sizes) => some.reduce((all, { bytes }) => all + bytes, 0);
      expect(sum(sizes), path).toBeLessThan(100_000);
      expect(sum(sizes.filter((each) => each.path.endsWith('.js'))), path).toBeLessThan(15_000);
    }
    await page.context().close();
  });
});
