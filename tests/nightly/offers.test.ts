import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { heldDuring } from '#domain/manage/consequences.ts';
import { parseIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH } from '#domain/journal/paths.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { exportClone } from '../support/export-clone.ts';
import { ROOT } from '../support/folders.ts';
import {
  label,
  type Office,
  openOffice,
  push,
  requestFiles,
  sampleRequest,
  setState,
  submit,
  withResult,
} from '../support/office.ts';
import { IS_SHIPPED } from '../support/shipped.ts';
import { shippedCheck } from '../support/shipped-sops.ts';
import { approve, sendBack, straightWalk, tick } from '../support/walk.ts';

const SUBKOR = 'contoh-subkor-ile';
const slot = (day: number, from: string, to: string, room = 'tcm') => ({
  mulai: `2026-12-${day}T${from}:00+07:00`,
  selesai: `2026-12-${day}T${to}:00+07:00`,
  ruang: room,
});
const offering = (...alternatif: unknown[]) => withResult('', { alternatif });
const ASKED = { start: '2026-12-15T09:00:00+07:00', end: '2026-12-15T11:00:00+07:00' };
const LATER = slot(16, '09:00', '11:00');
const asks = ({ mulai, selesai, ruang }: ReturnType<typeof slot>, account = 'contoh-opd') =>
  sampleRequest({ start: mulai, end: selesai, room: ruang, account });

/** A second room of the office: small, open by day on two weekdays, without equipment. */
const SMALL_ROOM = `
  - id: kecil
    name: { id: Ruang kecil, en: Small room }
    zone: Asia/Pontianak
    capacity: 5
    opening: { tue: [{ from: "07:30", to: "16:00" }], wed: [{ from: "07:30", to: "16:00" }] }
    equipment: []
`;

let office: Office;
beforeAll(async () => {
  if (!IS_SHIPPED) return;
  const rooms = await readFile(join(ROOT, 'sops/rooms.yaml'), 'utf8');
  // An office’s own schema may allow more offers than the rule does.
  const offers = 'schemas/hasil-pemberitahuan-alternatif.schema.json';
  const schema = (await readFile(join(ROOT, offers), 'utf8')).replace('"maxItems": 3', '"maxItems": 9');
  const files = { 'sops/rooms.yaml': rooms + SMALL_ROOM, [offers]: schema };
  office = await openOffice({ root: ROOT, now: '2026-12-01T01:00:00Z', files });
});
afterAll(() => office?.close());

const last = (entries: readonly Entry[]) => entries.filter(({ kind }) => kind !== 'rung').at(-1);
const said = (entry: Entry | undefined) => entry?.problems?.map(({ path, code }) => `${path} ${code}`) ?? entry?.kind;

async function asked(slug: string, request: unknown, login = 'contoh-opd'): Promise<number> {
  tick(office);
  const number = await submit(office, login, slug, request);
  expect(said(last((await office.run(number)).entries))).toBe('submitted');
  return number;
}

/** Approves up to row 7, by everybody whose turn it is. */
async function toCheck(number: number): Promise<void> {
  for (const { who, body } of straightWalk().slice(0, 5)) {
    tick(office);
    expect(said(last(await approve(office, number, who, body)))).toBe('accepted');
  }
}

/** Approves up to row 8, because another event is at that time. */
async function toOffer(slug: string, request = sampleRequest(ASKED)): Promise<number> {
  const number = await asked(slug, request);
  await toCheck(number);
  const busy = { ...shippedCheck(ASKED), ketersediaan: 'bersamaan', acara_lain: 'Rapat Dinas Contoh' };
  tick(office);
  await approve(office, number, SUBKOR, withResult('', busy));
  tick(office);
  await approve(office, number, 'contoh-operator');
  expect((await office.state(number))?.visit.step).toBe('pemberitahuan-alternatif');
  return number;
}

const offers = async (number: number, ...alternatives: unknown[]): Promise<Entry | undefined> => {
  tick(office);
  return last(await approve(office, number, SUBKOR, offering(...alternatives)));
};

/**
 * Books a slot at row 7, by both officials.
 * @returns the entry of the last act that was made
 */
async function books(number: number, { mulai, selesai, ruang }: ReturnType<typeof slot>): Promise<Entry | undefined> {
  tick(office);
  const first = last(
    await approve(office, number, SUBKOR, withResult('', shippedCheck({ start: mulai, end: selesai, room: ruang }))),
  );
  if (first?.kind !== 'accepted') return first;
  tick(office);
  return last(await approve(office, number, 'contoh-operator'));
}

