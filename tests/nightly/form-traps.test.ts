import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '#embedded/office/open-office.ts';
import { git } from '#engine/register/git.ts';
import { FIRST } from '../support/folders.ts';
import { machine, YEAR } from '../support/machine.ts';
import { hasBrowser, openBrowser } from '../browser/support/chromium.ts';
import { placePlainForm } from '../browser/support/plain-form.ts';
import { signInFrom } from '../browser/support/sign-in.ts';

/** This long time is for a busy machine. An idle one needs much less. */
const PATIENT = { timeout: 120_000 };

let folder: string;
let office: Office;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  if (!hasBrowser) return;
  folder = await mkdtemp(join(tmpdir(), 'formulir-'));
  office = await openOffice({ folder, root: FIRST, port: 0, log: () => undefined, machine });
  await placePlainForm(office.site);
  browser = await openBrowser();
  context = await browser.newContext();
  context.setDefaultTimeout(PATIENT.timeout);
  await openTab();
  await signIn('Contoh OPD');
  await page.close();
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
  if (folder) await rm(folder, { recursive: true });
});

// All tests share one sign-in, and each has a tab.
beforeEach(() => openTab());
afterEach(() => page.close());

/** Opens a tab that answers yes to every question of Decap. */
async function openTab(where = context): Promise<void> {
  page = await where.newPage();
  page.on('dialog', (dialog) => dialog.accept());
}

const repository = () => join(folder, 'repo.git');
const fileOf = async (ref: string, path: string) => (await git(repository(), ['show', `${ref}:${path}`])).toString();
const headOf = async (branch: string) => (await git(repository(), ['rev-parse', branch])).toString().trim();
const branchOf = (slug: string) => `cms/permohonan/${YEAR}/${slug}/request`;
const documentOf = (slug: string) => `requests/${YEAR}/${slug}/request.yaml`;

async function signIn(person: string): Promise<void> {
  await page.goto(`${office.url}/polos/`);
  await signInFrom(page, 'Login with GitHub', person);
  await page.getByRole('link', { name: 'Contents' }).waitFor();
}

/**
 * Saves for the first time. Decap then loads the entry that it has written.
 * @returns the entry’s slug
 */
async function write(text: string): Promise<string> {
  const slug = text.toLowerCase().replaceAll(' ', '-');
  await page.goto(`${office.url}/polos/#/collections/permohonan/new`);
  await page.getByLabel('Acara').fill(text);
  // The load ends with this response. Text that is typed before would be overwritten.
  const loaded = page.waitForResponse((answer) => answer.url().endsWith(`/git/trees/main:requests/${YEAR}/${slug}`));
  await page.getByRole('button', { name: 'Save' }).click();
  await loaded;
  await page.getByText('Changes saved').waitFor();
  return slug;
}

/** Loads an entry again, and waits until Decap asks the forge nothing more. */
async function reopen(slug: string): Promise<void> {
  await page.goto(`${office.url}/polos/#/collections/permohonan/entries/${YEAR}/${slug}/request`);
  await page.reload();
  await page.getByText('Changes saved').waitFor();
  await page.waitForLoadState('networkidle');
}

const title = () => page.getByLabel('Acara').inputValue();

/** Types over the present text. Decap may draw the field again meanwhile. */
async function type(text: string): Promise<void> {
  await expect
    .poll(async () => {
      await page.getByLabel('Acara').fill(text);
      return title();
    }, PATIENT)
    .toBe(text);
}

/**
 * Types another title and saves.
 * @returns the status of the forge’s reply to the move of the branch
 */
async function save(text: string): Promise<number> {
  await type(text);
  const moved = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
  await page.getByRole('button', { name: 'Save' }).click();
  return (await moved).status();
}

