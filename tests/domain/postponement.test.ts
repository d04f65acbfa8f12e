import { describe, expect, test } from 'vitest';
import { latestResults } from '#domain/case/state/entry.ts';
import { courseOf } from '#domain/case/course/course.ts';
import type { Step } from '#domain/generated/procedure.ts';
import { situationOf } from '#domain/words/case-situation.ts';
import { statusSentence } from '#domain/words/status.ts';
import {
  acts,
  after,
  caseAt,
  findBusy,
  type History,
  holder,
  type Json,
  office,
  request,
  results,
  run,
  stranger,
  walk,
  wib,
} from '../support/world.ts';

const [name = '', rules] = [...office.procedures].at(0) ?? [];
const POSTPONE: NonNullable<Step['postpone']> = {
  sections: ['/pelaksanaan/mulai', '/pelaksanaan/selesai'],
  to: 'pengecekan',
};

/** The sample office, whose last step has this `postpone`. With `undefined` no step lets the opener postpone. */
function postponing(postpone: Step['postpone']): typeof office {
  const steps = (rules?.value.steps ?? []).map((step): Step => {
    const { postpone: _own, ...rest } = step;
    return step.id === 'pelaksanaan' ? { ...rest, ...(postpone ? { postpone } : {}) } : step;
  });
  const pinned = { ...rules, value: { ...rules?.value, steps } } as NonNullable<typeof rules>;
  return { ...office, procedures: new Map([...office.procedures, [name, pinned]]) };
}

const config = postponing(POSTPONE);
const OTHER = {
  '/pelaksanaan/mulai': '2026-12-09T09:00:00+07:00',
  '/pelaksanaan/selesai': '2026-12-09T11:00:00+07:00',
};
const other = (changes: Json = {}): Json => request({ ...OTHER, ...changes });
const HELD = { room: 'tcm', start: wib(7, '08:30'), end: wib(7, '11:30') };
const ASKED = wib(2, '09:00');
const isLevel = ({ kind }: { kind: string }): boolean => kind === 'rung';
const newest = (history: History, at: string, options = {}) =>
  run(history, [], at, options).journal.findLast((entry) => !isLevel(entry));

/** Returns a case at row 10 whose opener asks for another time. */
function asking(value: Json = other(), at = ASKED, options: Parameters<typeof caseAt>[1] = {}): History {
  const history = caseAt('pelaksanaan', { config, ...options });
  history.push(at, value);
  return history;
}

