import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '#embedded/office/open-office.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { readCurrentCase } from '#embedded/office/current-case.ts';
import { goTo, openSample } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { FIRST } from '../support/folders.ts';
import { inOrder } from '../support/in-order.ts';
import { machine } from '../support/machine.ts';
import { hasBrowser, openBrowser } from './support/chromium.ts';
import {
  isTooWide,
  local,
  noteAtDesk,
  openDesk,
  openDeskAs,
  pressAtDesk,
  type View,
  type Window,
} from './support/desk.ts';
import { signInFrom } from './support/sign-in.ts';

let folder = '';
let office: Office;
let browser: Browser;
let number = 0;
let start = '';
/** A window that was opened on row 3, before anything was done in it. */
let old: Window;

const CASE = 'PMK-2026-1';

describe.skipIf(!hasBrowser)('a case goes through its ten rows at the desk alone', () => {
  inOrder();
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'meja-'));
    office = await openOffice({ folder, root: FIRST, port: 0, log: () => undefined, machine });
    await office.showSite();
    start = `${shifted(office.now(), 'PT48H').slice(0, 13)}:00:00Z`;
    const sample = await readSample(PROGRAM, 'rapat-koordinasi-banjir', 'contoh-opd', start);
    number = await openSample({ office, passed: () => undefined }, sample, 'contoh-opd');
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await office?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const current = async () => (await readCurrentCase(office.deps.forge, number)).journal;
  const place = () => ({ office, folder });

  /** Opens the case from this person’s list. */
  async function open(login: string, view: View = {}): Promise<Window> {
    const window = await openDeskAs(browser, place(), login, '', view);
    await window.page.getByRole('link', { name: CASE }).click();
    await window.page.getByRole('heading', { level: 1, name: CASE }).waitFor();
    return window;
  }

  async function done({ context, complaints }: Window): Promise<void> {
    expect(complaints).toEqual([]);
    await context.close();
  }

  it('row 2: TU signs in by the window of sample accounts, sees the case waiting, and receives it', async () => {
    const window = await openDesk(browser, office.url);
    const { page } = window;
    await signInFrom(page, 'Masuk sebagai akun contoh', 'Contoh Petugas TU');
    await page.getByRole('heading', { name: 'Menunggu tindakan saya' }).waitFor();
    await page.getByRole('link', { name: CASE }).click();
    await page.getByText('Yang diminta langkah 2').waitFor();
    await pressAtDesk(page, 'Setujui, teruskan ke Kepala Dinas');
    expect((await current()).state?.visit.step).toBe('disposisi');
    await page.getByText('Bukan giliran TU: menunggu Kepala Dinas (langkah 3).').waitFor();
    await done(window);
  });

  it('row 3: by keyboard alone, missing fields are reported at the field, and then the disposition is sent', async () => {
    old = await open('contoh-kepala-dinas');
    const window = await openDeskAs(browser, place(), 'contoh-kepala-dinas');
    const { page } = window;
    /** Presses the tab key until an element of this name has the focus. */
    const tabTo = async (name: RegExp): Promise<void> => {
      for (let presses = 0; presses < 80; presses += 1) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate<string>(
          `(() => { const at = document.activeElement; return (at.labels?.[0] ?? at).textContent })()`,
        );
        if (name.test(focused.trim())) return;
      }
      throw new Error(`Nothing called ${name} can be reached by keyboard.`);
    };
    await page.getByRole('link', { name: CASE }).waitFor();
    await tabTo(new RegExp(`\\(${CASE}\\)$`));
    await page.keyboard.press('Enter');
    await page.getByText('Yang diminta langkah 3').waitFor();
    await page.getByRole('checkbox', { name: /^Sekaligus langkah 4/ }).waitFor();
    await tabTo(/^Sekaligus langkah 4/);
    await page.keyboard.press('Space');
    await tabTo(/^Setujui, /);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Ada isian yang harus diperbaiki' }).waitFor();
    await page.locator('[role="alert"]:focus').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Kabid Aptika: tindak lanjuti.');
    await tabTo(/^Setujui, /);
    await page.keyboard.press('Space');
    await page.locator('.is-accepted').waitFor();
    expect((await current()).state?.visit.step).toBe('laporan-walikota');
    await done(window);
  });

  it('row 4: an act on an outdated page is refused, with the reason and whose turn it is, and is then repeated', async () => {
    const { page } = old;
    await noteAtDesk(page).fill('Kabid Aptika: siapkan.');
    await page.getByRole('checkbox', { name: /^Sekaligus langkah 4/ }).uncheck();
    await pressAtDesk(
      page,
      /^Setujui, /,
      /^Tindakan tidak diterima: permohonan berubah; baca ulang, lalu putuskan\. Giliran Kepala Dinas \(langkah 4\)\.$/,
    );
    await page.getByText('Yang diminta langkah 4').waitFor();
    await expect.poll(() => noteAtDesk(page).inputValue()).toBe('');
    await noteAtDesk(page).fill('Dilaporkan lisan.');
    await pressAtDesk(page, 'Setujui, teruskan ke Wali Kota');
    await page.getByText('Bukan giliran Kepala Dinas: menunggu Wali Kota (langkah 5).').waitFor();
    await done(old);
  });

  it('row 5: the Mayor decides on a phone', async () => {
    const window = await open('contoh-walikota', { phone: true, dark: true });
    const { page } = window;
    expect(await isTooWide(page)).toBe(false);
    await page.getByRole('button', { name: 'Putuskan' }).click();
    await noteAtDesk(page).fill('Laksanakan; undang semua pihak.');
    await pressAtDesk(page, 'Setujui, teruskan ke Kabid Aptika');
    expect(await isTooWide(page)).toBe(false);
    await done(window);
  });

  it('row 6: the head of Aptika forwards the case', async () => {
    const window = await open('contoh-kabid-aptika');
    const { page } = window;
    // The form already has the name of the holder who is to be consulted.
    expect(await page.getByLabel('Dengan siapa', { exact: true }).inputValue()).toBe('Contoh Kabid IKP');
    await page.getByLabel('Waktu koordinasi', { exact: true }).fill(local(office.now()));
    await page.getByLabel('Cara', { exact: true }).selectOption({ label: 'Telepon atau pesan' });
    await page.getByLabel('Kesepakatan', { exact: true }).fill('Siaran pers disiapkan.');
    await noteAtDesk(page).fill('Subkor ILE: siapkan ruang.');
    await pressAtDesk(page, 'Setujui, teruskan ke Subkor ILE dan Staf/operator');
    await done(window);
  });

  it('row 7: the first official supplies the result, in fields that already have the request’s values', async () => {
    const window = await open('contoh-subkor-ile');
    const { page } = window;
    await page.getByText('Yang diminta langkah 7').waitFor();
    await page
      .getByText(/^Ruang TCM tersedia pada /)
      .first()
      .waitFor();
    expect(await page.getByRole('button', { name: /^Kembalikan/ }).count()).toBe(0);
    expect(
      await page
        .getByLabel('Ruang', { exact: true })
        .or(page.getByLabel('Ruang', { exact: true }))
        .inputValue(),
    ).toBe('tcm');
    await page.getByLabel('Waktu uji', { exact: true }).fill(local(office.now(), 3));
    await page.getByLabel('Hasil uji', { exact: true }).selectOption({ label: 'Baik' });
    // The field for the other event is shown only if there is one.
    await page.getByLabel('Ketersediaan', { exact: true }).selectOption({ label: 'Bersamaan dengan acara lain' });
    await page.getByRole('button', { name: /^Kirim hasil: .*, lalu giliran Staf\/operator/ }).click();
    await page.getByRole('link', { name: /^Acara lain$/ }).waitFor();
    await page.getByLabel('Ketersediaan', { exact: true }).selectOption({ label: 'Tersedia' });
    await page.getByLabel(/^Tata letak/).fill('Meja U, layar di depan');
    const from = page.getByLabel('Mulai', { exact: true });
    const asked = await from.inputValue();
    await from.fill(new Date(Date.parse(`${asked}Z`) + 1_800_000).toISOString().slice(0, 16));
    await page.getByRole('button', { name: 'Setujui, lalu giliran Staf/operator' }).click();
    await page
      .locator('.fault')
      .getByText(/^Waktu tidak mencakup waktu yang diminta pemohon/)
      .waitFor();
    await from.fill(asked);
    await pressAtDesk(page, 'Setujui, lalu giliran Staf/operator', /^Hasil tercatat\./);
    await page.getByText('1 dari 2 persetujuan, belum: Staf/operator.').first().waitFor();
    // The others are on turn now. The first official could only replace the result (R35).
    await page.getByText('Yang lain masih ditunggu. Mengirim lagi mengganti hasil itu.').waitFor();
    expect(await page.getByText('Berikutnya juga giliran Anda').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Setujui, lalu giliran Staf/operator' }).isVisible()).toBe(false);
    await done(window);
  });

  it('row 7: the second official sees the result that their Approve attests', async () => {
    const window = await open('contoh-operator');
    const { page } = window;
    await page.getByRole('heading', { name: 'Hasil yang Anda benarkan' }).waitFor();
    await page.locator('.desk-act').getByText('Meja U, layar di depan').waitFor();
    await pressAtDesk(page, 'Setujui, teruskan ke Subkor ILE');
    expect((await current()).state?.booking?.room).toBe('tcm');
    await done(window);
  });

  it('row 9: the schedule is agreed', async () => {
    const window = await open('contoh-subkor-ile');
    const { page } = window;
    await page.getByLabel('Waktu uji', { exact: true }).fill(local(office.now()));
    await page.getByLabel('Hasil uji', { exact: true }).selectOption({ label: 'Baik' });
    await page.getByLabel('Laporan persiapan', { exact: true }).fill('Pemohon dihubungi; operator hadir pukul 08.00.');
    // A time outside of the booking is reported at its field, and is not sent.
    const end = page.getByLabel('Selesai', { exact: true });
    const booked = await end.inputValue();
    const before = (await current()).entries.length;
    await end.fill(new Date(Date.parse(`${booked}Z`) + 3_600_000).toISOString().slice(0, 16));
    await page.getByRole('button', { name: 'Setujui, teruskan ke Staf/operator' }).click();
    await page
      .locator('.fault')
      .getByText(/^Jadwal harus di dalam waktu pemesanan ruang \(paling lambat \d+ \w+ \d{4} /)
      .waitFor();
    expect((await current()).entries.length).toBe(before);
    await end.fill(booked);
    await pressAtDesk(page, 'Setujui, teruskan ke Staf/operator');
    expect((await current()).state?.visit.step).toBe('pelaksanaan');
    await done(window);
  });

  it('row 10: the report is refused before the event begins, and then completes the case', async () => {
    const window = await open('contoh-operator');
    const { page } = window;
    await page.getByText(/^Langkah 10 mulai .*; ulangi sesudahnya\.$/).waitFor();
    expect(await page.getByRole('button', { name: /^Setujui/ }).count()).toBe(0);
    // An act that ends the case cannot be clicked by mistake: it is folded, says so, and asks.
    await page.locator('summary').filter({ hasText: 'Tutup berkas: permohonan gagal' }).waitFor();
    expect(await page.getByRole('button', { name: /gagal/ }).count()).toBe(0);
    goTo(office, start);
    await page.reload();
    await page.getByText('Yang diminta langkah 10').waitFor();
    const wib = (minutes: number): string =>
      new Date(Date.parse(start) + 7 * 3_600_000 + minutes * 60_000).toISOString().slice(0, 16);
    await page.getByLabel('Mulai', { exact: true }).fill(wib(0));
    await page.getByLabel('Selesai', { exact: true }).fill(wib(90));
    await page.getByLabel('Uraian pelaksanaan', { exact: true }).fill('Berjalan lancar.\nTanpa kendala.');
    await page.getByLabel('Jumlah hadir', { exact: true }).fill('17');
    await page
      .getByRole('group', { name: /^Terlaksana seluruhnya/ })
      .getByLabel('Ya')
      .check();
    // A time in the future is no report. The desk says so, and nothing is sent.
    await page.getByRole('button', { name: 'Setujui, berkas selesai' }).click();
    await page
      .getByText(/^Waktu ini belum terjadi saat tindakan dikirim/)
      .first()
      .waitFor();
    goTo(office, new Date(Date.parse(start) + 95 * 60_000).toISOString().replace('.000', ''));
    await page.reload();
    await page.getByLabel('Selesai', { exact: true }).waitFor();
    await pressAtDesk(page, 'Setujui, berkas selesai');
    const { state, entries } = await current();
    expect(state?.end?.kind).toBe('completed');
    await page
      .getByText('Anda menyetujui langkah 10; berkas sudah ditutup. Tidak ada lagi yang perlu dilakukan.')
      .waitFor();
    expect(entries.at(-1)?.result).toMatchObject({ hadir: 17, terlaksana_penuh: true });
    expect(entries.filter(({ kind }) => kind === 'refused').map(({ reason }) => reason)).toEqual(['stale']);
    await done(window);
  });

  it('the applicant finds the completed case among the ended ones', async () => {
    const window = await openDeskAs(browser, place(), 'contoh-opd');
    await window.page.getByRole('heading', { name: 'Ditutup (1)' }).waitFor();
    await done(window);
  });
});
