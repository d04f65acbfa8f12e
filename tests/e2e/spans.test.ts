import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyClone } from '#engine/register/clone.ts';
import { exportJournals } from '#public/export/export-register.ts';
import { readClone } from '#public/export/read-clone.ts';
import { ANSWERS } from '../support/folders.ts';
import { label, type Office, openOffice, push, requestFiles, setState, submit } from '../support/office.ts';
import { approve, later, sendBack, tick } from '../support/walk.ts';

/** The accounts of the fictional office in tests/fixtures/answers, and a citizen. */
const PEOPLE = { loket: 1, penelaah: 2, kepala: 5, sekretaris: 6, warga: 20 };

const MONDAY = '2026-12-21T01:00:00Z';
const [HOUR, DAY] = [3600, 86_400];

const asked = (changes: Record<string, unknown> = {}) => ({
  sop: 'permintaan-data',
  akun: 'warga',
  perihal: 'Data kunjungan',
  keterangan: 'Untuk penelitian.',
  ...changes,
});

let office: Office;
beforeAll(async () => {
  office = await openOffice({ root: ANSWERS, people: PEOPLE, now: MONDAY });
});
afterAll(() => office?.close());

/** Submits a request for data, which the front desk receives a minute later. Then the examiner is on turn. */
async function received(slug: string): Promise<{ number: number; begun: string }> {
  tick(office);
  const begun = office.now();
  const number = await submit(office, 'warga', slug, asked());
  await office.run(number);
  tick(office);
  const [entry] = await approve(office, number, 'loket');
  expect(entry).toMatchObject({ kind: 'accepted', next: { step: 'telaah' } });
  return { number, begun };
}

const at = async (instant: string): Promise<void> => {
  office.setNow(instant);
  await office.scheduledRun();
};

const spanOf = async (number: number) => (await office.state(number))?.spans.find(({ id }) => id === 'jawaban');

const shown = async (number: number) => {
  const { pull } = await office.forge.readCase(number);
  const bodies = pull.ownComments.map(({ body }) => body);
  const isSticky = (body: string) => body.includes('| No. |');
  return {
    status: pull.status?.description ?? '',
    labels: pull.labels,
    sticky: bodies.find(isSticky) ?? '',
    notices: bodies.filter((body) => !isSticky(body)),
  };
};

async function resubmitted(number: number, slug: string): Promise<void> {
  await push(office, 'warga', `permohonan/${slug}`, requestFiles(slug, asked({ keterangan: 'Untuk tugas akhir.' })));
  tick(office);
  await label(office, 'warga', number, ['decap-cms/pending_review']);
  const { entries } = await office.run(number);
  expect(entries).toMatchObject([{ kind: 'submitted', next: { step: 'telaah' } }]);
}

/** Returns the public data of a case, as published now. */
async function published(number: number) {
  const clone = await readClone(join(office.folder, 'repo.git'), office.now());
  for await (const { case: one } of exportJournals(clone.journals([number]), clone)) return one;
  return undefined;
}

