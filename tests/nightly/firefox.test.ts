import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FIRST } from '../support/folders.ts';
import { inOrder } from '../support/in-order.ts';
import { openBrowser } from '../browser/support/chromium.ts';
import { isTooWide, openDecision, unfold } from '../browser/support/desk.ts';
import {
  attachAtDesk,
  fieldOf,
  fillAtDesk,
  LETTER_PDF,
  openWritingOffice,
  saveAtDesk,
  submitAtDesk,
  typedIn,
  WHOLE_AT_DESK,
  type WritingOffice,
} from '../browser/support/desk-request.ts';
import { findFirefox } from '../browser/support/find-chromium.ts';
import { attach, newRequest, openForm, PROCEDURE, save } from '../browser/support/request-form.ts';
import { signInFrom } from '../browser/support/sign-in.ts';

// By default all other tests open Chromium, which every machine can get. This file opens the system’s Firefox, if there
// is one.
const { found, faults } = await findFirefox();
for (const fault of faults) process.stdout.write(`No Firefox: ${fault}\n`);

let w: WritingOffice;
/** The id of the case, once it was submitted. */
let id = '';

const TITLE = 'Rapat lewat Firefox — é “kutip”';
const CASE = /^PMK-\d+-1$/;

/** A script that notes what a page’s content security policy refused. Firefox reports this to the page only. */
const NOTE_REFUSALS = `globalThis.refused = [];
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    globalThis.refused.push(violatedDirective + ' ' + blockedURI))`;

/** The messages of Firefox’s console in any tab since the last test. */
const complaints: string[] = [];

function listenTo(page: Page): void {
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
}

