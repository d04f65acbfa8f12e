import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Office } from '#embedded/office/open-office.ts';
import { configFolder } from '#engine/config/folder.ts';
import { readConfig } from '#engine/config/read.ts';
import { checkRequest } from '#engine/config/request-files.ts';
import { git } from '#engine/register/git.ts';
import { formConfiguration, printConfiguration } from '#public/form/configuration.ts';
import { formOfficeOf } from '#public/form/office.ts';
import { EMBEDDED } from '#public/form/target.ts';
import { FIRST } from '../support/folders.ts';
import { hasBrowser } from './support/chromium.ts';
import { type Devices, devicesOf, type FormOffice, openFormOffice } from './support/form-office.ts';
import { fieldOf, fillAtDesk, WHOLE_AT_DESK } from './support/desk-request.ts';
import {
  attach,
  attachment,
  axeFaults,
  fieldsOf,
  newRequest,
  openForm,
  PROCEDURE,
  save,
  setStatus,
} from './support/request-form.ts';
import { signInFrom } from './support/sign-in.ts';

const HOSTILE = `"'><script>window.ran=1</script><img src=x onerror="window.ran=1">`;

let opened: FormOffice;
let folder: string;
let office: Office;
let devices: Devices;
let page: Page;
/** The addresses of other origins that the page asked for, and what the page’s policy refused. */
let foreign: string[];
let refused: string[];

