import { expect, test } from 'vitest';
import type { SpanRun } from '#domain/case/state/span-runs.ts';
import { example } from '#tests/support/example-procedure.ts';
import { spanDeadlineLines } from './explain-deadline.ts';

const span: SpanRun = {
  ...{ id: 'jawaban', is: 'running', begins: '2026-12-01T00:00:00Z', since: '2026-12-05T00:00:00Z', notified: [] },
  deadline: {
    ...{ due: '2026-12-07T00:00:00Z', limit: 'PT48H', clock: 'continuous', zone: 'Asia/Jakarta' },
    carried: { limit: 'P3D', from: '2026-12-02T00:00:00Z', left: 172_800 },
  },
};
const lines = (changes: Partial<SpanRun>, lang: 'id' | 'en') => {
  const procedure = example().procedure;
  const words = { id: 'waktu menjawab', en: 'the time to answer' };
  procedure.spans = [{ id: 'jawaban', words, over: ['periksa'], limit: 'P3D' }];
  return spanDeadlineLines({ spans: [{ ...span, ...changes }] }, procedure, lang);
};

test('R23, R44: the explanation of a span’s deadline says when the time paused, and what was left then', () => {
  const running = lines({}, 'id');
  expect(running[0]).toBe('waktu menjawab');
  expect(running.join('\n')).toContain('mulai Sabtu, 5 Desember 2026 pukul 07.00 WIB');
  expect(running.join('\n')).toMatch(/Waktu 3 hari berhenti sejak Rabu, 2 Desember 2026 .*: tersisa 2 hari\./);
});

test('R44: the explanation of a paused span says since when the span is paused, and what is left', () =>
  expect(lines({ is: 'paused', left: 3600 }, 'en')[0]).toMatch(
    /^the time to answer: paused since .*5 December 2026.*, 1 hour left$/,
  ));
