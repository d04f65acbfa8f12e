import { expect, test } from 'vitest';
import { factsFrom, OVERLAP, type Tail, tailAfter } from '#domain/case/tail.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { caseAt, type History, request, run, stranger, shown, wib, wrong } from '../support/world.ts';

/** Runs at these instants. Each run reads from the place up to which the earlier run had read. */
function readingOn(history: History, times: readonly string[]): { journal: readonly Entry[]; tail: Tail | undefined } {
  let journal: readonly Entry[] = [];
  let tail: Tail | undefined;
  for (const now of times) {
    const next = run(history, journal, now, { tail });
    tail = tailAfter(factsFrom(history.seenAt(now), tail), next.state, tail, OVERLAP);
    ({ journal } = next);
  }
  return { journal, tail };
}

test('R13, R31: a sign from before the last run’s place still submits the applicant’s later push', () => {
  const history = caseAt('penerimaan');
  history.changes(wib(1, '08:05'), 'contoh-tu', 'Judul kurang jelas.');
  history.push(wib(1, '08:10'), request({ '/kegiatan/judul': '' }), { problems: [wrong] });
  history.sign(wib(1, '08:11'));
  for (const minute of [20, 30, 40]) history.label(wib(1, `08:${minute}`), 'labeled', 'ramai', stranger);
  const times = [wib(1, '08:12'), wib(1, '08:30'), wib(1, '08:41')];
  const { tail } = readingOn(history, times);
  expect(tail).toMatchObject({ from: wib(1, '08:38'), sign: { at: wib(1, '08:11'), what: 'labeled' } });
  history.push(wib(1, '08:50'), request({ '/kegiatan/judul': 'Rapat koordinasi' }));
  const { journal, tail: after } = readingOn(history, [...times, wib(1, '08:51')]);
  expect(shown(journal)).toEqual(shown(run(history, [], wib(1, '08:51')).journal));
  expect(shown(journal).at(-1)).toMatch(/^submitted perbaikan/);
  // While the case is with officials no sign is kept, since the sign has been used.
  expect(after?.sign).toBeUndefined();
});

test('R31: the place of a run never moves back, and from before it a run knows only pushes, the opening and comments', () => {
  const history = caseAt('penerimaan');
  history.comment(wib(1, '08:01'), 'contoh-tu', 'Alasan.');
  history.close(wib(1, '08:02'), stranger);
  const { tail } = readingOn(history, [wib(1, '08:03')]);
  expect(tail?.from).toBe(wib(1, '08:00'));
  expect(tailAfter([], undefined, tail, OVERLAP)).toBe(tail);
  history.label(wib(1, '09:00'), 'labeled', 'ramai', stranger);
  const far = readingOn(history, [wib(1, '08:03'), wib(1, '09:01')]).tail;
  expect(far?.from).toBe(wib(1, '08:58'));
  const kept = factsFrom(history.seenAt(wib(1, '09:01')), far);
  expect(kept.map(({ kind }) => kind)).toEqual(['push', 'label', 'review', 'label']);
  expect(tailAfter(kept.slice(0, 2), run(history, [], wib(1, '08:03')).state, far, OVERLAP)?.from).toBe(far?.from);
});
