import type { Browser } from 'playwright-core';
import { FOUND, findBrowser, type Found, launch, type Search } from './find-chromium.ts';
import { type FirefoxSettings, INSERT_AS_TYPED, LABELS_BY_ATTRIBUTE } from './firefox.ts';

const kept = process.env[FOUND];
const { found, faults } = kept === undefined ? await findBrowser() : (JSON.parse(kept) as Search);

/**
 * Is there a browser for tests? Without one, browser tests are reported as not run
 * (`describe.skipIf(!hasBrowser)`). CI has one, and fails without it.
 */
export const hasBrowser = found !== undefined || process.env['CI'] !== undefined;

/** Do the tests of this run open Firefox? */
export const isFirefox = found?.name === 'Firefox';

/** Reasons why a test is not run in Firefox: what Playwright cannot do with it over WebDriver BiDi. */
const LACKING = {
  protocol: 'Firefox has no protocol of developers’ tools, so a test can cause no crash and no push message',
  bodies: 'Firefox gives a test no body of a query or a reply, to read it or to change it',
  savedFiles: 'Firefox reports nothing about a file that a page has made and saves',
};

/**
 * Skips a test in Firefox that needs what its driver lacks.
 * @param skip the function of the test’s context
 */
export function needs(skip: (condition: boolean, why: string) => void, what: keyof typeof LACKING): void {
  skip(isFirefox, LACKING[what]);
}

/**
 * Starts a browser with a profile of its own. The caller closes it.
 * @param which a browser of this machine, by default the one of this run
 * @param settings settings of a Firefox, by their names in `about:config`
 * @throws if the browser does not run
 */
export async function openBrowser(which: Found | undefined = found, settings?: FirefoxSettings): Promise<Browser> {
  if (which === undefined)
    throw new Error(
      ['No browser has rendered a page: name one by the variable CHROMIUM, or install it.', ...faults].join('\n'),
    );
  const browser = await launch(which, settings);
  let isClosing = false;
  const close = browser.close.bind(browser);
  browser.close = (options) => {
    isClosing = true;
    return close(options);
  };
  // A caller that waits for a browser that died would wait in vain. tests/support/faults.ts lets the other tests of the
  // file fail at once.
  browser.on('disconnected', () => {
    if (!isClosing) process.stderr.write('browser: it died\n');
  });
  // No test asserts a time, since a page may take long on a busy machine.
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    context.setDefaultTimeout(120_000);
    if (which.name === 'Firefox')
      for (const script of [INSERT_AS_TYPED, LABELS_BY_ATTRIBUTE]) await context.addInitScript(script);
    // The operating-system process that shows pages ends with its last page. This page keeps that process running, so
    // that the form’s program stays compiled for the next tab.
    await context.newPage();
    context.on('page', (page) => page.on('crash', () => process.stderr.write('browser: a page crashed\n')));
    return context;
  };
  return browser;
}
