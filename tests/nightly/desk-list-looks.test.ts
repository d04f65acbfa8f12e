import AxeBuilder from '@axe-core/playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '../browser/support/axe.ts';
import { hasBrowser, isFirefox, needs } from '../browser/support/chromium.ts';
import { type DeskOffice, openDeskOffice } from '../browser/support/desk-office.ts';
import {
  CRISIS,
  at,
  focused,
  hash,
  hide,
  large,
  LATE,
  look,
  MANY,
  numbers,
  numbersIn,
  openLarge,
} from '../browser/support/desk-list.ts';
import { isTooWide, openDeskAs, unfold, type View, type Window } from '../browser/support/desk.ts';

let desk: DeskOffice;
let window: Window | undefined;

describe.skipIf(!hasBrowser)('the desk’s list', () => {
  beforeAll(async () => {
    desk = await openDeskOffice();
  });
  afterAll(() => desk?.close());
  afterEach(async () => {
    // The desk may still be reading a case ahead.
    await window?.page.unrouteAll({ behavior: 'ignoreErrors' });
    await window?.context.close();
    window = undefined;
  });

  it('the list is short on a phone: five lines of each group, and the others folded', async ({ skip }) => {
    needs(skip, 'bodies');
    window = await openLarge(desk, large(), '', { phone: true });
    const { page } = window;
    const next = page.locator('summary', { hasText: 'Tampilkan semua (7)' });
    await next.waitFor();
    const seen = page.locator('section[aria-labelledby="menunggu"] .desk-line:visible');
    expect(await seen.count()).toBe(8);
    await next.click();
    expect(await seen.count()).toBe(10);
    expect(await isTooWide(page)).toBe(false);
  });

  it('R38: a long list is shown page by page, the search finds lines of every page, and a case leads back to its page', async ({
    skip,
  }) => {
    needs(skip, 'bodies');
    const many = Array.from({ length: 500 }, (_, n) =>
      at('penerimaan', CRISIS, { title: `Rapat ${n + 101}`, ...(n < 45 ? LATE : {}) }),
    );
    window = await openLarge(desk, large(many));
    const { page } = window;
    const late = page.locator('h3', { hasText: 'Lewat tenggat' }).locator('xpath=following-sibling::ul[1]');
    await page.locator('h3', { hasText: 'Lewat tenggat (45)' }).waitFor();
    // Late cases come first. Each of the two groups shows 20 lines.
    expect((await numbers(page)).length).toBe(40);
    expect((await numbers(page)).slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, n) => `PMK-2026-${n + 101}`));
    await page.getByRole('button', { name: 'Berikutnya (Lewat tenggat)' }).click();
    await page.getByText('21–40 / 45').waitFor();
    await expect.poll(() => focused(page)).toBe('PMK-2026-121');
    await page.getByRole('button', { name: 'Berikutnya (Lewat tenggat)' }).click();
    await page.getByText('41–45 / 45').waitFor();
    expect(await numbersIn(late.locator('h4'))).toEqual([141, 142, 143, 144, 145].map((n) => `PMK-2026-${n}`));
    expect(await page.getByRole('button', { name: 'Berikutnya (Lewat tenggat)' }).isDisabled()).toBe(true);
    await page.evaluate(`location.hash = '#/1'`);
    await page.getByRole('link', { name: 'Kembali ke daftar' }).first().click();
    await page.getByText('41–45 / 45').waitFor();
    await page.getByLabel('Cari nomor atau judul').fill('rapat 599');
    await expect.poll(() => numbers(page)).toEqual(['PMK-2026-599']);
    await page.getByText('1 dari 500 berkas ditampilkan.').first().waitFor();
    await expect.poll(() => hash(page)).toBe('#/?kata=rapat+599');
    await page.getByLabel('Cari nomor atau judul').fill('');
    await page.getByText(/1–20 \/ 45$/).waitFor();
    const { violations: found } = await new AxeBuilder({ page }).analyze();
    expect(found.map(({ id }) => id)).toEqual([]);
  });

  it('the button for news turns to the page with the first new line', async ({ skip }) => {
    needs(skip, 'bodies');
    const many = Array.from({ length: 26 }, (_, n) => at('penerimaan', CRISIS, { title: `Rapat ${n + 101}` }));
    const reported = large(many.slice(0, 25));
    window = await openLarge(desk, reported);
    const { page } = window;
    await page.getByText('1–20 / 25').waitFor();
    Object.assign(reported, { cases: many, head: 1 });
    await look(page);
    await page.getByRole('button', { name: 'Tampilkan yang baru (1)' }).click();
    await page.getByText('21–26 / 26').waitFor();
    await expect.poll(() => focused(page)).toBe('PMK-2026-126');
  });

  it('shortcuts move along the lines, open a case, and lead to the help, the act, the list and a new request', async () => {
    window = await openDeskAs(desk.browser, desk, 'contoh-subkor-ile');
    const { page } = window;
    await page.locator('.desk-line').first().waitFor();
    await page.locator('#pintasan').waitFor();
    const lines = await numbersIn(page.locator('.desk-line h4'));
    await page.keyboard.press('j');
    expect(await focused(page)).toBe(lines[0]);
    await page.keyboard.press('k');
    expect(await focused(page)).toBe(lines[0]);
    await page.keyboard.press('?');
    expect(await page.locator('#pintasan').getAttribute('open')).not.toBeNull();
    await page.keyboard.press('?');
    expect(await page.locator('#pintasan').getAttribute('open')).toBeNull();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: lines[0] ?? '' }).waitFor();
    await page.locator('#tindakan').waitFor();
    await page.keyboard.press('a');
    expect(await page.evaluate('document.activeElement.id')).toBe('tindakan');
    await page.getByText('1 dari 2').waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', { level: 1, name: lines[1] ?? '' }).waitFor();
    await page.getByText('2 dari 2').waitFor();
    await page.keyboard.press('g');
    await page.getByRole('heading', { name: 'Menunggu tindakan saya' }).waitFor();
    await page.keyboard.press('n');
    await page.waitForURL(/#\/(?:baru|konsep)/);
    // While a request is being written, a shortcut does not lead away.
    await page.getByRole('button', { name: 'Ajukan', exact: true }).waitFor();
    await page.locator('h1').focus();
    await page.keyboard.press('g');
    await page.keyboard.press('n');
    expect(await hash(page)).toMatch(/^#\/konsep\//);
  });

  it('WCAG 2.1.4: a shortcut does nothing while somebody types or holds another key, decides nothing, and can be turned off', async () => {
    window = await openDeskAs(desk.browser, desk, 'contoh-subkor-ile', '#/2');
    const { page } = window;
    await page.locator('#pintasan').waitFor();
    const written: string[] = [];
    page.on('request', (request) => {
      const isRead = request.method() === 'GET' || request.url().endsWith('/api/graphql');
      if (!isRead || request.postData()?.includes('mutation')) written.push(`${request.method()} ${request.url()}`);
    });
    const note = page.getByLabel(/^Catatan/);
    await note.pressSequentially('agnjk?/');
    expect(await note.inputValue()).toBe('agnjk?/');
    await page.locator('h1').focus();
    for (const key of ['Alt+g', 'Control+g', 'Meta+g', 'Alt+n', 'Control+j', 'Shift+G', 'k', '/'])
      await page.keyboard.press(key);
    await expect.poll(() => hash(page)).toBe('#/2');
    // Every key except the shortcuts that lead elsewhere (a, g, j and n).
    for (const key of 'bcdefhiklmopqrstuvwxyz0123456789/.,;-= ') await page.keyboard.press(key === ' ' ? 'Space' : key);
    await expect.poll(() => hash(page)).toBe('#/2');
    expect(written).toEqual([]);
    await page.locator('#pintasan summary').click();
    await page.getByLabel('Pakai pintasan ini di perangkat ini').uncheck();
    await page.reload();
    await page.locator('#pintasan').waitFor();
    await page.locator('h1').focus();
    for (const key of ['g', 'n', 'a', '?']) await page.keyboard.press(key);
    await expect.poll(() => hash(page)).toBe('#/2');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    await page.locator('#pintasan summary').click();
    expect(await page.getByLabel('Pakai pintasan ini di perangkat ini').isChecked()).toBe(false);
    await page.getByLabel('Pakai pintasan ini di perangkat ini').check();
    await page.locator('h1').focus();
    await page.keyboard.press('g');
    await page.getByRole('heading', { name: 'Menunggu tindakan saya' }).waitFor();
  });

  it('a case that is gone changes the list only on a click, and new cases change it at once while the window is hidden', async ({
    skip,
  }) => {
    needs(skip, 'bodies');
    const reported = large(MANY.slice(0, 3));
    window = await openLarge(desk, reported);
    const { page } = window;
    await expect.poll(async () => (await numbers(page)).length).toBe(3);
    await expect.poll(() => page.title()).toBe('(3) Meja kerja');
    Object.assign(reported, { cases: MANY.slice(0, 2), head: 1 });
    await look(page);
    await page.getByRole('button', { name: 'Daftar berubah. Tampilkan' }).waitFor();
    expect(await page.title()).toBe('(2) Meja kerja');
    expect((await numbers(page)).length).toBe(3);
    await page.getByRole('button', { name: 'Daftar berubah. Tampilkan' }).click();
    await expect.poll(async () => (await numbers(page)).length).toBe(2);
    await expect.poll(() => focused(page)).toBe('2 berkas menunggu tindakan Anda');
    // While the window is shown, new cases are only offered.
    await page.getByLabel('SOP').waitFor({ state: 'detached' });
    Object.assign(reported, { cases: MANY, head: 2 });
    await look(page);
    await page.getByRole('button', { name: 'Tampilkan yang baru (8)' }).waitFor();
    await hide(page);
    await look(page);
    await expect.poll(async () => (await numbers(page)).length).toBe(10);
    expect(await page.locator('.show-new').count()).toBe(0);
    expect(await page.locator('.desk-line').getByText('Baru', { exact: true }).count()).toBe(8);
  });

  it.skipIf(isFirefox).each([
    { language: 'id', dark: false, phone: true },
    { language: 'en', dark: true, phone: true },
    { language: 'en', dark: false, phone: false },
  ] as const satisfies View[])('a long list with news has no fault that axe knows: %o', async (view) => {
    const reported = large(MANY.slice(0, 9));
    window = await openLarge(desk, reported, '#/?sop=peminjaman-kendaraan', view);
    const { page } = window;
    await page.locator('#pintasan').waitFor();
    Object.assign(reported, { cases: MANY, head: 1 });
    await look(page);
    await page.locator('.show-new').waitFor();
    await unfold(page);
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: view.dark ? 'light' : 'dark' });
    expect(await violations(page, ['color-contrast', 'link-in-text-block'])).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    const small = await page.evaluate(
      `[...document.querySelectorAll('#saringan select, .show-new button, #pintasan summary, #pintasan label, .sops a, #meja details > summary')]
        .filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.textContent)`,
    );
    expect(small).toEqual([]);
  });
});
