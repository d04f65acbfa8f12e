import { afterEach, expect, test } from 'vitest';
import {
  label,
  type Office,
  openOffice,
  pullOf,
  push,
  RESULTS,
  requestFiles,
  review,
  sampleRequest,
  setState,
  submit,
  withResult,
} from '../support/office.ts';
import { approve, sendBack, straightWalk, tick, walkTo } from '../support/walk.ts';

let office: Office;
afterEach(() => office.close());

const SUBMIT = 'decap-cms/pending_review';

test('R24, R25: the second of two requests for one room clashes, goes through row 8, and both complete', async () => {
  office = await openOffice();
  const first = await submit(office, 'contoh-opd', 'pertama', sampleRequest());
  await walkTo(office, first, 9);
  const second = await submit(office, 'contoh-bpbd', 'kedua', sampleRequest({ account: 'contoh-bpbd' }));
  const [submitted] = (await office.run(second)).entries;
  expect(submitted?.warnings?.map(({ code }) => code)).toEqual(['room-taken']);
  await walkTo(office, second, 7);
  tick(office);
  const [taken] = await approve(office, second, 'contoh-subkor-ile', withResult('', RESULTS.check()));
  expect(taken?.reason).toBe('room-taken');
  tick(office);
  const busy = { ...RESULTS.check(), ketersediaan: 'bersamaan', acara_lain: 'Rapat Dinas Contoh' };
  await approve(office, second, 'contoh-subkor-ile', withResult('', busy));
  await approve(office, second, 'contoh-operator');
  tick(office);
  await approve(office, second, 'contoh-subkor-ile', withResult('', RESULTS.alternatives));
  expect((await office.state(second))?.visit).toMatchObject({
    step: 'pertimbangan-alternatif',
    row: 8,
    withApplicant: true,
  });
  expect((await pullOf(office, second)).labels.map(({ name }) => name)).toContain('decap-cms/draft');
  tick(office);
  const moved = sampleRequest({
    account: 'contoh-bpbd',
    start: '2026-12-06T09:00:00+07:00',
    end: '2026-12-06T11:00:00+07:00',
  });
  await push(office, 'contoh-bpbd', 'permohonan/kedua', requestFiles('kedua', moved));
  tick(office);
  await label(office, 'contoh-bpbd', second, [SUBMIT]);
  const [again] = (await office.run(second)).entries;
  expect([again?.kind, again?.supersedes, again?.next?.step, again?.next?.visit]).toEqual([
    'submitted',
    undefined,
    'pengecekan',
    2,
  ]);
  tick(office);
  const rest = straightWalk('2026-12-06T09:00:00+07:00', '2026-12-06T11:00:00+07:00').filter(({ row }) => row >= 7);
  for (const { row, who, body } of rest) {
    if (row === 10) office.setNow('2026-12-06T04:00:00Z');
    tick(office);
    expect((await approve(office, second, who, body)).map(({ kind, problems }) => [kind, problems]).at(-1)).toEqual([
      'accepted',
      undefined,
    ]);
  }
  expect((await pullOf(office, second)).merged).toBe(true);
});

test('R25: a clash after the submission is shown to the person who checks the room, until the room is free again', async () => {
  office = await openOffice();
  const early = await submit(office, 'contoh-bpbd', 'awal', sampleRequest({ account: 'contoh-bpbd' }));
  expect((await office.run(early)).entries[0]?.warnings).toBeUndefined();
  const late = await submit(office, 'contoh-opd', 'akhir', sampleRequest());
  await walkTo(office, late, 9);
  await walkTo(office, early, 7);
  const checklist = async () => (await office.forge.readCase(early)).pull.ownComments.map(({ body }) => body).join();
  expect(await checklist()).toContain('Ruang sudah dipesan pada waktu yang bersamaan');
  await setState(office, 'contoh-opd', late, 'closed');
  await office.run(late);
  await office.run(early);
  expect(await checklist()).not.toContain('Ruang sudah dipesan');
});

