import type { CourseMonth } from '#domain/generated/public-figures-now.ts';
import type { CaseFacts } from '#public/figures/facts.ts';
import type { MonthCounts } from '#public/figures/month-figures.ts';
import { KINDS } from '#public/figures/tally.ts';
import { PLACES } from './case-counts.ts';
import type { CountTable } from './counts.ts';

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
    const moved = this.#counts.read<{ facts: string }>(
      'SELECT facts FROM counts JOIN cases ON number = value WHERE place = ? ORDER BY number',
      PLACES.moved(month, procedure),
    );
    return {
      month,
      cases: moved.map(({ facts }) => JSON.parse(facts) as CaseFacts),
      tallies: this.#tallies(procedure, month),
      spread: (kind) => this.#counts.spread(PLACES.ranked(month, procedure, kind)),
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
