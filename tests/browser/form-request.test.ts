import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '#embedded/office/open-office.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { git } from '#engine/register/git.ts';
import { FIRST } from '../support/folders.ts';
import { inOrder } from '../support/in-order.ts';
import { machine, YEAR } from '../support/machine.ts';
import { hasBrowser, openBrowser } from './support/chromium.ts';
import { keepToken, tokenOf } from './support/desk.ts';
import {
  attach,
  fill,
  newRequest,
  openForm,
  PROCEDURE,
  save,
  setStatus,
  type Typed,
  WHOLE,
} from './support/request-form.ts';

const SAMPLE = join(PROGRAM, 'examples/requests/rapat-koordinasi-banjir');

let folder: string;
let office: Office;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  if (!hasBrowser) return;
  folder = await mkdtemp(join(tmpdir(), 'permohonan-'));
  office = await openOffice({ folder, root: FIRST, port: 0, log: () => undefined, machine });
  await office.showSite();
  browser = await openBrowser();
  // One sign-in for all, and a tab for each.
  context = await browser.newContext({ timezoneId: 'Asia/Pontianak' });
  // For a busy machine; nothing waits so long on an idle one.
  context.setDefaultTimeout(120_000);
  const first = await context.newPage();
  await openForm(first, office.url, 'Contoh OPD');
  await first.close();
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
  if (folder) await rm(folder, { recursive: true });
});
beforeEach(() => openTab());
afterEach(() => page.close());

async function openTab(): Promise<void> {
  page = await context.newPage();
  page.on('dialog', (dialog) => dialog.accept());
}

const repository = () => join(folder, 'repo.git');
const placeOf = (slug: string) => `requests/${YEAR}/${slug}`;
const branchOf = (slug: string) => `cms/${PROCEDURE}/${YEAR}/${slug}/request`;
const headOf = async (branch: string) => (await git(repository(), ['rev-parse', branch])).toString().trim();
const textOf = async (slug: string) =>
  (await git(repository(), ['show', `${branchOf(slug)}:${placeOf(slug)}/request.yaml`])).toString();
const filesOf = async (slug: string) =>
  (await git(repository(), ['ls-tree', '-r', '--name-only', branchOf(slug), '--', placeOf(slug)]))
    .toString()
    .trim()
    .split('\n');

/** What stands above the form: whose turn it is, and what the process found. */
const strip = () => page.locator('.keadaan-semua');

/** Whether nothing lies over Decap's newest message. */
const isToastOnTop = () =>
  page.evaluate(`(() => {
    const toast = [...document.querySelectorAll('.Toastify__toast')].at(-1);
    const { left, top, width, height } = toast.getBoundingClientRect();
    return toast.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  })()`);

/** Types a whole request with this title and two attachments, and saves it as a draft. @returns its slug */
async function draft(title: string): Promise<string> {
  await newRequest(page, office.url);
  await fill(page, { ...WHOLE, 'Judul kegiatan': title });
  const files = [
    { name: 'surat-permohonan.pdf', mimeType: 'application/pdf' },
    { name: 'peta-lokasi.png', mimeType: 'image/png' },
  ];
  const read = async (file: (typeof files)[number]) => ({ ...file, buffer: await readFile(join(SAMPLE, file.name)) });
  await attach(page, await Promise.all(files.map(read)));
  await save(page);
  return title.toLowerCase().replaceAll(' ', '-');
}

/** The last of the calls with which Decap loads an entry, which it does twice. */
const entryLoaded = (slug: string) =>
  page.context().waitForEvent('response', (answer) => answer.url().endsWith(`/git/trees/main:${placeOf(slug)}`));

/** Opens the applicant's case at the desk, in a new tab. */
async function openAtDesk(number: number): Promise<void> {
  await page.close();
  await openTab();
  const token = await tokenOf(folder, 'contoh-opd');
  await page.addInitScript(keepToken(token));
  await page.goto(`${office.url}/meja/#/${number}`);
}

/** Opens an entry in a new tab, and waits until all of it is there. */
async function open(slug: string, words: string | RegExp): Promise<void> {
  await page.close();
  await openTab();
  const loaded = entryLoaded(slug);
  await page.goto(`${office.url}/admin/#/collections/${PROCEDURE}/entries/${YEAR}/${slug}/request`);
  await loaded;
  await strip().getByText(words).first().waitFor();
}

/** Types over what stands there and saves. @returns how the forge answered to the move of the branch */
async function resave(typed: Typed): Promise<number> {
  await fill(page, typed);
  const moved = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
  await page.getByRole('button', { name: 'Simpan' }).click();
  return (await moved).status();
}

/** The form itself refuses to submit it, and says how many fields must be corrected. */
async function refusedHere(faults: number): Promise<void> {
  await page.getByRole('button', { name: /^Status: / }).click();
  await page.getByRole('menuitem', { name: 'Ajukan' }).click();
  await strip().getByText(`Belum dapat diajukan: ${faults} isian harus diperbaiki.`).waitFor();
}

