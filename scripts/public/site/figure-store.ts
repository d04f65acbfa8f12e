import type { CourseMonth } from '#domain/generated/public-figures-now.ts';
import type { Spread } from '#domain/generated/public-figures.ts';
import { type CaseFacts, movedMonths } from '#public/figures/facts.ts';
import type { MonthCounts } from '#public/figures/month-figures.ts';
import { KINDS, ranksOf, talliesOf } from '#public/figures/tally.ts';
import { RankedTimes } from './ranked-times.ts';
import type { SiteDatabase } from './site-database.ts';

/** What each case adds to figures, and the sums by month and procedure; what is ranked lies in `RANKED_TIMES`. */
export const FIGURES = `
CREATE TABLE case_facts (number INTEGER PRIMARY KEY, facts TEXT NOT NULL) STRICT;
CREATE TABLE tallies (month TEXT, procedure TEXT, kind TEXT, n INTEGER NOT NULL, PRIMARY KEY (month, procedure, kind))
  STRICT, WITHOUT ROWID;
CREATE TABLE case_months (month TEXT, procedure TEXT, number INTEGER, PRIMARY KEY (month, procedure, number))
  STRICT, WITHOUT ROWID;
`;

/** So many changes are held at most, whatever lies in the archive. */
const MOST_HELD = 4_096;

/** What is counted for the figures of months (R32), kept so that one more case costs the same whatever is there (R38). */
export class FigureStore {
  readonly #database: SiteDatabase;
  readonly #ranked: RankedTimes;
  /** Months whose counts differ since this was made. */
  readonly touched = new Set<string>();
  /** Changes that are not in the database yet, by what they change: where all cases come, most change the same. */
  readonly #held = new Map<string, Change & { readonly procedure: string }>();

  constructor(database: SiteDatabase) {
    this.#database = database;
    this.#ranked = new RankedTimes(database);
  }

  /** Puts what a case adds in the place of what it added before. */
  put(number: number, facts: CaseFacts): void {
    const written = JSON.stringify(facts);
    const before = this.#database.get<{ facts: string }>('SELECT facts FROM case_facts WHERE number = ?', number);
    if (before?.facts === written) return;
    const changes = new Map<string, Change>();
    const add = (facts: CaseFacts, sign: 1 | -1): void => {
      for (const { month, kind, n } of talliesOf(facts)) merge(changes, { month, kind, by: n * sign });
      for (const { month, kind, used } of ranksOf(facts)) merge(changes, { month, kind, used, by: sign });
    };
    if (before) add(JSON.parse(before.facts) as CaseFacts, -1);
    add(facts, 1);
    for (const change of changes.values()) if (change.by !== 0) this.#hold(facts.procedure, change);
    if (this.#held.size >= MOST_HELD) this.#flush();
    this.#database.run('INSERT OR REPLACE INTO case_facts VALUES (?, ?)', number, written);
    this.#move(number, before && (JSON.parse(before.facts) as CaseFacts), facts);
  }

  /** What a case adds. */
  factsOf(number: number): CaseFacts | undefined {
    const found = this.#database.get<{ facts: string }>('SELECT facts FROM case_facts WHERE number = ?', number);
    return found && (JSON.parse(found.facts) as CaseFacts);
  }

  /** The months that something was counted in, the newest first. */
  months(): string[] {
    this.#flush();
    return this.#database
      .all<{ month: string }>('SELECT DISTINCT month FROM tallies ORDER BY month DESC')
      .map(({ month }) => month);
  }

  /** The procedures that something was counted of in a month, in order of their ids. */
  proceduresIn(month: string): string[] {
    this.#flush();
    return this.#database
      .all<{ procedure: string }>('SELECT DISTINCT procedure FROM tallies WHERE month = ? ORDER BY procedure', month)
      .map(({ procedure }) => procedure);
  }

  /** What was counted of a procedure in a month. */
  counts(procedure: string, month: string): MonthCounts {
    this.#flush();
    const tallies = this.#database.all<{ kind: string; n: number }>(
      'SELECT kind, n FROM tallies WHERE month = ? AND procedure = ? ORDER BY kind',
      ...[month, procedure],
    );
    const moved = this.#database.all<{ facts: string }>(
      'SELECT facts FROM case_months JOIN case_facts USING (number) WHERE month = ? AND procedure = ? ORDER BY number',
      ...[month, procedure],
    );
    return {
      month,
      cases: moved.map(({ facts }) => JSON.parse(facts) as CaseFacts),
      tallies: new Map(tallies.map(({ kind, n }) => [kind, n])),
      spread: (kind): Spread => {
        const { n, ...spread } = this.#ranked.spread(placeIn(month, procedure, kind));
        return n === 0 ? { n } : { n, ...spread };
      },
    };
  }

  /** A month in the course of a procedure. */
  courseMonth(procedure: string, month: string): CourseMonth {
    const sums = { month, kept: 0, of: 0, submitted: 0, completed: 0, ended: 0 };
    for (const [kind, n] of this.counts(procedure, month).tallies) {
      const [word, ...rest] = JSON.parse(kind) as [string, ...unknown[]];
      if (word === KINDS.limit) {
        sums.of += n;
        if (rest.at(-1) === 'on-time') sums.kept += n;
      } else if (word === KINDS.submitted) sums.submitted += n;
      else if (word === KINDS.ended) {
        sums.ended += n;
        if (rest[0] === 'completed') sums.completed += n;
      }
    }
    return sums;
  }

  /** Enters a case under the months in which it moved, whose pages name it. */
  #move(number: number, before: CaseFacts | undefined, facts: CaseFacts): void {
    if (before)
      for (const month of movedMonths(before)) {
        this.touched.add(month);
        this.#database.run(
          'DELETE FROM case_months WHERE month = ? AND procedure = ? AND number = ?',
          ...[month, before.procedure, number],
        );
      }
    for (const month of movedMonths(facts)) {
      this.touched.add(month);
      this.#database.run('INSERT INTO case_months VALUES (?, ?, ?)', month, facts.procedure, number);
    }
  }

  #hold(procedure: string, change: Change): void {
    this.touched.add(change.month);
    const key = JSON.stringify([procedure, change.month, change.kind, change.used]);
    this.#held.set(key, { ...change, procedure, by: change.by + (this.#held.get(key)?.by ?? 0) });
  }

  #flush(): void {
    for (const { procedure, ...change } of this.#held.values()) if (change.by !== 0) this.#apply(procedure, change);
    this.#held.clear();
  }

  #apply(procedure: string, { month, kind, used, by }: Change): void {
    if (used !== undefined) return this.#ranked.count(placeIn(month, procedure, kind), used, by);
    this.#database.run(
      'INSERT INTO tallies VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n',
      ...[month, procedure, kind, by],
    );
    if (by < 0)
      this.#database.run(
        'DELETE FROM tallies WHERE month = ? AND procedure = ? AND kind = ? AND n = 0',
        ...[month, procedure, kind],
      );
  }
}

/** By how much a count of a month differs; with `used`, how often that length of time is among what is ranked. */
interface Change {
  readonly month: string;
  readonly kind: string;
  readonly used?: number;
  readonly by: number;
}

function merge(changes: Map<string, Change>, change: Change): void {
  const key = JSON.stringify([change.month, change.kind, change.used]);
  changes.set(key, { ...change, by: change.by + (changes.get(key)?.by ?? 0) });
}

const placeIn = (month: string, procedure: string, kind: string): string => JSON.stringify([month, procedure, kind]);
