import { describe, expect, test } from 'vitest';
import { fold } from '#domain/case/state/state.ts';
import { factsFrom, OVERLAP, type Tail, tailAfter } from '#domain/case/tail.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { rolesOf, stepOf } from '#domain/procedure/steps.ts';
import { isNote } from '#domain/words/entry-remarks.ts';
import fc from '../support/fast-check.ts';
import { rounds } from '../support/rounds.ts';
import { acts, after, caseAt, type History, office, request, run, shown, wib } from '../support/world.ts';
import { impatient } from '../support/impatient.ts';
import { type Event, events, historyOf } from '../domain/random-history.ts';

const branch = fc.constantFrom('cms/contoh', 'permohonan/contoh');
/**
 * Numbers that stand for the times of runs. An even number is a point between beginning and end, in thousandths. An odd
 * number stands for the instant of a fact. The same number twice repeats a run.
 */
const instants = fc.array(fc.nat(1000), { maxLength: 12 });
const settle = fc.constantFrom(0, 90, 3600);
const AFTERMATH = 3 * 86_400;

/** Returns the instants at these points, and the end twice. */
function timesOf(history: History, points: readonly number[], end: string): string[] {
  const [start = end] = history.facts.map(({ at }) => at);
  const whole = (Date.parse(end) - Date.parse(start)) / 1000;
  const exact = history.facts.map(({ at }) => at);
  const times = points.map((point) =>
    point % 2 === 0 ? after(start, Math.round((whole * point) / 1000)) : (exact[point % exact.length] ?? end),
  );
  return [...times.sort(), end, end];
}

/** Runs at these points and twice at the end, each time on the journal of the run before. */
const runsAt = (history: History, points: readonly number[], end: string, seconds: number): readonly Entry[] =>
  timesOf(history, points, end).reduce<readonly Entry[]>(
    (journal, now) => run(history, journal, now, { settle: seconds }).journal,
    [],
  );

test('R28: any number of runs at any times write the journal that one run at the end writes', () => {
  fc.assert(
    fc.property(branch, fc.boolean(), events, instants, settle, (name, patient, list, points, seconds) => {
      const { history, end } = historyOf(name, list, patient ? office : impatient);
      const late = after(end, AFTERMATH);
      const once = run(history, [], late, { settle: seconds });
      const often = runsAt(history, points, late, seconds);
      expect(shown(often)).toEqual(shown(once.journal));
      expect(often).toEqual(once.journal);
    }),
    { numRuns: rounds(200) },
  );
});

test('R28, R31: runs that read only what is newer than the last run’s place write the journal that one run over everything writes', () => {
  let cut = 0;
  fc.assert(
    fc.property(branch, fc.boolean(), events, instants, settle, (name, patient, list, points, seconds) => {
      const { history, end } = historyOf(name, list, patient ? office : impatient);
      const late = after(end, AFTERMATH);
      let tail: Tail | undefined;
      const journal = timesOf(history, points, late).reduce<readonly Entry[]>((before, now) => {
        const next = run(history, before, now, { settle: seconds, tail });
        const facts = factsFrom(history.seenAt(now), tail);
        cut += history.seenAt(now).length - facts.length;
        tail = tailAfter(facts, next.state, tail, OVERLAP + seconds);
        return next.journal;
      }, []);
      expect(shown(journal)).toEqual(shown(run(history, [], late, { settle: seconds }).journal));
    }),
    { numRuns: rounds(100) },
  );
  expect(cut).toBeGreaterThan(rounds(100));
});

describe('R6, R18: an outcome by time while the case is with the applicant', () => {
  const unsubmitted = (): History => {
    const history = caseAt('penerimaan', { config: impatient });
    history.changes(wib(1, '08:01'), 'contoh-tu', 'Perbaiki.');
    history.push(wib(1, '08:02'), request({ '/kegiatan/judul': 'Belum diajukan' }));
    return history;
  };
  const twice = (history: History) => run(history, run(history, [], wib(1, '10:02')).journal, wib(1, '10:03'));

  test('R18: a push that was not submitted counts as a change at the instant of the outcome by time', () => {
    const { journal, entries } = twice(unsubmitted());
    expect(acts(journal).slice(-2)).toEqual([
      'timed-out perbaikan#1 → penerimaan#2',
      'superseded penerimaan#2 → penerimaan#3',
    ]);
    expect(entries).toEqual([]);
  });

  test('R18: a push that was undone before the outcome by time supersedes nothing', () => {
    const history = unsubmitted();
    history.push(wib(1, '08:03'), request());
    const { journal, entries } = twice(history);
    expect(acts(journal).at(-1)).toBe('timed-out perbaikan#1 → penerimaan#2');
    expect(entries).toEqual([]);
  });
});

