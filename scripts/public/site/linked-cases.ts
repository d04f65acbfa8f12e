import type { PublicCase } from '#domain/generated/public-case.ts';
import type { SiteDatabase } from './site-database.ts';

/** Which case has which as its origin, as far as the public may know (R11, R45). */
export const LINKED_CASES = `
CREATE TABLE linked (number INTEGER PRIMARY KEY, origin TEXT NOT NULL, id TEXT NOT NULL, procedure TEXT NOT NULL,
  status TEXT NOT NULL) STRICT;
CREATE INDEX linked_origin ON linked (origin, number);
`;

/** A case that took another as its origin, as the origin's page names it. */
export interface LinkedCase {
  readonly id: string;
  readonly procedure: string;
  readonly status: PublicCase['status'];
}

/** The cases that took others as their origins, kept so that an origin's page can be made again without reading any journal (R38). */
export class LinkedCases {
  readonly #database: SiteDatabase;
  /** Ids of the origins whose linked cases came, went or changed since this was made. */
  readonly touched = new Set<string>();

  constructor(database: SiteDatabase) {
    this.#database = database;
  }

  /** Puts what is known of a case in the place of what was. */
  put({ number, id, procedure, status, origin }: PublicCase): void {
    const before = this.#database.get<LinkedCase & { origin: string }>(
      'SELECT origin, id, procedure, status FROM linked WHERE number = ?',
      number,
    );
    if (before?.origin === origin?.case && (!before || before.status === status)) return;
    this.#database.run('DELETE FROM linked WHERE number = ?', number);
    if (before) this.touched.add(before.origin);
    if (!origin) return;
    const row = [number, origin.case, id, procedure.id, status];
    this.#database.run('INSERT INTO linked VALUES (?, ?, ?, ?, ?)', ...row);
    this.touched.add(origin.case);
  }

  /** The cases that took this one, by number. */
  of(origin: string): LinkedCase[] {
    const sql = 'SELECT id, procedure, status FROM linked WHERE origin = ? ORDER BY number';
    return this.#database.all<LinkedCase>(sql, origin).map((each) => ({ ...each }));
  }
}
