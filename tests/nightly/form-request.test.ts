import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '#embedded/office/open-office.ts';
import { git } from '#engine/register/git.ts';
import { FIRST } from '../support/folders.ts';
import { inOrder } from '../support/in-order.ts';
import { machine } from '../support/machine.ts';
import { hasBrowser, openBrowser } from '../browser/support/chromium.ts';
import { keepToken, tokenOf } from '../browser/support/desk.ts';
import { fieldOf, fillAtDesk, LETTER_PDF, WHOLE_AT_DESK } from '../browser/support/desk-request.ts';
import {
  attach,
  fieldsOf,
  newRequest,
  openForm,
  openRequest,
  press,
  save,
  setStatus,
} from '../browser/support/request-form.ts';

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
  // All tests share one sign-in, and each has a tab.
  context = await browser.newContext({ timezoneId: 'Asia/Pontianak' });
  // This long time is for a busy machine. An idle one needs much less.
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
/**
 * Returns the branch of the request with this title.
 * @param slug the title as a folder’s name
 */
async function branchOf(slug: string): Promise<string> {
  const all = (await git(repository(), ['for-each-ref', '--format=%(refname:short)', 'refs/heads/cms'])).toString();
  return all.split('\n').find((each) => each.includes(`/${slug}-`)) ?? '';
}
const placeOf = (branch: string): string => branch.replace(/^cms\/[^/]+\/(.*)\/request$/, 'requests/$1');
const headOf = async (branch: string) => (await git(repository(), ['rev-parse', branch])).toString().trim();
const textOf = async (slug: string): Promise<string> => {
  const branch = await branchOf(slug);
  return (await git(repository(), ['show', `${branch}:${placeOf(branch)}/request.yaml`])).toString();
};
const filesOf = async (slug: string): Promise<string[]> => {
  const branch = await branchOf(slug);
  const names = await git(repository(), ['ls-tree', '-r', '--name-only', branch, '--', placeOf(branch)]);
  return names
    .toString()
    .trim()
    .split('\n')
    .map((path) => path.slice(placeOf(branch).length + 1));
};

/**
 * Types a whole request with this title and an attachment, and saves it as a draft.
 * @returns its title as a folder’s name
 */
async function draft(title: string): Promise<string> {
  await newRequest(page, office.url);
  await fillAtDesk(page, { ...WHOLE_AT_DESK, 'Judul kegiatan': title });
  await attach(page, [
    { name: 'surat-permohonan.pdf', mimeType: 'application/pdf', buffer: await readFile(LETTER_PDF) },
  ]);
  await save(page);
  return title.toLowerCase().replaceAll(' ', '-');
}

/** Opens the applicant’s case at the desk, in a new tab. */
async function openAtDesk(number: number): Promise<void> {
  await page.close();
  await openTab();
  const token = await tokenOf(folder, 'contoh-opd');
  await page.addInitScript(keepToken(token));
  await page.goto(`${office.url}/meja/#/${number}`);
}

/** Opens a request in a new tab, and waits for the form’s message about it. */
async function open(slug: string, words: string | RegExp): Promise<void> {
  await page.close();
  await openTab();
  await openRequest(page, office.url, await branchOf(slug));
  await page.getByText(words).first().waitFor();
}

/** Expects that the form refuses to submit the request, and says how many fields must be corrected. */
async function refusedHere(faults: number): Promise<void> {
  await setStatus(page, 'Ajukan');
  const title = new RegExp(
    `^(?:Lengkapi|Perbaiki|Lengkapi atau perbaiki) ${faults === 1 ? '' : `${faults} `}isian berikut$`,
  );
  await page.getByRole('alert').getByText(title).waitFor();
}

/** Submits without the form, and waits for the process. */
async function submitElsewhere(number: number): Promise<void> {
  const applicant = await office.as('contoh-opd');
  await applicant.submit(number);
  await office.idle();
}

/** Changes the request without the form, which would refuse such values. The applicant may do so with other tools. */
async function spoil(slug: string, change: (text: string) => string): Promise<void> {
  const applicant = await office.as('contoh-opd');
  const bytes = Buffer.from(change(await textOf(slug)));
  const branch = await branchOf(slug);
  await applicant.push(branch, [{ path: `${placeOf(branch)}/request.yaml`, bytes }]);
}

