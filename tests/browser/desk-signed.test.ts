import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readCurrentCase } from '#embedded/office/current-case.ts';
import { SIGNED_NOT_CHECKED } from '#domain/words/entry-remarks.ts';
import { digestOf, samplePdf } from '../support/signed.ts';
import { hasBrowser, needs } from './support/chromium.ts';
import { type DeskOffice, openDeskOffice } from './support/desk-office.ts';
import { openDesk, openDeskAs, type Window } from './support/desk.ts';
import { inOrder } from '../support/in-order.ts';

let desk: DeskOffice;
let window: Window | undefined;
const PDF = samplePdf('di meja kerja');
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/pdf', buffer });

describe.skipIf(!hasBrowser)('a document signed elsewhere, at the desk', () => {
  inOrder();
  beforeAll(async () => {
    desk = await openDeskOffice();
  });
  afterAll(() => desk?.close());
  afterEach(async () => {
    await window?.context.close();
    window = undefined;
  });

  it('R47: at the desk a signed document must be a PDF and small enough, survives a reload, and is sent with the act', async () => {
    // Case 1 waits for the technical preparation.
    window = await openDeskAs(desk.browser, desk, 'contoh-subkor-ile', '#/1');
    const { page, complaints } = window;
    await page.getByText('Lampirkan dokumen bertanda tangan (PDF)').click();
    const field = page.getByLabel('Dokumen bertanda tangan', { exact: true });
    await field.setInputFiles([file('teks.pdf', Buffer.from('Bukan PDF.'))]);
    await page.getByText(/teks\.pdf.*Isinya bukan PDF/).waitFor();
    await field.setInputFiles([file('besar.pdf', Buffer.concat([PDF, Buffer.alloc(5 * 1024 * 1024)]))]);
    await page.getByText(/besar\.pdf.*terlalu besar/).waitFor();
    await field.setInputFiles([file('Nota Dinas (Final).PDF', PDF), file('lain.pdf', samplePdf('lain'))]);
    await page.getByText('nota-dinas-final.pdf', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Hapus: lain.pdf' }).click();
    await expect.poll(() => page.getByText('lain.pdf', { exact: true }).count()).toBe(0);
    // A reload forgets nothing, since the file is on the forge already.
    await page.reload();
    await page.getByText('nota-dinas-final.pdf', { exact: true }).waitFor();
    await page.getByLabel(/^Catatan/).fill('Mohon diperbaiki.');
    await page.getByRole('button', { name: /^Kembalikan/ }).click();
    await page
      .locator('.notice')
      .filter({ hasText: /^(Diterima|Tercatat)/ })
      .waitFor();
    const { journal } = await readCurrentCase(desk.office.deps.forge, 1);
    const entry = journal.entries.findLast(({ kind }) => kind === 'accepted');
    expect(entry).toMatchObject({
      note: 'Mohon diperbaiki.',
      signed: [{ name: 'nota-dinas-final.pdf', sha256: digestOf(PDF), size: PDF.length }],
    });
    expect(complaints).toEqual([]);
  });

  it('R47: an official who did not send a signed document downloads it from the trail', async ({ skip }) => {
    needs(skip, 'savedFiles');
    window = await openDeskAs(desk.browser, desk, 'contoh-tu', '#/1');
    const { page } = window;
    const trail = page.locator('details.part').filter({ has: page.getByRole('heading', { name: 'Riwayat berkas' }) });
    await trail.waitFor();
    if (!(await trail.getAttribute('open').then((open) => open !== null)))
      await trail.locator('summary').first().click();
    await page.getByText(`Dokumen bertanda tangan disimpan. ${SIGNED_NOT_CHECKED.id}`).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Unduh nota-dinas-final.pdf' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('nota-dinas-final.pdf');
  });

  it('R47, security 51: pages say that a signed document is kept, and nothing about whether its signature is valid', async () => {
    await desk.office.showSite();
    window = await openDesk(desk.browser, desk.office.url);
    const { page } = window;
    for (const [path, kept, unchecked] of [
      ['/berkas/PMK-2026-1/', 'Dokumen bertanda tangan disimpan', SIGNED_NOT_CHECKED.id],
      ['/en/berkas/PMK-2026-1/', 'Signed document kept', SIGNED_NOT_CHECKED.en],
    ] as const) {
      await page.goto(`${desk.office.url}${path}`);
      await page.getByText(`${kept}. ${unchecked}`).first().waitFor({ state: 'attached' });
      const text = await page.content();
      // Only the office sees the name and the digest (R11).
      for (const internal of ['nota-dinas-final', digestOf(PDF)]) expect(text).not.toContain(internal);
      expect(text).not.toMatch(/(tanda tangan|signature)[^.]{0,20}(sah\b|asli|valid[^ a-z]|verified|terverifikasi)/i);
    }
    // The page of a case without a signed document mentions none.
    await page.goto(`${desk.office.url}/berkas/PMK-2026-3/`);
    expect(await page.content()).not.toContain('Dokumen bertanda tangan');
    const data = await (await fetch(`${desk.office.url}/data/cases/PMK-2026-1.json`)).text();
    expect(data).toContain('"signed":1');
    expect(data).not.toContain(digestOf(PDF));
  });
});
