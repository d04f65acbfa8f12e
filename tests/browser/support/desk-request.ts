import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { parse } from 'yaml';
import { journalPath, REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { type Office, openOffice } from '#embedded/office/open-office.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { git } from '#engine/register/git.ts';
import { machine } from '../../support/machine.ts';
import { openBrowser } from './chromium.ts';
import type { Found } from './find-chromium.ts';
import { keepToken, tokenOf } from './desk.ts';

interface Pull {
  readonly number: number;
  readonly state: string;
  readonly head: { readonly ref: string };
}

/** An office with people who write requests at its desk, each with devices of their own. */
export interface WritingOffice {
  readonly office: Office;
  readonly folder: string;
  /** Opens a device, which shares nothing with other devices. */
  device(options?: BrowserContextOptions): Promise<BrowserContext>;
  /**
   * Opens a window of the desk in which this person has signed in.
   * @param path the address after `/meja/`
   */
  openAs(context: BrowserContext, login: string, path: string): Promise<Page>;
  /** Opens a window with a new request. */
  begin(context?: BrowserContext, login?: string, path?: string): Promise<Page>;
  /** Returns the branches of requests that form and desk have made. */
  branches(): Promise<string[]>;
  /**
   * Returns the branch of the request with this title.
   * @param slug the title as a folder’s name
   */
  branchWith(slug: string): Promise<string>;
  requestOn(branch: string): Promise<Record<string, Record<string, unknown>>>;
  filesOn(branch: string): Promise<string[]>;
  commitsOn(branch: string): Promise<number>;
  journalOf(number: number): Promise<string>;
  pulls(): Promise<Pull[]>;
  closeDevices(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens an office with its site, and a browser.
 * @param root the folder with the office’s configuration
 * @param login an account that can read all of the office
 * @param which the browser, by default the one of this run
 */
export async function openWritingOffice(root: string, login = 'contoh-opd', which?: Found): Promise<WritingOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'tulis-'));
  const office = await openOffice({ folder, root, port: 0, log: () => undefined, machine });
  await office.showSite();
  const browser = await openBrowser(which);
  const contexts: BrowserContext[] = [];
  const inGit = async (...words: string[]): Promise<string> =>
    (await git(join(folder, 'repo.git'), words)).toString().trim();
  const folderOf = (branch: string): string => branch.replace(/^cms\/[^/]+\/(.*)\/request$/, 'requests/$1');
  const branches = async (): Promise<string[]> =>
    (await inGit('for-each-ref', '--format=%(refname:short)', 'refs/heads/cms')).split('\n');
  const device = async (options: BrowserContextOptions = {}): Promise<BrowserContext> => {
    const context = await browser.newContext({
      timezoneId: 'Asia/Pontianak',
      reducedMotion: 'reduce',
      ...options,
    });
    contexts.push(context);
    return context;
  };
  const openAs: WritingOffice['openAs'] = async (context, whose, path) => {
    const page = await context.newPage();
    const token = await tokenOf(folder, whose);
    // The token is set only once, so that an ended session stays ended.
    await page.addInitScript(
      `if (origin !== 'null' && !sessionStorage.getItem('begun')) {
        sessionStorage.setItem('begun', '1');
        ${keepToken(token)}
      }`,
    );
    await page.goto(`${office.url}/meja/${path}`);
    return page;
  };
  return {
    ...{ office, folder, device, openAs, branches },
    begin: async (context, whose = login, path = '#/baru') => {
      const page = await openAs(context ?? (await device()), whose, path);
      await page.locator('.writing-form').waitFor();
      await page.waitForURL(/#\/konsep\//);
      return page;
    },
    branchWith: async (slug) => (await branches()).find((each) => each.includes(`/${slug}-`)) ?? '',
    requestOn: async (branch) => parse(await inGit('show', `${branch}:${folderOf(branch)}/request.yaml`)),
    filesOn: async (branch) =>
      (await inGit('ls-tree', '-r', '--name-only', branch, '--', folderOf(branch)))
        .split('\n')
        .map((path) => path.slice(folderOf(branch).length + 1)),
    commitsOn: async (branch) => Number(await inGit('rev-list', '--count', `main..${branch}`)),
    journalOf: (number) => inGit('show', `${REGISTER_BRANCH}:${journalPath(number)}`),
    pulls: async () => {
      const { apiUrl, owner, repo } = office.forge;
      const token = await office.forge.accounts.token(login);
      const answer = await fetch(`${apiUrl}/repos/${owner}/${repo}/pulls?state=all&per_page=100`, {
        headers: { authorization: `token ${token}` },
      });
      return (await answer.json()) as Pull[];
    },
    closeDevices: async () => {
      for (const context of contexts.splice(0)) await context.close();
    },
    close: async () => {
      await browser.close();
      await office.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Goes to the topic of an element, if it is on another screen of a phone. */
export async function reveal(page: Page, element: Locator): Promise<void> {
  await element.waitFor({ state: 'attached' });
  if (await element.isVisible()) return;
  const at = await element.evaluate((each) => {
    const isIn = (topic: unknown): boolean => (topic as { contains(one: unknown): boolean }).contains(each);
    const { ownerDocument } = each as unknown as {
      ownerDocument: { querySelectorAll(form: string): ArrayLike<unknown> };
    };
    return Array.from(ownerDocument.querySelectorAll('.topic')).findIndex(isIn);
  });
  if (at >= 0) await page.locator('.topics a').nth(at).click();
}

/** A text with characters that are easily lost. */
export const HARD = 'Yang tidak boleh hilang — é “kutip” & 100%';

/** An attachment of the samples. */
export const LETTER_PDF = join(PROGRAM, 'examples/requests/rapat-koordinasi-banjir/surat-permohonan.pdf');

export async function attachAtDesk(page: Page, path = LETTER_PDF): Promise<void> {
  await reveal(page, page.getByLabel('Tambah lampiran'));
  await page.getByLabel('Tambah lampiran').setInputFiles(path);
  await page.getByText(/ (?:ditambahkan|diganti dengan yang baru)\./).waitFor();
}

export async function saveAtDesk(page: Page): Promise<void> {
  await reveal(page, page.getByText('Simpan konsep', { exact: true }));
  await page.getByRole('button', { name: 'Simpan konsep' }).click();
  await page
    .getByText(/^(?:Konsep tersimpan di kantor|Berkas \S+: isian ini sama dengan yang tersimpan di kantor)\.$/)
    .waitFor();
}

/**
 * Submits, and waits until the request is received.
 * @returns the case’s id
 */
export async function submitAtDesk(page: Page): Promise<string> {
  await reveal(page, page.getByText('Ajukan', { exact: true }));
  await page.getByRole('button', { name: 'Ajukan', exact: true }).click();
  const heading = page.getByRole('heading', { name: /^Permohonan tercatat: / });
  await heading.waitFor();
  return (await heading.innerText()).replace('Permohonan tercatat: ', '');
}

/**
 * The values that a person types, by the label of each field. A list names the boxes that are checked, and a boolean
 * stands for yes or no.
 */
export type Typed = Readonly<Record<string, string | boolean | readonly string[]>>;

/** The values of a request that the process accepts once an attachment is added, by the label of each field. */
export const WHOLE_AT_DESK: Readonly<Record<string, string | readonly string[]>> = {
  'Jenis pemohon': 'opd',
  Instansi: 'Dinas Contoh',
  Nama: 'Narahubung Contoh',
  NIP: '000000000000000001',
  Jabatan: 'Kepala Seksi Contoh',
  Telepon: '080000000001',
  'Nomor surat': '300.2/001/CONTOH/2026',
  'Tanggal surat': '2026-11-25',
  Hal: 'Permohonan TCM Room untuk rapat koordinasi',
  'Nomor referensi SRIKANDI': 'CONTOH-000001',
  'Nama penanda tangan': 'Pimpinan Contoh',
  'Jabatan penanda tangan': 'Kepala Dinas Contoh',
  'Sifat surat': 'biasa',
  'Tingkat urgensi': 'segera',
  'Jenis krisis': 'bencana_alam',
  Lokasi: 'Kelurahan Contoh',
  Uraian: 'Contoh rekaan: genangan 60 cm.\nPosko sudah dibuka.',
  'Jenis kegiatan': 'rapat',
  'Judul kegiatan': 'Rapat koordinasi contoh',
  Mulai: '2099-12-02T09:00',
  Selesai: '2099-12-02T11:00',
  Ruang: 'tcm',
  Aplikasi: 'zoom',
  'Jumlah peserta': '18',
  Peralatan: ['Komputer', 'Jaringan internet'],
};

/** Matches a label, with or without the mark of a field that may stay empty. */
const labelled = (label: string): RegExp =>
  new RegExp(`^${label.replace(/[()]/g, '\\$&')}(?: \\((?:tidak wajib|optional)\\))?$`);

/** Finds a field by its label. */
export const fieldOf = (page: Page, label: string): Locator => page.getByLabel(labelled(label));

/** Finds the field that takes a value: a field with this label, or the value’s radio button in a group with this label. */
export const fieldFor = (page: Page, label: string, value: string): Locator => {
  const field = fieldOf(page, label);
  if (!/^[\w-]+$/.test(value)) return field;
  const group = page.getByRole('group', { name: labelled(label), includeHidden: true });
  return field.or(group.locator(`[type=radio][value="${value}"]`));
};

/** Finds the radio button of the chosen room. */
export const chosenRoom = (page: Page): Locator => page.locator('.rooms :checked');

const is = (field: Locator, selector: string): Promise<boolean> =>
  field.evaluate((each: unknown, form) => (each as { matches(form: string): boolean }).matches(form), selector);

export const isFocused = (field: Locator): Promise<boolean> => is(field, ':focus');

/** Types into the fields of a form at the desk, of a request or of an act. */
export async function fillAtDesk(page: Page, typed: Typed): Promise<void> {
  for (const [label, value] of Object.entries(typed)) {
    if (typeof value === 'boolean') {
      const group = page.getByRole('group', { name: new RegExp(`^${label}`) });
      await group.getByLabel(value ? 'Ya' : 'Tidak').check();
      continue;
    }
    if (typeof value !== 'string') {
      for (const each of value) {
        const box = page.getByLabel(each, { exact: true });
        await reveal(page, box);
        await box.check();
      }
      continue;
    }
    const field = fieldFor(page, label, value);
    await reveal(page, field);
    if (await is(field, '[type=time]')) await fillTime(field, value);
    else if (await is(field, '[type=radio]')) await field.check();
    else if (await is(field, 'select')) await field.selectOption(value);
    else await field.fill(value);
  }
}

/** Types a local time such as `2099-12-02T09:00` into a time of a request, which has its day in a field of its own. */
async function fillTime(field: Locator, value: string): Promise<void> {
  const [day = '', time = ''] = value.split('T');
  const slot = field.locator('xpath=ancestor::*[contains(@class, "slot")]');
  const days = slot.locator('[type=date]');
  const isEnd = (await slot.locator('[type=time]').last().getAttribute('id')) === (await field.getAttribute('id'));
  const isLater = isEnd && !['', day].includes(await days.first().inputValue());
  if (isEnd) await slot.getByRole('checkbox').setChecked(isLater);
  await (isLater ? days.last() : days.first()).fill(day);
  await field.fill(time);
}

/** Returns the local time that a time of a request shows. */
export async function timeIn(page: Page, label: string): Promise<string> {
  const field = fieldOf(page, label);
  const day = field.locator('xpath=ancestor::*[contains(@class, "slot")]').locator('[type=date]').first();
  return `${await day.inputValue()}T${await field.inputValue()}`;
}

/** Returns the values of the form, by the ids of its fields. */
export const typedIn = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(`Object.fromEntries([...document.querySelectorAll('.writing-form [id^="isian-"]')]
    .filter((each) => 'value' in each && each.type !== 'file' && each.tagName !== 'OUTPUT')
    .map((each) => [each.id, each.type === 'checkbox' || each.type === 'radio' ? String(each.checked) : each.value]))`);
