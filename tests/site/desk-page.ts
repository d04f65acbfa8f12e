import { Window } from 'happy-dom';
import { h, render } from 'preact';
import { expect, vi } from 'vitest';
import type { Language } from '#domain/problem.ts';
import { settingsOf } from '#site/src/desk/settings.ts';
import { App } from '#site/src/desk/view/app.tsx';
import type { Office } from '../support/office.ts';

/** The desk of an office in a page without a browser: it has a document and storage, but draws nothing. */
export interface DeskPage {
  /** Opens an address of the desk for an account, and returns where it is shown, once it has loaded. */
  open(login: string, address: string, language?: Language): Promise<HTMLElement>;
  /** Waits until the page no longer changes or loads, and no call to the forge is under way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A worker whose script cannot be loaded. The desk then leaves all checks of a request to the process, so what the page
 * shows does not depend on whether it was open long enough for a check.
 */
class LostWorker extends EventTarget {
  postMessage(): void {
    queueMicrotask(() => this.dispatchEvent(new Event('error')));
  }
  terminate(): void {}
}

/** The milliseconds between two looks at a page. A page has settled if some looks in a row find no change. */
const QUIET = 20;
const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** Does a part of the page say that it is being loaded or prepared, as in “Memuat …”? */
const isLoading = (place: HTMLElement): boolean =>
  [...place.querySelectorAll('p[role=status]')].some(({ textContent }) => textContent?.endsWith(' …'));

/**
 * Opens a page. The page replaces the global document, so no second page can be open, and a test file that opens pages
 * needs a program of its own.
 */
export function openDeskPage({ local }: Pick<Office, 'local'>): DeskPage {
  const { url, owner, repo } = local;
  const page = new Window({ url: `${url}/meja/` });
  Object.assign(page, { matchMedia: () => ({ matches: true }), scrollTo: () => undefined });
  const places = ['window', 'document', 'location', 'history', 'localStorage', 'sessionStorage', 'matchMedia'] as const;
  const names = [...places, 'CSSStyleSheet', 'Document', 'ShadowRoot'] as const;
  // happy-dom has types of its own, which differ from those of a browser in places that the desk does not use.
  for (const name of names) vi.stubGlobal(name, (page as unknown as typeof globalThis)[name]);
  const { fetch } = globalThis;
  let calls = 0;
  vi.stubGlobal('fetch', (at: string, init?: RequestInit) => {
    calls += 1;
    return fetch(new URL(at, url), init).finally(() => (calls -= 1));
  });
  // happy-dom loads no style sheets.
  const { head } = document;
  head.append = (...parts) => {
    for (const part of parts)
      queueMicrotask(() => (part as Node).dispatchEvent(new page.Event('load') as unknown as Event));
  };
  vi.stubGlobal('Worker', LostWorker);
  vi.stubGlobal('requestAnimationFrame', setTimeout);
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
  let place: HTMLElement | undefined;
  const settled = async (): Promise<void> => {
    // Effects may change the page again, and call the forge.
    for (let same = 0, before = ''; same < 3; await pause(QUIET)) {
      // A part of the page that is loaded on demand may take long on a busy machine.
      await vi.dynamicImportSettled();
      const html = place?.innerHTML ?? '';
      const isStill = calls === 0 && before === html && !(place && isLoading(place));
      same = isStill ? same + 1 : 0;
      before = html;
    }
  };
  const leave = (): void => {
    if (place) render(null, place);
  };
  return {
    open: async (login, address, language = 'id') => {
      leave();
      sessionStorage.clear();
      sessionStorage.setItem('disposisi-meja-token', await local.accounts.token(login));
      location.hash = address;
      const settings = settingsOf({ kind: 'embedded', repository: `${owner}/${repo}` }, url, { language, base: '' });
      const shown = document.createElement('main');
      place = shown;
      document.body.replaceChildren(shown);
      render(h(App, { settings }), shown);
      await vi.waitFor(() => expect([shown.querySelector('h1') !== null, isLoading(shown)]).toEqual([true, false]), {
        timeout: 120_000,
        interval: 5,
      });
      await settled();
      return shown;
    },
    settled,
    close: async () => {
      leave();
      // Preact runs the last effects later, in the next animation frame.
      await pause(10 * QUIET);
      vi.unstubAllGlobals();
      await page.happyDOM.close();
    },
  };
}

/** Returns the HTML of a part of the page, one line for each element. It contains the present values of fields. */
export function linesOf(place: HTMLElement): string[] {
  for (const field of place.querySelectorAll<HTMLInputElement>('input, textarea, select')) {
    field.setAttribute('value', field.value);
    field.toggleAttribute('checked', field.checked === true);
  }
  for (const icon of place.querySelectorAll('svg')) icon.replaceChildren();
  return place.innerHTML.replaceAll(/(?<=>)(?=<(?!\/))/g, '\n').split('\n');
}
