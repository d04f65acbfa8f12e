import { describe, expect, test } from 'vitest';
import { formatProblem } from '#domain/problem.ts';
import type { Step } from '#domain/generated/procedure.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import type { Booking } from '#domain/room/bookings.ts';
import {
  acts,
  caseAt,
  findBusy,
  draft,
  type History,
  type Json,
  office,
  request,
  results,
  run,
  type RunOptions,
  SUBMITTED,
  shown,
  walk,
  wib,
} from '../support/world.ts';

const NOON = wib(1, '12:00');
const checked = (changes: Json = {}) => ({ result: results['pengecekan']?.(changes) ?? {} });
const prepared = (changes: Json = {}) => ({ result: results['persiapan-teknis']?.(changes) ?? {} });

/** Another case has the room on 7 December, 10.00–12.00. */
const taken: Booking = { room: 'tcm', case: 'PMK-2026-7', number: 7, start: wib(7, '10:00'), end: wib(7, '12:00') };
const others = { bookings: [taken] };
const last = (history: History, options = {}) =>
  run(history, [], NOON, options).journal.findLast(({ kind }) => kind !== 'rung');

describe('R24: the room of a case', () => {
  test('R24: a room is booked by the act that completes the visit, for the slot of the result', () => {
    const { journal, state } = run(caseAt('persiapan-teknis'), [], wib(1, '08:07'));
    const [first, second] = journal.slice(-2);
    expect(first).toMatchObject({ partial: true });
    expect(first?.booking).toBeUndefined();
    expect(second?.booking).toEqual({ room: 'tcm', start: wib(7, '08:30'), end: wib(7, '11:30') });
    expect(state?.booking).toEqual(second?.booking);
  });

  test('R24: a room is checked at the Approve that brings the result', () => {
    const history = caseAt('pengecekan');
    history.approve(wib(1, '08:10'), 'contoh-subkor-ile', checked());
    expect(last(history, { others })).toMatchObject({
      reason: 'room-taken',
      detail: { room: 'tcm', start: taken.start, end: taken.end },
    });
  });

  test('R24: a room must have the requested equipment, also if the request named another place', () => {
    const elsewhere = request({
      '/pelaksanaan/ruang': undefined,
      '/pelaksanaan/tempat': 'Aula',
      '/pelaksanaan/peralatan': ['genset'],
    });
    const history = caseAt('pengecekan', { request: elsewhere });
    history.approve(wib(1, '08:10'), 'contoh-subkor-ile', checked());
    expect(last(history)).toMatchObject({
      reason: 'incomplete',
      problems: [{ code: 'room-without-equipment', received: 'genset' }],
    });
  });

  test('R24: a room is checked again at the Approve that attests the result, since another case may have booked it', () => {
    const history = caseAt('pengecekan');
    history.approve(wib(1, '08:10'), 'contoh-subkor-ile', checked());
    const before = run(history, [], wib(1, '08:10')).journal;
    history.approve(wib(1, '08:11'), 'contoh-operator');
    const { entries, state } = run(history, before, wib(1, '08:11'), { others });
    expect(shown(entries)).toEqual(['refused pengecekan#1 (room-taken)']);
    expect(state?.booking).toBeUndefined();
  });

  test('R24: a room is available from the second at which another case leaves it', () => {
    const history = caseAt('pengecekan', { request: request() });
    history.approve(wib(1, '08:10'), 'contoh-subkor-ile', checked());
    const until = { ...taken, start: wib(7, '06:00'), end: wib(7, '08:30') };
    expect(last(history, { others: { bookings: [until] } })).toMatchObject({ kind: 'accepted' });
  });

  test('R24: a case does not clash with its own booking, and a second visit replaces the booking', () => {
    const history = caseAt('persiapan-teknis');
    history.changes(wib(1, '08:10'), 'contoh-subkor-ile', 'Perlu waktu lebih panjang.');
    history.approve(wib(1, '08:11'), 'contoh-subkor-ile', checked({ '/selesai': '2026-12-07T12:00:00+07:00' }));
    history.approve(wib(1, '08:12'), 'contoh-operator');
    const own = { ...taken, case: 'PMK-2026-12', number: 12, start: wib(7, '08:30'), end: wib(7, '11:30') };
    const { state } = run(history, [], wib(1, '08:12'), { others: { bookings: [own] } });
    expect(state?.booking?.end).toBe(wib(7, '12:00'));
  });

  test('R24: a submission keeps the offered slot that it chooses reserved, and no slot with another start', () => {
    const chosen = { mulai: '2026-12-08T09:00:00+07:00', selesai: '2026-12-08T11:00:00+07:00', ruang: 'tcm' };
    const history = caseAt('pengecekan');
    findBusy(history, wib(1, '08:10'));
    const offers = [chosen, { ...chosen, mulai: '2026-12-08T08:30:00+07:00' }];
    const result = results['pemberitahuan-alternatif']?.({ '/alternatif': offers }) ?? {};
    history.approve(wib(1, '08:12'), 'contoh-subkor-ile', { result });
    expect(run(history, [], wib(1, '08:12')).state?.offered.map(({ start }) => start)).toEqual([
      wib(8, '09:00'),
      wib(8, '08:30'),
    ]);
    const times = { '/pelaksanaan/mulai': chosen.mulai, '/pelaksanaan/selesai': chosen.selesai };
    history.push(wib(1, '08:20'), request(times));
    history.sign(wib(1, '08:21'));
    expect(run(history, [], NOON).state?.offered.map(({ start }) => start)).toEqual([wib(8, '09:00')]);
  });

  test('R7, R24: an offer is refused at the Approve that attests it, also if main no longer has the schema of the result', () => {
    const config = structuredClone(office);
    for (const { value } of config.procedures.values())
      stepOf(value, 'pemberitahuan-alternatif').actor = stepOf(value, 'pengecekan').actor;
    const history = caseAt('pengecekan', { config });
    findBusy(history, wib(1, '08:10'));
    const result = results['pemberitahuan-alternatif']?.() ?? {};
    history.approve(wib(1, '08:12'), 'contoh-subkor-ile', { result });
    const before = run(history, [], wib(1, '08:12')).journal;
    expect(before.at(-1)).toMatchObject({ step: 'pemberitahuan-alternatif', partial: true });
    history.approve(wib(1, '08:13'), 'contoh-operator');
    const schemas = new Map([...config.schemas].filter(([path]) => !path.endsWith('alternatif.schema.json')));
    const bookings = [{ ...taken, start: wib(8, '10:00'), end: wib(8, '12:00') }];
    const { entries } = run(history, before, wib(1, '08:13'), { config: { ...config, schemas }, others: { bookings } });
    expect(entries).toMatchObject([
      { reason: 'incomplete', problems: [{ code: 'room-taken', path: '/alternatif/0/ruang' }] },
    ]);
  });

  test('R24: a room is released if row 7 finds another event at the booked time', () => {
    const history = caseAt('persiapan-teknis');
    history.changes(wib(1, '08:10'), 'contoh-subkor-ile', 'Waktu tidak cocok.');
    expect(run(history, [], wib(1, '08:10')).state?.booking).toBeDefined();
    findBusy(history, wib(1, '08:11'));
    const alternatives = { result: results['pemberitahuan-alternatif']?.() ?? {} };
    expect(last(history)).toMatchObject({ releases: true, next: { step: 'pemberitahuan-alternatif' } });
    history.approve(wib(1, '08:12'), 'contoh-subkor-ile', alternatives);
    expect(last(history)).toMatchObject({ next: { step: 'pertimbangan-alternatif' } });
    expect(run(history, [], NOON).state?.booking).toBeUndefined();
  });

  test.each<readonly [end: string, close: (history: History) => void]>([
    ['withdrawn', (history) => history.close(wib(1, '08:30'), history.opener)],
    [
      'rejected',
      (history) => {
        history.comment(wib(1, '08:29'), 'contoh-operator', 'Ruang rusak.');
        history.close(wib(1, '08:30'), 'contoh-operator');
      },
    ],
    ['ended-outside', (history) => history.close(wib(1, '08:30'), 'contoh-kabid-aptika', true, 'main')],
  ])('R24: a case that is %s before it is completed releases its room', (end, close) => {
    const history = caseAt('pelaksanaan');
    expect(run(history, [], wib(1, '08:29')).state?.booking).toBeDefined();
    close(history);
    const { state } = run(history, [], NOON);
    expect([state?.end?.kind, state?.booking]).toEqual([end, undefined]);
  });

  test('R24: nothing is booked at a place that is no room, and no schedule is compared with a booking', () => {
    const elsewhere = { '/pelaksanaan/ruang': undefined, '/pelaksanaan/tempat': 'Halaman kantor' };
    const history = caseAt('pengecekan', { request: request(elsewhere) });
    history.approve(
      wib(1, '08:10'),
      'contoh-subkor-ile',
      checked({ '/ruang': undefined, '/tempat': 'Halaman kantor' }),
    );
    history.approve(wib(1, '08:11'), 'contoh-operator');
    history.approve(wib(1, '08:12'), 'contoh-subkor-ile', prepared({ '/selesai': '2026-12-07T20:00:00+07:00' }));
    const { journal, state } = run(history, [], wib(1, '08:12'), { others });
    expect(journal.some(({ booking }) => booking)).toBe(false);
    expect(state?.visit.step).toBe('pelaksanaan');
  });

  test('R24: the room of an earlier visit is released if a second visit agrees on another place', () => {
    const history = caseAt('persiapan-teknis');
    history.changes(wib(1, '08:10'), 'contoh-subkor-ile', 'Ruang rusak.');
    history.approve(
      wib(1, '08:11'),
      'contoh-subkor-ile',
      checked({ '/ruang': undefined, '/tempat': 'Halaman kantor' }),
    );
    history.approve(wib(1, '08:12'), 'contoh-operator');
    expect(run(history, [], wib(1, '08:12')).state?.booking).toBeUndefined();
  });

  test.each([
    ['ends before it starts', { '/selesai': '2026-12-07T08:00:00+07:00' }, 'slot-order'],
    [
      'does not cover the whole time that the applicant asked for',
      { '/selesai': '2026-12-07T10:00:00+07:00' },
      'slot-misses-request',
    ],
    ['names a room that does not exist', { '/ruang': 'aula' }, 'unknown-room'],
    ['has a time that cannot be read', { '/mulai': '2026-12-07 08:30:00+07:00' }, 'not-an-instant'],
  ])('R24: a room cannot be booked for a slot that %s', (_what, changes, code) => {
    const history = caseAt('pengecekan');
    history.approve(wib(1, '08:10'), 'contoh-subkor-ile', checked(changes));
    const { journal, state } = run(history, [], wib(1, '08:10'));
    expect(journal.at(-1)).toMatchObject({ reason: 'incomplete' });
    expect(journal.at(-1)?.problems?.map((problem) => problem.code)).toContain(code);
    expect(state?.approvals).toEqual([]);
  });

  test('R24: a room cannot be booked for a time that is over', () => {
    const history = caseAt('pengecekan');
    history.approve(
      wib(8, '08:00'),
      'contoh-subkor-ile',
      checked({ '/uji_koneksi/waktu': '2026-12-01T08:05:00+07:00' }),
    );
    const refused = run(history, [], wib(8, '08:00')).journal.at(-1);
    expect(refused?.problems?.map((problem) => formatProblem(problem, 'en'))).toEqual([
      'hasil “End” /selesai — That time is over (after 2026-12-08T08:00+07:00, written 2026-12-07T11:30+07:00). Check dates and times.',
    ]);
  });

  test.each([
    ['begins before the booking', { '/mulai': '2026-12-07T08:29:00+07:00' }, ['/mulai', '≥ 2026-12-07T08:30+07:00']],
    ['ends after the booking', { '/selesai': '2026-12-07T12:30:00+07:00' }, ['/selesai', '≤ 2026-12-07T11:30+07:00']],
  ])('R24: a schedule that %s is refused, at the wrong field', (_what, changes, [path, expected]) => {
    const history = caseAt('persiapan-teknis');
    history.approve(wib(1, '08:10'), 'contoh-subkor-ile', prepared(changes));
    const problem = {
      code: 'schedule-outside-booking',
      path,
      expected,
      received: expect.stringMatching(/^2026-12-07T/),
    };
    expect(last(history)).toMatchObject({ reason: 'incomplete', problems: [problem] });
  });

  test('R24: a schedule that begins before the booking and ends after it is refused at both fields', () => {
    const history = caseAt('persiapan-teknis');
    const longer = { '/mulai': '2026-12-07T08:00:00+07:00', '/selesai': '2026-12-07T12:30:00+07:00' };
    history.approve(wib(1, '08:10'), 'contoh-subkor-ile', prepared(longer));
    expect(last(history)).toMatchObject({ problems: [{ path: '/mulai' }, { path: '/selesai' }] });
  });

  test.each([
    ['/mulai', '2026-12-07T09:30:00+07:00', '≤ 2026-12-07T09:00+07:00'],
    ['/selesai', '2026-12-07T10:30:00+07:00', '≥ 2026-12-07T11:00+07:00'],
  ])('R24: a slot whose %s is inside the requested time is refused at that field', (path, written, expected) => {
    const history = caseAt('pengecekan');
    history.approve(wib(1, '08:10'), 'contoh-subkor-ile', checked({ [path]: written }));
    const refused = run(history, [], wib(1, '08:10')).journal.at(-1);
    expect(refused?.problems).toMatchObject([{ code: 'slot-misses-request', path, expected }]);
  });

  test('R24: a schedule of the whole booking is accepted', () => {
    const history = caseAt('persiapan-teknis');
    const whole = { '/mulai': '2026-12-07T08:30:00+07:00', '/selesai': '2026-12-07T11:30:00+07:00' };
    history.approve(wib(1, '08:08'), 'contoh-subkor-ile', prepared(whole));
    expect(run(history, [], NOON).state?.visit.step).toBe('pelaksanaan');
  });
});

