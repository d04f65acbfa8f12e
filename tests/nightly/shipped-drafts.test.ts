import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyClone } from '#engine/register/clone.ts';
import type { publishedDocuments } from '#public/export/published-documents.ts';
import { openLocalSite } from '#public/site/local-site.ts';
import { exportClone } from '../support/export-clone.ts';
import { ROOT } from '../support/folders.ts';
import { label, type Office, openOffice, pullOf, push, requestFiles, review } from '../support/office.ts';
import { sampleRequest, setState, submit, withResult } from '../support/office.ts';
import { readPublished } from '../support/published-file.ts';
import { IS_SHIPPED } from '../support/shipped.ts';
import { conference, conferenceActs, shippedCheck, visit, visitActs } from '../support/shipped-sops.ts';
import { approve, sendBack, straightWalk, tick } from '../support/walk.ts';

/** Tuesday, 1 December 2026, 08.00 in western Indonesia. */
const OPENED = '2026-12-01T01:00:00Z';
const day = (date: number, start = '09', end = '11') => ({
  start: `2026-12-${String(date).padStart(2, '0')}T${start}:00:00+07:00`,
  end: `2026-12-${String(date).padStart(2, '0')}T${end}:00:00+07:00`,
});

let office: Office;
const cases: Record<string, number> = {};
beforeAll(async () => {
  if (IS_SHIPPED) office = await openOffice({ root: ROOT, now: OPENED });
});
afterAll(() => office?.close());

async function begin(slug: string, request: unknown): Promise<number> {
  tick(office);
  const number = await submit(office, 'contoh-opd', slug, request);
  const { entries } = await office.run(number);
  expect(entries.map(({ kind, problems }) => problems ?? kind)).toEqual(['submitted']);
  cases[slug] = number;
  return number;
}

/** Approves in the order of these acts. Each act must be made in its step, and be accepted. */
async function follow(number: number, acts: ReturnType<typeof conferenceActs>): Promise<void> {
  for (const [step, who, body] of acts) {
    tick(office);
    expect((await office.state(number))?.visit.step).toBe(step);
    const entries = (await approve(office, number, who, body)).filter(({ kind }) => kind !== 'rung');
    expect([step, ...entries.map(({ kind, reason, problems }) => problems ?? reason ?? kind)]).toEqual([
      step,
      'accepted',
    ]);
  }
}

const endOf = async (number: number) => (await office.state(number))?.end?.kind;
const stepOf = async (number: number) => (await office.state(number))?.visit.step;
/** Sets the office’s clock to noon on a day in December, after the events of that day. */
const afterDay = (date: number) => office.setNow(`2026-12-${date}T05:00:00Z`);

/** Pushes and submits this version of the request, as the applicant. */
async function sendAnew(slug: string, request: unknown): Promise<void> {
  tick(office);
  await push(office, 'contoh-opd', `permohonan/${slug}`, requestFiles(slug, request));
  tick(office);
  await label(office, 'contoh-opd', cases[slug] ?? 0, ['decap-cms/pending_review']);
  const { entries } = await office.run(cases[slug] ?? 0);
  expect(entries.map(({ kind, problems }) => problems ?? kind)).toContain('submitted');
}

async function reject(number: number, reason: string): Promise<void> {
  tick(office);
  await review(office, 'contoh-kepala-dinas', number, 'COMMENT', reason);
  tick(office);
  await setState(office, 'contoh-kepala-dinas', number, 'closed');
  const entry = (await office.run(number)).entries.at(-1);
  expect([entry?.kind, entry?.note]).toEqual(['rejected', reason]);
}