describe.skipIf(!found)('the system’s Firefox, if there is one', () => {
  inOrder();
  beforeAll(async () => {
    w = await openWritingOffice(FIRST, 'contoh-opd', found);
  });
  afterAll(() => w?.close());
  afterEach(async () => {
    await w?.closeDevices();
    expect(complaints.splice(0)).toEqual([]);
  });

  async function device(size = { width: 1_280, height: 900 }): Promise<BrowserContext> {
    const context = await w.device({ viewport: size });
    await context.addInitScript(NOTE_REFUSALS);
    context.on('page', listenTo);
    return context;
  }
  const refused = (page: Page): Promise<string[]> => page.evaluate('globalThis.refused');

  it('in Firefox, an applicant writes a request at the desk, finds it again after a reload, and submits it', async () => {
    const page = await w.begin(await device());
    await fillAtDesk(page, { ...WHOLE_AT_DESK, 'Judul kegiatan': TITLE });
    await attachAtDesk(page);
    await saveAtDesk(page);
    await fieldOf(page, 'Uraian').pressSequentially(' Sampai huruf terakhir.');
    const before = await typedIn(page);
    await page.reload();
    await fieldOf(page, 'Uraian').waitFor();
    expect(await typedIn(page)).toEqual(before);
    await page.getByText('surat-permohonan.pdf', { exact: true }).first().waitFor();
    id = await submitAtDesk(page);
    expect(id).toMatch(CASE);
    await page.getByRole('img', { name: 'Kode QR ke halaman berkas' }).waitFor();
    expect(await refused(page)).toEqual([]);
    await w.office.idle();
  });

  it('in Firefox, an official signs in on a phone, reads the attached PDF within the page, and acts', async () => {
    const page = await (await device({ width: 360, height: 740 })).newPage();
    await page.goto(`${w.office.url}/meja/`);
    await signInFrom(page, 'Masuk sebagai akun contoh', 'Contoh Petugas TU');
    await page.getByRole('link', { name: id }).click();
    await page.getByRole('heading', { level: 1, name: id }).waitFor();
    await unfold(page);
    await page.getByRole('button', { name: 'Tampilkan di sini: surat-permohonan.pdf' }).click();
    await page.getByText('Isinya sama dengan yang diajukan.').waitFor();
    const reader = page.frameLocator('.viewer iframe');
    await reader.getByText('Nomor: 300.2/001/CONTOH/2026').waitFor();
    expect(await isTooWide(page)).toBe(false);
    // Firefox’s PDF reader inherits the policy of the desk. It says so in the console, and shows the PDF all the same.
    expect(complaints.splice(0).filter((each) => !each.includes('require-trusted-types-for'))).toEqual([]);
    await openDecision(page);
    await page.getByRole('button', { name: /^Setujui, / }).click();
    await page.locator('.is-accepted').waitFor();
    await page.getByText(/^Bukan giliran TU: /).waitFor();
    expect(await refused(page)).toEqual([]);
    await w.office.idle();
  });

  it('in Firefox, the public finds the case by the first page’s search, and reads the case’s page and a room’s page', async () => {
    const page = await (await device()).newPage();
    await page.goto(`${w.office.url}/`);
    await page.getByRole('searchbox').fill('firefox');
    await page.keyboard.press('Enter');
    await page.getByText('1 berkas cocok.').waitFor();
    await page.getByRole('link', { name: TITLE }).click();
    await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
    await page.getByText(id).first().waitFor();
    // Firefox aborts a navigation that begins before the earlier one has ended.
    await page.waitForLoadState();
    await page.goto(`${w.office.url}/ruang/tcm/`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await refused(page)).toEqual([]);
  });

  it('in Firefox, each sheet of an SOP is printed in landscape', async () => {
    const page = await (await device()).newPage();
    await page.goto(`${w.office.url}/sop/${PROCEDURE}/`);
    const path = join(w.folder, 'sop.pdf');
    await page.pdf({ path, preferCSSPageSize: true });
    await page.goto(pathToFileURL(path).href);
    // Firefox’s own PDF reader says how large the sheets are.
    await page.locator('#viewer .page').nth(2).waitFor();
    const sheets = await page.evaluate<boolean[]>(
      `[...document.querySelectorAll('#viewer .page')].map((sheet) => sheet.clientWidth > sheet.clientHeight)`,
    );
    expect(sheets).not.toContain(false);
  });

  it('in Firefox without script, the case and the first page can be read all the same', async () => {
    const browser = await openBrowser(found, { 'javascript.enabled': false });
    try {
      const page = await (await browser.newContext()).newPage();
      await page.goto(`${w.office.url}/berkas/${id}/`);
      expect(await page.locator('main').innerText()).toContain(TITLE);
      await page.goto(`${w.office.url}/`);
      expect(await page.locator('main').innerText()).toContain(id);
    } finally {
      await browser.close();
    }
  });

  it('in Firefox, the form of the CMS keeps a draft with its attachment', async () => {
    const page = await (await device()).newPage();
    await openForm(page, w.office.url, 'Contoh OPD');
    await newRequest(page, w.office.url);
    await fillAtDesk(page, { ...WHOLE_AT_DESK, 'Judul kegiatan': 'Konsep lewat Firefox' });
    const letter = await readFile(LETTER_PDF);
    await attach(page, [{ name: 'surat-permohonan.pdf', mimeType: 'application/pdf', buffer: letter }]);
    await save(page);
    const branch = await w.branchWith('konsep-lewat-firefox');
    expect(await w.requestOn(branch)).toMatchObject({
      kegiatan: { judul: 'Konsep lewat Firefox' },
      pelaksanaan: { mulai: '2099-12-02T09:00:00+07:00', peralatan: ['computer', 'internet'] },
      lampiran: ['surat-permohonan.pdf'],
    });
    expect(await refused(page)).toEqual([]);
  });

  it('security 22: in Firefox, a script of a PDF opens no dialog over the desk, and the PDF is shown', async () => {
    const page = await w.begin(await device());
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    const letter = await readFile(LETTER_PDF, 'latin1');
    const script = "/OpenAction << /S /JavaScript /JS (app.alert\\('Sandi Anda?'\\)) >>";
    const buffer = Buffer.from(letter.replace('/Type /Catalog', `/Type /Catalog ${script}`), 'latin1');
    expect(buffer.includes('app.alert')).toBe(true);
    await page.getByLabel('Tambah lampiran').setInputFiles({ name: 'surat.pdf', mimeType: 'application/pdf', buffer });
    await page.getByRole('button', { name: 'Lihat surat.pdf' }).click();
    await page.frameLocator('.viewer iframe').locator('#viewer .page canvas').first().waitFor();
    // The reader runs a script at once after it has shown the first page.
    await page.waitForTimeout(3_000);
    expect(dialogs).toEqual([]);
    complaints.length = 0;
  });
});
