import { hash } from 'node:crypto';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { exportRegister } from '#tests/support/export-register.ts';
import { summarise } from '#public/export/summary.ts';
import { Walk, world } from '#tests/support/walked-case.ts';
import { type BundledRenderer, loadBundledRenderer } from './bundled-renderer.ts';
import { loadRenderer, type PageContent } from './renderer.ts';

const ROOT = new URL('../../../..', import.meta.url).pathname;
const ACTION = join(ROOT, '.github/actions/disposisi');
const { publication, dossiers } = exportRegister(
  world([
    new Walk(1).submit({ kegiatan: { judul: 'Rapat\u2028posko “è”' } }).approve(),
    new Walk(2).submit().withdraw(),
  ]),
);
const { names, register } = publication;
const NOT_FOUND: PageContent = { names, props: { page: 'not-found' }, address: '' };

let folder = '';
const open: BundledRenderer[] = [];
const load = async (file: string, base?: string): Promise<BundledRenderer> => {
  const renderer = await loadBundledRenderer(file, base);
  open.push(renderer);
  return renderer;
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halaman-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const { close } of open.splice(0)) close();
});
afterAll(() => rm(folder, { recursive: true }));

describe('pages of the committed renderer', () => {
  const committed = join(ACTION, 'renderer.mjs');

  it.each(['/', '/berkas/'])(
    'the committed renderer makes the same pages byte for byte as one that is compiled here, below %s',
    async (base) => {
      const [here, there] = await Promise.all([loadRenderer({ root: ROOT, base }), load(committed, base)]);
      expect(there.id).toBe(here.id);
      const cases = dossiers.map(({ case: one }): [string, PageContent] => {
        const { situation } = summarise(one, names);
        return [`/berkas/${one.id}/`, { names, props: { page: 'case', one, situation }, address: '' }];
      });
      const pages: [string, PageContent][] = [
        ...cases,
        ['/periksa/', { names, props: { page: 'verify', register }, address: '' }],
        ['/ruang/tcm.ics', { names, props: { page: 'calendar', room: 'tcm', register, uses: [] }, address: '' }],
        ['/404', NOT_FOUND],
      ];
      const urls = pages.flatMap(([url, content]) =>
        url === '/404' ? [[url, content] as const] : [[url, content] as const, [`/en${url}`, content] as const],
      );
      // All pages are asked for at once, and each result must be the page of its own address.
      const made = await Promise.all(
        urls.map(([url, of]) => Promise.all([url, here.page(url, of), there.page(url, of)])),
      );
      for (const [url, one, other] of made) {
        expect(one.length, url).toBeGreaterThan(100);
        expect(hash('sha256', other), url).toBe(hash('sha256', one));
      }
    },
  );

  it('a page that the committed renderer cannot render is reported with message and cause, and the next page is rendered', async () => {
    const { page } = await load(committed);
    await expect(page('/periksa/', NOT_FOUND)).rejects.toMatchObject({
      message: 'Page /periksa/: status 500.',
      cause: expect.stringContaining('received those of "not-found"') as string,
    });
    expect(Buffer.from(await page('/404', NOT_FOUND)).toString()).toMatch(/^<!doctype html>/i);
  });

  it('the committed renderer has no shared files, and says so', async () => {
    const { assets } = await load(committed);
    await expect(assets()).rejects.toThrow('renders pages only');
  });
});

/** Returns code that keeps the result of each attempt in `got`, by its name: `refused`, or the value. */
const attempts = (tries: Readonly<Record<string, string>>): string =>
  Object.entries(tries)
    .map(([name, code]) => {
      const key = JSON.stringify(name);
      return `try { got[${key}] = String(await (${code})); } catch { got[${key}] = 'refused'; }`;
    })
    .join('\n');
const allRefused = (tries: object) => Object.fromEntries(Object.keys(tries).map((name) => [name, 'refused']));

/**
 * Copies the committed host, and writes the given files in place of the committed ones.
 * @returns the renderer’s path
 */
