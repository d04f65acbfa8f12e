/**
 * `npm run bench:writing`: what it takes a person with a phone of 360 pixels and a slow network (400 kbit/s, 400 ms) to come from
 * the address to the first field of a request, at the desk and in Decap: seconds, bytes on the wire, requests and presses. Seconds
 * are of one run; bytes are the same on every machine.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { openOffice } from '#embedded/office/open-office.ts';
import { openBrowser } from '#tests/browser/support/chromium.ts';
import { FIRST } from '#tests/support/folders.ts';

const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };

/** A way from an address to the first field of a request. */
interface Door {
  readonly name: string;
  readonly address: string;
  /** The button that signs in. */
  readonly signIn: string;
  readonly firstField: (page: Page) => Locator;
}

const DOORS: readonly Door[] = [
  {
    name: 'desk',
    address: '/meja/#/baru',
    signIn: 'Masuk sebagai akun contoh',
    firstField: (page) => page.locator('#isian-pemohon-instansi'),
  },
  {
    name: 'Decap',
    address: '/admin/#/collections/protokol-manajemen-krisis/new',
    signIn: 'Masuk',
    firstField: (page) => page.getByLabel('Instansi', { exact: true }),
  },
];

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function walk(browser: Browser, url: string, { name, address, signIn, firstField }: Door): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true });
  context.setDefaultTimeout(300_000);
  let [bytes, calls] = [0, 0];
  const slow = async (page: Page): Promise<void> => {
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    await network.send('Network.emulateNetworkConditions', SLOW);
    network.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
      calls += 1;
    });
  };
  const page = await context.newPage();
  await slow(page);
  const begun = performance.now();
  const seconds = (): string => ((performance.now() - begun) / 1000).toFixed(1);
  const row = (what: string, presses: number): void =>
    say(`| ${name} | ${what} | ${seconds()} s | ${(bytes / 1000).toFixed(0)} KB | ${calls} | ${presses} |`);
  await page.goto(`${url}${address}`, { waitUntil: 'commit' });
  const button = page.getByRole('button', { name: signIn, exact: true });
  await button.waitFor();
  row('the button that signs in', 0);
  const [popup] = await Promise.all([page.waitForEvent('popup'), button.click()]);
  await slow(popup);
  await popup.getByRole('button', { name: 'Contoh OPD' }).click();
  await firstField(page).waitFor();
  row('the first field', 2);
  await context.close();
}

const folder = await mkdtemp(join(tmpdir(), 'disposisi-bench-'));
const office = await openOffice({ folder, root: FIRST, port: 0, log: () => undefined });
const browser = await openBrowser();
try {
  await office.showSite();
  say('| door | until | time | on the wire | requests | presses |');
  say('| --- | --- | --- | --- | --- | --- |');
  for (const door of DOORS) await walk(browser, office.url, door);
} finally {
  await browser.close();
  await office.close();
  await rm(folder, { recursive: true, force: true });
}
