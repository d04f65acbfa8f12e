import { dirname, delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, firefox } from 'playwright-core';

/** Settings by their names in `about:config`. */
export type FirefoxSettings = Readonly<Record<string, string | number | boolean>>;

/** The paths at which systems install Firefox, Debian’s first. */
export const FIREFOX_PLACES = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];

const RELAY = fileURLToPath(new URL('firefox-relay.ts', import.meta.url));

/**
 * Settings by which the browser sends nothing by itself. It also shows no motion: all tests ask for this, and the
 * driver does not forward it. A scrollbar covers the page, as on a phone and in the Chromium of the tests, since a
 * scrollbar next to the page takes 12 of 360 px.
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
 * Starts a Firefox of the system with a profile of its own, through the relay, which runs under the Node of the tests.
 * @param settings settings such as the theme, which no command of Debian’s Firefox sets
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
 * Makes Playwright insert texts as typed. Playwright’s method sets the value of an element. React, and so Decap, does
 * not notice this, and the next drawing removes what `fill` wrote.
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
 * Lets Playwright find elements by their label without a crash of Firefox. Playwright reads `ariaLabelledByElements` of
 * every element in its own world and in the page’s world. Firefox’s process dies when a second world reads the property
 * of an element with `aria-labelledby`. Without the property in the page’s world, Playwright reads the attribute.
 */
export const LABELS_BY_ATTRIBUTE = 'delete Element.prototype.ariaLabelledByElements';
