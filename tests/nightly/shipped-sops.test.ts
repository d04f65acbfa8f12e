import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { shifted } from '#embedded/office/samples.ts';
import { readCurrentCase } from '#embedded/office/current-case.ts';
import { goTo } from '#embedded/office/walk.ts';
import { toWall } from '#domain/clock/local-time.ts';
import { ROOT } from '../support/folders.ts';
import { IS_SHIPPED } from '../support/shipped.ts';
import { hasBrowser } from '../browser/support/chromium.ts';
import { isTooWide, local, noteAtDesk, pressAtDesk } from '../browser/support/desk.ts';
import {
  attachAtDesk,
  fieldOf,
  fillAtDesk,
  openWritingOffice,
  submitAtDesk,
  type Typed,
  WHOLE_AT_DESK,
  type WritingOffice,
} from '../browser/support/desk-request.ts';

/** The folder for pictures of the pages. Without it no pictures are made. */
const SHOTS = process.env['SHOTS'];

let w: WritingOffice;
beforeAll(async () => {
  if (hasBrowser && IS_SHIPPED) w = await openWritingOffice(ROOT);
});
afterAll(() => w?.close());
afterEach(() => w?.closeDevices());

const { 'Jenis krisis': _crisis, Lokasi: _where, Uraian: _what, ...SHARED } = WHOLE_AT_DESK;
const { 'Jenis kegiatan': _kind, 'Judul kegiatan': _title, ...OF_ANYBODY } = SHARED;
const CONFERENCE: Typed = {
  ...SHARED,
  ...{ 'Jenis kegiatan': 'konferensi_video', Penyelenggara: 'Kementerian Contoh', 'Jumlah titik': '3' },
};
const VISIT: Typed = {
  ...OF_ANYBODY,
  ...{ 'Jenis pemohon': 'tamu', Asal: 'daerah', 'Pimpinan rombongan': 'kepala_daerah', 'Jumlah rombongan': '12' },
  ...{ 'Jenis kunjungan': 'ekspos', 'Judul kunjungan': 'Kunjungan contoh', 'Materi yang diminta': 'Layanan contoh.' },
};

/** The first test is some minutes before the second one, since fields have no seconds. */
const tested = (ago: number): Typed => ({ 'Waktu uji': local(w.office.now(), ago), 'Hasil uji': 'baik' });
const CHECK = (): Typed => ({ Ketersediaan: 'tersedia', 'Tata letak': 'Meja U', ...tested(3) });
const PREPARED = (): Typed => ({ ...tested(0), 'Laporan persiapan': 'Operator hadir pukul 08.00.' });
const PLAN = (): Typed => ({
  'Susunan acara': 'Pemaparan.',
  'Jabatan narasumber': 'Contoh Kabid',
  Materi: 'Layanan contoh.',
});

/** An Approve: its holder, its note, and the typed values. */
type Act = readonly [login: string, note: string, typed?: () => Typed];

/**
 * The straight way of each SOP but the first, up to the report, which the operator brings. The first SOP is in
 * `six-ways.test.ts`.
 */
const SOPS: Readonly<Record<string, { request: Typed; acts: readonly Act[] }>> = {
  'video-conference': {
    request: CONFERENCE,
    acts: [
      ['contoh-tu', ''],
      ['contoh-kepala-dinas', 'Tindak lanjuti.'],
      ['contoh-kabid-aptika', 'Siapkan ruang.'],
      ['contoh-subkor-ile', '', CHECK],
      ['contoh-operator', ''],
      ['contoh-operator', '', PREPARED],
    ],
  },
  'ekspos-visitasi-kunker': {
    request: VISIT,
    acts: [
      ['contoh-tu', ''],
      ['contoh-kepala-dinas', 'Tindak lanjuti.'],
      ['contoh-walikota', 'Terima di ruang TCM.'],
      ['contoh-kabid-aptika', '', PLAN],
      ['contoh-subkor-ile', '', CHECK],
      ['contoh-operator', ''],
      ['contoh-kepala-dinas', ''],
    ],
  },
};

const numberOf = (id: string): number => Number(id.split('-').at(-1));
const current = async (id: string) => (await readCurrentCase(w.office.deps.forge, numberOf(id))).journal.state;
const wib = (instant: string): string => toWall(instant, 'Asia/Pontianak');
/** Returns the first whole hour after this many hours, and the hour after it. */
function hoursFrom(hours: number) {
  const start = `${shifted(w.office.now(), `PT${hours}H`).slice(0, 13)}:00:00Z`;
  return { start, end: shifted(start, 'PT2H') };
}

/**
 * Writes a request at the desk and submits it.
 * @returns the case’s id
 */
async function ask(login: string, sop: string, request: Typed, look = async (_: Page): Promise<void> => {}) {
  const { start, end } = hoursFrom(72);
  const page = await w.begin(undefined, login, `#/baru/${sop}`);
  await fillAtDesk(page, { ...request, Mulai: wib(start), Selesai: wib(end) });
  await attachAtDesk(page);
  await look(page);
  const id = await submitAtDesk(page);
  return { id, start, end };
}

