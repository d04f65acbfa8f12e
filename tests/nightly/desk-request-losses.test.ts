import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FIRST } from '../support/folders.ts';
import { hasBrowser, needs } from '../browser/support/chromium.ts';
import {
  attachAtDesk,
  fieldOf,
  fillAtDesk,
  HARD,
  LETTER_PDF,
  openWritingOffice,
  saveAtDesk,
  type WritingOffice,
} from '../browser/support/desk-request.ts';
import { signInFrom } from '../browser/support/sign-in.ts';

let w: WritingOffice;

beforeAll(async () => {
  if (hasBrowser) w = await openWritingOffice(FIRST);
});
afterAll(() => w?.close());
afterEach(() => w?.closeDevices());

describe.skipIf(!hasBrowser)('a request, written at the desk', () => {
  it('R8: the form says how many attachments are allowed, and which one is too many, before anything is saved', async () => {
    const page = await w.begin();
    await page.getByText('Paling banyak 20 lampiran, dan 20 MB semuanya.').waitFor();
    const buffer = await readFile(LETTER_PDF);
    const files = Array.from({ length: 21 }, (_, at) => ({
      name: `surat-${at}.pdf`,
      mimeType: 'application/pdf',
      buffer,
    }));
    await page.getByLabel('Tambah lampiran').setInputFiles(files);
    await page.getByText(/^surat-20\.pdf tidak ditambahkan: paling banyak 20 lampiran\. Hapus satu/).waitFor();
    expect(await page.locator('.attachments > li').count()).toBe(20);
    expect(await page.locator('.attachments').getByText('surat-20.pdf', { exact: true }).count()).toBe(0);
    // A removed attachment gives space for another.
    await page.getByRole('button', { name: 'Hapus surat-0.pdf' }).click();
    await page.getByLabel('Tambah lampiran').setInputFiles(files.slice(20));
    await page.getByText('surat-20.pdf ditambahkan.').waitFor();
    expect(await page.locator('.attachments > li').count()).toBe(20);
  });
});

