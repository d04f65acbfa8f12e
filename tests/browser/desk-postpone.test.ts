import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Roles } from '#domain/generated/roles.ts';
import { type Office, openOffice } from '#embedded/office/open-office.ts';
import { shifted } from '#embedded/office/samples.ts';
import { ROOT } from '../support/folders.ts';
import { machine } from '../support/machine.ts';
import { hasBrowser, needs, openBrowser } from './support/chromium.ts';
import { isTooWide, openDeskAs, unfold, type Window } from './support/desk.ts';
import { atLastRow } from './support/rounds-office.ts';

/** A file of the configuration, as the desk reads it. */
interface Blob {
  readonly name: string;
  oid: string;
  readonly object?: { text?: string };
}

let folder = '';
let office: Office;
let browser: Browser;
let window: Window | undefined;

/** As a field for a time takes it: the wall time of western Indonesia. */
const wall = (instant: string): string => shifted(instant, 'PT7H').slice(0, 16);

describe.skipIf(!hasBrowser)('R53: another time is asked for at the desk', () => {
  /** Cases at row 10, before the event. */
  let [onPhone, onDesktop] = [0, 0];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tunda-'));
    office = await openOffice({ folder, root: ROOT, port: 0, log: () => undefined, machine });
    await office.showSite();
    onPhone = await atLastRow(office, 'rapat-koordinasi-banjir', 'contoh-opd');
    // The room is one for both.
    office.forward(4 * 3600);
    onDesktop = await atLastRow(office, 'rapat-evakuasi-warga', 'contoh-bpbd');
    await office.idle();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await office?.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    await window?.context.close();
    window = undefined;
  });

  const place = () => ({ office, folder });
  /** Fills in another time, ten days from now. @returns its beginning */
  async function fillIn(page: Page): Promise<string> {
    const start = `${shifted(office.now(), 'PT240H').slice(0, 13)}:00:00Z`;
    await page.getByLabel(/^(Mulai|Start)/).fill(wall(start));
    await page.getByLabel(/^(Selesai|End)/).fill(wall(shifted(start, 'PT1H')));
    return start;
  }

  it('R17: where nobody holds the office that signs the letter, the desk says so and what to do, before it is made', async ({
    skip,
  }) => {
    needs(skip, 'bodies');
    const roles = (text: string): string => {
      const all = parse(text) as Roles;
      const holders = all.roles['kepala-dinas']?.holders ?? [];
      for (const holder of holders) holder.until = '2026-01-02';
      return stringify(all);
    };
    window = await openDeskAs(browser, place(), 'contoh-operator', `#/${onDesktop}`);
    const { page } = window;
    const documents = page.locator('summary').filter({ hasText: /^Dokumen$/ });
    const vacant = page.getByText(
      /^Pada \d+ \p{L}+ \d{4} tidak ada pejabat Kepala Dinas, jadi nama penanda tangan dikosongkan\. Minta pengelola mencatat pejabat/u,
    );
    await documents.click();
    await page.getByRole('button', { name: 'Unduh Surat Balasan: dikabulkan (PDF)' }).waitFor();
    expect(await vacant.count()).toBe(0);
    await page.route('**/api/graphql', async (route) => {
      const response = await route.fetch();
      const json = (await response.json()) as { data?: { repository?: { sops?: { entries: Blob[] } } } };
      const blob = json.data?.repository?.sops?.entries.find(({ name }) => name === 'roles.yaml');
      if (blob) {
        // Blobs are known by their ids.
        blob.oid = `${blob.oid.slice(0, 36)}eeee`;
        if (blob.object?.text !== undefined) blob.object.text = roles(blob.object.text);
      }
      await route.fulfill({ response, json });
    });
    await page.reload();
    await documents.click();
    await vacant.waitFor();
    // It can be made all the same.
    await page.getByRole('button', { name: 'Unduh Surat Balasan: dikabulkan (PDF)' }).waitFor();
  });

  it('on a phone: one button, only the times and a reason, one press; the case is back at row 7', async () => {
    window = await openDeskAs(browser, place(), 'contoh-opd', `#/${onPhone}`, { phone: true });
    const { page, complaints } = window;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('link', { name: 'Minta waktu lain' }).click();
    await page.getByRole('heading', { level: 1, name: 'Minta waktu lain' }).waitFor();
    await page.getByText(/^PMK-\d{4}-\d+\. Berkas kembali ke langkah 7: mengecek/).waitFor();
    const labels = await page.locator('form label').allTextContents();
    expect(labels.map((label) => label.replace(/ \(.*/, ''))).toEqual(['Mulai', 'Selesai', 'Alasan']);
    expect(await isTooWide(page)).toBe(false);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    // Nothing was changed: nothing is sent.
    await page.getByRole('button', { name: 'Minta waktu lain' }).click();
    await page.getByText('Belum ada yang diubah.').waitFor();
    // A time that has passed is told before it is sent.
    await page.getByLabel(/^Mulai/).fill('2020-01-01T09:00');
    await page.getByRole('button', { name: 'Minta waktu lain' }).click();
    await page.locator('.fault').first().waitFor();
    const start = await fillIn(page);
    await page.getByLabel('Alasan').fill('Wali Kota berhalangan.');
    await page.getByRole('button', { name: 'Minta waktu lain' }).click();
    await page.locator('.notice.is-accepted').waitFor();
    await page
      .getByText(/^Pemohon meminta waktu lain; 3 persetujuan sejak langkah 7 gugur/)
      .first()
      .waitFor();
    expect(await isTooWide(page)).toBe(false);
    await unfold(page);
    await page.locator('.note').getByText('Wali Kota berhalangan.').waitFor();
    expect(await page.locator('.acts s').count()).toBe(3);
    expect(await page.locator('.values').first().textContent()).toContain(wall(start).slice(11).replace(':', '.'));
    expect(complaints).toEqual([]);
  });

  it('on a desktop, in English; whoever acts in row 7 sees what changed and why, and others have no such button', async () => {
    window = await openDeskAs(browser, place(), 'contoh-operator', `#/${onDesktop}`);
    expect(await window.page.getByRole('link', { name: 'Minta waktu lain' }).count()).toBe(0);
    await window.context.close();
    window = await openDeskAs(browser, place(), 'contoh-operator', `#/${onDesktop}/waktu-lain`);
    await window.page.getByText('Waktu lain tidak dapat diminta untuk berkas ini sekarang.').waitFor();
    await window.context.close();
    window = await openDeskAs(browser, place(), 'contoh-bpbd', `#/${onDesktop}`, { language: 'en' });
    await window.page.getByRole('link', { name: 'Ask for another time' }).click();
    await fillIn(window.page);
    await window.page.getByLabel('Reason').fill('Jalan terputus.');
    await window.page.getByRole('button', { name: 'Ask for another time' }).click();
    await window.page.locator('.notice.is-accepted').waitFor();
    await window.context.close();
    window = await openDeskAs(browser, place(), 'contoh-subkor-ile', `#/${onDesktop}`);
    await window.page.locator('#berubah').getByText('Mulai').first().waitFor();
    await window.page.locator('.acts .note').getByText('Jalan terputus.').waitFor();
    await window.page.getByRole('button', { name: /^Setujui/ }).waitFor();
  });

  it('once the time has begun there is no such button, and the desk says why', async () => {
    const number = await atLastRow(office, 'konferensi-pers-gangguan-layanan', 'contoh-opd');
    office.forward(80 * 3600);
    await office.idle();
    window = await openDeskAs(browser, place(), 'contoh-opd', `#/${number}`);
    await window.page.getByText('Waktunya sudah mulai; waktu lain tidak dapat diminta lagi.').waitFor();
    expect(await window.page.getByRole('link', { name: 'Minta waktu lain' }).count()).toBe(0);
  });
});
