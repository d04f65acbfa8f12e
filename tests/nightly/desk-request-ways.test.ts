import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { openSample, walk } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { FIRST, LARGE } from '../support/folders.ts';
import { toAlternatives } from '../browser/support/alternatives.ts';
import { violations } from '../browser/support/axe.ts';
import { hasBrowser } from '../browser/support/chromium.ts';
import { isTooWide } from '../browser/support/desk.ts';
import {
  attachAtDesk,
  chosenRoom,
  fieldOf,
  fillAtDesk,
  LETTER_PDF,
  openWritingOffice,
  saveAtDesk,
  submitAtDesk,
  timeIn,
  WHOLE_AT_DESK,
  type WritingOffice,
} from '../browser/support/desk-request.ts';

let w: WritingOffice;
afterEach(() => w?.closeDevices());

describe.skipIf(!hasBrowser)('a request at the desk, after it was begun', () => {
  beforeAll(async () => {
    w = await openWritingOffice(FIRST);
  });
  afterAll(() => w?.close());

  /** Returns a case of `contoh-opd` to which row 8 has offered two alternatives. */
  async function offered(name = 'rapat-evakuasi-warga', month = '12'): Promise<number> {
    const start = `${shifted(w.office.now(), 'PT72H').slice(0, 13)}:00:00Z`;
    const walker = { office: w.office, passed: () => undefined };
    const sample = await readSample(PROGRAM, name, 'contoh-opd', start);
    const number = await openSample(walker, sample, 'contoh-opd');
    await walk(walker, number, sample, toAlternatives(month));
    return number;
  }

  it('an alternative of row 8 is chosen with one click: the form opens with this alternative and the reason', async () => {
    const number = await offered();
    const page = await w.openAs(await w.device(), 'contoh-opd', `#/${number}`);
    await page.getByRole('link', { name: 'Pilih ini (Alternatif 2)' }).click();
    await page.getByText('Pilihan itu sudah diisikan.', { exact: false }).waitFor();
    // The page goes to the part in which the request is submitted, and says which alternative was chosen.
    await page.locator(':focus', { hasText: 'Periksa dan ajukan' }).waitFor();
    expect(await page.getByText('Alternatif 2 dipilih').count()).toBe(2);
    expect(await page.getByRole('link', { name: 'Pilih ini (Alternatif 2)' }).count()).toBe(0);
    await page.getByRole('heading', { level: 1, name: 'Perbaiki permohonan' }).waitFor();
    expect(await timeIn(page, 'Mulai')).toBe('2099-12-06T13:00');
    expect(await fieldOf(page, 'Tempat lain').inputValue()).toBe('Posko Contoh');
    expect(await chosenRoom(page).inputValue()).toBe('');
    await page.getByText('Uji koneksi gagal (langkah 7).').waitFor();
    // If the person types something else, a reload does not replace the typed text by the alternative again.
    await fillAtDesk(page, { 'Tempat lain': 'Posko lain lagi' });
    await page.reload();
    await expect.poll(() => fieldOf(page, 'Tempat lain').inputValue()).toBe('Posko lain lagi');
    await page.getByRole('link', { name: 'Pilih ini (Alternatif 1)' }).click();
    await expect.poll(() => chosenRoom(page).inputValue()).toBe('tcm');
    expect(await fieldOf(page, 'Tempat lain').inputValue()).toBe('');
    await submitAtDesk(page);
    expect(await w.journalOf(number)).toContain('2099-12-05T08:00:00+07:00');
  });

  it('R8, R9: a new file replaces the old one of the same name, a removed file is not saved, and a false PDF blocks saving', async () => {
    const page = await w.begin();
    await fillAtDesk(page, { 'Judul kegiatan': 'Lampiran diganti' });
    await attachAtDesk(page);
    await page
      .getByLabel('Tambah lampiran')
      .setInputFiles(`${PROGRAM}/examples/requests/rapat-koordinasi-banjir/peta-lokasi.png`);
    await page.getByText('peta-lokasi.jpg ditambahkan.').waitFor();
    await saveAtDesk(page);
    const branch = await w.branchWith('lampiran-diganti');
    expect((await w.filesOn(branch)).sort()).toEqual(['peta-lokasi.jpg', 'request.yaml', 'surat-permohonan.pdf']);
    await page.getByRole('button', { name: 'Hapus peta-lokasi.jpg' }).click();
    const other = await readFile(join(PROGRAM, 'examples/requests/rapat-evakuasi-warga/surat-permohonan.pdf'));
    await page
      .getByLabel('Tambah lampiran')
      .setInputFiles({ name: 'Surat Permohonan.PDF', mimeType: 'application/pdf', buffer: other });
    await page.getByText('surat-permohonan.pdf diganti dengan yang baru.').waitFor();
    await saveAtDesk(page);
    expect((await w.filesOn(branch)).sort()).toEqual(['request.yaml', 'surat-permohonan.pdf']);
    await page.getByLabel('Tambah lampiran').setInputFiles({
      name: 'tipu.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('<html><script>1</script>'),
    });
    await page.locator('.fault', { hasText: 'tipu.pdf' }).waitFor();
    expect(await page.getByRole('button', { name: 'Simpan konsep' }).isDisabled()).toBe(true);
  });

  it('nobody opens, saves or submits another’s request at the desk', async () => {
    const mine = await w.begin();
    await fillAtDesk(mine, { 'Judul kegiatan': 'Milik saya' });
    await saveAtDesk(mine);
    const branch = await w.branchWith('milik-saya');
    const { number } = (await w.pulls()).find(({ head }) => head.ref === branch) ?? { number: 0 };
    const other = await w.openAs(await w.device(), 'contoh-bpbd', `#/${number}/ubah`);
    await other.getByText('Permohonan ini hanya dapat diubah oleh pemohonnya', { exact: false }).waitFor();
    expect(await other.getByRole('button', { name: 'Ajukan', exact: true }).count()).toBe(0);
    expect(await w.commitsOn(branch)).toBe(1);
  });

  it('the desk’s page starts no worker from another address, and makes no further policy for scripts', async () => {
    const page = await w.begin();
    const started = await page.evaluate(`(async () => {
      const tries = {};
      try { new Worker('/admin/decap-cms.js'); tries.text = 'started'; } catch (error) { tries.text = error.name; }
      for (const name of ['lain', 'pemeriksa']) {
        try {
          const address = trustedTypes.createPolicy(name, { createScriptURL: () => '/admin/decap-cms.js' }).createScriptURL('');
          new Worker(address);
          tries[name] = 'started';
        } catch (error) {
          tries[name] = error.name;
        }
      }
      return tries;
    })()`);
    expect(started).toEqual({ text: 'TypeError', lain: 'TypeError', pemeriksa: 'TypeError' });
  });

  it('while a request is with the office, its form says so, and a copy of the request begins another one', async () => {
    const page = await w.begin();
    await fillAtDesk(page, { ...WHOLE_AT_DESK, 'Judul kegiatan': 'Yang disalin' });
    await attachAtDesk(page);
    const id = await submitAtDesk(page);
    const number = /#\/(\d+)\//.exec(page.url())?.[1];
    await page.goto(`${w.office.url}/meja/#/${number}/ubah`);
    await page.getByText('Sudah diajukan. Perubahan tidak dapat disimpan', { exact: false }).waitFor();
    await page.goto(`${w.office.url}/meja/#/${number}/salin`);
    await page.getByText(`Disalin dari ${id}.`, { exact: false }).waitFor();
    expect(await fieldOf(page, 'Judul kegiatan').inputValue()).toBe('Yang disalin');
    await page.getByText('Belum ada lampiran.').waitFor();
    await page.waitForURL(/#\/konsep\//);
  });

  it('a draft is deleted on the device and on the forge, after one question; signing out asks if something would be lost', async () => {
    const page = await w.begin();
    await fillAtDesk(page, { 'Judul kegiatan': 'Akan dihapus' });
    await saveAtDesk(page);
    const branch = await w.branchWith('akan-dihapus');
    await fillAtDesk(page, { Lokasi: 'Belum tersimpan' });
    await page.getByRole('button', { name: 'Keluar' }).click();
    await page.getByText('Konsep yang belum disimpan ke kantor: 1', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Kembali', exact: true }).click();
    expect(await fieldOf(page, 'Lokasi').inputValue()).toBe('Belum tersimpan');
    await page.getByText('Hapus konsep', { exact: true }).click();
    await page.getByRole('button', { name: 'Hapus konsep ini' }).click();
    await page.waitForURL(/#\/$/);
    expect(await w.branches()).not.toContain(branch);
    expect((await w.pulls()).find(({ head }) => head.ref === branch)?.state).toBe('closed');
    expect(
      await page.evaluate('Object.keys(localStorage).filter((key) => key.startsWith("disposisi-konsep-"))'),
    ).toEqual([]);
  });

  it.each([
    { language: 'id' as const, phone: false, dark: false, sample: 'rapat-insiden-keamanan-informasi', month: '10' },
    { language: 'en' as const, phone: true, dark: true, sample: 'siaran-langsung-peringatan-dini', month: '11' },
  ])(
    'axe finds nothing in five states of the request’s form, and nothing is too wide: %o',
    async ({ language, phone, dark, sample, month }) => {
      const context = await w.device({
        viewport: phone ? { width: 360, height: 740 } : { width: 1_280, height: 900 },
        hasTouch: phone,
        colorScheme: dark ? 'dark' : 'light',
      });
      const page = await w.openAs(context, 'contoh-opd', '');
      const seen = async (): Promise<void> => {
        expect(await violations(page)).toEqual([]);
        expect(await isTooWide(page)).toBe(false);
      };
      await page.goto(`${w.office.url}${language === 'en' ? '/en' : ''}/meja/#/baru`);
      const submit = page.getByRole('button', { name: language === 'en' ? 'Submit' : 'Ajukan', exact: true });
      // On a phone the last part of the form has the button.
      const toSubmit = async (): Promise<void> => {
        await page.locator('.topics a').last().click();
        await submit.waitFor();
      };
      await page.locator('.topics a').nth(5).click();
      await page.getByLabel(language === 'en' ? 'Add attachments' : 'Tambah lampiran').setInputFiles(LETTER_PDF);
      await seen();
      await toSubmit();
      await submit.click();
      await page.getByRole('alert').waitFor();
      await seen();
      await page.route(/\/api\/v3\/repos\//, (route) => route.fulfill({ status: 401, json: {} }), { times: 1 });
      await page.getByRole('button', { name: language === 'en' ? 'Save the draft' : 'Simpan konsep' }).click();
      await page.getByRole('button', { name: language === 'en' ? 'Sign in again' : 'Masuk kembali' }).waitFor();
      await seen();
      const number = await offered(sample, month);
      await page.goto(`${w.office.url}${language === 'en' ? '/en' : ''}/meja/#/${number}/pilih/1`);
      await toSubmit();
      await seen();
      await page.goto(`${w.office.url}${language === 'en' ? '/en' : ''}/meja/#/${number}/ubah`);
      await toSubmit();
      await submit.click();
      await page
        .getByRole('heading', { name: language === 'en' ? /^Request recorded: / : /^Permohonan tercatat: / })
        .waitFor();
      await seen();
    },
  );
});

describe.skipIf(!hasBrowser)('a request of another office, with every kind of field', () => {
  beforeAll(async () => {
    w = await openWritingOffice(LARGE, 'contoh-pemohon');
  });
  afterAll(() => w?.close());

  it('a request form is made of the schema alone: the opener chooses the procedure, and the branch gets the typed values', async () => {
    const page = await w.openAs(await w.device(), 'contoh-pemohon', '#/baru');
    await page.getByRole('link', { name: 'Layanan Lengkap' }).click();
    await page.waitForURL(/#\/konsep\//);
    const list = (label: string) => page.getByRole('button', { name: `Tambah ${label}` });
    await fillAtDesk(page, {
      'Nama lengkap': 'Contoh Nama',
      Jalan: 'Jalan Contoh 1',
      Kota: 'Kota Contoh',
      'Kode pos': '79100',
      'Surel pemohon': 'contoh@example.test',
      'Judul layanan': 'Layanan uji',
      'Uraian singkat': 'Baris satu\nBaris dua',
      Golongan: 'b',
      'Hari layanan': ['Senin', 'Jumat'],
      'Perkiraan biaya': '12.5',
      'Mulai layanan': '2099-12-02T09:00',
      'Akhir layanan': '2099-12-02T11:00',
      'Tanggal batas': '2099-12-01',
      'Ruang layanan': 'aula',
      'Banyak orang': '20',
      Alat: ['Proyektor'],
    });
    await page
      .getByRole('group', { name: /^Mendesak/ })
      .getByLabel('Tidak')
      .check();
    await page
      .getByRole('group', { name: /^Setuju dengan ketentuan/ })
      .getByLabel('Ya')
      .check();
    await list('daftar barang').click();
    const goods = (at: number) => page.getByRole('group', { name: `Daftar barang ${at}`, exact: true });
    for (const at of [1, 2]) {
      await goods(at)
        .getByLabel(/^Nama barang/)
        .fill(`Barang ${at}`);
      await goods(at)
        .getByLabel(/^Jumlah barang/)
        .fill(String(at));
    }
    await goods(2).getByRole('button', { name: 'Tambah tanda' }).click();
    await goods(2).getByLabel('Tanda 1').fill('Rapuh');
    const first = page.getByRole('group', { name: 'Daftar dokumen 1', exact: true });
    await first.getByLabel(/^Jenis dokumen/).selectOption('surat');
    await first.getByLabel('Tambah lampiran').setInputFiles(LETTER_PDF);
    await first.getByText('surat-permohonan.pdf ditambahkan.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Ajukan', exact: true }).click();
    await page.getByRole('heading', { name: /^Permohonan tercatat: LYL-/ }).waitFor();
    const branch = await w.branchWith('layanan-uji');
    expect(await w.filesOn(branch)).toContain('surat-permohonan.pdf');
    expect(await w.requestOn(branch)).toEqual(
      parse(`
sop: layanan-lengkap
pemohon:
  akun: contoh-pemohon
  nama: Contoh Nama
  alamat: { jalan: Jalan Contoh 1, kota: Kota Contoh, pos: "79100" }
  surel: contoh@example.test
layanan:
  judul: Layanan uji
  ringkas: "Baris satu\\nBaris dua"
  golongan: b
  hari: [senin, jumat]
  biaya: 12.5
  mendesak: false
waktu:
  mulai: "2099-12-02T09:00:00+08:00"
  selesai: "2099-12-02T11:00:00+08:00"
  batas: "2099-12-01"
  ruang: aula
  peserta: 20
  alat: [proyektor]
barang:
  - { nama: Barang 1, jumlah: 1 }
  - { nama: Barang 2, jumlah: 2, tanda: [Rapuh] }
dokumen:
  - { jenis: surat, file: surat-permohonan.pdf }
setuju: true
`),
    );
  });
});
