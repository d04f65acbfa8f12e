import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { parse } from 'yaml';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Office } from '#embedded/office/open-office.ts';
import { git } from '#engine/register/git.ts';
import { FIRST } from '../support/folders.ts';
import { hasBrowser, needs } from '../browser/support/chromium.ts';
import { fieldOf, fillAtDesk, HARD, WHOLE_AT_DESK } from '../browser/support/desk-request.ts';
import { type Devices, devicesOf, type FormOffice, openFormOffice } from '../browser/support/form-office.ts';
import {
  attach,
  attachment,
  fieldsOf,
  newRequest,
  openForm,
  openRequest,
  press,
  save,
  saved,
} from '../browser/support/request-form.ts';
import { signInFrom } from '../browser/support/sign-in.ts';

let opened: FormOffice;
let folder: string;
let office: Office;
let devices: Devices;

beforeAll(async () => {
  if (!hasBrowser) return;
  opened = await openFormOffice(FIRST);
  ({ folder, office } = opened);
  devices = devicesOf(opened, { timezoneId: 'Asia/Pontianak' });
});
afterAll(() => opened?.close());
afterEach(() => devices?.putBack());

/** Opens a tab that answers yes to every question of Decap. */
async function tabOf(device: BrowserContext): Promise<Page> {
  const page = await device.newPage();
  page.on('dialog', (dialog) => dialog.accept().catch(() => undefined));
  return page;
}

/** Opens the form on a device of this person alone, who has signed in. */
async function device(person = 'Contoh OPD'): Promise<{ context: BrowserContext; page: Page }> {
  const context = await devices.take();
  const page = await tabOf(context);
  await openForm(page, office.url, person);
  return { context, page };
}

const valueOf = (page: Page, label: string): Promise<string> => fieldOf(page, label).inputValue();
const inGit = async (...words: string[]): Promise<string> =>
  (await git(join(folder, 'repo.git'), words)).toString().trim();
/**
 * Returns the branches of requests with this title.
 * @param slug the title as a folder’s name
 */
const branchesOf = async (slug: string): Promise<string[]> =>
  (await inGit('for-each-ref', '--format=%(refname:short)', 'refs/heads/cms'))
    .split('\n')
    .filter((each) => each.includes(`/${slug}-`));
const branchOf = async (slug: string): Promise<string> => (await branchesOf(slug))[0] ?? '';
const folderIn = (branch: string): string => branch.replace(/^cms\/[^/]+\/(.*)\/request$/, 'requests/$1');
const requestOf = async (slug: string): Promise<Record<string, Record<string, unknown>>> => {
  const branch = await branchOf(slug);
  return parse(await inGit('show', `${branch}:${folderIn(branch)}/request.yaml`));
};
const commitsOf = async (slug: string): Promise<string> =>
  inGit('rev-list', '--count', `main..${await branchOf(slug)}`);

const letterPdf = () => attachment('surat-permohonan.pdf', 'application/pdf');

/**
 * Saves a draft.
 * @returns its title as a folder’s name
 */
async function draft(page: Page, title: string, typed: Readonly<Record<string, string>> = {}): Promise<string> {
  await newRequest(page, office.url);
  await fillAtDesk(page, { 'Judul kegiatan': title, ...typed });
  await save(page);
  return title.toLowerCase().replaceAll(' ', '-');
}

/** Returns the values of the fields, by their ids. */
const typedIn = (page: Page): Promise<readonly unknown[]> =>
  fieldsOf(page)
    .locator('[id^="isian-"]:is(input:not([type=file]), select, textarea)')
    .evaluateAll((all) =>
      all.map((each) => [Reflect.get(each, 'id'), Reflect.get(each, 'checked'), Reflect.get(each, 'value')]),
    );

