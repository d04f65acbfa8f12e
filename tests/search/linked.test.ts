import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyClone } from '#engine/register/clone.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { openLocalSite } from '#public/site/local-site.ts';
import { exportClone } from '../support/export-clone.ts';
import { nameForErasure } from '../support/erased.ts';
import { PERMITS, ROOT } from '../support/folders.ts';
import { label, type Office, openOffice, push, requestFiles, review, setState, submit } from '../support/office.ts';
import { readPublished } from '../support/published-file.ts';
import { approve, later, sendBack, tick } from '../support/walk.ts';

/** The accounts of the fictional office in tests/fixtures/permits, and two citizens. */
const PEOPLE = { loket: 1, periksa: 2, kepala: 5, wakil: 6, warga: 20, tetangga: 21 };

/** Monday, 21 December 2026, 09.00 in central Indonesia. */
const MONDAY = '2026-12-21T01:00:00Z';

let office: Office;
beforeAll(async () => {
  office = await openOffice({ root: PERMITS, people: PEOPLE, now: MONDAY });
});
afterAll(() => office?.close());

const asked = (more: Record<string, unknown> = {}) => ({
  sop: 'izin-balai',
  akun: 'warga',
  acara: 'Pasar murah',
  mulai: '2027-03-20T08:00:00+08:00',
  selesai: '2027-03-20T17:00:00+08:00',
  lampiran: ['surat-permohonan.pdf'],
  ...more,
});
const objection = (berkas: string, more: Record<string, unknown> = {}) => ({
  sop: 'keberatan-balai',
  akun: 'warga',
  berkas,
  alasan: 'Contoh alasan.',
  lampiran: ['surat-permohonan.pdf'],
  ...more,
});

/**
 * Submits a request for a permit, which the front desk rejects.
 * @returns the number of its pull request, the id of its case, and the entry of the rejection
 */
async function rejected(slug: string): Promise<{ number: number; id: string; entry: Entry | undefined }> {
  const number = await submit(office, 'warga', slug, asked({ acara: `Acara ${slug}` }));
  await office.run(number);
  tick(office);
  await review(office, 'loket', number, 'COMMENT', 'Balai sedang diperbaiki.');
  tick(office);
  await setState(office, 'loket', number, 'closed');
  const { entries } = await office.run(number);
  const state = await office.state(number);
  return { number, id: state?.opens.case ?? '', entry: entries.at(-1) };
}

/**
 * Submits an objection.
 * @returns the objection’s number, its first entry if any, the latest comment besides the checklist, and the status
 */
async function object(slug: string, request: unknown, who = 'warga') {
  tick(office);
  const number = await submit(office, who, slug, request);
  const { entries, runError } = await office.run(number);
  expect(runError).toBeUndefined();
  const { pull } = await office.forge.readCase(number);
  const last = pull.ownComments.filter(({ body }) => !body.includes('| No. |')).at(-1)?.body ?? '';
  return { number, entry: entries[0], told: last, status: pull.status };
}

/**
 * Fixes a request and submits it again.
 * @returns the entries that the process wrote
 */
async function again(number: number, slug: string, request: unknown) {
  await push(office, 'warga', `permohonan/${slug}`, requestFiles(slug, request));
  tick(office);
  await label(office, 'warga', number, ['decap-cms/pending_review']);
  const { entries, runError } = await office.run(number);
  expect(runError).toBeUndefined();
  return entries;
}

