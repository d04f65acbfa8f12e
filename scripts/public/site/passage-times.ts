import type { Row } from '#domain/generated/procedure.ts';
import { compareRows } from '#domain/procedure/rows.ts';
import type { Measure } from '#domain/words/duration.ts';
import type { RowReality } from './page-props.ts';
import type { SiteDatabase } from './site-database.ts';
import type { Summary } from '#public/export/summary.ts';

type Times = Pick<Summary, 'number' | 'procedure' | 'times'>;
type PassageTime = Summary['times'][number];
/** What of a procedure says in which order its steps are told. */
interface MeasuredProcedure {
  readonly id: string;
  readonly steps: readonly { readonly id: string }[];
}

/**
 * How often a step took how long, and the same by buckets: a median is then found by looking at a few hundred buckets and
 * at the times in one of them, however many cases there are. `latest` is each step's last measured visit, by case number.
 */
export const PASSAGE_TIMES = `
CREATE TABLE times (procedure TEXT, row ANY, step TEXT, measure TEXT, used INTEGER, n INTEGER NOT NULL,
  PRIMARY KEY (procedure, row, step, measure, used)) STRICT, WITHOUT ROWID;
CREATE TABLE time_buckets (procedure TEXT, row ANY, step TEXT, measure TEXT, bucket INTEGER, n INTEGER NOT NULL,
  PRIMARY KEY (procedure, row, step, measure, bucket)) STRICT, WITHOUT ROWID;
CREATE TABLE latest (procedure TEXT, row ANY, step TEXT, number INTEGER NOT NULL, allowed INTEGER NOT NULL,
  measure TEXT NOT NULL, PRIMARY KEY (procedure, row, step)) STRICT, WITHOUT ROWID;
`;

/** Seconds, or working days, in a bucket. */
const WIDTH = 4_096;

/** Where visits are measured: a row's step of a procedure. */
interface Place {
  readonly procedure: string;
  readonly row: Row;
  readonly step: string;
  readonly measure: Measure;
}

/** The times that visits took, over all cases (R33), kept so that one more case costs the same whatever is there. */
export class PassageTimes {
  readonly #database: SiteDatabase;

  constructor(database: SiteDatabase) {
    this.#database = database;
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
    for (const { time, by } of counts.values()) if (by !== 0) this.#count(placeOf(now, time), time[1], by);
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
        const place = { procedure: id, row, step, measure };
        const n = this.#visits(place);
        const rank = (share: number) => this.#ranked(place, Math.max(1, Math.ceil(share * n)));
        return { row, step, n, measure, limit, median: rank(0.5), p90: rank(0.9) };
      })
      .sort((a, b) => compareRows(a.row, b.row) || order(a) - order(b));
  }

  #count({ procedure, row, step, measure }: Place, used: number, by: number): void {
    for (const [table, column, value] of [
      ['times', 'used', used],
      ['time_buckets', 'bucket', Math.floor(used / WIDTH)],
    ] as const) {
      const key = [procedure, row, step, measure, value] as const;
      this.#database.run(
        `INSERT INTO ${table} VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n`,
        ...key,
        by,
      );
      if (by < 0)
        this.#database.run(
          `DELETE FROM ${table} WHERE procedure = ? AND row = ? AND step = ? AND measure = ? AND ${column} = ? AND n = 0`,
          ...key,
        );
    }
  }

  #setLatest({ procedure, number }: Times, [row, , allowed, measure, step]: PassageTime): void {
    this.#database.run(
      `INSERT INTO latest VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
         SET number = excluded.number, allowed = excluded.allowed, measure = excluded.measure
         WHERE excluded.number >= number`,
      ...[procedure, row, step, number, allowed, measure],
    );
  }

  /** Only a case that is narrowed loses times; then the case before it with a visit there is looked for. */
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

  #visits({ procedure, row, step, measure }: Place): number {
    const found = this.#database.get<{ n: number | null }>(
      'SELECT SUM(n) AS n FROM time_buckets WHERE procedure = ? AND row = ? AND step = ? AND measure = ?',
      ...[procedure, row, step, measure],
    );
    return found?.n ?? 0;
  }

  /** @param rank from 1 on */
  #ranked({ procedure, row, step, measure }: Place, rank: number): number {
    const place = [procedure, row, step, measure] as const;
    let left = rank;
    const buckets = this.#database.all<{ bucket: number; n: number }>(
      `SELECT bucket, n FROM time_buckets WHERE procedure = ? AND row = ? AND step = ? AND measure = ? ORDER BY bucket`,
      ...place,
    );
    for (const { bucket, n } of buckets) {
      if (n < left) {
        left -= n;
        continue;
      }
      const times = this.#database.all<{ used: number; n: number }>(
        `SELECT used, n FROM times WHERE procedure = ? AND row = ? AND step = ? AND measure = ?
           AND used >= ? AND used < ? ORDER BY used`,
        ...place,
        bucket * WIDTH,
        (bucket + 1) * WIDTH,
      );
      for (const { used, n: often } of times) {
        if (often >= left) return used;
        left -= often;
      }
    }
    return 0;
  }
}

const placeOf = ({ procedure }: Times, [row, , , measure, step]: PassageTime): Place => ({
  ...{ procedure, row, step, measure },
});

const isSamePlace = (a: PassageTime, b: PassageTime): boolean => a[0] === b[0] && a[4] === b[4];
