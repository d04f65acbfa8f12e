import type { Row } from '#domain/generated/procedure.ts';
import { compareRows } from '#domain/procedure/rows.ts';
import type { Measure } from '#domain/words/duration.ts';
import type { RowReality } from '../pages/page-props.ts';
import { PLACES } from './case-counts.ts';
import type { CountTable } from './counts.ts';

/** The part of a procedure that says in which order its steps are listed. */
interface MeasuredProcedure {
  readonly id: string;
  readonly steps: readonly { readonly id: string }[];
}

/**
 * Returns median and 90th percentile of each row's measured visits (R33, nearest rank), as times and as shares of the
 * visits' own limits: a new version of the SOP changes nothing about earlier visits (R7). Steps that share a row, and
 * limits of another unit, have their own values. Pauses and extensions give visits many limits, so only the shortest and
 * the longest are read (R38).
 */
export function passageTimes({ id, steps }: MeasuredProcedure, counts: CountTable): RowReality[] {
  const order = ({ step }: RowReality): number => steps.findIndex((each) => each.id === step);
  return counts
    .of<string>(PLACES.measured(id))
    .map(({ value }): RowReality => {
      const [row, step, measure] = JSON.parse(value) as [Row, string, Measure];
      const visit = [id, row, step, measure] as const;
      return {
        ...{ row, step, measure, limits: counts.ends(PLACES.visitLimits(...visit)) },
        ...{ spread: counts.spread(PLACES.visits(...visit)), share: counts.spread(PLACES.shares(...visit)) },
      };
    })
    .sort((a, b) => compareRows(a.row, b.row) || order(a) - order(b));
}