describe('R45: an objection to a permit that was rejected', () => {
  let permit: Awaited<ReturnType<typeof rejected>>;
  let number: number;

  test('R45: an objection to a rejected permit is accepted, and its entry names who decided the permit', async () => {
    permit = await rejected('pertama');
    expect(permit.entry).toMatchObject({ kind: 'rejected', who: { id: 1 } });
    const { entry, ...made } = await object('keberatan', objection(permit.id));
    number = made.number;
    expect(entry).toMatchObject({
      kind: 'submitted',
      opens: { case: `KBB-2026-${number}` },
      origin: {
        case: permit.id,
        procedure: 'izin-balai',
        opener: PEOPLE.warga,
        end: 'rejected',
        at: permit.entry?.at,
        decidedBy: [{ id: PEOPLE.loket, role: 'loket', name: 'Contoh Loket' }],
      },
    });
  });

  test('R45: the person who rejected the permit may approve the objection’s receipt, but not reject the objection', async () => {
    tick(office);
    await review(office, 'loket', number, 'COMMENT', 'Keberatan tidak beralasan.');
    tick(office);
    await setState(office, 'loket', number, 'closed');
    const [closed] = (await office.run(number)).entries;
    expect(closed).toMatchObject({ kind: 'refused', reason: 'four-eyes', detail: { case: permit.id } });
    expect((await office.forge.readCase(number)).pull.state).toBe('open');
    tick(office);
    const [received] = await approve(office, number, 'loket');
    expect(received).toMatchObject({ kind: 'accepted', next: { step: 'tanggapan' } });
  });

  test('R45: an objection that a push made invalid and that is fixed after the time limit keeps its origin', async () => {
    tick(office);
    await approve(office, number, 'kepala', 'Tanggapan: sudah benar.');
    office.setNow(later(office.now(), 30 * 86_400));
    await push(office, 'warga', 'permohonan/keberatan', requestFiles('keberatan', { sop: 'keberatan-balai' }));
    await office.scheduledRun();
    await office.run(number);
    expect((await office.state(number))?.visit.withApplicant).toBe(true);
    const fixed = objection(permit.id, { alasan: 'Contoh alasan lain.' });
    const [entry] = await again(number, 'keberatan', fixed);
    expect(entry).toMatchObject({ kind: 'submitted', supersedes: true, origin: { case: permit.id } });
  });

  test('R45: another person upholds the objection, and the permit stays rejected', async () => {
    for (const who of ['loket', 'kepala']) {
      tick(office);
      await approve(office, number, who, `Sekali lagi, ${who}.`);
    }
    tick(office);
    const [done] = await approve(office, number, 'wakil', 'Keberatan beralasan.');
    expect(done).toMatchObject({ end: 'completed', as: { en: 'objection upheld' } });
    expect((await office.forge.readCase(number)).pull.state).toBe('merged');
    expect((await office.state(permit.number))?.end?.kind).toBe('rejected');
  });
});

describe('R45: an objection to a permit that the head has refused', () => {
  let permit: number;
  let number: number;
  const pay = () => ({
    'requests/2026/kedua/bukti.pdf': requestFiles('kedua', '')['requests/2026/kedua/surat-permohonan.pdf'] as string,
  });

  test('R16, R45: the head who refused the permit can neither uphold nor refuse the objection, and the head’s review is not requested', async () => {
    office.setNow('2027-02-01T01:00:00Z');
    const times = { mulai: '2027-04-20T08:00:00+08:00', selesai: '2027-04-20T17:00:00+08:00' };
    permit = await submit(office, 'warga', 'kedua', asked(times));
    await office.run(permit);
    tick(office);
    await approve(office, permit, 'loket');
    tick(office);
    const result = `\n\n\`\`\`hasil\nkeputusan: lanjut\nruang: balai\nmulai: ${times.mulai}\nselesai: ${times.selesai}\n\`\`\`\n`;
    await approve(office, permit, 'periksa', result);
    await review(office, 'warga', permit, 'COMMENT', 'Tunai.');
    tick(office);
    await push(office, 'warga', 'permohonan/kedua', {
      ...requestFiles('kedua', asked({ ...times, bukti_bayar: ['bukti.pdf'] })),
      ...pay(),
    });
    await label(office, 'warga', permit, ['decap-cms/pending_review']);
    await office.run(permit);
    tick(office, 90_000);
    const [refusal] = await sendBack(office, permit, 'kepala', 'Balai dipakai acara resmi.');
    expect(refusal).toMatchObject({ end: 'refused' });
    const made = await object('keberatan-dua', objection(`BLI-2027-${permit}`));
    number = made.number;
    expect(made.entry?.origin?.decidedBy).toMatchObject([{ id: PEOPLE.kepala, role: 'kepala' }]);
    tick(office);
    await approve(office, number, 'loket');
    tick(office);
    expect((await approve(office, number, 'kepala', 'Tanggapan.'))[0]).toMatchObject({ next: { step: 'putusan' } });
    expect((await office.forge.readCase(number)).pull.requested).toEqual(['wakil']);
    tick(office);
    const [upheld] = await approve(office, number, 'kepala', 'Setuju.');
    expect(upheld).toMatchObject({ kind: 'refused', reason: 'four-eyes', detail: { case: `BLI-2027-${permit}` } });
    tick(office);
    const [refused] = await sendBack(office, number, 'kepala', 'Tidak beralasan.');
    expect(refused).toMatchObject({ kind: 'refused', reason: 'four-eyes' });
  });

  test('R45: an appeal may take an objection that was not upheld as its origin, and its entry names who decided the objection', async () => {
    tick(office);
    const [not] = await sendBack(office, number, 'wakil', 'Tidak beralasan.');
    expect(not).toMatchObject({ end: 'refused' });
    const appeal = await object('banding', objection(`KBB-2027-${number}`));
    expect(appeal.entry?.origin).toMatchObject({ procedure: 'keberatan-balai', decidedBy: [{ id: PEOPLE.wakil }] });
  });
});

