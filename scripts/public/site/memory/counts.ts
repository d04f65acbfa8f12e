import type { Spread } from '#domain/generated/public-figures.ts';
import type { SiteDatabase } from './site-database.ts';

/**
 * How often what: at a place, which is whatever is counted together, each value with how often it was counted. Cases add to it
 * and take away from it, so that nothing is ever added up over all cases again (R38).
 */
export const COUNTS = `
CREATE TABLE counts (place TEXT, value ANY, n INTEGER NOT NULL, PRIMARY KEY (place, value)) STRICT, WITHOUT ROWID;
`;

export interface Count {
  readonly place: string;
  readonly value: string | number;
  readonly n: number;
}

/** A place by its names; the first says what is counted there. */
export const placeNamed = (...names: readonly (string | number)[]): string => JSON.stringify(names);

/** Seconds, or working days, in a bucket. */
const WIDTH = 4_096;

const bucketsOf = (place: string): string => `${place} buckets`;

/**
 * A length of time that is ranked among the others of its place. It is counted in a bucket too: a median is then found by looking
 * at a few hundred buckets and at the times in one of them, however many cases there are.
 * @param used seconds or days, not negative
 */
export const ranked = (place: string, used: number): readonly Count[] => [
  { place, value: used, n: 1 },
  { place: bucketsOf(place), value: Math.floor(used / WIDTH), n: 1 },
];

/** So many changes are held at most, whatever lies in the archive. */
const MOST_HELD = 4_096;

/** What all cases together add, kept so that one more case costs the same whatever is there. */
export class CountTable {
  readonly #database: SiteDatabase;
  /** Changes that are not in the database yet: where all cases come, most change the same. */
  readonly #held = new Map<string, Count>();

  constructor(database: SiteDatabase) {
    this.#database = database;
  }

  /** Puts what a case adds in the place of what it added before. */
  replace(before: Iterable<Count>, now: Iterable<Count>): void {
    const changes = new Map<string, Count>();
    for (const each of before) merge(changes, { ...each, n: -each.n });
    for (const each of now) merge(changes, each);
    for (const change of changes.values()) if (change.n !== 0) merge(this.#held, change);
    if (this.#held.size >= MOST_HELD) this.#flush();
  }

  /** The values of a place in their order, with how often each is there. @param from none below this one; numbers come before texts */
  of<Value extends string | number>(place: string, from: string | number = 0): { value: Value; n: number }[] {
    return this.read('SELECT value, n FROM counts WHERE place = ? AND value >= ? ORDER BY value', place, from);
  }

  /** How often a value is at a place. */
  at(place: string, value: string | number): number {
    return this.read<{ n: number }>('SELECT n FROM counts WHERE place = ? AND value = ?', place, value)[0]?.n ?? 0;
  }

  /** How many lengths of time a place has, their median and their 90th percentile (nearest rank). */
  spread(place: string): Spread {
    const n = this.of(bucketsOf(place)).reduce((sum, bucket) => sum + bucket.n, 0);
    const rank = (share: number) => this.#ranked(place, Math.max(1, Math.ceil(share * n)));
    return n === 0 ? { n } : { n, median: rank(0.5), p90: rank(0.9) };
  }

  /** Rows of a query that reads the counts. */
  read<Row>(sql: string, ...values: readonly (string | number)[]): Row[] {
    this.#flush();
    return this.#database.all<Row>(sql, ...values);
  }

  /** @param rank from 1 on, among the lengths of time of a place */
  #ranked(place: string, rank: number): number {
    const [bucket, left] = nth(this.of<number>(bucketsOf(place)), rank);
    const times = this.read<{ value: number; n: number }>(
      'SELECT value, n FROM counts WHERE place = ? AND value >= ? AND value < ? ORDER BY value',
      ...[place, bucket * WIDTH, (bucket + 1) * WIDTH],
    );
    return nth(times, left)[0];
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

/** The value in a place of the order, where each is there so often; and its place among those that are like it. */
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
