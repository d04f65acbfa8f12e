import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyClone } from '#engine/register/clone.ts';
import { composeReview } from '#domain/request/review.ts';
import { GRANTS } from '../support/folders.ts';
import {
  dismissalOf,
  label,
  type Office,
  openOffice,
  push,
  requestFiles,
  review,
  setState,
  submit,
  withResult,
} from '../support/office.ts';
import { handOver, samplePdf } from '../support/signed.ts';
import { approve, sendBack, tick } from '../support/walk.ts';

/** The accounts of the fictional office in tests/fixtures/grants, and two citizens. */
const PEOPLE = {
  ...{
    loket: 1,
    'nilai-satu': 2,
    'nilai-dua': 3,
    'nilai-tiga': 4,
    kepala: 5,
    wakil: 6,
    'nilai-lama': 7,
    'loket-dua': 9,
  },
  ...{ warga: 20, tetangga: 21 },
};

/** Monday, 21 December 2026, 09.00 in central Indonesia. */
const MONDAY = '2026-12-21T01:00:00Z';

const asked = (changes: Record<string, unknown> = {}) => ({
  ...{ sop: 'bantuan-warga', keperluan: 'Perbaikan atap', kepada: 'kepala', lampiran: ['surat-permohonan.pdf'] },
  ...changes,
});
const onPaper = (changes: Record<string, unknown> = {}) => ({
  atas_nama: { nama: 'Contoh Warga Tanpa Akun', tanggal: '2026-12-18', cara: 'surat', ...changes },
});
const assigning = (penilai: readonly string[], arahan = 'Nilai minggu ini.') => withResult('', { penilai, arahan });
const MARK = { nilai: 80 };
const declared = (changes: Record<string, unknown> = {}) => ({ tanggal: '2026-12-21', cara: 'surat', ...changes });

let office: Office;
beforeAll(async () => {
  office = await openOffice({ root: GRANTS, people: PEOPLE, now: MONDAY });
});
afterAll(() => office?.close());

const shown = async (number: number) => {
  const { pull } = await office.forge.readCase(number);
  const sticky = pull.ownComments.find(({ body }) => body.includes('| No. |'))?.body ?? '';
  const notices = pull.ownComments.filter(({ body }) => !body.includes('| No. |')).map(({ body }) => body);
  return {
    status: pull.status?.description ?? '',
    state: pull.state,
    requested: [...pull.requested].sort(),
    sticky,
    last: notices.at(-1) ?? '',
  };
};

let cases = 0;
/** Returns a case of a citizen, or one that the counter entered for somebody. It waits for the assignment. */
async function toBeAssigned(who = 'warga', changes: Record<string, unknown> = {}): Promise<number> {
  cases += 1;
  const number = await submit(office, who, `bantuan-${cases}`, asked(changes));
  expect((await office.run(number)).entries).toMatchObject([{ kind: 'submitted' }]);
  tick(office);
  await acts(number, who === 'loket' ? 'loket-dua' : 'loket');
  return number;
}

/** Makes an Approve that is accepted. */
async function acts(number: number, who: string, body = '') {
  tick(office);
  const [entry] = await approve(office, number, who, body);
  expect(entry?.problems ?? []).toEqual([]);
  expect(entry).toMatchObject({ kind: 'accepted' });
  return entry;
}

/** Makes an act that is refused. The case stays as it was. */
async function refused(number: number, who: string, body: string, gesture: 'APPROVE' | 'REQUEST_CHANGES' = 'APPROVE') {
  const before = await office.state(number);
  tick(office);
  const id = await review(office, who, number, gesture, body);
  const [entry] = (await office.run(number)).entries;
  expect(entry).toMatchObject({ kind: 'refused' });
  const after = await office.state(number);
  expect([after?.visit, after?.acts, after?.booking]).toEqual([before?.visit, before?.acts, before?.booking]);
  return { entry, dismissal: await dismissalOf(office, 'kepala', number, id) };
}

