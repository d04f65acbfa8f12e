import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { type IndexedCase, parseIndex, printIndex } from '#domain/journal/index-file.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { openSample } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { SECOND } from '../support/folders.ts';
import { hasBrowser, isFirefox, needs } from './support/chromium.ts';
import { type DeskOffice, openDeskOffice } from './support/desk-office.ts';
import { isTooWide, openDeskAs, unfold, type View, type Window } from './support/desk.ts';

const HOLDER = { account: 1002, login: 'contoh-tu', name: 'Contoh Petugas TU', from: '2026-01-01' };
const [CRISIS, VEHICLE] = ['sops/protokol-manajemen-krisis.yaml', 'sops/peminjaman-kendaraan.yaml'];

/** Script and markup that would leave a trace if any of it ran. */
const HOSTILE = `<img src=x onerror="window.ran=1"><script>window.ran=1</script>`;

interface RawDesk {
  readonly viewer?: { readonly open?: unknown };
  readonly repository: {
    readonly register?: { readonly target: { oid: string; readonly index?: { object: { text: string } } } };
    readonly sops?: { readonly entries: { name: string; type: string; oid: string; object: { text: string } }[] };
  };
}

/** The forge’s reply for a large office, and whether the session has ended. Tests change it while the page is open. */
interface LargeOffice {
  /** The cases that wait, with their procedure and step. */
  cases: readonly Partial<IndexedCase>[];
  /** How often the register has changed. The number becomes the end of its head’s id. */
  head: number;
  hasEnded: boolean;
}

const at = (step: string, procedure = CRISIS, more: Partial<IndexedCase> = {}): Partial<IndexedCase> => ({
  ...{ step, procedure, row: 2 },
  ...more,
});
const LATE = { due: '2026-01-02T03:00:00Z' };
const vehicle = (step: string, more: Partial<IndexedCase> = {}) => at(step, VEHICLE, more);
/**
 * Ten cases: six of the crisis procedure, two of them late, and four of vehicles, one of them late. The manager’s case
 * is not late.
 */
