import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { scheduledRun } from '#engine/process/scheduled-run.ts';
import { git } from '#engine/register/git.ts';
import { agendaBooks } from '#public/documents/clone-documents.ts';
import { drawSheet } from '#public/documents/draw-sheet.ts';
import { nodePress } from '#public/documents/node-press.ts';
import { lookedAt } from '../support/rounds.ts';
import { violations } from './support/axe.ts';
import { hasBrowser } from './support/chromium.ts';
import { type DeskOffice, openDeskOffice } from './support/desk-office.ts';
import { isTooWide, openDeskAs, openDesk, tokenOf, unfold, type View, type Window } from './support/desk.ts';

const MAINTAINER = 'contoh-pengelola-kantor';
let desk: DeskOffice;
let window: Window | undefined;

describe.skipIf(!hasBrowser)('Kelola at the desk', () => {
  beforeAll(async () => {
    desk = await openDeskOffice();
    // It keeps the configuration by which the sample cases were judged, for comparisons after a change (R17).
    await scheduledRun(desk.office.deps);
  });
  afterAll(() => desk?.close());
  afterEach(async () => {
    await window?.context.close();
    window = undefined;
  });

  const onMain = async (path: string): Promise<string> =>
    (await git(join(desk.folder, 'repo.git'), ['show', `main:${path}`])).toString('utf8');

  async function open(path: string, view: View = {}): Promise<Page> {
    window = await openDesk(desk.browser, desk.office.url, path, view, await tokenOf(desk.folder, MAINTAINER));
    await window.page.locator('h1').waitFor();
    return window.page;
  }

  /** Returns the labels of the fields that are marked; each has its link in the summary. */
  async function marked(page: Page): Promise<string[]> {
    const fields = page.locator('.manage-field:has([aria-invalid=true]):has(.fault) label');
    const labels = (await fields.allInnerTexts()).map((label) => label.replace(' (tidak wajib)', '').trim());
    const links = await page.locator('.manage-form [role=alert] a').allInnerTexts();
    expect(links.map((link) => link.replace(/: .*/, ''))).toEqual(labels);
    return labels;
  }

  const says = (page: Page) => page.locator('.says');

  /** Sends the proposal, waits until the process has checked it, and puts it in force. Returns its number. */
  async function sendAndAdopt(page: Page): Promise<number> {
    await page.getByRole('button', { name: 'Kirim usulan' }).click();
    await page.getByRole('heading', { name: /^Usulan \d+$/ }).waitFor();
    await desk.office.idle();
    await page.getByRole('button', { name: 'Berlakukan' }).click();
    await page.locator('.notice').getByText('Sudah berlaku.').waitFor();
    expect(await page.locator('.manage-way .is-done').count()).toBe(4);
    return Number(/usulan\/(\d+)/.exec(page.url())?.[1]);
  }

  const today = (): string => desk.office.now().slice(0, 10);

  it('R17: an acting official is appointed in one sentence with what follows, and acts once it is in force', async () => {
    const page = await open('#/');
    await page.getByRole('link', { name: 'Kelola' }).click();
    await page.getByRole('link', { name: 'Subkor ILE' }).click();
    await page.getByRole('button', { name: 'Kirim usulan' }).click();
    expect(await marked(page)).toEqual(['Pejabat', 'Dari', 'Sampai', 'Nomor surat perintah']);
    await page.getByRole('alert').getByRole('link', { name: 'Sampai' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('isian-sampai');
    await page.getByLabel('Pejabat', { exact: true }).selectOption({ label: 'Contoh Kabid IKP (Kabid IKP)' });
    await page.getByLabel('Dari').fill('2026-01-02');
    await page.getByLabel('Sampai').fill('2026-01-01');
    await page.getByLabel('Nomor surat perintah').fill('SP 800/12/2026');
    await page
      .locator('#isian-sampai-fault')
      .getByText(/^Hari terakhir, 1 Januari 2026, sebelum hari pertama/)
      .waitFor();
    await page.getByLabel('Sampai').fill('2030-12-05');
    await page.locator('.effects .is-warn').getByText('mulai tanggal yang sudah lewat, 2 Januari 2026').waitFor();
    await page.getByLabel('Dari').fill(today());
    expect(await page.getByText('mulai tanggal yang sudah lewat').count()).toBe(0);
    expect(await marked(page)).toEqual([]);
    expect(await says(page).textContent()).toMatch(
      /Contoh Kabid IKP \(akun contoh-kabid-ikp\) menjadi Plh\. Subkor ILE dari .* sampai 5 Desember 2030, SP 800\/12\/2026\. .*menunggunya\./,
    );
    await page.getByText(/^Boleh memutus langkah 7 pada PMK-\d{4}-2$/).waitFor();
    await page.getByText('Berakhir dengan sendirinya pada 5 Desember 2030 pukul 24.00 WIB').waitFor();
    expect(await violations(page)).toEqual([]);
    // What was typed is there after a reload.
    await page.reload();
    expect(await page.getByLabel('Nomor surat perintah').inputValue()).toBe('SP 800/12/2026');
    const before = await onMain('sops/roles.yaml');
    await sendAndAdopt(page);
    expect(await onMain('sops/roles.yaml')).toContain('decree: SP 800/12/2026');
    expect((await onMain('sops/roles.yaml')).split('\n')).toEqual(expect.arrayContaining(before.split('\n')));
    await window?.context.close();
    window = await openDeskAs(desk.browser, desk, 'contoh-kabid-ikp');
    await window.page.getByText('Plh. Subkor ILE').first().waitFor();
  });

  it('R20, R51: a day off, a closed room and the letterhead are put in force in the same way', async () => {
    const page = await open('#/kelola/libur');
    await page.getByLabel('Tanggal').fill('2026-12-09');
    await page.getByLabel('Nama', { exact: true }).fill('Pilkada');
    expect(await says(page).textContent()).toContain('9 Desember 2026 menjadi hari libur: Pilkada.');
    const number = await sendAndAdopt(page);
    await page.getByRole('link', { name: 'Ruang', exact: true }).last().click();
    await page.getByLabel('Tutup dari').fill('2030-12-01T08:00');
    await page.getByLabel('Sampai').fill('2030-12-01T07:00');
    await page.getByLabel('Alasan', { exact: true }).fill('Pengecatan');
    await page.locator('#isian-sampai-fault').getByText('Waktu akhir harus sesudah waktu awal.').waitFor();
    await page.getByLabel('Sampai').fill('2030-12-01T16:00');
    expect(await says(page).textContent()).toContain('pukul 08.00–16.00 WIB: Pengecatan.');
    await sendAndAdopt(page);
    await page.getByRole('link', { name: 'Surat', exact: true }).click();
    await page.getByLabel('Alamat').fill('Jalan Contoh Nomor 1');
    await page.getByLabel('Kode pos').fill('1');
    await page.getByRole('button', { name: 'Kirim usulan' }).click();
    expect(await marked(page)).toEqual(['Kode pos']);
    await page.getByLabel('Kode pos').fill('00000');
    const picture = { name: 'lambang.png', mimeType: 'image/png', buffer: await page.screenshot() };
    await page.getByLabel(/^Lambang/).setInputFiles(picture);
    await page.getByLabel('Nama lambang').fill('Lambang contoh');
    await page.getByRole('img', { name: 'Lambang contoh' }).waitFor();
    await sendAndAdopt(page);
    expect(await onMain('sops/letterhead.yaml')).toMatch(/postcode: "00000"[^]*image: \S{200}/);
    await page.getByRole('link', { name: 'Ruang', exact: true }).last().click();
    await page.getByRole('button', { name: 'Buka kembali' }).click();
    await page.getByRole('heading', { name: /^Buka kembali: / }).waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('H2');
    await page.getByText(/dibuka kembali/).waitFor();
    await page.getByRole('link', { name: 'Usulan' }).click();
    await page.getByRole('link', { name: '9 Desember 2026 menjadi hari libur: Pilkada' }).click();
    expect(page.url()).toContain(`usulan/${number}`);
    await page.locator('.notice').getByText('Sudah berlaku.').waitFor();
  });

  it('R7: a proposal that cannot be used says why, and offers no way to put it in force', async () => {
    const person = await desk.office.as('contoh-tu');
    const calendar = await onMain('sops/calendar.yaml');
    const number = await person.open({
      ...{ branch: 'sop/rusak', title: 'Rusak', draft: false },
      files: [
        { path: 'sops/calendar.yaml', bytes: Buffer.from(calendar.replace('date: 2026-01-01', 'date: 2025-01-01')) },
      ],
    });
    await desk.office.idle();
    const page = await open(`#/kelola/usulan/${number}`);
    await page.getByText('Tanggal ini bukan bagian dari tahun itu').waitFor();
    await page.getByText('Diusulkan oleh contoh-tu, bukan oleh Anda.').waitFor();
    expect(await page.getByRole('button', { name: 'Berlakukan' }).count()).toBe(0);
    await page.getByText('Batalkan usulan').first().click();
    await page.getByLabel(/^Alasan/).fill('Salah tahun.');
    await page.getByRole('button', { name: 'Batalkan usulan' }).click();
    await page.getByText('Dibatalkan').waitFor();
  });

  it('R11, security 78: a proposal that makes the telephone public says so before it is put in force', async () => {
    const path = 'schemas/permohonan-tcm.schema.json';
    const before = await onMain(path);
    const after = before.replace('"title": "Telepon",', '"title": "Telepon", "x-public": true,');
    expect(after).not.toBe(before);
    const number = await (
      await desk.office.as('contoh-tu')
    ).open({
      ...{ branch: 'sop/telepon', title: 'Perbaikan ejaan', draft: false },
      files: [{ path, bytes: Buffer.from(after) }],
    });
    await desk.office.idle();
    const page = await open(`#/kelola/usulan/${number}`);
    const said = 'Permohonan Protokol Manajemen Krisis: Telepon (Pemohon) menjadi tampil untuk publik.';
    await page.locator('.effects .is-warn').getByText(said).waitFor();
    expect(await page.getByText(said).count()).toBe(1);
    await page.getByRole('button', { name: 'Berlakukan' }).waitFor();
  });

  it('R7: an official sees no entry of Kelola, and its address shows only for whom it is', async () => {
    window = await openDeskAs(desk.browser, desk, 'contoh-kepala-dinas');
    const { page } = window;
    await page.getByText('Menunggu tindakan saya').waitFor();
    expect(await page.getByRole('link', { name: 'Kelola' }).count()).toBe(0);
    await page.goto(`${desk.office.url}/meja/#/kelola/pejabat/walikota`);
    await page.getByText('Halaman ini untuk pengelola kantor.').waitFor();
    expect(await page.getByRole('button', { name: 'Kirim usulan' }).count()).toBe(0);
  });

  it('R13: the agenda book of a year that the desk makes is that of the command, byte by byte', async () => {
    const page = await open('#/kelola/agenda');
    const saving = page.waitForEvent('download');
    const year = Number(today().slice(0, 4));
    await page.getByRole('button', { name: `Unduh buku agenda ${year}` }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe(`buku-agenda-${year}.pdf`);
    const path = join(desk.folder, 'buku.pdf');
    await saved.saveAs(path);
    const repository = join(desk.folder, 'repo.git');
    const [book] = await agendaBooks(repository, year, { readAt: desk.office.now(), address: desk.office.url });
    if (!book) throw new Error('There is no book.');
    const drawn = Buffer.from(await drawSheet(book.sheet, await nodePress()));
    expect((await readFile(path)).equals(drawn)).toBe(true);
    expect(JSON.stringify(book.sheet)).toContain(`PMK-${year}-1`);
  });

  it('R49: who may correct opens an ended case, corrects a field, and sees that it is done; nobody else can', async () => {
    window = await openDeskAs(desk.browser, desk, 'contoh-tu');
    const { page } = window;
    await page.getByRole('link', { name: 'Kelola' }).click();
    await page.getByRole('navigation', { name: 'Kelola' }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Kelola' }).getByRole('link').allTextContents()).toEqual([
      'Koreksi',
      'Buku agenda',
    ]);
    await page.getByRole('button', { name: 'Keluar' }).waitFor();
    await page.getByRole('link', { name: 'Koreksi' }).click();
    const openCase = async (typed: string): Promise<void> => {
      await page.getByLabel('Nomor berkas').fill(typed);
      await page.getByRole('button', { name: 'Buka berkas' }).click();
    };
    await openCase('1');
    const why = page.locator('#isian-nomor-fault');
    await why.getByText(/^PMK-\d{4}-1 masih berjalan\./).waitFor();
    await openCase('99');
    await why.getByText('Tidak ada berkas bernomor 99.').waitFor();
    await (await desk.office.as('contoh-opd')).close(3);
    await desk.office.idle();
    await openCase('3');
    await page.getByLabel('Isian').selectOption({ label: 'Lokasi' });
    await page.getByRole('button', { name: 'Betulkan' }).click();
    await page.getByRole('alert').waitFor();
    expect(await marked(page)).toEqual(['Menjadi', 'Alasan']);
    await page.getByLabel('Menjadi').fill('Kelurahan Lain Contoh');
    await expect.poll(() => marked(page)).toEqual(['Alasan']);
    await page.getByLabel('Alasan').fill('Salah ketik nama tempat.');
    await says(page)
      .getByText(/Lokasi menjadi “Kelurahan Lain Contoh”, semula “.+”\./)
      .waitFor();
    await page.getByRole('button', { name: 'Betulkan' }).click();
    await page.locator('.notice').getByText('Dibetulkan.').waitFor();
    await window.context.close();
    const other = await open('#/kelola/koreksi');
    await other.getByLabel('Nomor berkas').fill('3');
    await other.getByRole('button', { name: 'Buka berkas' }).click();
    const theirs = 'Berkas ini dibetulkan oleh TU, dan akun Anda tidak memangku jabatan itu.';
    await other.locator('#isian-nomor-fault').getByText(theirs).waitFor();
    await window?.context.close();
    window = await openDeskAs(desk.browser, desk, 'contoh-kepala-dinas', '#/kelola/koreksi');
    await window.page.getByText('Yang membetulkan: TU.').waitFor();
  });

  it('a change is proposed with the keyboard alone', async () => {
    const page = await open('#/kelola/libur');
    await page.getByLabel('Tanggal').fill('2026-12-10');
    await page.getByLabel('Tanggal').focus();
    const pressUntil = async (key: string, name: string): Promise<void> => {
      for (let n = 0; n < 30; n += 1) {
        await page.keyboard.press(key);
        const at = await page.evaluate('document.activeElement.id || document.activeElement.textContent');
        if (at === name) return;
      }
      throw new Error(`The keyboard does not reach ${name}.`);
    };
    await pressUntil('Tab', 'isian-nama');
    await page.keyboard.type('Libur daerah');
    await pressUntil('Tab', 'Kirim usulan');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^Usulan \d+$/ }).waitFor();
    await desk.office.idle();
    await page.getByRole('button', { name: 'Berlakukan' }).waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
  });

  const PAGES = [
    '#/kelola',
    '#/kelola/pejabat/kepala-dinas',
    '#/kelola/libur',
    '#/kelola/ruang',
    '#/kelola/surat',
    '#/kelola/agenda',
    '#/kelola/koreksi',
    '#/kelola/sop',
    '#/kelola/usulan',
    '#/kelola/usulan/5',
  ];

  it.each(lookedAt(PAGES, (path) => /^#\/kelola(?:\/ruang)?$/.test(path)))(
    'axe finds nothing at %s, in both languages and colour schemes, and it fits the window',
    async (path) => {
      for (const view of [
        { language: 'id', dark: false, phone: false },
        { language: 'en', dark: true, phone: true },
      ] as const satisfies View[]) {
        const page = await open(path, view);
        await page.getByRole('navigation', { name: view.language === 'id' ? 'Kelola' : 'Manage' }).waitFor();
        await page.waitForLoadState('networkidle');
        await unfold(page);
        expect(await violations(page)).toEqual([]);
        expect(await isTooWide(page)).toBe(false);
        expect(window?.complaints).toEqual([]);
        await window?.context.close();
      }
    },
  );
});
