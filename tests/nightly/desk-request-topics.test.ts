import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FIRST } from '../support/folders.ts';
import { hasBrowser, needs } from '../browser/support/chromium.ts';
import {
  attachAtDesk,
  fieldOf,
  fillAtDesk,
  isFocused,
  openWritingOffice,
  reveal,
  submitAtDesk,
  WHOLE_AT_DESK,
  type WritingOffice,
} from '../browser/support/desk-request.ts';
import { isTooWide } from '../browser/support/desk.ts';

let w: WritingOffice;
const PHONE = { viewport: { width: 360, height: 780 }, hasTouch: true };

beforeAll(async () => {
  if (hasBrowser) w = await openWritingOffice(FIRST);
});
afterAll(() => w?.close());
afterEach(() => w?.closeDevices());

const topicOn = (page: Page): Promise<string> => page.locator('.topic:visible h2').innerText();
const storage = (page: Page): Promise<string> => page.evaluate('JSON.stringify({ ...localStorage })');

/** Writes a whole request, consents that its data are remembered, and submits it. */
async function writtenOnce(page: Page, title: string): Promise<string> {
  const consent = page.getByLabel('Ingat data ini untuk permohonan berikutnya');
  await reveal(page, consent);
  await consent.check();
  await fillAtDesk(page, { ...WHOLE_AT_DESK, 'Judul kegiatan': title });
  await attachAtDesk(page);
  return submitAtDesk(page);
}

describe.skipIf(!hasBrowser)('the parts of the form', () => {
  it('on a phone each part is a screen, the bar and the way back lead to every part, and nothing is lost', async () => {
    const page = await w.begin(await w.device(PHONE));
    expect(await topicOn(page)).toBe('Pemohon');
    await page.getByText('bagian 1 dari 7').waitFor();
    await fillAtDesk(page, { Instansi: 'Dinas Contoh' });
    await page.getByRole('button', { name: 'Lanjut ke Surat' }).click();
    await expect.poll(() => topicOn(page)).toBe('Surat');
    await fillAtDesk(page, { 'Nomor surat': '1/CONTOH' });
    await page.getByRole('link', { name: /Waktu dan tempat/ }).click();
    await expect.poll(() => topicOn(page)).toBe('Waktu dan tempat');
    await page.getByText('bagian 5 dari 7').waitFor();
    expect(await isTooWide(page)).toBe(false);
    const address = page.url();
    await page.goBack();
    await expect.poll(() => topicOn(page)).toBe('Surat');
    expect(await fieldOf(page, 'Nomor surat').inputValue()).toBe('1/CONTOH');
    await page.goBack();
    await expect.poll(() => topicOn(page)).toBe('Pemohon');
    expect(await fieldOf(page, 'Instansi').inputValue()).toBe('Dinas Contoh');
    expect(page.url()).toBe(address);
    // A reload stays at the part, and a fault of another part leads there.
    await page.goForward();
    await expect.poll(() => topicOn(page)).toBe('Surat');
    await page.reload();
    await expect.poll(() => topicOn(page)).toBe('Surat');
    await page.locator('.topics a').last().click();
    await page.getByRole('link', { name: 'Lokasi', exact: true }).click();
    await expect.poll(() => topicOn(page)).toBe('Keadaan');
    await expect.poll(() => isFocused(fieldOf(page, 'Lokasi'))).toBe(true);
  });

  it('on a desktop the form is one page, and its index says what is left in each part', async () => {
    const page = await w.begin();
    const where = page.getByRole('navigation', { name: 'Bagian formulir' }).getByRole('link', { name: /Keadaan/ });
    await where.getByText('3 lagi').waitFor();
    await fillAtDesk(page, { 'Jenis krisis': 'bencana_alam', Lokasi: 'Kelurahan Contoh' });
    await where.getByText('1 lagi').waitFor();
    await fillAtDesk(page, { Uraian: 'Contoh.' });
    await where.getByText('(lengkap)').waitFor({ state: 'attached' });
    // Nothing is called wrong before somebody submits.
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.getByRole('heading', { name: /^Lengkapi 1\d isian berikut$/ }).waitFor();
  });
});

