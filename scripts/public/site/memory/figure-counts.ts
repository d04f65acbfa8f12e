import type { CourseMonth } from '#domain/generated/public-figures-now.ts';
import type { CaseFacts } from '#public/figures/facts.ts';
import { type MonthCounts, type MovedLine, movedIn } from '#public/figures/month-figures.ts';
import { KINDS } from '#public/figures/tally.ts';
import { PLACES } from './case-counts.ts';
import type { CountTable } from './counts.ts';
import { END, FIRST_KEY, type ListKeys, listKey, type ListPart } from './parts.ts';

/** Returns the key of a case in the list of cases that moved. */
export const movedKey = (number: number): string => listKey(0, number);

/** Returns the lowest case number that a bound of keys allows. All keys of this list have the place 0. */
const numberAt = (bound: string): number => (bound === END ? Number.MAX_SAFE_INTEGER : Number(`0x${bound}`));

/** The counts for the figures of months (R32). */
export class FigureCounts {
  readonly #counts: CountTable;

  constructor(counts: CountTable) {
    this.#counts = counts;
  }

  /** Returns the months with counts, the newest first. */
  months(): string[] {
    return this.#values(PLACES.figureMonths).reverse();
  }

  /** Returns the procedures with counts in a month, in order of their ids. */
  proceduresIn(month: string): string[] {
    return this.#values(PLACES.figureProcedures(month));
  }

  /** Returns the counts of a procedure in a month. */
  counts(procedure: string, month: string): MonthCounts {
    return {
      tallies: this.#tallies(procedure, month),
      spread: (kind) => this.#counts.spread(PLACES.ranked(month, procedure, kind)),
    };
  }

  /** Returns how many cases of a procedure moved in a month. */
  movers(procedure: string, month: string): number {
    return this.#counts.at(PLACES.movers(month), procedure);
  }

  /** Returns the cases of a procedure that moved in a month and have keys in a range, in order of their numbers. */
  moved(procedure: string, month: string, { from, to }: ListPart = { from: FIRST_KEY, to: END }): MovedLine[] {
    return this.#counts
      .read<{ facts: string }>(
        `SELECT facts FROM counts JOIN cases ON number = value
          WHERE place = ? AND value >= ? AND value < ? ORDER BY number`,
        ...[PLACES.moved(month, procedure), numberAt(from), numberAt(to)],
      )
      .map(({ facts }) => movedIn(JSON.parse(facts) as CaseFacts, month));
  }

  /** Returns the keys of the cases of a procedure that moved in a month, in order of their numbers. */
  movedKeys(procedure: string, month: string): ListKeys {
    const place = PLACES.moved(month, procedure);
    const key = (sql: string, bound: string): string | undefined => {
      const [row] = this.#counts.read<{ value: number }>(
        `SELECT value FROM counts WHERE place = ? AND ${sql}`,
        ...[place, numberAt(bound)],
      );
      return row && movedKey(row.value);
    };
    return {
      count: (from, to, most) =>
        this.#counts.read<{ n: number }>(
          'SELECT COUNT(*) AS n FROM (SELECT 1 FROM counts WHERE place = ? AND value >= ? AND value < ? LIMIT ?)',
          ...[place, numberAt(from), numberAt(to), most],
        )[0]?.n ?? 0,
      next: (from) => key('value >= ? ORDER BY value LIMIT 1', from),
      previous: (to) => key('value < ? ORDER BY value DESC LIMIT 1', to),
    };
  }

  /** Returns the sums of a procedure in a month, one point of its course. */
  courseMonth(procedure: string, month: string): CourseMonth {
    const sums = { month, kept: 0, of: 0, submitted: 0, completed: 0, ended: 0 };
    for (const [kind, n] of this.#tallies(procedure, month)) {
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

  #tallies(procedure: string, month: string): MonthCounts['tallies'] {
    const tallies = this.#counts.of<string>(PLACES.tallies(month, procedure));
    return new Map(tallies.map(({ value, n }) => [value, n]));
  }

  #values(place: string): string[] {
    return this.#counts.of<string>(place).map(({ value }) => value);
  }
}