describe.skipIf(!hasBrowser)('text that was typed into the form is not lost', () => {
  it('a new request in the form is not lost by a reload: every field and attachment is kept', async () => {
    const { page } = await device();
    await newRequest(page, office.url);
    await fillAtDesk(page, { ...WHOLE_AT_DESK, 'Judul kegiatan': HARD, Uraian: '  dua\n\nbaris  ' });
    await attach(page, [await letterPdf()]);
    const before = await typedIn(page);
    expect(before.length).toBeGreaterThan(20);
    await page.reload();
    await fieldsOf(page).waitFor();
    expect(await typedIn(page)).toEqual(before);
    await page.getByRole('button', { name: 'Hapus surat-permohonan.pdf' }).waitFor();
    await fillAtDesk(page, { 'Judul kegiatan': 'Sesudah dimuat ulang' });
    await save(page);
    const branch = await branchOf('sesudah-dimuat-ulang');
    expect((await inGit('ls-tree', '-r', '--name-only', branch, '--', 'requests')).split('\n')).toEqual(
      ['request.yaml', 'surat-permohonan.pdf'].map((name) => `${folderIn(branch)}/${name}`),
    );
    expect(await requestOf('sesudah-dimuat-ulang')).toMatchObject({
      pelaksanaan: { mulai: '2099-12-02T09:00:00+07:00', peralatan: ['computer', 'internet'] },
    });
  });

  it('a saved draft in the form is not lost by a reload', async () => {
    const { page } = await device();
    const slug = await draft(page, 'Muat ulang konsep', { Lokasi: 'Semula' });
    await fillAtDesk(page, { Lokasi: HARD });
    await page.reload();
    await fieldsOf(page).waitFor();
    expect(await valueOf(page, 'Lokasi')).toBe(HARD);
    await save(page);
    expect(await requestOf(slug)).toMatchObject({ krisis: { lokasi: HARD } });
  });

  it('typed text in the form is not lost by a crash of the tab, to the last letter', async ({ skip }) => {
    needs(skip, 'protocol');
    const { context, page } = await device();
    await newRequest(page, office.url);
    await fillAtDesk(page, { 'Judul kegiatan': 'Sebelum runtuh' });
    await attach(page, [await letterPdf()]);
    await fieldOf(page, 'Uraian').pressSequentially('sampai huruf terakhir');
    const session = await context.newCDPSession(page);
    // The crash is intended, and must not be reported as a fault of the browser.
    page.removeAllListeners('crash');
    const crashed = page.waitForEvent('crash');
    void session.send('Page.crash').catch(() => undefined);
    await crashed;
    const again = await tabOf(context);
    await newRequest(again, office.url);
    expect(await valueOf(again, 'Uraian')).toBe('sampai huruf terakhir');
    await again.getByRole('button', { name: 'Hapus surat-permohonan.pdf' }).waitFor();
    await save(again);
    expect(await requestOf('sebelum-runtuh')).toMatchObject({ lampiran: ['surat-permohonan.pdf'] });
  });

  it('typed text in the form is not lost without network, which is reported, and is not saved twice if the reply was lost', async ({
    skip,
  }) => {
    needs(skip, 'bodies');
    const { context, page } = await device();
    await newRequest(page, office.url);
    await fillAtDesk(page, { 'Judul kegiatan': 'Jaringan putus', Lokasi: HARD });
    await context.setOffline(true);
    await press(page);
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
      await press(page);
      if (lost.source.includes('labels')) await page.getByText('jaringan terputus', { exact: false }).first().waitFor();
      await expect.poll(() => isLost).toBe(true);
    }
    await save(page);
    expect(await requestOf('jaringan-putus')).toMatchObject({ krisis: { lokasi: HARD } });
    expect(await branchesOf('jaringan-putus')).toHaveLength(1);
    expect(await commitsOf('jaringan-putus')).toBe('1');
  });

  it('typed text in the form is not lost at the end of a session: the same account signs in on the page', async () => {
    const { page } = await device('Contoh BPBD');
    const slug = await draft(page, 'Sesi berakhir di tengah');
    await fillAtDesk(page, { Lokasi: HARD });
    await office.forge.accounts.revoke('contoh-bpbd');
    await press(page);
    await page.getByText('Sesi berakhir. Masuk kembali', { exact: false }).waitFor();
    const popupOf = async (person: string): Promise<void> => {
      const opening = page.waitForEvent('popup');
      await page.getByRole('button', { name: 'Masuk kembali' }).click();
      const popup = await opening;
      const closed = popup.waitForEvent('close');
      await popup.getByRole('button', { name: person }).click();
      await closed;
    };
    await popupOf('Contoh OPD');
    await page.getByText('Anda masuk dengan akun lain', { exact: false }).waitFor();
    await popupOf('Contoh BPBD');
    await expect.poll(() => page.getByRole('button', { name: 'Masuk kembali' }).count()).toBe(0);
    expect(await valueOf(page, 'Lokasi')).toBe(HARD);
    await save(page);
    expect(await requestOf(slug)).toMatchObject({ krisis: { lokasi: HARD } });
    // After a reload, the form has the renewed token.
    await page.reload();
    await fieldsOf(page).waitFor();
  });

  it('typed text in the form is not lost if another device saves first: the second save is refused, and the person compares and chooses', async () => {
    const here = await device();
    const slug = await draft(here.page, 'Dua perangkat', { Lokasi: 'Semula', Uraian: 'Semula' });
    const there = await device();
    await openRequest(there.page, office.url, await branchOf(slug));
    await fieldsOf(there.page).waitFor();
    await fillAtDesk(there.page, { Lokasi: 'Dari perangkat lain' });
    await save(there.page);
    await fillAtDesk(here.page, { Lokasi: HARD, Uraian: 'Dari sini' });
    await press(here.page);
    await here.page.getByText('Konsep ini diubah di tempat lain.', { exact: false }).waitFor();
    expect(await requestOf(slug)).toMatchObject({ krisis: { lokasi: 'Dari perangkat lain', uraian: 'Semula' } });
    expect(await valueOf(here.page, 'Lokasi')).toBe(HARD);
    // Nothing is sent before the choice.
    await press(here.page);
    await here.page.getByText('Pilih dahulu', { exact: false }).first().waitFor();
    expect(await requestOf(slug)).toMatchObject({ krisis: { lokasi: 'Dari perangkat lain' } });
    await here.page.getByRole('button', { name: 'Pakai pilihan ini' }).click();
    await save(here.page);
    expect(await requestOf(slug)).toMatchObject({ krisis: { lokasi: HARD, uraian: 'Dari sini' } });
  });

  it('text typed in one of two tabs of a device appears in both tabs', async () => {
    const { context, page } = await device();
    const slug = await draft(page, 'Dua tab mengetik', { Lokasi: 'Semula', Uraian: 'Semula' });
    const other = await tabOf(context);
    await openRequest(other, office.url, await branchOf(slug));
    await fieldsOf(other).waitFor();
    await fillAtDesk(page, { Lokasi: 'Tab pertama' });
    await expect.poll(() => valueOf(other, 'Lokasi')).toBe('Tab pertama');
    await fillAtDesk(other, { Uraian: 'Tab kedua' });
    await save(other);
    expect(await requestOf(slug)).toMatchObject({ krisis: { lokasi: 'Tab pertama', uraian: 'Tab kedua' } });
  });

  it('typed text in the form is not lost by going back', async () => {
    const { page } = await device();
    await newRequest(page, office.url);
    await fillAtDesk(page, { 'Judul kegiatan': HARD });
    await page.locator('a[href="#/collections/protokol-manajemen-krisis"]').first().click();
    await page.getByText('Permohonan baru').first().waitFor();
    await page.goto(`${office.url}/arsip/`);
    await page.goBack();
    await newRequest(page, office.url);
    expect(await valueOf(page, 'Judul kegiatan')).toBe(HARD);
  });

  it('a request in the form is not saved twice by a double click', async () => {
    const { page } = await device();
    await newRequest(page, office.url);
    await fillAtDesk(page, { 'Judul kegiatan': 'Klik ganda', Lokasi: HARD });
    await page.getByRole('button', { name: 'Simpan', exact: true }).dblclick();
    await saved(page);
    expect(await branchesOf('klik-ganda')).toHaveLength(1);
    expect(await commitsOf('klik-ganda')).toBe('1');
    expect(await valueOf(page, 'Lokasi')).toBe(HARD);
  });

  it('text that is typed during a save is not lost', async () => {
    const { page } = await device();
    await newRequest(page, office.url);
    await fillAtDesk(page, { 'Judul kegiatan': 'Mengetik terus' });
    let typing: Promise<void> | undefined;
    await page.route(/\/git\/(?:refs$|refs\/heads\/)/, async (route) => {
      await (typing ??= fieldOf(page, 'Lokasi').pressSequentially(HARD));
      await route.continue();
    });
    await press(page);
    await page.waitForURL(/\/entries\//);
    await expect.poll(() => valueOf(page, 'Lokasi')).toBe(HARD);
    // The same is so in a draft that was saved before.
    typing = undefined;
    await press(page);
    await expect.poll(() => valueOf(page, 'Lokasi')).toBe(HARD + HARD);
    await save(page);
    expect(await requestOf('mengetik-terus')).toMatchObject({ krisis: { lokasi: HARD + HARD } });
  });

  it('text is not lost when Decap replaces the form after a first save: until the new form is ready, no text can be typed', async () => {
    const { page } = await device();
    await newRequest(page, office.url);
    await fillAtDesk(page, { 'Judul kegiatan': 'Ditukar sesudah disimpan', Lokasi: HARD });
    // After the save Decap loads the person’s requests, and then opens a new form.
    let isSaved = false;
    const read = Promise.withResolvers<void>();
    await page.route(/\/labels$/, async (route) => {
      isSaved = true;
      await route.continue();
    });
    await page.route(/\/graphql$/, async (route) => {
      if (isSaved && route.request().postData()?.includes('query Desk(')) await read.promise;
      await route.continue();
    });
    const takesTyping = (): Promise<boolean> =>
      fieldOf(page, 'Uraian').evaluate((each) => {
        each.focus();
        return each.matches(':focus');
      });
    await press(page);
    await page.locator('#nc-root [inert]').waitFor();
    const isTaken = await takesTyping();
    await page.keyboard.type('begun');
    read.resolve();
    await page.locator('#nc-root [inert]').waitFor({ state: 'detached' });
    await fieldsOf(page).waitFor();
    expect([isTaken, await takesTyping()]).toEqual([false, true]);
    expect([await valueOf(page, 'Lokasi'), await valueOf(page, 'Uraian')]).toEqual([HARD, '']);
  });

  it('if the browser’s storage is full, the form says so, keeps the text on the page, offers it as a file, and can still save it at the office', async ({
    skip,
  }) => {
    needs(skip, 'savedFiles');
    const { page } = await device();
    await newRequest(page, office.url);
    await page.evaluate(`(() => {
      const put = Storage.prototype.setItem;
      Storage.prototype.setItem = function (key, value) {
        if (key.startsWith('disposisi-konsep-')) throw new DOMException('full', 'QuotaExceededError');
        return put.call(this, key, value);
      };
      IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };
    })()`);
    await fillAtDesk(page, { 'Judul kegiatan': 'Peramban penuh' });
    await page.getByText('Perangkat ini tidak dapat menyimpan lagi', { exact: false }).waitFor();
    await attach(page, [await letterPdf()]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Unduh isian' }).click(),
    ]);
    expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toMatchObject({
      kegiatan: { judul: 'Peramban penuh' },
    });
    await save(page);
    expect(await requestOf('peramban-penuh')).toMatchObject({ lampiran: ['surat-permohonan.pdf'] });
  });

  it('text that an earlier version of the form kept is opened as a new request', async () => {
    const { page } = await device();
    await newRequest(page, office.url);
    const account = /disposisi-konsep-(\d+)-/.exec(
      await page.evaluate<string>('Object.keys(localStorage).join()'),
    )?.[1];
    const kept = {
      key: 'lama',
      procedure: 'protokol-manajemen-krisis',
      value: { kegiatan: { judul: HARD } },
      added: [],
    };
    await page.evaluate(([name, text]) => localStorage.setItem(name, text), [
      `disposisi-formulir-${account}-lama`,
      JSON.stringify({ ...kept, typedAt: '2099-01-01T00:00:00Z', branch: 'cms/x/y' }),
    ] as const);
    await page.reload();
    await fieldsOf(page).waitFor();
    expect(await valueOf(page, 'Judul kegiatan')).toBe(HARD);
    expect(await page.getByText('contoh-opd', { exact: false }).count()).toBeGreaterThan(0);
    expect(await page.evaluate<string>('Object.keys(localStorage).join()')).not.toContain(
      'formulir-'.concat(account ?? '', '-'),
    );
  });

  it('typed text is not shown to the next account, and is removed by signing out', async () => {
    const { page } = await device();
    const kept = (): Promise<string> => page.evaluate('JSON.stringify(localStorage)');
    await newRequest(page, office.url);
    await fillAtDesk(page, { 'Judul kegiatan': HARD });
    await expect.poll(kept).toContain('Yang tidak boleh hilang');
    await office.forge.accounts.revoke('contoh-opd');
    await page.reload();
    await page.locator('#kabar').getByText('Sesi berakhir').waitFor();
    await signInFrom(page, 'Masuk', 'Contoh BPBD');
    await newRequest(page, office.url);
    expect(await valueOf(page, 'Judul kegiatan')).toBe('');
    await fillAtDesk(page, { 'Judul kegiatan': 'Milik BPBD' });
    await expect.poll(kept).toContain('Milik BPBD');
    await page.getByRole('button', { name: 'Pilihan akun' }).click();
    await page.getByRole('menuitem', { name: 'Keluar' }).click();
    await page.getByRole('button', { name: 'Masuk' }).waitFor();
    await expect.poll(kept).not.toContain('Milik BPBD');
  });

  it('the end of a session is reported in words, and typed text is kept for its account, and for no other', async () => {
    const { page } = await device();
    const title = () => valueOf(page, 'Judul kegiatan');
    const ended = 'Sesi berakhir';
    await newRequest(page, office.url);
    await fillAtDesk(page, { ...WHOLE_AT_DESK, 'Judul kegiatan': 'Rapat yang belum tersimpan' });
    await office.forge.accounts.revoke('contoh-opd');
    await press(page);
    await page.getByText(`${ended}. Masuk kembali`, { exact: false }).waitFor();
    expect(await title()).toBe('Rapat yang belum tersimpan');
    await page.reload();
    await page.locator('#kabar').getByText(ended).waitFor();
    expect(await page.evaluate(`localStorage.getItem('decap-cms-user')`)).toBe(null);
    await signInFrom(page, 'Masuk', 'Contoh OPD');
    await newRequest(page, office.url);
    expect([await title(), await page.locator('#kabar').textContent()]).toEqual(['Rapat yang belum tersimpan', '']);

    await office.forge.accounts.revoke('contoh-opd');
    await page.reload();
    await page.locator('#kabar').getByText(ended).waitFor();
    await signInFrom(page, 'Masuk', 'Contoh BPBD');
    await newRequest(page, office.url);
    expect(await title()).toBe('');
  });

  it('the form refuses an attachment of another type than its name, replaces a file by one of the same name, and saves no removed file', async () => {
    const { page } = await device();
    await newRequest(page, office.url);
    const pdf = await letterPdf();
    const input = page.getByLabel('Tambah lampiran');
    await input.setInputFiles([{ name: 'bukan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html>') }]);
    await page.getByText(/^bukan\.pdf: /).waitFor();
    await input.setInputFiles([{ ...pdf, name: 'Surat Permohonan (Final).PDF' }]);
    await page.getByRole('button', { name: 'Hapus surat-permohonan-final.pdf' }).waitFor();
    const other = Buffer.concat([pdf.buffer, Buffer.from('\n')]);
    await input.setInputFiles([{ ...pdf, name: 'surat permohonan (final).pdf', buffer: other }]);
    await page.getByText('surat-permohonan-final.pdf diganti dengan yang baru.').waitFor();
    await attach(page, [await attachment('peta-lokasi.png', 'image/png')]);
    await page.getByRole('button', { name: 'Hapus peta-lokasi.jpg' }).click();
    await fillAtDesk(page, { ...WHOLE_AT_DESK, 'Judul kegiatan': 'Rapat dengan satu lampiran' });
    await save(page);
    const branch = await branchOf('rapat-dengan-satu-lampiran');
    const place = folderIn(branch);
    const files = await inGit('ls-tree', '-r', '--name-only', branch, '--', 'requests');
    expect(files.split('\n')).toEqual([`${place}/request.yaml`, `${place}/surat-permohonan-final.pdf`]);
    const kept = `${place}/surat-permohonan-final.pdf`;
    const bytes = await git(join(folder, 'repo.git'), ['show', `${branch}:${kept}`]);
    expect(bytes.equals(other)).toBe(true);
  });

  it('the form keeps files of the same content under each name, and removes a file from a saved draft, also a PDF of plain text', async () => {
    const plain = (name: string, words: string) => ({
      ...{ name, mimeType: 'application/pdf' },
      buffer: Buffer.from(`%PDF-1.4\n% ${words}\nstartxref\n0\n%%EOF\n`),
    });
    const { page } = await device();
    await newRequest(page, office.url);
    await fillAtDesk(page, { ...WHOLE_AT_DESK, 'Judul kegiatan': 'Rapat dengan lampiran kembar' });
    await attach(page, [plain('satu.pdf', 'sama'), plain('dua.pdf', 'sama'), plain('tiga.pdf', 'lain')]);
    await save(page);
    const branch = await branchOf('rapat-dengan-lampiran-kembar');
    const place = folderIn(branch);
    const attachments = async (): Promise<string[]> =>
      (await inGit('ls-tree', '-r', '--name-only', branch, '--', place))
        .split('\n')
        .map((path) => path.slice(place.length + 1))
        .filter((name) => name !== 'request.yaml');
    expect(await attachments()).toEqual(['dua.pdf', 'satu.pdf', 'tiga.pdf']);
    await page.getByRole('button', { name: 'Hapus tiga.pdf' }).click();
    await save(page);
    expect(await attachments()).toEqual(['dua.pdf', 'satu.pdf']);
    // The saved draft is opened again. A save about something else loses none of its files.
    await page.reload();
    await fieldsOf(page).waitFor();
    await fillAtDesk(page, { Lokasi: 'Kelurahan Contoh Hulu' });
    await save(page);
    expect(await attachments()).toEqual(['dua.pdf', 'satu.pdf']);
  });
});
