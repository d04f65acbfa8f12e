import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { agendaBooks, caseDocuments } from '#public/documents/clone-documents.ts';
import { drawSheet } from '#public/documents/draw-sheet.ts';
import { nodePress } from '#public/documents/node-press.ts';
import { hasBrowser, needs } from '../browser/support/chromium.ts';
import { isTooWide, openDeskAs, type Window } from '../browser/support/desk.ts';
import { type DeskOffice, openDeskOffice } from '../browser/support/desk-office.ts';

let desk: DeskOffice;
let window: Window | undefined;

/** A picture of two by two dots, half of them transparent. */
const TRANSPARENT = 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAD0lEQVQI12NgaGj4z4AMAB2EAgCEm979AAAAAElFTkSuQmCC';

/** The case that waits at row 9, with the room booked. */
const CASE = 'PMK-2026-1';

describe.skipIf(!hasBrowser)('documents of a case in a browser', () => {
  beforeAll(async () => {
    desk = await openDeskOffice();
  });
  afterAll(() => desk?.close());
  afterEach(async () => {
    await window?.context.close();
    window = undefined;
  });

  const saved = async (page: Page, button: string): Promise<Buffer> => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).click(),
    ]);
    return readFile(await file.path());
  };

  /** Returns the document that the command makes from the same register. */
  const made = async (id: string, isPublic: boolean): Promise<Buffer> => {
    const { office, folder } = desk;
    const address = office.url.replace(/\/+$/, '');
    const documents = await caseDocuments(join(folder, 'repo.git'), 1, { readAt: office.now(), address, isPublic });
    const sheet = documents?.sheets.find((each) => each.id === id)?.sheet;
    return Buffer.from(sheet ? await drawSheet(sheet, await nodePress()) : []);
  };

  it('R11: on the page of a case everybody gets the public copies, byte for byte as the command makes them', async ({
    skip,
  }) => {
    needs(skip, 'savedFiles');
    const context = await desk.browser.newContext({ viewport: { width: 360, height: 740 } });
    try {
      const page = await context.newPage();
      await page.goto(`${desk.office.url.replace(/\/+$/, '')}/berkas/${CASE}/`);
      await page.getByRole('button', { name: 'Tampilkan dokumen' }).click();
      const bytes = await saved(page, 'Unduh Salinan Isian Permohonan (PDF)');
      expect(bytes.equals(await made('surat-permohonan', true))).toBe(true);
      const offered = page.locator('.documents button');
      expect(await offered.allTextContents()).toEqual([
        'Unduh Bukti Pengajuan (PDF)',
        'Unduh Salinan Isian Permohonan (PDF)',
        'Unduh Tanda Terima (PDF)',
      ]);
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('[data-documents]').analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
    } finally {
      await context.close();
    }
  });

  it('staff get documents with internal parts at the desk, byte for byte as the command makes them', async ({
    skip,
  }) => {
    needs(skip, 'savedFiles');
    window = await openDeskAs(desk.browser, desk, 'contoh-tu', '#/1');
    const { page, complaints } = window;
    await page
      .locator('summary')
      .filter({ hasText: /^Dokumen$/ })
      .click();
    // Missing parts of the letters are reported before any letter is made.
    await page
      .getByText(/^Kop surat belum memuat alamat .* Minta pengelola melengkapi sops\/letterhead\.yaml\.$/)
      .waitFor();
    const bytes = await saved(page, 'Unduh PDF: Lembar Disposisi');
    expect(bytes.equals(await made('lembar-disposisi', false))).toBe(true);
    expect(
      (await saved(page, 'Unduh PDF: Salinan Isian Permohonan')).equals(await made('surat-permohonan', true)),
    ).toBe(false);
    expect(complaints).toEqual([]);
  });

  it('the desk lists the letters that the step makes first, shows a letter on the page, and says when others can be made', async () => {
    window = await openDeskAs(desk.browser, desk, 'contoh-subkor-ile', '#/1');
    const { page, complaints } = window;
    await page
      .locator('summary')
      .filter({ hasText: /^Dokumen$/ })
      .click();
    const titles = page.locator('.letters h4');
    await titles.first().waitFor();
    expect((await titles.allInnerTexts()).slice(0, 2)).toEqual(['Jadwal Pelaksanaan', 'Surat Balasan']);
    expect(await page.locator('h3:has(+ .letters)').allInnerTexts()).toEqual([
      'Untuk langkah ini',
      'Belum ada yang bertanda tangan',
      'Surat dan lembar lain',
      'Belum dapat dibuat',
    ]);
    await page.getByText('Dapat dibuat setelah langkah 10 disetujui.').waitFor();
    await page.getByRole('button', { name: 'Lihat: Lembar Disposisi' }).click();
    const paper = page.getByRole('article', { name: 'Lembar Disposisi' });
    await paper.getByText('DINAS KOMUNIKASI DAN INFORMATIKA').waitFor();
    expect(await paper.getByRole('cell', { name: 'Kepala Dinas, Contoh Kepala Dinas' }).count()).toBeGreaterThan(0);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('#meja').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await isTooWide(page)).toBe(false);
    expect(complaints).toEqual([]);
  });

  it('the desk makes the agenda book of a year, byte for byte as the command makes it', async ({ skip }) => {
    needs(skip, 'savedFiles');
    window = await openDeskAs(desk.browser, desk, 'contoh-tu');
    const { page, complaints } = window;
    await page.getByText('Buku agenda setahun').click();
    const button = page.getByRole('button', { name: /^Unduh buku agenda \d{4} \(PDF\)$/ }).first();
    const year = Number(/\d{4}/.exec(await button.innerText())?.[0]);
    const bytes = await saved(page, `Unduh buku agenda ${year} (PDF)`);
    const { office, folder } = desk;
    const address = office.url.replace(/\/+$/, '');
    const [book] = await agendaBooks(join(folder, 'repo.git'), year, { readAt: office.now(), address });
    expect(bytes.equals(Buffer.from(book ? await drawSheet(book.sheet, await nodePress()) : []))).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('arms with transparent places are in the letter on the page and in its PDF, under the policy of the desk', async ({
    skip,
  }) => {
    needs(skip, 'savedFiles');
    window = await openDeskAs(desk.browser, desk, 'contoh-tu', '#/1');
    const { page, complaints } = window;
    await page.route('**/api/graphql', async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      // The letterhead of the sample office has no arms.
      const arms = `arms: { image: ${TRANSPARENT}, alt: Lambang contoh }`;
      await route.fulfill({
        response,
        body: text.replaceAll('\\nplace: Singkawang', `\\n${arms}\\nplace: Singkawang`),
      });
    });
    await page.reload();
    await page
      .locator('summary')
      .filter({ hasText: /^Dokumen$/ })
      .click();
    await page.getByRole('button', { name: 'Lihat: Lembar Disposisi' }).click();
    const picture = page.getByRole('img', { name: 'Lambang contoh' });
    await expect
      .poll(() => picture.evaluate((each) => (each as unknown as { naturalWidth: number }).naturalWidth))
      .toBe(2);
    const pdf = (await saved(page, 'Unduh PDF: Lembar Disposisi')).toString('latin1');
    expect(pdf).toContain('/Alt (Lambang contoh)');
    expect(pdf).toContain('/SMask');
    expect(complaints).toEqual([]);
  });

  it('a network failure is reported, and another try succeeds', async ({ skip }) => {
    needs(skip, 'savedFiles');
    window = await openDeskAs(desk.browser, desk, 'contoh-tu', '#/1');
    const { page } = window;
    await page
      .locator('summary')
      .filter({ hasText: /^Dokumen$/ })
      .click();
    await page.getByRole('button', { name: 'Unduh PDF: Lembar Disposisi' }).waitFor();
    await page.route('**/*.woff', (route) => route.abort());
    await page.getByRole('button', { name: 'Unduh PDF: Lembar Disposisi' }).click();
    await page
      .getByRole('alert')
      .filter({ hasText: 'Dokumen gagal dibuat. Periksa jaringan, lalu coba lagi.' })
      .waitFor();
    await page.unroute('**/*.woff');
    const bytes = await saved(page, 'Unduh PDF: Lembar Disposisi');
    expect(bytes.equals(await made('lembar-disposisi', false))).toBe(true);
  });
});
