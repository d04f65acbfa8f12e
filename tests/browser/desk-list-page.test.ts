import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { openSample } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { hasBrowser, isFirefox, needs } from './support/chromium.ts';
import { type DeskOffice, openDeskOffice } from './support/desk-office.ts';
import { CRISIS, at, focused, hash, hide, large, look, numbers, openLarge } from './support/desk-list.ts';
import { openDeskAs, type Window } from './support/desk.ts';

/** Script and markup that would leave a trace if any of it ran. */
const HOSTILE = `<img src=x onerror="window.ran=1"><script>window.ran=1</script>`;

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

  it('one list has the lines of several roles, and each line names its role and its SOP', async ({ skip }) => {
    needs(skip, 'bodies');
    window = await openLarge(desk, large());
    const { page } = window;
    await page.getByText('SOP:', { exact: false }).first().waitFor();
    expect(await page.locator('.sops a').allInnerTexts()).toEqual([
      'Protokol Manajemen Krisis',
      'Peminjaman Kendaraan',
    ]);
    const line = (id: string) => page.locator('.desk-line').filter({ hasText: id });
    await line('PMK-2026-101').getByText('Sebagai TU · Protokol Manajemen Krisis').waitFor();
    await line('PK-2026-103').getByText('Sebagai Tata usaha · Peminjaman Kendaraan').waitFor();
    await line('PK-2026-110').getByText('Sebagai Pengelola · Peminjaman Kendaraan').waitFor();
    await window?.context.close();
    // For an official with one role and one procedure, a line names neither.
    window = await openDeskAs(desk.browser, desk, 'contoh-subkor-ile');
    await window.page.locator('.desk-line').first().waitFor();
    expect(await window.page.locator('.desk-line').getByText('Sebagai ').count()).toBe(0);
    expect(await window.page.locator('#saringan').count()).toBe(0);
    await window.page.getByRole('link', { name: 'Protokol Manajemen Krisis' }).click();
    await window.page.waitForURL(/\/sop\/protokol-manajemen-krisis\/$/);
  });

  it('the list is filtered by keyboard with correct counts, and the address keeps the filter, also on return from a case', async ({
    skip,
  }) => {
    needs(skip, 'bodies');
    window = await openLarge(desk, large());
    const { page } = window;
    const sop = page.getByLabel('SOP');
    expect(await sop.locator('option').allInnerTexts()).toEqual([
      'Semua SOP (10)',
      'Protokol Manajemen Krisis (6)',
      'Peminjaman Kendaraan (4)',
    ]);
    // The shortcuts are loaded after the page.
    await page.locator('#pintasan').waitFor();
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.id')).toBe('cari');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('saring-sop');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.getByText('4 dari 10 berkas ditampilkan.').first().waitFor();
    expect((await numbers(page)).every((id) => id.startsWith('PK-'))).toBe(true);
    expect(await page.evaluate('document.activeElement.id')).toBe('saring-sop');
    const role = page.getByLabel('Jabatan');
    expect(await role.locator('option').allInnerTexts()).toEqual([
      'Semua jabatan (4)',
      'TU (0)',
      'Tata usaha (3)',
      'Pengelola (1)',
    ]);
    await role.selectOption('tata-usaha');
    await page.getByLabel('Hanya yang lewat tenggat (1)').check();
    expect(await numbers(page)).toEqual(['PK-2026-103']);
    await expect.poll(() => hash(page)).toBe('#/?sop=peminjaman-kendaraan&peran=tata-usaha&telat=1');
    await page.reload();
    await expect.poll(() => numbers(page)).toEqual(['PK-2026-103']);
    // The reader opens a case and returns to the list.
    await page.evaluate(`location.hash = '#/1'`);
    await page.getByRole('link', { name: 'Kembali ke daftar' }).first().click();
    await expect.poll(() => numbers(page)).toEqual(['PK-2026-103']);
    await expect.poll(() => hash(page)).toBe('#/?sop=peminjaman-kendaraan&peran=tata-usaha&telat=1');
    await page.getByLabel('Jabatan').selectOption('pengelola');
    await page.getByText('Tidak ada yang cocok.').first().waitFor();
    await page.getByRole('button', { name: 'Hapus saringan' }).click();
    await expect.poll(async () => (await numbers(page)).length).toBe(10);
    await expect.poll(() => hash(page)).toBe('#/');
    expect(await page.evaluate('document.activeElement.id')).toBe('cari');
  });

  it('a filter in the address that fits no case can be cleared, and its text never runs as markup', async ({
    skip,
  }) => {
    needs(skip, 'bodies');
    window = await openLarge(desk, large(), `#/?sop=${encodeURIComponent(HOSTILE)}`);
    const { page } = window;
    await page.getByText('Tidak ada yang cocok.').first().waitFor();
    await page.getByRole('button', { name: 'Hapus saringan' }).click();
    await expect.poll(async () => (await numbers(page)).length).toBe(10);
    expect(await page.evaluate('window.ran')).toBeUndefined();
  });

  it('a new case is shown while the desk is open, without moving the list, and is counted in the title of every page', async () => {
    window = await openDeskAs(desk.browser, desk, 'contoh-tu', '#/1');
    const { page } = window;
    await page.locator('#pintasan').waitFor();
    const before = (await page.title()).replace(/^\(\d+\) /, '');
    expect(before).toBe('PMK-2026-1 · Meja kerja');
    expect(await page.title()).toBe(before);
    await page.clock.install();
    await page.goto(`${desk.office.url}/meja/`);
    await page.getByText('Tidak ada berkas yang menunggu tindakan.').waitFor();
    const top = await page.locator('#permohonan').boundingBox();
    const start = `${shifted(desk.office.now(), 'PT72H').slice(0, 13)}:00:00Z`;
    const sample = await readSample(PROGRAM, 'rapat-evakuasi-warga', 'contoh-bpbd', start);
    const number = await openSample({ office: desk.office, passed: () => undefined }, sample, 'contoh-bpbd');
    await desk.office.idle();
    const news = page.locator('#kabar');
    await expect
      .poll(async () => {
        // The desk checks at its own interval, not at the test’s.
        await page.clock.runFor(20_000);
        return news.textContent();
      })
      .toMatch(/^Berkas baru menunggu Anda: PMK-2026-\d+$/);
    const id = (await news.textContent())?.replace(/^.*: /, '') ?? '';
    expect(await page.title()).toBe('(1) Meja kerja');
    // The list stays unchanged until its reader asks for the new one.
    await page.getByText('Tidak ada berkas yang menunggu tindakan.').waitFor();
    expect(await page.locator('#permohonan').boundingBox()).toEqual(top);
    await page.getByRole('button', { name: 'Tampilkan yang baru (1)' }).click();
    const line = page.locator('.desk-line').filter({ hasText: id });
    await line.getByText('Baru', { exact: true }).waitFor();
    await expect.poll(() => focused(page)).toBe(id);
    expect(await page.getByRole('button', { name: /^Tampilkan yang baru/ }).count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: id }).waitFor();
    await expect.poll(() => page.title()).toBe(`(1) ${id} · Meja kerja`);
    await expect.poll(() => hash(page)).toBe(`#/${number}`);
    await page.getByRole('link', { name: 'Kembali ke daftar' }).first().click();
    await line.waitFor();
    expect(await line.getByText('Baru', { exact: true }).count()).toBe(0);
  });

  /** Returns a script that replaces the browser’s notifications, and records their texts. */
  const NOTIFIER = (permission: string, isSubscribed: boolean): string => `
    window.shown = [];
    window.Notification = class { static permission = '${permission}'; constructor(title, options) { window.shown.push([title, options.body]); } close() {} };
    navigator.serviceWorker.getRegistrations = async () =>
      [{ pushManager: { getSubscription: async () => ${isSubscribed ? '({})' : 'null'} } }];`;

  it.skipIf(isFirefox).each([
    ['granted', 'not subscribed', [['Berkas baru menunggu Anda: PMK-2026-101', HOSTILE]]],
    ['granted', 'subscribed', []],
    ['granted', 'stopped', []],
    ['default', 'not subscribed', []],
    ['denied', 'not subscribed', []],
  ] as const)(
    'if the permission is %s and the device is %s, the browser shows the notifications %j, as plain text',
    async (permission, device, shown) => {
      const reported = large([]);
      window = await openLarge(desk, reported);
      const { page } = window;
      if (device === 'stopped') await page.evaluate(`localStorage.setItem('disposisi-meja-tanpa-notifikasi', '1')`);
      await page.evaluate(NOTIFIER(permission, device === 'subscribed'));
      await hide(page);
      Object.assign(reported, { cases: [at('penerimaan', CRISIS, { title: HOSTILE })], head: 1 });
      // The window is shown for a moment: the desk reads, and is hidden again before the reply.
      await page.evaluate(`delete document.visibilityState`);
      await look(page);
      await hide(page);
      await expect.poll(() => page.title()).toBe('(1) Meja kerja');
      await expect.poll(() => page.evaluate('window.shown')).toEqual(shown);
      await page.locator('.desk-line .what').first().waitFor();
      expect(await page.locator('.desk-line .what').innerText()).toBe(HOSTILE);
      expect(await page.evaluate('window.ran')).toBeUndefined();
    },
  );

  it('a session that ends in the background removes no typed text, and the list then says that the session has ended', async () => {
    window = await openDeskAs(desk.browser, desk, 'contoh-subkor-ile', '#/2');
    const { page } = window;
    const note = page.getByLabel(/^Catatan/);
    await note.fill('Sedang ditulis');
    await page.locator('#pintasan').waitFor();
    // What the page itself still reads would say at once that the session has ended.
    await page.waitForLoadState('networkidle');
    let asked = 0;
    await page.route('**/api/**', (route) => {
      asked += 1;
      return route.fulfill({ status: 401, json: { message: 'Bad credentials' } });
    });
    const answered = page.waitForResponse((response) => response.status() === 401);
    await look(page);
    await (await answered).finished();
    await look(page);
    await note.press('End');
    await note.pressSequentially(' terus');
    expect(await note.inputValue()).toBe('Sedang ditulis terus');
    // The desk reads no more until somebody signs in again.
    expect(asked).toBe(1);
    await page.keyboard.press('Tab');
    await page.getByRole('link', { name: 'Kembali ke daftar' }).first().click();
    await page.getByText('Sesi berakhir. Masuk kembali; isian tetap tersimpan.').waitFor();
    await expect.poll(() => page.title()).toBe('Masuk · Meja kerja');
  });
});
