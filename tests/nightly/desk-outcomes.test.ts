import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '#embedded/office/open-office.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { readCurrentCase } from '#embedded/office/current-case.ts';
import { openSample, STRAIGHT_WAY, walk } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { renamed } from '#tools/renamed-sample.ts';
import { FIRST } from '../support/folders.ts';
import { machine } from '../support/machine.ts';
import { hasBrowser, openBrowser } from '../browser/support/chromium.ts';
import { isTooWide, local, openDecision, openDeskAs, unfold, type Window } from '../browser/support/desk.ts';

const { SHOTS } = process.env;

/**
 * Tests of row 6, of who may reject in row 7, and of the two failures of row 9’s test (R4, R6, R16, R24), at the desk
 * on a phone.
 */
describe.runIf(hasBrowser)('rows 6, 7 and 9 at the desk', () => {
  let folder = '';
  let office: Office;
  let browser: Browser;
  let hours = 72;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hasil-'));
    const root = join(folder, 'sop');
    await cp(FIRST, root, { recursive: true });
    const sop = join(root, 'sops/protokol-manajemen-krisis.yaml');
    const text = await readFile(sop, 'utf8');
    // Only the head of the two officials in row 7 may reject (R16).
    await writeFile(sop, text.replace(/(- id: pengecekan\n {4}row: .*\n)/, '$1    close: [subkor-ile]\n'));
    office = await openOffice({ folder: join(folder, 'kantor'), root, port: 0, log: () => undefined, machine });
    await office.showSite();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await office?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Opens a case and leads it through this many acts of the straight way. Returns its number. */
  async function caseAfter(acts: number, name: string): Promise<number> {
    const start = `${shifted(office.now(), `PT${(hours += 5)}H`).slice(0, 13)}:00:00Z`;
    const sample = renamed(await readSample(PROGRAM, name, 'contoh-opd', start), `${name}-${hours}`, {});
    const walker = { office, passed: () => undefined };
    const number = await openSample(walker, sample, 'contoh-opd');
    await walk(walker, number, sample, STRAIGHT_WAY.slice(0, acts));
    return number;
  }

  const open = (login: string, number: number): Promise<Window> =>
    openDeskAs(browser, { office, folder: join(folder, 'kantor') }, login, `#/${number}`, { phone: true });
  const stateOf = async (number: number) => (await readCurrentCase(office.deps.forge, number)).journal.state;
  const lastOf = async (number: number) => (await readCurrentCase(office.deps.forge, number)).journal.entries.at(-1);

  /** Takes a picture of the page if pictures are wanted. Expects that nothing is wider than the phone. */
  async function look(page: Page, name: string): Promise<void> {
    expect(await isTooWide(page)).toBe(false);
    if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
  }

  const test = (page: Page) => page.getByLabel('Hasil uji', { exact: true });

  /** Fills in row 9 with a test of this outcome. */
  async function tested(page: Page, outcome: RegExp): Promise<void> {
    await openDecision(page);
    await page.getByLabel('Waktu uji', { exact: true }).fill(local(office.now()).slice(0, 16));
    const value = await test(page).locator('option', { hasText: outcome }).first().getAttribute('value');
    await test(page).selectOption(value ?? '');
  }

  it('row 6 requires the coordination, fills in the holder, and offers no Approve to the person who is consulted', async () => {
    const number = await caseAfter(4, 'siaran-langsung-peringatan-dini');
    const asked = await open('contoh-kabid-ikp', number);
    await asked.page.getByText(/^Bukan giliran Kabid IKP.*Sebagai Kabid IKP, Anda diminta berkoordinasi/).waitFor();
    await unfold(asked.page);
    await asked.page.getByText('Diminta berkoordinasi: Kabid IKP.').waitFor();
    await asked.page.getByRole('link', { name: 'Kembali ke daftar' }).first().click();
    await asked.page.getByRole('heading', { name: /^Diminta berkoordinasi \(\d+\)/ }).waitFor();
    expect(await asked.page.getByText('Tidak ada berkas yang menunggu tindakan.').count()).toBe(0);
    await look(asked.page, 'list-consulted');
    expect(await asked.page.getByRole('button', { name: /^Setujui/ }).count()).toBe(0);
    await asked.context.close();
    const { page, context } = await open('contoh-kabid-aptika', number);
    await openDecision(page);
    expect(await page.getByLabel('Dengan siapa', { exact: true }).inputValue()).toBe('Contoh Kabid IKP');
    const approve = page.getByRole('button', { name: 'Setujui, teruskan ke Subkor ILE dan Staf/operator' });
    await approve.click();
    await page.getByRole('link', { name: 'Kesepakatan', exact: true }).waitFor();
    await page.getByLabel('Dengan siapa', { exact: true }).fill('Contoh Orang Lain');
    await page.getByLabel('Waktu koordinasi', { exact: true }).fill(local(shifted(office.now(), 'PT2H')));
    await page.getByLabel('Cara', { exact: true }).selectOption('telepon');
    await page.getByLabel('Kesepakatan', { exact: true }).fill('Siaran pers disiapkan.');
    await page
      .getByLabel(/^Catatan/)
      .first()
      .fill('Subkor ILE: siapkan ruang.');
    await approve.click();
    await page
      .locator('#isian-dengan-fault')
      .getByText(/^Tidak memangku jabatan Kabid IKP pada hari itu/)
      .waitFor();
    await page
      .locator('#isian-waktu-fault')
      .getByText(/^Waktu ini belum terjadi/)
      .waitFor();
    await look(page, 'row-6-refused');
    await page.getByLabel('Dengan siapa', { exact: true }).fill('Contoh Kabid IKP');
    await page.getByLabel('Waktu koordinasi', { exact: true }).fill(local(office.now()));
    await look(page, 'row-6');
    await approve.click();
    await page
      .getByText(/^Diterima/)
      .first()
      .waitFor();
    expect((await stateOf(number))?.visit.step).toBe('pengecekan');
    await context.close();
  });

  it('R16: a rejection is offered to the officials on turn whom the step lets reject, and to no other', async () => {
    const offered = async (login: string, acts: number): Promise<string[]> => {
      const number = await caseAfter(acts, 'rapat-koordinasi-banjir');
      expect((await stateOf(number))?.visit.step).toBe('pengecekan');
      const { page, context } = await open(login, number);
      await openDecision(page);
      await page.getByRole('button', { name: /^Setujui/ }).waitFor();
      const folds = await page.locator('summary').allTextContents();
      await context.close();
      return folds.filter((each) => each.startsWith('Tolak permohonan'));
    };
    expect(await offered('contoh-subkor-ile', 5)).toHaveLength(1);
    expect(await offered('contoh-operator', 6)).toEqual([]);
  });

  it.each([
    ['gagal', /^Gagal: perlu/, 'pemberitahuan-alternatif'],
    ['gagal-total', /^Gagal: gangguan/, 'failed'],
  ])('after the test %s in row 9 the room is released, and the last entry says why', async (outcome, label, where) => {
    const number = await caseAfter(7, 'rapat-insiden-keamanan-informasi');
    const { page, context } = await open('contoh-subkor-ile', number);
    await tested(page, label);
    await page.getByLabel('Laporan persiapan', { exact: true }).fill('Pemohon dihubungi; operator hadir pukul 08.00.');
    if (where === 'failed') {
      await page.locator('summary', { hasText: 'Kirim hasil: gangguan jaringan internet, permohonan gagal' }).click();
      await look(page, 'row-9-end');
      await page.getByRole('button', { name: 'Ya, tutup berkas dengan status gagal' }).click();
    } else {
      await look(page, `row-9-${outcome}`);
      await page.getByRole('button', { name: /^Kirim hasil: / }).click();
    }
    await page
      .getByText(/^(Diterima|Tercatat)/)
      .first()
      .waitFor();
    const [state, entry] = [await stateOf(number), await lastOf(number)];
    expect([state?.end?.kind ?? state?.visit.step, state?.booking]).toEqual([where, undefined]);
    expect(entry?.because).toBeDefined();
    await context.close();
    if (!state?.end) {
      const person = await office.as('contoh-opd');
      await person.close(number);
      await office.idle();
    }
  });
});
