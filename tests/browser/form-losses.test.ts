import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { parse } from 'yaml';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Office } from '#embedded/office/open-office.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { git } from '#engine/register/git.ts';
import { FIRST } from '../support/folders.ts';
import { YEAR } from '../support/machine.ts';
import { hasBrowser, needs } from './support/chromium.ts';
import { type Devices, devicesOf, type FormOffice, openFormOffice } from './support/form-office.ts';
import { attach, fill, newRequest, openForm, PROCEDURE, resave, save, WHOLE } from './support/request-form.ts';
import { signInFrom } from './support/sign-in.ts';

const SAMPLE = join(PROGRAM, 'examples/requests/rapat-koordinasi-banjir');
const HARD = 'Yang tidak boleh hilang — é “kutip” & 100%';

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

/** A tab that says yes to all that Decap asks. */
async function tabOf(device: BrowserContext): Promise<Page> {
  const page = await device.newPage();
  page.on('dialog', (dialog) => dialog.accept().catch(() => undefined));
  return page;
}

/** A device of its own on which somebody has signed in. */
async function device(person = 'Contoh OPD'): Promise<{ context: BrowserContext; page: Page }> {
  const context = await devices.take();
  const page = await tabOf(context);
  await openForm(page, office.url, person);
  return { context, page };
}

const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const valueOf = (page: Page, label: string): Promise<string> => field(page, label).inputValue();
const panel = (page: Page) => page.locator('.keadaan-semua');
const entryAt = (slug: string) => `${office.url}/admin/#/collections/${PROCEDURE}/entries/${YEAR}/${slug}/request`;
const branchOf = (slug: string) => `cms/${PROCEDURE}/${YEAR}/${slug}/request`;
const inGit = async (...words: string[]): Promise<string> =>
  (await git(join(folder, 'repo.git'), words)).toString().trim();
const requestOf = async (slug: string): Promise<Record<string, Record<string, unknown>>> =>
  parse(await inGit('show', `${branchOf(slug)}:requests/${YEAR}/${slug}/request.yaml`));
const filesOf = async (slug: string): Promise<string[]> =>
  (await inGit('ls-tree', '-r', '--name-only', branchOf(slug), '--', `requests/${YEAR}/${slug}`)).split('\n');

async function letterPdf() {
  return {
    name: 'surat-permohonan.pdf',
    mimeType: 'application/pdf',
    buffer: await readFile(join(SAMPLE, 'surat-permohonan.pdf')),
  };
}

/** Opens a saved request and waits until the form says what it is. */
async function openEntry(page: Page, slug: string): Promise<void> {
  await page.goto(entryAt(slug));
  await panel(page).getByText('Konsep.', { exact: false }).waitFor();
}

/** A draft that is saved. */
async function draft(page: Page, title: string, typed: Readonly<Record<string, string>> = {}): Promise<string> {
  await newRequest(page, office.url);
  await fill(page, { 'Judul kegiatan': title, ...typed });
  await save(page);
  await panel(page).getByText('Konsep.', { exact: false }).waitFor();
  return title.toLowerCase().replaceAll(' ', '-');
}

/** What stands in the fields, by label. */
const typedIn = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(`Object.fromEntries([...document.querySelectorAll('#nc-root label[for]')].flatMap((label) => {
    const field = document.getElementById(label.htmlFor);
    return field && 'value' in field && field.type !== 'file' && field.tagName !== 'OUTPUT'
      ? [[label.htmlFor.replace(/-\\d+$/, '') + ' ' + label.textContent, field.value]] : [];
  }))`);

const restored = 'Isian yang belum tersimpan di kantor sudah dikembalikan';

