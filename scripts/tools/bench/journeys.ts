import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '#tests/browser/support/chromium.ts';
import { fieldOf, LETTER_PDF, WHOLE_AT_DESK } from '#tests/browser/support/desk-request.ts';
import { openPictureOffice } from '#tools/pictures/sample-office.ts';
import type { Figure, Bench, Row } from './measured.ts';

/** The screen and the network of a person. */
interface Screen {
  readonly width: number;
  readonly height: number;
  /** Whether the network is slow: 400 kbit/s in each direction, and 400 ms until a response begins. */
  readonly isSlow?: true;
}

const PC: Screen = { width: 1366, height: 768 };
const PHONE: Screen = { width: 360, height: 740 };
const SLOW_PHONE: Screen = { ...PHONE, isSlow: true };
const SIGN_IN = 'Masuk sebagai akun contoh';

interface Journey {
  readonly what: string;
  readonly screen: Screen;
  readonly path: string;
  readonly task: (page: Page) => Promise<void>;
}

/**
 * Measures the tasks of people at the office, from the first page to the end of the task. The seconds are those of a
 * person who does not read and types at once. All other figures are the same on every machine.
 */
export const journeys: Bench = async () => {
  const { office, close } = await openPictureOffice(0);
  const browser = await openBrowser();
  try {
    const rows: Row[] = [];
    for (const { what, screen, path, task } of JOURNEYS)
      rows.push({ what, figures: [await costOf(browser, screen, `${office.url}${path}`, task)] });
    return rows;
  } finally {
    await browser.close();
    await close();
  }
};

const inList = (page: Page, title: string) =>
  page.locator('main').getByRole('listitem').filter({ hasText: title }).getByRole('link').first();

const signInAs = (page: Page, account: string, name = SIGN_IN): Promise<void> =>
  inPopup(
    page,
    () => page.getByRole('button', { name, exact: true }).click(),
    (window) => window.getByRole('button', { name: account }).click(),
  );

/** Goes from the first page to a case at the desk that waits for the account. */
async function toCase(page: Page, account: string, title: string): Promise<void> {
  const menu = page.getByRole('button', { name: 'Menu', exact: true });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole('link', { name: 'Meja kerja', exact: true }).first().click();
  await signInAs(page, account);
  await inList(page, title).click();
  await page.locator('.desk-case').waitFor();
  // On a phone the decision is on a sheet over the page.
  const decide = page.getByRole('button', { name: 'Putuskan' });
  if (await decide.isVisible()) await decide.click();
}

async function approve(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Setujui, / }).click();
  await page.locator('.is-accepted').waitFor();
}

