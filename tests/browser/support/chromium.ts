import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where systems put it; first the one without a window's frame, which does the same pages with two thirds of the work. */
const PLACES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map(
  (name) => `/usr/bin/${name}`,
);

// No sandbox within a container, and nothing that the browser would send anywhere by itself.
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

const executablePath = process.env['CHROMIUM'] ?? PLACES.find((path) => existsSync(path)) ?? (await shipped());

/**
 * Is there a browser to test with? Where none runs, browser tests are reported as not run (`describe.skipIf(!hasBrowser)`);
 * but CI has one, and fails without.
 */
export const hasBrowser = executablePath !== undefined || process.env['CI'] !== undefined;

/** Starts a Chromium with a profile of its own. The one who calls closes it. @throws where none runs */
export async function openBrowser(): Promise<Browser> {
  if (executablePath === undefined) throw new Error('No Chromium: name one by the variable CHROMIUM, or install it.');
  const browser = await chromium.launch({ executablePath, args: FLAGS.split(' ') });
  // No test asserts a time: what a page waits for may take long on a machine that is busy.
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    context.setDefaultTimeout(120_000);
    return context;
  };
  return browser;
}

/** The Chromium that an npm package ships, if it starts on this machine. */
async function shipped(): Promise<string | undefined> {
  // Without it, the package leaves out the libraries that a bare machine does not have.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs24.x';
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    const path = await packaged.executablePath();
    const browser = await chromium.launch({ executablePath: path, args: FLAGS.split(' ') });
    await browser.close();
    return path;
  } catch {
    return undefined;
  }
}