describe('R45, R12: an origin that may not be named is refused with the reason, at its field', () => {
  let permit: Awaited<ReturnType<typeof rejected>>;
  const refusal = async (slug: string, request: unknown, who = 'warga') => {
    const { number, entry, told, status } = await object(slug, request, who);
    expect(entry).toBeUndefined();
    expect(await office.journal(number)).toEqual([]);
    expect(status).toMatchObject({ state: 'failure' });
    return told;
  };

  test('R45, R12: an unknown case, somebody else’s case and a text that is no number are refused in the same words', async () => {
    permit = await rejected('ketiga');
    const sentence = /Tidak ada berkas bernomor ini yang Anda ajukan/;
    expect(await refusal('tidak-ada', objection('BLI-2027-9999'))).toMatch(sentence);
    expect(await refusal('lain-tahun', objection(`BLI-2020-${permit.number}`))).toMatch(sentence);
    expect(await refusal('bukan-nomor', objection('izin saya'))).toMatch(sentence);
    const foreign = await refusal('orang-lain', objection(permit.id, { akun: 'tetangga' }), 'tetangga');
    expect(foreign).toMatch(sentence);
    expect(foreign).not.toMatch(/ditolak/);
  });

  test('R45, R12: a permit that was withdrawn is refused as origin, and the refusal lists the possible origins', async () => {
    const number = await submit(office, 'warga', 'ditarik', asked());
    await office.run(number);
    tick(office);
    await setState(office, 'warga', number, 'closed');
    await office.run(number);
    const reported = await refusal('salah-akhir', objection(`BLI-2027-${number}`));
    expect(reported).toContain('Berkas ini tidak dapat menjadi asal permohonan ini');
    expect(reported).toMatch(/Izin Pemakaian Balai \(tidak dikabulkan, ditolak, masih berjalan\)/);
    expect(reported).toMatch(/Berkas yang Anda sebut\W* Izin Pemakaian Balai, ditarik/);
  });

  test('R23, R45: an objection is accepted one second before the time limit ends; one second past the end it is refused, and the refusal says how the days were counted', async () => {
    const late = await rejected('keempat');
    // Five working days after Tuesday, 2 February, it is the next Tuesday.
    expect(late.entry?.at.slice(0, 10)).toBe('2027-02-02');
    office.setNow('2027-02-09T07:58:59Z');
    expect((await object('tepat', objection(late.id))).entry).toMatchObject({ kind: 'submitted' });
    office.setNow('2027-02-09T07:59:01Z');
    const reported = await refusal('terlambat', objection(late.id));
    expect(reported).toMatch(
      /sudah lewat pada Selasa, 9 Februari 2027 pukul 16.00 WITA\W* 5 hari kerja sejak Selasa, 2 Februari 2027/,
    );
  });

  test('R45: an objection cannot name its own future number', async () => {
    tick(office);
    const next = (await submit(office, 'warga', 'draf', asked({ sop: 'izin-balai', acara: 'Draf' }))) + 1;
    expect(await refusal('diri', objection(`KBB-2027-${next}`))).toMatch(/asal bagi dirinya sendiri/);
  });
});

