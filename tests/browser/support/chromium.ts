import type { Browser } from 'playwright-core';
import { FOUND, findBrowser, type Found, launch, type Search } from './find-chromium.ts';
import { type FirefoxSettings, INSERT_AS_TYPED, LABELS_BY_ATTRIBUTE } from './firefox.ts';

const kept = process.env[FOUND];
const { found, faults } = kept === undefined ? await findBrowser() : (JSON.parse(kept) as Search);

/**
 * Is there a browser to test with? Where none runs, browser tests are reported as not run (`describe.skipIf(!hasBrowser)`);
 * but CI has one, and fails without.
 */
export const hasBrowser = found !== undefined || process.env['CI'] !== undefined;

/** Do the tests of this run open Firefox? */
export const isFirefox = found?.name === 'Firefox';

/** What Playwright cannot do with Firefox, with which it speaks WebDriver BiDi: why a test that needs it is not run there. */
const LACKING = {
  protocol: 'Firefox has no protocol of developers’ tools: no crash, no message that is pushed',
  bodies: 'from Firefox no body of a request is had, to read it or to send it on',
  savedFiles: 'Firefox reports nothing about a file that a page has made and saves',
};

/** Leaves out, in Firefox, a test that needs what its driver lacks. @param skip of the test's context */
export function needs(skip: (condition: boolean, why: string) => void, what: keyof typeof LACKING): void {
  skip(isFirefox, LACKING[what]);
}

/**
 * Starts a browser with a profile of its own. The one who calls closes it.
 * @param which what was found on this machine; if none is named, the one that all tests of this run open
 * @param settings of a Firefox, by their names in `about:config`
 * @throws where none runs
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
  // Whatever waits for a browser that died would wait in vain: tests/support/faults.ts lets the rest of the file fail at once.
  browser.on('disconnected', () => {
    if (!isClosing) process.stderr.write('browser: it died\n');
  });
  // No test asserts a time: what a page waits for may take long on a machine that is busy.
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    context.setDefaultTimeout(120_000);
    if (which.name === 'Firefox')
      for (const script of [INSERT_AS_TYPED, LABELS_BY_ATTRIBUTE]) await context.addInitScript(script);
    // A process that shows pages ends with the last of them. Kept, it has the form's program compiled for the next tab.
    await context.newPage();
    context.on('page', (page) => page.on('crash', () => process.stderr.write('browser: a page crashed\n')));
    return context;
  };
  return browser;
}
