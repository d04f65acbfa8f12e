/** Photographs of a phone, at every place of the desk that takes them. */
import { readFile } from 'node:fs/promises';
import type { Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasPosition } from '#domain/request/attachment-type.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { openSample, STRAIGHT_WAY, walk } from '#embedded/office/walk.ts';
import { readCurrentCase } from '#embedded/office/current-case.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { FIRST } from '../support/folders.ts';
import { hasBrowser, needs } from '../browser/support/chromium.ts';
import {
  attachAtDesk,
  fieldOf,
  fillAtDesk,
  openWritingOffice,
  reveal,
  saveAtDesk,
} from '../browser/support/desk-request.ts';
import type { WritingOffice } from '../browser/support/desk-request.ts';

let w: WritingOffice;
let photo: Buffer;

/** What a phone writes into a photograph: a segment of Exif with the tag that refers to the place. */
const PLACE = Buffer.from('ffe1001a457869660000494932a000080000000100258804000100000000000000', 'hex');

/** Draws a photograph of 12 million dots with much detail, as a phone takes it, in the browser. */
async function takePhoto(page: Page): Promise<Buffer> {
  const url = await page.evaluate(`(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 4000, height: 3000 });
    const paper = canvas.getContext('2d');
    for (let n = 0; n < 12_000; n += 1) {
      paper.fillStyle = 'hsl(' + ((n * 77) % 360) + ' 60% ' + ((n * 31) % 100) + '%)';
      paper.fillRect((n * 7919) % 4000, (n * 104729) % 3000, 40 + ((n * 13) % 90), 30 + ((n * 17) % 60));
    }
    return canvas.toDataURL('image/jpeg', 0.97);
  })()`);
  const drawn = Buffer.from(String(url).split(',')[1] ?? '', 'base64');
  return Buffer.concat([drawn.subarray(0, 2), PLACE, drawn.subarray(2)]);
}

beforeAll(async () => {
  if (!hasBrowser) return;
  w = await openWritingOffice(FIRST);
  const context = await w.device();
  photo = await takePhoto(await context.newPage());
  await w.closeDevices();
});
afterAll(() => w?.close());
afterEach(() => w?.closeDevices());

const asFile = () => ({ name: 'IMG_0001.JPG', mimeType: 'image/jpeg', buffer: photo });

/** Returns the file that a call of the desk sends to the office. */
function fileIn(request: Request): Buffer {
  const { content } = request.postDataJSON() as { content: string };
  return Buffer.from(content, 'base64');
}
const isBlob = (request: Request): boolean => request.method() === 'POST' && request.url().endsWith('/git/blobs');

