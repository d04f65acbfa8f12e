import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DocumentCase, variantsOf } from '#domain/documents/reading.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { configFolder } from '#engine/config/folder.ts';
import { readConfig } from '#engine/config/read.ts';
import { ROOT } from '../support/folders.ts';
import { push, requestFiles, requestPath, review, sampleRequest, submit } from '../support/office.ts';
import { findingsOf, indexOf, openPublishedOffice, type PublishedOffice } from '../support/office-register.ts';
import { approve, straightWalk, tick, walkTo } from '../support/walk.ts';

const FIRST_TIME = { room: 'tcm', start: '2026-12-05T02:00:00Z', end: '2026-12-05T04:00:00Z' };
const OTHER = { start: '2026-12-09T09:00:00+07:00', end: '2026-12-09T11:00:00+07:00' };
const OTHER_TIME = { room: 'tcm', start: '2026-12-09T02:00:00Z', end: '2026-12-09T04:00:00Z' };

let office: PublishedOffice;
beforeAll(async () => {
  office = await openPublishedOffice({ root: ROOT });
});
afterAll(() => office?.close());
const lastComment = async (number: number): Promise<string> =>
  (await office.forge.readCase(number)).pull.ownComments.at(-1)?.body ?? '';

/** Returns the letters of reply that can be made for a case. */
async function lettersOf(entries: readonly Entry[]) {
  const reading = readConfig(await configFolder(ROOT));
  if ('problems' in reading) throw new Error('The shipped office is not sound.');
  const procedure = reading.config.procedures.get('protokol-manajemen-krisis')?.value;
  const template = [...(reading.config.documents ?? [])].find(([, { value }]) => value.id === 'surat-balasan')?.[1]
    .value;
  if (!procedure || !template) throw new Error('The shipped office has no letter of reply.');
  return variantsOf(template, { entries, procedure } as unknown as DocumentCase);
}

/** Returns a case at row 10, with the room booked for 5 December. */
async function atRow10(slug: string, changes: Parameters<typeof sampleRequest>[0] = {}): Promise<number> {
  const number = await submit(office, 'contoh-opd', slug, sampleRequest(changes));
  await walkTo(office, number, 10, straightWalk(changes.start, changes.end));
  tick(office);
  return number;
}

async function asks(number: number, slug: string, request: unknown, who = 'contoh-opd', more = {}) {
  await push(office, who, `permohonan/${slug}`, { ...requestFiles(slug, request), ...more });
  const { entries, runError } = await office.run(number);
  expect(runError).toBeUndefined();
  return entries;
}

describe('R53: between row 9 and the event the applicant asks for another time', () => {
  let number: number;

  test('R53: a push that changes only the times leads to row 7, and notifies those on turn with the reason', async () => {
    number = await atRow10('tunda');
    await review(office, 'contoh-opd', number, 'COMMENT', 'Wali Kota berhalangan.');
    const [entry, ...more] = await asks(number, 'tunda', sampleRequest(OTHER));
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      kind: 'superseded',
      postpones: ['pengecekan', 'persiapan-teknis'],
      note: 'Wali Kota berhalangan.',
      next: { step: 'pengecekan', row: 7, visit: 2, begins: office.now() },
    });
    const said = await lastComment(number);
    expect(said).toContain('@contoh-subkor-ile @contoh-operator');
    expect(said).toContain('Pemohon meminta waktu lain; 3 persetujuan sejak langkah 7 gugur, kembali ke langkah 7.');
    expect(said).toContain('Wali Kota berhalangan.');
    const { pull } = await office.forge.readCase(number);
    expect(pull.status?.description).toContain('langkah 7 dari 10');
    expect(pull.requested).toEqual(['contoh-subkor-ile']);
    expect((await office.run(number)).effects).toEqual([]);
  });

  test('R53: the room stays booked for the case until another time is booked in place of the first time', async () => {
    const held = { case: `PMK-2026-${number}`, number };
    expect((await indexOf(office)).bookings).toEqual([{ ...FIRST_TIME, ...held }]);
    const before = await (await office.publish())('ruang/tcm.ics');
    expect(before.match(/DTSTART:\w+/g)).toEqual(['DTSTART:20261205T020000Z']);
    for (const { who, body } of straightWalk(OTHER.start, OTHER.end).filter(({ row }) => row === 7)) {
      tick(office);
      expect((await approve(office, number, who, body || 'Dibenarkan.')).at(-1)?.kind).toBe('accepted');
    }
    expect((await indexOf(office)).bookings).toEqual([{ ...OTHER_TIME, ...held }]);
    const after = await (await office.publish())('ruang/tcm.ics');
    expect(after.match(/DTSTART:\w+/g)).toEqual(['DTSTART:20261209T020000Z']);
  });

  test('R53: the page strikes out the superseded acts, an earlier letter can still be made, and the case completes', async () => {
    const acts = straightWalk(OTHER.start, OTHER.end).filter(({ row }) => row > 7);
    for (const { row, who, body } of acts) {
      if (row === 10) office.setNow('2026-12-09T03:50:00Z');
      tick(office);
      expect((await approve(office, number, who, body)).at(-1)).toMatchObject({ kind: 'accepted' });
    }
    const journal = await office.journal(number);
    expect(journal.at(-1)?.end).toBe('completed');
    // The letter of the first round can still be made, as an earlier letter. Each letter uses its own Approve of row 9.
    const granted = journal.filter(({ kind, step }) => kind === 'accepted' && step === 'persiapan-teknis');
    const letters = await lettersOf(journal);
    expect(letters.map(({ seq }) => seq)).toEqual(granted.map(({ seq }) => seq));
    expect(await lettersOf(journal.filter(({ seq }) => seq < (granted[1]?.seq ?? 0)))).toHaveLength(1);
    const read = await office.publish();
    const page = await read(`berkas/PMK-2026-${number}/index.html`);
    expect(page).toContain('Waktu lain diminta');
    // Superseded are the result of row 7’s first official, and the Approves of the second official and of row 9.
    expect(page.match(/<s>(?:Hasil dicatat|Disetujui)<\/s>/g)?.sort()).toEqual([
      ...['<s>Disetujui</s>', '<s>Disetujui</s>', '<s>Hasil dicatat</s>'],
    ]);
    expect(page).not.toContain('Wali Kota berhalangan.');
    const { visits } = JSON.parse(await read(`data/cases/PMK-2026-${number}.json`)) as {
      visits: { row: number; timing?: string }[];
    };
    expect(visits.filter(({ row }) => row === 10).map(({ timing }) => timing)).toEqual([undefined, 'on-time']);
    expect(await findingsOf(office)).toEqual([]);
  });
});

