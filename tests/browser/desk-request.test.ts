import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { openSample, STRAIGHT_WAY, walk } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { toWall } from '#domain/clock/local-time.ts';
import { FIRST } from '../support/folders.ts';
import { hasBrowser } from './support/chromium.ts';
import {
  attachAtDesk,
  chosenRoom,
  fieldOf,
  fillAtDesk,
  HARD,
  isFocused,
  openWritingOffice,
  saveAtDesk,
  submitAtDesk,
  typedIn,
  WHOLE_AT_DESK,
  type WritingOffice,
} from './support/desk-request.ts';
import { isTooWide } from './support/desk.ts';

let w: WritingOffice;

beforeAll(async () => {
  if (hasBrowser) w = await openWritingOffice(FIRST);
});
afterAll(() => w?.close());
afterEach(() => w?.closeDevices());

describe.skipIf(!hasBrowser)('a request, written at the desk', () => {
  it('the form shows every fault at once, by the schema, leads to each field, and removes a fault when it is fixed', async () => {
    const page = await w.begin();
    await page.getByRole('button', { name: 'Ajukan', exact: true }).click();
    const summary = page.getByRole('alert');
    await summary.getByText(/^Lengkapi \d\d isian berikut$/).waitFor();
    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('alert');
    await summary.getByRole('link', { name: 'Judul kegiatan', exact: true }).click();
    const title = fieldOf(page, 'Judul kegiatan');
    expect(await isFocused(title)).toBe(true);
    expect(await title.getAttribute('aria-invalid')).toBe('true');
    await page.keyboard.type('Rapat');
    await expect.poll(() => title.getAttribute('aria-invalid')).toBeNull();
    expect(await isFocused(title)).toBe(true);
    expect(await summary.getByRole('link', { name: /^Judul kegiatan/ }).count()).toBe(0);
    await title.fill('Rapat \u{1f468}\u200d\u{1f469}\u200d\u{1f467} banjir');
    await page.getByRole('button', { name: 'Ajukan', exact: true }).click();
    await summary.getByRole('link', { name: /^Judul kegiatan: Emoji ini memuat karakter tak terlihat/ }).waitFor();
    expect((await w.pulls()).length).toBe(0);
  });

  it('R13: an unfinished request is saved as a draft, which only its opener sees in the list', async () => {
    const page = await w.begin();
    await fillAtDesk(page, { 'Judul kegiatan': 'Konsep setengah jadi', 'Jumlah peserta': '7' });
    await saveAtDesk(page);
    const branch = await w.branchWith('konsep-setengah-jadi');
    expect(await w.requestOn(branch)).toMatchObject({
      kegiatan: { judul: 'Konsep setengah jadi' },
      pelaksanaan: { peserta: 7 },
    });
    await w.office.idle();
    expect((await w.pulls()).map(({ head }) => head.ref)).toContain(branch);
    const list = await w.openAs(await w.device(), 'contoh-opd', '');
    await list.getByText('Konsep setengah jadi').waitFor();
    const other = await w.openAs(await w.device(), 'contoh-bpbd', '');
    await other.locator('.signed-in').waitFor();
    expect(await other.getByText('Konsep setengah jadi').count()).toBe(0);
  });

  it('the list shows a draft by its title, or as a draft without a title, and leads to the draft', async () => {
    const page = await w.begin();
    await fillAtDesk(page, { 'Jumlah peserta': '7' });
    await saveAtDesk(page);
    const list = await w.openAs(await w.device(), 'contoh-opd', '');
    const untitled = list.locator('.desk-line').filter({ hasText: 'Konsep tanpa judul' });
    const address = await untitled.getByRole('link', { name: 'Konsep tanpa judul' }).getAttribute('href');
    expect(address).toMatch(/^#\/\d+\/ubah$/);
    expect(await untitled.innerText()).toContain(`Permohonan ${/\d+/.exec(address ?? '')?.[0]}`);
    // The list shows a title that is typed later.
    await fillAtDesk(page, { 'Judul kegiatan': 'Diberi judul kemudian' });
    await saveAtDesk(page);
    await list.reload();
    const link = list.getByRole('link', { name: 'Diberi judul kemudian' });
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe(address);
    expect(await untitled.count()).toBe(0);
    // Nobody has judged this draft, so it is continued and not corrected.
    await link.click();
    await list.getByRole('heading', { level: 1, name: 'Lanjutkan konsep' }).waitFor();
    expect(await list.locator('nav [aria-current="page"]').allInnerTexts()).toEqual(['Meja kerja']);
  });

  it('a request is written from nothing to its number, with a preview, warnings and a receipt', async () => {
    const page = await w.begin();
    await fillAtDesk(page, { ...WHOLE_AT_DESK, 'Judul kegiatan': 'Rapat penuh', Selesai: '2099-12-02T14:00' });
    await attachAtDesk(page);
    await page
      .getByText(/Kegiatan .*; waktu SOP 2 jam/)
      .first()
      .waitFor();
    expect(await page.locator('.letter-paper').innerText()).toContain('Rapat penuh');
    const id = await submitAtDesk(page);
    await page.getByText(/^Menunggu TU .*Simpan nomor ini\.$/).waitFor();
    const receipt = page.getByRole('article', { name: 'Bukti pengajuan permohonan' });
    // The receipt first names the place of the entry. Once the site is published, it names the checkpoint too.
    await receipt.getByText(new RegExp(`^Entri ke-[\\d.]+ dalam log \\(${id}\\) · [0-9a-f]{16}…$`)).waitFor();
    await w.office.idle();
    await page.reload();
    await receipt.getByText(/^Titik periksa [\d.]+ · [0-9a-f]{16}…$/).waitFor();
    // A print from a phone has the whole receipt, and nothing of the screen.
    await page.setViewportSize({ width: 360, height: 740 });
    await page.evaluate('window.print = () => { window.printed = true; }');
    const button = page.getByRole('button', { name: 'Cetak bukti pengajuan' });
    await button.click();
    expect(await page.evaluate('window.printed')).toBe(true);
    await page.emulateMedia({ media: 'print' });
    for (const part of [button, page.locator('.top'), page.locator('.bottom'), page.getByRole('heading', { level: 1 })])
      expect(await part.isVisible()).toBe(false);
    expect(await isTooWide(page)).toBe(false);
    const proof = await receipt.innerText();
    expect(proof).toMatch(/BUKTI PENGAJUAN|Bukti pengajuan/);
    expect(proof).toContain(id);
    await page.emulateMedia({ media: 'screen' });
    expect(proof).toMatch(/Pertama kali diajukan\n.* WIB\n/);
    expect(proof).not.toMatch(/diterima|Diajukan kembali/i);
    expect(await receipt.innerText()).toContain(`${w.office.url}/berkas/${id}/`);
    await receipt.getByRole('img', { name: 'Kode QR ke halaman berkas' }).waitFor();
    const branch = await w.branchWith('rapat-penuh');
    expect(await w.requestOn(branch)).toMatchObject({
      pemohon: { akun: 'contoh-opd' },
      pelaksanaan: { mulai: '2099-12-02T09:00:00+07:00', ruang: 'tcm', peralatan: ['computer', 'internet'] },
      lampiran: ['surat-permohonan.pdf'],
    });
    await w.office.idle();
    await page.goto(`${w.office.url}/berkas/${id}/`);
    await page.getByText('Rapat penuh').first().waitFor();
    // The page of verification accepts what was printed (R37).
    await page.goto(`${w.office.url}/periksa/?berkas=${id}`);
    await page.getByText(/^Utuh/).first().waitFor();
    await page.getByLabel('Teks bukti, tanda terima, atau titik periksa').fill(proof);
    await page.getByRole('button', { name: 'Periksa teks ini' }).click();
    await page.getByText(new RegExp(`^Entri yang disebut tanda terima Anda ada di berkas ${id}`)).waitFor();
  });

  it('while a time is typed, the form warns that another case has the room, and the request can be submitted all the same', async () => {
    const start = `${shifted(w.office.now(), 'PT96H').slice(0, 13)}:00:00Z`;
    const walker = { office: w.office, passed: () => undefined };
    const sample = await readSample(PROGRAM, 'rapat-koordinasi-banjir', 'contoh-bpbd', start);
    await walk(walker, await openSample(walker, sample, 'contoh-bpbd'), sample, STRAIGHT_WAY.slice(0, 7));
    await w.office.idle();
    const page = await w.begin();
    const at = (instant: string): string => toWall(instant, 'Asia/Pontianak');
    const times = { Mulai: at(start), Selesai: at(shifted(start, 'PT1H')) };
    await fillAtDesk(page, { ...WHOLE_AT_DESK, ...times, 'Judul kegiatan': 'Rapat bersamaan' });
    await page
      .getByText(
        /^Ruang: Ruang ini sudah dipesan PMK-\d{4}-\d+, .*\d\d\.\d\d.* WIB\. Pilih waktu lain atau tempat lain\.$/,
      )
      .waitFor();
    // The room itself says so where it is chosen, with the hours alone, since the day is the same.
    const room = page.getByRole('radio', { name: /^Ruang TCM Terpakai \d\d\.\d\d–\d\d\.\d\d WIB · 30 kursi$/ });
    expect(await room.isChecked()).toBe(true);
    await room.press('ArrowDown');
    const none = page.getByRole('radio', { name: 'Tanpa ruang dari daftar ini' });
    expect(await none.isChecked()).toBe(true);
    await none.press('ArrowUp');
    expect(await chosenRoom(page).inputValue()).toBe('tcm');
    await attachAtDesk(page);
    expect(await submitAtDesk(page)).toMatch(/^PMK-/);
  });

  it('R25: the applicant and the official on turn see which other case asks for a room that nobody has yet', async () => {
    const start = `${shifted(w.office.now(), 'PT192H').slice(0, 13)}:00:00Z`;
    const walker = { office: w.office, passed: () => undefined };
    const other = async (name: string, from: string): Promise<string> => {
      const sample = await readSample(PROGRAM, name, 'contoh-bpbd', from);
      const number = await openSample(walker, sample, 'contoh-bpbd');
      await walk(walker, number, sample, STRAIGHT_WAY.slice(0, 2));
      return `PMK-${w.office.now().slice(0, 4)}-${number}`;
    };
    const open = await other('rapat-evakuasi-warga', start);
    // Nobody sees what a restricted case asks for (R11).
    const restricted = await other('rapat-insiden-keamanan-informasi', start);
    await w.office.idle();
    const page = await w.begin();
    const at = (instant: string): string => toWall(instant, 'Asia/Pontianak');
    const during = (from: string) => ({ Mulai: at(from), Selesai: at(shifted(from, 'PT1H')) });
    await fillAtDesk(page, { ...WHOLE_AT_DESK, ...during(start), 'Judul kegiatan': 'Rapat bersaing' });
    const warning = page.getByText(/Ruang ini juga diminta oleh/);
    await warning.waitFor();
    expect(await warning.innerText()).toBe(
      `Ruang: Ruang ini juga diminta oleh ${open} untuk waktu itu; belum ada yang mendapatkannya.`,
    );
    await page.getByRole('radio', { name: `Ruang TCM Kosong; juga diminta ${open} · 30 kursi` }).waitFor();
    await fillAtDesk(page, during(shifted(start, 'PT96H')));
    await page.getByRole('radio', { name: 'Ruang TCM Kosong · 30 kursi' }).waitFor();
    await expect.poll(() => warning.count()).toBe(0);
    await fillAtDesk(page, during(start));
    await warning.waitFor();
    await attachAtDesk(page);
    const mine = await submitAtDesk(page);
    await w.office.idle();
    const official = await w.openAs(await w.device(), 'contoh-tu', `#/${mine.split('-').at(-1)}`);
    const said = official.getByText(/juga diminta oleh/).first();
    await said.waitFor();
    expect(await said.innerText()).toMatch(new RegExp(`^Ruang TCM .* juga diminta oleh ${open}; belum ada`));
    expect(await official.locator('#meja').innerText()).not.toContain(restricted);
  });
});

describe.skipIf(!hasBrowser)('text that was typed at the desk is not lost', () => {
  it('typed text is not lost by a reload', async () => {
    const page = await w.begin();
    await fillAtDesk(page, { ...WHOLE_AT_DESK, 'Judul kegiatan': HARD, Uraian: '  dua\n\nbaris  ' });
    await attachAtDesk(page);
    const before = await typedIn(page);
    await page.getByRole('heading', { level: 1, name: 'Tulis permohonan' }).waitFor();
    await page.reload();
    await fieldOf(page, 'Judul kegiatan').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Lanjutkan konsep' }).waitFor();
    const current = page.locator('nav [aria-current="page"]');
    expect(await current.allInnerTexts()).toEqual(['Tulis permohonan']);
    expect(await typedIn(page)).toEqual(before);
    await page.getByText('surat-permohonan.pdf', { exact: true }).first().waitFor();
    await page.getByText(/^Konsep tersimpan di perangkat ini pukul/).waitFor();
    expect(await submitAtDesk(page)).toMatch(/^PMK-/);
  });

  it('typed text is not lost by a change elsewhere: both versions are shown side by side, and nothing is overwritten', async () => {
    const [here, there] = [await w.begin(), await w.openAs(await w.device(), 'contoh-opd', '')];
    await fillAtDesk(here, { 'Judul kegiatan': 'Dua perangkat', Lokasi: 'Semula', 'Jumlah peserta': '10' });
    await saveAtDesk(here);
    const branch = await w.branchWith('dua-perangkat');
    const { number } = (await w.pulls()).find(({ head }) => head.ref === branch) ?? { number: 0 };
    await there.goto(`${w.office.url}/meja/#/${number}/ubah`);
    await fieldOf(there, 'Lokasi').waitFor();
    await fillAtDesk(there, { Lokasi: 'Dari perangkat lain', Uraian: 'Hanya di sana' });
    await saveAtDesk(there);
    await fillAtDesk(here, { Lokasi: 'Dari perangkat ini', 'Jumlah peserta': '11' });
    await here.getByRole('button', { name: 'Simpan konsep' }).click();
    await here.getByRole('heading', { name: /^Konsep ini diubah di tempat lain/ }).waitFor();
    expect((await w.requestOn(branch))['krisis']).toMatchObject({ lokasi: 'Dari perangkat lain' });
    const compare = here.getByRole('region', { name: /^Konsep ini diubah/ });
    for (const text of ['Dari perangkat ini', 'Dari perangkat lain', 'Hanya di sana', '11'])
      await compare.getByText(text, { exact: true }).first().waitFor();
    await compare.getByRole('button', { name: 'Pakai pilihan ini' }).click();
    await saveAtDesk(here);
    expect(await w.requestOn(branch)).toMatchObject({
      krisis: { lokasi: 'Dari perangkat ini', uraian: 'Hanya di sana' },
      pelaksanaan: { peserta: 11 },
    });
  });

  it('typed text is not lost with two windows in which different fields are typed', async () => {
    const context = await w.device();
    const one = await w.begin(context);
    const two = await w.openAs(context, 'contoh-opd', new URL(one.url()).hash);
    await fieldOf(two, 'Lokasi').waitFor();
    await fillAtDesk(one, { 'Judul kegiatan': 'Dua jendela' });
    await fillAtDesk(two, { Lokasi: 'Jendela kedua' });
    await fillAtDesk(one, { Uraian: 'Jendela pertama' });
    await expect.poll(() => fieldOf(one, 'Lokasi').inputValue()).toBe('Jendela kedua');
    await expect.poll(() => fieldOf(two, 'Uraian').inputValue()).toBe('Jendela pertama');
    await Promise.all([saveAtDesk(one), saveAtDesk(two)]);
    const branch = await w.branchWith('dua-jendela');
    expect(await w.requestOn(branch)).toMatchObject({
      kegiatan: { judul: 'Dua jendela' },
      krisis: { lokasi: 'Jendela kedua', uraian: 'Jendela pertama' },
    });
    expect((await w.pulls()).filter(({ head }) => head.ref === branch)).toHaveLength(1);
  });

  it('a request is not submitted twice by a double click, or by two windows at once', async () => {
    const context = await w.device();
    const page = await w.begin(context);
    await fillAtDesk(page, { ...WHOLE_AT_DESK, 'Judul kegiatan': 'Klik ganda' });
    await attachAtDesk(page);
    const two = await w.openAs(context, 'contoh-opd', new URL(page.url()).hash);
    const button = two.getByRole('button', { name: 'Ajukan', exact: true });
    await button.waitFor();
    await Promise.all([
      page.getByRole('button', { name: 'Ajukan', exact: true }).dblclick(),
      button.dblclick().catch(() => undefined),
    ]);
    const received = (each: Page) => each.getByRole('heading', { name: /^Permohonan tercatat: / });
    // One of the windows submitted the request, and the other says so.
    for (const each of [page, two]) {
      const late = each.getByRole('link', { name: 'Lihat statusnya' });
      await received(each).or(late).waitFor();
      if (await late.isVisible()) await late.click();
      await received(each).waitFor();
    }
    await w.office.idle();
    const branch = await w.branchWith('klik-ganda');
    const [pull] = (await w.pulls()).filter(({ head }) => head.ref === branch);
    const journal = await w.journalOf(pull?.number ?? 0);
    expect((await w.pulls()).filter(({ head }) => head.ref === branch)).toHaveLength(1);
    expect(journal.match(/"kind":"submitted"/g)).toHaveLength(1);
  });
});