async function openCase(login: string, id: string): Promise<Page> {
  const page = await w.openAs(await w.device(), login, `#/${numberOf(id)}`);
  await page.getByRole('heading', { level: 1, name: id }).waitFor();
  return page;
}

async function approveAtDesk([login, note, typed = () => ({})]: Act, id: string): Promise<void> {
  const page = await openCase(login, id);
  await page.getByText(/^Yang diminta langkah /).waitFor();
  if (note) await noteAtDesk(page).fill(note);
  await fillAtDesk(page, typed());
  await pressAtDesk(page, /^(?:Setujui|Lanjutkan|Kirim hasil|Benarkan hasil)[,:] /, /^(?:Diterima|Tercatat|Hasil)/);
  await page.context().close();
}

/** Checks a page on a phone and on a wide screen. */
async function lookAt(page: Page, name: string): Promise<void> {
  for (const width of [390, 1_280]) {
    await page.setViewportSize({ width, height: 900 });
    expect([name, width, await isTooWide(page)]).toEqual([name, width, false]);
    if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}-${width}.png`), fullPage: true });
  }
}

describe.skipIf(!hasBrowser || !IS_SHIPPED)('the SOPs that are shipped, in one office, at the desk', () => {
  it.each(Object.entries(SOPS))('the holders complete a case of %s at the desk', async (sop, { request, acts }) => {
    const { id, start, end } = await ask('contoh-opd', sop, request);
    for (const act of acts) await approveAtDesk(act, id);
    goTo(w.office, end);
    const report = { 'Uraian pelaksanaan': 'Berjalan lancar.', 'Jumlah hadir': '11', 'Terlaksana seluruhnya': true };
    await approveAtDesk(['contoh-operator', '', () => ({ ...report, Mulai: wib(start), Selesai: wib(end) })], id);
    expect((await current(id))?.end?.kind).toBe('completed');
  });

  it('R41: the counter officer enters a request for a person without an account; public pages say so and show nothing personal, and this officer cannot decide', async () => {
    const of = await w.begin(undefined, 'contoh-opd', '#/baru/protokol-manajemen-krisis');
    expect(await fieldOf(of, 'Tanggal permohonan masuk').count()).toBe(0);
    const person = { Nama: 'Contoh Warga Tanpa Akun', Telepon: '080000000077' };
    const came = { 'Tanggal permohonan masuk': '2026-11-26', 'Cara permohonan masuk': 'telepon' };
    const { id } = await ask(
      'contoh-loket',
      'protokol-manajemen-krisis',
      { ...WHOLE_AT_DESK, ...person, ...came },
      (page) => lookAt(page, 'formulir-loket'),
    );
    await approveAtDesk(['contoh-tu', ''], id);
    expect((await current(id))?.onBehalf).toMatchObject({ role: 'loket', date: '2026-11-26' });
    const theirs = await openCase('contoh-loket', id);
    await lookAt(theirs, 'berkas-loket');
    expect(await theirs.getByRole('button', { name: /^(?:Setujui|Kembalikan|Tolak)/ }).count()).toBe(0);
    await expect((await w.office.as('contoh-loket')).review(numberOf(id), 'APPROVE', '')).rejects.toThrow(/own pull/);
    await w.office.idle();
    for (const [at, said] of [
      ['', 'dicatat Petugas loket untuk orang lain: Kamis, 26 November 2026, melalui telepon'],
      ['/en', 'recorded by Counter officer for somebody else: Thursday, 26 November 2026, by telephone'],
    ]) {
      await theirs.goto(`${w.office.url}${at}/berkas/${id}/`);
      // The trail of finished steps is folded, so that its text is not visible.
      const text = (await theirs.locator('main').textContent()) ?? '';
      await lookAt(theirs, `berkas-umum${at?.replace('/', '-')}`);
      expect(text.toLowerCase()).toContain(said?.toLowerCase());
      for (const personal of Object.values(person)) expect(await theirs.content()).not.toContain(personal);
    }
  });

  it('R1, R41: the counter officer enters a request for a person with an account, who finds the case in their list and withdraws it', async () => {
    const came = { 'Tanggal permohonan masuk': '2026-11-26', 'Cara permohonan masuk': 'loket' };
    const request = { ...WHOLE_AT_DESK, ...came, Akun: 'contoh-opd' };
    const { id } = await ask('contoh-loket', 'protokol-manajemen-krisis', request);
    expect((await current(id))?.onBehalf).toMatchObject({ role: 'loket', account: 1101 });
    const list = await w.openAs(await w.device(), 'contoh-opd', '#/');
    await list.getByRole('link', { name: id }).waitFor();
    const page = await openCase('contoh-opd', id);
    expect(await page.getByRole('link', { name: 'Perbaiki permohonan' }).count()).toBe(0);
    await page.getByText('Tarik permohonan', { exact: true }).click();
    await page.getByRole('button', { name: 'Tarik permohonan' }).click();
    await expect
      .poll(async () => (await current(id))?.end, { timeout: 60_000 })
      .toMatchObject({
        kind: 'withdrawn',
        who: { login: 'contoh-opd' },
      });
  });
});