test('R12: an incomplete request is refused with every reason at once, and a valid one then continues', async () => {
  office = await openOffice();
  const { krisis: _krisis, ...incomplete } = sampleRequest({ end: '2026-12-05T08:00:00+07:00' });
  const number = await submit(office, 'contoh-opd', 'kurang', incomplete);
  const run = await office.run(number);
  expect(run.entries).toEqual([]);
  const comments = (await office.forge.readCase(number)).pull.ownComments.map(({ body }) => body).join('\n');
  expect(comments).toContain('@contoh-opd');
  expect(comments).toContain('Keadaan');
  expect((await office.forge.readCase(number)).pull.status?.state).toBe('failure');
  expect((await office.run(number)).effects).toEqual([]);
  tick(office);
  await push(office, 'contoh-opd', 'permohonan/kurang', requestFiles('kurang', sampleRequest()));
  expect((await office.run(number)).entries.map(({ kind }) => kind)).toEqual(['submitted']);
});

test('R13: a request that was returned from row 3 and submitted again unchanged keeps its agenda number', async () => {
  office = await openOffice();
  const number = await submit(office, 'contoh-opd', 'kembali', sampleRequest());
  await walkTo(office, number, 3);
  const agenda = (await office.state(number))?.agenda;
  expect(agenda).toEqual({ year: 2026, number: 1 });
  tick(office);
  await sendBack(office, number, 'contoh-kepala-dinas', 'Lengkapi surat.');
  tick(office);
  await label(office, 'contoh-opd', number, [SUBMIT]);
  await office.run(number);
  expect((await office.state(number))?.visit).toMatchObject({ step: 'penerimaan', visit: 2 });
  tick(office);
  await approve(office, number, 'contoh-tu', 'diterima kembali');
  expect((await office.state(number))?.agenda).toEqual(agenda);
});

test('R18: a push while others are on turn supersedes every act, and an invalid push gives the case to the applicant', async () => {
  office = await openOffice();
  const number = await submit(office, 'contoh-opd', 'berubah', sampleRequest());
  await walkTo(office, number, 5);
  tick(office);
  const changed = { ...sampleRequest(), kegiatan: { jenis: 'rapat', judul: 'Rapat lain' } };
  await push(office, 'contoh-opd', 'permohonan/berubah', requestFiles('berubah', changed));
  const [entry] = (await office.run(number)).entries;
  expect([entry?.kind, entry?.next?.step, entry?.next?.visit]).toEqual(['superseded', 'penerimaan', 2]);
  expect((await office.state(number))?.acts).toEqual([]);
  tick(office);
  await push(office, 'contoh-opd', 'permohonan/berubah', requestFiles('berubah', 'sop: [rusak'));
  const [broken] = (await office.run(number)).entries;
  expect([broken?.kind, broken?.next?.step]).toEqual(['superseded', 'perbaikan']);
  expect(broken?.problems?.length).toBeGreaterThan(0);
});

test('R13: if another account replaces the labels, this decides nothing, and the process restores them', async () => {
  office = await openOffice();
  const number = await submit(office, 'contoh-opd', 'label', sampleRequest());
  await walkTo(office, number, 3);
  tick(office);
  await label(office, 'contoh-bpbd', number, ['decap-cms/pending_publish', 'lain']);
  const run = await office.run(number);
  expect(run.entries).toEqual([]);
  expect((await pullOf(office, number)).labels.map(({ name }) => name).sort()).toEqual(
    ['baris/3', SUBMIT, 'lain'].sort(),
  );
});

test('R13: a draft on a cms/ branch has no journal until its opener sets the label, and a review of the draft is dismissed', async () => {
  office = await openOffice();
  const number = await submit(office, 'contoh-opd', 'konsep', sampleRequest(), { branch: 'cms/permohonan/konsep' });
  await review(office, 'contoh-tu', number, 'APPROVE');
  const run = await office.run(number);
  expect(run.entries).toEqual([]);
  expect(run.effects.map((effect) => effect.do)).toEqual(['status', 'dismiss']);
  tick(office);
  await label(office, 'contoh-bpbd', number, [SUBMIT]);
  expect((await office.run(number)).entries).toEqual([]);
  tick(office);
  await label(office, 'contoh-opd', number, ['decap-cms/draft']);
  await label(office, 'contoh-opd', number, [SUBMIT]);
  expect((await office.run(number)).entries.map(({ kind }) => kind)).toEqual(['submitted']);
});
