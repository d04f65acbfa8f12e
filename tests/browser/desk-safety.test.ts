import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type Office, openOffice } from '#embedded/office/open-office.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { openSample, STRAIGHT_WAY, walk } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { FIRST } from '../support/folders.ts';
import { machine } from '../support/machine.ts';
import { hasBrowser, openBrowser } from './support/chromium.ts';
import { openDesk, openDeskAs, tokenOf, type Window } from './support/desk.ts';

/** Script, markup and what turns text around: whatever of it ran would leave a mark. */
const SCRIPT = `"'><script>window.ran=1</script><img src=x onerror="window.ran=1"><svg onload="window.ran=1">`;
const BIDI = '\u202egnp.exe\u2066';

let folder = '';
let office: Office;
let browser: Browser;
let hostile = 0;
let plain = 0;
let window: Window;

describe.skipIf(!hasBrowser)('the desk is safe from what it shows', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'meja-'));
    office = await openOffice({ folder, root: FIRST, port: 0, log: () => undefined, machine });
    await office.showSite();
    const start = `${shifted(office.now(), 'PT72H').slice(0, 13)}:00:00Z`;
    const walker = { office, passed: () => undefined };
    const sample = await readSample(PROGRAM, 'rapat-koordinasi-banjir', 'contoh-opd', start);
    plain = await openSample(walker, sample, 'contoh-opd');
    hostile = await openHostile(await readSample(PROGRAM, 'rapat-evakuasi-warga', 'contoh-bpbd', start));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await office?.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(() => window?.context.close());

  /** Every text that the schema leaves free, hostile; notes and a result as well, and a title that turns around. */
  async function openHostile(sample: Awaited<ReturnType<typeof readSample>>): Promise<number> {
    const request = structuredClone(sample.request) as Record<string, Record<string, unknown>>;
    for (const [group, name] of [
      ...(['instansi', 'nama', 'jabatan'] as const).map((each) => ['pemohon', each] as const),
      ...(['nomor', 'perihal'] as const).map((each) => ['surat', each] as const),
      ...(['lokasi', 'uraian'] as const).map((each) => ['krisis', each] as const),
      ['kegiatan', 'judul'] as const,
    ])
      (request[group] ?? {})[name] = SCRIPT.slice(0, name === 'nomor' ? 60 : 120);
    const files = sample.files.map((file) =>
      file.path.endsWith('/request.yaml') ? { ...file, bytes: Buffer.from(stringify(request)) } : file,
    );
    const person = await office.as('contoh-bpbd');
    const branch = 'permohonan/rapat-evakuasi-warga';
    const number = await person.open({ branch, title: `${SCRIPT} ${BIDI}`, files, draft: false });
    await office.idle();
    const moves = STRAIGHT_WAY.slice(0, 5).map((move) => (move.note ? { ...move, note: `${SCRIPT} ${BIDI}` } : move));
    const check = STRAIGHT_WAY[5];
    if (!check?.result) throw new Error('The straight way has no result at row 7.');
    const result = (of: typeof sample) => ({
      ...check.result?.(of),
      tata_letak: SCRIPT,
      uji_koneksi: { waktu: of.start, hasil: 'baik', keterangan: SCRIPT },
    });
    await walk({ office, passed: () => undefined }, number, sample, [...moves, { ...check, result, note: SCRIPT }]);
    return number;
  }

  const place = () => ({ office, folder });

  interface Harm {
    readonly ran: unknown;
    readonly foreign: number;
    readonly shown: number;
  }

  /** What ran, what stands there that should not, and how often a hostile text is shown as text. */
  const harm = (page: Page): Promise<Harm> =>
    page.evaluate<Harm>(`(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
      return {
        ran: window.ran ?? 'nothing',
        foreign: document.querySelectorAll('#meja img, #meja script, #meja iframe, #meja svg:not(.icon)').length,
        shown: document.querySelector('#meja').textContent.split('onerror="window.ran=1"').length - 1,
      };
    })()`);

  it('security rows 23 and 24: script, markup and turned text in every field run nothing, in list and case', async () => {
    window = await openDeskAs(browser, place(), 'contoh-operator');
    const { page, complaints } = window;
    const elsewhere: string[] = [];
    page.on('request', (asked) => {
      if (!asked.url().startsWith(office.url)) elsewhere.push(asked.url());
    });
    await page.getByRole('link', { name: `PMK-2026-${hostile}` }).waitFor();
    expect(await harm(page)).toEqual({ ran: 'nothing', foreign: 0, shown: 1 });
    await page.getByRole('link', { name: `PMK-2026-${hostile}` }).click();
    await page.getByRole('heading', { name: 'Hasil yang Anda benarkan' }).waitFor();
    const { ran, foreign, shown } = await harm(page);
    expect({ ran, foreign }).toEqual({ ran: 'nothing', foreign: 0 });
    expect(shown).toBeGreaterThan(8);
    // What turns text around is kept to itself: it turns nothing of the page.
    const stray = await page.evaluate(
      `[...document.querySelectorAll('#meja *')].filter((at) => at.tagName !== 'BDI' && [...at.childNodes].some((node) => node.nodeType === 3 && /[\\u202a-\\u202e\\u2066-\\u2069]/.test(node.data))).length`,
    );
    expect(stray).toBe(0);
    expect([complaints, elsewhere]).toEqual([[], []]);
  });

  it('security row 23: a script that got in would still be refused by the page’s policy, which allows nothing unsafe', async () => {
    window = await openDeskAs(browser, place(), 'contoh-tu');
    const { page, complaints } = window;
    const policy = await page.locator('meta[http-equiv="content-security-policy"]').getAttribute('content');
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("connect-src 'self';");
    await page.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<p onclick="window.ran = 1" id="masuk">x</p>'); document.querySelector('#masuk').click()`,
    );
    await page.evaluate(`fetch('https://contoh.example/').catch(() => 0)`);
    expect(await page.evaluate('window.ran')).toBeUndefined();
    expect(complaints.filter((each) => each.includes('Content Security Policy')).length).toBeGreaterThan(1);
  });

  it('security row 22: an attachment is saved as what its bytes are, and not at all if it is something else', async () => {
    window = await openDeskAs(browser, place(), 'contoh-tu', `#/${plain}`);
    const { page } = window;
    const row = page.locator('.attachments li').filter({ hasText: 'surat-permohonan.pdf' });
    const saving = page.waitForEvent('download');
    await row.getByRole('button', { name: 'Unduh' }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe('surat-permohonan.pdf');
    const letter = await readFile(join(PROGRAM, 'examples/requests/rapat-koordinasi-banjir/surat-permohonan.pdf'));
    expect(await readFile(await saved.path())).toEqual(letter);
    await row.getByText('Terunduh; isinya sama dengan yang diajukan.').waitFor();
    const answer = async (body: string | Buffer): Promise<void> => {
      await page.unroute('**/contents/**');
      await page.route('**/contents/**', (route) => route.fulfill({ body, contentType: 'text/html' }));
      await row.getByRole('button', { name: 'Unduh' }).click();
    };
    await answer('<script>window.ran=1</script>');
    await row.getByText('Bukan PDF, PNG, atau JPEG; tidak diunduh.').waitFor();
    await answer(Buffer.from(letter.toString('latin1').replace('CONTOH', 'CONTOK'), 'latin1'));
    await row.getByText('Isi lampiran ini lain dari yang diajukan; tidak diunduh.').waitFor();
    expect(await page.evaluate('window.ran')).toBeUndefined();
  });

  it('a token that was pasted is kept in this tab and nowhere else, and signing out forgets it', async () => {
    window = await openDesk(browser, office.url);
    const { page, context } = window;
    await page.getByText('Masuk dengan token').click();
    await page.getByRole('button', { name: 'Pakai token ini' }).click();
    await page.getByText('Token akses: Wajib diisi.').waitFor();
    await page.getByLabel('Token akses').fill(await tokenOf(folder, 'contoh-tu'));
    await page.getByRole('button', { name: 'Pakai token ini' }).click();
    await page.locator('.signed-in').waitFor();
    const kept = () =>
      page.evaluate<{ tab: object; disk: object }>('({ tab: { ...sessionStorage }, disk: { ...localStorage } })');
    const { tab, disk } = await kept();
    expect(Object.keys(tab)).toEqual(['disposisi-meja-token']);
    expect([disk, await context.cookies()]).toEqual([{}, []]);
    await page.reload();
    await page.locator('.signed-in').waitFor();
    await page.getByRole('button', { name: 'Keluar' }).click();
    await page.getByRole('button', { name: 'Masuk sebagai akun contoh' }).waitFor();
    expect((await kept()).tab).toEqual({});
  });

  it('when the session ends what was typed is kept, and is there after signing in again', async () => {
    window = await openDeskAs(browser, place(), 'contoh-tu', `#/${plain}`);
    const { page } = window;
    await page.getByLabel(/^Catatan/).fill('Sudah diperiksa.');
    await page.route('**/reviews', (route) => route.fulfill({ status: 401, json: { message: 'Bad credentials' } }));
    await page.getByRole('button', { name: 'Setujui → teruskan ke Kepala Dinas' }).click();
    await page.getByText('Sesi berakhir. Masuk kembali; isian tetap tersimpan.').waitFor();
    await page.unroute('**/reviews');
    const opening = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Masuk sebagai akun contoh' }).click();
    await (await opening).getByRole('button', { name: 'Contoh Petugas TU' }).click();
    await page.getByRole('heading', { level: 1, name: `PMK-2026-${plain}` }).waitFor();
    await expect.poll(() => page.getByLabel(/^Catatan/).inputValue()).toBe('Sudah diperiksa.');
  });

  it('a network that fails is said, keeps what was typed, and can be tried again', async () => {
    window = await openDeskAs(browser, place(), 'contoh-tu', `#/${plain}`);
    const { page } = window;
    await page.getByLabel(/^Catatan/).fill('Lengkap.');
    await page.route('**/reviews', (route) => route.abort());
    await page.getByRole('button', { name: 'Setujui → teruskan ke Kepala Dinas' }).click();
    await page.getByText(/^Belum terkirim: jaringan tidak terhubung\./).waitFor();
    await page.unroute('**/reviews');
    await page.getByRole('button', { name: 'Setujui → teruskan ke Kepala Dinas' }).click();
    await page.locator('.is-accepted').waitFor();
    await expect.poll(() => page.getByText('Bukan giliran TU: menunggu Kepala Dinas (baris 3).').count()).toBe(1);
  });
});
