import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { readOfficeFile } from '#embedded/office/office-file.ts';

/** The conditions under which a person uses the desk. */
export interface View {
  readonly language?: 'id' | 'en';
  readonly phone?: boolean;
  readonly dark?: boolean;
}

/** A person’s window of the desk, with all messages of the browser’s console. */
export interface Window {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: string[];
}

/** A script that signs in a tab. Firefox runs it in an empty page too, which can store nothing. */
export const keepToken = (token: string): string =>
  `if (origin !== 'null') sessionStorage.setItem('disposisi-meja-token', ${JSON.stringify(token)});`;

/** Opens the desk, or without a token the page that signs in. */
export async function openDesk(
  browser: Browser,
  url: string,
  path = '',
  view: View = {},
  token?: string,
): Promise<Window> {
  const context = await browser.newContext({
    viewport: view.phone ? { width: 360, height: 740 } : { width: 1_280, height: 900 },
    colorScheme: view.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  if (token !== undefined) {
    await page.addInitScript(keepToken(token));
  }
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${url}${view.language === 'en' ? '/en' : ''}/meja/${path}`);
  return { page, context, complaints };
}

/** Opens the desk for a person who has signed in in this tab, and waits until it shows that they are signed in. */
export async function openDeskAs(
  browser: Browser,
  { office, folder }: { readonly office: { readonly url: string }; readonly folder: string },
  login: string,
  path = '',
  view: View = {},
): Promise<Window> {
  const token = await tokenOf(folder, login);
  const window = await openDesk(browser, office.url, path, view, token);
  await window.page.locator('.signed-in').waitFor();
  return window;
}

/** Returns the token of a sample account. */
export async function tokenOf(folder: string, login: string): Promise<string> {
  const token = (await readOfficeFile(folder))?.tokens[login];
  if (token === undefined) throw new Error(`The office has no account ${login}.`);
  return token;
}

/** Returns whether anything is wider than the window. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

/** Waits until the parts of the desk’s page have loaded, which arrive after it. */
export const partsLoaded = (page: Page): Promise<void> =>
  page
    .locator('#meja [role=status]')
    .filter({ hasText: /^(?:Memuat|Loading) …$/ })
    .first()
    .waitFor({ state: 'detached' });

/** Unfolds everything on the desk’s page. */
export async function unfold(page: Page): Promise<void> {
  await partsLoaded(page);
  await page.evaluate(`for (const each of document.querySelectorAll('#meja details')) each.open = true`);
}

/** Finds the field for the note of an act. */
export const noteAtDesk = (page: Page): Locator => page.getByLabel(/^Catatan(?! langkah)/);

/** On a phone, opens the panel with the decision over the letter. On a desktop it is next to the letter. */
export async function openDecision(page: Page): Promise<void> {
  await page.locator('.desk-act').waitFor({ state: 'attached' });
  const decide = page.getByRole('button', { name: 'Putuskan', exact: true });
  if (await decide.isVisible()) await decide.click();
}

/** Clicks a gesture’s button, and waits until the page shows the process’s reply. */
export async function pressAtDesk(page: Page, name: string | RegExp, answer: RegExp = /^Diterima\./): Promise<void> {
  await page.getByRole('button', { name }).click();
  await page.locator('.notice').filter({ hasText: answer }).waitFor();
}

/** Returns an instant as a field of the desk accepts it, in the office’s zone (WIB). */
export const local = (instant: string, minutesBefore = 0): string =>
  new Date(Date.parse(instant) + (7 * 60 - minutesBefore) * 60_000).toISOString().slice(0, 16);