async function doctored(files: {
  readonly 'renderer.mjs': string;
  readonly 'page-host.mjs'?: string;
}): Promise<string> {
  const place = await mkdtemp(join(folder, 'palsu-'));
  await copyFile(join(ACTION, 'page-host.mjs'), join(place, 'page-host.mjs'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(place, name), text);
  return join(place, 'renderer.mjs');
}
/** Makes a renderer that renders each page by this code. */
const rendering = (code: string, first = ''): Promise<string> =>
  doctored({ 'renderer.mjs': `${first}; export const sources = ''; export const render = async () => { ${code} };` });

describe('page code that was tampered with', () => {
  let server: Server;
  let connections = 0;
  beforeAll(async () => {
    server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('page code cannot reach Node: no files, environment, other processes or network', async () => {
    vi.stubEnv('DISPOSISI_RAHASIA', 'kunci');
    const { port } = server.address() as AddressInfo;
    const client = `globalThis[Symbol.for('undici.globalDispatcher.1')]`;
    const request = `{ origin: 'http://127.0.0.1:${port}', path: '/', method: 'GET' }`;
    const tries = {
      module: `import('node:fs')`,
      'module without prefix': `import('fs')`,
      'module that imports one': `import('data:text/javascript,export * from "node:fs"')`,
      'its own host': `import('./page-host.mjs')`,
      builtin: `process.getBuiltinModule('node:fs').readFileSync('/etc/hostname')`,
      require: `require('node:fs')`,
      binding: `process.binding('fs')`,
      'another realm': `Function('return process')().getBuiltinModule('node:fs').constants`,
      signal: `process.kill(1, 0)`,
      debugger: `process._debugProcess(1)`,
      fetch: `fetch('http://127.0.0.1:${port}/')`,
      'web socket': `new WebSocket('ws://127.0.0.1:${port}/').url`,
      'event source': `new EventSource('http://127.0.0.1:${port}/').url`,
      'client below fetch': `${client}.request(${request})`,
      'another of its class': `new ${client}.constructor().request(${request})`,
      'socket below a stream': `new process.stdout.constructor().connect(${port}, '127.0.0.1')`,
      'socket below the console': `new console._stdout.constructor().connect(${port}, '127.0.0.1').connecting.valueOf()`,
      // Page code gets no global that its host does not give to it, such as a global of a newer Node.
      'what it was not given': `new BroadcastChannel('lain').close()`,
    };
    const { page } = await load(
      await rendering(
        `const got = {}; ${attempts(tries)} return Buffer.from(JSON.stringify({ got, env: process.env }));`,
      ),
    );
    const { got, env } = JSON.parse(Buffer.from(await page('/', NOT_FOUND)).toString()) as Record<string, object>;
    expect(got).toEqual(allRefused(tries));
    expect(env).toEqual({});
    expect(connections).toBe(0);
  });

  it('page code that imports something is not loaded', async () => {
    const file = await rendering('return fs', `import fs from 'node:fs'`);
    await expect(load(file)).rejects.toThrow('Page code imports nothing; it asked for node:fs.');
  });

  it('page code that ends its process does not end this one, and its error is reported', async () => {
    const { page } = await load(
      await rendering(`Promise.reject(new Error('sengaja')); await new Promise((go) => setTimeout(go, 1e9));`),
    );
    for (const one of await Promise.allSettled([page('/', NOT_FOUND), page('/', NOT_FOUND)]))
      expect(one).toMatchObject({ reason: { message: expect.stringMatching(/ended \(1\)[^]*sengaja/) as string } });
    await expect(page('/', NOT_FOUND)).rejects.toThrow('ended (1) before it answered');
  });

  it('page code that still waits for something does not outlive the renderer', async () => {
    const { page, close } = await load(
      await rendering(`(function wait() { setTimeout(wait, 10); })(); return Buffer.from('ada');`),
    );
    expect(Buffer.from(await page('/', NOT_FOUND)).toString()).toBe('ada');
    close();
    await expect(page('/', NOT_FOUND)).rejects.toThrow('ended (0) before it answered');
  });
});

it('Node itself keeps the renderer’s host from reading other files and the environment and from starting programs', async () => {
  vi.stubEnv('DISPOSISI_RAHASIA', 'kunci');
  const tries = {
    'environment of its parent': `fs.readFileSync('/proc/self/../' + process.ppid + '/environ')`,
    'environment of its own': `fs.readFileSync('/proc/self/environ')`,
    'file next to it': `fs.readFileSync('${join(ACTION, 'index.cjs')}')`,
    'file of the machine': `fs.readFileSync('/etc/hostname')`,
    folder: `fs.readdirSync('/')`,
    writing: `fs.writeFileSync('${join(folder, 'tertulis')}', '')`,
    process: `child.execFileSync('id')`,
    worker: `new threads.Worker('1', { eval: true })`,
    debugger: `inspector.open(0)`,
  };
  const file = await doctored({
    'renderer.mjs': '',
    'page-host.mjs': `import child from 'node:child_process';
      import fs from 'node:fs';
      import inspector from 'node:inspector';
      import threads from 'node:worker_threads';
      const got = {};
      ${attempts(tries)}
      throw new Error('<<' + JSON.stringify({ got, env: process.env }) + '>>');`,
  });
  const reported = await load(file).catch(String);
  const { got, env } = JSON.parse(/Error: <<(.*)>>/.exec(String(reported))?.[1] ?? '{}') as Record<string, object>;
  expect(got).toEqual(allRefused(tries));
  expect(env).toEqual({});
});
