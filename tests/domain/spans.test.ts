import { expect, test } from 'vitest';
import { type DueInstant, nextDue } from '#domain/case/time/instants.ts';
import { isCurrent, type SpanRun, spanRunsAfter, spanRunsOf, spanTimingOf } from '#domain/case/state/span-runs.ts';
import { spansAfter } from '#domain/case/time/spans.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import { beginVisit } from '#domain/case/time/visit.ts';
import type { Entry, Next } from '#domain/generated/journal-entry.ts';
import type { Procedure, Span } from '#domain/generated/procedure.ts';
import { publicPart } from '#domain/journal/parts.ts';
import { example } from '../support/example-procedure.ts';
import { office } from '../support/world.ts';

const procedureWith = (span: Partial<Span> = {}): Procedure => ({
  ...example().procedure,
  clock: { kind: 'continuous' },
  spans: [
    {
      ...{ id: 'jawaban', words: { id: 'waktu menjawab', en: 'the time to answer' } },
      ...{ over: ['periksa', 'putuskan'], pausedAt: ['perbaiki'], limit: 'P3D' },
      ...span,
    },
  ],
});

const day = (count: number): string => new Date(Date.UTC(2026, 11, 1 + count)).toISOString().replace('.000', '');

const visitTo = (step: string, begins: string): Next => ({
  ...{ step, row: 3, visit: 1, begins, withApplicant: step === 'perbaiki' },
});

/** Returns entries that lead from step to step, each at the beginning of a day. `undefined` ends the case. */
function walked(procedure: Procedure, ...moves: readonly [step: string | undefined, day: number, begins?: number][]) {
  let spans: SpanRun[] = [];
  return moves.map(([step, at, begins = at], index): Entry => {
    const move = step === undefined ? { end: 'completed' as const } : { next: visitTo(step, day(begins)) };
    const base = { at: day(at), ...move };
    const changed = spansAfter(procedure, office, { spans }, base);
    const entry: Entry = { ...{ seq: index + 1, kind: 'accepted', config: '' }, ...base, spans: changed };
    spans = spanRunsAfter(spans, entry).filter(isCurrent);
    return entry;
  });
}

const last = (entries: readonly Entry[]) => entries.at(-1)?.spans;

test('R44: a running span continues from step to step', () => {
  const [begun, on] = walked(procedureWith(), ['periksa', 0], ['putuskan', 1]);
  expect(begun?.spans).toMatchObject([{ is: 'running', begins: day(0), deadline: { due: day(3) } }]);
  expect(on?.spans).toEqual([]);
});

test('R44: a span begins at the begin of its first visit, and after its end a later visit begins a new span', () => {
  expect(last(walked(procedureWith(), ['periksa', 0, 2]))).toMatchObject([
    { begins: day(2), deadline: { due: day(5) } },
  ]);
  const again = walked(procedureWith(), ['periksa', 0], ['terima', 1], ['putuskan', 4]);
  expect(again[1]?.spans).toMatchObject([{ is: 'ended', since: day(1), late: 0 }]);
  expect(again[2]?.spans).toMatchObject([{ is: 'running', begins: day(4), deadline: { due: day(7) } }]);
});

test('R44: a visit to a step in which the span is paused does not begin the span', () =>
  expect(last(walked(procedureWith(), ['perbaiki', 0]))).toEqual([]));

test('R44: after each pause, a span has the time that was left before the pause', () => {
  const moves = walked(
    procedureWith(),
    ['periksa', 0],
    ['perbaiki', 1],
    ['periksa', 5],
    ['perbaiki', 6],
    ['periksa', 9],
  );
  expect(moves.map(({ spans }) => spans?.[0])).toMatchObject([
    { deadline: { due: day(3) } },
    { is: 'paused', since: day(1), left: 2 * 86_400 },
    { deadline: { due: day(7), carried: { limit: 'P3D', from: day(1) } } },
    { is: 'paused', since: day(6), left: 86_400 },
    { deadline: { due: day(10), carried: { limit: 'P3D', from: day(6), left: 86_400 } } },
  ]);
  expect(moves[4]?.spans?.[0]?.rungs?.at(-1)?.at).toBe(day(10));
});

test('R44: a span that is paused before it has begun has all of its time left', () =>
  expect(last(walked(procedureWith(), ['periksa', 0, 4], ['perbaiki', 1], ['periksa', 6]))).toMatchObject([
    { deadline: { due: day(9) } },
  ]));

test('R21, R44: a span that was late when it was paused stays late, with the same deadline', () => {
  const late = walked(procedureWith(), ['periksa', 0], ['perbaiki', 4], ['periksa', 9], [undefined, 9]);
  expect(late[1]?.spans).toMatchObject([{ is: 'paused', left: 0 }]);
  expect(late[2]?.spans).toMatchObject([{ is: 'running', deadline: { due: day(3) } }]);
  expect(late[3]?.spans).toMatchObject([{ is: 'ended', late: 6 * 86_400 }]);
  const closed = walked(procedureWith(), ['periksa', 0], ['perbaiki', 4], [undefined, 9]);
  expect(last(closed)).toMatchObject([{ is: 'ended', late: 86_400 }]);
  expect(spanRunsOf(closed).map(spanTimingOf)).toEqual(['late']);
});

