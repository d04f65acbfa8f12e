import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '../browser/support/axe.ts';
import { hasBrowser } from '../browser/support/chromium.ts';
import { isTooWide, openDeskAs, unfold, type Window } from '../browser/support/desk.ts';
import { LETTER, openRoundsOffice, type RoundsOffice } from '../browser/support/rounds-office.ts';

let rounds: RoundsOffice;
let window: Window | undefined;

describe.skipIf(!hasBrowser)('a case in its second round, at the desk', () => {
  beforeAll(async () => {
    rounds = await openRoundsOffice();
  });
  afterAll(() => rounds?.close());
  afterEach(async () => {
    await window?.context.close();
    window = undefined;
  });

  it('on a phone the facts for a decision fit one screen, and the act is one click away', async () => {
    window = await openDeskAs(rounds.browser, rounds, 'contoh-tu', `#/${rounds.changedCase}`, { phone: true });
    const { page } = window;
    const short = page.locator('.in-short');
    await short.getByText('Badan Penanggulangan Bencana Contoh').waitFor();
    for (const text of ['Siaran langsung', 'Ruang TCM', '14', LETTER, 'Yang berubah sejak putaran ke-1'])
      await short.getByText(text).first().waitFor();
    const inView = (selector: string): Promise<boolean> =>
      page.evaluate<boolean>(
        `(() => { const { top, bottom } = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight; })()`,
      );
    for (const selector of ['.desk-case h1', '.desk-case .lead', '.foot-bar .countdown', '.foot-bar button', '.jumps'])
      expect([selector, await inView(selector)]).toEqual([selector, true]);
    expect(await isTooWide(page)).toBe(false);
    await page.getByRole('button', { name: 'Putuskan' }).click();
    await expect.poll(() => inView('#tindakan')).toBe(true);
    // The sheet keeps the focus, closes on Escape, and gives the focus back.
    for (let presses = 0; presses < 30; presses += 1) await page.keyboard.press('Tab');
    expect(
      await page.evaluate(
        'document.activeElement === document.body || document.activeElement.closest("dialog") !== null',
      ),
    ).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Putuskan');
    await short.getByRole('button', { name: /^Yang berubah/ }).click();
    await page.locator('#berubah .compared').waitFor();
    expect(await page.evaluate('document.activeElement.closest("details").id')).toBe('berubah');
    // The letter arrives while the person reads the facts, so that one tap shows it without any wait.
    const letter = page.locator('.letter-paper');
    await letter.waitFor({ state: 'attached' });
    expect(await letter.isVisible()).toBe(false);
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Surat permohonan', exact: true }).click();
    expect(await letter.isVisible()).toBe(true);
    await page.context().setOffline(false);
  });

  it.each([
    { language: 'id', dark: false, phone: false },
    { language: 'en', dark: true, phone: true },
  ] as const)('axe finds no fault in a case in its second round: $language, dark $dark, phone $phone', async (view) => {
    window = await openDeskAs(rounds.browser, rounds, 'contoh-tu', `#/${rounds.changedCase}`, view);
    const { page } = window;
    await page.locator('#berubah').waitFor();
    await unfold(page);
    await page.locator('.attachments li').filter({ hasText: 'peta.png' }).getByRole('button').first().click();
    await page.locator('.viewer img').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
  });

  it('an act that ends a case is folded, names its consequence, and asks once, on the page', async () => {
    window = await openDeskAs(rounds.browser, rounds, 'contoh-operator', `#/${rounds.lastRow}`);
    const { page } = window;
    const fold = page.locator('details').filter({ has: page.getByText('Tutup berkas: permohonan gagal') });
    await fold.waitFor();
    expect(await page.getByRole('button', { name: /^(?:Setujui|Ya|Kembalikan)/ }).count()).toBe(0);
    await page.getByLabel(/^Catatan/).fill('Acara dibatalkan.');
    await page.getByText('Tutup berkas: permohonan gagal').click();
    await fold.getByText('Berkas ditutup dengan status gagal dan tidak dapat dilanjutkan.').waitFor();
    await fold.getByRole('button', { name: 'Ya, tutup berkas dengan status gagal' }).click();
    await page.locator('.is-accepted').waitFor();
    await page
      .getByText(/Acara dibatalkan\./)
      .first()
      .waitFor();
  });
});
