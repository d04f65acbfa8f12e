/**
 * `npm run bench:desk`: what the desk asks of the forge, in a browser: calls and bytes to sign in, for the list of 20 and of
 * 200 waiting cases, and from an act to its answer. Counts are the same on every machine; times are not.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type Office, openOffice } from '#embedded/office/open-office.ts';
import { readSample, type Sample, shifted } from '#embedded/office/samples.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { openBrowser } from '#tests/browser/support/chromium.ts';
import { FIRST } from '#tests/support/folders.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const row = (...cells: (string | number)[]): void => say(`| ${cells.join(' | ')} |`);
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB`;

/** What went over the wire to the forge since it was last asked. */
interface Meter {
  readonly page: Page;
  read(): Promise<{ calls: number; up: number; down: number }>;
}

function meterOf(page: Page): Meter {
  let sizes: Promise<{ requestBodySize: number; responseBodySize: number }>[] = [];
  page.on('requestfinished', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/')) sizes.push(request.sizes());
  });
  return {
    page,
    read: async () => {
      const all = await Promise.all(sizes);
      sizes = [];
      const sum = (of: (each: (typeof all)[number]) => number): number =>
        all.reduce((total, each) => total + of(each), 0);
      return { calls: all.length, up: sum((each) => each.requestBodySize), down: sum((each) => each.responseBodySize) };
    },
  };
}

async function fill(office: Office, sample: Sample, from: number, until: number): Promise<void> {
  const applicant = await office.as('contoh-bpbd');
  for (let n = from; n <= until; n += 1) {
    const files = sample.files.map(({ path, bytes }) => ({ path: path.replace(sample.name, `rapat-${n}`), bytes }));
    await applicant.open({ branch: `permohonan/rapat-${n}`, title: `Permohonan: rapat-${n}`, files, draft: false });
    await office.idle();
    if (n % 20 === 0) process.stderr.write(`  ${n} cases wait\n`);
  }
}

async function signIn(browser: Browser, url: string): Promise<Meter> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const meter = meterOf(page);
  // The window closes itself as soon as it has its token: what it asked is counted on the way.
  const door = { calls: 0, up: 0, down: 0 };
  await context.route(/\/auth(?:[/?]|$)/, async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    door.calls += 1;
    door.up += route.request().postData()?.length ?? 0;
    door.down += body.length;
    await route.fulfill({ response, body });
  });
  await page.goto(`${url}/meja/`);
  const opening = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Masuk sebagai akun contoh' }).click();
  const popup = await opening;
  await popup.getByRole('button', { name: 'Contoh Petugas TU' }).click();
  await page.locator('#meja h4').first().waitFor();
  row('sign-in: the window of sample accounts', door.calls, kilobytes(door.up), kilobytes(door.down), '');
  return meter;
}

const folder = await mkdtemp(join(tmpdir(), 'disposisi-bench-'));
const office = await openOffice({ folder, root: FIRST, port: 0, log: () => undefined });
try {
  await office.showSite();
  const start = shifted(office.now(), 'PT720H');
  const sample = await readSample(PROGRAM, 'konferensi-pers-gangguan-layanan', 'contoh-bpbd', start);
  row('at the desk', 'calls', 'sent', 'received', 'time');
  row('---', '---:', '---:', '---:', '---:');
  let [filed, gone] = [0, 0];
  for (const cases of [20, 200]) {
    await fill(office, sample, filed + 1, cases + gone);
    filed = cases + gone;
    gone += 1;
    const browser = await openBrowser();
    const { page, read } = await signIn(browser, office.url);
    await read();
    const before = performance.now();
    await page.reload();
    await page
      .locator('#meja h4')
      .nth(cases - 1)
      .waitFor();
    const time = performance.now() - before;
    const list = await read();
    row(`list, ${cases} waiting cases`, list.calls, kilobytes(list.up), kilobytes(list.down), `${time.toFixed(0)} ms`);
    await page.locator('#meja h4 a').first().click();
    await page.getByRole('button', { name: /^Setujui → / }).waitFor();
    const opened = await read();
    row('a case opens', opened.calls, kilobytes(opened.up), kilobytes(opened.down), '');
    const sent = performance.now();
    await page.getByRole('button', { name: /^Setujui → / }).click();
    await page.locator('.is-accepted').waitFor();
    const answered = performance.now() - sent;
    const act = await read();
    row('act → answer shown', act.calls, kilobytes(act.up), kilobytes(act.down), `${answered.toFixed(0)} ms`);
    await browser.close();
  }
} finally {
  await office.close();
  await rm(folder, { recursive: true, force: true });
}
