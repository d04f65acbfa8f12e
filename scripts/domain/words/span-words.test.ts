import { expect, test } from 'vitest';
import type { Waiting, WaitingSpan } from './situation.ts';
import { noDecisionSentence } from './span-words.ts';
import { isWaitingLate, statusSentence } from './status.ts';
import { statusDescription } from './status-description.ts';

const DUE = '2026-12-04T01:00:00Z';
const span = (changes: Partial<WaitingSpan> = {}): WaitingSpan => ({
  ...{ name: { id: 'waktu menjawab', en: 'the time to answer' }, overdue: false },
  deadline: { due: DUE, clock: 'continuous' },
  ...changes,
});
const waiting = (...spans: WaitingSpan[]): Waiting => ({
  ...{ kind: 'waiting', row: 5, rows: 5, withApplicant: false, who: [{ id: 'Kepala', en: 'Head' }], joiner: 'or' },
  ...{ short: { id: 'memutuskan', en: 'decide' }, deadline: { due: '2026-12-09T01:00:00Z', clock: 'continuous' } },
  spans,
});
const said = (one: Waiting, now?: string) =>
  statusSentence(one, { zone: 'Asia/Jakarta', times: 'short', ...(now ? { now } : {}) });

test('R44: a span is shown after the deadline of the step, and a paused span with the time left', () => {
  expect(said(waiting(span())).id).toBe(
    'Menunggu Kepala memutuskan (langkah 5 dari 5) — tenggat langkah ini 9 Des 2026 08.00 WIB; waktu menjawab: tenggat 4 Des 2026 08.00 WIB.',
  );
  expect(said(waiting(span({ left: 7200 }))).en).toContain('; the time to answer: paused, 2 hours left.');
  const office = { due: DUE, clock: 'office-hours' as const, limit: 'PT30H' };
  const still = { left: 50_400, since: '2026-12-01T01:00:00Z' };
  expect(said(waiting(span({ ...still, deadline: office }))).id).toContain('berhenti, sisa 14 jam kerja.');
  // Without the start of the pause, the working days that are left cannot be counted, so none are shown.
  expect(said(waiting(span({ left: 50_400, deadline: { ...office, limit: 'P5D' } }))).id).toMatch(/: berhenti\.$/);
});

test('R21, R44: a span alone makes a case late, by the journal or by the clock, unless the span is paused', () => {
  const late =
    'Lewat tenggat (waktu menjawab): menunggu Kepala memutuskan (langkah 5 dari 5) — tenggat langkah ini 9 Des 2026 08.00 WIB; ';
  expect(said(waiting(span({ overdue: true }))).id).toBe(
    `${late}waktu menjawab: lewat tenggat sejak 4 Des 2026 08.00 WIB.`,
  );
  expect(isWaitingLate(waiting(span()), '2026-12-04T01:00:01Z')).toBe(true);
  expect(isWaitingLate(waiting(span()), DUE)).toBe(false);
  expect(isWaitingLate(waiting(span({ left: 60 })), '2026-12-05T00:00:00Z')).toBe(false);
});

test('R35, R44: a late span is named if the step itself is not late, also if the step has no time limit', () => {
  const { deadline: _none, ...unlimited } = waiting(span({ overdue: true }));
  expect(said(unlimited)).toEqual({
    id: 'Lewat tenggat (waktu menjawab): menunggu Kepala memutuskan (langkah 5 dari 5) — langkah ini tanpa waktu baku; waktu menjawab: lewat tenggat sejak 4 Des 2026 08.00 WIB.',
    en: 'Overdue (the time to answer): waiting for Head to decide (step 5 of 5), this step has no time limit; the time to answer: overdue since 4 Dec 2026 08:00 WIB.',
  });
  const both = { ...waiting(span({ overdue: true })), overdue: true };
  expect(said(both).id).toMatch(/^Lewat tenggat: menunggu /);
});

test('R44: a time without a decision is shown with the request that may follow, whole or not at all in a commit status', () => {
  const words = { id: 'dianggap tidak dijawab', en: 'it counts as not answered' };
  expect(noDecisionSentence({ words, opens: [] }).en).toBe('No decision in time: it counts as not answered.');
  const opens = [{ id: 'Keberatan', en: 'Objection' }];
  expect(said({ ...waiting(), noDecisions: [{ words, opens }] }).id).toMatch(
    /\. Waktu lewat tanpa keputusan: dianggap tidak dijawab\. Dapat diajukan: Keberatan\.$/,
  );
  const short: Waiting = { ...waiting(), noDecisions: [{ words: { id: 'diam', en: 'silence' }, opens: [] }] };
  const reading = { zone: 'Asia/Jakarta' };
  expect(statusDescription(short, reading)).toMatch(/WIB\. Waktu lewat tanpa keputusan: diam\.$/);
  const long: Waiting = { ...short, noDecisions: [{ words: { id: 'd'.repeat(90), en: '' }, opens: [] }] };
  expect(statusDescription(long, reading)).toMatch(/WIB\.$/);
});
