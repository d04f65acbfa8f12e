import { externalOf } from '#domain/case/state/parties.ts';
import type { Procedure, Row, Step } from '#domain/generated/procedure.ts';
import { rolesOf, rowsOf, tableRows } from '#domain/procedure/steps.ts';

interface Printed {
  readonly activity: string;
  readonly completeness: string;
  readonly time: string;
  readonly output: string;
  readonly remarks: string;
}

/**
 * A line of the official table (R46). A row is one line, also if several steps share its text. If one of these steps
 * has a text of its own, or its symbol would cover another, it gets another line under the same number. The number is
 * printed once.
 */
export interface TableLine extends Printed {
  readonly number: Row;
  /** The steps of this line. The texts of the first step are printed. */
  readonly steps: readonly [Step, ...Step[]];
  /** Whether the line is a later row of its step. One act serves this row together with the first (R4). */
  readonly isFurther: boolean;
  /** Whether the line continues a row that was printed already. Its number is not printed again. */
  readonly isContinued: boolean;
}

/** A column of the table: a role by its id, or an external party (R41). */
export interface TableColumn {
  readonly key: string;
  readonly heading: string;
}

/** Returns the columns of the procedure, and one column for each external party that its steps name. */
export function tableColumns({ columns, steps }: Procedure): TableColumn[] {
  const outside = steps.flatMap((step) => externalOf(step)?.external.id ?? []);
  return [
    ...columns.map(({ role, heading }) => ({ key: role, heading })),
    ...[...new Set(outside)].map((name) => ({ key: outsideKey(name), heading: capital(name) })),
  ];
}

const outsideKey = (name: string): string => `external ${name}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Returns the lines of a procedure's official table, in its order. */
export function tableLines(procedure: Procedure): TableLine[] {
  return tableRows(procedure).flatMap((row) => linesOf(procedure, row));
}

/** Returns the indexes of a step's columns. A role without a column has none. */
export function columnsOf(procedure: Procedure, step: Step): number[] {
  const outside = externalOf(step)?.external.id;
  const keys = outside === undefined ? rolesOf(step.actor) : [outsideKey(outside)];
  const columns = tableColumns(procedure);
  return keys.map((key) => columns.findIndex((each) => each.key === key)).filter((column) => column >= 0);
}

/** Whether a step shares the symbol of another step. A correction does, if both steps have the same columns. */
export const drawsAs = (procedure: Procedure, step: Step, other: Step): boolean =>
  step.kind === 'revise' && columnsOf(procedure, step).join() === columnsOf(procedure, other).join();

function linesOf(procedure: Procedure, row: Row): TableLine[] {
  const serving = procedure.steps.filter((step) => rowsOf(step).includes(row));
  const lines: { -readonly [K in keyof TableLine]: TableLine[K] }[] = [];
  // Corrections are listed after the other steps of the row, whatever comes first in the procedure.
  for (const step of serving.toSorted((a, b) => Number(a.kind === 'revise') - Number(b.kind === 'revise'))) {
    const at = rowsOf(step).indexOf(row);
    const text = (at > 0 ? step.furtherRows?.[at - 1] : undefined) ?? step;
    const { activity, completeness, time, output, remarks = '' } = text;
    const printed: Printed = { activity, completeness, time: time.printed, output, remarks };
    const line = lines.at(-1);
    if (at === 0 && line && !line.isFurther && joins(procedure, step, line)) line.steps = [...line.steps, step];
    else lines.push({ number: row, ...printed, steps: [step], isFurther: at > 0, isContinued: line !== undefined });
  }
  return lines;
}

/** Whether a step has no text of its own in a line, and its symbol covers no other symbol of the line. */
function joins(procedure: Procedure, step: Step, { activity, steps }: TableLine): boolean {
  if (step.activity.trim() !== activity.trim()) return false;
  if (steps.some((other) => drawsAs(procedure, step, other))) return true;
  const taken = steps.flatMap((other) => columnsOf(procedure, other));
  return !columnsOf(procedure, step).some((column) => taken.includes(column));
}