describe.skipIf(!IS_SHIPPED)('the SOPs that are shipped as drafts', () => {
  test('R1, R12: a video conference is returned, submitted again, and completed', async () => {
    const slot = day(8);
    const number = await begin('vidcon', conference(slot));
    tick(office);
    await sendBack(office, number, 'contoh-tu', 'Suratnya belum ditandatangani.');
    expect(await stepOf(number)).toBe('perbaikan');
    await sendAnew('vidcon', { ...conference(slot), sambungan: { titik: 4, akun: 'kantor' } });
    await follow(number, conferenceActs(slot).slice(0, -1));
    office.setNow('2026-12-08T05:00:00Z');
    await follow(number, conferenceActs(slot).slice(-1));
    expect([await endOf(number), (await pullOf(office, number)).merged]).toEqual(['completed', true]);
  });

  test('R6: a visit of guests goes to the Mayor if a head of region leads it, and otherwise not', async () => {
    const [one, other] = [day(14), day(15)];
    const plain = await begin('kunjungan', visit(one));
    await follow(plain, visitActs(one).slice(0, -1));
    const high = await begin('kunjungan-kepala-daerah', visit(other, 'kepala_daerah'));
    await follow(high, visitActs(other, true).slice(0, -1));
    afterDay(15);
    await follow(plain, visitActs(one).slice(-1));
    await follow(high, visitActs(other, true).slice(-1));
    expect([await endOf(plain), await endOf(high)]).toEqual(['completed', 'completed']);
  });

  test('R1: a visit of guests that was returned at receipt, and a video conference, are rejected with a reason', async () => {
    const number = await begin('kunjungan-ditolak', visit(day(28)));
    tick(office);
    await sendBack(office, number, 'contoh-tu', 'Sebutkan materinya.');
    await sendAnew('kunjungan-ditolak', visit(day(29)));
    await follow(number, visitActs(day(29)).slice(0, 1));
    await reject(number, 'Di luar kewenangan.');
    const other = await begin('vidcon-ditolak', conference(day(28)));
    await follow(other, conferenceActs(day(28)).slice(0, 1));
    await reject(other, 'Tidak ada surat tugas.');
    expect([await endOf(number), await endOf(other)]).toEqual(['rejected', 'rejected']);
  });

  test('R20: a time limit of one working day that begins before holidays ends after them', async () => {
    // After Wednesday, 23 December, 13.00, come collective leave, Christmas and a weekend.
    office.setNow('2026-12-23T06:00:00Z');
    const number = await begin('libur', conference(day(30)));
    await follow(number, conferenceActs(day(30)).slice(0, 1));
    expect((await office.state(number))?.visit.deadline?.due).toBe('2026-12-28T09:00:00Z');
  });

  test('R24: if cases of three SOPs want one room at one time, the first to book has it, two are refused, and one of these takes an offer', async () => {
    const slot = { start: '2027-01-06T09:00:00+07:00', end: '2027-01-06T11:00:00+07:00' };
    const later = { start: '2027-01-07T09:00:00+07:00', end: '2027-01-07T11:00:00+07:00' };
    office.setNow('2026-12-28T01:00:00Z');
    const crisis = await begin('krisis', sampleRequest(slot));
    const talk = await begin('vidcon-bentrok', conference(slot));
    const guests = await begin('kunjungan-bentrok', visit(slot));
    const crisisActs = straightWalk(slot.start, slot.end).slice(0, 5);
    for (const { who, body } of crisisActs) {
      tick(office);
      await approve(office, crisis, who, body);
    }
    expect(await stepOf(crisis)).toBe('pengecekan');
    await follow(guests, visitActs(slot).slice(0, 3));
    await follow(talk, conferenceActs(slot).slice(0, 5));
    for (const taken of [crisis, guests]) {
      tick(office);
      const check = withResult('', shippedCheck(slot));
      const entry = (await approve(office, taken, 'contoh-subkor-ile', check)).at(-1);
      expect([entry?.kind, entry?.reason]).toEqual(['refused', 'room-taken']);
    }
    tick(office);
    const busy = { ...shippedCheck(slot), ketersediaan: 'bersamaan', acara_lain: 'Konferensi video contoh' };
    await approve(office, guests, 'contoh-subkor-ile', withResult('', busy));
    tick(office);
    const [led] = await approve(office, guests, 'contoh-operator');
    expect([led?.because?.id, led?.next?.step]).toEqual(['bersamaan dengan acara lain', 'pemberitahuan-alternatif']);
    tick(office);
    // The lead time of this SOP is two days, so that the applicant could not submit an earlier start (R9).
    const soon = { mulai: '2026-12-29T13:00:00+07:00', selesai: '2026-12-29T15:00:00+07:00', ruang: 'tcm' };
    tick(office);
    const tooSoon = withResult('', { alternatif: [soon] });
    const [refused] = await approve(office, guests, 'contoh-subkor-ile', tooSoon);
    expect(refused?.problems).toMatchObject([{ path: '/alternatif/0/mulai', code: 'offer-too-soon' }]);
    const offered = { alternatif: [{ mulai: later.start, selesai: later.end, ruang: 'tcm' }] };
    await approve(office, guests, 'contoh-subkor-ile', withResult('', offered));
    expect(await stepOf(guests)).toBe('pertimbangan-alternatif');
    await sendAnew('kunjungan-bentrok', visit(later));
    await follow(guests, visitActs(later).slice(3, -1));
    expect(await stepOf(guests)).toBe('penerimaan-rombongan');
  });

  test('R6: the check of a crisis has one result, which both roles attest, and is incomplete without the connection test', async () => {
    const slot = { start: '2027-01-08T09:00:00+07:00', end: '2027-01-08T11:00:00+07:00' };
    const number = await begin('krisis-bersamaan', sampleRequest(slot));
    for (const { who, body } of straightWalk(slot.start, slot.end).slice(0, 5)) {
      tick(office);
      await approve(office, number, who, body);
    }
    tick(office);
    const back = (await sendBack(office, number, 'contoh-subkor-ile', 'Bersamaan dengan acara lain.')).at(-1);
    expect([back?.kind, back?.reason]).toEqual(['refused', 'no-such-outcome']);
    const { tata_letak: _layout, platform: _by, ...bare } = shippedCheck(slot);
    const busy = { ...bare, ketersediaan: 'bersamaan', acara_lain: 'Rapat Dinas Contoh' };
    const { uji_koneksi: _test, ...untested } = busy;
    const { acara_lain: _which, ...unnamed } = busy;
    for (const [body, missing] of [
      [untested, '/uji_koneksi'],
      [unnamed, '/acara_lain'],
      [bare, '/tata_letak'],
    ] as const) {
      tick(office);
      const entry = (await approve(office, number, 'contoh-subkor-ile', withResult('', body))).at(-1);
      expect([entry?.reason, entry?.problems?.map(({ path }) => path)]).toEqual([
        'incomplete',
        expect.arrayContaining([missing]),
      ]);
    }
    tick(office);
    await approve(office, number, 'contoh-subkor-ile', withResult('', busy));
    expect(await stepOf(number)).toBe('pengecekan');
    tick(office);
    const led = (await approve(office, number, 'contoh-operator')).at(-1);
    expect([led?.kind, led?.because?.id, led?.next?.step]).toEqual([
      'accepted',
      'bersamaan dengan acara lain',
      'pemberitahuan-alternatif',
    ]);
    expect((await office.state(number))?.booking).toBeUndefined();
  });

  test('R29: verify has no finding in the register of the three shipped SOPs', async () => {
    const { findings, cases: n } = await verifyClone(join(office.folder, 'repo.git'));
    expect({ findings, n }).toEqual({ findings: [], n: Object.keys(cases).length });
  });

  test('R4, R32: the pages of draft SOPs say so, drafts are listed after SOPs in force, and related SOPs link to each other', async () => {
    const out = await mkdtemp(join(tmpdir(), 'situs-'));
    try {
      const { publication, dossiers } = await exportClone(join(office.folder, 'repo.git'), office.now());
      const site = await openLocalSite({ root: ROOT, out });
      await site.publish(publication, { all: () => dossiers });
      const read = (path: string): Promise<string> => readPublished(join(out, path));
      const related = async (id: string): Promise<string[]> => {
        const block = /Keterkaitan<\/h2>([\s\S]*?)<\/section>/.exec(await read(`sop/${id}/index.html`))?.[1] ?? '';
        return [...block.matchAll(/<a href="([^"]+)">([^<]+)</g)].map(([, to, text]) => `${text} ${to}`);
      };
      const [crisis, talk, guests] = [
        'SOP Protokol Manajemen Krisis /sop/protokol-manajemen-krisis/',
        'SOP Video Conference/Teleconference /sop/video-conference/',
        'SOP Ekspos Visitasi Kunker KLDI /sop/ekspos-visitasi-kunker/',
      ];
      expect(await related('protokol-manajemen-krisis')).toEqual([talk, guests]);
      expect(await related('video-conference')).toEqual([crisis, guests]);
      expect(await related('ekspos-visitasi-kunker')).toEqual([crisis, talk]);
      const said = { id: 'Rancangan: naskah resmi SOP ini belum tersedia', en: 'Draft: the official text of this SOP' };
      for (const id of ['video-conference', 'ekspos-visitasi-kunker']) {
        expect(await read(`sop/${id}/index.html`)).toContain(`<p class="note">${said.id}`);
        expect(await read(`en/sop/${id}/index.html`)).toContain(`<p class="note">${said.en}`);
        expect(await read(`sop/${id}/index.html`)).not.toContain('NIP.');
      }
      expect(await read('sop/protokol-manajemen-krisis/index.html')).not.toContain('Rancangan');
      // Drafts are listed after SOPs in force.
      expect((await read('sop/index.html')).replace(/<[^>]+>/g, ' ')).toMatch(
        /Protokol Manajemen Krisis\s+000\.8.*Ekspos Visitasi Kunker KLDI\s+rancangan.*Teleconference\s+rancangan/s,
      );
      const documents = JSON.parse(await read('data/documents.json')) as ReturnType<typeof publishedDocuments>;
      const of = documents.templates.map(({ value }) => `${value.procedure} ${value.record ?? ''}`);
      for (const id of ['video-conference', 'ekspos-visitasi-kunker'])
        expect(of).toEqual(expect.arrayContaining([`${id} Surat Balasan`, `${id} Laporan Kegiatan`]));
    } finally {
      await rm(out, { recursive: true, force: true });
    }
  });
});