test('R15, R28: a settling time changes when entries are written, not which entries', () => {
  fc.assert(
    fc.property(branch, events, (name, list) => {
      const { history, end } = historyOf(name, list);
      const late = after(end, AFTERMATH);
      const settled = run(history, [], after(late, 3600), { settle: 3600 });
      expect(shown(settled.journal)).toEqual(shown(run(history, [], late).journal));
    }),
    { numRuns: rounds(100) },
  );
});

test('R15: the state at the end of a judgement is the fold of its journal', () => {
  fc.assert(
    fc.property(branch, events, (name, list) => {
      const { history, end } = historyOf(name, list);
      const { journal, state } = run(history, [], end);
      expect(fold(journal)).toEqual(state);
    }),
    { numRuns: rounds(100) },
  );
});

test('R5, R18: no case passes a row without the acts that the procedure needs, on the request as it then was', () => {
  let completed = 0;
  fc.assert(
    fc.property(branch, events, (name, list) => {
      const { history, end } = historyOf(name, list);
      const { journal } = run(history, [], after(end, AFTERMATH));
      checkPassage(journal);
      if (journal.some((entry) => entry.end === 'completed')) completed += 1;
    }),
    // The first history completes, so that the last check is never empty.
    { numRuns: rounds(200), examples: [['cms/contoh', Array<Event>(12).fill({ gap: '1 day', do: 'what is right' })]] },
  );
  expect(completed).toBeGreaterThan(0);
});

/** Checks a journal entry by entry, without the fold. */
function checkPassage(journal: readonly Entry[]): void {
  const procedure = office.procedures.get('protokol-manajemen-krisis')?.value;
  if (!procedure) throw new Error('The procedure is not there.');
  const opener = journal[0]?.opens?.applicant.id;
  let digest = '';
  let current = 'pengajuan';
  let passed = new Set<string>();
  let approved: { role: string | undefined; id: number | undefined }[] = [];
  let ended = false;
  for (const entry of journal) {
    const step = stepOf(procedure, current);
    if (ended) expect(entry.kind === 'refused' || isNote(entry.kind)).toBe(true);
    if (entry.end) ended = true;
    if (entry.kind === 'submitted' || entry.kind === 'superseded') digest = entry.digest ?? '';
    if (entry.supersedes || entry.next?.step === procedure.receipt) passed = new Set();
    if (entry.kind === 'accepted') {
      expect(entry.step).toBe(current);
      expect(entry.digest).toBe(digest);
      expect(entry.who?.id).not.toBe(opener);
      expect(rolesOf(step.actor)).toContain(entry.who?.role);
      if (entry.gesture === 'approve') {
        approved = [...(entry.replaces ? [] : approved), { role: entry.who?.role, id: entry.who?.id }];
        if (entry.next || entry.end) {
          const needed =
            typeof step.actor === 'object' && 'all' in step.actor ? step.actor.all : [approved.at(-1)?.role];
          expect(approved.map(({ role }) => role)).toEqual(expect.arrayContaining(needed));
          expect(step.outcomes.approve.map(({ to, end }) => to ?? end)).toContain(entry.next?.step ?? entry.end);
          passed.add(current);
        }
      } else expect(step.outcomes.changes?.to).toBe(entry.next?.step);
    }
    if (entry.end === 'completed')
      expect([...passed].sort()).toEqual(
        expect.arrayContaining(
          procedure.steps
            .filter(({ id, kind }) => kind === 'review' && id !== 'pemberitahuan-alternatif')
            .map(({ id }) => id)
            .sort(),
        ),
      );
    if (entry.next) {
      current = entry.next.step;
      approved = [];
    }
  }
}
