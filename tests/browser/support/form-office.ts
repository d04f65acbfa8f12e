import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { type Office, openOffice } from '#embedded/office/open-office.ts';
import { machine } from '../../support/machine.ts';
import { isFirefox, openBrowser } from './chromium.ts';

/** An office whose site is served, and a browser in which people open its form. */
export interface FormOffice {
  readonly folder: string;
  readonly office: Office;
  readonly browser: Browser;
  close(): Promise<void>;
}

/**
 * Opens an office with its site, and a browser.
 * @param root the folder with the office’s configuration
 */
export async function openFormOffice(root: string): Promise<FormOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'formulir-'));
  const office = await openOffice({ folder, root, port: 0, log: () => undefined, machine });
  await office.showSite();
  const browser = await openBrowser();
  return {
    ...{ folder, office, browser },
    close: async () => {
      await browser.close();
      await office.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Gives devices to tests. No device has data of an earlier person. */
export interface Devices {
  take(): Promise<BrowserContext>;
  /** Takes all devices back, at the end of a test. */
  putBack(): Promise<void>;
}

/**
 * Returns the devices for the tests of a file. A used device is emptied and used again. The operating-system process
 * that shows its pages then has the form’s program compiled already. Compiling takes more than a second of processor
 * time.
 */
export function devicesOf(
  { browser, office }: Pick<FormOffice, 'browser' | 'office'>,
  options: BrowserContextOptions,
): Devices {
  const [free, taken]: [BrowserContext[], BrowserContext[]] = [[], []];
  const crashed = new Set<BrowserContext>();
  const open = async (): Promise<BrowserContext> => {
    const context = await browser.newContext(options);
    for (const page of context.pages()) page.once('crash', () => crashed.add(context));
    return context;
  };
  return {
    take: async () => {
      const context = free.pop() ?? (await open());
      taken.push(context);
      return context;
    },
    putBack: async () => {
      for (const context of taken.splice(0)) {
        if (isFirefox || crashed.has(context)) await context.close();
        else {
          await emptied(context, office.url);
          free.push(context);
        }
      }
    },
  };
}

/**
 * Removes from a device all data of its person.
 * @throws if the device still has data
 */
async function emptied(context: BrowserContext, url: string): Promise<void> {
  const [kept, ...used] = context.pages();
  if (!kept) throw new Error('The device has lost its first page.');
  for (const page of used) await page.close();
  context.removeAllListeners('request');
  await context.unrouteAll();
  await context.setOffline(false);
  await context.clearCookies();
  await context.clearPermissions();
  const session = await context.newCDPSession(kept);
  await session.send('Storage.clearDataForOrigin', { origin: new URL(url).origin, storageTypes: 'all' });
  await session.detach();
  const page = await context.newPage();
  await page.goto(`${url}/health`);
  const left = await page.evaluate<string>(
    'indexedDB.databases().then((all) => JSON.stringify([all, { ...localStorage }, document.cookie]))',
  );
  await page.close();
  if (left !== '[[],{},""]') throw new Error(`On the device is left: ${left}`);
}
