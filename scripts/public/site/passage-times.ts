import type { Row } from '#domain/generated/procedure.ts';
import { compareRows } from '#domain/procedure/rows.ts';
import type { Measure } from '#domain/words/duration.ts';
import type { RowReality } from './page-props.ts';
import { RankedTimes } from './ranked-times.ts';
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

/** The times that visits took, over all cases (R33), kept so that one more case costs the same whatever is there. */
export class PassageTimes {
  readonly #database: SiteDatabase;
  readonly #ranked: RankedTimes;

  constructor(database: SiteDatabase) {
    this.#database = database;
    this.#ranked = new RankedTimes(database);
  }

  /**
   * Puts a case's times in the place of those that it had.
   * @param others the other cases with a number up to that of this case, the newest first; read only where a time is gone
   */
  replace(before: Times | undefined, now: Times, others: () => Iterable<Times>): void {
    const counts = new Map<string, { time: PassageTime; by: number }>();
    const count = ({ times }: Times, by: number) => {
      for (const time of times) {
        const key = JSON.stringify(time);
        counts.set(key, { time, by: (counts.get(key)?.by ?? 0) + by });
      }
    };
    if (before) count(before, -1);
    count(now, 1);
    for (const { time, by } of counts.values()) if (by !== 0) this.#ranked.count(placeOf(now, time), time[1], by);
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
        return { row, step, measure, limit, ...this.#ranked.spread(placeIn(id, row, step, measure)) };
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

/** What is ranked together: the visits to a row's step of a procedure, over all months. */
const placeIn = (procedure: string, row: Row, step: string, measure: Measure): string =>
  JSON.stringify([procedure, row, step, measure]);

const placeOf = ({ procedure }: Times, [row, , , measure, step]: PassageTime): string =>
  placeIn(procedure, row, step, measure);

const isSamePlace = (a: PassageTime, b: PassageTime): boolean => a[0] === b[0] && a[4] === b[4];