test('R45: a case that is still open is accepted as origin if the procedure says so, and a later change of the origin is a changed request', async () => {
  const waiting = await submit(office, 'warga', 'menunggu', asked({ acara: 'Menunggu' }));
  await office.run(waiting);
  const { number, entry } = await object('lama', objection(`BLI-2027-${waiting}`));
  expect(entry?.origin).toMatchObject({ case: `BLI-2027-${waiting}`, decidedBy: [] });
  expect(entry?.origin).not.toHaveProperty('end');
  tick(office);
  await approve(office, number, 'loket');
  tick(office);
  const [back] = await again(number, 'lama', objection('BLI-2027-9999'));
  expect(back).toMatchObject({ kind: 'superseded', problems: [{ code: 'origin-unknown', path: '/berkas' }] });
  const other = await rejected('kelima');
  const [entry2] = await again(number, 'lama', objection(`BLI-2027-${other.number}`));
  expect(entry2).toMatchObject({ kind: 'submitted', origin: { end: 'rejected' }, supersedes: true });
  // The former origin can still be rejected.
  await review(office, 'loket', waiting, 'COMMENT', 'Balai sedang diperbaiki.');
  tick(office);
  await setState(office, 'loket', waiting, 'closed');
  await office.run(waiting);
  expect((await office.state(waiting))?.end?.kind).toBe('rejected');
});

describe('R45: an opener has one open case for each origin and procedure', () => {
  let permit: Awaited<ReturnType<typeof rejected>>;
  let first: number;
  const AGAIN = /Anda sudah memiliki berkas yang berjalan atas berkas asal ini/;

  test('R45: a second objection to the same case is refused, and the refusal names the first objection to its opener', async () => {
    permit = await rejected('keenam');
    first = (await object('satu', objection(permit.id))).number;
    const second = await object('dua', objection(permit.id, { alasan: 'Contoh alasan lain.' }));
    expect(second.entry).toBeUndefined();
    expect(await office.journal(second.number)).toEqual([]);
    expect(second.status).toMatchObject({ state: 'failure' });
    expect(second.told).toMatch(AGAIN);
    expect(second.told).toMatch(new RegExp(`KBB\\W*-2027\\W*-${first}`));
    // The first objection is still open.
    expect((await office.state(first))?.end).toBeUndefined();
  });

  test('R45: neither a push nor a resubmission can change an objection’s origin to a case that has an open objection', async () => {
    const other = await rejected('ketujuh');
    const { number, entry } = await object('tiga', objection(other.id));
    expect(entry).toMatchObject({ kind: 'submitted', origin: { case: other.id } });
    tick(office);
    const [pushed] = await again(number, 'tiga', objection(permit.id));
    expect(pushed).toMatchObject({
      kind: 'superseded',
      problems: [{ code: 'origin-again', path: '/berkas', received: permit.id }],
      next: { withApplicant: true },
    });
    tick(office);
    const [resubmitted] = await again(number, 'tiga', objection(permit.id, { alasan: 'Sekali lagi.' }));
    expect(resubmitted).toMatchObject({ kind: 'submission-refused', problems: [{ code: 'origin-again' }] });
    // With its former origin, the objection is accepted again.
    tick(office);
    const [back] = await again(number, 'tiga', objection(other.id));
    expect(back).toMatchObject({ kind: 'submitted', origin: { case: other.id } });
    tick(office);
    await setState(office, 'warga', number, 'closed');
    await office.run(number);
  });

  test('R45: after the first objection has ended, a new objection to the same case is accepted', async () => {
    tick(office);
    await setState(office, 'warga', first, 'closed');
    expect((await office.run(first)).entries).toMatchObject([{ kind: 'withdrawn' }]);
    expect((await object('empat', objection(permit.id))).entry).toMatchObject({
      kind: 'submitted',
      origin: { case: permit.id },
    });
  });
});

