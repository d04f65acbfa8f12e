import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Office } from '#embedded/office/open-office.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { openSample, walk } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { git } from '#engine/register/git.ts';
import { FIRST } from '../support/folders.ts';
import { inOrder } from '../support/in-order.ts';
import { YEAR } from '../support/machine.ts';
import { toAlternatives } from './support/alternatives.ts';
import { hasBrowser } from './support/chromium.ts';
import { type FormOffice, openFormOffice } from './support/form-office.ts';
import { attach, fill, newRequest, openForm, PROCEDURE, save, setStatus, WHOLE } from './support/request-form.ts';

let opened: FormOffice;
let folder: string;
let office: Office;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  if (!hasBrowser) return;
  opened = await openFormOffice(FIRST);
  ({ folder, office } = opened);
  context = await opened.browser.newContext({ timezoneId: 'Asia/Pontianak' });
  page = await context.newPage();
  await openForm(page, office.url, 'Contoh OPD');
});
afterAll(() => opened?.close());

const panel = () => page.locator('.keadaan-semua');
const mains = (): Promise<number> => page.evaluate(`document.querySelectorAll('main, [role="main"]').length`);

/** What axe finds on the whole page, Decap’s messages too; nothing of it is accepted. */
async function violations(): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`);
}

describe.skipIf(!hasBrowser)('the form’s page', () => {
  inOrder();

  it('has one main part in each of its states, and a named frame; axe finds nothing to fix', async () => {
    await page.goto(`${office.url}/admin/#/collections/${PROCEDURE}`);
    await page.getByText('Belum ada permohonan Anda yang selesai', { exact: false }).waitFor();
    expect([await mains(), await violations()]).toEqual([1, []]);
    await page.goto(`${office.url}/admin/#/workflow`);
    await page.getByRole('heading', { name: 'Konsep dan pengajuan' }).waitFor();
    expect([await mains(), await violations()]).toEqual([1, []]);
    await newRequest(page, office.url);
    expect(await mains()).toBe(1);
    expect(await page.locator('#preview-pane').getAttribute('title')).toBe('Surat seperti yang akan dibaca pejabat');
    expect(await violations()).toEqual([]);
  });

  it('lists one’s own requests, submits by two statuses, and deletes a draft of one’s own only', async () => {
    page.on('dialog', (dialog) => dialog.accept());
    const walker = { office, passed: () => undefined };
    const start = `${shifted(office.now(), 'PT96H').slice(0, 13)}:00:00Z`;
    const other = await readSample(PROGRAM, 'rapat-koordinasi-banjir', 'contoh-bpbd', start);
    await openSample(walker, other, 'contoh-bpbd');
    await newRequest(page, office.url);
    await fill(page, { 'Judul kegiatan': 'Konsep saya' });
    await save(page);
    // With Decap's message of it on the page.
    expect(await violations()).toEqual([]);
    await panel().getByText('Konsep.', { exact: false }).waitFor();
    await page.getByRole('button', { name: /^Status: / }).click();
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['Konsep', 'Ajukan']);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('button', { name: 'Hapus konsep ini' }).isVisible()).toBe(true);
    await page.goto(`${office.url}/admin/#/workflow`);
    await page.reload();
    await page
      .getByRole('link', { name: /Konsep saya/ })
      .first()
      .waitFor();
    expect(await page.locator('#nc-root a[href*="/entries/"]').count()).toBe(1);
    await page
      .getByRole('link', { name: /Konsep saya/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Hapus konsep ini' }).click();
    await page
      .getByRole('heading', { name: 'Konsep dan pengajuan' })
      .or(page.getByText('Belum ada permohonan Anda', { exact: false }))
      .first()
      .waitFor();
    await page.goto(`${office.url}/admin/#/workflow`);
    await page.reload();
    await page.getByRole('heading', { name: 'Konsep dan pengajuan' }).waitFor();
    await expect.poll(() => page.getByText('Konsep saya').count()).toBe(0);
  });

  it('shows the alternatives that were offered, and fills in the one that is chosen', async () => {
    page.on('dialog', (dialog) => dialog.accept());
    const walker = { office, passed: () => undefined };
    const start = `${shifted(office.now(), 'PT120H').slice(0, 13)}:00:00Z`;
    const sample = await readSample(PROGRAM, 'rapat-evakuasi-warga', 'contoh-opd', start);
    await newRequest(page, office.url);
    await fill(page, { ...WHOLE, 'Judul kegiatan': 'Rapat dengan alternatif' });
    const name = 'surat-permohonan.pdf';
    const buffer = await readFile(join(PROGRAM, 'examples/requests/rapat-koordinasi-banjir', name));
    await attach(page, [{ name, mimeType: 'application/pdf', buffer }]);
    await save(page);
    await panel().getByText('Konsep.', { exact: false }).waitFor();
    await setStatus(page, 'Ajukan');
    await office.idle();
    // Nobody waits a quarter of a minute for what the register has.
    await panel().getByText('Sudah diajukan sebagai berkas', { exact: false }).waitFor();
    expect(await page.getByRole('button', { name: 'Hapus konsep ini' }).isVisible()).toBe(false);
    const number = Number(/PMK-\d+-(\d+)/.exec(await panel().innerText())?.[1]);
    await walk(walker, number, sample, toAlternatives());
    await page.reload();
    await panel().getByText('Koneksi tidak tersedia di tempat itu', { exact: false }).waitFor();
    await panel().getByText('Tempat lain: Posko Contoh').waitFor();
    await panel().getByRole('button', { name: 'Pilih ini (Alternatif 2)' }).click();
    const valueOf = (label: string): Promise<string> => page.getByLabel(label, { exact: true }).inputValue();
    await expect.poll(() => valueOf('Mulai')).toBe('2099-12-06T13:00');
    expect(await valueOf('Tempat lain (boleh kosong)')).toBe('Posko Contoh');
    const moved = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
    await page.getByRole('button', { name: 'Simpan' }).click();
    expect((await moved).status()).toBe(200);
    const branch = `cms/${PROCEDURE}/${YEAR}/rapat-dengan-alternatif/request`;
    const path = `requests/${YEAR}/rapat-dengan-alternatif/request.yaml`;
    const text = (await git(join(folder, 'repo.git'), ['show', `${branch}:${path}`])).toString();
    expect(text).toContain('mulai: 2099-12-06T13:00:00+07:00');
    expect(text).toContain('tempat: Posko Contoh');
    expect(text).not.toContain('ruang:');
  });
});
