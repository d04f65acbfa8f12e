import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '#embedded/office/open-office.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { openSample } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { hasBrowser, openBrowser } from '../support/chromium.ts';
import { takeFaults } from '../../support/faults.ts';
import { FIRST } from '../../support/folders.ts';
import { machine } from '../../support/machine.ts';
import { Walk } from '../../support/walked-case.ts';
import { type BuiltSite, buildSite, type Served, serve } from '../../site/support/site.ts';
import { permitAccount } from '#tests/support/forge-accounts.ts';

/**
 * Tests that lateness is computed by the server’s time. A wrong clock of a reader makes nothing late, and nothing on
 * time.
 */

const MINUTE = 60_000;
/**
 * The time at which the register was read. The deadline of case 1 is 09.33 WIB. For case 2 the journal says that the
 * deadline has passed.
 */
const READ = '2026-11-25T02:19:30Z';

let browser: Browser;
let page: Page;

const tagOf = (id: string) => page.locator('.case-line').filter({ hasText: id }).locator('.tag');
const leftOf = (id: string) => page.locator('.case-line').filter({ hasText: id }).locator('.left');
const verdict = async () => (await page.locator('.verdict').textContent())?.trim().replace(/\s+/g, ' ');

/**
 * Opens a page.
 * @param own the time of the reader’s clock
 */
async function open(url: string, own: string): Promise<void> {
  page = await (await browser.newContext()).newPage();
  await page.clock.install({ time: new Date(own) });
  const answered = page.waitForResponse((answer) => answer.url().endsWith('/data/register.json'));
  await page.goto(url);
  await answered;
}

beforeAll(async () => {
  if (hasBrowser) browser = await openBrowser();
});
afterAll(() => browser?.close());
afterEach(() => page?.context().close());

describe.skipIf(!hasBrowser)('R35: the times on the first page of a site', () => {
  let site: BuiltSite & Served;
  let serverTime = READ;
  beforeAll(async () => {
    const late = new Walk(2, '2026-11-25T01:00:00Z').to('disposisi').wait(30).level(1);
    const built = await buildSite([new Walk(1).to('disposisi'), late], { readAt: READ });
    site = { ...built, ...(await serve(built.folder, () => serverTime)) };
  });
  beforeEach(() => {
    serverTime = READ;
  });
  afterAll(async () => {
    site?.close();
    await site?.remove();
  });

  it.each(['2001-01-01T00:00:00Z', '2041-01-01T00:00:00Z'])(
    'R35: the first page uses the server’s time for a reader whose clock is at %s',
    async (own) => {
      await open(`${site.origin}/`, own);
      await expect.poll(() => leftOf('PMK-2026-1').textContent()).toBe('hari ini, sisa 13 menit');
      expect(await tagOf('PMK-2026-1').textContent()).toBe('Berjalan');
      expect(await leftOf('PMK-2026-2').textContent()).toMatch(/^terlambat \d+ menit$/);
      expect(await verdict()).toBe('2 permohonan berjalan, 1 lewat tenggat');
      expect(await page.locator('.stale').isVisible()).toBe(false);
      // The deadline passes while the page is open.
      await page.clock.runFor(14 * MINUTE);
      expect(await tagOf('PMK-2026-1').textContent()).toBe('Lewat tenggat');
      expect(await verdict()).toBe('2 permohonan berjalan, 2 lewat tenggat');
    },
  );

  it.each([
    ['is missing', ''],
    ['is behind', '2001-01-01T00:00:00Z'],
  ])('R35: the first page uses the time at which the register was read, if the server’s time %s', async (_, said) => {
    serverTime = said;
    await open(`${site.origin}/`, '2041-01-01T00:00:00Z');
    await expect.poll(() => leftOf('PMK-2026-1').textContent()).toBe('hari ini, sisa 13 menit');
    await page.clock.runFor(14 * MINUTE);
    expect(await tagOf('PMK-2026-1').textContent()).toBe('Lewat tenggat');
  });

  it('R35: the first page keeps a case late, whatever time a server sends afterwards', async () => {
    serverTime = '2026-11-25T02:40:00Z';
    await open(`${site.origin}/`, '2001-01-01T00:00:00Z');
    await expect.poll(verdict).toBe('2 permohonan berjalan, 2 lewat tenggat');
    serverTime = '2001-01-01T00:00:00Z';
    const asked = page.waitForResponse((answer) => answer.url().endsWith('/data/register.json'));
    await page.clock.runFor(5 * MINUTE);
    await asked;
    await page.clock.runFor(2 * MINUTE);
    expect(await verdict()).toBe('2 permohonan berjalan, 2 lewat tenggat');
    expect(await tagOf('PMK-2026-2').textContent()).toBe('Lewat tenggat');
  });

  it('R35: the first page adds nothing to its text until a server has sent the time', async () => {
    page = await (await browser.newContext()).newPage();
    await page.clock.install({ time: new Date('2041-01-01T00:00:00Z') });
    await page.route('**/data/register.json', (route) => route.abort());
    await page.goto(`${site.origin}/`);
    await page.clock.runFor(30 * MINUTE);
    expect(await verdict()).toBe('2 permohonan berjalan, 1 lewat tenggat');
    expect(await leftOf('PMK-2026-1').isVisible()).toBe(false);
    expect([await tagOf('PMK-2026-1').textContent(), await tagOf('PMK-2026-2').textContent()]).toEqual([
      'Berjalan',
      'Lewat tenggat',
    ]);
  });

  it('R35: the page of a case in English uses the server’s time too', async () => {
    await open(`${site.origin}/en/berkas/PMK-2026-2/`, '2001-01-01T00:00:00Z');
    await expect.poll(() => page.locator('article .left').textContent()).toMatch(/^\d+ minutes? late$/);
    expect(await page.locator('.case-top .tag').first().textContent()).toBe('Overdue');
  });
});