describe('R44: a span over several steps', () => {
  let number: number;
  let begun: string;

  test('R44: a span begins with the visit to its first step, and runs unchanged into its next step', async () => {
    ({ number, begun } = await received('awal'));
    const [first] = await office.journal(number);
    expect(first?.spans).toMatchObject([
      { id: 'jawaban', is: 'running', begins: begun, deadline: { due: later(begun, 3 * DAY), limit: 'P3D' } },
    ]);
    expect(first?.spans?.[0]?.rungs?.map(({ share }) => share)).toEqual([0.5, 1, 2]);
    // The turn moved from one step of the span to another, so the entry says nothing about the span.
    expect((await office.journal(number))[1]?.spans).toBeUndefined();
    expect((await shown(number)).status).toMatch(
      /^Menunggu Penelaah menelaah permintaan .* waktu menjawab seluruhnya: tenggat/,
    );
  });

  test('R44: a span is paused while the citizen is on turn, and continues with the time that was left', async () => {
    office.setNow(later(begun, DAY));
    const [back] = await sendBack(office, number, 'penelaah', 'Untuk apa?');
    expect(back?.spans).toMatchObject([{ id: 'jawaban', is: 'paused', since: later(begun, DAY), left: 2 * DAY }]);
    expect((await shown(number)).sticky).toContain('waktu menjawab seluruhnya: berhenti, sisa 2 hari');
    await at(later(begun, 9 * DAY));
    expect((await office.journal(number)).filter(({ kind }) => kind === 'rung')).toEqual([]);
    await resubmitted(number, 'awal');
    expect(await spanOf(number)).toMatchObject({
      is: 'running',
      begins: begun,
      deadline: {
        due: later(begun, 11 * DAY + 60),
        limit: 'PT48H',
        carried: { limit: 'P3D', from: later(begun, DAY), left: 2 * DAY },
      },
    });
  });

  test('R44: a span reminds those on turn by its own escalation levels, and ends on time with the case', async () => {
    await at(later(begun, 9 * DAY + 13 * HOUR));
    const [level] = (await office.journal(number)).filter(({ kind }) => kind === 'rung');
    expect(level).toMatchObject({ span: 'jawaban', step: 'telaah', rung: { share: 0.5, roles: ['penelaah'] } });
    const { notices } = await shown(number);
    expect(notices.at(-1)).toMatch(/@penelaah[^]*Pengingat kepada Penelaah: sisa .*\(waktu menjawab seluruhnya\)\./);
    tick(office);
    await approve(office, number, 'penelaah');
    tick(office);
    const [end] = await approve(office, number, 'kepala');
    expect(end).toMatchObject({ end: 'completed', spans: [{ id: 'jawaban', is: 'ended', late: 0 }] });
    expect(await published(number)).toMatchObject({ spans: [{ is: 'ended', begins: begun, timing: 'on-time' }] });
  });
});

