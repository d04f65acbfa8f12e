import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type Office, openOffice } from '#embedded/office/open-office.ts';
import { readSample, shifted, wallTime } from '#embedded/office/samples.ts';
import { type Move, openSample, STRAIGHT_WAY, walk } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { git } from '#engine/register/git.ts';
import { FIRST } from '../support/folders.ts';
import { machine } from '../support/machine.ts';
import { hasBrowser, needs, openBrowser } from './support/chromium.ts';
import { openDesk, openDeskAs, tokenOf, type Window } from './support/desk.ts';
import { signInFrom } from './support/sign-in.ts';

/** Script and markup that would leave a trace if any of it ran. */
const SCRIPT = `"'><script>window.ran=1</script><img src=x onerror="window.ran=1"><svg onload="window.ran=1">`;

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

  /**
   * Opens a case with hostile text in every free field of the schema, in notes and in a result. No text changes the
   * writing direction, since R9 refuses such text.
   */
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
    const number = await person.open({ branch, title: SCRIPT, files, draft: false });
    await office.idle();
    const moves = STRAIGHT_WAY.slice(0, 5).map((move) => (move.note ? { ...move, note: SCRIPT } : move));
    const check = STRAIGHT_WAY[5];
    if (!check?.result) throw new Error('The straight way has no result at row 7.');
    const result: Move['result'] = (of, act) => ({
      ...check.result?.(of, act),
      tata_letak: SCRIPT,
      uji_koneksi: { waktu: wallTime(act.at, of.start), hasil: 'baik', keterangan: SCRIPT },
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

  /** Returns what ran, which forbidden elements there are, and how often a hostile text is shown as text. */
  const harm = (page: Page): Promise<Harm> =>
    page.evaluate<Harm>(`(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
      return {
        ran: window.ran ?? 'nothing',
        foreign: document.querySelectorAll('#meja img, #meja script, #meja iframe, #meja svg:not(.i, .dial)').length,
        shown: document.querySelector('#meja').textContent.split('onerror="window.ran=1"').length - 1,
      };
    })()`);

  it('security rows 23 and 24: script and markup in every field run nothing, in list and case', async () => {
    window = await openDeskAs(browser, place(), 'contoh-operator');
    const { page, complaints } = window;
    const elsewhere: string[] = [];
    page.on('request', (asked) => {
      if (!asked.url().startsWith(office.url)) elsewhere.push(asked.url());
    });
    await page.getByRole('link', { name: `PMK-2026-${hostile}` }).waitFor();
    // Once as the title, and once as the agency.
    expect(await harm(page)).toEqual({ ran: 'nothing', foreign: 0, shown: 2 });
    await page
      .getByRole('link', { name: `PMK-2026-${hostile}` })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Hasil yang Anda benarkan' }).waitFor();
    const { ran, foreign, shown } = await harm(page);
    expect({ ran, foreign }).toEqual({ ran: 'nothing', foreign: 0 });
    expect(shown).toBeGreaterThan(8);
    expect([complaints, elsewhere]).toEqual([[], []]);
  });

  it('security row 23: a script that got into the page would still be refused by the page’s policy, which allows nothing unsafe', async () => {
    window = await openDeskAs(browser, place(), 'contoh-tu');
    const { page, complaints } = window;
    const policy = await page.locator('meta[http-equiv="content-security-policy"]').getAttribute('content');
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("connect-src 'self';");
    const markup = `document.body.insertAdjacentHTML('beforeend', '<p onclick="window.ran = 1">x</p>')`;
    await expect(page.evaluate(markup)).rejects.toThrow(/TrustedHTML|violation blocked by CSP/);
    await page.evaluate(`fetch('data:text/javascript,window.ran=1').catch(() => 0)`);
    await page.evaluate(
      `const p = document.createElement('p'); try { p.setAttribute('onclick', 'window.ran = 1') } catch {} document.body.append(p); p.click()`,
    );
    await page.evaluate(`fetch('https://contoh.example/').catch(() => 0)`);
    expect(await page.evaluate('window.ran')).toBeUndefined();
    expect(complaints.filter((each) => /Content Security Policy|settings blocked/.test(each)).length).toBeGreaterThan(
      1,
    );
  });

  it('security row 22: an attachment is saved only if its bytes have an allowed type and are the submitted ones', async ({
    skip,
  }) => {
    needs(skip, 'savedFiles');
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
    const saveWith = async (body: string | Buffer): Promise<void> => {
      await page.unroute('**/contents/**');
      await page.route('**/contents/**', (route) => route.fulfill({ body, contentType: 'text/html' }));
      await row.getByRole('button', { name: 'Unduh' }).click();
    };
    await saveWith('<script>window.ran=1</script>');
    await row.getByText('Bukan PDF, PNG, atau JPEG; tidak diunduh.').waitFor();
    await saveWith(Buffer.from(letter.toString('latin1').replace('CONTOH', 'CONTOK'), 'latin1'));
    await row.getByText('Isi lampiran ini berbeda dari yang diajukan; tidak diunduh.').waitFor();
    expect(await page.evaluate('window.ran')).toBeUndefined();
  });

  it('a pasted token is kept in this tab only, and signing out forgets it', async () => {
    window = await openDesk(browser, office.url);
    const { page, context } = window;
    await page.getByText('Masuk dengan token').click();
    await page.getByRole('button', { name: 'Pakai token ini' }).click();
    await page.getByText('Token akses: Wajib diisi.').waitFor();
    await page.getByLabel('Token akses').fill('bukan-token');
    await page.getByRole('button', { name: 'Pakai token ini' }).click();
    // A token that was never accepted ends no session. The field stays open, and has the focus.
    await page.getByText('Token ini tidak berlaku.', { exact: false }).waitFor();
    await page.locator('#token:focus').waitFor();
    expect(await page.getByText('Sesi berakhir', { exact: false }).count()).toBe(0);
    const token = await office.forge.accounts.token('contoh-tu');
    expect(token).not.toBe(await tokenOf(folder, 'contoh-tu'));
    await page.getByLabel('Token akses').fill(token);
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
    // A copy of the token opens nothing any more.
    const user = { headers: { authorization: `token ${token}` } };
    await expect.poll(async () => (await fetch(`${office.forge.apiUrl}/user`, user)).status).toBe(401);
  });

  it('security row 41: inside another page, desk and form show no button, but a link that opens the page by itself', async () => {
    // GitHub Pages serves the site like this, without a header.
    const bare = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://x').pathname.replace(/\/$/, '/index.html');
      readFile(join(office.site, path)).then(
        (content) =>
          response
            .setHeader(
              'content-type',
              path.endsWith('.js') ? 'text/javascript' : path.endsWith('.css') ? 'text/css' : 'text/html',
            )
            .end(content),
        () => response.writeHead(404).end(),
      );
    });
    const stranger = createServer((request, response) =>
      response
        .setHeader('content-type', 'text/html')
        .end(`<iframe src="${decodeURIComponent((request.url ?? '').slice(2))}"></iframe>`),
    );
    const listen = async (server: Server): Promise<string> => {
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    };
    const context = await browser.newContext();
    try {
      const [site, other] = [await listen(bare), await listen(stranger)];
      const page = await context.newPage();
      for (const [path, said, link] of [
        ['/meja/', 'Halaman ini dibuka di dalam halaman lain', 'Buka halaman ini sendiri'],
        ['/admin/?lang=en', 'This page was opened inside another page', 'Open this page by itself'],
        ['/en/meja/', 'This page was opened inside another page', 'Open this page by itself'],
      ]) {
        await page.goto(`${other}/?${encodeURIComponent(site + path)}`);
        const frame = page.frameLocator('iframe');
        await frame.getByText(said ?? '').waitFor();
        expect(await frame.locator('button:not(header button)').count()).toBe(0);
        expect(await frame.getByRole('link', { name: link ?? '' }).getAttribute('target')).toBe('_top');
      }
      await page.frameLocator('iframe').getByRole('link', { name: 'Open this page by itself' }).click();
      await page.getByRole('button', { name: 'Sign in as a sample account' }).waitFor();
      expect(page.url()).toBe(`${site}/en/meja/`);
    } finally {
      await context.close();
      for (const server of [bare, stranger]) server.close();
    }
  });

  it('when the session ends, typed text is kept for its account, until this account signs out', async () => {
    window = await openDeskAs(browser, place(), 'contoh-tu', `#/${plain}`);
    const { page } = window;
    await page.getByLabel(/^Catatan/).fill('Sudah diperiksa.');
    await page.route('**/reviews', (route) => route.fulfill({ status: 401, json: { message: 'Bad credentials' } }));
    await page.getByRole('button', { name: 'Setujui, teruskan ke Kepala Dinas' }).click();
    await page.getByText('Sesi berakhir. Masuk kembali; isian tetap tersimpan.').waitFor();
    await page.unroute('**/reviews');
    const kept = () => page.evaluate<string>('JSON.stringify({ ...sessionStorage })');
    // With another account in this tab, the typed text stays and is not shown to them. Their signing out does not
    // remove it.
    await signInFrom(page, 'Masuk sebagai akun contoh', 'Contoh Kepala Dinas');
    await page.getByText('Bukan giliran Kepala Dinas').waitFor();
    await page.getByRole('button', { name: 'Keluar' }).click();
    await signInFrom(page, 'Masuk sebagai akun contoh', 'Contoh Petugas TU');
    await page.getByRole('heading', { level: 1, name: `PMK-2026-${plain}` }).waitFor();
    await expect.poll(() => page.getByLabel(/^Catatan/).inputValue()).toBe('Sudah diperiksa.');
    // When its writer signs out, the text is removed, and so is the sign-in to the form.
    await page.evaluate(`localStorage.setItem('decap-cms-user', '{"token":"x"}')`);
    expect(await kept()).toContain('Sudah diperiksa.');
    await page.getByRole('button', { name: 'Keluar' }).click();
    await page.getByRole('button', { name: 'Masuk sebagai akun contoh' }).waitFor();
    expect(await kept()).toBe('{}');
    expect(await page.evaluate(`localStorage.length`)).toBe(0);
  });

  it.each([
    ['the receipt', (number: number) => `#/${number}/tanda-terima`],
    ['a case', (number: number) => `#/${number}`],
    ['the list', () => ''],
  ])(
    'a session that has ended is reported on %s, its token is forgotten, and after signing in the same page is shown',
    async (_, at) => {
      window = await openDeskAs(browser, place(), 'contoh-opd', at(plain));
      const { page } = window;
      const shown = page.getByRole('heading', { level: 1 });
      await shown.waitFor();
      const before = await shown.innerText();
      await page.route(/\/api\//, (route) => route.fulfill({ status: 401, json: { message: 'Bad credentials' } }));
      await page.reload();
      await page.getByText('Sesi berakhir. Masuk kembali; isian tetap tersimpan.').waitFor();
      expect(await page.evaluate(`sessionStorage.getItem('disposisi-meja-token')`)).toBe(null);
      await page.unroute(/\/api\//);
      await signInFrom(page, 'Masuk sebagai akun contoh', 'Contoh OPD');
      await page.locator('.signed-in').waitFor();
      await expect.poll(() => shown.innerText()).toBe(before);
    },
  );

  it('security row 43: the form finds no token of the desk in its tab', async () => {
    window = await openDeskAs(browser, place(), 'contoh-tu');
    const { page } = window;
    const leads = page.getByRole('link', { name: 'Formulir CMS (tab baru)' });
    expect([await leads.getAttribute('target'), await leads.getAttribute('rel')]).toEqual(['_blank', 'noopener']);
    // Decap has 5 MB, and loads after the part that is tested here.
    await page.route('**/decap-cms.js', (route) => route.abort());
    await page.goto(`${office.url}/admin/`);
    await expect.poll(() => page.evaluate(`sessionStorage.getItem('disposisi-meja-token')`)).toBe(null);
  });

  it('R9: a note that changes the writing direction or is too long, sent past the desk, is refused, and is in no register and on no page', async () => {
    const tu = await office.as('contoh-tu');
    for (const note of ['Lihat \u202egnp.exe', 'panjang '.repeat(6_000)]) await tu.review(plain, 'APPROVE', note);
    await office.idle();
    window = await openDeskAs(browser, place(), 'contoh-tu', `#/${plain}`);
    const trail = await window.page.locator('.act-refused').allTextContents();
    expect(trail.map((each) => /U\+202E|paling banyak 4000, diterima 47999/.exec(each)?.[0])).toEqual([
      'U+202E',
      'paling banyak 4000, diterima 47999',
    ]);
    const register = await git(join(folder, 'repo.git'), ['log', '-p', 'register']);
    const page = await readFile(join(office.site, `berkas/PMK-2026-${plain}/index.html`), 'utf8');
    expect(register.toString()).toContain('U+202E');
    for (const kept of [register.toString(), page]) expect(kept).not.toMatch(/\u202e|(?:panjang ){100}/);
  });

  it('R9: the desk does not send a note that R9 refuses; after a failed network, the act can be sent again', async () => {
    window = await openDeskAs(browser, place(), 'contoh-tu', `#/${plain}`);
    const { page } = window;
    // The desk reports what R9 refuses, and does not send it.
    for (const [note, said] of [
      ['Lihat \u202egnp.exe', /Karakter pengubah arah tulisan tidak diterima \(diterima U\+202E\)/],
      ['baik '.repeat(1_000), /Teks terlalu panjang \(paling banyak 4000, diterima 4999\)/],
    ] as const) {
      await page.getByLabel(/^Catatan/).fill(note);
      await page.getByRole('button', { name: 'Setujui, teruskan ke Kepala Dinas' }).click();
      await page.locator('.fault').getByText(said).waitFor();
    }
    await page.getByLabel(/^Catatan/).fill('Lengkap.');
    await page.route('**/reviews', (route) => route.abort());
    await page.getByRole('button', { name: 'Setujui, teruskan ke Kepala Dinas' }).click();
    await page.getByText(/^Belum terkirim: jaringan tidak terhubung\./).waitFor();
    await page.unroute('**/reviews');
    await page.getByRole('button', { name: 'Setujui, teruskan ke Kepala Dinas' }).click();
    await page.locator('.is-accepted').waitFor();
    await expect.poll(() => page.getByText('Bukan giliran TU: menunggu Kepala Dinas (langkah 3).').count()).toBe(1);
  });
});
