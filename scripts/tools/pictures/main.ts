/**
 * `npm run pictures`: takes the pictures of the guides from the running product: a sample office with a case at every
 * place that the guides tell of, looked at by sample accounts, in both languages.
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