/** Submits with other tools, by which the process hears of it all the same. */
async function submitElsewhere(number: number): Promise<void> {
  const applicant = await office.as('contoh-opd');
  await applicant.submit(number);
  await office.idle();
}

/** Changes the request past the form, which would not let such things through; the applicant may, with other tools. */
async function spoil(slug: string, change: (text: string) => string): Promise<void> {
  const applicant = await office.as('contoh-opd');
  const bytes = Buffer.from(change(await textOf(slug)));
  await applicant.push(branchOf(slug), [{ path: `${placeOf(slug)}/request.yaml`, bytes }]);
}

/** All comments on a pull request, as the forge's API gives them. */
async function commentsOf(number: number): Promise<string> {
  const token = await office.forge.accounts.token('contoh-tu');
  const { apiUrl, owner, repo } = office.forge;
  const address = `${apiUrl}/repos/${owner}/${repo}/issues/${number}/comments?per_page=100`;
  return (await fetch(address, { headers: { authorization: `token ${token}` } })).text();
}

async function caseIds(): Promise<string[]> {
  return (await readdir(join(office.site, 'berkas')).catch(() => [])).sort();
}

/** Every text of the public site, but for the form itself. */
async function siteText(): Promise<string> {
  const files = await readdir(office.site, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile() && /\.(?:html|json|jsonl|csv|xml|ics)$/.test(file.name))
    .map((file) => readFile(join(file.parentPath, file.name), 'utf8'));
  return (await Promise.all(texts)).join('\n');
}