beforeAll(async () => {
  if (!hasBrowser) return;
  opened = await openFormOffice(FIRST);
  ({ folder, office } = opened);
  // The browser is in a distant zone. Typed times are in the office’s zone all the same.
  devices = devicesOf(opened, { timezoneId: 'America/New_York' });
});
afterAll(() => opened?.close());
beforeEach(async () => {
  const context = await devices.take();
  page = await context.newPage();
  [foreign, refused] = [[], []];
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${office.url}/`) && !/^(?:blob|data):/.test(url)) foreign.push(url);
  });
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text());
  });
});
afterEach(() => devices?.putBack());

const repository = () => join(folder, 'repo.git');
const fileOf = (branch: string, path: string) => git(repository(), ['show', `${branch}:${path}`]);
const letter = () => page.locator('article.letter-paper');

/**
 * Returns the branch of the request with this title.
 * @param slug the title as a folder’s name
 */
async function branchOf(slug: string): Promise<string> {
  const all = (await git(repository(), ['for-each-ref', '--format=%(refname:short)', 'refs/heads/cms'])).toString();
  return all.split('\n').find((each) => each.includes(`/${slug}-`)) ?? '';
}
const placeOf = (branch: string): string => branch.replace(/^cms\/[^/]+\/(.*)\/request$/, 'requests/$1');

/** Returns the place of every sentence in a dictionary. */
function sentences(words: object, at = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? sentences(value as object, `${at}${key}.`) : [`${at}${key}`],
  );
}

describe.skipIf(!hasBrowser)('the form', () => {
  it('the form opens in Indonesian, asks no third party, and says what it is before anybody signs in', async () => {
    await page.goto(`${office.url}/admin/`);
    await page.getByRole('button', { name: 'Masuk' }).waitFor();
    expect(await page.title()).toBe('Formulir permohonan: Disposisi');
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('id');
    await expect.poll(() => page.getByText('Contoh: data dan akun di situs ini rekaan.').isVisible()).toBe(true);
    const links = await page.getByRole('link', { name: 'Kembali ke situs' }).all();
    const back = await Promise.all(links.map((link) => link.getAttribute('href')));
    expect(back.map((to) => new URL(to ?? '', page.url()).href)).toEqual([`${office.url}/`, `${office.url}/`]);
    expect(await axeFaults(page)).toEqual([]);
    await signInFrom(page, 'Masuk', 'Contoh OPD');
    await page.getByRole('link', { name: 'Konsep dan pengajuan' }).waitFor();
    // Decap asks every five minutes whether GitHub works.
    const status = `CMS.getBackend('disposisi').init({ backend: { repo: 'a/b' } }, {}).status()`;
    await expect.poll(() => page.evaluate(status)).toMatchObject({ api: { status: true } });
    expect([foreign, refused]).toEqual([[], []]);
  });

  it('the form is served with the configuration of its office, and with none of Decap’s source maps', async () => {
    const reading = readConfig(await configFolder(FIRST));
    if ('problems' in reading) throw new Error('The configuration is not sound.');
    for (const language of ['id', 'en'] as const) {
      const served = await fetch(`${office.url}/admin/config.${language}.json`);
      const own = formConfiguration(formOfficeOf(reading.config), EMBEDDED, language);
      expect(await served.text()).toBe(printConfiguration(own));
    }
    const names = await readdir(join(office.site, 'admin'));
    expect(names).toContain('decap-cms.js');
    expect(names.filter((name) => /\.map$|\.decap-cms\.js$/.test(name))).toEqual([]);
  });

  it('the form has every shown sentence of Decap in Indonesian, and in English if the address asks for it', async () => {
    await page.goto(`${office.url}/admin/?lang=en`);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.title()).toBe('Request form: Disposisi');
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en');
    const [english, indonesian] = (await page.evaluate(() => {
      const cms = Reflect.get(globalThis, 'CMS') as { getLocale(name: string): object };
      return [cms.getLocale('en'), cms.getLocale('id')];
    })) as [object, object];
    const translated = new Set(sentences(indonesian));
    // No office’s form has these: other ways to sign in, kinds of field, notes, files and publishing.
    const others = new RegExp(
      `^(?:auth\\.(?:loginWith(?!GitHub)|errors)|editor\\.(?:editorControl|editorControlPane|editorInterface|editorNotesPane|editorWidgets)\\.|mediaLibrary\\.mediaLibraryCard|.*(?:[pP]ublish|[nN]ote|missingRequiredField))|^editor\\.(?:editor\\.onDelete|editorToolbar\\.delete)`,
    );
    expect(sentences(english).filter((each) => !translated.has(each) && !others.test(each))).toEqual([]);
    await signInFrom(page, 'Sign in', 'Contoh OPD');
    // After signing in, Decap opens its first page and ignores the address.
    await page.locator('a[href="#/workflow"]').waitFor();
    await page.goto(`${office.url}/admin/?lang=en#/collections/${PROCEDURE}/new`);
    await page.getByRole('heading', { name: 'Write a request' }).waitFor();
    await expect.poll(() => fieldOf(page, 'Letter number').isVisible()).toBe(true);
    await expect.poll(() => page.getByText('Not shown to the public.', { exact: false }).count()).toBeGreaterThan(5);
    await page.getByText('can be read by every account of this office').waitFor();
  });

  it('R8, R9: the form asks with the schema’s labels and hints, and writes a request and attachments without problems', async () => {
    await openForm(page, office.url, 'Contoh OPD');
    await newRequest(page, office.url);
    const contact = 'Petugas menghubungi orang ini tentang persiapan. Tidak tampil untuk publik.';
    await expect.poll(() => page.getByText(contact).isVisible()).toBe(true);
    const named = 'Nama resmi, tidak disingkat: surat balasan dialamatkan kepadanya. Tampil untuk publik.';
    await expect.poll(() => page.getByText(named).isVisible()).toBe(true);
    await fillAtDesk(page, { ...WHOLE_AT_DESK, Uraian: HOSTILE, Agenda: HOSTILE });
    await attach(page, [
      await attachment('surat-permohonan.pdf', 'application/pdf'),
      await attachment('peta-lokasi.png', 'image/png'),
    ]);
    await page.locator('.writing-letter').evaluate((each) => each.setAttribute('open', ''));
    await letter().getByText('Rabu, 2 Desember 2099').waitFor();
    await expect.poll(() => letter().getByText(HOSTILE).count()).toBe(2);
    expect(await axeFaults(page)).toEqual([]);
    await save(page);

    const branch = await branchOf('rapat-koordinasi-contoh');
    const place = placeOf(branch);
    const written = await fileOf(branch, `${place}/request.yaml`);
    const attachments = await Promise.all(
      ['surat-permohonan.pdf', 'peta-lokasi.jpg'].map(async (name) => ({
        file: `${place}/${name}`,
        bytes: await fileOf(branch, `${place}/${name}`),
      })),
    );
    const reading = readConfig(await configFolder(FIRST));
    if ('problems' in reading) throw new Error('The configuration is not sound.');
    const document = { file: `${place}/request.yaml`, bytes: written };
    const { problems, request } = checkRequest(document, attachments, reading.config, '2099-11-30T00:00:00Z');
    expect(problems).toEqual([]);
    expect(request).toMatchObject({
      pemohon: { akun: 'contoh-opd', nip: '000000000000000001' },
      krisis: { uraian: HOSTILE },
      pelaksanaan: {
        mulai: '2099-12-02T09:00:00+07:00',
        ruang: 'tcm',
        peserta: 18,
        peralatan: ['computer', 'internet'],
      },
      lampiran: ['surat-permohonan.pdf', 'peta-lokasi.jpg'],
    });
    expect(await page.evaluate(() => Reflect.get(globalThis, 'ran'))).toBeUndefined();
    expect([foreign, refused]).toEqual([[], []]);
  });

  it('the form saves an unfinished draft, names the faulty fields of a complete one, and submits it only once they are corrected', async () => {
    page.on('dialog', (dialog) => dialog.accept());
    await openForm(page, office.url, 'Contoh BPBD');
    await newRequest(page, office.url);
    await fillAtDesk(page, { 'Jumlah peserta': '31' });
    await save(page);
    const branch = await branchOf('permohonan');
    expect((await fileOf(branch, `${placeOf(branch)}/request.yaml`)).toString()).toContain('peserta: 31');

    const wrong = { Selesai: '2099-12-02T08:00', 'Jumlah peserta': '31' };
    await fillAtDesk(page, { ...WHOLE_AT_DESK, 'Judul kegiatan': 'Rapat lain', ...wrong });
    await attach(page, [await attachment('surat-permohonan.pdf', 'application/pdf')]);
    await save(page);
    const labelled: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PUT') labelled.push(request.url());
    });
    await setStatus(page, 'Ajukan');
    const faults = page.getByRole('alert').filter({ hasText: 'Lengkapi atau perbaiki 2 isian berikut' });
    await faults.waitFor();
    const named = await faults.getByRole('listitem').allTextContents();
    expect(named.map((line) => line.split(':')[0])).toEqual(['Selesai', 'Jumlah peserta']);
    expect(labelled).toEqual([]);
    await faults.getByRole('link', { name: 'Jumlah peserta' }).click();
    const seats = fieldOf(page, 'Jumlah peserta');
    expect(await seats.evaluate((each) => each.matches(':focus'))).toBe(true);
    expect(await seats.getAttribute('aria-invalid')).toBe('true');
    await fillAtDesk(page, { Selesai: '2099-12-02T11:00', 'Jumlah peserta': '30' });
    await save(page);
    await setStatus(page, 'Ajukan');
    await page.getByText('Status diubah').first().waitFor();
    expect(labelled).toHaveLength(1);
    expect(await fieldsOf(page).count()).toBe(0);
  });
});