const JOURNEYS: readonly Journey[] = [
  {
    what: 'applicant, PC: writes a request with its letter and submits it',
    screen: PC,
    path: '/',
    task: async (page) => {
      await page.locator('main').getByRole('link', { name: 'Tulis permohonan' }).click();
      await signInAs(page, 'Contoh OPD');
      for (const [label, value] of Object.entries(WHOLE_AT_DESK)) {
        const field = fieldOf(page, label);
        if (typeof value !== 'string')
          for (const each of value) await page.getByRole('checkbox', { name: each, exact: true }).click();
        else if (await field.evaluate(({ tagName }: { tagName?: string }) => tagName === 'SELECT'))
          await field.selectOption(value);
        else await field.fill(value);
      }
      await page.getByLabel('Tambah lampiran').setInputFiles(LETTER_PDF);
      await page.getByText(/ ditambahkan\./).waitFor();
      await page.getByRole('button', { name: 'Ajukan', exact: true }).click();
      await page.getByRole('heading', { name: /^Permohonan tercatat: / }).waitFor();
    },
  },
  {
    what: 'applicant, slow phone: from the address to the first field of a request, at the desk',
    screen: SLOW_PHONE,
    path: '/meja/#/baru',
    task: async (page) => {
      await signInAs(page, 'Contoh OPD');
      await fieldOf(page, 'Instansi').waitFor();
    },
  },
  {
    what: 'the same in the form of the CMS',
    screen: SLOW_PHONE,
    path: '/admin/#/collections/protokol-manajemen-krisis/new',
    task: async (page) => {
      await signInAs(page, 'Contoh OPD', 'Masuk');
      await fieldOf(page, 'Instansi').waitFor();
    },
  },
  {
    what: 'head of the office, slow phone: decides, with a note',
    screen: SLOW_PHONE,
    path: '/',
    task: async (page) => {
      await toCase(page, 'Contoh Kepala Dinas', 'Contoh: rapat koordinasi banjir');
      await page.getByLabel('Catatan', { exact: true }).fill('Kabid Aptika: tindak lanjuti.');
      // The figure is of one step, as before both steps could be decided at once.
      await page.getByRole('checkbox', { name: /^Sekaligus / }).uncheck();
      await approve(page);
    },
  },
  {
    what: 'operator, phone: reports what took place',
    screen: PHONE,
    path: '/',
    task: async (page) => {
      await toCase(page, 'Contoh Staf Operator', 'Contoh: rapat posko banjir');
      await fieldOf(page, 'Mulai').fill('2026-11-25T08:30');
      await fieldOf(page, 'Selesai').fill('2026-11-25T09:30');
      await fieldOf(page, 'Uraian pelaksanaan').fill('Kegiatan berjalan sesuai rencana.');
      await fieldOf(page, 'Jumlah hadir').fill('17');
      await page.getByRole('radio', { name: 'Ya' }).click();
      await approve(page);
    },
  },
  {
    what: 'citizen, slow phone: finds a running case by words of its title, and who acts until when',
    screen: SLOW_PHONE,
    path: '/',
    task: async (page) => {
      await page.getByRole('searchbox').fill('rapat evakuasi warga');
      await page.getByRole('button', { name: 'Cari' }).click();
      await inList(page, 'Contoh: rapat evakuasi warga').click();
      await page
        .getByText(/— tenggat |^Lewat tenggat: /)
        .first()
        .waitFor();
    },
  },
];

const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };

/** Counts presses and changed fields in every window. */
const COUNTING = `
  addEventListener('pointerdown', () => done('presses'), true);
  addEventListener('change', () => done('fields'), true);`;

/**
 * Does a task from a first page to its end.
 * @returns seconds, presses, fields, requests, and kilobytes received
 */
async function costOf(
  browser: Browser,
  { width, height, isSlow }: Screen,
  address: string,
  task: (page: Page) => Promise<void>,
): Promise<Figure> {
  const context = await browser.newContext({ viewport: { width, height }, hasTouch: width < 500 });
  context.setDefaultTimeout(300_000);
  try {
    const counted = { presses: 0, fields: 0 };
    await context.exposeFunction('done', (kind: keyof typeof counted) => (counted[kind] += 1));
    await context.addInitScript(COUNTING);
    const sizes = wireOf(context);
    const page = await context.newPage();
    if (isSlow) {
      await slowDown(page);
      context.on('page', (window) => void slowDown(window));
    }
    const begun = performance.now();
    await page.goto(address, { waitUntil: 'commit' });
    await task(page);
    const s = (performance.now() - begun) / 1000;
    const kB = (await Promise.all(sizes)).reduce((sum, each) => sum + each, 0) / 1000;
    return { s, ...counted, kB, requests: sizes.length };
  } finally {
    await context.close();
  }
}

/** Does an act that opens a window, does something in the window, and waits until the window is closed. */
async function inPopup(page: Page, act: () => Promise<void>, within: (window: Page) => Promise<void>): Promise<void> {
  const [opened] = await Promise.all([page.waitForEvent('popup'), act()]);
  // A person is never faster than the script of the window.
  await opened.waitForLoadState();
  await Promise.all([opened.waitForEvent('close'), within(opened)]);
}

/** Collects the sizes of all responses. A size is 0 if the window was closed before the size could be read. */
function wireOf(context: BrowserContext): Promise<number>[] {
  const sizes: Promise<number>[] = [];
  context.on('requestfinished', (request) => {
    const size = request.sizes().then((each) => each.responseHeadersSize + each.responseBodySize);
    sizes.push(size.catch(() => 0));
  });
  return sizes;
}

async function slowDown(page: Page): Promise<void> {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', SLOW);
}