test('R48, R53: another writer cannot postpone: their push is set back, and the case stays at row 10', async () => {
  const number = await atRow10('milik-orang', { start: '2026-12-12T09:00:00+07:00', end: '2026-12-12T11:00:00+07:00' });
  const later = { start: '2026-12-13T09:00:00+07:00', end: '2026-12-13T11:00:00+07:00' };
  const [entry] = await asks(number, 'milik-orang', sampleRequest(later), 'contoh-bpbd');
  expect(entry).toMatchObject({ kind: 'foreign-push' });
  expect((await office.state(number))?.visit.step).toBe('pelaksanaan');
  expect((await indexOf(office)).bookings).toMatchObject([{ number, start: '2026-12-12T02:00:00Z' }]);
});

test('R18, R53: a push of other times together with another letter is a changed request', async () => {
  const times = { start: '2026-12-14T09:00:00+07:00', end: '2026-12-14T11:00:00+07:00' };
  const later = { start: '2026-12-15T09:00:00+07:00', end: '2026-12-15T11:00:00+07:00' };
  const number = await atRow10('surat', times);
  const letter = requestPath('surat').replace('request.yaml', 'surat-permohonan.pdf');
  const pdf = String(requestFiles('surat', '')[letter]).replace('\n', '\n% lain\n');
  const [entry] = await asks(number, 'surat', sampleRequest(later), 'contoh-opd', { [letter]: pdf });
  expect(entry).toMatchObject({ kind: 'superseded', supersedes: true, releases: true, next: { step: 'penerimaan' } });
});

test('R53: once the event has begun, a postponement is refused, and the report of the event is still accepted', async () => {
  const times = { start: '2026-12-16T09:00:00+07:00', end: '2026-12-16T11:00:00+07:00' };
  const number = await atRow10('terlambat', times);
  office.setNow('2026-12-16T02:00:00Z');
  const later = { start: '2026-12-18T09:00:00+07:00', end: '2026-12-18T11:00:00+07:00' };
  const entries = await asks(number, 'terlambat', sampleRequest(later));
  expect(entries.at(-1)).toMatchObject({ kind: 'submission-refused', problems: [{ code: 'postpone-begun' }] });
  const { pull } = await office.forge.readCase(number);
  const said = pull.ownComments.map(({ body }) => body).join();
  expect(said).toContain('Waktu lain yang diminta tidak dapat dipenuhi.');
  expect(said).toContain('Waktunya sudah mulai');
  expect(pull.status?.description).toMatch(/langkah 10 dari 10/);
  expect(pull.status?.description).not.toContain('belum diterima');
  // The branch has the valid content again, as after a foreign push (R48).
  expect(pull.head).toBe((await office.state(number))?.head.oid);
  expect((await office.run(number)).effects).toEqual([]);
  const report = straightWalk(times.start, times.end).find(({ row }) => row === 10);
  office.setNow('2026-12-16T04:00:00Z');
  expect((await approve(office, number, report?.who ?? '', report?.body)).at(-1)).toMatchObject({ end: 'completed' });
  expect(await findingsOf(office)).toEqual([]);
});

test('R11, R53: for a restricted case, public page and data do not say that another time was asked for, nor why', async () => {
  const times = { start: '2026-12-20T09:00:00+07:00', end: '2026-12-20T11:00:00+07:00' };
  const number = await atRow10('rahasia', { ...times, nature: 'rahasia' });
  const later = { ...times, start: '2026-12-21T09:00:00+07:00', end: '2026-12-21T11:00:00+07:00' };
  await review(office, 'contoh-opd', number, 'COMMENT', 'Alasan yang rahasia.');
  const [entry] = await asks(number, 'rahasia', sampleRequest({ ...later, nature: 'rahasia' }));
  expect(entry).toMatchObject({ postpones: ['pengecekan', 'persiapan-teknis'] });
  const read = await office.publish();
  const shown =
    (await read(`data/cases/PMK-2026-${number}.json`)) + (await read(`berkas/PMK-2026-${number}/index.html`));
  expect(JSON.parse(await read(`data/cases/PMK-2026-${number}.json`))).toMatchObject({ narrowed: true });
  expect(shown).not.toMatch(/waktu lain|Alasan yang rahasia|postpones/);
  expect(await findingsOf(office)).toEqual([]);
});
