import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { scheduledRun } from '#engine/process/scheduled-run.ts';
import { violations } from '../browser/support/axe.ts';
import { hasBrowser } from '../browser/support/chromium.ts';
import { type DeskOffice, openDeskOffice } from '../browser/support/desk-office.ts';
import { isTooWide, openDeskAs, type Window } from '../browser/support/desk.ts';

let desk: DeskOffice;
let window: Window | undefined;

describe.skipIf(!hasBrowser)('Kelola at the desk', () => {
  beforeAll(async () => {
    desk = await openDeskOffice();
    // It keeps the configuration by which the sample cases were judged, for comparisons after a change (R17).
    await scheduledRun(desk.office.deps);
  });
  afterAll(() => desk?.close());
  afterEach(async () => {
    await window?.context.close();
    window = undefined;
  });

  it('R7: a new version of an SOP is read back in words, refused as YAML by its line, and compared with past cases', async () => {
    window = await openDeskAs(desk.browser, desk, 'contoh-pengelola-kantor', '#/kelola/sop');
    const { page } = window;
    await page.getByLabel('SOP', { exact: true }).selectOption({ label: 'Protokol Manajemen Krisis' });
    const text = page.getByLabel('Isi file');
    const before = await text.inputValue();
    await text.fill(before.replace('steps:', 'steps: ['));
    const fault = page.locator('#isian-isi-file-fault');
    await fault.getByText(/^YAML ini tidak terbaca, baris \d+\.$/).waitFor();
    await text.fill('# Catatan saja');
    await fault.getByText(/^File SOP ini kosong atau tidak memuat langkah/).waitFor();
    await text.fill(before.replace('limit: PT5M', 'limit: PT59M').replace('limit: PT30M', 'limit: PT59M'));
    await page
      .locator('.says')
      .getByText(/Waktu baku: dari 5 menit menjadi 59 menit\./)
      .waitFor();
    await page.getByRole('button', { name: 'Kirim usulan' }).click();
    await desk.office.idle();
    await page.getByText('Berkas terdahulu, seandainya usulan ini sudah berlaku').waitFor();
    await page.getByRole('table').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Berlakukan' }).waitFor();
    // The comparison fits its card at every width, also with the longest name of an outcome.
    await page.getByText('hasilnya sama, tenggat atau pengingatnya berbeda').waitFor();
    for (const width of [1366, 1024, 360]) {
      await page.setViewportSize({ width, height: 768 });
      const beyond = `[...document.querySelectorAll('.manage-scroll')].map((each) => each.scrollWidth - each.clientWidth)`;
      expect([width, await page.evaluate(`Math.max(...${beyond})`)]).toEqual([width, 0]);
      expect(await isTooWide(page)).toBe(false);
    }
  });
});
