import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { openBrowser } from '#tests/browser/support/chromium.ts';
import { fieldOf, fillAtDesk, LETTER_PDF, WHOLE_AT_DESK } from '#tests/browser/support/desk-request.ts';
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
  readonly task: (page: Page, work: Work) => Promise<void>;
  /** The goal of the project, in minutes of a person. */
  readonly aim?: string;
}

/** What a person does with fingers, as far as the journey counts it. */
interface Work {
  keys: number;
  taps: number;
  /** Begins to count here, on the first page of the site. What came before only prepared the task. */
  readonly beginHere: () => Promise<void>;
}

/** Seconds of a person on a phone for one key and for one tap. */
const PERSON = { key: 0.2, tap: 1.5 } as const;

/** How many taps a kind of field needs on a phone: its list of choices, or its pickers of day and time. */
const TAPS: Readonly<Record<string, number>> = { select: 2, date: 3, time: 3, 'datetime-local': 6, file: 3 };

/**
 * Measures the tasks of people at the office, from the first page to the end of the task. The seconds are those of a
 * person who does not read and types at once. All other figures are the same on every machine. Where keys and taps are
 * counted, the minutes are those of a person: the seconds, 0.2 s for each key and 1.5 s for each tap. Reading and
 * signing are not counted.
 */
export const journeys: Bench = async () => {
  const { office, close } = await openPictureOffice(0);
  const browser = await openBrowser();
  try {
    const rows: Row[] = [];
    for (const { what, screen, path, task, aim } of JOURNEYS) {
      const figures = [await costOf(browser, screen, `${office.url}${path}`, task)];
      rows.push({ what, figures, ...(aim === undefined ? {} : { aim }) });
    }
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
  // On a phone the entries are in a menu.
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

/** A request of a new applicant: the fields that the form asks for, and no others. */
const ASKED = Object.fromEntries(
  Object.entries(WHOLE_AT_DESK).filter(
    ([label]) => !/^(?:Jenis pemohon|NIP|Nomor referensi SRIKANDI|Peralatan)$/.test(label),
  ),
);

/** The fields that a returning applicant fills in, because they differ each time. */
const EACH_TIME =
  /^(?:Nomor surat|Tanggal surat|Jenis krisis|Lokasi|Uraian|Jenis kegiatan|Judul kegiatan|Mulai|Selesai|Ruang|Aplikasi|Jumlah peserta)$/;

async function tap(work: Work, button: Locator): Promise<void> {
  work.taps += 1;
  await button.click();
}

const toWrite = (page: Page): Locator => page.locator('main').getByRole('link', { name: 'Tulis permohonan' });

/** Goes from the first page to the form. */
async function toForm(page: Page, work: Work): Promise<void> {
  await tap(work, toWrite(page));
  work.taps += 2;
  await signInAs(page, 'Contoh OPD');
}

/** Fills in a request on a phone, part by part, attaches the signed letter, and submits. */
async function writeOnPhone(page: Page, work: Work, typed: Readonly<Record<string, unknown>>): Promise<void> {
  const topics = page.locator('.topic');
  await topics.first().waitFor();
  for (let at = 0; at < (await topics.count()); at += 1) {
    for (const [label, value] of Object.entries(typed)) {
      const field = fieldOf(page, label);
      if (typeof value !== 'string' || !(await field.isVisible())) continue;
      const kind = await field.evaluate((each) => {
        const { tagName, type } = each as unknown as { tagName: string; type?: string };
        return tagName === 'SELECT' ? 'select' : (type ?? 'text');
      });
      // The form begins with the usual choice, which the person leaves.
      if ((await field.inputValue()) === value) continue;
      const taps = TAPS[kind];
      work.taps += taps ?? 1;
      if (taps === undefined) work.keys += value.length;
      // The first time of a request also needs its day.
      if (kind === 'time' && label === 'Mulai') work.taps += TAPS['date'] ?? 0;
      await fillAtDesk(page, { [label]: value });
    }
    const attach = page.getByLabel('Tambah lampiran');
    if (await attach.isVisible()) {
      work.taps += TAPS['file'] ?? 0;
      await attach.setInputFiles(LETTER_PDF);
      await page.getByText(/ ditambahkan\./).waitFor();
    }
    if (at + 1 < (await topics.count())) await tap(work, page.getByRole('button', { name: /^Lanjut ke / }));
  }
  await tap(work, page.getByRole('button', { name: 'Ajukan', exact: true }));
  await page.getByRole('heading', { name: /^Permohonan tercatat: / }).waitFor();
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
    what: 'new applicant, slow phone: from the first page to the number of the request',
    screen: SLOW_PHONE,
    path: '/',
    aim: '≤ 6 minutes',
    task: async (page, work) => {
      await toForm(page, work);
      await writeOnPhone(page, work, ASKED);
    },
  },
  {
    what: 'returning applicant, slow phone: another request, with remembered data',
    screen: SLOW_PHONE,
    path: '/',
    aim: '≤ 3 minutes',
    task: async (page, work) => {
      await toForm(page, work);
      await page.getByLabel('Ingat data ini untuk permohonan berikutnya').check();
      await writeOnPhone(page, work, ASKED);
      await work.beginHere();
      await tap(work, toWrite(page));
      const typed = Object.entries(ASKED).filter(([label]) => EACH_TIME.test(label));
      await writeOnPhone(page, work, Object.fromEntries(typed));
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
 * @returns seconds, presses, fields, requests, and kilobytes received; keys, taps and minutes if the task counts them
 */
async function costOf(
  browser: Browser,
  { width, height, isSlow }: Screen,
  address: string,
  task: Journey['task'],
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
    let begun = performance.now();
    let past = 0;
    const work: Work = {
      keys: 0,
      taps: 0,
      beginHere: async () => {
        Object.assign(work, { keys: 0, taps: 0 });
        Object.assign(counted, { presses: 0, fields: 0 });
        past = sizes.length;
        begun = performance.now();
        await page.goto(address, { waitUntil: 'commit' });
      },
    };
    await page.goto(address, { waitUntil: 'commit' });
    await task(page, work);
    const s = (performance.now() - begun) / 1000;
    const received = sizes.slice(past);
    const kB = (await Promise.all(received)).reduce((sum, each) => sum + each, 0) / 1000;
    const { keys, taps } = work;
    const minutes = (s + keys * PERSON.key + taps * PERSON.tap) / 60;
    return { s, ...counted, kB, requests: received.length, ...(taps > 0 ? { keys, taps, minutes } : {}) };
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