describe('R53: before the time of the event begins, the opener may ask for another time', () => {
  test('R53: a postponed case goes to the step that the procedure names, and results of the steps before this step stay valid', () => {
    const { journal, state } = run(asking(), [], ASKED);
    const entry = journal.at(-1);
    expect(entry).toMatchObject({
      kind: 'superseded',
      step: 'pelaksanaan',
      postpones: ['pengecekan', 'persiapan-teknis'],
      next: { step: 'pengecekan', visit: 2, begins: ASKED, deadline: { due: after(ASKED, 86_400) } },
    });
    expect([entry?.supersedes, entry?.releases]).toEqual([undefined, undefined]);
    expect(state?.digest).toBe(entry?.digest);
    expect(state?.acts.map(({ step }) => step)).toEqual([
      ...['penerimaan', 'disposisi', 'laporan-walikota', 'arahan-walikota', 'koordinasi'],
    ]);
    expect(Object.keys(latestResults(state ?? { acts: [] }))).toEqual(['arahan-walikota', 'koordinasi']);
    expect(state?.slot.start).toBe(wib(9, '09:00'));
  });

  test('R53: a postponed case keeps its booking until a step books the new time, and can continue to its end', () => {
    const history = asking();
    expect(run(history, [], ASKED).state?.booking).toEqual(HELD);
    const slot = { '/mulai': OTHER['/pelaksanaan/mulai'], '/selesai': OTHER['/pelaksanaan/selesai'] };
    history.approve(wib(2, '09:01'), 'contoh-subkor-ile', { result: results['pengecekan']?.(slot) ?? {} });
    expect(run(history, [], wib(2, '09:01')).state?.booking).toEqual(HELD);
    history.approve(wib(2, '09:02'), 'contoh-operator', 'Dibenarkan.');
    expect(run(history, [], wib(2, '09:02')).state?.booking).toEqual({
      room: 'tcm',
      start: wib(9, '09:00'),
      end: wib(9, '11:00'),
    });
    history.approve(wib(2, '09:03'), 'contoh-subkor-ile', { result: results['persiapan-teknis']?.(slot) ?? {} });
    const report = results['pelaksanaan']?.({ ...slot, '/selesai': '2026-12-09T10:00:00+07:00' }) ?? {};
    history.approve(wib(9, '11:00'), 'contoh-operator', { result: report });
    expect(acts(run(history, [], wib(9, '11:00')).journal).slice(-5)).toEqual([
      'superseded pelaksanaan#1 → pengecekan#2',
      'accepted pengecekan#2 (partial)',
      'accepted pengecekan#2 → persiapan-teknis#2',
      'accepted persiapan-teknis#2 → pelaksanaan#2',
      'accepted pelaksanaan#2 → completed',
    ]);
  });

  test('R53: if the room is busy at the new time, the booking is released, and an alternative gives the turn to the applicant', () => {
    const history = asking();
    findBusy(history, wib(2, '09:01'));
    expect(run(history, [], wib(2, '09:01')).state?.booking).toEqual(HELD);
    expect(newest(history, wib(2, '09:01:30'))).toMatchObject({ releases: true });
    history.approve(wib(2, '09:02'), 'contoh-subkor-ile', { result: results['pemberitahuan-alternatif']?.() ?? {} });
    expect(newest(history, wib(2, '09:02'))).toMatchObject({ next: { withApplicant: true } });
  });

  test('R53: the opener’s comment before the push is the reason, whatever others comment', () => {
    const history = caseAt('pelaksanaan', { config });
    history.comment(wib(2, '08:58'), stranger, 'Bukan alasannya.');
    history.comment(wib(2, '08:59'), history.opener, 'Wali Kota berhalangan.');
    history.comment(wib(2, '08:59:30'), stranger, 'Bukan juga.');
    history.push(ASKED, other());
    expect(newest(history, ASKED)?.note).toBe('Wali Kota berhalangan.');
  });

  test('R53: blanks that a form tidies are not treated as a change of another field', () => {
    const tidied = other({ '/krisis/uraian': 'Contoh rekaan: banjir. \n' });
    expect(newest(asking(tidied), ASKED)).toHaveProperty('postpones');
  });

  test('R53: a room that another case has at the new time gives a warning', () => {
    const others = {
      bookings: [{ room: 'tcm', case: 'PMK-2026-7', number: 7, start: wib(9, '10:00'), end: wib(9, '12:00') }],
    };
    expect(newest(asking(), ASKED, { others })).toMatchObject({
      postpones: expect.any(Array),
      warnings: [{ code: 'room-taken' }],
    });
  });

  test('R53: the status says who asked for another time, what no longer counts, and whose turn it is', () => {
    const { journal } = run(asking(), [], ASKED);
    const [procedure] = config.procedures.values();
    if (!procedure) throw new Error('The office has no procedure.');
    const names = (id: string) => ({ id, en: id });
    const { id, en } = statusSentence(situationOf(courseOf(journal, procedure.value), procedure.value, names), {
      zone: 'Asia/Jakarta',
    });
    expect(id).toMatch(
      /^Pemohon meminta waktu lain; 3 persetujuan sejak langkah 7 gugur, kembali ke langkah 7\. Menunggu /,
    );
    expect(en).toMatch(/^The applicant asks for another time; 3 approvals from step 7 on no longer count, back to/);
  });
});

describe('R53: any other push of the opener is a changed request (R18)', () => {
  const changed = { kind: 'superseded', supersedes: true, releases: true, next: { step: 'penerimaan' } };

  test.each([
    ['the times and another field', other({ '/kegiatan/judul': 'Acara lain' }), {}],
    ['a field that is no time', request({ '/kegiatan/judul': 'Acara lain' }), {}],
    ['the times and the attachments', other({ '/lampiran': ['surat-lain.pdf'] }), { attachments: ['surat-lain.pdf'] }],
  ])('R18, R53: a push that changes %s is a changed request', (_what, value, options) => {
    const history = caseAt('pelaksanaan', { config });
    history.push(ASKED, value, options);
    const entry = newest(history, ASKED);
    expect(entry).toMatchObject(changed);
    expect([entry?.postpones, entry?.warnings]).toEqual([undefined, undefined]);
  });

  test('R18, R53: a push that changes only blanks is a changed request', () => {
    expect(newest(asking(request({ '/kegiatan/judul': ' Rapat koordinasi contoh\n' })), ASKED)).toMatchObject(changed);
  });

  test('R18, R53: in a step without postponement, a push that changes the times is a changed request', () => {
    const history = caseAt('persiapan-teknis', { config });
    history.push(ASKED, other());
    expect(newest(history, ASKED)).toMatchObject(changed);
  });

  test('R18, R53: under a procedure without postponement, a push that changes the times is a changed request', () => {
    const withoutRule = postponing(undefined);
    const history = caseAt('pelaksanaan', { config: withoutRule });
    history.push(ASKED, other());
    expect(newest(history, ASKED)).toMatchObject(changed);
  });
});