test('R45: the pages of an objection and of its origin name each other, and the page of a possible origin says by which SOP one may object and until when', async () => {
  const { publication, dossiers } = await exportClone(join(office.folder, 'repo.git'), office.now());
  const out = await mkdtemp(join(tmpdir(), 'disposisi-situs-'));
  const site = await openLocalSite({ root: ROOT, out });
  await site.publish(publication, { all: () => dossiers });
  site.close();
  const page = (id: string, language = '') => readPublished(join(out, language, `berkas/${id}/index.html`));
  const linked = dossiers.find(({ case: { origin } }) => origin?.case.startsWith('BLI-2026'))?.case;
  const permit = linked?.origin?.case ?? '';
  expect(await page(linked?.id ?? '')).toContain(`<a href="/berkas/${permit}/">${permit}</a>`);
  const origin = await page(permit);
  expect(origin).toContain(`>${linked?.id}</a>, Keberatan atas Izin Balai: Selesai`);
  expect(origin).toMatch(
    new RegExp(
      `href="/meja/#/baru/keberatan-balai/${permit}">Ajukan: Keberatan atas Izin Balai</a>, paling lambat 5 hari kerja`,
    ),
  );
  expect(await page(permit, 'en')).toContain(
    'Submit: Objection to a hall permit</a>, within 5 working days of its end',
  );
  const sopPage = await readPublished(join(out, 'sop/keberatan-balai/index.html'));
  expect(sopPage).toContain(
    'Permohonan menurut SOP ini berasal dari berkas lain: Izin Pemakaian Balai (tidak dikabulkan, ditolak, masih berjalan); Keberatan atas Izin Balai (tidak dikabulkan), paling lambat 5 hari kerja sejak ditutup. Pejabat yang memutus berkas itu tidak dapat memutus permohonan ini.',
  );
  // An objection that was upheld cannot be an origin, so its page offers no link to a form.
  expect(await page(linked?.id ?? '')).not.toContain('Ajukan:');
  await rm(out, { recursive: true, force: true });
});

test('R30: the checklist of an objection names its origin', async () => {
  const { pulls } = await office.forge.listOpen();
  const cases = pulls.map(({ number }) => number);
  let found = 0;
  for (const number of cases) {
    const { pull } = await office.forge.readCase(number);
    const state = await office.state(number);
    if (!state?.origin) continue;
    const sticky = pull.ownComments.find(({ body }) => body.includes('| No. |'))?.body ?? '';
    expect(sticky).toContain(`\nBerkas asal: ${state.origin.case}, `);
    found += 1;
  }
  expect(found).toBeGreaterThan(1);
});

test('R29: the register of the office with linked cases is verified', async () => {
  expect(await verifyClone(join(office.folder, 'repo.git'))).toMatchObject({ findings: [] });
});

test('R50: the origin of an open case is not erased before that case has ended', async () => {
  const { number, id } = await rejected('dihapus');
  const { number: open, entry } = await object('menahan', objection(id));
  expect(entry).toMatchObject({ kind: 'submitted', origin: { case: id } });
  const kinds = async () => (await office.journal(number)).map(({ kind }) => kind);
  await nameForErasure(office, [{ number }]);
  expect(await kinds()).not.toContain('erased');
  tick(office);
  await setState(office, 'warga', open, 'closed');
  expect((await office.run(open)).entries).toMatchObject([{ end: 'withdrawn' }]);
  // Ended cases are looked at again on the next day.
  office.setNow(later(office.now(), 86_400));
  for (let run = 0; run < 3; run += 1) await office.scheduledRun();
  expect((await kinds()).at(-1)).toBe('erased');
});