const MANY = [
  ...[at('penerimaan', CRISIS, LATE), at('penerimaan', CRISIS, LATE), vehicle('penerimaan', LATE)],
  ...Array.from({ length: 4 }, () => at('penerimaan')),
  ...[vehicle('penerimaan'), vehicle('penerimaan'), vehicle('penjelasan')],
];

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

  /** Opens the list of an official with two procedures and three roles, and as many cases as a test needs. */
  async function openLarge(reported: LargeOffice, path = '', view: View = {}): Promise<Page> {
    window = await openDeskAs(desk.browser, desk, 'contoh-tu', '', view);
    const { page } = window;
    const second = await readFile(join(SECOND, VEHICLE), 'utf8');
    await page.route('**/api/graphql', async (route: Route) => {
      if (reported.hasEnded) return route.fulfill({ status: 401, json: { message: 'Bad credentials' } });
      // A test may close the window while the desk reads.
      const response = await route.fetch().catch(() => undefined);
      if (!response) return;
      const json = (await response.json()) as { data?: RawDesk };
      if (json.data) enlarge(json.data, reported, second);
      await route.fulfill({ response, json });
    });
    await page.goto(`${desk.office.url}${view.language === 'en' ? '/en' : ''}/meja/${path}`);
    await page.reload();
    await page.locator('.signed-in').waitFor();
    return page;
  }

  function enlarge({ repository, viewer }: RawDesk, { cases, head }: LargeOffice, second: string): void {
    const target = repository.register?.target;
    if (!target) return;
    target.oid = `${target.oid.slice(0, 36)}${String(head).padStart(4, '0')}`;
    const { sops } = repository;
    if (!viewer?.open || !sops || !target.index) return;
    const index = parseIndex(target.index.object.text);
    const [any] = Object.values(index.cases);
    if (!any) throw new Error('The sample office has no open case.');
    const { due: _due, begins: _begins, approvals: _approvals, revision: _revision, ...plain } = any;
    const listed = cases.map((one, n): [string, IndexedCase] => {
      const id = `${one.procedure === VEHICLE ? 'PK' : 'PMK'}-2026-${n + 101}`;
      return [String(n + 101), { ...plain, id, withApplicant: false, visit: 1, applicant: 1101, ...one }];
    });
    target.index.object.text = printIndex({ ...index, cases: Object.fromEntries(listed) });
    const roles = sops.entries.find(({ name }) => name === 'roles.yaml');
    if (!roles) throw new Error('The sample office has no roles.');
    const all = parse(roles.object.text) as { roles: Record<string, unknown> };
    const named = (id: string, en: string) => ({ name: { id, en }, holders: [HOLDER] });
    const more = { 'tata-usaha': named('Tata usaha', 'Administration'), pengelola: named('Pengelola', 'Manager') };
    roles.object.text = stringify({ roles: { ...all.roles, ...more } });
    // The desk keeps a blob by its id, so another text needs another id.
    roles.oid = `${roles.oid.slice(0, 36)}eeee`;
    sops.entries.push({
      name: 'peminjaman-kendaraan.yaml',
      type: 'blob',
      oid: 'f'.repeat(40),
      object: { text: second },
    });
  }

  const large = (cases: readonly Partial<IndexedCase>[] = MANY): LargeOffice => ({ cases, head: 0, hasEnded: false });
  const numberIn = (text: string): string => /[A-Z]+-\d{4}-\d+/.exec(text)?.[0] ?? text;
  const numbersIn = async (lines: Locator): Promise<string[]> => (await lines.allInnerTexts()).map(numberIn);
  const numbers = (page: Page): Promise<string[]> =>
    numbersIn(page.locator('section[aria-labelledby="menunggu"] .desk-line h4'));
  const focused = async (page: Page): Promise<string> =>
    numberIn(await page.evaluate<string>('document.activeElement.textContent'));
  const hash = (page: Page): Promise<string> => page.evaluate('location.hash');
  /** Lets the desk read the register now, as it does when its window is shown again. */
  const look = (page: Page): Promise<void> =>
    page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`) as Promise<void>;
  const hide = (page: Page): Promise<void> =>
    page.evaluate(
      `Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })`,
    ) as Promise<void>;

  it('one list has the lines of several roles, and each line names its role and its SOP', async ({ skip }) => {
    needs(skip, 'bodies');
    const page = await openLarge(large());
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
    const page = await openLarge(large());
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
    const page = await openLarge(large(), `#/?sop=${encodeURIComponent(HOSTILE)}`);
    await page.getByText('Tidak ada yang cocok.').first().waitFor();
    await page.getByRole('button', { name: 'Hapus saringan' }).click();
    await expect.poll(async () => (await numbers(page)).length).toBe(10);
    expect(await page.evaluate('window.ran')).toBeUndefined();
  });

  it('the list is short on a phone: five lines of each group, and the others folded', async ({ skip }) => {
    needs(skip, 'bodies');
    const page = await openLarge(large(), '', { phone: true });
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
    const page = await openLarge(large(many));
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
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

  it('the button for news turns to the page with the first new line', async ({ skip }) => {
    needs(skip, 'bodies');
    const many = Array.from({ length: 26 }, (_, n) => at('penerimaan', CRISIS, { title: `Rapat ${n + 101}` }));
    const reported = large(many.slice(0, 25));
    const page = await openLarge(reported);
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

  it('a case that is gone changes the list only on a click, and new cases change it at once while the window is hidden', async ({
    skip,
  }) => {
    needs(skip, 'bodies');
    const reported = large(MANY.slice(0, 3));
    const page = await openLarge(reported);
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
      const page = await openLarge(reported);
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

  it.skipIf(isFirefox).each([
    { language: 'id', dark: false, phone: true },
    { language: 'en', dark: true, phone: true },
    { language: 'en', dark: false, phone: false },
  ] as const satisfies View[])('a long list with news has no fault that axe knows: %o', async (view) => {
    const reported = large(MANY.slice(0, 9));
    const page = await openLarge(reported, '#/?sop=peminjaman-kendaraan', view);
    await page.locator('#pintasan').waitFor();
    Object.assign(reported, { cases: MANY, head: 1 });
    await look(page);
    await page.locator('.show-new').waitFor();
    await unfold(page);
    const axe = async (rules?: string[]): Promise<string[]> => {
      const builder = new AxeBuilder({ page }).setLegacyMode();
      const { violations } = await (rules ? builder.withRules(rules) : builder).analyze();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`);
    };
    expect(await axe()).toEqual([]);
    await page.emulateMedia({ colorScheme: view.dark ? 'light' : 'dark' });
    expect(await axe(['color-contrast', 'link-in-text-block'])).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    const small = await page.evaluate(
      `[...document.querySelectorAll('#saringan select, .show-new button, #pintasan summary, #pintasan label, .sops a, #meja details > summary')]
        .filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.textContent)`,
    );
    expect(small).toEqual([]);
  });
});
