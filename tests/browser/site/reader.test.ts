import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logPlaceWords } from '#domain/words/checkpoint.ts';
import { pathOf } from '#public/site/site.ts';
import { hasBrowser, openBrowser } from '../support/chromium.ts';
import { Walk } from '../../support/walked-case.ts';
import { HOSTILE, hostileCases } from '../../site/support/hostile.ts';
import { type Files, idsOf, publishLog, putLog, signer, writeFiles } from '../../site/support/published.ts';
import { type BuiltSite, buildSite, pagesOf, type Served, serve } from '../../site/support/site.ts';

/** The time at which the register was read. */
const READ = '2026-11-25T02:00:00Z';
/** The readers’ own clocks are wrong, since nothing may depend on them. */
const WRONG = '2013-01-01T00:00:00Z';

let site: BuiltSite & Served;
/** The time that the site’s server sends. */
let serverTime = READ;
let pages: string[][];
/** The ids of all entries, as they are in the site’s log. */
let ids: string[];
const office = signer('kantor.example/disposisi');
let browser: Browser;

beforeAll(async () => {
  const built = await buildSite([new Walk(1, '2026-11-25T02:00:00Z').to('disposisi'), ...hostileCases()], {
    readAt: READ,
  });
  site = { ...built, ...(await serve(built.folder, () => serverTime)) };
  ids = await publishLog(site.folder, office);
  pages = await pagesOf(site);
  if (hasBrowser) browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  site?.close();
  await site?.remove();
});

interface Reader {
  readonly page: Page;
  readonly complaints: string[];
  readonly elsewhere: string[];
}

/**
 * Opens a tab as a reader. Records the messages of the browser, and the other sites that the browser calls.
 * @param now the time that the server sends, while the reader’s own clock is wrong
 */
async function reader({ now = '', script = true } = {}): Promise<Reader> {
  const context = await browser.newContext({ javaScriptEnabled: script, viewport: { width: 1_280, height: 900 } });
  const page = await context.newPage();
  const [complaints, elsewhere]: [string[], string[]] = [[], []];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (asked) => {
    if (!asked.url().startsWith(site.origin)) elsewhere.push(asked.url());
  });
  serverTime = now || READ;
  if (now) await page.clock.install({ time: new Date(WRONG) });
  return { page, complaints, elsewhere };
}

/** Opens a page as a reader, and waits until its script, if any, has read the register’s head. */
async function read(path: string, options: { now?: string; script?: boolean } = {}): Promise<Reader> {
  const opened = await reader(options);
  await visit(opened.page, path, options.script ?? true);
  return opened;
}

async function visit(page: Page, path: string, script = true): Promise<void> {
  const answered = script ? page.waitForResponse((answer) => answer.url().endsWith('/data/register.json')) : undefined;
  await page.goto(site.origin + path);
  await answered;
}

