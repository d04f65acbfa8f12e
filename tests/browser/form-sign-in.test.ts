import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '#embedded/office/open-office.ts';
import { FIRST } from '../support/folders.ts';
import { machine } from '../support/machine.ts';
import { hasBrowser, openBrowser } from './support/chromium.ts';
import { placePlainForm } from './support/plain-form.ts';

let folder: string;
let office: Office;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let stranger: Server;

describe.skipIf(!hasBrowser)('the sign-in page in a browser', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'masuk-'));
    office = await openOffice({ folder, root: FIRST, port: 0, log: () => undefined, machine });
    await placePlainForm(office.site);
    browser = await openBrowser();
    stranger = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<p>Situs lain</p>'));
    await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening));
  });
  afterAll(async () => {
    await browser?.close();
    stranger?.close();
    await office?.close();
    if (folder) await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    context = await browser.newContext();
    // This long time is for a busy machine. An idle one needs much less.
    context.setDefaultTimeout(120_000);
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const address = () => `${office.url}/auth?provider=github&site_id=x&scope=repo`;

  it('a sign-in page opened by another site offers no account', async () => {
    await page.goto(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`);
    const opening = page.waitForEvent('popup');
    await page.evaluate(`void window.open(${JSON.stringify(address())})`);
    const popup = await opening;
    await popup.getByText('Another site may not open this page.').waitFor();
    expect(await popup.getByRole('button').count()).toBe(0);
  });

  it('a sign-in page whose opener went to another site sends it nothing', async () => {
    await page.goto(`${office.url}/polos/`);
    const opening = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Login with GitHub' }).click();
    const popup = await opening;
    // By now the page has found out who opened it. An opener that left earlier would have counted as a stranger.
    await popup.getByRole('button', { name: 'Contoh OPD', disabled: false }).waitFor();
    await page.goto(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`);
    // This page replies to every message, as the form does.
    await page.evaluate(`window.heard = []; window.addEventListener('message', ({ data, source }) => {
      window.heard.push(data);
      source.postMessage(data, '*');
    });`);
    await popup.getByRole('button', { name: 'Contoh OPD' }).click();
    await popup.getByText('Waiting for the answer').waitFor();
    // Messages of one window keep their order. If this message is the first, the window has sent no other.
    await popup.evaluate(`void opener.postMessage('last', '*')`);
    await page.waitForFunction('window.heard.includes("last")');
    expect(await page.evaluate('window.heard')).toEqual(['last']);
    await popup.reload();
    await popup.getByText('Another site opened this page, so you cannot sign in here.').waitFor();
    expect(await popup.getByRole('button', { name: 'Contoh OPD' }).isDisabled()).toBe(true);
    expect(await page.evaluate('window.heard')).toEqual(['last']);
  });

  it('a sign-in page that nobody opened says where to open it from', async () => {
    await page.goto(address());
    await page.getByText('Open this page from the form or the desk.').waitFor();
    expect(await page.getByRole('button', { name: 'Contoh OPD' }).isDisabled()).toBe(true);
  });

  it.each(['light', 'dark'] as const)('axe finds no fault on the sign-in page (%s)', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(address());
    await page.getByText('Open this page from the form or the desk.').waitFor();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
});
