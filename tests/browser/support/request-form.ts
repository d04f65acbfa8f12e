import type { Page } from 'playwright-core';
import { signInFrom } from './sign-in.ts';

/** The sample office's procedure. */
export const PROCEDURE = 'protokol-manajemen-krisis';

/** What a person types, by the label of each field; a list chooses several. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** A whole request that the process accepts, but for its attachment. */
export const WHOLE: Typed = {
  'Jenis pemohon': 'Organisasi Perangkat Daerah (OPD)',
  Instansi: 'Dinas Contoh',
  Nama: 'Narahubung Contoh',
  'NIP (boleh kosong)': '000000000000000001',
  Jabatan: 'Kepala Seksi Contoh',
  Telepon: '080000000001',
  'Nomor surat': '300.2/001/CONTOH/2026',
  'Tanggal surat': '2026-11-25',
  Hal: 'Permohonan TCM Room untuk rapat koordinasi',
  'Nomor referensi SRIKANDI': 'CONTOH-000001',
  'Nama penanda tangan': 'Pimpinan Contoh',
  'Jabatan penanda tangan': 'Kepala Dinas Contoh',
  'Sifat surat': 'Biasa',
  'Tingkat urgensi': 'Segera',
  'Jenis krisis': 'Bencana alam',
  Lokasi: 'Kelurahan Contoh',
  Uraian: 'Contoh rekaan: genangan 60 cm.\nPosko sudah dibuka.',
  'Jenis kegiatan': 'Rapat',
  'Judul kegiatan': 'Rapat koordinasi contoh',
  Mulai: '2099-12-02T09:00',
  Selesai: '2099-12-02T11:00',
  'Ruang (boleh kosong)': 'Ruang TCM',
  Aplikasi: 'Zoom',
  'Jumlah peserta': '18',
  'Peralatan (boleh kosong)': ['Komputer', 'Jaringan internet'],
};

/** Opens the form in Indonesian and signs in. @param base the office's address @param person name of a sample account */
export async function openForm(page: Page, base: string, person: string): Promise<void> {
  await page.goto(`${base}/admin/`);
  await signInFrom(page, 'Masuk', person);
  await page.getByRole('link', { name: 'Konsep dan pengajuan' }).waitFor();
}

/** Opens a new request and waits until the form says that it is new: then all of it is there. */
export async function newRequest(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/admin/#/collections/${PROCEDURE}/new`);
  await page.getByText('Permohonan baru.', { exact: false }).waitFor();
}

/** Types into fields, found by their labels. */
export async function fill(page: Page, typed: Typed): Promise<void> {
  for (const [label, value] of Object.entries(typed)) {
    const field = page.getByLabel(label, { exact: true });
    const isChoice = (await field.getAttribute('role')) === 'combobox';
    for (const text of typeof value === 'string' ? [value] : value) {
      await field.fill(text);
      if (isChoice) await field.press('Enter');
    }
  }
}

/** Adds attachments to the request; waits until each is in the list. */
export async function attach(
  page: Page,
  files: readonly { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }[],
): Promise<void> {
  await page.getByLabel('Lampiran', { exact: true }).setInputFiles([...files]);
  for (const { name } of files) await page.getByRole('button', { name: `Hapus ${name}` }).waitFor();
}

/** Saves, and waits until Decap itself knows that nothing is left to save: before that it changes no status. */
export async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Simpan' }).click();
  await page.getByText('Tersimpan', { exact: true }).first().waitFor();
  // The message may be that of a save before this one.
  await page.locator('button:disabled').getByText('Simpan', { exact: true }).waitFor();
  // After a first save Decap exchanges the form: the old one takes nothing any more.
  await page.locator('html:not([data-saving])').waitFor({ state: 'attached' });
}

/** Saves what is saved already once more, and waits until its branch has moved. */
export async function resave(page: Page): Promise<void> {
  const moved = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
  await save(page);
  await moved;
}

/** Sets the request's status: `Konsep` or `Ajukan`. */
export async function setStatus(page: Page, status: 'Konsep' | 'Ajukan'): Promise<void> {
  await page.getByRole('button', { name: /^Status: / }).click();
  await page.getByRole('menuitem', { name: status }).click();
  await page.getByText('Status diubah').first().waitFor();
}
