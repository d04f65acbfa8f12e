import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readCurrentCase } from '#embedded/office/current-case.ts';
import { readSample } from '#embedded/office/samples.ts';
import { STRAIGHT_WAY, walk } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { inOrder } from '../support/in-order.ts';
import { digestOf, samplePdf } from '../support/signed.ts';
import { hasBrowser } from './support/chromium.ts';
import { type DeskOffice, openDeskOffice } from './support/desk-office.ts';
import { isTooWide, openDeskAs, type Window } from './support/desk.ts';

let desk: DeskOffice;
let window: Window | undefined;
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/pdf', buffer });

/** Opens the part with the documents of a case. */
async function openDocuments(login: string, number: number, phone = false): Promise<Window> {
  const opened = await openDeskAs(desk.browser, desk, login, `#/${number}`, { phone });
  await opened.page
    .locator('summary')
    .filter({ hasText: /^Dokumen$/ })
    .click();
  await opened.page.locator('.letters h4').first().waitFor();
  return opened;
}

const letterIn = ({ page }: Window, title: RegExp) =>
  page.locator('.letters > li').filter({ has: page.getByRole('heading', { name: title, level: 4 }) });

describe.skipIf(!hasBrowser)('a letter that was signed elsewhere, at the desk', () => {
  inOrder();
  beforeAll(async () => {
    desk = await openDeskOffice();
    const { office } = desk;
    const { booking } = (await readCurrentCase(office.deps.forge, 1)).journal.state ?? {};
    const sample = await readSample(PROGRAM, 'rapat-koordinasi-banjir', 'contoh-opd', booking?.start ?? '');
    await walk({ office, passed: () => undefined }, 1, sample, STRAIGHT_WAY.slice(7, 8));
    // Case 2 ends at row 7.
    const closer = await office.as('contoh-subkor-ile');
    await closer.review(2, 'COMMENT', 'Ruang tidak dapat dipakai pada hari itu.');
    await closer.close(2);
    await office.idle();
  });
  afterAll(() => desk?.close());
  afterEach(async () => {
    await window?.context.close();
    window = undefined;
  });

  it('R47: TU uploads the signed reply after row 9, and the list then shows who filed it', async () => {
    window = await openDocuments('contoh-tu', 1);
    const { page, complaints } = window;
    const letter = letterIn(window, /^Surat Balasan/);
    // Nobody is asked to attach a letter to a decision that they do not have.
    expect(await page.getByText(/Lampirkan bersama keputusan/).count()).toBe(0);
    await letter.getByText('Unggah yang sudah ditandatangani').click();
    const field = letter.getByLabel('Dokumen bertanda tangan', { exact: true });
    await field.setInputFiles([file('teks.pdf', Buffer.from('Bukan PDF.'))]);
    await letter.getByText(/teks\.pdf.*Isinya bukan PDF/).waitFor();
    const pdf = samplePdf('balasan');
    await field.setInputFiles([file('Balasan (TTD).pdf', pdf)]);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('#meja').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await letter.getByRole('button', { name: 'Arsipkan' }).click();
    await letter.getByText(/Diserahkan oleh TU, Contoh Petugas TU/).waitFor();
    await letter.getByText('Bertanda tangan', { exact: true }).waitFor();
    await letter.getByText('Ganti yang sudah diarsipkan').waitFor();
    const { journal } = await readCurrentCase(desk.office.deps.forge, 1);
    expect(journal.entries.at(-1)).toMatchObject({
      kind: 'filed',
      filed: { paper: 'surat-balasan' },
      signed: [{ name: 'balasan-ttd.pdf', sha256: digestOf(pdf) }],
    });
    // Chromium logs each reply 404, such as that about a file that is not there yet.
    expect(complaints.filter((each) => !/status of 404/.test(each))).toEqual([]);
  });

  it('R47: after the end TU files the refusal on a phone, and a reader without the right is not offered it', async () => {
    window = await openDocuments('contoh-walikota', 2);
    expect(await window.page.getByText('Unggah yang sudah ditandatangani').count()).toBe(0);
    await letterIn(window, /^Surat Balasan/)
      .getByText('Diarsipkan bertanda tangan oleh TU atau Kepala Dinas.')
      .waitFor();
    await window.context.close();
    window = await openDocuments('contoh-tu', 2, true);
    const { page, complaints } = window;
    const letter = letterIn(window, /^Surat Balasan: ditolak/);
    await letter.waitFor();
    await page.locator('h3:has(+ .letters)').getByText('Belum ada yang bertanda tangan').waitFor();
    await letter.getByText('Unggah yang sudah ditandatangani').click();
    await letter
      .getByLabel('Dokumen bertanda tangan', { exact: true })
      .setInputFiles([file('penolakan.pdf', samplePdf('penolakan'))]);
    await letter.getByRole('button', { name: 'Arsipkan' }).waitFor();
    expect(await isTooWide(page)).toBe(false);
    await letter.getByRole('button', { name: 'Arsipkan' }).click();
    await letter.getByText(/Diserahkan oleh TU, Contoh Petugas TU/).waitFor();
    // Chromium logs each reply 404, such as that about a file that is not there yet.
    expect(complaints.filter((each) => !/status of 404/.test(each))).toEqual([]);
  });
});