describe.skipIf(!hasBrowser)('text that was typed at the desk is not lost', () => {
  it('typed text is not lost by a crash of the tab', async ({ skip }) => {
    needs(skip, 'protocol');
    const context = await w.device();
    const page = await w.begin(context);
    const address = page.url();
    await fillAtDesk(page, { 'Judul kegiatan': 'Sebelum runtuh' });
    await attachAtDesk(page);
    await fieldOf(page, 'Uraian').pressSequentially('sampai huruf terakhir');
    const session = await context.newCDPSession(page);
    // The crash is intended, and must not be reported as a fault of the browser.
    page.removeAllListeners('crash');
    const crashed = page.waitForEvent('crash');
    void session.send('Page.crash').catch(() => undefined);
    await crashed;
    const again = await w.openAs(context, 'contoh-opd', new URL(address).hash);
    await fieldOf(again, 'Uraian').waitFor();
    expect(await fieldOf(again, 'Uraian').inputValue()).toBe('sampai huruf terakhir');
    await saveAtDesk(again);
    expect(await w.requestOn(await w.branchWith('sebelum-runtuh'))).toMatchObject({
      lampiran: ['surat-permohonan.pdf'],
    });
  });

  it('typed text is not lost without network, and is not saved twice if only the reply was lost', async ({ skip }) => {
    needs(skip, 'bodies');
    const context = await w.device();
    const page = await w.begin(context);
    await fillAtDesk(page, { 'Judul kegiatan': 'Jaringan putus' });
    await attachAtDesk(page);
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Simpan konsep' }).click();
    await page.getByText('Belum terkirim: jaringan terputus.', { exact: false }).waitFor();
    await context.setOffline(false);
    // Each of the three writes that matter arrives, and its reply is lost.
    for (const lost of [/\/git\/refs$/, /\/pulls$/, /\/labels$/]) {
      let isLost = false;
      await page.route(lost, async (route) => {
        if (isLost || route.request().method() !== 'POST') return route.continue();
        isLost = true;
        await route.fetch();
        await route.abort();
      });
    }
    for (let times = 0; times < 3; times += 1) {
      await page.getByRole('button', { name: 'Simpan konsep' }).click();
      await page.getByText('Belum terkirim: jaringan terputus.', { exact: false }).waitFor();
    }
    await saveAtDesk(page);
    const branch = await w.branchWith('jaringan-putus');
    expect((await w.branches()).filter((each) => each.includes('/jaringan-putus-'))).toHaveLength(1);
    expect((await w.pulls()).filter(({ head }) => head.ref === branch)).toHaveLength(1);
    expect(await w.commitsOn(branch)).toBe(1);
    expect(await fieldOf(page, 'Judul kegiatan').inputValue()).toBe('Jaringan putus');
  });

  it('typed text is not lost at the end of a session: the person signs in on the page, and only the same account continues', async () => {
    const page = await w.begin(undefined, 'contoh-bpbd');
    await fillAtDesk(page, { 'Judul kegiatan': HARD });
    await page.route(
      /\/api\/v3\/repos\//,
      (route) => route.fulfill({ status: 401, json: { message: 'Bad credentials' } }),
      {
        times: 1,
      },
    );
    await page.getByRole('button', { name: 'Simpan konsep' }).click();
    await page.getByText('Sesi berakhir. Masuk kembali; isian aman di perangkat ini.').waitFor();
    expect(await fieldOf(page, 'Judul kegiatan').inputValue()).toBe(HARD);
    await signInFrom(page, 'Masuk kembali', 'Contoh OPD');
    await page.getByText('Anda masuk dengan akun lain', { exact: false }).waitFor();
    await signInFrom(page, 'Masuk kembali', 'Contoh BPBD');
    await expect.poll(() => page.getByText('Sesi berakhir.', { exact: false }).count()).toBe(0);
    expect(await fieldOf(page, 'Judul kegiatan').inputValue()).toBe(HARD);
    await saveAtDesk(page);
    // Another person who signs in on this device is shown nothing of the text.
    const other = await w.openAs(page.context(), 'contoh-opd', new URL(page.url()).hash);
    await other.getByText('Konsep ini sudah dihapus atau diajukan di jendela lain.').waitFor();
  });

  it('typed text is not lost by going back', async () => {
    const page = await w.begin();
    const address = page.url();
    await fillAtDesk(page, { 'Judul kegiatan': HARD });
    await page.getByRole('link', { name: 'Kembali ke daftar' }).click();
    await page.getByRole('heading', { name: /^Konsep di perangkat ini/ }).waitFor();
    await page.goBack();
    await fieldOf(page, 'Judul kegiatan').waitFor();
    expect(await fieldOf(page, 'Judul kegiatan').inputValue()).toBe(HARD);
    await page.goto(`${w.office.url}/arsip/`);
    await page.goto(address);
    await fieldOf(page, 'Judul kegiatan').waitFor();
    expect(await fieldOf(page, 'Judul kegiatan').inputValue()).toBe(HARD);
  });

  it('if the device is full, the page says so, keeps the typed text, offers it as a file, and can still save it at the office', async ({
    skip,
  }) => {
    needs(skip, 'savedFiles');
    const page = await w.begin();
    await page.evaluate(`(() => {
      const put = Storage.prototype.setItem;
      Storage.prototype.setItem = function (key, value) {
        if (key.startsWith('disposisi-konsep-')) throw new DOMException('full', 'QuotaExceededError');
        return put.call(this, key, value);
      };
      IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };
    })()`);
    await fillAtDesk(page, { 'Judul kegiatan': 'Perangkat penuh' });
    await page.getByText('Perangkat ini tidak dapat menyimpan lagi', { exact: false }).waitFor();
    await attachAtDesk(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Unduh isian' }).click(),
    ]);
    expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toMatchObject({
      kegiatan: { judul: 'Perangkat penuh' },
    });
    await saveAtDesk(page);
    expect(await w.requestOn(await w.branchWith('perangkat-penuh'))).toMatchObject({
      lampiran: ['surat-permohonan.pdf'],
    });
  });
});
