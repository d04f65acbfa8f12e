import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOfficeFile } from '#embedded/office/office-file.ts';
import { git } from '#engine/register/git.ts';
import { hasBrowser } from './support/chromium.ts';
import { type DeskOffice, openDeskOffice } from './support/desk-office.ts';
import { isTooWide, local, noteAtDesk, openDecision, openDeskAs, tokenOf, type Window } from './support/desk.ts';

let desk: DeskOffice;

describe.skipIf(!hasBrowser)('a refused act at the desk', () => {
  beforeAll(async () => {
    desk = await openDeskOffice();
  });
  afterAll(() => desk?.close());

  /** Closes the room of the office for some weeks, as a maintainer does. */
  async function closeRoom(): Promise<void> {
    const path = 'sops/rooms.yaml';
    const rooms = (await git(join(desk.folder, 'repo.git'), ['show', `main:${path}`])).toString('utf8');
    const closure =
      '{ from: "2020-01-01T00:00+07:00", until: "2020-06-01T00:00+07:00", reason: { id: Cat, en: Paint } }';
    const [from, until] = [desk.office.now(), new Date(Date.parse(desk.office.now()) + 30 * 86_400_000).toISOString()];
    const closed = closure
      .replace('2020-01-01T00:00+07:00', from)
      .replace('2020-06-01T00:00+07:00', `${until.slice(0, 19)}Z`);
    const number = await (
      await desk.office.as('contoh-tu')
    ).open({
      ...{ branch: 'sop/tutup', title: 'Tutup', draft: false },
      files: [{ path, bytes: Buffer.from(`${rooms}    closures:\n      - ${closed}\n`) }],
    });
    await desk.office.idle();
    const file = await readOfficeFile(desk.folder);
    const { status } = await fetch(`${file?.apiUrl}/repos/${file?.owner}/${file?.repo}/pulls/${number}/merge`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${await tokenOf(desk.folder, 'contoh-pengelola-kantor')}` },
      body: '{}',
    });
    expect(status).toBe(200);
    await desk.office.idle();
  }

  async function open(login: string, path: string, phone: boolean): Promise<Window> {
    const window = await openDeskAs(desk.browser, desk, login, path, { phone });
    window.page.setDefaultTimeout(20_000);
    await openDecision(window.page);
    return window;
  }

  /** Counts how often notices and the form say something. The history of the case, which says it too, does not count. */
  const times = (page: Page, text: RegExp): Promise<number> =>
    page.locator('.notice :is(p, li), .fault').filter({ hasText: text }).count();

  it.each([false, true])(
    'R16: Return without a note marks the note as needed, with its reason once; on a phone: %s',
    async (phone) => {
      const { page, context } = await open('contoh-subkor-ile', '#/1', phone);
      expect(await page.getByText('Catatan (tidak wajib)').isVisible()).toBe(true);
      await page.getByRole('button', { name: /^Kembalikan/ }).click();
      await page.locator('#isian-catatan-fault').getByText('Wajib diisi').waitFor();
      expect(await page.getByText('Catatan (tidak wajib)').count()).toBe(0);
      expect(await noteAtDesk(page).getAttribute('aria-invalid')).toBe('true');
      expect(await times(page, /Wajib diisi/)).toBe(1);
      expect(await isTooWide(page)).toBe(false);
      await context.close();
    },
  );

  it.each([true, false])(
    'R16: an act that the process refuses says its reason once, at the field; on a phone: %s',
    async (phone) => {
      if (phone) await closeRoom();
      const { page, context } = await open('contoh-subkor-ile', '#/2', phone);
      await page.getByLabel('Ketersediaan', { exact: true }).selectOption({ label: 'Tersedia' });
      await page.getByLabel(/^Tata letak/).fill('Meja U');
      await page.getByLabel('Waktu uji', { exact: true }).fill(local(desk.office.now()));
      await page.getByLabel('Hasil uji', { exact: true }).selectOption({ label: 'Baik' });
      await page.getByRole('button', { name: /^Setujui, / }).click();
      const notice = page.locator('.notice.is-refused');
      await notice.getByText(/^Tindakan tidak diterima: /).waitFor();
      const fault = page.locator('.fault').getByText(/Ruang ditutup pada waktu itu: Cat/);
      // The reply closes the sheet of a phone.
      const isShown = async (): Promise<boolean> => {
        if (!(await fault.isVisible())) await openDecision(page);
        return fault.isVisible();
      };
      await expect.poll(isShown).toBe(true);
      expect(await times(page, /Ruang ditutup pada waktu itu/)).toBe(1);
      expect(await fault.textContent()).not.toMatch(/\d{4}-\d\d-\d\d/);
      await context.close();
    },
  );
});
