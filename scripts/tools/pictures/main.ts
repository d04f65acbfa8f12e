/**
 * `npm run pictures`: takes the pictures of the guides in both languages, from a running sample office. The office has
 * a case at every step that the guides describe. Sample accounts open the pages.
 */
import type { Language } from '#domain/problem.ts';
import { openBrowser } from '#tests/browser/support/chromium.ts';
import { cameraOf } from './camera.ts';
import { openPictureOffice } from './sample-office.ts';
import { SCENES } from './scenes.ts';

const LANGUAGES: readonly Language[] = ['id', 'en'];

const place = await openPictureOffice();
const browser = await openBrowser();
try {
  for (const scene of SCENES) await scene({ place, camera: cameraOf(browser, place), languages: LANGUAGES });
} finally {
  await browser.close();
  await place.close();
}
