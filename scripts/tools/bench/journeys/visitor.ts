import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Locator, Page, Request } from 'playwright-core';

/** With what somebody looks at the office. */
export interface Screen {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** 400 kbit/s each way, and 400 ms until an answer begins. */
  readonly isSlow?: true;
}

export const PC: Screen = { name: 'PC', width: 1366, height: 768 };
export const PHONE: Screen = { name: 'phone', width: 360, height: 740 };
export const SLOW_PHONE: Screen = { ...PHONE, name: 'phone, slow', isSlow: true };

const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };

/** What a task took. */
export interface Cost {
  /** Clicks or taps, choosing in a list and choosing a file among them. */
  readonly presses: number;
  /** Keys that are not typed text: tabulator, Enter, arrows. */
  readonly keys: number;
  /** Fields that were filled. */
  readonly fields: number;
  /** Heights of the screen by which the page was scrolled. */
  readonly screens: number;
  readonly requests: number;
  /** On the wire, headers too. */
  readonly bytes: number;
  /** Until the end of the task was seen. */
  readonly seconds: number;
  /** What axe found on all pages and states on the way. */
  readonly faults: readonly string[];
}

/** Somebody at a browser, who does a task; what they do is counted. */
export interface Visitor {
  readonly page: Page;
  press(target: Locator): Promise<void>;
  fill(field: Locator, value: string): Promise<void>;
  choose(field: Locator, value: string): Promise<void>;
  attach(field: Locator, file: string): Promise<void>;
  /** Goes on with the tabulator until something of this name has the focus. @throws where nothing of it can be reached */
  tabTo(name: RegExp, tabulator?: 'Tab' | 'Shift+Tab'): Promise<void>;
  key(name: string): Promise<void>;
  /** Types where the focus is. */
  type(text: string): Promise<void>;
  /** Waits for what tells that the way goes on, and looks at the page: with axe, and by a picture where one is wanted. */
  see(sign: Locator): Promise<void>;
  /** The window that an act opens, looked at by the same visitor. */
  popup(act: () => Promise<void>, within: (window: Visitor) => Promise<void>): Promise<void>;
}

interface Wanted {
  readonly browser: Browser;
  readonly screen: Screen;
  readonly url: string;
  /** Where the task begins. */
  readonly path: string;
  /** Where pictures go, and how they are named; none: no pictures. */
  readonly pictures?: { readonly folder: string; readonly name: string };
}

/** Lets somebody do a task from a first page to its end. @returns what it took */
export async function costOf(wanted: Wanted, task: (visitor: Visitor) => Promise<void>): Promise<Cost> {
  const { browser, screen, url, path, pictures } = wanted;
  const { width, height } = screen;
  const context = await browser.newContext({ viewport: { width, height }, hasTouch: screen !== PC });
  context.setDefaultTimeout(90_000);
  const counted = { presses: 0, keys: 0, fields: 0, screens: 0, looks: 0 };
  const faults = new Set<string>();
  const sizes: Promise<number>[] = [];
  context.on('requestfinished', (request) => sizes.push(sizeOf(request)));
  let looking = 0;
  const aside = async (work: () => Promise<unknown>): Promise<void> => {
    const begun = performance.now();
    await work();
    looking += performance.now() - begun;
  };
  const begun = performance.now();

  const at = (page: Page): Visitor => {
    const scroll = (): Promise<number> => page.evaluate('window.scrollY');
    const counting = async (kind: 'presses' | 'fields', act: () => Promise<unknown>): Promise<void> => {
      const before = await scroll();
      await act();
      counted[kind] += 1;
      // The page may be another one by now, or gone.
      const after = await scroll().catch(() => before);
      counted.screens += Math.abs(after - before) / height;
    };
    /** Where it stands already no one scrolls; else to the middle of the screen. */
    const bring = async (target: Locator): Promise<void> => {
      await target.waitFor();
      const before = await scroll();
      await target.scrollIntoViewIfNeeded();
      counted.screens += Math.abs((await scroll()) - before) / height;
    };
    return {
      page,
      press: async (target) => {
        await bring(target);
        await target.click();
        counted.presses += 1;
      },
      fill: async (field, value) => {
        await bring(field);
        await counting('fields', () => field.fill(value));
      },
      choose: async (field, value) => {
        await bring(field);
        await counting('presses', () => field.selectOption(value));
      },
      attach: async (field, file) => counting('presses', () => field.setInputFiles(file)),
      tabTo: async (name, tabulator = 'Tab') => {
        for (let tries = 0; tries < 200; tries += 1) {
          await page.keyboard.press(tabulator);
          counted.keys += 1;
          if (name.test(await nameOfFocus(page))) return;
        }
        throw new Error(`Nothing called ${name} can be reached by keyboard.`);
      },
      key: async (name) => {
        await page.keyboard.press(name);
        counted.keys += 1;
      },
      type: async (text) => {
        await page.keyboard.insertText(text);
        counted.fields += 1;
      },
      see: async (sign) => {
        await sign.waitFor();
        await aside(async () => {
          const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
          for (const { id, nodes } of violations) faults.add(`${id}: ${nodes[0]?.html.slice(0, 120) ?? ''}`);
          if (pictures) {
            counted.looks += 1;
            await mkdir(pictures.folder, { recursive: true });
            await page.screenshot({ path: join(pictures.folder, `${pictures.name}-${counted.looks}.png`) });
          }
        });
      },
      popup: async (act, within) => {
        const [opened] = await Promise.all([page.waitForEvent('popup'), act()]);
        await slowed(opened, screen);
        // Nobody is faster than the window's own script.
        await opened.waitForLoadState();
        await Promise.all([opened.waitForEvent('close'), within(at(opened))]);
      },
    };
  };

  try {
    const page = await context.newPage();
    await slowed(page, screen);
    await page.goto(`${url}${path}`, { waitUntil: 'commit' });
    await task(at(page));
    const seconds = (performance.now() - begun - looking) / 1000;
    const all = await Promise.all(sizes);
    const bytes = all.reduce((sum, each) => sum + each, 0);
    const { looks, ...acts } = counted;
    return { ...acts, requests: all.length, bytes, seconds, faults: [...faults] };
  } finally {
    await context.close();
  }
}

async function slowed(page: Page, { isSlow }: Screen): Promise<void> {
  if (!isSlow) return;
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', SLOW);
}

/** What came over the wire; of a window that closed meanwhile nobody knows it. */
const sizeOf = (request: Request): Promise<number> =>
  request.sizes().then(
    ({ responseHeadersSize, responseBodySize }) => responseHeadersSize + responseBodySize,
    () => 0,
  );

const nameOfFocus = (page: Page): Promise<string> =>
  page.evaluate(`(() => {
    const at = document.activeElement;
    if (at === document.body) return '';
    return (at.getAttribute('aria-label') ?? (at.labels?.[0] ?? at).textContent).trim();
  })()`);
