import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Language } from '#domain/problem.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { tokenOf } from '#tests/browser/support/desk.ts';
import { sop } from '#tests/support/walked-case.ts';
import { PICTURES, type PictureName } from './pictures.ts';
import { type PictureOffice, PRESENT } from './sample-office.ts';

/** Fixed sizes in CSS pixels: a short page, a page, one with its fields and buttons, a phone. */
const SIZES = { short: [1180, 410], page: [1180, 760], tall: [1180, 1000], phone: [360, 740] } as const;
/** Where a page's clock begins: up to half a minute of waiting then changes no minute that the page shows. */
const JUST_BEFORE = new Date(Date.parse(PRESENT) - 30_000);

/** Of the WebP, at most 1; text stays sharp. */
const QUALITY = 0.8;

type Size = keyof typeof SIZES;

/** Somebody's window on the sample office in one language. */
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
    // The page's clock begins where the office's stands, and runs.
    await page.clock.install({ time: JUST_BEFORE });
    return page;
  };
  const before = (language: Language): string => `${office.url}${language === 'en' ? '/en' : ''}`;
  return {
    /** Opens the desk as a sample account, or as nobody yet, and waits for what it shows. */
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
    /** Takes the picture, and closes the window. */
    take: async (name: PictureName, { page, language }: CameraView): Promise<void> => {
      await page.evaluate('document.fonts.ready');
      const shot = await page.screenshot({ animations: 'disabled', caret: 'hide' });
      const { folder: place, file } = placeOf(name, language);
      await mkdir(place, { recursive: true });
      await writeFile(join(place, file), await asWebp(browser, shot));
      await page.context().close();
    },
  };
}

/** Where a picture lies: next to the guides of its language. */
function placeOf(name: PictureName, language: Language): { folder: string; file: string } {
  const folder = language === 'id' ? 'docs/panduan/gambar' : 'docs/guide/pictures';
  return { folder: join(PROGRAM, folder), file: `${PICTURES[name][language]}.webp` };
}

/** A picture as WebP, a third of its size, which the browser that took it can make as well. */
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
