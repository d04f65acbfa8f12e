import { FOUND, findBrowser } from '../browser/support/find-chromium.ts';

/**
 * Looks for the browser once, before the workers start. Otherwise each worker would unpack the packaged browser into
 * the same place.
 */
export default async function setup(): Promise<void> {
  process.env[FOUND] = JSON.stringify(await findBrowser());
}