describe('R42: an earlier result assigns who acts', () => {
  let number: number;

  test('R42: nobody can be assigned who has none of the roles on the day of the assignment', async () => {
    number = await toBeAssigned();
    for (const name of ['loket', 'tetangga', 'nilai-lama']) {
      const { entry } = await refused(number, 'kepala', assigning([name]));
      expect(entry).toMatchObject({
        reason: 'incomplete',
        problems: [{ code: 'not-assignable', path: '/penilai/0', received: JSON.stringify(name) }],
      });
      expect(entry?.problems?.[0]?.expected).toContain('nilai-satu');
    }
  });

  test('R42: the opener cannot be assigned, although they hold the role', async () => {
    const own = await toBeAssigned('nilai-satu');
    const { entry } = await refused(own, 'kepala', assigning(['nilai-satu']));
    expect(entry?.problems).toMatchObject([{ code: 'assigned-opener', path: '/penilai/0' }]);
    await acts(own, 'kepala', assigning(['nilai-dua']));
  });

  test('R42: a review is requested from the first assigned holder, and Approves of other holders of the role are refused', async () => {
    const entry = await acts(number, 'kepala', assigning(['Nilai-Satu', 'nilai-dua']));
    expect(entry?.next).toMatchObject({
      step: 'penilaian',
      roles: ['penilai'],
      assigned: [
        { role: 'penilai', account: { id: 2, login: 'nilai-satu' } },
        { role: 'penilai', account: { id: 3, login: 'nilai-dua' } },
      ],
    });
    const { status, requested, sticky } = await shown(number);
    expect(status).toMatch(/^Menunggu Contoh Penilai Satu \(Penilai\) dan Contoh Penilai Dua \(Penilai\) menilai /);
    expect(requested).toEqual(['nilai-satu']);
    expect(sticky).toContain('Contoh Penilai Satu');
    const { entry: other, dismissal } = await refused(number, 'nilai-tiga', withResult('', MARK));
    expect(other).toMatchObject({ reason: 'out-of-turn', detail: { role: 'penilai', name: 'Contoh Penilai Satu' } });
    expect(dismissal).toContain('tunggu Contoh Penilai Satu (Penilai)');
    await refused(number, 'nilai-dua', withResult('', MARK));
  });

  test('R42: the person who assigned can assign again, but can change nothing else in the result and assign only people who may act', async () => {
    const { entry: more } = await refused(number, 'kepala', assigning(['nilai-tiga'], 'Arahan lain.'));
    expect(more).toMatchObject({ reason: 'incomplete', problems: [{ code: 'only-assignment' }] });
    await refused(number, 'kepala', assigning(['loket']));
    expect((await refused(number, 'kepala', '')).entry).toMatchObject({ reason: 'out-of-turn' });
    expect((await refused(number, 'wakil', assigning(['nilai-tiga']))).entry).toMatchObject({ reason: 'out-of-turn' });
    expect((await refused(number, 'nilai-satu', assigning(['nilai-tiga']))).entry?.reason).toBe('incomplete');
    const due = (await office.state(number))?.visit.deadline?.due;
    const entry = await acts(
      number,
      'kepala',
      withResult('Sakit.', { penilai: ['nilai-tiga', 'wakil'], arahan: 'Nilai minggu ini.' }),
    );
    expect(entry).toMatchObject({
      step: 'penunjukan',
      visit: 1,
      assigns: [{ role: 'penilai', account: { id: 4 } }, { role: 'wakil' }],
    });
    expect(entry?.next).toBeUndefined();
    const state = await office.state(number);
    expect(state?.visit).toMatchObject({ step: 'penilaian', visit: 1, roles: ['penilai', 'wakil'], deadline: { due } });
    const { status, requested } = await shown(number);
    expect(status).toMatch(/^Menunggu Contoh Penilai Tiga \(Penilai\) dan Wakil Kepala menilai /);
    expect(requested).toEqual(['nilai-tiga']);
  });

  test('R5, R42: the first assigned holder brings the result and the others attest it; after the first Approve nobody can assign again', async () => {
    expect(await acts(number, 'nilai-tiga', withResult('', MARK))).toMatchObject({ partial: true });
    expect((await shown(number)).requested).toEqual(['wakil']);
    expect((await refused(number, 'kepala', assigning(['nilai-satu']))).entry?.reason).toBe('out-of-turn');
    expect((await refused(number, 'nilai-tiga', '')).entry?.reason).toMatch(/incomplete|already-acted/);
    expect(await acts(number, 'wakil')).toMatchObject({ next: { step: 'pernyataan-desa' } });
  });

  test('R22, R42: reminders go to the assigned holders, and to nobody else of their role', async () => {
    const late = await toBeAssigned('tetangga');
    await acts(late, 'kepala', assigning(['nilai-dua']));
    tick(office, 86_400 + 60);
    const { entries } = await office.run(late);
    expect(entries).toMatchObject([{ kind: 'rung', rung: { action: 'remind', roles: ['penilai'] } }]);
    const { last } = await shown(late);
    expect(last).toContain('@nilai-dua');
    expect(last).not.toContain('@nilai-satu');
  });
});

