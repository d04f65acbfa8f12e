import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { IN_PAGE } from '#tools/bench/journeys/in-page.ts';
import { violations } from '../browser/support/axe.ts';
import { hasBrowser } from '../browser/support/chromium.ts';
import { type DeskOffice, openDeskOffice } from '../browser/support/desk-office.ts';
import {
  isTooWide,
  openDecision,
  openDesk,
  openDeskAs,
  unfold,
  type View,
  type Window,
} from '../browser/support/desk.ts';

/** A script that lists what stays in view while the page scrolls, if it covers more than half of the window. */
const STAYING = `(() => {
  const root = document.querySelector('dialog[open]') ?? document;
  const staying = [...root.querySelectorAll('*')].filter((each) => {
    const { position, overflowY } = getComputedStyle(each);
    const { bottom, height, top } = each.getBoundingClientRect();
    // A panel next to the page covers nothing, and scrolls by itself.
    return /fixed|sticky/.test(position) && overflowY !== 'auto' && each.checkVisibility() && height > 0
      && bottom > 0 && top < innerHeight;
  });
  const covered = staying.reduce((sum, each) => sum + each.getBoundingClientRect().height, 0);
  return covered > innerHeight / 2 ? staying.map((each) => each.outerHTML.slice(0, 80)) : [];
})()`;

/** A script that gives the focus to each field of a decision while the buttons cover it, and says which stay covered. */
const UNDER_BUTTONS = `[...document.querySelectorAll('.panel form > :not(.decisions) :is(input, select, textarea)')].map((field) => {
  const panel = field.closest('.panel');
  panel.scrollTop += field.getBoundingClientRect().bottom - panel.getBoundingClientRect().bottom;
  field.focus({ preventScroll: true });
  return walks.unseenFocus();
})`;

let desk: DeskOffice;
let window: Window | undefined;

describe.skipIf(!hasBrowser)('the desk has no fault that axe knows', () => {
  beforeAll(async () => {
    desk = await openDeskOffice();
  });
  afterAll(() => desk?.close());
  afterEach(async () => {
    await window?.context.close();
    window = undefined;
  });

  /** Each page, with a text in both languages that shows that it has loaded. */
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
      shows: { id: 'Menunggu Anda', en: 'Waiting for you' },
    },
    {
      name: 'case with a result to fill in',
      login: 'contoh-subkor-ile',
      path: '#/2',
      shows: { id: 'Yang diminta langkah 7', en: 'What step 7 asks for' },
    },
    {
      name: 'case on another official’s turn',
      login: 'contoh-walikota',
      path: '#/1',
      shows: { id: 'Bukan giliran Wali Kota', en: 'Not the turn of Mayor' },
    },
    { name: 'returned case', login: 'contoh-opd', path: '#/3', shows: { id: 'Ajukan lagi', en: 'Submit again' } },
    { name: 'draft', login: 'contoh-opd', path: '#/4', shows: { id: 'Tarik permohonan', en: 'Withdraw the request' } },
  ] as const;

  describe.each(PAGES)('the desk’s page: $name', ({ login, path, shows }) => {
    it.each([
      { language: 'id', dark: false, phone: false },
      { language: 'en', dark: true, phone: true },
    ] as const satisfies View[])(
      'a page of the desk has no fault that axe knows, fits the window, and logs nothing: $language, dark $dark, phone $phone',
      async (view) => {
        window =
          login === ''
            ? await openDesk(desk.browser, desk.office.url, path, view)
            : await openDeskAs(desk.browser, desk, login, path, view);
        const { page, complaints } = window;
        await page.getByText(shows[view.language]).first().waitFor();
        await unfold(page);
        expect(await violations(page)).toEqual([]);
        // The same page in the other colour scheme: only colours differ.
        await page.emulateMedia({ colorScheme: view.dark ? 'light' : 'dark' });
        expect(await violations(page, ['color-contrast', 'link-in-text-block'])).toEqual([]);
        expect(await isTooWide(page)).toBe(false);
        expect(complaints).toEqual([]);
      },
    );
  });

  /** Places that people reach by keyboard: a decision, the form of a request, and a part of Kelola. */
  const [DECISION, FORM, ROOMS] = [
    { login: 'contoh-subkor-ile', path: '#/2', shows: '.desk-act form' },
    { login: 'contoh-opd', path: '#/baru', shows: '.topic' },
    { login: 'contoh-pengelola-kantor', path: '#/kelola/ruang', shows: '.manage-form' },
  ];

  it.each([
    { where: 'a window of 1280 × 900 px at 200 %', width: 640, height: 450, places: [DECISION, FORM, ROOMS] },
    { where: 'the narrowest window', width: 320, height: 640, places: [DECISION, FORM] },
    { where: 'a low window', width: 1_366, height: 768, places: [DECISION] },
  ])(
    'in $where nothing is too wide, what stays in view covers at most half of it, and the keyboard’s focus is always seen',
    async ({ width, height, places }) => {
      for (const { login, path, shows } of places) {
        window = await openDeskAs(desk.browser, desk, login);
        const { page } = window;
        await page.setViewportSize({ width, height });
        await page.evaluate(`location.hash = '${path}'`);
        await page.locator(shows).first().waitFor({ state: 'attached' });
        await page.evaluate(IN_PAGE);
        expect([path, await isTooWide(page)]).toEqual([path, false]);
        await page.evaluate('scrollTo(0, 400)');
        if (path === '#/2') await openDecision(page);
        expect([path, await page.evaluate(STAYING)]).toEqual([path, []]);
        if (path === '#/2') {
          expect(await violations(page)).toEqual([]);
          await page.emulateMedia({ colorScheme: 'dark' });
          expect(await violations(page, ['color-contrast', 'link-in-text-block'])).toEqual([]);
        }
        const hidden = new Set<string>();
        for (let tabs = 0; tabs < 40; tabs += 1) {
          await page.keyboard.press('Tab');
          hidden.add(await page.evaluate('walks.unseenFocus()'));
        }
        for (const fault of await page.evaluate<string[]>(UNDER_BUTTONS)) hidden.add(fault);
        expect([path, ...hidden]).toEqual([path, '']);
        await window.context.close();
      }
    },
  );

  it('axe finds nothing after an error: fields that are not filled in, and a list and a case that cannot be loaded', async () => {
    window = await openDeskAs(desk.browser, desk, 'contoh-subkor-ile', '#/2');
    const { page } = window;
    await page.getByRole('button', { name: /^Setujui, / }).click();
    await page.getByRole('link', { name: 'Tata letak', exact: true }).waitFor();
    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('alert');
    expect(await violations(page)).toEqual([]);
    await page.route('**/api/graphql', (route) => route.abort());
    await page.reload();
    await page.getByText('Berkas gagal dimuat. Periksa jaringan, lalu muat ulang.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.goto(`${desk.office.url}/meja/`);
    await page.getByText('Daftar gagal dimuat. Periksa jaringan, lalu muat ulang.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.unroute('**/api/graphql');
    await page.getByRole('button', { name: 'Muat ulang' }).click();
    await page.getByText('Menunggu tindakan saya').waitFor();
  });
});
