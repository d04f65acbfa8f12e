import { describe, expect, test } from 'vitest';
import { acts, after, caseAt, office, results, run, SUBMITTED, shown, wib } from '../support/world.ts';

const levels = (history: ReturnType<typeof caseAt>, now: string, settle = 0) =>
  run(history, [], now, { settle }).journal.filter(({ kind }) => kind === 'rung');

describe('R20: the begin and the deadline of a visit', () => {
  test('R20: a visit begins at the act that led to it, and its deadline is one time limit later', () => {
    const { state } = run(caseAt('arahan-walikota'), [], wib(1, '08:10'));
    expect(state?.visit).toMatchObject({ begins: wib(1, '08:03'), deadline: { due: wib(2, '08:03'), limit: 'P1D' } });
  });

  test('R20: the visit of row 10 begins at the start agreed in row 9, and an earlier Approve is too early', () => {
    const history = caseAt('pelaksanaan');
    const { state } = run(history, [], wib(1, '08:10'));
    expect(state?.visit).toMatchObject({ begins: wib(7, '09:00'), deadline: { due: wib(7, '11:00') } });
    history.approve(wib(7, '08:59:59'), 'contoh-operator', { result: results['pelaksanaan']?.() ?? {} });
    expect(run(history, [], wib(7, '08:59:59')).journal.at(-1)).toMatchObject({
      reason: 'too-early',
      detail: { row: 10, at: wib(7, '09:00') },
    });
    history.approve(wib(7, '10:45'), 'contoh-operator', { note: 'Lancar.', result: results['pelaksanaan']?.() ?? {} });
    expect(run(history, [], wib(7, '10:45')).state?.end?.kind).toBe('completed');
  });

  test('R20: the visit of row 10 begins at the act if the act is later than the agreed start', () => {
    const history = caseAt('persiapan-teknis');
    const result = results['persiapan-teknis']?.({ '/uji_koneksi/waktu': '2026-12-07T08:30:00+07:00' }) ?? {};
    history.approve(wib(7, '09:30'), 'contoh-subkor-ile', { result });
    expect(run(history, [], wib(7, '09:30')).state?.visit.begins).toBe(wib(7, '09:30'));
  });

  test('R20: the visit of row 10 begins at the act if the result of row 9 names no start', () => {
    const path = 'schemas/hasil-persiapan-teknis.schema.json';
    const schema = office.schemas.get(path);
    if (!schema) throw new Error(`No ${path}.`);
    const optional = { ...schema, value: { ...schema.value, required: ['uji_koneksi'] } };
    const history = caseAt('persiapan-teknis', {
      config: { ...office, schemas: new Map([...office.schemas, [path, optional]]) },
    });
    const result = results['persiapan-teknis']?.({ '/mulai': undefined, '/selesai': undefined }) ?? {};
    history.approve(wib(1, '09:30'), 'contoh-subkor-ile', { result });
    expect(run(history, [], wib(1, '09:30')).state?.visit).toMatchObject({
      step: 'pelaksanaan',
      begins: wib(1, '09:30'),
    });
  });

  test('R20: Request changes before the begin of a visit is accepted', () => {
    const history = caseAt('pelaksanaan');
    history.changes(wib(2, '08:00'), 'contoh-operator', 'Acara dibatalkan.');
    expect(run(history, [], wib(2, '08:00')).state?.end?.kind).toBe('failed');
  });

  test('R20: a visit with the applicant has no time limit if the procedure gives none', () => {
    const history = caseAt('penerimaan');
    history.changes(wib(1, '08:01'), 'contoh-tu', 'Perbaiki.');
    const { state, journal } = run(history, [], wib(30, '08:00'));
    expect(state?.visit.deadline).toBeUndefined();
    expect(journal).toHaveLength(2);
  });
});

describe('R21: lateness', () => {
  test.each([
    ['at the deadline', wib(1, '08:05'), 0],
    ['two hours after the deadline', wib(1, '10:05'), 7200],
  ])('R21: the lateness of an act %s is computed from the act’s own time, in a late run too', (_when, time, late) => {
    const history = caseAt('penerimaan');
    history.approve(time, 'contoh-tu');
    const accepted = run(history, [], wib(9, '08:00')).journal.find(({ kind }) => kind === 'accepted');
    expect(accepted?.late).toBe(late);
  });
});

