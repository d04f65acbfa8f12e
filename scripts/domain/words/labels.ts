import { OVERDUE_LABEL, rowLabelName } from '#domain/case/plan/label-names.ts';
import type { Procedure, Row } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { compareRows } from '#domain/procedure/rows.ts';
import { tableRows } from '#domain/procedure/steps.ts';

export interface ProcessLabel {
  readonly name: string;
  /** The color in hexadecimal digits, without #. */
  readonly color: string;
  readonly description: string;
}

const OVERDUE: ProcessLabel = { name: OVERDUE_LABEL, color: 'A3221B', description: 'Lewat tenggat / Overdue' };

const described = ({ id, en }: Text): string => `${id} / ${en}`;

const rowLabel = (row: Row): ProcessLabel => ({
  name: rowLabelName(row),
  color: '1F5FA8',
  description: described({ id: `Berkas berada pada langkah ${row}`, en: `The case is at step ${row}` }),
});

/** The labels that `setup` creates. */
export const labelsFor = (procedures: readonly Procedure[]): ProcessLabel[] => [
  ...[...new Set(procedures.flatMap(tableRows))].sort(compareRows).map(rowLabel),
  OVERDUE,
];