describe.skipIf(!hasBrowser)('Decap as it is shipped, with nothing hidden, against the embedded forge', () => {
  it('in plain Decap, a person signs in by the popup, writes a draft, changes it twice, and finds it again', async () => {
    await write('Rapat satu');
    expect(await fileOf(branchOf('rapat-satu'), documentOf('rapat-satu'))).toBe('acara: Rapat satu\n');
    expect(await save('Rapat satu besar')).toBe(200);
    await page.getByText('Changes saved').waitFor();
    expect(await save('Rapat satu besar sekali')).toBe(200);
    await page.getByText('Changes saved').waitFor();
    await reopen('rapat-satu');
    await expect.poll(title, PATIENT).toBe('Rapat satu besar sekali');
    expect(await headOf('main')).not.toBe(await headOf(branchOf('rapat-satu')));
  });

  it('in plain Decap, a save over a foreign edit is refused, the person reads why, and neither version is lost', async () => {
    await write('Rapat dua');
    await reopen('rapat-dua');
    const other = await office.as('contoh-bpbd');
    const foreign = [
      { path: documentOf('rapat-dua'), bytes: Buffer.from('acara: Rapat asing\n') },
      { path: `requests/${YEAR}/rapat-dua/peta.png`, bytes: Buffer.from('iVBORw0KGgo=', 'base64') },
    ];
    await other.push(branchOf('rapat-dua'), foreign);
    const head = await headOf(branchOf('rapat-dua'));
    expect(await save('Rapat dua besar')).toBe(422);
    await page.getByText('Permohonan ini sudah diubah di tempat lain').waitFor();
    expect(await title()).toBe('Rapat dua besar');
    expect(await headOf(branchOf('rapat-dua'))).toBe(head);
    expect(await fileOf(branchOf('rapat-dua'), documentOf('rapat-dua'))).toBe('acara: Rapat asing\n');
  });

  it('in plain Decap, a window that has loaded the present state overwrites it, and keeps files that are not the form’s', async () => {
    await write('Rapat tiga');
    const other = await office.as('contoh-bpbd');
    await other.push(branchOf('rapat-tiga'), [
      { path: documentOf('rapat-tiga'), bytes: Buffer.from('acara: Rapat asing\n') },
      { path: `requests/${YEAR}/rapat-tiga/catatan.txt`, bytes: Buffer.from('isi: teks\n') },
    ]);
    await reopen('rapat-tiga');
    await expect.poll(title, PATIENT).toBe('Rapat asing');
    expect(await save('Rapat tiga besar')).toBe(200);
    expect(await fileOf(branchOf('rapat-tiga'), documentOf('rapat-tiga'))).toBe('acara: Rapat tiga besar\n');
    // Decap knows a text file by its patch. Without a patch it would delete this file.
    expect(await fileOf(branchOf('rapat-tiga'), `requests/${YEAR}/rapat-tiga/catatan.txt`)).toBe('isi: teks\n');
  });

  it('if two windows of one account have a sign-in each, the one that saves second gets an error', async () => {
    await write('Rapat empat');
    const first = page;
    const elsewhere = await browser.newContext();
    await openTab(elsewhere);
    try {
      await signIn('Contoh OPD');
      await reopen('rapat-empat');
      expect(await save('Rapat empat dari jendela kedua')).toBe(200);
    } finally {
      await elsewhere.close();
      page = first;
    }
    expect(await save('Rapat empat dari jendela pertama')).toBe(422);
    const kept = await fileOf(branchOf('rapat-empat'), documentOf('rapat-empat'));
    expect(kept).toBe('acara: Rapat empat dari jendela kedua\n');
  });

  it('in plain Decap, Publish merges nothing, and says who does', async () => {
    await write('Rapat lima');
    const main = await headOf('main');
    await page.getByRole('button', { name: /^Status/ }).click();
    const labelled = page.waitForResponse((answer) => answer.request().method() === 'PUT');
    await page.getByRole('menuitem', { name: 'Ready' }).click();
    await labelled;
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Publish now' }).click();
    await page.getByText('Hanya sistem yang menggabungkan ke main').waitFor();
    await page.getByText('Only the process merges into main').waitFor();
    expect(await headOf('main')).toBe(main);
    expect(await fileOf(branchOf('rapat-lima'), documentOf('rapat-lima'))).toBe('acara: Rapat lima\n');
  });

  it('in plain Decap, an upload in the media tab is refused, and the message says where attachments belong', async () => {
    const main = await headOf('main');
    await page.goto(`${office.url}/polos/`);
    await page.getByRole('button', { name: 'Media' }).click();
    const image = { name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('iVBORw0KGgo=', 'base64') };
    await page.locator('input[type=file]').setInputFiles(image);
    await page.getByText('unggah lampiran di dalam permohonannya').waitFor();
    expect(await headOf('main')).toBe(main);
  });

  it('in plain Decap, an expired token leads back to the sign-in', async () => {
    await page.goto(`${office.url}/polos/`);
    await page.getByRole('link', { name: 'Contents' }).waitFor();
    await office.forge.accounts.revoke('contoh-opd');
    await page.reload();
    await page.getByRole('button', { name: 'Login with GitHub' }).waitFor();
  });
});
