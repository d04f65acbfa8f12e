import type { Spread } from '#domain/generated/public-figures.ts';
import type { SiteDatabase } from './site-database.ts';

/**
 * The table of counts. A place is a name for values that are counted together. For each place and value, the table says
 * how often the value was counted. A changed case subtracts its old values and adds its new values. So no count is ever
 * made again from all cases (R38).
 */
export const COUNTS = `
CREATE TABLE counts (place TEXT, value ANY, n INTEGER NOT NULL, PRIMARY KEY (place, value)) STRICT, WITHOUT ROWID;
`;

export interface Count {
  readonly place: string;
  readonly value: string | number;
  readonly n: number;
}

/** Returns a place by its names. The first name says what is counted there. */
export const placeNamed = (...names: readonly (string | number)[]): string => JSON.stringify(names);

/** Seconds, or working days, in a bucket. */
const WIDTH = 4_096;

const bucketsOf = (place: string): string => `${place} buckets`;

/**
 * Returns the two counts of a length of time that is ranked among the others of its place: one for the time, and one
 * for its bucket. So a median is found from the buckets and from the times in one bucket, however many cases there are.
 * @param used seconds or days, not negative
 */
export const ranked = (place: string, used: number): readonly Count[] => [
  { place, value: used, n: 1 },
  { place: bucketsOf(place), value: Math.floor(used / WIDTH), n: 1 },
];

/** The largest number of changes that are kept in memory. It does not depend on the size of the archive. */
const MOST_HELD = 4_096;

/** The counts of all cases together, kept so that one more case always costs the same. */
export class CountTable {
  readonly #database: SiteDatabase;
  /** Changes that are not in the database yet. When all cases are counted, most of them change the same counts. */
  readonly #held = new Map<string, Count>();

  constructor(database: SiteDatabase) {
    this.#database = database;
  }

  /** Replaces what a case added before by what it adds now. */
  replace(before: Iterable<Count>, now: Iterable<Count>): void {
    const changes = new Map<string, Count>();
    for (const each of before) merge(changes, { ...each, n: -each.n });
    for (const each of now) merge(changes, each);
    for (const change of changes.values()) if (change.n !== 0) merge(this.#held, change);
    if (this.#held.size >= MOST_HELD) this.#flush();
  }

  /**
   * Returns the values of a place in order, with how often each was counted.
   * @param from the lowest value that is returned; numbers come before texts
   */
  of<Value extends string | number>(place: string, from: string | number = 0): { value: Value; n: number }[] {
    return this.read('SELECT value, n FROM counts WHERE place = ? AND value >= ? ORDER BY value', place, from);
  }

  /** Returns the lowest and the highest value of a place, or its only value. */
  ends(place: string): number[] {
    const end = (order: 'ASC' | 'DESC') =>
      this.read<{ value: number }>(`SELECT value FROM counts WHERE place = ? ORDER BY value ${order} LIMIT 1`, place);
    return [...new Set([...end('ASC'), ...end('DESC')].map(({ value }) => value))];
  }

  /** Returns how often a value was counted at a place. */
  at(place: string, value: string | number): number {
    return this.read<{ n: number }>('SELECT n FROM counts WHERE place = ? AND value = ?', place, value)[0]?.n ?? 0;
  }

  /** Returns the number of lengths of time at a place, their median and their 90th percentile (nearest rank). */
  spread(place: string): Spread {
    const buckets = this.of<number>(bucketsOf(place));
    const n = buckets.reduce((sum, bucket) => sum + bucket.n, 0);
    // Median and 90th percentile are often in the same bucket, which is then read once.
    const read = new Map<number, readonly { value: number; n: number }[]>();
    const rank = (share: number): number => {
      const [bucket, left] = nth(buckets, Math.max(1, Math.ceil(share * n)));
      const times = read.get(bucket) ?? this.#inBucket(place, bucket);
      read.set(bucket, times);
      return nth(times, left)[0];
    };
    return n === 0 ? { n } : { n, median: rank(0.5), p90: rank(0.9) };
  }

  /** Returns the rows of a query that reads the counts. */
  read<Row>(sql: string, ...values: readonly (string | number)[]): Row[] {
    this.#flush();
    return this.#database.all<Row>(sql, ...values);
  }

  #inBucket(place: string, bucket: number): { value: number; n: number }[] {
    return this.read(
      'SELECT value, n FROM counts WHERE place = ? AND value >= ? AND value < ? ORDER BY value',
      ...[place, bucket * WIDTH, (bucket + 1) * WIDTH],
    );
  }

  #flush(): void {
    for (const { place, value, n } of this.#held.values()) {
      if (n === 0) continue;
      const sql = 'INSERT INTO counts VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n';
      this.#database.run(sql, place, value, n);
      if (n < 0) this.#database.run('DELETE FROM counts WHERE place = ? AND value = ? AND n = 0', place, value);
    }
    this.#held.clear();
  }
}

function merge(counts: Map<string, Count>, count: Count): void {
  const key = placeNamed(count.place, count.value);
  counts.set(key, { ...count, n: count.n + (counts.get(key)?.n ?? 0) });
}

/** Returns the value with this rank, if each value occurs `n` times, and the rank among the equal values. */
function nth(
  values: readonly { readonly value: number; readonly n: number }[],
  rank: number,
): [value: number, rank: number] {
  let left = rank;
  for (const { value, n } of values) {
    if (n >= left) return [value, left];
    left -= n;
  }
  return [0, 0];
}