test('R25: a clash is a warning to the applicant at submission, and refuses nothing', () => {
  const history = draft();
  history.sign(SUBMITTED);
  const [submitted] = run(history, [], SUBMITTED, { others }).journal;
  expect(submitted).toMatchObject({
    kind: 'submitted',
    warnings: [{ code: 'room-taken', path: '/pelaksanaan/mulai' }],
  });
  expect(run(history, [], SUBMITTED).journal[0]?.warnings).toBeUndefined();
});

test('R6, R18, R25: after row 8, an applicant who takes another day leads the case to row 7 again', () => {
  const history = caseAt('pengecekan');
  history.approve(wib(1, '08:10'), 'contoh-subkor-ile', checked());
  findBusy(history, wib(1, '08:11'));
  history.approve(wib(1, '08:12'), 'contoh-subkor-ile', { result: results['pemberitahuan-alternatif']?.() ?? {} });
  const day = { mulai: '2026-12-08T09:00:00+07:00', selesai: '2026-12-08T11:00:00+07:00' };
  history.push(wib(1, '09:00'), request({ '/pelaksanaan/mulai': day.mulai, '/pelaksanaan/selesai': day.selesai }));
  history.sign(wib(1, '09:01'));
  history.approve(wib(1, '09:10'), 'contoh-subkor-ile', checked({ '/mulai': day.mulai, '/selesai': day.selesai }));
  history.approve(wib(1, '09:11'), 'contoh-operator');
  history.approve(wib(1, '09:12'), 'contoh-subkor-ile', prepared({ '/mulai': day.mulai, '/selesai': day.selesai }));
  const { journal, state } = run(history, [], wib(1, '09:12'), { others });
  expect(acts(journal).slice(-8)).toEqual([
    'refused pengecekan#1 (room-taken)',
    'accepted pengecekan#1 (partial)',
    'accepted pengecekan#1 → pemberitahuan-alternatif#1',
    'accepted pemberitahuan-alternatif#1 → pertimbangan-alternatif#1',
    'submitted pertimbangan-alternatif#1 → pengecekan#2',
    'accepted pengecekan#2 (partial)',
    'accepted pengecekan#2 → persiapan-teknis#1',
    'accepted persiapan-teknis#1 → pelaksanaan#1',
  ]);
  expect(state).toMatchObject({ booking: { start: wib(8, '09:00') }, visit: { begins: wib(8, '09:00') } });
});