describe.skipIf(!hasBrowser)('photographs', () => {
  it('the photograph of this test has megabytes, and says where it was taken', () => {
    expect(photo.length).toBeGreaterThan(2_000_000);
    expect(hasPosition(photo)).toBe(true);
  });

  it('security 79: a photograph of a phone is sent without the place where it was taken, and with 400 KB in place of its megabytes', async ({
    skip,
  }) => {
    needs(skip, 'bodies');
    const page = await w.begin(await w.device({ viewport: { width: 360, height: 780 }, hasTouch: true }));
    const sent: Buffer[] = [];
    page.on('request', (request) => void (isBlob(request) && sent.push(fileIn(request))));
    await fillAtDesk(page, { 'Judul kegiatan': 'Dengan foto' });
    // A slow mobile network: 400 kbit/s.
    const session = await page.context().newCDPSession(page);
    const speed = { latency: 300, downloadThroughput: 50_000, uploadThroughput: 50_000 };
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', { offline: false, ...speed });
    await reveal(page, page.getByLabel('Tambah lampiran'));
    const begun = performance.now();
    await page.getByLabel('Tambah lampiran').setInputFiles(asFile());
    await page.getByText('img_0001.jpg diperkecil, tanpa lokasi pengambilannya.').waitFor();
    await page.getByText(/mengirim: [1-9]\d? %/).waitFor();
    // The person types on meanwhile.
    await fillAtDesk(page, { Lokasi: 'Kelurahan Contoh' });
    await page.getByText('terkirim; menjadi bagian permohonan saat disimpan').waitFor({ state: 'attached' });
    expect((performance.now() - begun) / 1_000).toBeLessThan(45);
    await saveAtDesk(page);
    expect(await fieldOf(page, 'Lokasi').inputValue()).toBe('Kelurahan Contoh');
    // It is sent once, and is the file on the branch.
    expect(sent.map(hasPosition)).toEqual([false]);
    expect(sent.map(({ length }) => length < 500_000)).toEqual([true]);
    expect(sent[0]?.includes('Exif')).toBe(false);
    expect(await w.filesOn(await w.branchWith('dengan-foto'))).toContain('img_0001.jpg');
    const size = await page.evaluate(`createImageBitmap(new Blob([Uint8Array.from(atob(
      '${sent[0]?.toString('base64')}'), (character) => character.charCodeAt(0))])).then(({ width, height }) => [width, height])`);
    expect(size).toEqual([2_000, 1_500]);
  });

  it('without a network the photograph waits, is sent by itself later, and nothing typed is lost', async () => {
    const page = await w.begin();
    await fillAtDesk(page, { 'Judul kegiatan': 'Foto menunggu', Lokasi: 'Kelurahan Contoh' });
    await page.route('**/git/blobs', (route) => route.abort());
    await page.getByLabel('Tambah lampiran').setInputFiles(asFile());
    await page.getByText('belum terkirim; dikirim lagi dengan sendirinya').waitFor();
    // The photograph is still on the device after a reload.
    await page.reload();
    await page.getByText('belum terkirim; dikirim lagi dengan sendirinya').waitFor();
    expect(await fieldOf(page, 'Lokasi').inputValue()).toBe('Kelurahan Contoh');
    await page.unroute('**/git/blobs');
    await page.getByText('terkirim; menjadi bagian permohonan saat disimpan').waitFor();
    await saveAtDesk(page);
    expect(await w.filesOn(await w.branchWith('foto-menunggu'))).toContain('img_0001.jpg');
  });

  it('a file that only begins as a picture is not attached, and a small picture is drawn again too', async () => {
    const page = await w.begin();
    const broken = { ...asFile(), buffer: Buffer.concat([photo.subarray(0, 3), Buffer.from('bukan foto')]) };
    await page.getByLabel('Tambah lampiran').setInputFiles(broken);
    await page.getByText('IMG_0001.JPG tidak dapat dibuka sebagai foto.', { exact: false }).waitFor();
    await attachAtDesk(page, `${PROGRAM}/examples/requests/rapat-koordinasi-banjir/peta-lokasi.png`);
    await page.getByText('peta-lokasi.jpg ditambahkan.').waitFor();
  });

  it('security 79: the photographs of a report are printed without the place where they were taken', async ({
    skip,
  }) => {
    needs(skip, 'savedFiles');
    const walker = { office: w.office, passed: () => undefined };
    const start = `${shifted(w.office.now(), 'PT72H').slice(0, 13)}:00:00Z`;
    const sample = await readSample(PROGRAM, 'rapat-koordinasi-banjir', 'contoh-opd', start);
    const number = await openSample(walker, sample, 'contoh-opd');
    await walk(walker, number, sample, STRAIGHT_WAY);
    const page = await w.openAs(await w.device(), 'contoh-operator', `#/${number}`);
    await page
      .locator('summary')
      .filter({ hasText: /^Dokumen$/ })
      .click();
    await page.getByText('Foto kegiatan (0)').click();
    const field = page.getByLabel('Pilih foto');
    await field.setInputFiles([asFile(), { ...asFile(), buffer: Buffer.from('bukan') }]);
    await page.getByText('IMG_0001.JPG: bukan foto yang dapat dibuka.').waitFor();
    await page.getByLabel('Keterangan foto 1').fill('Peserta rapat');
    await page.getByRole('button', { name: 'Arsipkan' }).click();
    await page.getByText('Foto kegiatan (1)').waitFor();
    const { entries } = (await readCurrentCase(w.office.deps.forge, number)).journal;
    const [kept] = entries.at(-1)?.signed ?? [];
    expect([entries.at(-1)?.filed?.photos, kept?.caption]).toEqual([1, 'Peserta rapat']);
    expect(kept?.size).toBeLessThan(500_000);
    await page.getByRole('button', { name: 'Lihat: Laporan Kegiatan' }).click();
    await page.locator('.letter-photos figure', { hasText: 'Foto 1. Peserta rapat' }).locator('img').waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Unduh PDF: Laporan Kegiatan' }).click(),
    ]);
    const report = await readFile(await file.path());
    expect(report.includes('/DCTDecode')).toBe(true);
    expect([hasPosition(report), report.includes('Exif')]).toEqual([false, false]);
    expect(report.length).toBeLessThan(1_000_000);
  });
});
