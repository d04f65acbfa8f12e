import type { CaseState } from '#domain/case/state/state.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure, Row, Step } from '#domain/generated/procedure.ts';
import type { Language, Text } from '#domain/problem.ts';
import { rowsOf, tableRows } from '#domain/procedure/steps.ts';
import { namedRoles } from './case-situation.ts';
import { duration } from './duration.ts';
import { both } from './language.ts';
import { plainName } from './markdown.ts';
import { shortTime } from './time.ts';

/** A row of the official table with its state in this case (R30). */
export interface ChecklistRow {
  readonly row: Row;
  readonly short: Text;
  readonly who: Text;
  /** `skipped`: the case is past the row, which was not done. `none`: the case ended before the row. */
  readonly state: 'done' | 'current' | 'future' | 'skipped' | 'none';
  readonly at?: Instant;
  /** The lateness in seconds. */
  readonly late?: number;
}

/**
 * Returns a line for each row of the procedure. If several steps share a row, each has a line, but a revise step shares
 * the line of the step before it. If a case goes back, the later rows are no longer done (R18).
 */
export function checklistOf(
  state: CaseState,
  journal: readonly Entry[],
  procedure: Procedure,
  names: (id: string) => Text,
): ChecklistRow[] {
  const lines = linesOf(procedure);
  const done = doneLines(journal, lines);
  const current = state.end ? undefined : state.visit;
  const reached = current ? lineOf(lines, current.step) : Math.max(0, ...done.keys());
  return lines.map(({ row, steps }, at): ChecklistRow => {
    const currentStep = steps.find(({ id }) => id === current?.step);
    const step = currentStep ?? steps[0];
    const assigned = currentStep ? current?.assigned : undefined;
    const line = { row, short: step.short, who: namedRoles(step, names, assigned).joined };
    const finished = done.get(at);
    if (currentStep) return { ...line, state: 'current' };
    if (finished) return { ...line, state: 'done', ...finished };
    if (at < reached) return { ...line, state: 'skipped' };
    return { ...line, state: current ? 'future' : 'none' };
  });
}

interface Line {
  readonly row: Row;
  readonly steps: readonly [Step, ...Step[]];
}

function linesOf(procedure: Procedure): Line[] {
  return tableRows(procedure).flatMap((row) => {
    const lines: { row: Row; steps: [Step, ...Step[]] }[] = [];
    for (const step of procedure.steps.filter((each) => rowsOf(each).includes(row))) {
      const before = lines.at(-1);
      if (before && step.kind === 'revise') before.steps.push(step);
      else lines.push({ row, steps: [step] });
    }
    return lines;
  });
}

const lineOf = (lines: readonly Line[], id: string): number =>
  lines.findIndex(({ steps }) => steps.some((step) => step.id === id));

function doneLines(journal: readonly Entry[], lines: readonly Line[]): Map<number, { at: Instant; late?: number }> {
  const done = new Map<number, { at: Instant; late?: number }>();
  for (const { kind, step, at, late, next, end } of journal) {
    if (!next && end !== 'completed') continue;
    if (kind === 'accepted' || kind === 'submitted')
      for (const [line, { steps }] of lines.entries())
        if (steps.some(({ id }) => id === step)) done.set(line, { at, ...(late ? { late } : {}) });
    const to = next ? lineOf(lines, next.step) : -1;
    if (to >= 0) for (const line of [...done.keys()]) if (line >= to) done.delete(line);
  }
  return done;
}

const HEAD = {
  id: '| No. | Langkah | Pelaksana | Status |',
  en: '| Row | Step | Office | State |',
} as const;

const STATES = {
  current: { id: '**sedang berjalan**', en: '**current**' },
  future: { id: 'belum', en: 'to come' },
  skipped: { id: 'tidak dilalui', en: 'not passed' },
  none: { id: '–', en: '–' },
} as const;

/** Writes the checklist as a table. A task list would have boxes that anybody can tick although they decide nothing. */
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