describe('R41: the counter records what the village did', () => {
  let number: number;
  const letter = () => handOver(office, 'loket', 'pernyataan.pdf', samplePdf('desa'));

  test('R41: only the counter can record an act, with a document and a date from the submission to today', async () => {
    await setState(office, 'tetangga', 2, 'closed');
    await office.run(2);
    number = 1;
    expect((await shown(number)).status).toMatch(/^Menunggu desa \(dicatat Loket\) menyatakan dukungan /);
    const documents = [await letter()];
    const said = (result: unknown) => composeReview({ result: JSON.stringify(result), documents });
    expect((await refused(number, 'kepala', said(declared()))).entry?.reason).toBe('out-of-turn');
    expect((await refused(number, 'loket', '')).entry?.problems?.map(({ code }) => code)).toEqual([
      'document-missing',
      'result-missing',
    ]);
    const { entry } = await refused(number, 'loket', said(declared({ tanggal: '2027-01-30' })));
    expect(entry).toMatchObject({ problems: [{ code: 'deed-to-come', path: '/tanggal', received: '2027-01-30' }] });
    // No party can have declared anything before the request existed (R41).
    const early = await refused(number, 'loket', said(declared({ tanggal: '1999-01-01' })));
    expect(early.entry).toMatchObject({
      problems: [{ code: 'deed-too-early', path: '/tanggal', received: '1999-01-01' }],
    });
    expect((await refused(number, 'loket', said({ cara: 'surat' }))).entry?.problems).toMatchObject([
      { code: 'schema-required' },
    ]);
  });

  test('R41: the journal names both the party and the account that recorded, and time is measured to the recording', async () => {
    const documents = [await letter()];
    const body = composeReview({ note: 'Diantar kepala dusun.', result: JSON.stringify(declared()), documents });
    const entry = await acts(number, 'loket', body);
    expect(entry).toMatchObject({
      who: { login: 'loket', role: 'loket' },
      deed: { party: { id: 'desa' }, role: 'loket', date: '2026-12-21', way: { id: 'surat', en: 'letter' } },
      signed: [{ name: 'pernyataan.pdf' }],
      next: { step: 'keputusan', assigned: [{ role: 'kepala' }] },
    });
    expect(entry?.late).toBe(0);
  });

  test('R42: the request names who decides, and nobody else may decide', async () => {
    expect((await shown(number)).requested).toEqual(['kepala']);
    expect((await refused(number, 'wakil', 'Setuju.')).entry?.reason).toBe('out-of-turn');
    expect(await acts(number, 'kepala', 'Setuju.')).toMatchObject({ end: 'completed' });
    expect((await shown(number)).state).toBe('merged');
  });

  test('R41: a refusal by a party is recorded too, with date and letter, and ends the case as refused', async () => {
    const other = await toBeAssigned();
    await acts(other, 'kepala', assigning(['wakil']));
    await acts(other, 'wakil', withResult('', MARK));
    const bare = await refused(other, 'loket', 'Tidak mendukung.', 'REQUEST_CHANGES');
    expect(bare.entry?.problems?.map(({ code }) => code)).toEqual(['document-missing', 'result-missing']);
    const body = composeReview({
      note: 'Lahan sengketa.',
      result: JSON.stringify(declared({ tanggal: '2026-12-22', cara: 'telepon' })),
      documents: [await letter()],
    });
    tick(office);
    const [entry] = await sendBack(office, other, 'loket', body);
    expect(entry).toMatchObject({
      end: 'refused',
      deed: { party: { en: 'the village' }, way: { en: 'telephone' } },
      note: 'Lahan sengketa.',
    });
    expect((await shown(other)).status).toMatch(/^Tidak didukung desa /);
  });
});