describe('R44: no decision in time', () => {
  let number: number;
  let begun: string;

  test('R44: when the time of a span passes, an entry “no decision in time” is recorded, although every act was on time; the turn stays', async () => {
    ({ number, begun } = await received('diam'));
    office.setNow(later(begun, DAY + 20 * HOUR));
    const [remind, examined] = await approve(office, number, 'penelaah');
    expect(remind).toMatchObject({ kind: 'rung', span: 'jawaban', rung: { share: 0.5 } });
    expect(examined).toMatchObject({ late: 0, next: { step: 'keputusan' } });
    await at(later(begun, 3 * DAY + HOUR));
    const due = later(begun, 3 * DAY);
    const journal = await office.journal(number);
    expect(journal.slice(-2)).toMatchObject([
      { kind: 'rung', at: due, span: 'jawaban', rung: { share: 1, action: 'overdue', roles: ['kepala'] } },
      {
        kind: 'silence',
        at: due,
        span: 'jawaban',
        silence: {
          words: { en: 'the request counts as not answered' },
          opens: [{ id: 'keberatan', title: { id: 'Keberatan', en: 'Objection' } }],
        },
      },
    ]);
    expect((await office.state(number))?.visit).toMatchObject({ step: 'keputusan', visit: 1 });
  });

  test('R44: after no decision in time, status and label say overdue; checklist and public data also say that the time passed without a decision, and the citizen gets one notice', async () => {
    const { status, labels, sticky, notices } = await shown(number);
    expect(labels).toContain('lewat-tenggat');
    expect(status).toMatch(/^Lewat tenggat \(waktu menjawab seluruhnya\): menunggu Kepala memutuskan permintaan/);
    expect(sticky).toMatch(
      /waktu menjawab seluruhnya: lewat tenggat sejak [^;]*\. Waktu lewat tanpa keputusan: permintaan dianggap tidak dijawab\. Dapat diajukan: Keberatan\./,
    );
    expect(sticky).toContain('This may now be started: Objection.');
    const reported = notices.filter((body) => body.includes('dianggap tidak dijawab'));
    expect(reported).toHaveLength(1);
    expect(reported[0]).toContain('@warga');
    const one = await published(number);
    expect(one?.spans).toMatchObject([{ id: 'jawaban', is: 'running', timing: 'late', silence: { opens: [{}] } }]);
    expect(one?.visits.at(-1)?.timing).toBeUndefined();
  });

  test('R45: after no decision in time the citizen may object to the request, which still waits, but not earlier, and not after the time limit for objecting', async () => {
    const id = (await office.state(number))?.opens.case ?? '';
    const object = async (slug: string, berkas: string) => {
      tick(office);
      const asked = { sop: 'keberatan', akun: 'warga', perihal: 'Tidak dijawab', alasan: 'Sudah tiga hari.', berkas };
      const objection = await submit(office, 'warga', slug, asked);
      return { objection, ...(await office.run(objection)) };
    };
    const other = await received('masih-sempat');
    const early = await object('keberatan-dini', (await office.state(other.number))?.opens.case ?? '');
    expect(early.entries).toEqual([]);
    const { entries, objection } = await object('keberatan-diam', id);
    const noDecision = { procedure: 'keberatan', at: later(begun, 3 * DAY) };
    expect(entries).toMatchObject([
      { kind: 'submitted', origin: { case: id, procedure: 'permintaan-data', opened: [noDecision] } },
    ]);
    expect(entries[0]?.origin?.end).toBeUndefined();
    office.setNow(later(begun, 5 * DAY + 23 * HOUR));
    // Only one objection may be open, so the first is withdrawn.
    await setState(office, 'warga', objection, 'closed');
    await office.run(objection);
    expect((await object('keberatan-sempat', id)).entries).toMatchObject([{ kind: 'submitted' }]);
    office.setNow(later(begun, 6 * DAY + 60));
    const late = await object('keberatan-lewat', id);
    expect(late.entries).toEqual([]);
    expect((await shown(late.objection)).notices.at(-1)).toMatch(/3 hari/);
  });

  test('R44: a late span is escalated to the superior, and the deadline of the step itself brings one more entry of no decision in time', async () => {
    await at(later(begun, 6 * DAY + HOUR));
    const [level] = (await office.journal(number)).slice(-1);
    expect(level).toMatchObject({ span: 'jawaban', rung: { share: 2, action: 'superior', roles: ['sekretaris'] } });
    expect((await shown(number)).notices.at(-1)).toContain('@sekretaris');
    await at(later(begun, 8 * DAY));
    const [own, noDecision] = (await office.journal(number)).slice(-2);
    expect([own?.span, noDecision?.span]).toEqual([undefined, undefined]);
    expect(noDecision).toMatchObject({ kind: 'silence', silence: { words: { id: 'Kepala belum memutuskan' } } });
    // One entry belongs to the span and one to the step. No further entry is written.
    await at(later(begun, 20 * DAY));
    expect((await office.journal(number)).filter(({ kind }) => kind === 'silence')).toHaveLength(2);
  });

  test('R44: after no decision in time an official may still decide; the decision is then late for the span and for the step', async () => {
    tick(office);
    const [end] = await approve(office, number, 'kepala', 'Datanya terlampir.');
    expect(end).toMatchObject({ kind: 'accepted', end: 'completed' });
    const [span] = end?.spans ?? [];
    expect(span).toMatchObject({ is: 'ended', late: Date.parse(end?.at ?? '') / 1000 - due(begun) });
    expect(end?.late).toBeGreaterThan(0);
    expect((await shown(number)).status).toMatch(/^Data diberikan /);
    expect((await published(number))?.spans).toMatchObject([{ is: 'ended', timing: 'late', late: span?.late }]);
  });
});

const due = (begun: string): number => Date.parse(later(begun, 3 * DAY)) / 1000;

test('R44: in the public data the span of a withdrawn case is neither on time nor late', async () => {
  const { number } = await received('ditarik');
  tick(office);
  await setState(office, 'warga', number, 'closed');
  await office.run(number);
  const end = (await office.journal(number)).at(-1);
  expect(end).toMatchObject({ kind: 'withdrawn', spans: [{ is: 'ended', late: 0 }] });
  expect((await published(number))?.spans?.[0]?.timing).toBeUndefined();
});

test('R29: the register of the office with spans is verified', async () => {
  expect(await verifyClone(join(office.folder, 'repo.git'))).toMatchObject({ findings: [] });
});