test('R24: a changed request releases the room, and the later steps book it again', () => {
  const history = caseAt('persiapan-teknis');
  history.push(wib(1, '08:30'), request({ '/kegiatan/judul': 'Lain' }));
  expect(run(history, [], wib(1, '08:30')).state?.booking).toBeUndefined();
  walk(history, 'persiapan-teknis', wib(1, '08:30'));
  expect(run(history, [], wib(1, '08:40')).state?.booking).toMatchObject({ room: 'tcm' });
});

describe('R24: a case that ends with a booked room', () => {
  const [name, rules] = [...office.procedures].at(0) ?? [];
  /** Returns the office with another last row, which has no begin and reports nothing. */
  const granting = (outcomes: Step['outcomes'], more: Partial<Step> = {}): typeof office => {
    const { begin: _begin, requires: _requires, ...last } = rules?.value.steps.at(-1) ?? ({} as Step);
    const steps = [...(rules?.value.steps.slice(0, -1) ?? []), { ...last, ...more, outcomes }];
    const pinned = { ...rules, value: { ...rules?.value, steps } } as NonNullable<typeof rules>;
    return { ...office, procedures: new Map([...office.procedures, [name ?? '', pinned]]) };
  };
  const completed: Step['outcomes'] = { approve: [{ end: 'completed' }], changes: { end: 'failed' } };
  const held = { room: 'tcm', start: wib(7, '08:30'), end: wib(7, '11:30') };
  const ended = (config: typeof office, at: string, options: RunOptions = {}) => {
    const history = caseAt('pelaksanaan', { config });
    history.approve(at, 'contoh-operator', 'Diberikan.');
    const { journal, state } = run(history, [], at, options);
    return { last: journal.at(-1), state };
  };

  test('R24: a case that is completed before the booked time begins keeps the room after its end', () => {
    const { last, state } = ended(granting(completed), wib(7, '08:29:59'));
    expect(last).toMatchObject({ end: 'completed', holds: true });
    expect(state).toMatchObject({ end: { kind: 'completed' }, booking: held });
  });

  test.each([
    ['in the second in which its booked time begins', completed, wib(7, '08:30')],
    ['during its booked time', completed, wib(7, '10:00')],
    ['by an outcome that releases', { approve: [{ end: 'completed', releases: true }] }, wib(2, '08:00')],
    ['as refused', { approve: [{ end: 'refused' }] }, wib(2, '08:00')],
    ['as failed', { approve: [{ end: 'failed' }] }, wib(2, '08:00')],
  ] as const)('R24: a case that ends %s releases the room', (_how, outcomes, at) => {
    const { last, state } = ended(granting(outcomes as unknown as Step['outcomes']), at);
    expect(last?.end).toBeDefined();
    expect([last?.holds, state?.booking]).toEqual([undefined, undefined]);
  });

  test('R24: a case that time completes keeps the room too', () => {
    const outcomes: Step['outcomes'] = { ...completed, timeout: { end: 'completed' } };
    const config = granting(outcomes, { time: { printed: '1 jam', limit: 'PT1H' } });
    const history = caseAt('pelaksanaan', { config });
    expect(run(history, [], NOON).journal.at(-1)).toMatchObject({ kind: 'timed-out', end: 'completed', holds: true });
  });

  test('R24: a dismissal, a push or a close after the end releases nothing', () => {
    const history = caseAt('pelaksanaan', { config: granting(completed) });
    const act = history.approve(wib(2, '08:00'), 'contoh-operator', 'Diberikan.');
    history.notice(wib(2, '09:00'), 'dismissed', act);
    history.push(wib(2, '09:01'), request({ '/kegiatan/judul': 'Lain' }));
    history.close(wib(2, '09:02'), history.opener);
    const { journal, state } = run(history, [], wib(2, '10:00'));
    expect(journal.at(-1)).toMatchObject({ kind: 'review-dismissed' });
    expect(state?.booking).toEqual(held);
  });
});
