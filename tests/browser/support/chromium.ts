import type { Browser } from 'playwright-core';
import { FOUND, findChromium, launch, type Search } from './find-chromium.ts';

const kept = process.env[FOUND];
const { found, faults } = kept === undefined ? await findChromium() : (JSON.parse(kept) as Search);

/**
 * Is there a browser to test with? Where none runs, browser tests are reported as not run (`describe.skipIf(!hasBrowser)`);
 * but CI has one, and fails without.
 */
export const hasBrowser = found !== undefined || process.env['CI'] !== undefined;

/**
 * Starts a Chromium with a profile of its own. The one who calls closes it.
 * @throws where none runs
 */
export async function openBrowser(): Promise<Browser> {
  if (found === undefined)
    throw new Error(
      ['No Chromium has rendered a page: name one by the variable CHROMIUM, or install it.', ...faults].join('\n'),
    );
  const browser = await launch(found);
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
    // A process that shows pages ends with the last of them. Kept, it has the form's program compiled for the next tab.
    await context.newPage();
    context.on('page', (page) => page.on('crash', () => process.stderr.write('browser: a page crashed\n')));
    return context;
  };
  return browser;
}
