import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { FIREFOX_PLACES, type FirefoxSettings, launchFirefox } from './firefox.ts';

/** A browser that has rendered a page on this machine. */
export interface Found {
  readonly name: 'Chromium' | 'Firefox';
  readonly executablePath: string;
  /** The variables that the browser needs besides those of the program that starts it. */
  readonly env: Readonly<Record<string, string>>;
}

export interface Search {
  readonly found?: Found;
  /** Why browsers that exist do not work, one line each. */
  readonly faults: readonly string[];
}

/** The variable in which a run of the tests keeps the found browser (tests/support/one-browser.ts). */
export const FOUND = 'DISPOSISI_BROWSER';

/**
 * The paths at which systems install Chromium. The one without a window comes first, since it needs a third less work
 * for the same pages.
 */
const PLACES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map(
  (name) => `/usr/bin/${name}`,
);
/** The value of the variable CHROMIUM that means the browser in an npm package. */
const PACKAGED = 'packaged';

// A container has no sandbox. The browser must send nothing by itself, and use one process for all pages.
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --renderer-process-limit=1';

/** The milliseconds in which even a very busy machine shows a page of one word. */
const PATIENCE = 60_000;

/** Looks for the browser that the tests open: Firefox if the variable TEST_BROWSER says so, and otherwise Chromium. */
export const findBrowser = (): Promise<Search> =>
  process.env['TEST_BROWSER'] === 'firefox' ? findFirefox() : findChromium();

/** Looks for a Chromium: only the one that the variable CHROMIUM names, or the system’s, or the packaged one. */
export function findChromium(wanted = process.env['CHROMIUM']): Promise<Search> {
  const places = wanted === undefined ? [...PLACES.filter((path) => existsSync(path)), PACKAGED] : [wanted];
  return look(places, async (place) =>
    place === PACKAGED ? unpack() : { name: 'Chromium', executablePath: place, env: {} },
  );
}

/** Looks for a Firefox: only the one that the variable FIREFOX names, or the system’s. */
export function findFirefox(wanted = process.env['FIREFOX']): Promise<Search> {
  const places = wanted === undefined ? FIREFOX_PLACES.filter((path) => existsSync(path)) : [wanted];
  return look(places, async (executablePath) => ({ name: 'Firefox', executablePath, env: {} }));
}

/**
 * Accepts only a browser that has rendered a page. Without fonts or a library a browser starts, and fails at the first
 * page.
 */
async function look(places: readonly string[], prepare: (place: string) => Promise<Found>): Promise<Search> {
  const faults: string[] = [];
  for (const place of places) {
    try {
      const found = await prepare(place);
      // A busy machine may fail once at something that it can do.
      await render(found).catch(() => render(found));
      return { found, faults };
    } catch (error) {
      faults.push(`${place}: ${error instanceof Error ? error.message.split('\n', 1)[0] : String(error)}`);
    }
  }
  return { faults };
}

/**
 * Starts the browser with a profile of its own.
 * @param settings settings of a Firefox, by their names in `about:config`
 */
export const launch = ({ name, executablePath, env }: Found, settings: FirefoxSettings = {}): Promise<Browser> =>
  name === 'Firefox'
    ? launchFirefox(executablePath, PATIENCE, settings)
    : chromium.launch({ executablePath, args: FLAGS.split(' '), env: { ...process.env, ...env }, timeout: PATIENCE });

/** @throws if the browser does not render a page */
async function render(found: Found): Promise<void> {
  const browser = await launch(found);
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.setContent('<span>halaman</span>');
    await page.screenshot();
    // Without a font, text has no size, and cannot be seen or clicked.
    const box = await page.locator('span').boundingBox();
    if (!box?.width) throw new Error('text has no width: no font was found');
  } finally {
    await browser.close();
  }
}

/** Unpacks the packaged browser into the temporary folder, with its libraries and fonts. */
async function unpack(): Promise<Found> {
  const before = { ...process.env };
  // Without this variable the package leaves out the libraries that a bare machine does not have.
  process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs24.x';
  try {
    // The package sets its variables for the whole process. Other programs would then not find their libraries.
    const { default: packaged } = await import('@sparticuz/chromium');
    const executablePath = await packaged.executablePath();
    const libraries = process.env['LD_LIBRARY_PATH'];
    return {
      name: 'Chromium',
      executablePath,
      env: {
        FONTCONFIG_FILE: await withOwnFonts(executablePath),
        ...(libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries }),
      },
    };
  } finally {
    // `process.env` is restored and not replaced, since the workers of a run would not begin with another object.
    for (const name of Object.keys(process.env)) if (!Object.hasOwn(before, name)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

/**
 * Writes a list of fonts. The package’s own list has `/tmp`, wherever the fonts were unpacked.
 * @returns the list’s path
 */
async function withOwnFonts(executablePath: string): Promise<string> {
  const folder = dirname(executablePath);
  const list = join(folder, 'fonts.conf');
  const places = [join(folder, 'fonts'), '/usr/share/fonts'].map((place) => `<dir>${place}</dir>`).join('');
  await writeFile(list, `<fontconfig>${places}<cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>\n`);
  return list;
}
