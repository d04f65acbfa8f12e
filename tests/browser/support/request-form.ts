import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { PROGRAM } from '#engine/config/root.ts';
import { violations } from './axe.ts';
import { signInFrom } from './sign-in.ts';

/** The sample office’s procedure. */
export const PROCEDURE = 'protokol-manajemen-krisis';

/**
 * Opens the form in Indonesian and signs in.
 * @param base the office’s address
 * @param person the name of a sample account
 */
export async function openForm(page: Page, base: string, person: string): Promise<void> {
  await page.goto(`${base}/admin/`);
  await signInFrom(page, 'Masuk', person);
  await page.getByRole('link', { name: 'Konsep dan pengajuan' }).waitFor();
}

/** The fields of the desk’s form, within Decap’s page. */
export const fieldsOf = (page: Page): Locator => page.locator('.writing-form');

/** Returns what axe finds on the page, with Decap’s own parts, and how many main landmarks there are if not one. */
export async function axeFaults(page: Page): Promise<string[]> {
  const mains = await page.locator('main, [role=main]').count();
  const found = await violations(page);
  return [...found, ...(mains === 1 ? [] : [`${mains} main landmarks`])];
}

/** Opens a new request and waits until its fields are there. */
export async function newRequest(page: Page, base: string, procedure = PROCEDURE): Promise<void> {
  await page.goto(`${base}/admin/#/collections/${procedure}/new`);
  await fieldsOf(page).waitFor();
}

/**
 * Opens a request at its own address.
 * @param branch the branch of the request
 */
export async function openRequest(page: Page, base: string, branch: string): Promise<void> {
  await page.goto(`${base}/admin/#/collections/${branch.replace(/^cms\/([^/]+)\//, '$1/entries/')}`);
}

/** Returns an attachment of the samples. */
export async function attachment(name: string, mimeType: string) {
  const path = join(PROGRAM, 'examples/requests/rapat-koordinasi-banjir', name);
  return { name, mimeType, buffer: await readFile(path) };
}

/** Adds attachments, and waits until each is in the list. Every picture becomes a JPEG. */
export async function attach(
  page: Page,
  files: readonly { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }[],
): Promise<void> {
  await page.getByLabel('Tambah lampiran').setInputFiles([...files]);
  for (const { name } of files)
    await page.getByRole('button', { name: `Hapus ${name.replace(/\.png$/, '.jpg')}` }).waitFor();
}

/** Waits until nothing is left to save. After a first save, it waits for the form that Decap opens anew. */
export async function saved(page: Page): Promise<void> {
  await page.waitForURL(/\/entries\//);
  await page.locator('#nc-root [inert]').waitFor({ state: 'detached' });
  await page
    .getByText(/^(?:Konsep tersimpan di kantor|Berkas \S+: isian ini sama dengan yang tersimpan di kantor)\.$/)
    .waitFor();
  await page.locator('button:disabled').getByText('Simpan', { exact: true }).waitFor();
}

export const press = (page: Page): Promise<void> => page.getByRole('button', { name: 'Simpan', exact: true }).click();

export async function save(page: Page): Promise<void> {
  await press(page);
  await saved(page);
}

/** Chooses a status, such as `Ajukan`, and does not wait for its result. */
export async function setStatus(page: Page, status: string): Promise<void> {
  await page.getByRole('button', { name: /^Status: / }).click();
  await page.getByRole('menuitem', { name: status }).click();
}
