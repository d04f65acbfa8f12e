import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '../../scripts/office/open-office.ts';
import { PROGRAM } from '../../scripts/office/root.ts';
import { readSample, shifted } from '../../scripts/office/samples.ts';
import { openSample, STRAIGHT_WAY, walk } from '../../scripts/office/walk.ts';
import { parseIndex, printIndex } from '../../scripts/register/index-file.ts';
import { INDEX_PATH } from '../../scripts/register/paths.ts';
import { hasBrowser, openBrowser } from './support/chromium.ts';
import { isTooWide, openDesk, openDeskAs, type View, type Window } from './support/desk.ts';

let folder = '';
let office: Office;
let browser: Browser;
let window: Window | undefined;

describe.skipIf(!hasBrowser)('the desk’s pages', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'meja-'));
    office = await openOffice({ folder, root: PROGRAM, port: 0, log: () => undefined });
    await office.showSite();
    const start = `${shifted(office.now(), 'PT72H').slice(0, 13)}:00:00Z`;
    const walker = { office, passed: () => undefined };
    // One before its result, one that clashes with a room taken, one returned, one draft.
    for (const [name, moves] of [
      ['rapat-koordinasi-banjir', STRAIGHT_WAY.slice(0, 7)],
      ['rapat-insiden-keamanan-informasi', STRAIGHT_WAY.slice(0, 5)],
      [
        'siaran-langsung-peringatan-dini',
        [{ row: 2, login: 'contoh-tu', after: 'PT3M', gesture: 'return' as const, note: 'Tanda tangan belum ada.' }],
      ],
    ] as const) {
      const sample = await readSample(PROGRAM, name, 'contoh-opd', start);
      await walk(walker, await openSample(walker, sample, 'contoh-opd'), sample, moves);
    }
    const draft = await readSample(PROGRAM, 'rapat-evakuasi-warga', 'contoh-opd', start);
    await (await office.as('contoh-opd')).open({
      branch: 'permohonan/konsep',
      title: 'Konsep',
      files: draft.files,
      draft: true,
    });
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

  const place = () => ({ url: office.url, folder });

  /** What axe finds; nothing of it is accepted. */
  async function violations(page: Page): Promise<string[]> {
    const { violations: found } = await new AxeBuilder({ page }).analyze();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`);
  }

  /** Each page, and what shows that it has come, in both languages. */
  const PAGES = [
    {
      name: 'sign-in',
      login: '',
      path: '',
      shows: { id: 'Masuk sebagai akun contoh', en: 'Sign in as a sample account' },
    },
    {
      name: 'list of an official',
      login: 'contoh-subkor-ile',
      path: '',
      shows: { id: 'Menunggu tindakan saya', en: 'Waiting for me' },
    },
    {
      name: 'list without anything',
      login: 'contoh-walikota',
      path: '',
      shows: { id: 'Tidak ada berkas yang menunggu tindakan.', en: 'No case is waiting for action.' },
    },
    {
      name: 'list of an applicant',
      login: 'contoh-opd',
      path: '',
      shows: { id: 'Ada yang perlu diperbaiki', en: 'Something must be corrected' },
    },
    {
      name: 'case with a result to fill in',
      login: 'contoh-subkor-ile',
      path: '#/2',
      shows: { id: 'Yang diminta baris 7', en: 'What row 7 asks for' },
    },
    {
      name: 'case that is another’s',
      login: 'contoh-walikota',
      path: '#/1',
      shows: { id: 'Bukan giliran Wali Kota', en: 'Not the turn of Mayor' },
    },
    { name: 'returned case', login: 'contoh-opd', path: '#/3', shows: { id: 'Ajukan lagi', en: 'Submit again' } },
    { name: 'draft', login: 'contoh-opd', path: '#/4', shows: { id: 'Tarik permohonan', en: 'Withdraw the request' } },
  ] as const;

  describe.each(PAGES)('$name', ({ login, path, shows }) => {
    it.each([
      { language: 'id', dark: false, phone: false },
      { language: 'en', dark: true, phone: true },
    ] as const satisfies View[])('has no fault that axe knows: $language, dark $dark, phone $phone', async (view) => {
      window =
        login === ''
          ? await openDesk(browser, office.url, path, view)
          : await openDeskAs(browser, place(), login, path, view);
      const { page, complaints } = window;
      await page.getByText(shows[view.language]).first().waitFor();
      for (const summary of await page.locator('#meja details:not([open]) > summary').all()) await summary.click();
      expect(await violations(page)).toEqual([]);
      // The other look of the same page.
      await page.emulateMedia({ colorScheme: view.dark ? 'light' : 'dark' });
      expect(await violations(page)).toEqual([]);
      expect(await isTooWide(page)).toBe(false);
      expect(complaints).toEqual([]);
    });
  });

  it('faults are said without any that axe knows: fields, a list and a case that cannot be loaded', async () => {
    window = await openDeskAs(browser, place(), 'contoh-subkor-ile', '#/2');
    const { page } = window;
    await page.getByRole('button', { name: /^Setujui → / }).click();
    await page.getByRole('link', { name: 'Tata letak: Wajib diisi' }).waitFor();
    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('alert');
    expect(await violations(page)).toEqual([]);
    await page.route('**/api/graphql', (route) => route.abort());
    await page.reload();
    await page.getByText('Berkas gagal dimuat. Periksa jaringan, muat ulang.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.goto(`${office.url}/meja/`);
    await page.getByText('Daftar gagal dimuat. Periksa jaringan, muat ulang.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.unroute('**/api/graphql');
    await page.getByRole('button', { name: 'Muat ulang' }).click();
    await page.getByText('Menunggu tindakan saya').waitFor();
  });

  it('R25: who checks sees, before deciding, that another case holds the room', async () => {
    window = await openDeskAs(browser, place(), 'contoh-subkor-ile', '#/2');
    const { page } = window;
    await page
      .locator('.clash')
      .filter({ hasText: /^Ruang TCM terpakai .* \(PMK-2026-1\)\.$/ })
      .waitFor();
    await page.getByLabel('Tata letak (wajib)').fill('Meja U');
    await page.getByLabel('Waktu uji (wajib)').fill('2026-12-31T09:00');
    await page.getByLabel('Hasil uji (wajib)').selectOption({ label: 'Baik' });
    await page.getByRole('button', { name: /^Setujui → / }).click();
    // Refused by the process, with the reason; what was typed is still there.
    await page
      .getByText(/^Tindakan tidak diterima: Ruang TCM terpakai .* Giliran Subkor ILE dan Staf\/operator \(baris 7\)\.$/)
      .first()
      .waitFor();
    expect(await page.getByLabel('Tata letak (wajib)').inputValue()).toBe('Meja U');
  });

  it('an applicant withdraws from the case’s page, and the page waits for the process to say so', async () => {
    window = await openDeskAs(browser, place(), 'contoh-opd', '#/3');
    const { page } = window;
    await page.getByText('Tarik permohonan', { exact: true }).click();
    await page.getByRole('button', { name: 'Tarik permohonan → berkas berakhir' }).click();
    await page.locator('.is-accepted').waitFor();
    await page.getByText(/^Ditarik pemohon pada /).waitFor();
  });

  it('a holder on turn rejects with a reason, in place, by a comment before the close', async () => {
    window = await openDeskAs(browser, place(), 'contoh-subkor-ile', '#/2');
    const { page } = window;
    await page.getByText('Tolak permohonan', { exact: true }).click();
    await page.getByRole('button', { name: 'Tolak permohonan → berkas berakhir' }).click();
    await page.getByRole('link', { name: 'Alasan penolakan: Wajib diisi' }).click();
    await page.keyboard.type('Di luar kewenangan.');
    await page.getByRole('button', { name: 'Tolak permohonan → berkas berakhir' }).click();
    await page.locator('.is-accepted').waitFor();
    await page.getByText(/^Ditolak Subkor ILE pada .*: Di luar kewenangan\.$/).waitFor();
  });

  it('a draft is submitted from the desk, whatever branch it lies on', async () => {
    window = await openDeskAs(browser, place(), 'contoh-opd', '#/4');
    const { page } = window;
    await page.getByRole('button', { name: 'Ajukan', exact: true }).click();
    await page.locator('.is-accepted').waitFor();
    await page.getByRole('heading', { level: 1, name: 'PMK-2026-4' }).waitFor();
  });

  it('the list takes at most three requests, however many cases there are', async () => {
    const { register } = await office.deps.forge.listOpen();
    const index = parseIndex(register.index);
    const [some] = Object.values(index.cases);
    if (!some) throw new Error('There is no open case.');
    const many = Array.from(
      { length: 400 },
      (_, n) =>
        [
          String(n + 100),
          {
            ...some,
            id: `PMK-2026-${n + 100}`,
            step: 'penerimaan',
            row: 2,
            visit: 1,
            withApplicant: false,
            applicant: 1102,
            due: shifted(office.now(), `PT${n - 200}M`),
          },
        ] as const,
    );
    const text = printIndex({ ...index, cases: { ...index.cases, ...Object.fromEntries(many) } });
    await office.deps.forge.appendRegister(register.head, 'many', [{ path: INDEX_PATH, text }]);
    window = await openDesk(browser, office.url);
    const { page } = window;
    const asked: string[] = [];
    page.on('request', ({ url, method }) => {
      if (new URL(url()).pathname.startsWith('/api/')) asked.push(method());
    });
    const opening = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Masuk sebagai akun contoh' }).click();
    await (await opening).getByRole('button', { name: 'Contoh Petugas TU' }).click();
    await page.getByRole('heading', { name: 'Lewat tenggat (200)' }).waitFor();
    // Soonest deadline first.
    expect(await page.locator('#meja h4').first().textContent()).toBe('PMK-2026-100');
    expect(asked.length).toBeLessThanOrEqual(3);
  });

  it('a case that becomes late while the list is open is said once, and moves to what is late', async () => {
    window = await openDesk(browser, office.url);
    const { page } = window;
    await page.clock.install({ time: new Date(office.now()) });
    const opening = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Masuk sebagai akun contoh' }).click();
    await (await opening).getByRole('button', { name: 'Contoh Petugas TU' }).click();
    const late = page.getByRole('heading', { name: /^Lewat tenggat/ });
    await late.waitFor();
    const before = await late.textContent();
    await page.clock.runFor(5 * 60_000);
    await page.waitForFunction(`document.querySelector('.group').textContent !== ${JSON.stringify(before)}`);
    expect(await page.locator('#kabar').textContent()).toMatch(/^PMK-2026-\d+: lewat tenggat$/);
  });
});
