import { epochSeconds, type Instant } from '#domain/clock/instant.ts';
import { isOpen, type Summary } from '#public/export/summary.ts';
import type { CaseFacts } from '#public/figures/facts.ts';
import { waitingPlaceOf, sinceOf, type WaitingGroup } from '#public/figures/waiting-figures.ts';
import { type ListKeys, listKey } from './parts.ts';
import type { SiteDatabase } from './site-database.ts';

/**
 * What lists and figures ask about open cases, without reading each case. `urgency` is the key by which the most urgent
 * case comes first. `place` is where the case waits, and `since` since when. `late` is 1 if the journal says that the
 * turn is late.
 */
export const OPEN_CASES = `
CREATE TABLE open_cases (number INTEGER PRIMARY KEY, procedure TEXT NOT NULL, urgency TEXT NOT NULL, due TEXT,
  late INTEGER NOT NULL, place TEXT NOT NULL, since TEXT NOT NULL) STRICT;
CREATE INDEX open_urgent ON open_cases (urgency);
CREATE INDEX open_urgent_of ON open_cases (procedure, urgency);
CREATE INDEX open_due ON open_cases (due) WHERE late = 0 AND due IS NOT NULL;
CREATE INDEX open_place ON open_cases (procedure, place, since, late, due);
`;

/**
 * Returns the key of an open case in a list by urgency: the earliest deadline first, then cases without a time limit.
 * Of these, cases that wait for the applicant come first.
 */
export function urgencyOf({ turn, status, number }: Pick<Summary, 'turn' | 'status' | 'number'>): string {
  if (turn?.due !== undefined) return listKey(Math.min(epochSeconds(turn.due), SECONDS - 1), number);
  return listKey(status === 'applicant' ? SECONDS : 2 * SECONDS, number);
}
/** Deadlines are before this second, which is in the year 2106. */
const SECONDS = 2 ** 32;

/** Finds open cases by urgency and by the place where they wait (R38). */
export class OpenCases {
  readonly #database: SiteDatabase;

  constructor(database: SiteDatabase) {
    this.#database = database;
  }

  /** Replaces what is known of an open case, or forgets a case that has ended. */
  put(summary: Summary, facts: Pick<CaseFacts, 'visits'> | undefined): void {
    const { number, procedure, turn } = summary;
    if (!isOpen(summary)) this.#database.run('DELETE FROM open_cases WHERE number = ?', number);
    else
      this.#database.put('open_cases', {
        ...{ number, procedure, urgency: urgencyOf(summary), due: turn?.due ?? null, late: turn?.overdue ? 1 : 0 },
        ...{ place: waitingPlaceOf({ summary, facts: facts ?? { visits: [] } }), since: sinceOf(summary) },
      });
  }

  /** Returns the most urgent cases, of all procedures or of one. */
  first(limit: number, procedure?: string): Summary[] {
    const [where, values] = procedure === undefined ? ['', []] : ['WHERE open_cases.procedure = ?', [procedure]];
    return this.#summaries(`${where} ORDER BY urgency LIMIT ?`, ...values, limit);
  }

  /** Returns the cases of a procedure in a range of their keys, the most urgent first. */
  between(procedure: string, from: string, to: string): Summary[] {
    const range = 'WHERE open_cases.procedure = ? AND urgency >= ? AND urgency < ? ORDER BY urgency';
    return this.#summaries(range, procedure, from, to);
  }

  /** Returns the keys of a procedure's cases in the order of urgency. */
  keysOf(procedure: string): ListKeys {
    const key = (sql: string, bound: string): string | undefined =>
      this.#database.get<{ urgency: string }>(
        `SELECT urgency FROM open_cases WHERE procedure = ? AND ${sql}`,
        procedure,
        bound,
      )?.urgency;
    return {
      count: (from, to, most) =>
        this.#database.get<{ n: number }>(
          `SELECT COUNT(*) AS n FROM
            (SELECT 1 FROM open_cases WHERE procedure = ? AND urgency >= ? AND urgency < ? LIMIT ?)`,
          ...[procedure, from, to, most],
        )?.n ?? 0,
      next: (from) => key('urgency >= ? ORDER BY urgency LIMIT 1', from),
      previous: (to) => key('urgency < ? ORDER BY urgency DESC LIMIT 1', to),
    };
  }

  /** Returns the earliest deadlines of turns that the journal does not call late. */
  dues(limit: number): Instant[] {
    const sql = 'SELECT due FROM open_cases WHERE late = 0 AND due IS NOT NULL ORDER BY due LIMIT ?';
    return this.#database.all<{ due: string }>(sql, limit).map(({ due }) => due);
  }

  /**
   * Counts the cases that wait at each place. The database counts them in an index, so no case is read.
   * @param now the time of reading; a case whose visit begins later waits for nobody yet
   */
  groups(now: Instant): WaitingGroup[] {
    const groups = this.#database.all<Omit<WaitingGroup, 'since' | 'median'> & { begun: number; since: string | null }>(
      `SELECT procedure, place, COUNT(*) AS n, SUM(late OR COALESCE(due < ?1, 0)) AS late,
         COUNT(*) FILTER (WHERE since <= ?1) AS begun, MIN(since) FILTER (WHERE since <= ?1) AS since
       FROM open_cases GROUP BY procedure, place`,
      now,
    );
    const middle = `SELECT since FROM open_cases WHERE procedure = ? AND place = ? AND since <= ?
      ORDER BY since DESC LIMIT 1 OFFSET ?`;
    return groups.map(({ begun, since, ...group }) => {
      if (since === null) return group;
      const { procedure, place } = group;
      const median = this.#database.get<{ since: string }>(middle, procedure, place, now, Math.ceil(begun / 2) - 1);
      return { ...group, since, median: median?.since ?? since };
    });
  }

  #summaries(rest: string, ...values: readonly (string | number)[]): Summary[] {
    return this.#database
      .all<{ summary: string }>(`SELECT summary FROM open_cases JOIN cases USING (number) ${rest}`, ...values)
      .map(({ summary }) => JSON.parse(summary) as Summary);
  }
}
