import { dirname, delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, firefox } from 'playwright-core';

/** By their names in `about:config`. */
export type FirefoxSettings = Readonly<Record<string, string | number | boolean>>;

/** Where systems put it; Debian's first. */
export const FIREFOX_PLACES = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];

const RELAY = fileURLToPath(new URL('firefox-relay.ts', import.meta.url));

/**
 * Nothing that the browser would send anywhere by itself. No motion: all tests ask for that, but this driver passes
 * it to no page. And a scrollbar that lies over the page, as on a telephone and in the Chromium of the tests: one next to it
 * takes 12 of 360 px.
 */
const SETTINGS = {
  'app.normandy.enabled': false,
  'app.update.auto': false,
  'browser.safebrowsing.update.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'http://127.0.0.1:9/',
  'ui.prefersReducedMotion': 1,
  'ui.useOverlayScrollbars': 1,
};

/**
 * Starts a Firefox of the system with a profile of its own, through the relay, by the Node that runs this.
 * @param settings such as the theme, which no command of Debian's Firefox sets
 */
export const launchFirefox = (executablePath: string, timeout: number, settings: FirefoxSettings): Promise<Browser> =>
  firefox.launch({
    channel: 'moz-firefox',
    executablePath: RELAY,
    env: {
      ...process.env,
      FIREFOX: executablePath,
      PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    },
    firefoxUserPrefs: { ...SETTINGS, ...settings },
    timeout,
  });

/**
 * Lets texts be inserted as by typing. Playwright's own way sets the value of an element, of which React, and so Decap, hears
 * nothing: `fill` then writes what the next drawing takes away again.
 */
export const INSERT_AS_TYPED = `Object.defineProperty(globalThis, '__pw_bidiInsertText', {
  set: () => undefined,
  get: () => (text) => {
    let at = document.activeElement;
    while (at?.shadowRoot) at = at.shadowRoot.activeElement;
    if (/^i?frame$/i.test(at?.nodeName)) return at;
    document.execCommand('insertText', false, text);
  },
})`;

/**
 * Lets Playwright find by a label without ending Firefox. It reads `ariaLabelledByElements` of every element, now in a world of its
 * own, now in the page's; Firefox's process dies at the second world that reads it of one with `aria-labelledby`. Without the
 * property in the page's, Playwright reads the attribute.
 */
export const LABELS_BY_ATTRIBUTE = 'delete Element.prototype.ariaLabelledByElements';
