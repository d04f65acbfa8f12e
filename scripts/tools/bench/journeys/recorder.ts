import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { isFirefox } from '#tests/browser/support/chromium.ts';
import type { Figure } from '../measured.ts';
import { IN_PAGE, type InPage } from './in-page.ts';

/** The screen, the network and the hands of a person. */
export interface Workplace {
  readonly width: number;
  readonly height: number;
  /** Whether the network is slow: 400 kbit/s in each direction, and 400 ms until a response begins. */
  readonly isSlow?: true;
  readonly by: 'finger' | 'mouse' | 'keyboard';
}

export const PC: Workplace = { width: 1366, height: 768, by: 'mouse' };
export const PHONE: Workplace = { width: 360, height: 740, by: 'finger' };
export const SLOW_PHONE: Workplace = { ...PHONE, isSlow: true };
export const KEYBOARD: Workplace = { ...PC, by: 'keyboard' };

/** A person in front of a device. All that they do goes through these functions, which count it. */
export interface Performer {
  readonly page: Page;
  /** Presses a control. */
  readonly tap: (control: Locator) => Promise<void>;
  /** Fills in a field of any kind. A field that has the value already costs nothing. */
  readonly fill: (field: Locator, value: string) => Promise<void>;
  /** Puts in a text that was copied elsewhere. */
  readonly paste: (field: Locator, value: string) => Promise<void>;
  /** Chooses a file of the device. */
  readonly attach: (field: Locator, path: string) => Promise<void>;
  /** Comes to the end of a text, which the person reads in no time. */
  readonly read: (text: Locator) => Promise<void>;
  /** Begins to count here, on the first page of the site. What came before only prepared the task. */
  readonly beginHere: () => Promise<void>;
}

/** Seconds of a person for one key and for one tap. */
const PERSON = { key: 0.2, tap: 1.5 } as const;

/** How many taps a field of choices and a choice of a file need, and on a phone the pickers of day and time. */
const TAPS = { select: 2, file: 3, date: 3, time: 3, 'datetime-local': 6 } as const;

const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };

/** Milliseconds after which a walk fails, because what it waits for does not come. */
const PATIENCE = 120_000;

/** Waits until an element is shown. Playwright’s own waiting looks only every half second after the first second. */
export async function see(shown: Locator): Promise<void> {
  const until = performance.now() + PATIENCE;
  while (!(await shown.isVisible())) {
    if (performance.now() > until) throw new Error(`Not shown: ${shown}.`);
    await pause(20);
  }
}

/** More presses of Tab than any page needs. */
const MOST_TABS = 400;

/** What a function sees that runs inside a page. */
declare const walks: InPage;

/**
 * Does a task from a first page to its end.
 * @returns keys, taps, screens, seconds that the person waits besides the time for taps, minutes of the person, kilobytes received, and requests
 * @throws if the person works by keyboard and cannot see where the focus is
 */