describe.skipIf(!hasBrowser)('the pages of an office on this machine', () => {
  let folder: string;
  let office: Office;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jam-'));
    office = await openOffice({ folder, root: FIRST, port: 0, log: () => undefined, machine });
    const start = `${shifted(office.now(), 'PT72H').slice(0, 13)}:00:00Z`;
    const sample = await readSample(PROGRAM, 'rapat-koordinasi-banjir', 'contoh-opd', start);
    await openSample({ office, passed: () => undefined }, sample, 'contoh-opd');
    await office.showSite();
    await office.idle();
  });
  afterAll(async () => {
    await office?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it('the pages follow the office’s clock when it is moved, also while they are open', async () => {
    await open(`${office.url}/`, '2001-01-01T00:00:00Z');
    await expect.poll(() => leftOf('PMK-2026-1').textContent()).toMatch(/sisa (?:kurang dari )?\d menit$/);
    office.forward(3_600);
    await page.clock.runFor(5 * MINUTE);
    await expect.poll(() => leftOf('PMK-2026-1').textContent()).toMatch(/^terlambat 5\d menit$/);
    expect(await verdict()).toBe('1 permohonan berjalan, 1 lewat tenggat');
    await open(`${office.url}/en/`, '2041-01-01T00:00:00Z');
    await expect.poll(() => leftOf('PMK-2026-1').textContent()).toMatch(/^5\d minutes late$/);
  });

  it.each([
    ['a page', '/', /^Sistem tidak memproses sejak Kamis, 26 November 2026 pukul \d\d\.\d\d WIB\. .*tetap tersimpan/],
    [
      'the desk',
      '/en/meja/',
      /^The system has not processed anything since Thursday, 26 November 2026, \d\d:\d\d WIB\. /,
    ],
  ])(
    'R31: %s that is open says within a minute that the process cannot read, and stops saying so once the process can',
    async (_which, path, words) => {
      const lookAtAll = async (): Promise<void> => {
        await office.showSite();
        await office.idle();
      };
      await open(`${office.url}${path}`, '2001-01-01T00:00:00Z');
      const banner = page.locator('.halted');
      await banner.waitFor({ state: 'attached' });
      expect(await banner.isVisible()).toBe(false);
      await permitAccount(office.forge, 'disposisi[bot]', 'none');
      await lookAtAll();
      expect(takeFaults()).toHaveLength(1);
      await page.clock.runFor(MINUTE);
      await expect.poll(() => banner.textContent()).toMatch(words);
      expect(await banner.isVisible()).toBe(true);
      await permitAccount(office.forge, 'disposisi[bot]', 'process');
      await lookAtAll();
      await page.clock.runFor(MINUTE);
      await expect.poll(() => banner.isVisible()).toBe(false);
    },
  );
});