describe('R41: the counter opens a request for a person without an account', () => {
  test('R41: a request for somebody else is refused if another account enters it, its date is in the future, or its way is unknown', async () => {
    for (const [who, request, said] of [
      ['warga', asked(onPaper()), 'Hanya Loket yang mengajukan untuk orang tanpa akun'],
      ['kepala', asked(onPaper()), 'Only Counter submits for a person without an account'],
      ['loket', asked(onPaper({ tanggal: '2027-03-01' })), 'Tanggal ini belum tiba'],
      ['loket', asked(onPaper({ cara: 'pos' })), 'surat'],
    ] as const) {
      cases += 1;
      const number = await submit(office, who, `atas-nama-${cases}`, request);
      expect((await office.run(number)).entries).toEqual([]);
      expect((await shown(number)).last).toContain(said);
      await setState(office, who, number, 'closed');
    }
  });

  test('R41: the person who entered a request decides nothing in it, and may enter several requests for others', async () => {
    const number = await submit(office, 'loket', 'atas-nama-4', asked(onPaper()));
    const [opened] = (await office.run(number)).entries;
    expect(opened).toMatchObject({
      kind: 'submitted',
      who: { login: 'loket' },
      onBehalf: { role: 'loket', date: '2026-12-18', way: { id: 'surat' } },
    });
    // The forge lets nobody approve a pull request of their own.
    await expect(review(office, 'loket', number, 'APPROVE', '')).rejects.toThrow(/your own pull request/);
    const second = await submit(office, 'loket', 'atas-nama-5', asked(onPaper({ nama: 'Contoh Warga Lain' })));
    expect((await office.run(second)).entries).toMatchObject([{ kind: 'submitted' }]);
    // The holder’s request for herself is counted, so a second one is refused.
    const own = await submit(office, 'loket', 'milik-sendiri', asked());
    expect((await office.run(own)).entries).toMatchObject([{ kind: 'submitted' }]);
    const another = await submit(office, 'loket', 'milik-sendiri-2', asked());
    expect((await office.run(another)).entries).toEqual([]);
    expect((await shown(another)).last).toContain('masih memiliki 1 berkas');
    await acts(number, 'loket-dua');
    const body = assigning(['loket']);
    expect((await refused(number, 'kepala', body)).entry?.reason).toBe('incomplete');
  });

  test('R41: a request that was entered for somebody else cannot become a request of the holder', async () => {
    const number = await submit(office, 'loket', 'atas-nama-6', asked(onPaper()));
    await office.run(number);
    tick(office);
    await sendBack(office, number, 'loket-dua', 'Nama belum lengkap.');
    const resubmitted = async (request: unknown) => {
      await push(office, 'loket', 'permohonan/atas-nama-6', requestFiles('atas-nama-6', request));
      tick(office);
      await label(office, 'loket', number, []);
      tick(office);
      await label(office, 'loket', number, ['decap-cms/pending_review']);
      return (await office.run(number)).entries;
    };
    expect(await resubmitted(asked())).toMatchObject([
      { kind: 'submission-refused', problems: [{ code: 'on-behalf-changed', path: '/atas_nama/tanggal' }] },
    ]);
    const again = await resubmitted(asked(onPaper({ nama: 'Contoh Warga Lengkap' })));
    expect(again).toMatchObject([{ kind: 'submitted', onBehalf: { date: '2026-12-18' } }]);
  });
});

