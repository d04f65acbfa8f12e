import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { parseIndex, printIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH } from '#domain/journal/paths.ts';
import { READERS } from '#domain/request/annotations.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { hasBrowser, needs } from './support/chromium.ts';
import { type DeskOffice, openDeskOffice } from './support/desk-office.ts';
import { local, openDesk, openDeskAs, type Window } from './support/desk.ts';

let desk: DeskOffice;
let window: Window | undefined;

describe.skipIf(!hasBrowser)('the desk’s pages', () => {
  beforeAll(async () => {
    desk = await openDeskOffice();
  });
  afterAll(() => desk?.close());
  afterEach(async () => {
    await window?.context.close();
    window = undefined;
  });

  it('R25: the official who checks sees, before deciding, which case has the room, and which other case asks for the room', async () => {
    window = await openDeskAs(desk.browser, desk, 'contoh-subkor-ile', '#/2');
    const { page } = window;
    await expect
      .poll(() => page.locator('.clash > li').allInnerTexts())
      .toEqual([
        expect.stringMatching(/^Ruang TCM sudah dipesan pada .* \(PMK-2026-1\)\.$/),
        expect.stringMatching(/^Ruang TCM .* juga diminta oleh PMK-2026-3\.$/),
      ]);
    // The note says who reads it, and each field whether the public does (R11).
    await page.locator('.desk-act .hint').filter({ hasText: READERS.embedded.id }).waitFor();
    const internal = page.locator('.desk-act .hint').filter({ hasText: 'Tidak tampil untuk publik' });
    expect(await internal.count()).toBeGreaterThan(1);
    expect(await page.locator('.desk-act').getByText(READERS.public.id).count()).toBeGreaterThan(1);
    expect(await page.locator('.desk-act').getByText(READERS.github.id).count()).toBe(0);
    await page.getByLabel('Ketersediaan', { exact: true }).selectOption({ label: 'Tersedia' });
    await page.getByLabel(/^Tata letak/).fill('Meja U');
    await page.getByLabel('Waktu uji', { exact: true }).fill(local(desk.office.now(), 3));
    await page.getByLabel('Hasil uji', { exact: true }).selectOption({ label: 'Baik' });
    await page.getByRole('button', { name: /^Setujui, / }).click();
    // The process refuses the act with the reason, and the typed text is still there.
    await page
      .getByText(
        /^Tindakan tidak diterima: Ruang TCM sudah dipesan pada .* Giliran Subkor ILE dan Staf\/operator \(langkah 7\)\.$/,
      )
      .first()
      .waitFor();
    await expect.poll(() => page.getByLabel(/^Tata letak/).inputValue()).toBe('Meja U');
  });

  it.each([
    {
      language: 'id',
      about: 'Tulis permohonan',
      why: /^Masuk untuk menulis, memantau, dan memperbaiki permohonan dengan akun kantor ini; tidak perlu memangku jabatan/,
      desk: 'Meja kerja',
      officials: /^Untuk pejabat yang memutus/,
    },
    {
      language: 'en',
      about: 'Write a request',
      why: /^Sign in with an account of this office to write, follow and correct requests; you need no role\./,
      desk: 'Desk',
      officials: /^For officials who decide/,
    },
  ] as const)(
    'before signing in, the desk’s page says that requests are written there, and who may write them ($language)',
    async (words) => {
      const { language, about, why, desk: name, officials } = words;
      window = await openDesk(desk.browser, desk.office.url, '#/baru', { language });
      const { page } = window;
      await page.getByRole('heading', { level: 1, name: about }).waitFor();
      await page.getByText(why).waitFor();
      expect(await page.getByText(officials).count()).toBe(0);
      expect(await page.title()).toContain(about);
      // A person who opens the list reads what the list is for, and nothing about writing a request.
      await page.evaluate(`location.hash = '#/'`);
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await page.getByText(officials).waitFor();
      expect(await page.getByText(why).count()).toBe(0);
    },
  );

  it('R35: the desk’s list, the case’s page at the desk and the public site show a case by the title of its request', async () => {
    await desk.office.showSite();
    window = await openDeskAs(desk.browser, desk, 'contoh-opd');
    const { page } = window;
    const titles = async (lines: string, title: string): Promise<string[]> => {
      const all = await page
        .locator(lines)
        .filter({ hasText: /PMK-2026-[123]/ })
        .all();
      const texts = all.map(async (line) => [
        ...(await line.locator('a').allTextContents()),
        ...(await line.locator(title).allTextContents()),
      ]);
      return (await Promise.all(texts)).map((each) => each.join(': ')).sort();
    };
    await page.locator('.desk-line').first().waitFor();
    const listed = await titles('.desk-line', '.what');
    expect(listed).toEqual([
      'PMK-2026-1: Rapat koordinasi penanganan banjir Kelurahan Contoh Hilir',
      // A restricted case has no title (R11).
      'PMK-2026-2',
      'PMK-2026-3: Siaran langsung peringatan dini gelombang tinggi',
    ]);
    await page.goto(`${desk.office.url}/meja/#/1`);
    await expect
      .poll(() => page.locator('h1 bdi').textContent())
      .toBe('Rapat koordinasi penanganan banjir Kelurahan Contoh Hilir');
    await page.goto(`${desk.office.url}/`);
    const shown = (await page.locator('.case-title').allTextContents()).map((each) => each.trim());
    for (const title of listed.flatMap((each) => each.split(': ').slice(1))) expect(shown).toContain(title);
  });

  it('an applicant withdraws on the case’s page, and the list then says how the case ended', async () => {
    window = await openDeskAs(desk.browser, desk, 'contoh-opd', '#/3');
    const { page } = window;
    await page.getByText('Tarik permohonan', { exact: true }).click();
    await page.getByRole('button', { name: 'Tarik permohonan → berkas ditutup' }).click();
    await page.locator('.is-accepted').waitFor();
    await page.getByText(/^Ditarik pemohon hari ini pukul /).waitFor();
    const title = (await page.locator('h1 bdi').textContent()) ?? '';
    // After the end, the list still has number and title, and says in the reader’s language how the case ended.
    await page.goto(`${desk.office.url}/en/meja/`);
    const line = page.locator('.desk-line').filter({ hasText: 'PMK-2026-3' });
    await line.getByText('Withdrawn', { exact: true }).waitFor();
    expect(await line.locator('.what').textContent()).toBe(title);
    await line.getByText(/^Withdrawn by the applicant (?:on|today)/).waitFor();
    expect(await page.getByText('Request 3').count()).toBe(0);
  });

  it('a holder on turn rejects on the case’s page, which requires a reason, then shows it, and offers the next waiting case', async () => {
    window = await openDeskAs(desk.browser, desk, 'contoh-subkor-ile', '#/2');
    const { page } = window;
    // The address was opened directly, so the list arrives later than the case.
    await page.getByText(/^Menunggu saya: \d dari 2$/).waitFor();
    await page.getByRole('link', { name: 'Berikutnya (PMK-2026-1)' }).waitFor();
    await page.getByText('Tolak permohonan', { exact: true }).click();
    await page.getByRole('button', { name: 'Ya, tolak permohonan ini' }).click();
    await page.getByRole('link', { name: 'Alasan penolakan', exact: true }).click();
    await page.keyboard.type('Di luar kewenangan.');
    await page.getByRole('button', { name: 'Ya, tolak permohonan ini' }).click();
    await page.locator('.is-accepted').filter({ hasText: 'Tercatat: berkas ditutup.' }).waitFor();
    await page.getByText(/^Ditolak oleh Subkor ILE hari ini pukul .*: Di luar kewenangan\.$/).waitFor();
    await page.getByRole('link', { name: 'Berikutnya: Rapat koordinasi penanganan banjir' }).click();
    await page.getByRole('heading', { level: 1, name: 'PMK-2026-1' }).waitFor();
    expect(await page.locator('.lead').textContent()).toMatch(/[Mm]enunggu Anda .*\(langkah \d dari 10\)/);
    // It is the only waiting case now.
    expect(await page.getByRole('link', { name: /^Berikutnya/ }).count()).toBe(0);
  });

  it('a draft on a branch that the desk did not make is submitted at the desk', async () => {
    window = await openDeskAs(desk.browser, desk, 'contoh-opd', '#/4');
    const { page } = window;
    await page.getByRole('button', { name: 'Ajukan', exact: true }).click();
    await page.locator('.is-accepted').waitFor();
    await page.getByRole('heading', { level: 1, name: 'PMK-2026-4' }).waitFor();
  });

  it('R12: for a refused submission, the desk lists every problem by the labels of the fields', async () => {
    const start = `${shifted(desk.office.now(), 'PT96H').slice(0, 13)}:00:00Z`;
    const { request, files: whole } = await readSample(PROGRAM, 'rapat-evakuasi-warga', 'contoh-bpbd', start);
    const { kegiatan: _, ...rest } = request as Record<string, object>;
    const text = stringify({ ...rest, pemohon: { ...rest['pemohon'], jenis: 'dinas' } });
    const files = whole.map(({ path, bytes }) => ({
      path: path.replace('rapat-evakuasi-warga', 'kurang'),
      bytes: path.endsWith('.yaml') ? Buffer.from(text) : bytes,
    }));
    const person = await desk.office.as('contoh-bpbd');
    const number = await person.open({ branch: 'cms/protokol/kurang', title: 'Kurang', files, draft: false });
    await desk.office.idle();
    // The statuses of the opening and of the submission differ only in their second. No person does both within one
    // second.
    desk.office.forward(2);
    window = await openDeskAs(desk.browser, desk, 'contoh-bpbd', `#/${number}`);
    const { page } = window;
    await page.getByText('Konsep; belum diajukan.').waitFor();
    await page.getByRole('button', { name: 'Ajukan', exact: true }).click();
    await page.locator('.is-refused').filter({ hasText: 'Pengajuan belum diterima' }).waitFor();
    // The desk shows the whole list of the process’s comment, and the link to correct the request.
    const reasons = page.locator('.is-refused').filter({ hasText: 'Belum dapat diajukan:' }).getByRole('listitem');
    await reasons.filter({ hasText: 'Kegiatan: Wajib diisi' }).waitFor();
    await reasons.filter({ hasText: 'Jenis pemohon: Bukan salah satu pilihan' }).filter({ hasText: 'dinas' }).waitFor();
    const form = await page.getByRole('link', { name: 'Perbaiki permohonan' }).getAttribute('href');
    expect(form).toBe(`#/${number}/ubah`);
    await page.getByRole('link', { name: 'Kembali ke daftar' }).click();
    await page.getByRole('heading', { name: 'Menunggu Anda (1)' }).waitFor();
  });

  it('until the process has replied, neither the case’s page nor the list says that the act counts', async ({
    skip,
  }) => {
    needs(skip, 'bodies');
    window = await openDeskAs(desk.browser, desk, 'contoh-tu', '#/4');
    const { page } = window;
    const noDecision = {
      data: { repository: { pullRequest: { commits: { nodes: [] }, comments: { nodes: [] } }, register: null } },
    };
    await page.route('**/api/graphql', (route) =>
      /query (Answer|Journals)\(/.test(route.request().postData() ?? '')
        ? route.fulfill({ json: noDecision })
        : route.fallback(),
    );
    const looked = page.waitForRequest((request) => /query Answer\(/.test(request.postData() ?? ''));
    await page.getByRole('button', { name: 'Setujui, teruskan ke Kepala Dinas' }).click();
    await page.getByText('Terkirim; sedang diproses.').waitFor();
    await looked;
    expect(await page.getByText('Diterima.').count()).toBe(0);
    expect(await page.getByRole('button', { name: /^Setujui/ }).count()).toBe(0);
    await page.getByRole('link', { name: 'Kembali ke daftar' }).click();
    await page.getByRole('heading', { name: 'Menunggu diproses (1)' }).waitFor();
    await page.unroute('**/api/graphql');
    await page.getByRole('link', { name: 'PMK-2026-4' }).click();
    await page.locator('.is-accepted').waitFor();
    await page.getByRole('link', { name: 'Kembali ke daftar' }).click();
    await page.getByText('Tidak ada berkas yang menunggu tindakan.').waitFor();
  });

  it('the list costs at most three reads from the forge, with 400 more cases too', async () => {
    const { register } = await desk.office.deps.forge.listOpen();
    const index = parseIndex(register.index);
    const [some] = Object.values(index.cases);
    if (!some) throw new Error('There is no open case.');
    const many = Array.from(
      { length: 400 },
      (_, n) =>
        [
          String(n + 100),
          {
            ...some,
            id: `PMK-2026-${n + 100}`,
            step: 'penerimaan',
            row: 2,
            visit: 1,
            withApplicant: false,
            applicant: 1102,
            due: shifted(desk.office.now(), n < 200 ? `-PT${200 - n}M` : `PT${n - 197}M`),
          },
        ] as const,
    );
    const text = printIndex({ ...index, cases: { ...index.cases, ...Object.fromEntries(many) } });
    await desk.office.deps.forge.appendRegister(register.head, 'many', [{ path: INDEX_PATH, text }]);
    window = await openDesk(desk.browser, desk.office.url);
    const { page } = window;
    const asked: string[] = [];
    page.on('request', (request) => {
      if (new URL(request.url()).pathname.startsWith('/api/')) asked.push(request.url());
    });
    const opening = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Masuk sebagai akun contoh' }).click();
    await (await opening).getByRole('button', { name: 'Contoh Petugas TU' }).click();
    await page.getByRole('heading', { name: 'Lewat tenggat (200)' }).waitFor();
    // The earliest deadline is first.
    await expect.poll(() => page.locator('#meja h4').first().textContent()).toMatch(/PMK-2026-100\)?$/);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.length).toBeLessThanOrEqual(3);
  });

  it('a case that becomes late while the list is open is reported, and is counted among the late ones', async () => {
    window = await openDesk(desk.browser, desk.office.url);
    const { page } = window;
    await page.clock.install({ time: new Date(desk.office.now()) });
    const opening = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Masuk sebagai akun contoh' }).click();
    await (await opening).getByRole('button', { name: 'Contoh Petugas TU' }).click();
    const late = page.getByRole('heading', { name: /^Lewat tenggat/ });
    await late.waitFor();
    const before = await late.textContent();
    await page.clock.runFor(5 * 60_000);
    await page.waitForFunction(`document.querySelector('.group').textContent !== ${JSON.stringify(before)}`);
    await expect.poll(() => page.locator('#kabar').textContent()).toMatch(/^PMK-2026-\d+: lewat tenggat$/);
  });
});
