import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Office } from '#embedded/office/open-office.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { openSample } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { FIRST } from '../support/folders.ts';
import { inOrder } from '../support/in-order.ts';
import { hasBrowser } from './support/chromium.ts';
import { fillAtDesk, LETTER_PDF } from './support/desk-request.ts';
import { type FormOffice, openFormOffice } from './support/form-office.ts';
import { newRequest, openForm, save, setStatus } from './support/request-form.ts';

let opened: FormOffice;
let office: Office;
let page: Page;

beforeAll(async () => {
  if (!hasBrowser) return;
  opened = await openFormOffice(FIRST);
  office = opened.office;
  page = await opened.browser.newPage({ timezoneId: 'Asia/Pontianak' });
  page.on('dialog', (dialog) => dialog.accept());
  await openForm(page, office.url, 'Contoh OPD');
});
afterAll(() => opened?.close());

/** Loads the board of drafts and submissions again. */
async function board(): Promise<void> {
  await page.goto(`${office.url}/admin/#/workflow`);
  await page.reload();
  await page.getByRole('heading', { name: 'Konsep dan pengajuan' }).waitFor();
}

describe.skipIf(!hasBrowser)('the lists of the form', () => {
  inOrder();

  it('the form’s lists show a person only their own requests, by their titles', async () => {
    await page.goto(`${office.url}/admin/#/collections/protokol-manajemen-krisis`);
    await page.getByText('Belum ada permohonan Anda yang selesai', { exact: false }).waitFor();
    const start = `${shifted(office.now(), 'PT96H').slice(0, 13)}:00:00Z`;
    const other = await readSample(PROGRAM, 'rapat-koordinasi-banjir', 'contoh-bpbd', start);
    await openSample({ office, passed: () => undefined }, other, 'contoh-bpbd');
    await newRequest(page, office.url);
    await fillAtDesk(page, { 'Judul kegiatan': 'Konsep saya' });
    await save(page);
    await board();
    await page.getByRole('link', { name: /Konsep saya/ }).waitFor();
    expect(await page.locator('#nc-root a[href*="/entries/"]').count()).toBe(1);
  });

  it('a person’s draft opens from the form’s list, cannot get a status that the office does not use, and can be deleted', async () => {
    await page.getByRole('link', { name: /Konsep saya/ }).click();
    await page.locator('.writing-form').waitFor();
    await setStatus(page, 'Tidak dipakai');
    await page.getByText('Status itu tidak dipakai di kantor ini.', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: 'Hapus konsep ini' }).click();
    await page.waitForURL(/#\/(?:collections\/[^/]+$|workflow)/);
    await board();
    expect(await page.getByText('Konsep saya').count()).toBe(0);
  });

  it('the form has no media library: an upload to it is refused, and the page says where attachments belong', async () => {
    await page.getByRole('button', { name: 'Lampiran' }).click();
    const letter = { name: 'surat.pdf', mimeType: 'application/pdf', buffer: await readFile(LETTER_PDF) };
    await page.locator('input[type=file]').last().setInputFiles(letter);
    await page.getByText('unggah lampiran di dalam permohonannya', { exact: false }).waitFor();
  });
});