describe.skipIf(!hasBrowser)('what the next request begins with', () => {
  it('with consent, data are shown as text, are changed in one place, and are forgotten by one button', async () => {
    const context = await w.device(PHONE);
    await writtenOnce(await w.begin(context), 'Pertama kali');
    const page = await w.begin(context);
    const known = page.locator('.known').filter({ visible: true });
    await known.getByText('Data Anda dari permohonan sebelumnya.').waitFor();
    expect(await known.innerText()).toContain('Dinas Contoh');
    expect(await fieldOf(page, 'Instansi').count()).toBe(0);
    await known.getByRole('button', { name: 'Ubah' }).click();
    await fillAtDesk(page, { Instansi: 'Dinas Lain' });
    const again = await w.begin(context);
    await again.locator('.known').filter({ visible: true }).getByText('Dinas Lain').waitFor();
    await again.getByRole('button', { name: 'Jangan ingat lagi' }).click();
    expect(await fieldOf(again, 'Instansi').inputValue()).toBe('Dinas Lain');
    expect(await storage(again)).not.toContain('disposisi-ingat');
    const fresh = await w.begin(context);
    expect(await fieldOf(fresh, 'Instansi').inputValue()).toBe('');
  });

  it('another account on the same device gets nothing, nor does a counter, and signing out forgets if the person wants', async () => {
    const context = await w.device();
    // Signing out ends the token, so this account is used in no other test.
    const page = await w.begin(context, 'contoh-bpbd');
    await fillAtDesk(page, { Instansi: 'Dinas Rahasia' });
    await page.getByLabel('Ingat data ini untuk permohonan berikutnya').check();
    const other = await w.begin(context, 'contoh-opd');
    expect(await fieldOf(other, 'Instansi').inputValue()).toBe('');
    expect(await other.locator('main').innerText()).not.toContain('Dinas Rahasia');
    // A counter enters the data of other people, which are never remembered (R41).
    await context.addInitScript(
      `localStorage.setItem('disposisi-ingat-1010', '{"values":{"/pemohon/instansi":"Titipan"}}')`,
    );
    const counter = await w.begin(context, 'contoh-loket');
    expect(await fieldOf(counter, 'Instansi').inputValue()).toBe('');
    expect(await counter.getByLabel('Ingat data ini untuk permohonan berikutnya').count()).toBe(0);
    await page.getByLabel('Lupakan saat saya keluar').check();
    await page.getByRole('button', { name: 'Keluar', exact: true }).click();
    await page.getByRole('button', { name: 'Keluar dan hapus' }).click();
    await expect.poll(() => storage(page)).not.toContain('Dinas Rahasia');
  });

  it('an own earlier request is copied, except dates, numbers and attachments, which are listed', async () => {
    const context = await w.device();
    const id = await writtenOnce(await w.begin(context), 'Untuk disalin');
    const page = await w.begin(context);
    await page.getByText('Salin dari permohonan sebelumnya').click();
    await page.getByRole('link', { name: `${id}: Untuk disalin` }).click();
    await page.getByText(`Disalin dari ${id}.`, { exact: false }).waitFor();
    const said = await page.locator('.writing-state').innerText();
    for (const anew of ['Nomor surat', 'Tanggal surat', 'Mulai', 'Selesai', 'Lampiran']) expect(said).toContain(anew);
    expect(await fieldOf(page, 'Lokasi').inputValue()).toBe('Kelurahan Contoh');
    for (const anew of ['Nomor surat', 'Tanggal surat', 'Mulai', 'Selesai'])
      expect(await fieldOf(page, anew).inputValue(), anew).toBe('');
    // A reload opens the copy again.
    await page.reload();
    await page.locator('.writing-state').getByText('Konsep tersimpan di perangkat ini').waitFor();
    expect(await fieldOf(page, 'Lokasi').inputValue()).toBe('Kelurahan Contoh');
    // Nobody is offered the requests of another account.
    const other = await w.begin(await w.device(), 'contoh-loket');
    await other.getByText('Salin dari permohonan sebelumnya').click();
    await other.getByText('Akun ini belum pernah mengajukan permohonan.').waitFor();
  });
});

describe.skipIf(!hasBrowser)('the letter that is made from the fields', () => {
  it('is recognised when it is attached, also on another device, and its fields are taken only after a click', async ({
    skip,
  }) => {
    needs(skip, 'savedFiles');
    const page = await w.begin();
    await fillAtDesk(page, { ...WHOLE_AT_DESK, 'Judul kegiatan': 'Surat dari formulir' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Unduh surat (PDF)' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('surat-permohonan.pdf');
    const letter = await readFile(await download.path());
    const fileOf = (buffer: Buffer) => ({ name: 'surat-permohonan.pdf', mimeType: 'application/pdf', buffer });
    await page.getByLabel('Tambah lampiran').setInputFiles(fileOf(letter));
    await page.getByText('surat-permohonan.pdf sama dengan isian Anda.').waitFor();

    const elsewhere = await w.begin(await w.device(PHONE));
    await fillAtDesk(elsewhere, { Lokasi: 'Lokasi sendiri' });
    await reveal(elsewhere, elsewhere.getByLabel('Tambah lampiran'));
    const signed = Buffer.concat([letter, Buffer.from('\n% signed\n%%EOF\n')]);
    await elsewhere.getByLabel('Tambah lampiran').setInputFiles(fileOf(signed));
    const offer = elsewhere.locator('.notice').filter({ hasText: 'belum ada yang diambil' });
    await offer.getByText('Surat dari formulir').waitFor();
    expect(await offer.innerText()).toContain('isian Anda: Lokasi sendiri');
    expect(await fieldOf(elsewhere, 'Lokasi').inputValue()).toBe('Lokasi sendiri');
    await offer.getByRole('button', { name: 'Ambil isian dari surat' }).click();
    expect(await fieldOf(elsewhere, 'Lokasi').inputValue()).toBe('Kelurahan Contoh');
    // A field is changed after the letter was made. That is still said before submitting, also after a reload.
    await fillAtDesk(elsewhere, { Lokasi: 'Lokasi lain' });
    await elsewhere.getByText('Konsep tersimpan di perangkat ini', { exact: false }).waitFor();
    await elsewhere.reload();
    const stale = elsewhere.getByText('Surat terlampir berbeda dari isian: Lokasi (surat-permohonan.pdf).', {
      exact: false,
    });
    await stale.waitFor({ state: 'attached' });
    await submitAtDesk(elsewhere);
  });
});
