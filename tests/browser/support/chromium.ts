import type { Browser } from 'playwright-core';
import { FOUND, findBrowser, type Found, launch, type Search } from './find-chromium.ts';
import { type FirefoxSettings, INSERT_AS_TYPED, LABELS_BY_ATTRIBUTE } from './firefox.ts';

const kept = process.env[FOUND];
const { found, faults } = kept === undefined ? await findBrowser() : (JSON.parse(kept) as Search);

/**
 * Is there a browser for tests? Without a browser, browser tests are reported as not run
 * (`describe.skipIf(!hasBrowser)`). In CI the tests always run, and fail without a browser.
 */
export const hasBrowser = found !== undefined || process.env['CI'] !== undefined;

/** Do the tests of this run open Firefox? */
export const isFirefox = found?.name === 'Firefox';

/** Reasons why a test is not run in Firefox. Each is something that Playwright cannot do over WebDriver BiDi. */
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
  // Without this line, tests would wait until their time limit for a browser that has died. Because of this line,
  // tests/support/faults.ts lets the other tests of the file fail at once.
  browser.on('disconnected', () => {
    if (!isClosing) process.stderr.write('browser: it died\n');
  });
  // Each page gets a long time limit, since a page may take long on a busy machine. No test checks how long it takes.
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