describe('R22: the escalation levels of a visit', () => {
  test('R22: each escalation level is recorded once, at its planned instant, in order with the acts, in a late run too', () => {
    const history = caseAt('penerimaan');
    history.approve(wib(1, '08:07'), 'contoh-tu');
    const { journal } = run(history, [], wib(1, '08:30'));
    expect(shown(journal)).toEqual([
      'submitted pengajuan#1 → penerimaan#1',
      'rung 80% penerimaan#1',
      'rung 100% penerimaan#1',
      'accepted penerimaan#1 → disposisi#1',
    ]);
    expect(journal.slice(1, 3).map(({ at }) => at)).toEqual([wib(1, '08:04'), wib(1, '08:05')]);
    expect(run(history, journal, wib(1, '08:30')).entries).toEqual([]);
  });

  test('R22: the levels remind the actors, and notify the superior role at twice the time', () => {
    const reported = levels(caseAt('penerimaan'), wib(1, '08:10')).map(({ rung }) => rung);
    expect(reported).toEqual([
      { share: 0.8, action: 'remind', roles: ['tu'] },
      { share: 1, action: 'overdue', roles: ['tu'] },
      { share: 2, action: 'superior', roles: ['kepala-dinas'] },
    ]);
  });

  test('R22: each superior of several actors is notified once', () => {
    const [, , third] = levels(caseAt('pengecekan'), wib(5, '08:00'));
    expect(third?.rung).toMatchObject({ action: 'superior', roles: ['kabid-aptika', 'subkor-ile'] });
  });

  test('R22: an act in the second of a level comes first, and the ended visit has no further level', () => {
    const history = caseAt('penerimaan');
    history.approve(wib(1, '08:04'), 'contoh-tu');
    expect(levels(history, wib(1, '08:20'))).toEqual([]);
  });

  test('R22: the levels begin anew with each visit', () => {
    const history = caseAt('penerimaan');
    history.changes(wib(1, '08:04:30'), 'contoh-tu', 'Perbaiki.');
    history.sign(wib(1, '09:00'));
    expect(levels(history, wib(1, '09:04')).map(({ at, visit }) => [at, visit])).toEqual([
      [wib(1, '08:04'), 1],
      [wib(1, '09:04'), 2],
    ]);
  });

  test('R22: a level is journaled after the settling time, or once a later fact proves that its time has passed', () => {
    const history = caseAt('penerimaan');
    expect(levels(history, wib(1, '08:04:59'), 60)).toHaveLength(0);
    expect(levels(history, wib(1, '08:05'), 60)).toHaveLength(1);
    history.approve(wib(1, '08:04:30'), 'contoh-walikota', 'Setuju.');
    expect(acts(run(history, [], wib(1, '08:04:30'), { settle: 60 }).journal)).toHaveLength(2);
    expect(levels(history, wib(1, '08:04:30'), 60)).toHaveLength(1);
  });

  test('R22: an ended case has no further levels', () => {
    const history = caseAt('penerimaan');
    history.close(wib(1, '08:01'), history.opener);
    expect(levels(history, wib(9, '08:00'))).toEqual([]);
  });

  test('R22: the levels of row 10 count from the agreed start', () => {
    expect(levels(caseAt('pelaksanaan'), wib(7, '13:00')).map(({ at }) => at)).toEqual([
      wib(7, '10:36'),
      wib(7, '11:00'),
      wib(7, '13:00'),
    ]);
  });
});

test('R23: the journal has the deadline of a visit with its explanation', () => {
  const { state } = run(caseAt('penerimaan'), [], SUBMITTED);
  expect(state?.visit.deadline).toMatchObject({
    due: after(SUBMITTED, 300),
    limit: 'PT5M',
    clock: 'continuous',
    zone: 'Asia/Pontianak',
  });
});
