import type { Page } from 'playwright-core';
import type { PictureOffice } from '#tools/pictures/sample-office.ts';
import { type Workplace, type Performer, see } from './recorder.ts';

/** A task of one person, from a first page to its end. */
export interface Walk {
  readonly what: string;
  readonly device: Workplace;
  readonly path: string;
  /** What happens at the office before, so that the task is there. */
  readonly before?: (office: PictureOffice) => Promise<void>;
  readonly task: (person: Performer, office: PictureOffice) => Promise<unknown>;
  /** The goal of the project, in minutes of a person. */
  readonly aim?: string;
}

const SIGN_IN = 'Masuk sebagai akun contoh';

/** Signs in with a sample account in the window for it, which then closes. */
export async function signInBySample(person: Performer, account: string, button = SIGN_IN): Promise<void> {
  const opening = person.page.waitForEvent('popup');
  await person.tap(person.page.getByRole('button', { name: button, exact: true }));
  const window = await opening;
  // A person is never faster than the script of the window.
  await window.waitForLoadState();
  await Promise.all([window.waitForEvent('close'), person.tap(window.getByRole('button', { name: account }))]);
}

/** Goes from the first page to the desk, and signs in there. */
export async function toDesk(person: Performer, account: string): Promise<void> {
  const { page } = person;
  // On a phone the entries are in a menu.
  const menu = page.getByRole('button', { name: 'Menu', exact: true });
  await see(page.locator('h1'));
  if (await menu.isVisible()) await person.tap(menu);
  await person.tap(page.getByRole('link', { name: 'Meja kerja', exact: true }).first());
  await signInBySample(person, account);
}

/** Finds the link to a case in a list by its title. */
export const inList = (page: Page, title: string) =>
  page.locator('main').getByRole('listitem').filter({ hasText: title }).getByRole('link').first();
