import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shifted } from '#embedded/office/samples.ts';
import { readCurrentCase } from '#embedded/office/current-case.ts';
import { goTo, STRAIGHT_WAY, walk as walkByForge } from '#embedded/office/walk.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { git } from '#engine/register/git.ts';
import { FIRST } from '../support/folders.ts';
import { inOrder } from '../support/in-order.ts';
import { hasBrowser } from '../browser/support/chromium.ts';
import { isTooWide, local, noteAtDesk, openDecision, pressAtDesk, unfold } from '../browser/support/desk.ts';
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

/** The folder for pictures of each act, before and after it. Without it no pictures are made. */
const { SHOTS } = process.env;

type Size = 'phone' | 'desktop';
const SIZES = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true },
  desktop: { viewport: { width: 1_280, height: 900 } },
} as const;
const other = (size: Size): Size => (size === 'phone' ? 'desktop' : 'phone');

const PEOPLE = {
  tu: 'contoh-tu',
  head: 'contoh-kepala-dinas',
  mayor: 'contoh-walikota',
  aptika: 'contoh-kabid-aptika',
  ikp: 'contoh-kabid-ikp',
  subkor: 'contoh-subkor-ile',
  operator: 'contoh-operator',
  applicant: 'contoh-opd',
  stakeholder: 'contoh-bpbd',
} as const;
type Who = keyof typeof PEOPLE;

let w: WritingOffice;
const devices = new Map<Size, BrowserContext>();
/** One window for each person and size. It stays open between the acts. */
const windows = new Map<string, Page>();
const complaints: string[] = [];
/** The sizes on which each person has done the acts of a row. */
const done = new Map<string, Set<Size>>();
let pictures = 0;

const repository = (): string => join(w.folder, 'repo.git');
const numberOf = (id: string): number => Number(id.split('-').at(-1));
const journalOf = async (id: string) => (await readCurrentCase(w.office.deps.forge, numberOf(id))).journal;
const stateOf = async (id: string) => (await journalOf(id)).state;

/** Returns whole hours from now, with an end two hours later, as a field accepts them. */
function slotIn(hours: number) {
  const start = `${shifted(w.office.now(), `PT${hours}H`).slice(0, 13)}:00:00Z`;
  const end = shifted(start, 'PT2H');
  return { start, end, typed: { Mulai: local(start), Selesai: local(end) } };
}
type Slot = ReturnType<typeof slotIn>;

async function deviceOf(size: Size): Promise<BrowserContext> {
  const device = devices.get(size) ?? (await w.device(SIZES[size]));
  devices.set(size, device);
  return device;
}

