import type { SiteDatabase } from './site-database.ts';

/**
 * How often something took how long, and the same by buckets: a median is then found by looking at a few hundred buckets and at the
 * times in one of them, however many cases there are. A place is whatever is ranked together.
 */
export const RANKED_TIMES = `
CREATE TABLE times (place TEXT, used INTEGER, n INTEGER NOT NULL, PRIMARY KEY (place, used)) STRICT, WITHOUT ROWID;
CREATE TABLE time_buckets (place TEXT, bucket INTEGER, n INTEGER NOT NULL, PRIMARY KEY (place, bucket))
  STRICT, WITHOUT ROWID;
`;

/** Seconds, or working days, in a bucket. */
const WIDTH = 4_096;

/** Lengths of time by place, kept so that one more costs the same whatever is there (R38). */
export class RankedTimes {
  readonly #database: SiteDatabase;

  constructor(database: SiteDatabase) {
    this.#database = database;
  }

  /** Adds a length of time so many times, or takes it away. @param used seconds or days, not negative */
  count(place: string, used: number, by: number): void {
    for (const [table, column, value] of [
      ['times', 'used', used],
      ['time_buckets', 'bucket', Math.floor(used / WIDTH)],
    ] as const) {
      this.#database.run(
        `INSERT INTO ${table} VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n`,
        ...[place, value, by],
      );
      if (by < 0)
        this.#database.run(`DELETE FROM ${table} WHERE place = ? AND ${column} = ? AND n = 0`, ...[place, value]);
    }
  }

  /** How many there are, their median and their 90th percentile (nearest rank); both 0 where there are none. */
  spread(place: string): { readonly n: number; readonly median: number; readonly p90: number } {
    const found = this.#database.get<{ n: number | null }>(
      'SELECT SUM(n) AS n FROM time_buckets WHERE place = ?',
      place,
    );
    const n = found?.n ?? 0;
    const rank = (share: number) => this.#ranked(place, Math.max(1, Math.ceil(share * n)));
    return { n, median: rank(0.5), p90: rank(0.9) };
  }

  /** @param rank from 1 on */
  #ranked(place: string, rank: number): number {
    let left = rank;
    const buckets = this.#database.all<{ bucket: number; n: number }>(
      'SELECT bucket, n FROM time_buckets WHERE place = ? ORDER BY bucket',
      place,
    );
    for (const { bucket, n } of buckets) {
      if (n < left) {
        left -= n;
        continue;
      }
      const times = this.#database.all<{ used: number; n: number }>(
        'SELECT used, n FROM times WHERE place = ? AND used >= ? AND used < ? ORDER BY used',
        ...[place, bucket * WIDTH, (bucket + 1) * WIDTH],
      );
      for (const { used, n: often } of times) {
        if (often >= left) return used;
        left -= often;
      }
    }
    return 0;
  }
}
