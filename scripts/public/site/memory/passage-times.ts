import type { Row } from '#domain/generated/procedure.ts';
import { compareRows } from '#domain/procedure/rows.ts';
import type { Summary } from '#public/export/summary.ts';
import type { RowReality } from '../pages/page-props.ts';
import { PLACES } from './case-counts.ts';
import type { CountTable } from './counts.ts';

/** The part of a procedure that says in which order its steps are listed. */
interface MeasuredProcedure {
  readonly id: string;
  readonly steps: readonly { readonly id: string }[];
}

/**
 * Returns median and 90th percentile of each row's measured visits (R33, nearest rank). Time limit and unit are those
 * of the newest case, and only visits measured in this unit count. Steps that share a row have their own values.
 */
export function passageTimes({ id, steps }: MeasuredProcedure, counts: CountTable): RowReality[] {
  const order = ({ step }: RowReality): number => steps.findIndex((each) => each.id === step);
  return counts
    .of<string>(PLACES.measuredSteps(id))
    .flatMap(({ value }): RowReality[] => {
      const [row, step] = JSON.parse(value) as [row: Row, step: string];
      const newest = newestMeasured(counts, id, row, step);
      if (!newest) return [];
      const [, , limit, measure] = newest;
      const { n, median = 0, p90 = 0 } = counts.spread(PLACES.visits(id, row, step, measure));
      return [{ row, step, n, measure, limit, median, p90 }];
    })
    .sort((a, b) => compareRows(a.row, b.row) || order(a) - order(b));
}

/** Returns the last measured visit to a step, of the case with the highest number. */
function newestMeasured(
  counts: CountTable,
  procedure: string,
  row: Row,
  step: string,
): Summary['times'][number] | undefined {
  const [newest] = counts.read<{ summary: string }>(
    'SELECT summary FROM cases WHERE number = (SELECT MAX(value) FROM counts WHERE place = ?)',
    PLACES.measuredCases(procedure, row, step),
  );
  const { times } = JSON.parse(newest?.summary ?? '{"times":[]}') as Summary;
  return times.findLast((each) => each[0] === row && each[4] === step);
}