async function windowOf(who: Who, size: Size): Promise<Page> {
  const known = windows.get(`${who} ${size}`);
  if (known) return known;
  const page = await w.openAs(await deviceOf(size), PEOPLE[who], '#/');
  // Before a form makes a branch, it checks whether the branch exists. Chromium logs the status 404.
  page.on('console', (message) => {
    if (!/status of 404/.test(message.text())) complaints.push(`${who} ${size}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${who} ${size}: ${error.message}`));
  await page.locator('.signed-in').waitFor();
  windows.set(`${who} ${size}`, page);
  return page;
}

/** Opens a case from the list if the window shows it, and otherwise by its address. */
async function openAs(who: Who, size: Size, id: string): Promise<Page> {
  const page = await windowOf(who, size);
  const address = `#/${numberOf(id)}`;
  const isAt = async (hash: string): Promise<boolean> => (await page.evaluate('location.hash')) === hash;
  if (SHOTS || (await isAt(address))) await page.evaluate(`location.hash = '#/'`);
  if (await isAt('#/')) {
    const link = page.getByRole('link', { name: new RegExp(`${id}(?!\\d)`) });
    await link.waitFor();
    await look(page, `${id}-daftar-${who}-${size}`);
    await link.click();
  } else await page.evaluate(`location.hash = '${address}'`);
  await page.getByRole('heading', { level: 1, name: id }).waitFor();
  await page.locator('.desk-case').waitFor();
  return page;
}

/** Expects that nothing is wider than the window. Takes a picture of the page if pictures are wanted. */
async function look(page: Page, name: string): Promise<void> {
  expect([name, await isTooWide(page)]).toEqual([name, false]);
  if (!SHOTS) return;
  pictures += 1;
  // Elements that stay in view while the page scrolls would cover it.
  await page.evaluate('document.activeElement?.blur(); scrollTo(0, 0)');
  await page.screenshot({ path: join(SHOTS, `${String(pictures).padStart(3, '0')}-${name}.png`), fullPage: true });
  await page.evaluate('scrollTo(0, document.body.scrollHeight)');
}

/** The test of row 7 is some minutes before that of row 9, since fields have no seconds. */
const TESTED = (hasil: string, ago = 3): Typed => ({ 'Waktu uji': local(w.office.now(), ago), 'Hasil uji': hasil });
const CHECKED = (): Typed => ({ Ketersediaan: 'tersedia', 'Tata letak': 'Meja U', ...TESTED('baik') });
const PREPARED = (hasil = 'baik'): Typed => ({
  ...TESTED(hasil, 0),
  'Laporan persiapan': 'Operator hadir pukul 08.00.',
});
const COORDINATED = (): Typed => ({
  ...{ 'Waktu koordinasi': local(w.office.now()), Cara: 'telepon', Kesepakatan: 'Siaran pers disiapkan.' },
});
const REPORT = ({ start, end }: Slot): Typed => ({
  ...{ Mulai: local(start), Selesai: local(end), 'Uraian pelaksanaan': 'Berjalan lancar.' },
  ...{ 'Jumlah hadir': '11', 'Terlaksana seluruhnya': true },
});

/** An act of one person on a case, made once. */
interface Act {
  readonly who: Who;
  readonly row: number;
  readonly note?: string;
  readonly typed?: () => Typed;
  /** Checks what is shown next to the typed values, before they are sent. */
  readonly first?: (page: Page) => Promise<void>;
  /** The summary that unfolds an act that ends the case. */
  readonly fold?: RegExp;
  readonly press?: RegExp;
  readonly answer?: RegExp;
}

/** The rows of the straight way. */
const ROWS = {
  receive: { who: 'tu', row: 2, press: /^Setujui, teruskan ke Kepala Dinas$/ },
  dispose: { who: 'head', row: 3, note: 'Kabid Aptika: tindak lanjuti.' },
  report: { who: 'head', row: 4, note: 'Dilaporkan lisan.', press: /^Setujui, teruskan ke Wali Kota$/ },
  direct: { who: 'mayor', row: 5, note: 'Laksanakan.', press: /^Setujui, teruskan ke Kabid Aptika$/ },
  coordinate: { who: 'aptika', row: 6, note: 'Subkor ILE: siapkan ruang.', typed: COORDINATED },
  check: {
    ...{ who: 'subkor', row: 7, typed: CHECKED },
    ...{ press: /^Setujui, lalu giliran Staf\/operator$/, answer: /^Hasil tercatat\./ },
  },
  attest: { who: 'operator', row: 7, press: /^Setujui, teruskan ke Subkor ILE$/ },
  prepare: { who: 'subkor', row: 9, typed: PREPARED, press: /^Setujui, teruskan ke Staf\/operator$/ },
} satisfies Readonly<Record<string, Act>>;
const { receive, dispose, report, direct, coordinate, check, attest, prepare } = ROWS;
/** These acts in the order of the straight way. */
const STRAIGHT: readonly Act[] = Object.values(ROWS);

/** A case and its way. The size of the window for a row alternates by row, way and round. */
interface Walk {
  readonly id: string;
  readonly way: number;
  readonly slot: Slot;
  round: number;
}
const sizeAt = ({ way, round }: Pick<Walk, 'way' | 'round'>, row: number): Size =>
  (way + round + row) % 2 === 0 ? 'phone' : 'desktop';

function mark(who: Who, row: number, size: Size): void {
  const key = `${who} ${row}`;
  done.set(key, (done.get(key) ?? new Set()).add(size));
}

/** Row 1: writes the request at the desk and submits it. */
async function ask(way: number, hours: number): Promise<Walk> {
  const size = sizeAt({ way, round: 0 }, 1);
  const slot = slotIn(hours);
  const page = await windowOf('applicant', size);
  await page.evaluate(`location.hash = '#/baru'`);
  await page.waitForURL(/#\/konsep\//);
  await page.locator('.topic').first().waitFor();
  await fillAtDesk(page, { ...WHOLE_AT_DESK, ...slot.typed });
  await attachAtDesk(page);
  await look(page, `permohonan-${way}-${size}`);
  const id = await submitAtDesk(page);
  await look(page, `${id}-1-bukti-${size}`);
  mark('applicant', 1, size);
  return { id, way, slot, round: 0 };
}

/** Does an act of the straight way over the forge, without the desk. */
async function actByForge(id: string, one: Act): Promise<void> {
  const request = (await stateOf(id))?.request as { readonly pelaksanaan: Readonly<Record<string, string>> };
  const { mulai: start = '', selesai: end = '' } = request.pelaksanaan;
  const at = STRAIGHT.indexOf(one);
  await walkByForge(
    { office: w.office, passed: () => undefined },
    numberOf(id),
    { name: id, start, end, request, files: [] },
    STRAIGHT_WAY.slice(at, at + 1),
  );
}

/**
 * Does an act at the desk. An act of the straight way that its person has done on both sizes already is done over the
 * forge, unless pictures are wanted.
 */
async function act(walk: Walk, one: Act): Promise<void> {
  const { who, row, note, typed, first, fold, press, answer } = one;
  if (!SHOTS && STRAIGHT.includes(one) && done.get(`${who} ${row}`)?.size === 2) return actByForge(walk.id, one);
  w.office.forward(120);
  const size = sizeAt(walk, row);
  const page = await openAs(who, size, walk.id);
  await page.getByText(`Yang diminta langkah ${row}`).waitFor();
  await openDecision(page);
  // Each act of these ways is made and judged by itself.
  const together = page.getByRole('checkbox', { name: /^Sekaligus langkah/ });
  if (await together.isVisible()) await together.uncheck();
  if (note) await noteAtDesk(page).first().fill(note);
  if (typed) await fillAtDesk(page, typed());
  await first?.(page);
  if (fold) await page.locator('summary').filter({ hasText: fold }).click();
  await look(page, `${walk.id}-${row}-${who}-${size}`);
  await pressAtDesk(page, press ?? /^Setujui, /, answer);
  await look(page, `${walk.id}-${row}-${who}-${size}-sesudah`);
  mark(who, row, size);
}
async function acts(walk: Walk, ...all: readonly Act[]): Promise<void> {
  for (const each of all) await act(walk, each);
}
const TO_CHECK = [receive, dispose, report, direct, coordinate] as const;

/** Answers once, as a consulted or informed person, that a record is wrong (R52). */
async function answerOnce(who: Who, size: Size, id: string, row: number): Promise<void> {
  const page = await openAs(who, size, id);
  await page.getByText(`Yang dicatat pada langkah ${row}`).click();
  await page.getByRole('button', { name: 'Tidak sesuai' }).click();
  await page.getByRole('link', { name: /^Apa yang tidak sesuai$/ }).waitFor();
  await page.getByLabel('Apa yang tidak sesuai', { exact: true }).fill('Belum semua pihak dihubungi.');
  await look(page, `${id}-${row}-jawab-${who}-${size}`);
  await pressAtDesk(page, 'Tidak sesuai', /^Tercatat: tanggapan disampaikan\./);
  expect(await page.getByText(`Yang dicatat pada langkah ${row}`).count()).toBe(0);
  await look(page, `${id}-${row}-jawab-${who}-${size}-sesudah`);
  mark(who, row, size);
}

/** Names two stakeholders as the Mayor: one with an account and without a role, and one without an account. */
const naming = async (page: Page): Promise<void> => {
  const add = page.getByRole('button', { name: /^Tambah/ });
  const group = page.getByRole('group', { name: /^Pemangku kepentingan/ });
  await group.getByText(/^OPD dan pihak lain yang diarahkan\. Kosongkan bila tidak ada\./).waitFor();
  expect(await group.textContent()).not.toMatch(/\(wajib\)|YAML/);
  await add.click();
  await page.getByLabel('Instansi atau jabatan', { exact: true }).fill('BPBD Contoh');
  // Holders are proposed, and any other account may be typed (R4).
  expect(await page.locator('datalist option').allTextContents()).toContain('Contoh Kepala Dinas, Kepala Dinas');
  const account = page.getByLabel(/^Akun/);
  await account.fill(PEOPLE.stakeholder);
  // Leaves the field, since a browser’s suggestions there cover the page.
  await account.press('Tab');
  await add.click();
  await page.getByLabel('Instansi atau jabatan', { exact: true }).nth(1).fill('@all');
};

const inGit = async (...words: string[]): Promise<string> => (await git(repository(), words)).toString().trim();

/** Returns whom the process has mentioned in its comments. */
async function mentioned(id: string): Promise<Set<string>> {
  const { apiUrl, owner, repo, accounts } = w.office.forge;
  const answer = await fetch(`${apiUrl}/repos/${owner}/${repo}/issues/${numberOf(id)}/comments?per_page=100`, {
    headers: { authorization: `token ${await accounts.token(PEOPLE.tu)}` },
  });
  const comments = (await answer.json()) as { body: string; user: { login: string } }[];
  if (SHOTS) console.log(id, comments.map(({ body }) => body).join('\n=====\n'));
  return new Set(comments.flatMap(({ body }) => [...body.matchAll(/@([a-z-]+)/g)].flatMap(([, login = '']) => login)));
}

interface Outcome {
  /** A text on the public page of the case. */
  readonly said: string | RegExp;
  readonly isOnMain: boolean;
  /** How the room’s calendar shows the case. */
  readonly calendar: readonly string[];
  readonly notified: readonly Who[];
}

/** Checks the result of a way: main, register, public page on both sizes, the room’s calendar, notices. */
async function lookBack({ id }: Walk, { said, isOnMain, calendar, notified }: Outcome): Promise<void> {
  await w.office.idle();
  const { opens } = (await stateOf(id)) ?? {};
  expect((await inGit('ls-tree', '-r', '--name-only', 'main', '--', opens?.path ?? '')) !== '').toBe(isOnMain);
  expect((await verifyClone(repository())).findings).toEqual([]);
  const { uses } = JSON.parse(await readFile(join(w.office.site, 'data/rooms.json'), 'utf8')) as {
    uses: { case?: string; state: string }[];
  };
  expect(uses.flatMap((use) => (use.case === id ? [use.state] : []))).toEqual(calendar);
  for (const size of ['phone', 'desktop'] as const) {
    const public_ = await (await deviceOf(size)).newPage();
    await public_.goto(`${w.office.url}/berkas/${id}/`);
    await public_.getByText(said).first().waitFor();
    await look(public_, `${id}-umum-${size}`);
    if (SHOTS) {
      await public_.goto(`${w.office.url}/ruang/tcm/`);
      await look(public_, `${id}-ruang-${size}`);
    }
    await public_.close();
    if (!SHOTS) continue;
    const own = await openAs('applicant', size, id);
    await unfold(own);
    await look(own, `${id}-pemohon-akhir-${size}`);
  }
  expect([...(await mentioned(id))]).toEqual(expect.arrayContaining(notified.map((who) => PEOPLE[who])));
}

describe.skipIf(!hasBrowser)('ten rows in six ways at the desk, each row on a phone and on a desktop', () => {
  inOrder();
  beforeAll(async () => {
    w = await openWritingOffice(FIRST);
  });
  afterAll(() => w?.close());

  /** The case of the second and the sixth way. It has the room on a later day, while others ask for it. */
  let postponed: Walk;

  it('first way: each consulted or informed person answers once, and the report completes the case', async () => {
    const walk = await ask(1, 72);
    await acts(walk, receive, dispose);
    await answerOnce('aptika', 'desktop', walk.id, 3);
    await acts(walk, report, { ...direct, first: naming });
    const directed = await windowOf('mayor', sizeAt(walk, 5));
    await unfold(directed);
    await directed.getByText('BPBD Contoh: diberi tahu melalui akunnya').waitFor();
    await directed.getByText('@all: hanya dicatat, tanpa akun; diberi tahu di luar sistem').waitFor();
    await answerOnce('stakeholder', 'desktop', walk.id, 5);
    // A person who was informed by their account needs no role.
    expect(await (await windowOf('stakeholder', 'desktop')).getByText(/memangku jabatan/).count()).toBe(0);
    await answerOnce('applicant', 'phone', walk.id, 5);
    await act(walk, coordinate);
    await answerOnce('ikp', 'phone', walk.id, 6);
    await acts(walk, check, attest, prepare);
    goTo(w.office, walk.slot.end);
    await act(walk, {
      who: 'operator',
      row: 10,
      typed: () => REPORT(walk.slot),
      press: /^Setujui, berkas selesai$/,
    });
    expect((await stateOf(walk.id))?.end?.kind).toBe('completed');
    await lookBack(walk, {
      said: /^Selesai /,
      isOnMain: true,
      calendar: ['past'],
      notified: ['applicant', 'aptika', 'ikp', 'stakeholder', 'subkor'],
    });
  });

  it('second way: the case waits in row 10 for a later day, and has the room meanwhile', async () => {
    postponed = await ask(6, 400);
    await acts(postponed, ...TO_CHECK, check, attest, prepare);
    expect((await stateOf(postponed.id))?.booking?.room).toBe('tcm');
  });

  it('third way: row 4 returns the case, the applicant corrects it, and both officials of row 7 report a failed network', async () => {
    const walk = await ask(2, 72);
    await acts(walk, receive, dispose, {
      ...{ who: 'head', row: 4, note: 'Jumlah peserta keliru.' },
      ...{ press: /^Kembalikan ke pemohon/, answer: /^Tercatat: dikembalikan kepada pemohon\./ },
    });
    walk.round += 1;
    const size = sizeAt(walk, 1);
    const page = await openAs('applicant', size, walk.id);
    await look(page, `${walk.id}-1-perbaiki-${size}`);
    await page.getByRole('link', { name: 'Perbaiki permohonan' }).click();
    await page.locator('.topic').first().waitFor();
    await page.getByText('Jumlah peserta keliru.').waitFor();
    await fillAtDesk(page, { 'Jumlah peserta': '12' });
    await look(page, `${walk.id}-1-formulir-${size}`);
    await submitAtDesk(page);
    await look(page, `${walk.id}-1-bukti-${size}`);
    mark('applicant', 1, size);
    await acts(walk, ...TO_CHECK);
    const fails = /gangguan jaringan internet.*permohonan gagal/;
    await acts(
      walk,
      {
        ...{ ...check, typed: () => ({ ...CHECKED(), ...TESTED('gagal-total') }), fold: fails },
        press: /^Ya, tutup berkas dengan status gagal$/,
      },
      {
        ...{ ...attest, fold: fails },
        ...{ press: /^Ya, tutup berkas dengan status gagal$/, answer: /^Tercatat: gangguan jaringan internet\./ },
      },
    );
    expect((await stateOf(walk.id))?.end?.kind).toBe('failed');
    await lookBack(walk, {
      said: 'Gagal pada langkah 7: gangguan jaringan internet.',
      isOnMain: false,
      calendar: [],
      notified: ['applicant'],
    });
  });

  it('fourth way: bad offers are refused in words, and "Pilih ini" chooses a good alternative', async () => {
    const walk = await ask(3, 72);
    await acts(walk, receive, dispose);
    await answerOnce('aptika', 'phone', walk.id, 3);
    await acts(walk, report, { ...direct, first: naming });
    await answerOnce('stakeholder', 'phone', walk.id, 5);
    await answerOnce('applicant', 'desktop', walk.id, 5);
    await act(walk, coordinate);
    await answerOnce('ikp', 'desktop', walk.id, 6);
    const toOffer = /uji koneksi gagal.*ke langkah 8: menginformasikan alternatif kepada pemohon$/;
    await acts(
      walk,
      { ...check, typed: () => ({ ...CHECKED(), ...TESTED('gagal') }), press: toOffer },
      { ...attest, press: toOffer, answer: /^Tercatat: uji koneksi gagal\. Berkas menuju langkah 8\./ },
    );
    const [good, size] = [slotIn(96), sizeAt(walk, 8)];
    const past = { Mulai: '2026-01-05T09:00', Selesai: '2026-01-05T11:00' };
    const bad = async (page: Page, name: string, offer: Typed, said: RegExp): Promise<void> => {
      await fillAtDesk(page, offer);
      await page.getByRole('button', { name: 'Setujui, teruskan ke pemohon' }).click();
      await page.getByRole('link', { name: said }).waitFor();
      await look(page, `${walk.id}-8-${name}-${size}`);
      expect(await fieldOf(page, 'Mulai').inputValue()).toBe(offer['Mulai']);
      expect(await fieldOf(page, 'Penjelasan').inputValue()).toBe('Jaringan di tempat yang diminta terganggu.');
    };
    await act(walk, {
      ...{ who: 'subkor', row: 8, press: /^Setujui, teruskan ke pemohon$/ },
      typed: () => ({ Penjelasan: 'Jaringan di tempat yang diminta terganggu.' }),
      first: async (page) => {
        await page.getByText(/^Uji koneksi gagal \(langkah 7\)\./).waitFor();
        await fillAtDesk(page, { Mulai: good.typed.Mulai });
        await page.getByRole('button', { name: 'Setujui, teruskan ke pemohon' }).click();
        // The summary names the missing fields, and the fields of which exactly one is needed.
        await page.getByRole('link', { name: /Selesai$/ }).waitFor();
        await page.getByRole('link', { name: /Ruang \/ Tempat lain$/ }).waitFor();
        await fillAtDesk(page, { Ruang: 'tcm' });
        await bad(
          page,
          'terbalik',
          { Mulai: good.typed.Selesai, Selesai: good.typed.Mulai },
          /^Alternatif 1: Selesai$/,
        );
        await bad(page, 'lampau', past, /^Alternatif 1: Selesai$/);
        await page
          .locator('.fault')
          .getByText(/^Waktu itu sudah lewat/)
          .waitFor();
        await bad(page, 'dipegang', postponed.slot.typed, /^Alternatif 1: Ruang$/);
        await fillAtDesk(page, good.typed);
        await page.getByRole('button', { name: /^Tambah/ }).click();
        await page.getByLabel('Mulai', { exact: true }).nth(1).fill(good.typed.Mulai);
        await page.getByLabel('Selesai', { exact: true }).nth(1).fill(good.typed.Selesai);
        await page
          .getByLabel(/^Tempat lain/)
          .nth(1)
          .fill('Posko Contoh');
      },
    });
    const chooser = await openAs('applicant', size, walk.id);
    await chooser.getByRole('heading', { name: 'Hasil pemberitahuan alternatif' }).waitFor();
    await chooser
      .getByText(/^Uji koneksi gagal \(langkah 7\)\./)
      .first()
      .waitFor();
    await chooser.getByText(/^Ruang dipesan untuk Anda sampai /).waitFor();
    await look(chooser, `${walk.id}-8-pilihan-${size}`);
    await chooser.getByRole('link', { name: 'Pilih ini (Alternatif 1)' }).click();
    await chooser.getByText('Pilihan itu sudah diisikan.', { exact: false }).waitFor();
    expect(good.typed.Mulai).toContain(await fieldOf(chooser, 'Mulai').inputValue());
    await look(chooser, `${walk.id}-8-formulir-${size}`);
    await submitAtDesk(chooser);
    await look(chooser, `${walk.id}-8-bukti-${size}`);
    mark('applicant', 8, size);
    walk.round += 1;
    await acts(walk, check, attest, prepare);
    expect((await stateOf(walk.id))?.booking).toMatchObject({ room: 'tcm', start: good.start });
    goTo(w.office, good.end);
    await act(walk, { who: 'operator', row: 10, typed: () => REPORT(good), press: /^Setujui, berkas selesai$/ });
    await lookBack(walk, { said: /^Selesai /, isOnMain: true, calendar: ['past'], notified: ['applicant', 'ikp'] });
  });

  it('fifth way: the applicant asks for another time than the offered one, and the event fails', async () => {
    const walk = await ask(4, 72);
    await act(walk, {
      ...{ who: 'tu', row: 2, note: 'Tanda tangan belum ada.' },
      ...{ press: /^Kembalikan ke pemohon/, answer: /^Tercatat: dikembalikan kepada pemohon\./ },
    });
    const again = await openAs('applicant', sizeAt(walk, 1), walk.id);
    await pressAtDesk(again, /^Ajukan lagi → ke langkah 2/);
    await acts(walk, ...TO_CHECK);
    const busy = /bersamaan dengan acara lain.*ke langkah 8: menginformasikan alternatif kepada pemohon$/;
    await acts(
      walk,
      {
        ...{ ...check, press: busy },
        typed: () => ({ Ketersediaan: 'bersamaan', 'Acara lain': 'Rapat Dinas Contoh', ...TESTED('baik') }),
      },
      { ...attest, press: busy, answer: /^Tercatat: bersamaan dengan acara lain\. Berkas menuju langkah 8\./ },
      {
        ...{ who: 'subkor', row: 8, press: /^Setujui, teruskan ke pemohon$/ },
        typed: () => ({ Ruang: 'tcm', ...slotIn(120).typed }),
      },
    );
    const [own, size] = [slotIn(144), sizeAt(walk, 8)];
    const page = await openAs('applicant', size, walk.id);
    await look(page, `${walk.id}-8-pilihan-${size}`);
    await page.getByRole('link', { name: 'Perbaiki permohonan' }).click();
    await page.locator('.topic').first().waitFor();
    await fillAtDesk(page, own.typed);
    await look(page, `${walk.id}-8-formulir-${size}`);
    await submitAtDesk(page);
    await look(page, `${walk.id}-8-bukti-${size}`);
    mark('applicant', 8, size);
    expect((await stateOf(walk.id))?.offered).toEqual([]);
    walk.round += 1;
    await acts(walk, check, attest, prepare);
    walk.round += 1;
    goTo(w.office, own.end);
    await act(walk, {
      ...{ who: 'operator', row: 10, note: 'Narasumber tidak hadir.' },
      ...{ fold: /^Tutup berkas: permohonan gagal/, press: /^Ya, tutup berkas dengan status gagal$/ },
      answer: /^Tercatat: berkas ditutup\./,
    });
    expect((await stateOf(walk.id))?.end?.kind).toBe('failed');
    await lookBack(walk, {
      said: /^Gagal pada langkah 10: Narasumber tidak hadir\./,
      isOnMain: false,
      calendar: [],
      notified: ['applicant'],
    });
  });

  it('sixth way: the applicant postpones twice, on a phone and on a desktop, and the case completes', async () => {
    let slot = postponed.slot;
    for (const size of ['phone', 'desktop'] as const) {
      slot = slotIn(size === 'phone' ? 300 : 320);
      const page = await openAs('applicant', size, postponed.id);
      await look(page, `${postponed.id}-10-pemohon-${size}`);
      await page.getByRole('link', { name: 'Minta waktu lain' }).click();
      await page.getByRole('heading', { level: 1, name: 'Minta waktu lain' }).waitFor();
      await page.getByText(/^PMK-\d{4}-\d+\. Berkas kembali ke langkah 7: mengecek/).waitFor();
      const labels = await page.locator('form label').allTextContents();
      expect(labels.map((label) => label.replace(/ \(.*/, ''))).toEqual([
        'Hari',
        'Mulai',
        'Selesai',
        'Selesai pada hari lain',
        'Alasan',
      ]);
      expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
      const send = page.getByRole('button', { name: 'Minta waktu lain' });
      // Nothing is sent without a change, or with a time in the past.
      await send.click();
      await page.getByText('Belum ada yang diubah.').waitFor();
      await fillAtDesk(page, { Mulai: '2020-01-01T09:00' });
      await send.click();
      await page.locator('.fault').first().waitFor();
      await fillAtDesk(page, slot.typed);
      await page.getByLabel('Alasan').fill('Wali Kota berhalangan.');
      await look(page, `${postponed.id}-10-tunda-${size}`);
      await send.click();
      await page
        .locator('.notice.is-accepted')
        .getByText('Tercatat: waktu lain diminta, kembali ke langkah 7.')
        .waitFor();
      await page
        .getByText(/^Pemohon meminta waktu lain; 3 persetujuan sejak langkah 7 gugur/)
        .first()
        .waitFor();
      await look(page, `${postponed.id}-10-tunda-${size}-sesudah`);
      postponed.round += 1;
      const seesWhy = async (deciding: Page): Promise<void> => {
        await deciding.locator('#berubah').getByText('Mulai').first().waitFor({ state: 'attached' });
        const notes = await deciding.locator('.acts .note').allTextContents();
        expect(notes.at(-1)).toBe('Wali Kota berhalangan.');
      };
      await acts(postponed, { ...check, first: seesWhy }, attest, prepare);
      expect((await stateOf(postponed.id))?.booking).toMatchObject({ start: slot.start });
    }
    const operator = await openAs('operator', 'desktop', postponed.id);
    expect(await operator.getByRole('link', { name: 'Minta waktu lain' }).count()).toBe(0);
    goTo(w.office, slot.end);
    const late = await openAs('applicant', 'phone', postponed.id);
    await late.getByText('Waktunya sudah mulai; waktu lain tidak dapat diminta lagi.').waitFor();
    expect(await late.getByRole('link', { name: 'Minta waktu lain' }).count()).toBe(0);
    await act(postponed, {
      ...{ who: 'operator', row: 10, typed: () => REPORT(slot), press: /^Setujui, berkas selesai$/ },
    });
    await lookBack(postponed, {
      said: /^Selesai /,
      isOnMain: true,
      calendar: ['past'],
      notified: ['applicant', 'subkor', 'operator'],
    });
  });

  it('early ends: the Mayor rejects one case, and the applicant withdraws another before its event', async () => {
    const rejected = await ask(6, 72);
    await acts(rejected, receive, dispose, report);
    const size = sizeAt(rejected, 5);
    const page = await openAs('mayor', size, rejected.id);
    await page.locator('summary').filter({ hasText: 'Tolak permohonan' }).click();
    await page.getByRole('button', { name: 'Ya, tolak permohonan ini' }).click();
    await page.getByRole('link', { name: 'Alasan penolakan', exact: true }).waitFor();
    await page.getByLabel('Alasan penolakan', { exact: true }).fill('Ditangani BPBD.');
    await look(page, `${rejected.id}-5-tolak-${size}`);
    await pressAtDesk(page, 'Ya, tolak permohonan ini', /^Tercatat: berkas ditutup\./);
    await look(page, `${rejected.id}-5-tolak-${size}-sesudah`);
    await lookBack(rejected, {
      said: /^Ditolak oleh Wali Kota .*: Ditangani BPBD\./,
      isOnMain: false,
      calendar: [],
      notified: ['applicant'],
    });
    const walk = await ask(5, 72);
    await acts(walk, ...TO_CHECK, check, attest, prepare);
    const mine = await openAs('applicant', other(size), walk.id);
    await mine.locator('summary').filter({ hasText: 'Tarik permohonan' }).click();
    await look(mine, `${walk.id}-10-tarik-${other(size)}`);
    await pressAtDesk(mine, 'Tarik permohonan → berkas ditutup', /^Tercatat: berkas ditutup\./);
    await look(mine, `${walk.id}-10-tarik-${other(size)}-sesudah`);
    await lookBack(walk, { said: /^Ditarik pemohon /, isOnMain: false, calendar: [], notified: ['applicant'] });
  });

  it('each person has done each of their rows on both sizes, and no browser has complained', () => {
    expect([...done].flatMap(([what, sizes]) => (sizes.size < 2 ? [`${what}: ${[...sizes]}`] : []))).toEqual([]);
    expect([...done.keys()].sort()).toEqual([
      ...['applicant 1', 'applicant 5', 'applicant 8', 'aptika 3', 'aptika 6', 'head 3', 'head 4', 'ikp 6', 'mayor 5'],
      ...['operator 10', 'operator 7', 'stakeholder 5', 'subkor 7', 'subkor 8', 'subkor 9', 'tu 2'],
    ]);
    expect(complaints).toEqual([]);
  });
});
