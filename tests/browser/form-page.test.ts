import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Office } from '#embedded/office/open-office.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { openSample } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { FIRST } from '../support/folders.ts';
import { inOrder } from '../support/in-order.ts';
import { hasBrowser } from './support/chromium.ts';
import { fillAtDesk } from './support/desk-request.ts';
import { type FormOffice, openFormOffice } from './support/form-office.ts';
import { axeFaults, newRequest, openForm, save } from './support/request-form.ts';

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

describe.skipIf(!hasBrowser)('the pages of the form, in which axe finds no fault', () => {
  inOrder();

  it('the form’s lists show a person only their own requests, by their titles', async () => {
    await page.goto(`${office.url}/admin/#/collections/protokol-manajemen-krisis`);
    await page.getByText('Belum ada permohonan Anda', { exact: false }).waitFor();
    const start = `${shifted(office.now(), 'PT96H').slice(0, 13)}:00:00Z`;
    const other = await readSample(PROGRAM, 'rapat-koordinasi-banjir', 'contoh-bpbd', start);
    await openSample({ office, passed: () => undefined }, other, 'contoh-bpbd');
    await newRequest(page, office.url);
    await fillAtDesk(page, { 'Judul kegiatan': 'Konsep saya' });
    await save(page);
    // Decap’s message that it has saved has come in, and passes after five seconds.
    await page.locator('.Toastify__toast:not(.Toastify--animate)').getByText('Tersimpan').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await board();
    await page.getByRole('link', { name: /Konsep saya/ }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect(await page.locator('#nc-root a[href*="/entries/"]').count()).toBe(1);
  });

  it('a person’s draft opens from the form’s list, cannot get a status that the office does not use, and can be deleted', async () => {
    await page.getByRole('link', { name: /Konsep saya/ }).click();
    await page.locator('.writing-form').waitFor();
    // The menu does not show the status. If it is chosen all the same, the form refuses it.
    await page.getByRole('button', { name: /^Status: / }).click();
    expect(await axeFaults(page)).toEqual([]);
    const unused = page.getByRole('menuitem', { name: 'Tidak dipakai', includeHidden: true });
    expect(await unused.isVisible()).toBe(false);
    await unused.dispatchEvent('click');
    await page.getByText('Status itu tidak dipakai di kantor ini.', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: 'Hapus konsep ini' }).click();
    await page.waitForURL(/#\/(?:collections\/[^/]+$|workflow)/);
    await board();
    expect(await page.getByText('Konsep saya').count()).toBe(0);
  });

  it('the form lists a running case of the person that came by git, although none has ended, and leads from it to the desk', async () => {
    const start = `${shifted(office.now(), 'PT96H').slice(0, 13)}:00:00Z`;
    const own = await readSample(PROGRAM, 'konferensi-pers-gangguan-layanan', 'contoh-opd', start);
    const number = await openSample({ office, passed: () => undefined }, own, 'contoh-opd');
    await page.goto(`${office.url}/admin/#/collections/protokol-manajemen-krisis`);
    await page.reload();
    const listed = page.getByRole('link', { name: /^PMK-\d+-\d+: / });
    await listed.waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await axeFaults(page)).toEqual([]);
    await listed.click();
    await page.getByRole('heading', { level: 1, name: 'Permohonan', exact: true }).waitFor();
    const toCase = page.getByRole('link', { name: 'Buka berkas' });
    await toCase.waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    const opening = page.waitForEvent('popup');
    await toCase.click();
    const desk = await opening;
    expect(desk.url()).toBe(`${office.url}/meja/#/${number}`);
    await desk.close();
  });

  it('a new request is called a new draft that is not saved, until it is saved', async () => {
    await newRequest(page, office.url);
    const bar = `document.querySelector('[class*=BackLink] > div:last-child')`;
    const says = () => page.evaluate<string>(`${bar}.innerText + getComputedStyle(${bar}, '::after').content`);
    await expect.poll(says).toMatch(/Konsep baru, belum tersimpan/);
    expect(await says()).not.toMatch(/(?<!belum )tersimpan/i);
    await fillAtDesk(page, { 'Judul kegiatan': 'Rapat yang disimpan' });
    await expect.poll(says).toMatch(/Belum disimpan/);
    await save(page);
    await expect.poll(says).toMatch(/^[^]*Tersimpan/i);
  });

  it('R41: the form asks an applicant nothing that only the counter knows, and leads to the desk, also on a phone', async () => {
    await page.setViewportSize({ width: 360, height: 780 });
    await newRequest(page, office.url);
    expect(await page.getByLabel('Tanggal permohonan masuk').count()).toBe(0);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(await axeFaults(page)).toEqual([]);
    const link = page.getByRole('link', { name: /^Isi melalui Meja kerja/ });
    expect(new URL((await link.getAttribute('href')) ?? '', page.url()).href).toBe(`${office.url}/meja/#/baru`);
  });

  it('the form has no media library: no button opens one, and an upload is refused with the place where attachments belong', async () => {
    expect(await page.getByRole('button', { name: 'Lampiran', exact: true }).count()).toBe(0);
    const upload = `CMS.getBackend('disposisi').init({ backend: { repo: 'a/b' } }, {}).persistMedia()`;
    await expect(page.evaluate(upload)).rejects.toThrow(/unggah lampiran di dalam permohonannya/);
  });
});
