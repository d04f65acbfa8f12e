import { FOUND, findChromium } from '../browser/support/find-chromium.ts';

/** Looks for the browser once in a run, before its workers start: all of them would unpack the packaged one into one place. */
export default async function setup(): Promise<void> {
  process.env[FOUND] = JSON.stringify(await findChromium());
}