describe('R53: a postponement that is refused leaves request, acts and booking as they are', () => {
  const begins = wib(7, '09:00');
  /** Expects that a postponement was refused and changed nothing. */
  const inVain = (history: History, at: string, codes: readonly string[]) => {
    const before = run(history, [], after(at, -1)).state;
    const { journal, state } = run(history, [], at);
    const entry = journal.findLast((each) => !isLevel(each));
    expect([entry?.kind, entry?.gesture, entry?.problems?.map(({ code }) => code)]).toEqual([
      ...['submission-refused', undefined],
      codes,
    ]);
    expect(state).toMatchObject({ visit: before?.visit, acts: before?.acts, digest: before?.digest, booking: HELD });
    expect([state?.request, state?.postponed]).toEqual([before?.request, before?.postponed]);
  };

  test.each([
    ['a time that has passed', { '/pelaksanaan/mulai': '2026-12-01T09:00:00+07:00' }, 'start-not-in-future'],
    ['an end before the beginning', { '/pelaksanaan/selesai': '2026-12-09T08:00:00+07:00' }, 'end-not-after-start'],
  ])('R53: a postponement to %s is refused', (_what, changes, code) => {
    inVain(asking(other(changes)), ASKED, [code]);
  });

  test('R53: a postponement is accepted one second before the time begins, and refused in the second in which it begins', () => {
    expect(newest(asking(other(), after(begins, -1)), after(begins, -1))).toHaveProperty('postpones');
    inVain(asking(other(), begins), begins, ['postpone-begun']);
  });

  test('R53: more postponements than the procedure allows for a case are refused', () => {
    const once = postponing({ ...POSTPONE, atMost: 1 });
    const history = caseAt('pelaksanaan', { config: once });
    history.push(ASKED, other());
    const slot = { '/mulai': OTHER['/pelaksanaan/mulai'], '/selesai': OTHER['/pelaksanaan/selesai'] };
    history.approve(wib(2, '09:01'), 'contoh-subkor-ile', { result: results['pengecekan']?.(slot) ?? {} });
    history.approve(wib(2, '09:02'), 'contoh-operator', 'Dibenarkan.');
    history.approve(wib(2, '09:03'), 'contoh-subkor-ile', { result: results['persiapan-teknis']?.(slot) ?? {} });
    history.push(wib(2, '10:00'), request());
    const { journal, state } = run(history, [], wib(2, '10:00'));
    expect(journal.at(-1)).toMatchObject({ problems: [{ code: 'postpone-used', expected: '≤ 1' }] });
    expect(state).toMatchObject({ visit: { step: 'pelaksanaan', visit: 2 }, booking: { start: wib(9, '09:00') } });
  });

  test('R53: an act that names no digest is stale on the commit of the refused push, and accepted on the valid commit', () => {
    const history = asking(other({ '/pelaksanaan/selesai': '2026-12-09T08:00:00+07:00' }));
    const heads = history.facts.flatMap((fact) => (fact.kind === 'push' ? [fact.head] : []));
    const [counts = '', refused = ''] = heads;
    const report = results['pelaksanaan']?.() ?? {};
    history.approve(wib(7, '11:00'), 'contoh-operator', { result: report, commit: refused });
    expect(newest(history, wib(7, '11:00'))).toMatchObject({ reason: 'stale' });
    history.approve(wib(7, '11:01'), 'contoh-operator', { note: 'Lagi.', result: report, commit: counts });
    expect(newest(history, wib(7, '11:01'))).toMatchObject({ kind: 'accepted', end: 'completed' });
  });

  test('R53: after a refused postponement, a valid postponement is accepted', () => {
    const history = asking(other({ '/pelaksanaan/selesai': '2026-12-09T08:00:00+07:00' }));
    history.push(wib(2, '09:30'), other());
    expect(newest(history, wib(2, '09:30'))).toMatchObject({ postpones: ['pengecekan', 'persiapan-teknis'] });
  });
});

describe('R48, R53: only the opener can ask for another time', () => {
  test.each([
    ['another writer', stranger],
    ['the official on turn', holder('contoh-operator')],
  ])('R48, R53: a push with another time by %s is no postponement', (_who, by) => {
    const history = caseAt('pelaksanaan', { config });
    history.push(ASKED, other(), { by });
    const { journal, state } = run(history, [], ASKED);
    expect(journal.at(-1)).toMatchObject({ kind: 'foreign-push' });
    expect(state).toMatchObject({ visit: { step: 'pelaksanaan' }, booking: HELD });
  });
});

test('R18, R53: a changed request after a postponement supersedes all acts, and the number of postponements stays', () => {
  const history = asking();
  history.push(wib(2, '09:30'), other({ '/kegiatan/judul': 'Lain' }));
  const { state } = run(history, [], wib(2, '09:30'));
  expect([state?.acts, state?.booking, state?.postponed]).toEqual([[], undefined, 1]);
  walk(history, 'pelaksanaan', wib(2, '09:30'));
  expect(run(history, [], wib(2, '10:30')).state?.visit.step).not.toBe('penerimaan');
});
