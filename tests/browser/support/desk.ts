import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { readOfficeFile } from '#embedded/office/office-file.ts';

/** How somebody looks at the desk. */
export interface View {
  readonly language?: 'id' | 'en';
  readonly phone?: boolean;
  readonly dark?: boolean;
}

/** Somebody's window on the desk, with all that the browser complained of. */
export interface Window {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: string[];
}

/** A script by which a tab has signed in. Firefox runs it in an empty page too, which can keep nothing. */
export const keepToken = (token: string): string =>
  `if (origin !== 'null') sessionStorage.setItem('disposisi-meja-token', ${JSON.stringify(token)});`;

/** Opens the desk; without a token, the page that signs in. */
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

/** Opens the desk as somebody who has signed in in this tab, and waits until it shows what is theirs. */
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

/** The token of a sample account. */
export async function tokenOf(folder: string, login: string): Promise<string> {
  const token = (await readOfficeFile(folder))?.tokens[login];
  if (token === undefined) throw new Error(`The office has no account ${login}.`);
  return token;
}

/** Is anything wider than the window? */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

/** Unfolds everything on the desk's page. */
export const unfold = (page: Page): Promise<void> =>
  page.evaluate(`for (const each of document.querySelectorAll('#meja details')) each.open = true`);

/** Where the note of an act is typed. */
export const noteAtDesk = (page: Page): Locator => page.getByLabel(/^Catatan/);

/** Presses a gesture's button and waits for what the process says: before it, nothing is claimed. */
export async function pressAtDesk(page: Page, name: string | RegExp, answer: RegExp = /^Diterima\./): Promise<void> {
  await page.getByRole('button', { name }).click();
  await page.locator('.notice').filter({ hasText: answer }).waitFor();
}

/** An instant as a field of the desk takes it, in the office's zone (WIB). */
export const local = (instant: string): string =>
  new Date(Date.parse(instant) + 7 * 3600 * 1000).toISOString().slice(0, 16);