export async function costOf(
  browser: Browser,
  device: Workplace,
  address: string,
  task: (person: Performer) => Promise<unknown>,
): Promise<Figure> {
  const { width, height, isSlow, by } = device;
  const viewport = { width, height };
  const context = await browser.newContext({ viewport, hasTouch: by === 'finger', reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE);
  await context.addInitScript(IN_PAGE);
  try {
    const sizes = wireOf(context);
    const page = await context.newPage();
    if (isSlow && !isFirefox) {
      await slowDown(page);
      context.on('page', (window) => void slowDown(window));
    }
    const work = { keys: 0, taps: 0 };
    let screens: Screen[] = [];
    let [begun, past, tapping] = [performance.now(), 0, 0];
    const look = async (window: Page): Promise<Screen> => {
      const shown = await window.evaluate(() => walks.shown());
      let screen = screens.findLast((each) => each.window === window);
      if (screen?.shown !== shown) {
        screen = { window, shown, scrolled: 0 };
        screens.push(screen);
      }
      return screen;
    };
    /** Comes to a control, as a person does before they use it. */
    const come = async (control: Locator, isText = false): Promise<void> => {
      await see(control);
      const window = control.page();
      // Before the styles of a page have arrived, nothing has its place.
      while (!(await window.evaluate(() => walks.isStyled()))) await pause(20);
      const screen = await look(window);
      const from = await control.evaluate((each: unknown) => walks.place(each));
      // The keyboard scrolls a text, but has no place in it.
      const isReached = by === 'keyboard' && !isText;
      await (isReached ? tabTo(window, control) : control.evaluate((each: unknown) => walks.show(each)));
      screen.scrolled += Math.abs((await control.evaluate((each: unknown) => walks.place(each))) - from);
    };
    const press = async (window: Page, key: string): Promise<void> => {
      work.keys += 1;
      await window.keyboard.press(key);
    };
    const tabTo = async (window: Page, control: Locator): Promise<void> => {
      for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
        if (await control.evaluate((each: unknown) => walks.isFocused(each))) return;
        await press(window, 'Tab');
        const fault = await window.evaluate(() => walks.unseenFocus());
        if (fault !== '') throw new Error(`The focus cannot be seen: ${fault}.`);
      }
      throw new Error(`The keyboard does not reach ${control}.`);
    };
    const person: Performer = {
      page,
      tap: async (control) => {
        await come(control);
        if (by === 'keyboard') {
          const isBox = await control.evaluate((each: unknown) => walks.isBox(each));
          await press(control.page(), isBox ? 'Space' : 'Enter');
        } else {
          work.taps += 1;
          // Until the finger has come to the control, the page goes on loading.
          await pause(PERSON.tap * 1000);
          tapping += PERSON.tap;
          await control.click();
        }
      },
      fill: async (field, value) => {
        await see(field);
        const { kind, value: before } = await field.evaluate((each: unknown) => walks.field(each));
        if (before === value) return;
        await come(field);
        if (by === 'keyboard') await typeInto(field, kind, value, (key) => press(field.page(), key));
        else {
          const isDigits = /^(?:date|time|datetime-local)$/.test(kind);
          const taps = kind === 'select' || (isDigits && by === 'finger') ? TAPS[kind as keyof typeof TAPS] : undefined;
          work.taps += taps ?? 1;
          if (taps === undefined) work.keys += (isDigits ? value.replaceAll(/\D/g, '') : value).length;
          if (kind === 'select') await field.selectOption(value);
          else await field.fill(value);
        }
      },
      paste: async (field, value) => {
        await come(field);
        work.taps += 1;
        work.keys += 2;
        await field.fill(value);
      },
      attach: async (field, path) => {
        await come(field);
        // The file dialog of the device is not part of the page.
        if (by === 'keyboard') work.keys += path.split('/').at(-1)?.length ?? 0;
        else work.taps += TAPS.file;
        await field.setInputFiles(path);
      },
      read: async (text) => {
        await come(text, true);
        const screen = await look(text.page());
        screen.scrolled += Math.max(0, (await text.evaluate((element) => walks.height(element))) - 1);
      },
      beginHere: async () => {
        Object.assign(work, { keys: 0, taps: 0 });
        screens = [];
        past = sizes.length;
        [begun, tapping] = [performance.now(), 0];
        await page.goto(address, { waitUntil: 'commit' });
      },
    };
    await page.goto(address, { waitUntil: 'commit' });
    await task(person);
    const s = (performance.now() - begun) / 1000 - tapping;
    await look(page);
    const received = sizes.slice(past);
    const kB = (await Promise.all(received)).reduce((sum, each) => sum + each, 0) / 1000;
    const { keys, taps } = work;
    const minutes = (s + keys * PERSON.key + taps * PERSON.tap) / 60;
    const seen = screens.reduce((sum, { scrolled }) => sum + 1 + Math.floor(scrolled), 0);
    return { s, minutes, keys, taps, screens: seen, ...(kB > 0 ? { kB } : {}), requests: received.length };
  } finally {
    await context.close();
  }
}

/** A page, a part of a form or a dialog that a person sees. */
interface Screen {
  readonly window: Page;
  readonly shown: string;
  /** How far the person has scrolled it, in heights of the window. */
  scrolled: number;
}

/** Fills in the focused field by keys. */
async function typeInto(
  field: Locator,
  kind: string,
  value: string,
  press: (key: string) => Promise<void>,
): Promise<void> {
  const now = async (): Promise<string> => (await field.evaluate((each: unknown) => walks.field(each))).value;
  if (kind === 'select') {
    for (let n = 0; n < 50 && (await now()) !== value; n += 1) await press('ArrowDown');
  } else if (/^(?:date|time|datetime-local)$/.test(kind)) {
    // The browser of the walks writes month, day and year, and then the time with AM or PM.
    const [, year = '', month = '', day = '', hour = '', minute = ''] =
      /^(?:(\d+)-(\d+)-(\d+))?T?(?:(\d+):(\d+))?$/.exec(value) ?? [];
    for (const digit of month + day + year) await press(digit);
    if (hour !== '') {
      // Firefox goes on from a year of four digits by itself.
      if (year !== '' && !isFirefox) await press('ArrowRight');
      const [half, of12] = [Number(hour) < 12 ? 'A' : 'P', String(Number(hour) % 12 || 12).padStart(2, '0')];
      for (const key of of12 + minute + half) await press(key);
    }
  } else {
    await field.selectText();
    for (const key of value) await press(key === '\n' ? 'Enter' : key);
  }
  if ((await now()) !== value) throw new Error(`The keyboard wrote ${await now()} instead of ${value}.`);
}

/** Collects the sizes of all responses. A size is 0 if the window was closed before the size could be read. */
function wireOf(context: BrowserContext): Promise<number>[] {
  const sizes: Promise<number>[] = [];
  context.on('requestfinished', (request) => {
    const size = request.sizes().then((each) => each.responseHeadersSize + each.responseBodySize);
    sizes.push(size.catch(() => 0));
  });
  return sizes;
}

async function slowDown(page: Page): Promise<void> {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', SLOW);
}