/** Pushes the applicant’s changed request and submits it. */
async function resubmits(
  number: number,
  slug: string,
  request: unknown,
  login = 'contoh-opd',
): Promise<Entry | undefined> {
  tick(office);
  await push(office, login, `permohonan/${slug}`, requestFiles(slug, request));
  tick(office);
  await label(office, login, number, ['decap-cms/pending_review']);
  return last((await office.run(number)).entries);
}

const indexed = async (number: number) =>
  parseIndex((await office.forge.readRegister([INDEX_PATH])).get(INDEX_PATH)).cases[number]?.offered;

describe.skipIf(!IS_SHIPPED)('what the Subkor offers instead of the requested slot', () => {
  let offering_: number;
  /** The closing of the third working day after today, at 16.00 WIB. */
  const until = (): string => {
    let [day, left] = [Date.parse(office.now().slice(0, 10)), 3];
    while (left > 0) {
      day += 86_400_000;
      if (![0, 6].includes(new Date(day).getUTCDay())) left -= 1;
    }
    return `${new Date(day).toISOString().slice(0, 10)}T09:00:00Z`;
  };

  test('R24: an offer whose times are invalid or past, or whose room is unknown or taken, is refused at its field', async () => {
    const holder = await asked('pemegang', asks(slot(17, '09:00', '11:00')));
    await toCheck(holder);
    expect(said(await books(holder, slot(17, '09:00', '11:00')))).toBe('accepted');
    offering_ = await toOffer('tawaran');
    const refused = [
      [slot(16, '09:00', '08:00'), '/alternatif/0/selesai slot-order'],
      [
        { ...LATER, mulai: '2026-11-16T09:00:00+07:00', selesai: '2026-11-16T11:00:00+07:00' },
        '/alternatif/0/selesai slot-over',
      ],
      [{ ...LATER, mulai: '2026-12-01T07:00:00+07:00' }, '/alternatif/0/mulai offer-begun'],
      // The schema accepts this year, but the process does not accept it as an instant.
      [{ ...LATER, selesai: '9999-12-16T11:00:00+07:00' }, '/alternatif/0/selesai not-an-instant'],
      [{ ...LATER, ruang: 'tidak-ada' }, '/alternatif/0/ruang unknown-room'],
      [slot(17, '10:00', '12:00'), '/alternatif/0/ruang room-taken'],
    ] as const;
    for (const [bad, why] of refused) {
      const entry = await offers(offering_, bad, LATER);
      expect([entry?.reason, said(entry)]).toEqual(['incomplete', [why]]);
    }
    const both = await offers(offering_, LATER, slot(17, '10:00', '12:00'));
    expect(said(both)).toEqual(['/alternatif/1/ruang room-taken']);
    expect(both?.problems?.[0]?.label).toEqual({ id: 'Alternatif 2: Ruang', en: 'Alternatives 2: Room' });
    expect(JSON.stringify(both)).not.toContain((await office.state(holder))?.opens.case);
  });

  test('R24: an offer outside the opening hours of its room, or in a room that is too small or lacks equipment, is refused', async () => {
    const asking = sampleRequest(ASKED);
    const needs = { ...(asking['pelaksanaan'] as object), peralatan: ['video-conference'] };
    const number = await toOffer('ruang-kecil', { ...asking, pelaksanaan: needs });
    expect(said(await offers(number, LATER, slot(16, '13:00', '15:00', 'kecil')))).toEqual([
      '/alternatif/1/ruang room-too-small',
      '/alternatif/1/ruang room-without-equipment',
    ]);
    const evening = await offers(number, slot(16, '15:00', '17:00', 'kecil'));
    expect(said(evening)).toContain('/alternatif/0/ruang room-closed');
    expect(await indexed(number)).toBeUndefined();
  });

  test('R24: at most three slots are offered, and a place that is no room is checked by its times alone', async () => {
    const many = [12, 13, 14, 18].map((day) => slot(day, '09:00', '11:00'));
    const entry = await offers(offering_, ...many);
    expect([entry?.reason, said(entry)]).toEqual([
      'incomplete',
      expect.arrayContaining(['/alternatif too-many-offers']),
    ]);
    const { ruang: _room, ...times } = slot(16, '11:00', '10:00');
    expect(said(await offers(offering_, { ...times, tempat: 'Posko Contoh' }))).toEqual([
      '/alternatif/0/selesai slot-order',
    ]);
    expect(await indexed(offering_)).toBeUndefined();
  });

  test('R24: an offered slot is reserved for the case: no other case can book or offer it, but a slot that begins at its end can be offered', async () => {
    const { ruang: _room, ...elsewhere } = slot(18, '09:00', '11:00');
    const entry = await offers(offering_, LATER, slot(17, '13:00', '15:00'), { ...elsewhere, tempat: 'Posko Contoh' });
    const held = { room: 'tcm', start: '2026-12-16T02:00:00Z', end: '2026-12-16T04:00:00Z', until: until() };
    expect(entry?.offered).toEqual([held, { ...held, start: '2026-12-17T06:00:00Z', end: '2026-12-17T08:00:00Z' }]);
    expect(await indexed(offering_)).toEqual(entry?.offered);
    const rival = await asked('saingan', asks(slot(16, '10:00', '12:00'), 'contoh-bpbd'), 'contoh-bpbd');
    const warned = (await office.journal(rival))[0];
    expect(warned?.warnings?.map(({ code }) => code)).toContain('room-taken');
    await toCheck(rival);
    const taken = await books(rival, slot(16, '10:00', '12:00'));
    expect([taken?.reason, taken?.detail]).toEqual([
      'room-taken',
      { room: 'tcm', start: '2026-12-16T02:00:00Z', end: '2026-12-16T04:00:00Z' },
    ]);
    const other = await toOffer('tawaran-lain', sampleRequest({ ...ASKED, account: 'contoh-opd' }));
    expect(said(await offers(other, slot(17, '14:00', '16:00')))).toEqual(['/alternatif/0/ruang room-taken']);
    // Another slot may begin when an offered slot ends.
    expect(said(await offers(other, slot(17, '15:00', '17:00')))).toBe('accepted');
  });

  test('R30: the applicant is notified of the offer: when and where each slot is, and until when it is reserved', async () => {
    const client = await office.as('contoh-opd');
    const { data } = await client.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...{ owner: office.local.owner, repo: office.local.repo, issue_number: offering_, per_page: 100 },
    });
    const notice = data.map(({ body = '' }) => body).find((body) => body.includes('Yang ditawarkan')) ?? '';
    expect(notice).toContain('@contoh-opd');
    expect(notice).toMatch(
      /^1\. Rabu, 16 Desember 2026 pukul 09\.00–11\.00 WIB, `Ruang TCM` \(dipesan sampai .* WIB\)$/m,
    );
    expect(notice).toMatch(/^3\. Jumat, 18 Desember 2026 pukul 09\.00–11\.00 WIB, `Posko Contoh`$/m);
    expect(notice).toMatch(/^1\. Wednesday, 16 December 2026, 09:00–11:00 WIB, `.*` \(reserved until .*\)$/m);
    expect(notice).toContain('Pilih salah satu, ajukan waktu lain, atau tarik permohonan.');
  });

  test('R11, R32: the publication has an offered slot, with its case and until when it is reserved', async () => {
    const { publication } = await exportClone(join(office.folder, 'repo.git'), office.now());
    const id = (await office.state(offering_))?.opens.case;
    expect(publication.bookings).toContainEqual(
      expect.objectContaining({ case: id, room: 'tcm', start: '2026-12-16T02:00:00Z', until: expect.any(String) }),
    );
  });

  test('R24: a submission for an offered slot keeps this slot reserved until row 7 books it, and frees the other slots at once', async () => {
    const chosen = await resubmits(offering_, 'tawaran', asks(LATER));
    expect([said(chosen), chosen?.next?.step, chosen?.supersedes]).toEqual(['submitted', 'pengecekan', undefined]);
    expect((await indexed(offering_))?.map(({ start }) => start)).toEqual(['2026-12-16T02:00:00Z']);
    const rival = await asked('saingan-dua', asks(slot(17, '13:00', '15:00'), 'contoh-bpbd'), 'contoh-bpbd');
    await toCheck(rival);
    expect(said(await books(rival, slot(17, '13:00', '15:00')))).toBe('accepted');
    expect(said(await books(offering_, LATER))).toBe('accepted');
    expect([(await office.state(offering_))?.booking?.start, await indexed(offering_)]).toEqual([
      '2026-12-16T02:00:00Z',
      undefined,
    ]);
  });

  test('R24: a submission with a time that was not offered frees all offers, and so does a withdrawal', async () => {
    const number = await toOffer('waktu-sendiri');
    expect(said(await offers(number, slot(22, '09:00', '11:00')))).toBe('accepted');
    const own = await resubmits(number, 'waktu-sendiri', asks(slot(23, '09:00', '11:00')));
    expect([said(own), own?.next?.step, await indexed(number)]).toEqual(['submitted', 'pengecekan', undefined]);
    const withdrawn = await toOffer('ditarik');
    expect(said(await offers(withdrawn, slot(24, '09:00', '11:00')))).toBe('accepted');
    tick(office);
    await setState(office, 'contoh-opd', withdrawn, 'closed');
    expect(last((await office.run(withdrawn)).entries)?.end).toBe('withdrawn');
    const next = await toOffer('sesudah-ditarik');
    expect(said(await offers(next, slot(24, '09:00', '11:00')))).toBe('accepted');
  });

  test('R24: after the time of the reservation the offered room is free, without an entry', async () => {
    const number = await toOffer('lewat-waktu');
    expect(said(await offers(number, slot(21, '09:00', '11:00')))).toBe('accepted');
    const rival = await asked('penunggu', asks(slot(21, '09:00', '11:00'), 'contoh-bpbd'), 'contoh-bpbd');
    await toCheck(rival);
    const entries = (await office.journal(number)).length;
    expect((await books(rival, slot(21, '09:00', '11:00')))?.reason).toBe('room-taken');
    office.setNow(until());
    expect(said(await books(rival, slot(21, '09:00', '11:00')))).toBe('accepted');
    expect(await office.journal(number)).toHaveLength(entries);
    // A request for an offer whose reservation is over is submitted as for any other time. Row 7 finds the room taken.
    expect(said(await resubmits(number, 'lewat-waktu', asks(slot(21, '09:00', '11:00'))))).toBe('submitted');
    expect((await books(number, slot(21, '09:00', '11:00')))?.reason).toBe('room-taken');
  });

  test('R16: row 8 has no Request changes, and only the Subkor offers', async () => {
    const number = await toOffer('hak');
    expect(last(await sendBack(office, number, SUBKOR, 'Tidak.'))?.reason).toBe('no-such-outcome');
    tick(office);
    expect(last(await approve(office, number, 'contoh-operator', offering(slot(28, '09:00', '11:00'))))?.reason).toBe(
      'out-of-turn',
    );
    expect(await indexed(number)).toBeUndefined();
  });

  test('R24, R51: Kelola names an offered and a chosen slot in a closed room, and the judge then refuses to book it', async () => {
    const number = await toOffer('ruang-ditutup');
    expect(said(await offers(number, slot(29, '09:00', '11:00')))).toBe('accepted');
    const closure = {
      ...{ from: '2026-12-29T08:00+07:00', until: '2026-12-29T12:00+07:00' },
      reason: { id: 'Pengecatan', en: 'Painting' },
    };
    const id = (await office.state(number))?.opens.case;
    const named = async () =>
      heldDuring(
        parseIndex((await office.forge.readRegister([INDEX_PATH])).get(INDEX_PATH)),
        ...(['tcm', closure, office.now()] as const),
      );
    expect(await named()).toEqual({ booked: [], offered: [id], chosen: [] });
    const rooms = await readFile(join(ROOT, 'sops/rooms.yaml'), 'utf8');
    const closed = `${rooms}    closures: [${JSON.stringify(closure)}]\n${SMALL_ROOM}`;
    await office.local.seed({ 'sops/rooms.yaml': closed }, 'Ruang ditutup');
    const chosen = await resubmits(number, 'ruang-ditutup', asks(slot(29, '09:00', '11:00')));
    expect([said(chosen), chosen?.warnings?.map(({ code }) => code)]).toEqual(['submitted', ['room-closure']]);
    expect(await named()).toEqual({ booked: [], offered: [], chosen: [id] });
    const refused = await books(number, slot(29, '09:00', '11:00'));
    expect([refused?.reason, said(refused)]).toEqual(['incomplete', [expect.stringMatching(/room-closure$/)]]);
    await office.local.seed({ 'sops/rooms.yaml': rooms + SMALL_ROOM }, 'Ruang dibuka');
  });

  test('R29: a plain clone with offers verifies, and no two cases had one room', async () => {
    await office.scheduledRun();
    const { findings } = await verifyClone(join(office.folder, 'repo.git'));
    expect(findings).toEqual([]);
  });
});
