import type { Row } from '#domain/generated/procedure.ts';
import { compareRows } from '#domain/procedure/rows.ts';
import type { Measure } from '#domain/words/duration.ts';
import type { RowReality } from './page-props.ts';
import { PLACES } from './case-counts.ts';
import type { Counts } from './counts.ts';
import type { SiteDatabase } from './site-database.ts';
import type { Summary } from '#public/export/summary.ts';

type Times = Pick<Summary, 'number' | 'procedure' | 'times'>;
type PassageTime = Summary['times'][number];
/** What of a procedure says in which order its steps are listed. */
interface MeasuredProcedure {
  readonly id: string;
  readonly steps: readonly { readonly id: string }[];
}

/** Each step's last measured visit, by case number: it says what its limit is, and what that counts, by now. */
export const PASSAGE_TIMES = `
CREATE TABLE latest (procedure TEXT, row ANY, step TEXT, number INTEGER NOT NULL, allowed INTEGER NOT NULL,
  measure TEXT NOT NULL, PRIMARY KEY (procedure, row, step)) STRICT, WITHOUT ROWID;
`;

/** The times that visits took, over all cases (R33). */
export class PassageTimes {
  readonly #database: SiteDatabase;
  readonly #counts: Counts;

  constructor(database: SiteDatabase, counts: Counts) {
    this.#database = database;
    this.#counts = counts;
  }

  /**
   * Notes the limits that a case's visits had, in the place of those before.
   * @param others the other cases with a number up to that of this case, the newest first; read only where a time is gone
   */
  replace(before: Times | undefined, now: Times, others: () => Iterable<Times>): void {
    for (const time of now.times) this.#setLatest(now, time);
    for (const time of before?.times ?? [])
      if (!now.times.some((each) => isSamePlace(each, time))) this.#forgetLatest(now, time, others);
  }

  /**
   * Median and 90th percentile of each row's measured visits (nearest rank), by what its limit counts by now; of a row that
   * several steps share, for each of them.
   */
  reality({ id, steps }: MeasuredProcedure): RowReality[] {
    const order = ({ step }: RowReality): number => steps.findIndex((each) => each.id === step);
    return this.#database
      .all<{ row: Row; step: string; allowed: number; measure: Measure }>(
        'SELECT row, step, allowed, measure FROM latest WHERE procedure = ?',
        id,
      )
      .map(({ row, step, allowed: limit, measure }): RowReality => {
        const { n, median = 0, p90 = 0 } = this.#counts.spread(PLACES.visits(id, row, step, measure));
        return { row, step, n, measure, limit, median, p90 };
      })
      .sort((a, b) => compareRows(a.row, b.row) || order(a) - order(b));
  }

  #setLatest({ procedure, number }: Times, [row, , allowed, measure, step]: PassageTime): void {
    this.#database.run(
      `INSERT INTO latest VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
         SET number = excluded.number, allowed = excluded.allowed, measure = excluded.measure
         WHERE excluded.number >= number`,
      ...[procedure, row, step, number, allowed, measure],
    );
  }

  /** Only a case that is restricted loses times; then the case before it with a visit there is looked for. */
  #forgetLatest({ procedure, number }: Times, time: PassageTime, others: () => Iterable<Times>): void {
    const [row, , , , step] = time;
    const place = [procedure, row, step] as const;
    const latest = this.#database.get<{ number: number }>(
      'SELECT number FROM latest WHERE procedure = ? AND row = ? AND step = ?',
      ...place,
    );
    if (latest?.number !== number) return;
    this.#database.run('DELETE FROM latest WHERE procedure = ? AND row = ? AND step = ?', ...place);
    for (const other of others()) {
      const found = other.procedure === procedure && other.times.findLast((each) => isSamePlace(each, time));
      if (found) return this.#setLatest(other, found);
    }
  }
}

const isSamePlace = (a: PassageTime, b: PassageTime): boolean => a[0] === b[0] && a[4] === b[4];
