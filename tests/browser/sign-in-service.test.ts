import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signInService } from '#entry/sign-in/service.ts';
import { type ServedSignIn, serveSignIn } from '#entry/sign-in/serve.ts';
import { readSignIn, SETTING } from '#entry/sign-in/settings.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { hasBrowser, openBrowser } from './support/chromium.ts';

let browser: Browser;
let context: BrowserContext;
let page: Page;
let site: Server;
let stranger: Server;
let gitHub: Server;
let service: ServedSignIn;
let token: string;

const addressOf = (server: Server): string => `http://localhost:${(server.address() as AddressInfo).port}`;
const listen = async (server: Server): Promise<Server> => {
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
  return server;
};

/** Returns a page that has only the desk’s sign-in. */
async function deskPage(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { signInByWindow } from './site/src/desk/session.ts';
        window.signIn = (origin) => signInByWindow({ auth: { origin, path: 'auth' } }, new AbortController().signal);`,
      resolveDir: PROGRAM,
      loader: 'ts',
    },
    absWorkingDir: PROGRAM,
    bundle: true,
    format: 'iife',
    write: false,
  });
  return `<!doctype html><title>Situs</title><script>${outputFiles[0]?.text}</script>`;
}

describe.skipIf(!hasBrowser)('the sign-in in a browser', () => {
  beforeAll(async () => {
    const content = await deskPage();
    const pages = () => createServer((_, response) => response.setHeader('content-type', 'text/html').end(content));
    [site, stranger] = [await listen(pages()), await listen(pages())];
    // This server replies as GitHub does for a person who agrees at once.
    gitHub = await listen(
      createServer((request, response) => {
        const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://x');
        if (pathname === '/login/oauth/authorize') {
          const back = `${query.get('redirect_uri')}?${new URLSearchParams({ code: 'kode', state: query.get('state') ?? '' })}`;
          response.writeHead(302, { location: back }).end();
          return;
        }
        const answer =
          pathname === '/login/oauth/access_token' ? { access_token: token, expires_in: 28_800 } : { id: 1 };
        response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
      }),
    );
    let handler: (request: Request) => Promise<Response> = async () => new Response();
    service = await serveSignIn(
      (request) => handler(request),
      0,
      () => undefined,
    );
    handler = signInService(
      readSignIn({
        [SETTING.address]: `http://127.0.0.1:${service.port}`,
        [SETTING.site]: addressOf(site),
        [SETTING.repository]: 'kantor/agenda',
        [SETTING.repositoryId]: '1',
        [SETTING.clientId]: 'Iv23contoh',
        [SETTING.clientSecret]: 'rahasia-contoh',
        [SETTING.github]: addressOf(gitHub),
        [SETTING.api]: addressOf(gitHub),
      }),
    );
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await service?.close();
    for (const server of [site, stranger, gitHub]) server?.close();
  });
  beforeEach(async () => {
    token = 'ghu_contoh';
    context = await browser.newContext();
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const signIn = () => page.evaluate<unknown>(`window.signIn('http://127.0.0.1:${service.port}')`);

  it('the sign-in gives the desk a token, by a window that closes by itself', async () => {
    await page.goto(addressOf(site));
    const before = context.pages().length;
    expect(await signIn()).toEqual({ token: 'ghu_contoh' });
    await expect.poll(() => context.pages().length).toBe(before);
  });

  it('the sign-in says to the desk in words why there is no token', async () => {
    token = 'gho_luas';
    await page.goto(addressOf(site));
    expect(await signIn()).toMatchObject({ fault: 'refused', reason: expect.stringContaining('expected ghu_') });
  });

  it('security row 44: the sign-in gives another site nothing, although that site opened the window', async () => {
    await page.goto(addressOf(stranger));
    await page.evaluate(`window.heard = []; window.addEventListener('message', ({ data, source }) => {
      window.heard.push(data);
      source.postMessage(data, '*');
      source.postMessage('authorizing:github', '*');
    });`);
    const opening = page.waitForEvent('popup');
    await page.evaluate(`void window.open('http://127.0.0.1:${service.port}/auth?provider=github')`);
    const popup = await opening;
    await popup.getByText('Signed in; this window may be closed.').waitFor();
    // Messages of one window keep their order. If this message is the first, the window has sent no other.
    await popup.evaluate(`void opener.postMessage('last', '*')`);
    await page.waitForFunction('window.heard.includes("last")');
    expect(await page.evaluate('window.heard')).toEqual(['last']);
  });
});