describe('R16: a step says who may reject in it', () => {
  let number: number;

  /** Closes after a comment-only review that gives a reason. */
  async function rejects(who: string) {
    tick(office);
    await review(office, who, number, 'COMMENT', 'Tidak layak.');
    tick(office);
    await setState(office, who, number, 'closed');
    return (await office.run(number)).entries;
  }

  test('R16: an assigned assistant whom the step does not let reject cannot reject, and the close is undone', async () => {
    number = await toBeAssigned('loket', onPaper());
    await acts(number, 'kepala', assigning(['nilai-satu', 'wakil']));
    expect((await shown(number)).sticky).toContain('Hanya Wakil Kepala yang dapat menolak permohonan pada langkah ini');
    const before = await office.state(number);
    expect(await rejects('nilai-satu')).toMatchObject([
      { kind: 'refused', gesture: 'close', reason: 'no-such-outcome', who: { login: 'nilai-satu', role: 'penilai' } },
    ]);
    // The close of a person who is not on turn is refused for this reason first.
    expect(await rejects('kepala')).toMatchObject([{ kind: 'refused', gesture: 'close', reason: 'out-of-turn' }]);
    const after = await office.state(number);
    expect([after?.end, after?.visit, after?.acts]).toEqual([undefined, before?.visit, before?.acts]);
    const { state, sticky } = await shown(number);
    expect(state).toBe('open');
    expect(sticky).toContain('pelaksana ini tidak dapat menolak permohonan pada langkah ini; setujui atau kembalikan.');
  });

  test('R16: in a step with `close: none` nobody rejects, and the opener still withdraws', async () => {
    await acts(number, 'nilai-satu', withResult('', MARK));
    await acts(number, 'wakil');
    expect((await shown(number)).sticky).toContain('Permohonan tidak dapat ditolak pada langkah ini');
    expect(await rejects('loket-dua')).toMatchObject([{ kind: 'refused', reason: 'no-such-outcome' }]);
    tick(office);
    await setState(office, 'loket', number, 'closed');
    expect((await office.run(number)).entries).toMatchObject([{ kind: 'withdrawn' }]);
  });

  test('R16: a holder of a role that may reject in the step rejects, in that role', async () => {
    number = await toBeAssigned('loket', onPaper());
    await acts(number, 'kepala', assigning(['nilai-satu', 'wakil']));
    expect(await rejects('wakil')).toMatchObject([
      { kind: 'rejected', who: { login: 'wakil', role: 'wakil' }, note: 'Tidak layak.' },
    ]);
  });
});

test('R16, R42: a person whom four eyes keep from assigning cannot assign again either', async () => {
  office.setNow('2027-03-01T01:00:00Z');
  await office.scheduledRun();
  const number = await toBeAssigned('loket', onPaper({ nama: 'Contoh Warga Ketiga' }));
  await acts(number, 'kepala', assigning(['nilai-satu']));
  const { entry } = await refused(number, 'loket-dua', assigning(['nilai-dua']));
  expect(entry).toMatchObject({ reason: 'four-eyes', detail: { name: 'Contoh Loket Dua' } });
  await acts(number, 'kepala', assigning(['nilai-dua']));
});

test('R29: the register of the office with assignments and recorded acts is verified', async () => {
  expect(await verifyClone(join(office.folder, 'repo.git'))).toMatchObject({ findings: [] });
});