describe.skipIf(!hasBrowser)('a reader of the public site', () => {
  it('security row 23: hostile text in every public field runs nothing, contacts nobody else, and causes no message of the browser', async () => {
    const { page, complaints, elsewhere } = await reader();
    let shown = 0;
    for (const path of pages.flat()) {
      await visit(page, path);
      // Folded parts are shown as well, since they may load only then.
      const seen = await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
        const { ran } = window as { ran?: number };
        return {
          ran,
          foreign: document.querySelectorAll('main img, main script:not([src]), main iframe').length,
          text: document.body.textContent ?? '',
        };
      });
      expect({ path, ran: seen.ran, foreign: seen.foreign }).toEqual({ path, ran: undefined, foreign: 0 });
      await expect.poll(() => page.locator('h1').count()).toBe(1);
      shown += seen.text.split(HOSTILE).length - 1;
    }
    expect(shown).toBeGreaterThan(100);
    expect(complaints).toEqual([]);
    expect(elsewhere).toEqual([]);
    // In the archive’s search and the check of a chain, a script writes the texts that it has read into the page.
    await visit(page, '/arsip/');
    await page.getByLabel('Nomor, judul, atau instansi').fill('onerror');
    await page.locator('#hasil a').first().waitFor();
    await visit(page, '/periksa/?berkas=PMK-2026-2');
    await page.getByText(/^Utuh/).waitFor();
    await page.getByText('Entri menurut rantai').click();
    expect(await page.evaluate(() => (window as { ran?: number }).ran)).toBeUndefined();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('security row 23: a script that got into a page would still be refused by its policy, and be reported', async () => {
    const { page, complaints } = await read('/');
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = 1';
      document.body.append(script);
      document.body.insertAdjacentHTML('beforeend', '<p style="color: red" onclick="window.ran = 1" id="masuk">x</p>');
      document.querySelector<HTMLElement>('#masuk')?.click();
    });
    expect(await page.evaluate(() => (window as { ran?: number }).ran)).toBeUndefined();
    expect(complaints.filter((each) => each.includes('Content Security Policy')).length).toBeGreaterThan(1);
    await page.context().close();
  });

  it('a reader sees how much time is left, and sees it run out without loading the page again', async () => {
    const { page } = await read('/berkas/PMK-2026-1/', { now: '2026-11-25T02:19:30Z' });
    const left = page.locator('article .left');
    const tag = page.locator('.case-top .tag').first();
    await expect.poll(() => left.textContent()).toBe('hari ini, sisa 13 menit');
    await expect.poll(() => tag.textContent()).toContain('Berjalan');
    await page.clock.runFor(9 * 60_000);
    expect([await left.textContent(), await tag.textContent()]).toEqual([
      'hari ini, sisa 4 menit',
      'Mendekati tenggat',
    ]);
    await page.clock.runFor(5 * 60_000);
    await expect.poll(() => left.textContent()).toMatch(/^terlambat (kurang dari )?1 menit$/);
    await expect.poll(() => page.locator('.case-top .tag').first().textContent()).toContain('Lewat tenggat');
    await expect.poll(() => page.locator('#kabar').textContent()).toContain('PMK-2026-1');
    await page.context().close();
  });

  it('a reader without script reads deadlines as absolute times, and reaches case, archive and SOP by links', async () => {
    const { page } = await read('/', { script: false });
    const text = await page.locator('main').textContent();
    expect(text).toContain('Tenggat 25 Nov 2026 09.33');
    await page.goto(`${site.origin}/arsip/`);
    await expect.poll(() => page.locator('main').textContent()).toContain('daftar per tahun tetap tersedia');
    // The reader uses links only: from the overview to a case, to its month in the archive, to the SOP, into English
    // and back.
    await page.goto(site.origin);
    await page.locator('.case-line').filter({ hasText: 'PMK-2026-1' }).getByRole('link').first().click();
    await expect.poll(() => page.locator('.case-top .number').textContent()).toBe('PMK-2026-1');
    await page.getByRole('link', { name: 'Arsip' }).click();
    await page.getByRole('link', { name: 'November 2026' }).click();
    await page.locator('.case-line').filter({ hasText: 'PMK-2026-3' }).getByRole('link').first().click();
    await expect.poll(() => page.locator('.lead').textContent()).toContain('Ditolak');
    await page.getByRole('link', { name: 'SOP', exact: true }).click();
    await page.getByRole('link', { name: 'English' }).click();
    await expect.poll(() => page.locator('#realisasi').textContent()).toBe('Time taken in practice');
    await page.context().close();
  });

  it('the site shows when the register was read, and warns if that was two days ago', async () => {
    const { page } = await read('/sop/', { now: '2026-11-27T02:20:00Z' });
    await page.locator('.stale').waitFor({ state: 'visible' });
    const when = 'Rabu, 25 November 2026 pukul 09.00 WIB';
    await expect
      .poll(() => page.locator('.stale').textContent())
      .toBe(`Data terakhir dibaca ${when}; status mungkin sudah berubah.`);
    await expect.poll(() => page.locator('#kepala').textContent()).toContain(`Data per ${when}, register ffff`);
    await visit(page, '/en/sop/');
    await page.getByText('Data as of Wednesday, 25 November 2026, 09:00 WIB, register ffff').waitFor();
    await page.context().close();
  });

  it('a reader finds running and ended cases by their words, and by their state', async () => {
    const { page } = await read('/arsip/');
    await page.getByLabel('Nomor, judul, atau instansi').fill('KESIAPSIAGAAN rapat');
    await page.getByText('4 berkas cocok.').waitFor();
    await page.getByText('Seluruh berkas sudah dicari.').waitFor();
    await page.getByText('Saringan').click();
    await page.getByLabel('Status').selectOption('running');
    await page.getByText('2 berkas cocok.').waitFor();
    await expect
      .poll(() => page.locator('#hasil .state').allTextContents())
      .toEqual(['Berjalan, langkah 3 dari 10', 'Menunggu pemohon, langkah 1 dari 10']);
    await page.getByLabel('Status').selectOption('rejected');
    await page.getByText('1 berkas cocok.').waitFor();
    await expect.poll(() => page.locator('#hasil a').getAttribute('href')).toBe('/berkas/PMK-2026-3/');
    await expect
      .poll(() => page.locator('#hasil .state').textContent())
      .toMatch(/^Ditolak, Rabu, 25 November 2026 pukul \d\d\.\d\d WIB$/);
    await page.getByLabel('Nomor, judul, atau instansi').fill('tidak ada');
    await page.getByText('Hapus sebagian saringan.').waitFor();
    // Without a filter there is none to remove.
    await page.getByLabel('Status').selectOption('');
    await page.getByText('Tidak ada berkas yang cocok. Coba kata lain.').waitFor();
    await page.getByLabel('Nomor, judul, atau instansi').fill('kesiapsiagan');
    await page.getByText('Tidak ada yang persis sama. Maksud Anda “kesiapsiagaan”? 4 berkas cocok.').waitFor();
    await page.getByLabel('Nomor, judul, atau instansi').fill('pmk 3');
    await page.getByText('1 berkas cocok.').waitFor();
    await expect.poll(() => page.locator('#hasil .number').textContent()).toContain('PMK-2026-3');
    await page.context().close();
  });

  it.each([true, false])('the first page’s search leads to the archive (script: %s)', async (script) => {
    const { page, complaints } = await read('/en/', { script });
    await page.getByLabel('Number, title or agency').fill('kesiapsiagaan');
    await page.getByRole('button', { name: 'Track', exact: true }).click();
    await page.waitForURL('**/en/arsip/?kata=kesiapsiagaan');
    if (script) {
      await page.getByText('4 cases match.').waitFor();
      await page.locator('#hasil a').first().click();
      await page.waitForURL('**/en/berkas/*/');
      await page.goBack();
      await page.getByText('4 cases match.').waitFor();
    } else {
      const reported = page.locator('noscript p');
      expect([await reported.isVisible(), await reported.textContent()]).toEqual([
        true,
        'The search needs script. Without script, use the lists by year, and the overview of running cases.',
      ]);
      expect(await page.locator('form').isVisible()).toBe(false);
      expect(await page.getByRole('link', { name: 'November 2026' }).isVisible()).toBe(true);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('the address has the search, so that another reader sees the same search, also in the other language', async () => {
    const { page } = await read('/arsip/');
    await page.getByLabel('Nomor, judul, atau instansi').fill('rapat & posko');
    await page.getByText('Saringan').click();
    await page.getByLabel('Tahun').selectOption('2026');
    const query = '?kata=rapat+%26+posko&tahun=2026';
    await expect.poll(() => new URL(page.url()).search).toBe(query);
    await page.getByRole('link', { name: 'English' }).click();
    await page.waitForURL(`**/en/arsip/${query}`);
    await page.context().close();
    const other = await read(`/arsip/${query}`);
    await expect.poll(() => other.page.getByLabel('Nomor, judul, atau instansi').inputValue()).toBe('rapat & posko');
    expect(await other.page.getByLabel('Tahun').inputValue()).toBe('2026');
    await other.page.getByLabel('Nomor, judul, atau instansi').fill('');
    await other.page.getByLabel('Tahun').selectOption('');
    await expect.poll(() => new URL(other.page.url()).search).toBe('');
    await other.page.context().close();
  });

  it('a number that is typed whole leads to its case before the archive is read, and an unknown one is reported', async () => {
    const { page } = await read('/arsip/');
    const held: (() => Promise<void>)[] = [];
    await page.route('**/data/arsip-2026.json', (route) => void held.push(() => route.continue()));
    await page.getByLabel('Nomor, judul, atau instansi').fill('pmk-2026-3');
    await page.getByRole('link', { name: 'Buka berkas PMK-2026-3' }).waitFor();
    await page.getByText('Sudah dicari: berkas yang berjalan dan yang baru ditutup. Memuat arsip 2026 …').waitFor();
    expect(await page.locator('#jumlah').textContent()).toBe('Belum ada berkas yang cocok.');
    for (const go of held) await go();
    await page.getByText('1 berkas cocok.').waitFor();
    await page.getByLabel('Nomor, judul, atau instansi').fill('PMK-2019-77');
    await page.getByText('Tidak ada berkas bernomor PMK-2019-77.').waitFor();
    await page.context().close();
  });

  it('R38: the search reads only the files that a page of results needs, the latest year first, and more after a click', async () => {
    const lines = (year: number, count: number) =>
      Array.from({ length: count }, (_, i) => ({
        ...{ id: `PMK-${year}-${i}`, procedure: 'x', status: 'completed', zone: 'Asia/Pontianak', filters: {} },
        ...{ submitted: `${year}-01-01T02:00:00Z`, ended: `${year}-02-02T02:00:00Z`, words: 'banjir' },
      }));
    const { page } = await reader();
    const asked: string[] = [];
    const answer = {
      terbaru: { running: [], ended: {} },
      berjalan: [],
      2026: lines(2026, 30),
      2025: lines(2025, 30),
      2024: lines(2024, 1),
    };
    await page.route('**/data/arsip-*.json', (route) => {
      const name = /arsip-(.*)\.json/.exec(route.request().url())?.[1] ?? '';
      asked.push(name);
      return route.fulfill({ json: answer[name as '2024'] });
    });
    await page.route('**/arsip/?kata=banjir', async (route) => {
      const response = await route.fetch();
      const text = (await response.text()).replace('data-years="2026"', 'data-years="2024 2025 2026"');
      await route.fulfill({ response, body: text });
    });
    await visit(page, '/arsip/?kata=banjir');
    await page.getByText('60 berkas cocok.').waitFor();
    await page
      .getByText('berkas yang berjalan, dan arsip sampai tahun 2025. Arsip 2024 dan sebelumnya belum dicari.')
      .waitFor();
    expect(asked).toEqual(['terbaru', 'berjalan', '2026', '2025']);
    expect(await page.locator('#hasil li').count()).toBe(50);
    await page.getByRole('button', { name: 'Tampilkan lagi' }).click();
    await page.getByText('61 berkas cocok.').waitFor();
    await page.getByText('Seluruh berkas sudah dicari.').waitFor();
    expect(asked).toEqual(['terbaru', 'berjalan', '2026', '2025', '2024']);
    expect(await page.locator('#hasil li').count()).toBe(61);
    // The archive has no running cases.
    asked.length = 0;
    await page.getByText('Saringan').click();
    await page.getByLabel('Status').selectOption('running');
    await page.getByText('Tidak ada berkas yang cocok.').waitFor();
    expect(asked).toEqual([]);
    await page.context().close();
  });

  it('R38: the search finds what ended or changed since the file of its year was written, and lists it once', async () => {
    const kept = join(site.folder, 'data/arsip-terbaru.json');
    const [lines, before] = [
      JSON.parse(await site.text('data/arsip-2026.json')),
      await site.text('data/arsip-terbaru.json'),
    ];
    const known = (lines as { id: string; words: string }[]).find(({ id }) => id === 'PMK-2026-3');
    const changed = { ...known, words: `${known?.words} kemudian` };
    const fresh = { ...known, title: 'Lain', id: 'PMK-2027-9', ended: '2027-01-02T02:00:00Z', words: 'baru kemudian' };
    await writeFile(kept, JSON.stringify({ running: [], ended: { 2026: [changed], 2027: [fresh] } }));
    const { page } = await read('/arsip/');
    await page.getByLabel('Nomor, judul, atau instansi').fill('KESIAPSIAGAAN rapat');
    await page.getByText('Seluruh berkas sudah dicari.').waitFor();
    expect(
      await page
        .locator('#hasil .number')
        .filter({ hasText: /^PMK-2026-3( |$)/ })
        .count(),
    ).toBe(1);
    await page.getByLabel('Nomor, judul, atau instansi').fill('kemudian');
    await page.getByText('2 berkas cocok.').waitFor();
    await expect
      .poll(() => page.locator('#hasil .number').allTextContents())
      .toEqual([expect.stringContaining('PMK-2027-9'), expect.stringContaining('PMK-2026-3')]);
    await page.context().close();
    await writeFile(kept, before);
  });

  it('R27, R37: a reader verifies a case part by part, and sees what was changed in chain, page and history', async () => {
    const { page, complaints } = await read('/periksa/?berkas=PMK-2026-2');
    const verdict = page.locator('#putusan');
    const broken = page.locator('#hal [data-mark="broken"] p:last-child');
    const ask = async (id: string) => {
      await page.getByLabel('Nomor berkas').fill(id);
      await page.keyboard.press('Enter');
    };
    const whole = /^Utuh: \d+ entri dan data berkas ini cocok/;
    await page.getByText(whole).waitFor();
    // The scripts of this page are small too. These features take part of their size:
    // - 2.4 KB: the route of a case and what each step waits for, in words that the desk shares
    // - 1.2 KB: the changes of each round
    // - 1 KB: spans and a missing decision (R44)
    // - 0.9 KB: signed documents, and results that lead elsewhere
    // - 0.8 KB: ends in the SOP’s own words, and extensions (R43, R44)
    // - 0.7 KB: assigned actors, and parties without an account (R41, R42)
    // - 0.5 KB: times in the units of their clock (R23)
    // - 0.3 KB: times as people read them, and what the verdict does not cover (R37)
    // - 0.2 KB: receipts in the words of earlier versions
    // - 0.1 KB: papers that were filed after they were signed (R47)
    // - 0.1 KB: acting officials named as such (R17)
    // - 0.1 KB: how much of a step's time is used, in the script of every page
    const scripts = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    const paths = new Set(scripts.map((name) => new URL(name).pathname).filter((name) => name.endsWith('.js')));
    const sizes = await Promise.all(
      [...paths].map(async (name) => gzipSync(await readFile(join(site.folder, name))).length),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(36_200);
    // Each part has a mark with an icon and a word.
    const things = await page.locator('#hal .claim').allTextContents();
    expect(things.map((each) => each.replace(/\s+/g, ' ').trim())).toEqual([
      'Tercatat dalam rantai Cocok',
      'Data berkas mengikuti rantai Cocok',
      'Sebagian halaman berkas mengikuti data Cocok',
      'Rantai sesuai titik periksa Cocok',
      'Titik periksa ditandatangani kantor Cocok',
      'Melanjutkan yang Anda lihat Belum ada',
      'Disaksikan Belum ada',
    ]);
    expect(await page.locator('#hal .claim .tag svg').count()).toBe(things.length);
    // Every case of the site is verified, in both languages, and is known to this browser afterwards.
    for (const n of [1, 3, 4, 5]) {
      await ask(`PMK-2026-${n}`);
      await page.getByText(whole).waitFor();
    }
    await visit(page, '/en/periksa/?berkas=PMK-2026-4');
    await page.getByText(/^Whole: /).waitFor();
    await page.getByText(/is the one that you saw on/).waitFor();
    await visit(page, '/periksa/?berkas=PMK-2026-2');
    await page.getByText(whole).waitFor();
    const [chain, shown] = ['data/chains/PMK-2026-2.jsonl.gz', 'berkas/PMK-2026-2/index.html'];
    const before = await Promise.all([site.text(chain), site.text(shown)]);
    const put = (path: string, text = '') =>
      writeFile(join(site.folder, path), path.endsWith('.gz') ? gzipSync(text) : text);
    await put(chain, before[0].replace('"name":"Contoh tu"', '"name":"Lain"'));
    await ask('PMK-2026-2');
    await page.getByText('Tidak cocok: 1 hal di bawah ini.').waitFor();
    expect(await broken.textContent()).toMatch(/^Entri ke-2 tidak cocok/);
    await put(chain, before[0]);
    await put(shown, before[1].replaceAll('Selesai Rabu', 'Selesai Selasa'));
    await ask('PMK-2026-2');
    await page.getByText('Tidak cocok: 1 hal di bawah ini.').waitFor();
    expect(await broken.textContent()).toMatch(/^Halaman berkas berbeda dari datanya: Selesai Selasa/);
    // Security 67: times of acts are compared. The verdict says that the other words of the page are not.
    const timed = before[1].replace(/(<time [^>]*>)([^<]*\d)\.\d\d(?=[^<]*<)/g, '$1$2.59');
    expect(timed).not.toBe(before[1]);
    await put(shown, timed);
    await ask('PMK-2026-2');
    await page.getByText('Tidak cocok: 1 hal di bawah ini.').waitFor();
    expect(await broken.textContent()).toMatch(/^Halaman berkas berbeda dari datanya: 1/);
    const worded = before[1].replace(/(<h2[^>]*>)[^<]*/, '$1Ditolak');
    const added = before[1].replace(/(<h1)/, '<p>Permohonan ini tidak sah.</p>$1');
    for (const text of [worded, added]) {
      expect(text).not.toBe(before[1]);
      await put(shown, text);
      await ask('PMK-2026-2');
      await page.getByText(/^Utuh: .* Halamannya tidak dibandingkan kata demi kata/).waitFor();
    }
    await put(shown, before[1]);
    await ask('PMK-2026-99');
    await page.getByText('Tidak ada berkas dengan nomor itu').waitFor();
    const [first = ''] = idsOf(before[0].split('\n').slice(0, 1));
    const receipt = logPlaceWords({ caseId: 'PMK-2026-2', leaf: ids.indexOf(first), id: first }).id;
    await page.getByLabel('Teks bukti, tanda terima, atau titik periksa').fill(receipt);
    await page.getByRole('button', { name: 'Periksa teks ini' }).click();
    await page.getByText(/^Entri yang disebut tanda terima Anda ada di berkas PMK-2026-2/).waitFor();
    // Another history, signed with the office’s own key, is reported by a browser that was here before, with the proof
    // as a file.
    const files: Files = new Map();
    await putLog(files, ['a'.repeat(64), ...ids], office);
    await writeFiles(site.folder, files);
    await ask('PMK-2026-2');
    await page.getByText(/^Titik periksa \d+ tidak melanjutkan titik \d+ yang Anda lihat/).waitFor();
    expect(await verdict.textContent()).toMatch(/^PERINGATAN: yang diterbitkan sekarang/);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Simpan bukti' }).click();
    const proof = await readFile(await (await saved).path(), 'utf8');
    expect(JSON.parse(proof)).toMatchObject({
      seen: { size: ids.length },
      published: { note: files.get('data/log/checkpoint') },
    });
    await page.getByRole('button', { name: 'Periksa teks ini' }).click();
    await page
      .getByText(/^Entri berkode [0-9a-f]{16} ada di berkas PMK-2026-2, tetapi yang ke-\d+ dalam log/)
      .waitFor();
    // The proof can be given to the page again.
    await page.getByLabel('Teks bukti, tanda terima, atau titik periksa').fill(proof);
    await page.getByRole('button', { name: 'Periksa teks ini' }).click();
    await page.getByText(/^PERINGATAN: kantor ini menandatangani titik periksa \d+ dari Anda/).waitFor();
    // For a number without a case, the page reads every file that might name the number. The browser reports the status
    // 404 of those that do not exist.
    expect(complaints.filter((each) => !each.includes('404'))).toEqual([]);
    await publishLog(site.folder, office);
    await page.context().close();
  });

  it('by keyboard a reader skips to the content, and a link leads to the same page in English', async () => {
    const { page } = await read('/berkas/PMK-2026-2/');
    await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Langsung ke isi');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('isi');
    await page.getByRole('link', { name: 'English' }).click();
    expect(new URL(page.url()).pathname).toBe('/en/berkas/PMK-2026-2/');
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en');
    await page.context().close();
  });

  it('a page is light: at most 100 KB in all, 15 KB of script and 12 KB of style, compressed', async () => {
    const { page } = await reader();
    for (const [path = ''] of pages) {
      await visit(page, path);
      const names = await page.evaluate(async () => {
        await document.fonts.ready;
        return performance.getEntriesByType('resource').map(({ name }) => name);
      });
      const paths = [path, ...new Set(names.map((name) => new URL(name).pathname))];
      const size = async (each: string) => gzipSync(await readFile(join(site.folder, pathOf(each)))).length;
      const sizes = await Promise.all(paths.map(async (each) => ({ path: each, bytes: await size(each) })));
      const sum = (ending: string) =>
        sizes.filter((each) => each.path.endsWith(ending)).reduce((all, { bytes }) => all + bytes, 0);
      expect(sum(''), path).toBeLessThan(100_000);
      expect(sum('.js'), path).toBeLessThan(15_000);
      expect(sum('.js'), path).toBeGreaterThan(0);
      expect(sum('.css'), path).toBeLessThan(12_000);
      expect(sum('.css'), path).toBeGreaterThan(0);
    }
    await page.context().close();
  });
});