/** Returns all comments on a pull request, as the forge’s API has them. */
async function commentsOf(number: number): Promise<string> {
  const token = await office.forge.accounts.token('contoh-tu');
  const { apiUrl, owner, repo } = office.forge;
  const address = `${apiUrl}/repos/${owner}/${repo}/issues/${number}/comments?per_page=100`;
  return (await fetch(address, { headers: { authorization: `token ${token}` } })).text();
}

async function caseIds(): Promise<string[]> {
  return (await readdir(join(office.site, 'berkas')).catch(() => [])).sort();
}

/** Returns every text of the public site except the form. */
async function siteText(): Promise<string> {
  const files = await readdir(office.site, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile() && /\.(?:html|json|jsonl|csv|xml|ics)$/.test(file.name))
    .map((file) => readFile(join(file.parentPath, file.name), 'utf8'));
  return (await Promise.all(texts)).join('\n');
}

describe.skipIf(!hasBrowser)('a request, written in the form', () => {
  inOrder();

  it('R13: a request is not public while it is a draft, and is a public case once it is submitted', async () => {
    const slug = await draft('Rapat satu pintu');
    expect(await filesOf(slug)).toEqual(['request.yaml', 'surat-permohonan.pdf']);
    await fillAtDesk(page, { 'Jumlah peserta': '21' });
    await save(page);
    await office.idle();
    expect(await textOf(slug)).toContain('peserta: 21');
    expect(await filesOf(slug)).toHaveLength(2);
    expect(await caseIds()).toEqual([]);
    expect(await siteText()).not.toContain('Rapat satu pintu');
    const refs = (await git(repository(), ['for-each-ref', '--format=%(refname)', 'refs/heads'])).toString();
    expect(refs.trim().split('\n')).toEqual([`refs/heads/${await branchOf(slug)}`, 'refs/heads/main']);

    await setStatus(page, 'Ajukan');
    await page.getByText('Status diubah').first().waitFor();
    await office.idle();
    expect(await caseIds()).toEqual(['PMK-2026-1']);
    await page.goto(`${office.url}/berkas/PMK-2026-1/`);
    await page.getByText('Rapat satu pintu').first().waitFor();
    await page
      .getByText(/Menunggu TU .*\(langkah 2 dari 10\)/)
      .first()
      .waitFor();
  });

  it('a request cannot be changed while others are on turn, and the form leads to the case', async () => {
    const slug = 'rapat-satu-pintu';
    await open(slug, 'Sudah diajukan. Perubahan tidak dapat disimpan sampai giliran kembali kepada pemohon.');
    const head = await headOf(await branchOf(slug));
    expect(await fieldsOf(page).count()).toBe(0);
    for (const name of [/^Simpan$/, /^Status: /, /^Hapus/])
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    const [, collection = '', ...rest] = (await branchOf(slug)).split('/');
    const backend = `CMS.getBackend('disposisi').init({ backend: { repo: 'a/b' } }, {})`;
    const asked = `'${collection}', '${rest.join('/')}'`;
    await expect(page.evaluate(`${backend}.updateUnpublishedEntryStatus(${asked}, 'draft')`)).rejects.toThrow(
      /Status tidak diubah/,
    );
    await expect(page.evaluate(`${backend}.deleteUnpublishedEntry(${asked})`)).rejects.toThrow(/tidak dihapus/);
    expect(await headOf(await branchOf(slug))).toBe(head);
    const opening = page.waitForEvent('popup');
    await page.getByRole('link', { name: 'Buka berkas' }).click();
    expect((await opening).url()).toContain('/meja/#/1');
  });

  it('a returned request opens with the reason, is corrected in the form, and is submitted again at the desk', async () => {
    const slug = 'rapat-satu-pintu';
    const tu = await office.as('contoh-tu');
    await tu.review(1, 'REQUEST_CHANGES', 'Nomor surat belum benar.');
    await office.idle();
    await open(slug, 'Nomor surat belum benar.');
    await fillAtDesk(page, { 'Nomor surat': '300.2/002/CONTOH/2026' });
    await save(page);
    await office.idle();
    await openAtDesk(1);
    await page.getByText('pengajuan berikutnya memuat yang terakhir disimpan pemohon.', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Ajukan lagi' }).click();
    await page.locator('.is-accepted').waitFor();
    await page.getByText('300.2/002/CONTOH/2026').first().waitFor();
    expect(await textOf(slug)).toContain('nomor: "300.2/002/CONTOH/2026"');
    await office.idle();
    await page.goto(`${office.url}/berkas/PMK-2026-1/`);
    await page
      .getByText(/Menunggu TU .*\(langkah 2 dari 10, putaran ke-2\)/)
      .first()
      .waitFor();
    // The return is still in the trail, and is not struck out.
    expect(await page.locator('.trail ol > li').nth(1).textContent()).toContain('Nomor surat belum benar.');
    expect(await page.locator('.trail s').count()).toBe(0);
  });

  it('R12: if a returned request is submitted with faults, its page, the pull request and the form say what to fix', async () => {
    const slug = 'rapat-satu-pintu';
    const tu = await office.as('contoh-tu');
    await tu.review(1, 'REQUEST_CHANGES', 'Lengkapi sekali lagi.');
    await office.idle();
    await spoil(slug, (text) => text.replace('peserta: 21', 'peserta: 0').replace('sifat: "biasa"', 'sifat: gawat'));
    await open(slug, 'Lengkapi sekali lagi.');
    await refusedHere(2);
    await submitElsewhere(1);
    await page.goto(`${office.url}/berkas/PMK-2026-1/`);
    await page.getByText('Pengajuan belum diterima: 2 hal harus diperbaiki.').first().waitFor();
    await page.getByText('Sifat surat: Bukan salah satu pilihan').waitFor();
    await page.getByText('Jumlah peserta: Paling sedikit 1').waitFor();
    const comments = await commentsOf(1);
    expect(comments).toContain('Sifat surat');
    expect(comments).toContain('Jumlah peserta');
    await open(slug, 'Sifat surat: Bukan salah satu pilihan');
    await page.getByText('Jumlah peserta: Paling sedikit 1').first().waitFor();
    // The submit sign is still set, so that the next save submits.
    await fillAtDesk(page, { 'Sifat surat': 'biasa', 'Jumlah peserta': '21' });
    await press(page);
    await page.getByText('Tersimpan', { exact: true }).first().waitFor();
    await office.idle();
    await page.goto(`${office.url}/berkas/PMK-2026-1/`);
    await page
      .getByText(/Menunggu TU .*\(langkah 2 dari 10, putaran ke-3\)/)
      .first()
      .waitFor();
  });

  it('R12: after a refused submission the form shows every reason by the field’s label, and the corrected request is accepted', async () => {
    const slug = await draft('Rapat dua pintu');
    await spoil(slug, (text) =>
      text
        .replace(/telepon: .*/, 'telepon: menyusul')
        .replace('sifat: "biasa"', 'sifat: gawat')
        .replace('peserta: 18', 'peserta: 0'),
    );
    await open(slug, 'Konsep tersimpan di kantor.');
    await refusedHere(3);
    await submitElsewhere(2);
    expect(await caseIds()).toEqual(['PMK-2026-1']);
    await open(slug, 'Telepon');
    const said = await page.locator('.notice').first().locator('li').allTextContents();
    for (const label of ['Telepon', 'Sifat surat', 'Jumlah peserta'])
      expect(
        said.some((line) => line.includes(label)),
        `${label} in ${said.join('\n')}`,
      ).toBe(true);
    await fillAtDesk(page, { Telepon: '080000000001', 'Sifat surat': 'biasa', 'Jumlah peserta': '18' });
    await press(page);
    await page.getByText('Tersimpan', { exact: true }).first().waitFor();
    await office.idle();
    expect(await caseIds()).toEqual(['PMK-2026-1', 'PMK-2026-2']);
  });

  it('R48: a save over another account’s change is refused in words, and neither version is lost', async () => {
    const slug = await draft('Rapat tiga pintu');
    const branch = await branchOf(slug);
    const foreign = (await textOf(slug)).replace('peserta: 18', 'peserta: 25');
    const other = await office.as('contoh-bpbd');
    await other.push(branch, [{ path: `${placeOf(branch)}/request.yaml`, bytes: Buffer.from(foreign) }]);
    await fillAtDesk(page, { 'Jumlah peserta': '29' });
    await press(page);
    await page.getByText('Akun lain mengubah permohonan ini').first().waitFor();
    expect(await fieldOf(page, 'Jumlah peserta').inputValue()).toBe('29');
    expect(await textOf(slug)).toBe(foreign);
  });

  it('the form offers no way to publish a request', async () => {
    await open('rapat-tiga-pintu', 'Akun lain mengubah permohonan ini');
    expect(await page.getByRole('button', { name: /Terbitkan|Publish/ }).count()).toBe(0);
  });
});
