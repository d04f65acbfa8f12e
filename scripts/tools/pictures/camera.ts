import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Language } from '#domain/problem.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { partsLoaded, tokenOf } from '#tests/browser/support/desk.ts';
import { sop } from '#tests/support/walked-case.ts';
import { PICTURES, type PictureName } from './pictures.ts';
import { type PictureOffice, PRESENT } from './sample-office.ts';

/** Fixed sizes in CSS pixels: a short page, a page, a page with fields and buttons, and a phone. */
const SIZES = { short: [1280, 410], page: [1280, 800], tall: [1280, 1000], phone: [360, 740] } as const;
/** The quality of the WebP, from 0 to 1, at which text stays sharp. */
const QUALITY = 0.8;

type Size = keyof typeof SIZES;

/** A window with a page of the sample office, in one language. */
export interface CameraView {
  readonly page: Page;
  readonly language: Language;
}

export type Camera = ReturnType<typeof cameraOf>;

export function cameraOf(browser: Browser, { office, folder }: PictureOffice) {
  const open = async (size: Size): Promise<Page> => {
    const [width, height] = SIZES[size];
    const context: BrowserContext = await browser.newContext({
      viewport: { width, height },
      timezoneId: sop.zone,
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    // The clock of the page begins at the time of the office, and then advances.
    await page.clock.install({ time: new Date(PRESENT) });
    return page;
  };
  const before = (language: Language): string => `${office.url}${language === 'en' ? '/en' : ''}`;
  return {
    /** Opens the desk as a sample account, or without an account, and waits until it is shown. */
    desk: async (
      language: Language,
      login: string | undefined,
      address = '',
      size: Size = login === undefined ? 'short' : 'page',
    ): Promise<CameraView> => {
      const page = await open(size);
      if (login !== undefined) {
        const token = JSON.stringify(await tokenOf(folder, login));
        await page.addInitScript(`sessionStorage.setItem('disposisi-meja-token', ${token})`);
      }
      await page.goto(`${before(language)}/meja/${address}`);
      await page.locator(login === undefined ? '.sign-in' : '.signed-in').waitFor();
      return { page, language };
    },
    site: async (language: Language, address: string): Promise<CameraView> => {
      const page = await open('page');
      await page.goto(`${before(language)}${address}`);
      return { page, language };
    },
    /** Takes a picture when nothing on the page is loading, and closes the window. */
    take: async (name: PictureName, { page, language }: CameraView): Promise<void> => {
      await page.evaluate('document.fonts.ready');
      await partsLoaded(page);
      const shot = await page.screenshot({ animations: 'disabled', caret: 'hide' });
      const { folder: place, file } = placeOf(name, language);
      await mkdir(place, { recursive: true });
      await writeFile(join(place, file), await asWebp(browser, shot));
      await page.context().close();
    },
  };
}

/** Returns the folder and the file of a picture, which is kept with the guides of its language. */
function placeOf(name: PictureName, language: Language): { folder: string; file: string } {
  const folder = language === 'id' ? 'docs/panduan/gambar' : 'docs/guide/pictures';
  return { folder: join(PROGRAM, folder), file: `${PICTURES[name][language]}.webp` };
}

/** Turns a picture into WebP, which has a third of the size. The browser that took the picture does it. */
async function asWebp(browser: Browser, png: Buffer): Promise<Buffer> {
  const page = await browser.newPage();
  const address = await page.evaluate<string>(`(async () => {
    const answer = await fetch('data:image/png;base64,${png.toString('base64')}');
    const picture = await createImageBitmap(await answer.blob());
    const canvas = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height });
    canvas.getContext('2d').drawImage(picture, 0, 0);
    return canvas.toDataURL('image/webp', ${QUALITY});
  })()`);
  await page.close();
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
}
