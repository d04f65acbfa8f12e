import type { CaseState } from '#domain/case/state.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Language, Text } from '#domain/problem.ts';
import { rowCount, rowOf, rowsOf } from '#domain/procedure/steps.ts';
import { namedRoles } from './case-situation.ts';
import { duration } from './duration.ts';
import { both } from './language.ts';
import { plainName } from './markdown.ts';
import { shortTime } from './time.ts';

/** One row of the official table, and how far the case is with it (R30). */
export interface ChecklistRow {
  readonly row: number;
  readonly short: Text;
  readonly who: Text;
  /** `skipped`: the case went past the row; `none`: it ended before it reached the row. */
  readonly state: 'done' | 'current' | 'future' | 'skipped' | 'none';
  /** When it was done. */
  readonly at?: Instant;
  /** Seconds by which it was late. */
  readonly late?: number;
}

/**
 * The rows of the procedure with what is done, current and still to come. When the case goes back, the rows from there
 * on are no longer done: it will pass them again, or they were superseded (R18).
 */
export function checklistOf(
  state: CaseState,
  journal: readonly Entry[],
  procedure: Procedure,
  names: (id: string) => Text,
): ChecklistRow[] {
  const done = doneRows(journal, procedure);
  const current = state.end ? undefined : state.visit;
  const reached = Math.max(0, ...done.keys());
  return Array.from({ length: rowCount(procedure) }, (_, index) => index + 1).flatMap((row): ChecklistRow[] => {
    const serving = procedure.steps.filter((step) => rowsOf(step).includes(row));
    const standing = serving.find(({ id }) => id === current?.step);
    const step = standing ?? serving[0];
    if (!step) return [];
    const line = { row, short: step.short, who: namedRoles(step, names).joined };
    const finished = done.get(row);
    if (standing) return [{ ...line, state: 'current' }];
    if (finished) return [{ ...line, state: 'done', ...finished }];
    if (row < (current?.row ?? reached)) return [{ ...line, state: 'skipped' }];
    return [{ ...line, state: current ? 'future' : 'none' }];
  });
}

function doneRows(journal: readonly Entry[], procedure: Procedure): Map<number, { at: Instant; late?: number }> {
  const done = new Map<number, { at: Instant; late?: number }>();
  for (const { kind, step, at, late, next, end } of journal) {
    if (!next && end !== 'completed') continue;
    const left = procedure.steps.find(({ id }) => id === step);
    if (left && (kind === 'accepted' || kind === 'submitted'))
      for (const row of rowsOf(left)) done.set(row, { at, ...(late ? { late } : {}) });
    const to = next && procedure.steps.find(({ id }) => id === next.step);
    if (to) for (const row of [...done.keys()]) if (row >= rowOf(to)) done.delete(row);
  }
  return done;
}

const HEAD = {
  id: '| Baris | Langkah | Pelaksana | Keadaan |',
  en: '| Row | Step | Office | State |',
} as const;

const STATES = {
  current: { id: '**sedang berjalan**', en: '**current**' },
  future: { id: 'belum', en: 'to come' },
  skipped: { id: 'tidak dilalui', en: 'not passed' },
  none: { id: '–', en: '–' },
} as const;

/** The checklist as a table: a task list could be ticked by anybody, and ticking decides nothing. */
export function checklistTable(rows: readonly ChecklistRow[], zone: string): Text {
  return both((language) => {
    const lines = rows.map(
      (row) =>
        `| ${row.row} | ${plainName(row.short[language])} | ${plainName(row.who[language])} | ${stateWords(row, zone)[language]} |`,
    );
    return [HEAD[language], '| ---: | --- | --- | --- |', ...lines].join('\n');
  });
}

function stateWords({ state, at, late }: ChecklistRow, zone: string): Text {
  if (state !== 'done') return STATES[state];
  const time = at === undefined ? undefined : shortTime(at, zone);
  const by = late ? duration(late) : undefined;
  const done = (language: Language, word: string): string => [word, time?.[language]].filter(Boolean).join(' ');
  return {
    id: `${done('id', 'selesai')}${by ? `, terlambat ${by.id}` : ''}`,
    en: `${done('en', 'done')}${by ? `, ${by.en} late` : ''}`,
  };
}