test('R20, R44: a span has a clock and an escalation ladder of its own', () => {
  const hours = { tue: [{ from: '09:00', to: '10:00' }], wed: [{ from: '09:00', to: '10:00' }] };
  const procedure: Procedure = {
    ...procedureWith({ clock: 'loket', limit: 'PT1H', escalation: [{ share: 0.5, action: 'remind' }] }),
    clocks: { loket: { kind: 'office-hours', hours } },
  };
  const [span] = last(walked(procedure, ['periksa', 0])) ?? [];
  expect(span?.deadline).toMatchObject({ clock: 'office-hours', limit: 'PT1H' });
  expect(span?.rungs).toHaveLength(1);
  expect(Date.parse(span?.deadline.due ?? '') - Date.parse(span?.rungs?.[0]?.at ?? '')).toBe(30 * 60_000);
});

test('R15: the fold keeps a span’s journaled escalation levels, and that no decision came in its time', () => {
  const [begun] = walked(procedureWith({ lapse: { words: { id: 'diam', en: 'silence' } } }), ['periksa', 0]);
  const reported = spanRunsAfter(spanRunsOf(begun ? [begun] : []), {
    ...{ kind: 'rung', span: 'jawaban', rung: { share: 0.8 } },
  });
  expect(reported).toMatchObject([{ notified: [0.8], lapse: true }]);
  const noDecision = { words: { id: 'diam', en: 'silence' } };
  expect(spanRunsAfter(reported, { kind: 'silence', span: 'jawaban', silence: noDecision })).toMatchObject([
    { notified: [0.8], silence: noDecision },
  ]);
});

test('R44: for a step whose time continues after a pause, no decision in time is recorded only once', () => {
  const procedure = procedureWith();
  const step = procedure.steps.find(({ id }) => id === 'periksa');
  if (!step) throw new Error('There is no such step.');
  step.lapse = { words: { id: 'diam', en: 'silence' } };
  const begin = (paused: CaseState['paused']) =>
    beginVisit(procedure, step, office, { at: day(9), visits: {}, paused, request: {}, results: {} });
  const visit = begin({});
  expect(visit.lapse).toBe(true);
  expect(begin({ periksa: { visit, at: day(8), silent: false } }).lapse).toBe(true);
  expect(begin({ periksa: { visit, at: day(8), silent: true } }).lapse).toBeUndefined();
});

test('R23, R44: the deadline of a step that was paused twice names the time limit of the procedure', () => {
  const procedure = procedureWith();
  const step = procedure.steps.find(({ id }) => id === 'periksa');
  if (!step) throw new Error('There is no such step.');
  step.time.limit = 'P5D';
  delete step.clock;
  const from = { visits: {}, request: {}, results: {} };
  const first = beginVisit(procedure, step, office, { ...from, at: day(0), paused: {} });
  const pausedAt = (visit: Next, at: string) => ({ periksa: { visit, at, silent: false } });
  const second = beginVisit(procedure, step, office, { ...from, at: day(3), paused: pausedAt(first, day(1)) });
  const third = beginVisit(procedure, step, office, { ...from, at: day(6), paused: pausedAt(second, day(4)) });
  const carried = { limit: 'P5D', left: 3 * 86_400 };
  expect(third.deadline).toMatchObject({ due: day(9), limit: 'PT72H', carried });
});

test('R11: for a restricted case, neither spans nor a missing decision are public', () => {
  const [begun] = walked(procedureWith(), ['periksa', 0]);
  const noDecision: Entry = {
    ...{ seq: 2, kind: 'silence', at: day(3), span: 'jawaban', config: '' },
    silence: { words: { id: 'diam', en: 'silence' } },
  };
  const disclosure = { request: undefined, result: () => undefined, hasNature: true };
  const open = (entry: Entry | undefined, restricted: boolean) =>
    entry && Object.keys(publicPart(entry, { narrowed: restricted, applicant: 1 }, disclosure));
  expect(open(begun, true)).not.toContain('spans');
  expect(open(noDecision, true)).toEqual(['format', 'narrowed', 'seq', 'at']);
  expect(open(noDecision, false)).toEqual(expect.arrayContaining(['kind', 'span', 'silence']));
});

test('R22, R44: at one instant, escalation levels come first, then the missing decision, then the outcome by time', () => {
  const levels = [{ share: 1, action: 'overdue' as const, at: day(3) }];
  const deadline = { due: day(3), limit: 'P3D', clock: 'continuous' as const, zone: 'UTC' };
  const span = {
    id: 'jawaban',
    is: 'running' as const,
    begins: day(0),
    since: day(0),
    deadline,
    rungs: levels,
    lapse: true,
  };
  const visit = { ...visitTo('periksa', day(0)), deadline, rungs: levels, lapse: true, timeout: true };
  const state = { visit, notifiedLevels: [], silent: false, spans: [{ ...span, notified: [] }] };
  const due = (changes: object): DueInstant | undefined => nextDue({ ...state, ...changes } as unknown as CaseState);
  const notifiedSpan = { ...span, notified: [1] };
  expect(due({})).toMatchObject({ what: 'rung' });
  expect(due({})?.span).toBeUndefined();
  expect(due({ notifiedLevels: [1] })).toMatchObject({ what: 'rung', span: 'jawaban' });
  expect(due({ notifiedLevels: [1], spans: [notifiedSpan] })).toEqual({ at: day(3), what: 'silence' });
  expect(due({ notifiedLevels: [1], silent: true, spans: [notifiedSpan] })).toMatchObject({
    ...{ what: 'silence', span: 'jawaban' },
  });
  expect(due({ notifiedLevels: [1], silent: true, spans: [] })).toEqual({ at: day(3), what: 'timeout' });
  const still = [{ ...span, is: 'paused', notified: [] }];
  expect(due({ visit: visitTo('perbaiki', day(1)), spans: still })).toBeUndefined();
});
