import { OVERDUE_LABEL, rowLabelName } from '#domain/case/label-names.ts';
import type { Text } from '#domain/problem.ts';

/** A label as the forge stores it. */
export interface ProcessLabel {
  readonly name: string;
  /** Six hexadecimal digits, without #. */
  readonly color: string;
  readonly description: string;
}

/** The time of the standing visit has passed. */
const OVERDUE: ProcessLabel = { name: OVERDUE_LABEL, color: 'A3221B', description: 'Lewat tenggat / Overdue' };

const described = ({ id, en }: Text): string => `${id} / ${en}`;

/** The row in which a case stands. */
const rowLabel = (row: number): ProcessLabel => ({
  name: rowLabelName(row),
  color: '1F5FA8',
  description: described({ id: `Berkas berada pada baris ${row}`, en: `The case stands in row ${row}` }),
});

/** The labels that the process sets on cases of procedures with at most so many rows; `setup` creates them. */
export const labelsFor = (rows: number): ProcessLabel[] => [
  ...Array.from({ length: rows }, (_, index) => rowLabel(index + 1)),
  OVERDUE,
];
