import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '#embedded/office/open-office.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { openSample } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { FIRST } from '../support/folders.ts';
import { machine } from '../support/machine.ts';
import { fakeBrowser } from '../support/open-sealed.ts';
import { openReceiver, type TestReceiver } from '../support/receiver.ts';
import { hasBrowser, needs, openBrowser } from './support/chromium.ts';
import { openDeskAs } from './support/desk.ts';

const own = fakeBrowser();

/** Returns a script that replaces the browser’s push service, which tests cannot reach. */
const withService = (endpoint: string): string => `
  const place = 'langganan';
  const made = () => ({
    endpoint: ${JSON.stringify(endpoint)},
    toJSON: () => ({ endpoint: ${JSON.stringify(endpoint)}, keys: ${JSON.stringify(own.keys)} }),
    unsubscribe: async () => (localStorage.removeItem(place), true),
  });
  PushManager.prototype.getSubscription = async () => (localStorage.getItem(place) ? made() : null);
  PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
    if (!userVisibleOnly || applicationServerKey.length !== 87) throw new DOMException('no key', 'InvalidAccessError');
    localStorage.setItem(place, '1');
    return made();
  };
`;

describe.skipIf(!hasBrowser)('notifications on a device', () => {
  let folder: string;
  let office: Office;
  let browser: Browser;
  let service: TestReceiver;
  let number: number;
  beforeAll(async () => {
    service = await openReceiver((response) => void response.writeHead(201).end());
    folder = await mkdtemp(join(tmpdir(), 'beri-tahu-'));
    const allows = ({ origin }: URL): boolean => origin === service.url;
    office = await openOffice({ folder, root: FIRST, port: 0, log: () => undefined, machine, allows });
    await office.showSite();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await office?.close();
    await service?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const devices = async (): Promise<{ account: number; endpoint: string }[]> =>
    JSON.parse(await readFile(join(folder, 'push.json'), 'utf8')).devices;
  const allow = (context: BrowserContext): Promise<void> =>
    context.grantPermissions(['notifications'], { origin: office.url });
  const tell = (page: Page) => page.getByRole('button', { name: 'Beri tahu saya di perangkat ini' });
  const stop = (page: Page) => page.getByRole('button', { name: 'Hentikan di perangkat ini' });
  /** Opens the desk of a person whose browser has a push service. */
  const deskOf = async (login: string, path = '') => {
    const window = await openDeskAs(browser, { office, folder }, login, path);
    await window.page.addInitScript(withService(`${service.url}/${login}`));
    await window.page.reload();
    window.context.setDefaultTimeout(15_000);
    return window;
  };

  it('a device is notified only after a click; the office stores the device for the account that signed in, and a second click removes it', async () => {
    const { page, context, complaints } = await deskOf('contoh-tu');
    await tell(page).waitFor();
    expect(await page.evaluate('navigator.serviceWorker.getRegistrations().then(({ length }) => length)')).toBe(0);
    await allow(context);
    await tell(page).click();
    await stop(page).waitFor();
    expect(await devices()).toEqual([expect.objectContaining({ account: 1002, endpoint: `${service.url}/contoh-tu` })]);
    await page.reload();
    await stop(page).click();
    await tell(page).waitFor();
    expect(await devices()).toEqual([]);
    // The browser’s permission stays. By this entry, a desk that is open in another tab knows that notifications were
    // stopped.
    expect(await page.evaluate(`localStorage.getItem('disposisi-meja-tanpa-notifikasi')`)).toBe('1');
    // The page’s policy has refused nothing.
    expect(complaints.filter((text) => /Content Security|Trusted/.test(text))).toEqual([]);
    await context.close();
  });

  it('signing out ends notifications, so that the next person at this browser sees none of the last person’s', async () => {
    const { page, context } = await deskOf('contoh-operator');
    await allow(context);
    await tell(page).click();
    await stop(page).waitFor();
    await page.getByRole('button', { name: 'Keluar' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expect.poll(() => page.evaluate(`localStorage.getItem('langganan')`)).toBeNull();
    await context.close();
  });

  it('a repeated notification has the same name, and a click on it opens its case in an open desk, and no other address', async ({
    skip,
  }) => {
    needs(skip, 'protocol');
    const { page, context } = await deskOf('contoh-tu');
    await allow(context);
    await tell(page).click();
    await stop(page).waitFor();
    const start = `${shifted(office.now(), 'PT72H').slice(0, 13)}:00:00Z`;
    const sample = await readSample(PROGRAM, 'rapat-koordinasi-banjir', 'contoh-opd', start);
    number = await openSample({ office, passed: () => undefined }, sample, 'contoh-opd');
    await office.idle();
    await office.messagesSent();
    const sealed = service.got.at(-1)?.bytes;
    const data = own.open(sealed ?? Buffer.alloc(0));
    const protocol = await context.newCDPSession(page);
    const ids: string[] = [];
    protocol.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) =>
      ids.push(...registrations.map(({ registrationId }) => registrationId)),
    );
    await protocol.send('ServiceWorker.enable');
    await expect.poll(() => ids.length).toBeGreaterThan(0);
    const [worker] = context.serviceWorkers();
    if (!worker) throw new Error('The script is not at work.');
    // A browser without a screen cannot show a notification, so the notifications are only recorded.
    await worker.evaluate(`self.shown = [];
      self.registration.showNotification = async (title, options) => void self.shown.push({ title, ...options })`);
    for (const _ of [1, 2])
      await protocol.send('ServiceWorker.deliverPushMessage', {
        ...{ origin: office.url, registrationId: ids[0] ?? '', data },
      });
    const one = {
      title: expect.stringContaining(`PMK-2026-${number}`),
      body: expect.stringMatching(/^Menunggu .* \(langkah 2 dari 10\)/),
      lang: 'id',
      // A second notification with the same name replaces the first.
      tag: expect.stringMatching(/^[0-9a-f]{32}-turn$/),
      data: `/meja/#/${number}`,
    };
    await expect.poll(() => worker.evaluate('self.shown')).toEqual([one, one]);
    await worker.evaluate(`(async () => {
      for (const data of ['https://lain.example/meja/#/1', '/meja/#javascript:1', '/meja/#/${number}']) {
        const pressed = Object.assign(new Event('notificationclick'), {
          notification: { data, close: () => undefined },
          waitUntil: (work) => work.catch(() => undefined),
        });
        self.dispatchEvent(pressed);
      }
    })()`);
    await page.getByRole('heading', { level: 1, name: `PMK-2026-${number}` }).waitFor();
    await context.close();
  });

  it('if notifications are denied, the desk says so, and the office stores no device', async () => {
    const { page, context } = await deskOf('contoh-kepala-dinas');
    await page.addInitScript(`Notification.requestPermission = async () => 'denied'`);
    await page.reload();
    await tell(page).click();
    await page.getByText('Peramban tidak mengizinkan notifikasi').waitFor();
    expect((await devices()).filter(({ account }) => account === 1003)).toEqual([]);
    await context.close();
  });

  it('a browser without push is offered no notifications', async () => {
    const { page, context } = await deskOf('contoh-tu');
    await page.addInitScript('delete window.PushManager');
    await page.reload();
    await page.getByRole('heading', { name: 'Menunggu tindakan saya' }).waitFor();
    expect(await tell(page).count()).toBe(0);
    await context.close();
  });

  it('security 23, 43: the desk’s page registers no other script for notifications, and makes no further policy for scripts', async () => {
    const { page, context } = await deskOf('contoh-tu');
    const policy = await page.locator('meta[http-equiv="content-security-policy"]').getAttribute('content');
    expect(policy).toContain(
      "worker-src 'self'; require-trusted-types-for 'script'; trusted-types pemeriksa perangkat",
    );
    const tried = await page.evaluate(`(async () => {
      const asked = async (attempt) => {
        try {
          await attempt();
          return 'made';
        } catch {
          return 'refused';
        }
      };
      return [
        await asked(() => navigator.serviceWorker.register('/admin/decap-cms.js')),
        ...(await Promise.all(['lain', 'pemeriksa', 'perangkat'].map((name) => asked(() => trustedTypes.createPolicy(name, {}))))),
      ];
    })()`);
    expect(tried).toEqual(['refused', 'refused', 'refused', 'refused']);
    await context.close();
  });
});
