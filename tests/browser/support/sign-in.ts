import type { Page } from 'playwright-core';

/** Signs in from a page with a button for it: chooses a sample account in the popup, which then closes by itself. */
export async function signInFrom(page: Page, button: string | RegExp, person: string): Promise<void> {
  const opening = page.waitForEvent('popup');
  await page.getByRole('button', { name: button }).click();
  const popup = await opening;
  const closed = popup.waitForEvent('close');
  await popup.getByRole('button', { name: person }).click();
  await closed;
}