describe.skipIf(!hasBrowser)('what was typed into the form is not lost', () => {
  it('by a reload, of a new request: every field, and what was attached', async () => {
    const { page } = await device();
    await newRequest(page, office.url);
    await fill(page, { ...WHOLE, 'Judul kegiatan': HARD, Uraian: '  dua\n\nbaris  ' });
    await attach(page, [await letterPdf()]);
    const before = await typedIn(page);
    const letter = await page.frameLocator('#preview-pane').locator('article').innerText();
    await page.reload();
    await panel(page).getByText(restored, { exact: false }).waitFor();
    expect(await typedIn(page)).toEqual(before);
    await expect.poll(() => page.frameLocator('#preview-pane').locator('article').innerText()).toBe(letter);
    await page.getByRole('button', { name: 'Hapus surat-permohonan.pdf' }).waitFor();
    await fill(page, { 'Judul kegiatan': 'Sesudah dimuat ulang' });
    await save(page);
    expect(await filesOf('sesudah-dimuat-ulang')).toEqual(
      ['request.yaml', 'surat-permohonan.pdf'].map((name) => `requests/${YEAR}/sesudah-dimuat-ulang/${name}`),
    );
    expect(await requestOf('sesudah-dimuat-ulang')).toMatchObject({
      pelaksanaan: { mulai: '2099-12-02T09:00:00+07:00', peralatan: ['computer', 'internet'] },
    });
  });

  it('by a reload, of a draft at the office; and the person can go back to what is saved', async () => {
    const { page } = await device();
    const slug = await draft(page, 'Muat ulang konsep', { Lokasi: 'Semula' });
    await fill(page, { Lokasi: HARD });
    await page.reload();
    await panel(page).getByText(restored, { exact: false }).waitFor();
    expect(await valueOf(page, 'Lokasi')).toBe(HARD);
    await page.getByRole('button', { name: 'Buang, pakai yang ada di kantor' }).click();
    await expect.poll(() => valueOf(page, 'Lokasi')).toBe('Semula');
    await fill(page, { Lokasi: 'Terakhir' });
    await resave(page);
    expect(await requestOf(slug)).toMatchObject({ krisis: { lokasi: 'Terakhir' } });
    await page.reload();
    await panel(page).getByText('Konsep.', { exact: false }).waitFor();
    await expect.poll(() => valueOf(page, 'Lokasi')).toBe('Terakhir');
    expect(await panel(page).getByText(restored, { exact: false }).count()).toBe(0);
  });

  it('by a crash of the tab, to the last letter', async ({ skip }) => {
    needs(skip, 'protocol');
    const { context, page } = await device();
    await newRequest(page, office.url);
    await fill(page, { 'Judul kegiatan': 'Sebelum runtuh' });
    await attach(page, [await letterPdf()]);
    await field(page, 'Uraian').pressSequentially('sampai huruf terakhir');
    const session = await context.newCDPSession(page);
    // On purpose: what watches for crashes need not know of it.
    page.removeAllListeners('crash');
    const crashed = page.waitForEvent('crash');
    void session.send('Page.crash').catch(() => undefined);
    await crashed;
    const again = await tabOf(context);
    await newRequest(again, office.url);
    await panel(again).getByText(restored, { exact: false }).waitFor();
    expect(await valueOf(again, 'Uraian')).toBe('sampai huruf terakhir');
    await again.getByRole('button', { name: 'Hapus surat-permohonan.pdf' }).waitFor();
    await save(again);
    expect(await requestOf('sebelum-runtuh')).toMatchObject({ lampiran: ['surat-permohonan.pdf'] });
  });

  it('by a lost network, which is said in a sentence; what arrived without an answer is not saved twice', async ({
    skip,
  }) => {
    needs(skip, 'bodies');
    const { context, page } = await device();
    await newRequest(page, office.url);
    await fill(page, { 'Judul kegiatan': 'Jaringan putus', Lokasi: HARD });
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Simpan' }).click();
    await panel(page).getByText('jaringan terputus', { exact: false }).first().waitFor();
    await context.setOffline(false);
    // Each of the three writes that matter arrives, and its answer does not.
    for (const lost of [/\/git\/refs$/, /\/pulls$/, /\/labels$/]) {
      let isLost = false;
      await page.route(lost, async (route) => {
        if (isLost || !['POST', 'PUT'].includes(route.request().method())) return route.continue();
        isLost = true;
        await route.fetch();
        await route.abort();
      });
    }
    await save(page);
    expect(await requestOf('jaringan-putus')).toMatchObject({ krisis: { lokasi: HARD } });
    const branches = await inGit('for-each-ref', '--format=%(refname:short)', 'refs/heads');
    expect(branches.split('\n').filter((each) => each.includes('jaringan-putus'))).toEqual([
      branchOf('jaringan-putus'),
    ]);
    expect(await inGit('rev-list', '--count', `main..${branchOf('jaringan-putus')}`)).toBe('1');
  });

  it('by a session that ended: one signs in on the spot, and only as the same account', async () => {
    const { page } = await device('Contoh BPBD');
    const slug = await draft(page, 'Sesi berakhir di tengah');
    await fill(page, { Lokasi: HARD });
    await office.forge.accounts.revoke('contoh-bpbd');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await panel(page).getByText('Sesi berakhir', { exact: false }).first().waitFor();
    expect(await page.getByText('[object Object]').count()).toBe(0);
    const again = panel(page).getByRole('button', { name: 'Masuk kembali' }).first();
    const popupOf = async (person: string): Promise<void> => {
      const opening = page.waitForEvent('popup');
      await again.click();
      const popup = await opening;
      const closed = popup.waitForEvent('close');
      await popup.getByRole('button', { name: person }).click();
      await closed;
    };
    await popupOf('Contoh OPD');
    await panel(page).getByText('Yang masuk adalah akun lain', { exact: false }).waitFor();
    await popupOf('Contoh BPBD');
    await expect.poll(() => panel(page).getByText('Sesi berakhir', { exact: false }).count()).toBe(0);
    expect(await valueOf(page, 'Lokasi')).toBe(HARD);
    await resave(page);
    expect(await requestOf(slug)).toMatchObject({ krisis: { lokasi: HARD } });
    // The renewed token is the one that the next visit has.
    await page.reload();
    await panel(page).getByText('Konsep.', { exact: false }).waitFor();
  });

  it('by another tab that saves: the later one is refused, and compares after a reload', async () => {
    const { context, page } = await device();
    const slug = await draft(page, 'Dua tab', { Lokasi: 'Semula', Uraian: 'Semula' });
    const other = await tabOf(context);
    await openEntry(other, slug);
    await fill(other, { Lokasi: 'Dari tab kedua' });
    await resave(other);
    await fill(page, { Lokasi: HARD, Uraian: 'Dari tab pertama' });
    await page.getByRole('button', { name: 'Simpan' }).click();
    await panel(page).getByText('sudah diubah di tempat lain', { exact: false }).waitFor();
    expect(await requestOf(slug)).toMatchObject({ krisis: { lokasi: 'Dari tab kedua', uraian: 'Semula' } });
    expect(await valueOf(page, 'Lokasi')).toBe(HARD);
    await other.close();
    await page.reload();
    await panel(page).getByText(`Lokasi: di kantor Dari tab kedua; isian Anda ${HARD}`).waitFor();
    expect(await valueOf(page, 'Lokasi')).toBe('Dari tab kedua');
    await page.getByRole('button', { name: 'Pakai isian saya' }).click();
    await expect.poll(() => valueOf(page, 'Lokasi')).toBe(HARD);
    await resave(page);
    expect(await requestOf(slug)).toMatchObject({ krisis: { lokasi: HARD, uraian: 'Dari tab pertama' } });
  });

  it('by two tabs in which it is typed before either saves: each keeps its own', async () => {
    const { context, page } = await device();
    const slug = await draft(page, 'Dua tab mengetik', { Lokasi: 'Semula' });
    const other = await tabOf(context);
    await openEntry(other, slug);
    await fill(page, { Lokasi: 'Tab pertama' });
    await fill(other, { Lokasi: 'Tab kedua' });
    await Promise.all([page.reload(), other.reload()]);
    const stood = async (): Promise<string[]> => {
      for (const each of [page, other]) await panel(each).getByText('Konsep.', { exact: false }).waitFor();
      const all = await Promise.all([page, other].map((each) => each.locator('#nc-root').innerHTML()));
      return all.map((html) => ['Tab pertama', 'Tab kedua'].filter((text) => html.includes(text)).join('+'));
    };
    // Whichever tab came back first took one or both: neither is gone.
    await expect.poll(async () => (await stood()).join(' ')).toMatch(/(?=.*Tab pertama)(?=.*Tab kedua)/);
  });

  it('by another device: refused there too, and nothing is overwritten', async () => {
    const here = await device();
    const slug = await draft(here.page, 'Dua perangkat', { Lokasi: 'Semula' });
    const there = await device();
    await openEntry(there.page, slug);
    await fill(there.page, { Lokasi: 'Dari perangkat lain' });
    await resave(there.page);
    await fill(here.page, { Lokasi: HARD });
    await here.page.getByRole('button', { name: 'Simpan' }).click();
    await panel(here.page).getByText('sudah diubah di tempat lain', { exact: false }).waitFor();
    expect(await requestOf(slug)).toMatchObject({ krisis: { lokasi: 'Dari perangkat lain' } });
    expect(await valueOf(here.page, 'Lokasi')).toBe(HARD);
    // A change of status would submit what the person has not read.
    await here.page.reload();
    await panel(here.page).getByText(`isian Anda ${HARD}`, { exact: false }).waitFor();
    await here.page.getByRole('button', { name: 'Buang isian itu' }).click();
    await expect.poll(() => valueOf(here.page, 'Lokasi')).toBe('Dari perangkat lain');
  });

  it('by going back', async () => {
    const { page } = await device();
    await newRequest(page, office.url);
    await fill(page, { 'Judul kegiatan': HARD });
    await page.locator('a[href="#/collections/protokol-manajemen-krisis"]').first().click();
    await page.getByText('Permohonan baru').first().waitFor();
    await page.goto(`${office.url}/arsip/`);
    await page.goBack();
    await newRequest(page, office.url);
    await panel(page).getByText(restored, { exact: false }).waitFor();
    expect(await valueOf(page, 'Judul kegiatan')).toBe(HARD);
  });

  it('nor doubled by a double click', async () => {
    const { page } = await device();
    await newRequest(page, office.url);
    await fill(page, { 'Judul kegiatan': 'Klik ganda', Lokasi: HARD });
    await page.getByRole('button', { name: 'Simpan' }).dblclick();
    await page.getByText('Tersimpan', { exact: true }).first().waitFor();
    await panel(page).getByText('Konsep.', { exact: false }).waitFor();
    expect(await page.getByText('API_ERROR').count()).toBe(0);
    expect(await inGit('rev-list', '--count', `main..${branchOf('klik-ganda')}`)).toBe('1');
    const branches = await inGit('for-each-ref', '--format=%(refname:short)', 'refs/heads');
    expect(branches.split('\n').filter((each) => each.includes('klik-ganda'))).toEqual([branchOf('klik-ganda')]);
    expect(await valueOf(page, 'Lokasi')).toBe(HARD);
  });

  it('by what is typed while it is being saved', async () => {
    const { page } = await device();
    await newRequest(page, office.url);
    await fill(page, { 'Judul kegiatan': 'Mengetik terus' });
    let typing: Promise<void> | undefined;
    await page.route(/\/git\/refs$/, async (route) => {
      await (typing ??= field(page, 'Lokasi').pressSequentially(HARD));
      await route.continue();
    });
    await page.getByRole('button', { name: 'Simpan' }).click();
    await panel(page).getByText('Konsep.', { exact: false }).waitFor();
    await expect.poll(() => valueOf(page, 'Lokasi')).toBe(HARD);
    await resave(page);
    expect(await requestOf('mengetik-terus')).toMatchObject({ krisis: { lokasi: HARD } });
  });

  it('nor by what is begun in the form that Decap exchanges after a first save: until the new one is there it takes nothing', async () => {
    const { page } = await device();
    await newRequest(page, office.url);
    await fill(page, { 'Judul kegiatan': 'Ditukar sesudah disimpan' });
    let typing: Promise<void> | undefined;
    await page.route(/\/git\/refs$/, async (route) => {
      await (typing ??= fill(page, { Lokasi: HARD }));
      await route.continue();
    });
    // Decap reads what it has just written, and draws the form anew from that.
    const reading = Promise.withResolvers<void>();
    const read = Promise.withResolvers<void>();
    await page.route(/\/git\/blobs\/[0-9a-f]+$/, async (route) => {
      reading.resolve();
      await read.promise;
      await route.continue();
    });
    const takesTyping = (): Promise<boolean> =>
      field(page, 'Uraian').evaluate((each) => {
        each.focus();
        return each.matches(':focus');
      });
    await page.getByRole('button', { name: 'Simpan' }).click();
    await reading.promise;
    await page.getByText('Tersimpan', { exact: true }).first().waitFor();
    const isTaken = await takesTyping();
    await page.keyboard.type('begun');
    read.resolve();
    await panel(page).getByText('Konsep.', { exact: false }).waitFor();
    await expect.poll(() => valueOf(page, 'Lokasi')).toBe(HARD);
    expect([isTaken, await takesTyping()]).toEqual([false, true]);
    expect(await valueOf(page, 'Uraian')).toBe('');
    await resave(page);
    expect(await requestOf('ditukar-sesudah-disimpan')).toMatchObject({ krisis: { lokasi: HARD } });
  });

  it('by a browser that is full: the page says so, keeps it, saves it, and hands it out as a file', async ({
    skip,
  }) => {
    needs(skip, 'savedFiles');
    const { page } = await device();
    await newRequest(page, office.url);
    await page.evaluate(`(() => {
      const put = Storage.prototype.setItem;
      Storage.prototype.setItem = function (key, value) {
        if (key.startsWith('disposisi-formulir-')) throw new DOMException('full', 'QuotaExceededError');
        return put.call(this, key, value);
      };
      IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };
    })()`);
    await fill(page, { 'Judul kegiatan': 'Peramban penuh' });
    await panel(page).getByText('Peramban ini tidak dapat menyimpan lagi', { exact: false }).waitFor();
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

  it('nor shown to the next account, nor left by a sign-out', async () => {
    const { page } = await device();
    const kept = (): Promise<string> => page.evaluate('JSON.stringify(localStorage)');
    await newRequest(page, office.url);
    await fill(page, { 'Judul kegiatan': HARD });
    await expect.poll(kept).toContain('Yang tidak boleh hilang');
    await office.forge.accounts.revoke('contoh-opd');
    await page.reload();
    await page.locator('#kabar').getByText('Sesi berakhir').waitFor();
    await signInFrom(page, 'Masuk', 'Contoh BPBD');
    await newRequest(page, office.url);
    expect(await valueOf(page, 'Judul kegiatan')).toBe('');
    await fill(page, { 'Judul kegiatan': 'Milik BPBD' });
    await expect.poll(kept).toContain('Milik BPBD');
    await page.getByRole('button', { name: 'Pilihan akun' }).click();
    await page.getByRole('menuitem', { name: 'Keluar' }).click();
    await page.getByRole('button', { name: 'Masuk' }).waitFor();
    await expect.poll(kept).not.toContain('Milik BPBD');
  });
});