describe.skipIf(!hasBrowser)('a request, written in the form', () => {
  inOrder();

  it('is nobody’s business while it is a draft; submitted, it is a case that everybody sees (R13)', async () => {
    const slug = await draft('Rapat satu pintu');
    expect(await filesOf(slug)).toEqual(
      ['peta-lokasi.png', 'request.yaml', 'surat-permohonan.pdf'].map((name) => `${placeOf(slug)}/${name}`),
    );
    await open(slug, 'Konsep.');
    expect(await resave({ 'Jumlah peserta': '21' })).toBe(200);
    await office.idle();
    expect(await textOf(slug)).toContain('peserta: 21');
    expect(await filesOf(slug)).toHaveLength(3);
    expect(await caseIds()).toEqual([]);
    expect(await siteText()).not.toContain('Rapat satu pintu');
    const refs = (await git(repository(), ['for-each-ref', '--format=%(refname)', 'refs/heads'])).toString();
    expect(refs.trim().split('\n')).toEqual([`refs/heads/${branchOf(slug)}`, 'refs/heads/main']);

    await setStatus(page, 'Ajukan');
    await office.idle();
    expect(await caseIds()).toEqual(['PMK-2026-1']);
    await page.goto(`${office.url}/berkas/PMK-2026-1/`);
    await page.getByText('Rapat satu pintu').first().waitFor();
    await page
      .getByText(/Menunggu TU .*\(langkah 2 dari 10\)/)
      .first()
      .waitFor();
  });

  it('cannot be changed while others are on turn, and the person reads whose turn it is', async () => {
    const slug = 'rapat-satu-pintu';
    await open(
      slug,
      /Sudah diajukan sebagai berkas PMK-2026-1\. Menunggu TU .*\(langkah 2 dari 10\) — tenggat .* WIB\./,
    );
    const head = await headOf(branchOf(slug));
    await fill(page, { 'Jumlah peserta': '22' });
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page
      .getByText(/Perubahan tidak dapat disimpan sampai giliran kembali/)
      .nth(1)
      .waitFor();
    await expect.poll(() => page.getByLabel('Jumlah peserta', { exact: true }).inputValue()).toBe('22');
    expect(await headOf(branchOf(slug))).toBe(head);
    // It would wait on this device, and come back when the turn does.
    await fill(page, { 'Jumlah peserta': '21' });
  });

  it('returned, it comes back with the reason; corrected in the form, submitted again at the desk: its second round', async () => {
    const slug = 'rapat-satu-pintu';
    const tu = await office.as('contoh-tu');
    await tu.review(1, 'REQUEST_CHANGES', 'Nomor surat belum benar.');
    await office.idle();
    await open(slug, 'Berkas PMK-2026-1 kembali kepada pemohon.');
    await strip().getByText('Nomor surat belum benar.').waitFor();
    expect(await resave({ 'Nomor surat': '300.2/002/CONTOH/2026' })).toBe(200);
    await page.getByText('Tersimpan', { exact: true }).first().waitFor();
    await office.idle();
    await openAtDesk(1);
    await page.getByText('Simpanan pemohon yang terakhir dibaca saat diajukan.', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Ajukan lagi' }).click();
    await page.locator('.is-accepted').waitFor();
    await page.getByText('300.2/002/CONTOH/2026').first().waitFor();
    expect(await textOf(slug)).toContain('nomor: 300.2/002/CONTOH/2026');
    await office.idle();
    await page.goto(`${office.url}/berkas/PMK-2026-1/`);
    await page
      .getByText(/Menunggu TU .*\(langkah 2 dari 10, putaran ke-2\)/)
      .first()
      .waitFor();
    // The return was answered, not revoked.
    expect(await page.locator('.trail ol > li').nth(1).textContent()).toContain('Nomor surat belum benar.');
    expect(await page.locator('.trail s').count()).toBe(0);
  });

  it('returned and submitted with faults, it says on its page and on the pull request what to fix (R12)', async () => {
    const slug = 'rapat-satu-pintu';
    const tu = await office.as('contoh-tu');
    await tu.review(1, 'REQUEST_CHANGES', 'Lengkapi sekali lagi.');
    await office.idle();
    await spoil(slug, (text) => text.replace('peserta: 21', 'peserta: 0').replace('sifat: biasa', 'sifat: gawat'));
    await open(slug, 'Berkas PMK-2026-1 kembali kepada pemohon.');
    await refusedHere(2);
    await submitElsewhere(1);
    await page.goto(`${office.url}/berkas/PMK-2026-1/`);
    await page.getByText('Pengajuan belum diterima: 2 isian harus diperbaiki.').first().waitFor();
    await page.getByText('Sifat surat: Bukan salah satu pilihan').waitFor();
    await page.getByText('Jumlah peserta: Paling sedikit 1').waitFor();
    const comments = await commentsOf(1);
    expect(comments).toContain('Sifat surat');
    expect(comments).toContain('Jumlah peserta');
    await open(slug, 'Pengajuan belum diterima: 2 isian harus diperbaiki.');
    await strip().getByText('Sifat surat: Bukan salah satu pilihan').waitFor();
    await strip().getByText('Jumlah peserta: Paling sedikit 1').waitFor();
    // The sign still stands: what is saved now is submitted.
    expect(await resave({ 'Sifat surat': 'Biasa', 'Jumlah peserta': '21' })).toBe(200);
    await office.idle();
    await page.goto(`${office.url}/berkas/PMK-2026-1/`);
    await page
      .getByText(/Menunggu TU .*\(langkah 2 dari 10, putaran ke-3\)/)
      .first()
      .waitFor();
  });

  it('that the process refuses comes back with every reason by its label, and corrected it is accepted (R12)', async () => {
    const slug = await draft('Rapat dua pintu');
    await spoil(slug, (text) =>
      text
        .replace(/telepon: .*/, 'telepon: menyusul')
        .replace('sifat: biasa', 'sifat: gawat')
        .replace('peserta: 18', 'peserta: 0'),
    );
    await open(slug, 'Konsep.');
    await refusedHere(3);
    await submitElsewhere(2);
    expect(await caseIds()).toEqual(['PMK-2026-1']);
    await open(slug, 'Pengajuan belum diterima.');
    const said = await strip().locator('li').allTextContents();
    for (const label of ['Telepon', 'Sifat surat', 'Jumlah peserta'])
      expect(
        said.some((line) => line.includes(label)),
        `${label} in ${said.join('\n')}`,
      ).toBe(true);
    const right = { Telepon: '080000000001', 'Sifat surat': 'Biasa', 'Jumlah peserta': '18' };
    expect(await resave(right)).toBe(200);
    await office.idle();
    expect(await caseIds()).toEqual(['PMK-2026-1', 'PMK-2026-2']);
  });

  it('saved over a foreign edit is refused with words, and nothing of either is lost', async () => {
    const slug = await draft('Rapat tiga pintu');
    await open(slug, 'Konsep.');
    const foreign = (await textOf(slug)).replace('peserta: 18', 'peserta: 25');
    const other = await office.as('contoh-bpbd');
    await other.push(branchOf(slug), [{ path: `${placeOf(slug)}/request.yaml`, bytes: Buffer.from(foreign) }]);
    await fill(page, { 'Jumlah peserta': '29' });
    await page.getByRole('button', { name: 'Simpan' }).click();
    await strip().getByText('Permohonan ini sudah diubah di tempat lain', { exact: false }).waitFor();
    await expect.poll(() => page.getByLabel('Jumlah peserta', { exact: true }).inputValue()).toBe('29');
    expect(await textOf(slug)).toBe(foreign);
  });

  it('is published by nobody but the process, and an upload apart from it reaches nothing', async () => {
    await open('rapat-tiga-pintu', 'Konsep.');
    expect(await page.getByRole('button', { name: /Terbitkan|Publish/ }).count()).toBe(0);
    const main = await headOf('main');
    await page.goto(`${office.url}/admin/#/workflow`);
    const library = page.locator('header button', { hasText: 'Lampiran' });
    expect(await library.isVisible()).toBe(false);
    await library.evaluate((each: unknown) => (each as { click(): void }).click());
    const image = { name: 'logo.png', mimeType: 'image/png', buffer: await readFile(join(SAMPLE, 'peta-lokasi.png')) };
    await page.locator('input[type=file]').last().setInputFiles(image);
    await page.getByText('unggah lampiran di dalam permohonannya').waitFor();
    await expect.poll(isToastOnTop, { timeout: 60_000 }).toBe(true);
    expect(await headOf('main')).toBe(main);
  });
});
