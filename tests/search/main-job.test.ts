import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser } from '../browser/support/chromium.ts';
import { noteAtDesk, pressAtDesk } from '../browser/support/desk.ts';
import {
  attachAtDesk,
  fillAtDesk,
  openWritingOffice,
  submitAtDesk,
  WHOLE_AT_DESK,
  type WritingOffice,
} from '../browser/support/desk-request.ts';
import { FIRST } from '../support/folders.ts';
import { inOrder } from '../support/in-order.ts';

const TITLE = 'Rapat pekerjaan utama';
let w: WritingOffice;
let id = '';

// This is the only file of `npm test` that needs a browser. All other tests that need a browser are in tests/browser.
describe.skipIf(!hasBrowser)('the main job, in a browser', () => {
  inOrder();
  beforeAll(async () => {
    w = await openWritingOffice(FIRST);
  });
  afterAll(() => w?.close());
  afterEach(() => w?.closeDevices());

  it('R13: an applicant writes a request at the desk, submits it, and is given the number of the case', async () => {
    const page = await w.begin();
    await fillAtDesk(page, { ...WHOLE_AT_DESK, 'Judul kegiatan': TITLE });
    await attachAtDesk(page);
    id = await submitAtDesk(page);
    expect(id).toMatch(/^PMK-\d{4}-\d+$/);
  });

  it.each([
    ['TU', 'contoh-tu', '', 'Setujui, teruskan ke Kepala Dinas'],
    ['the head of the office', 'contoh-kepala-dinas', 'Kabid Aptika: tindak lanjuti.', /^Setujui, /],
  ])('R1, R5: %s decides their row at the desk', async (_who, login, note, button) => {
    const page = await w.openAs(await w.device(), login, '');
    await page.getByRole('link', { name: id }).click();
    await page.getByRole('heading', { level: 1, name: id }).waitFor();
    await page.getByText(/^Yang diminta langkah \d+$/).waitFor();
    if (note !== '') await noteAtDesk(page).fill(note);
    // The head of the office reports to the mayor later, by an act of its own.
    const together = page.getByRole('checkbox', { name: /^Sekaligus langkah/ });
    if (await together.isVisible()) await together.uncheck();
    await pressAtDesk(page, button);
  });

  it('R32: the public page of the case shows both decisions and whose turn it is, and the first page links to it', async () => {
    await w.office.idle();
    const page = await (await w.device()).newPage();
    await page.goto(w.office.url);
    await page.getByRole('link', { name: TITLE }).first().click();
    await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
    // The trail of finished steps is folded, so that its text is not visible.
    const text = ((await page.locator('main').textContent()) ?? '').replace(/\s+/g, ' ');
    expect(text).toContain(id);
    expect(text).toMatch(/Menunggu Kepala Dinas .*\(langkah 4 dari 10\)/);
    expect(text).toMatch(/Disetujui ?TU — Contoh Petugas TU.*Disetujui ?Kepala Dinas — /);
    expect(text).not.toContain('080000000001');
  });
});
