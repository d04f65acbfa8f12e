import type { PublicCase } from '#domain/generated/public-case.ts';
import { caseEvents, newestFirst, type PublicEvent } from '#public/export/events.ts';
import type { SiteDatabase } from './site-database.ts';

export const NEWEST_EVENTS = `
CREATE TABLE events ("case" TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, event TEXT NOT NULL,
  PRIMARY KEY ("case", seq)) STRICT, WITHOUT ROWID;
CREATE INDEX events_newest ON events (at DESC, "case", seq DESC);
`;

/** As many as any page shows; so many of one case are enough. */
const SHOWN = 100;
/** More are kept: when a case is narrowed its events leave, and older ones follow up. */
const KEPT = 1_000;
const FLOOR = 'events.floor';

type Floor = Parameters<typeof newestFirst>[0];

/** The newest of what happened, over all cases. Once some were dropped, nothing older than the oldest kept one comes in. */
export class NewestEvents {
  readonly #database: SiteDatabase;
  #added = 0;

  constructor(database: SiteDatabase) {
    this.#database = database;
  }

  /** Puts what happened in a case in the place of what was known of it. @param title what it is called beside its number */
  replace(one: PublicCase, title: string | undefined): void {
    this.#database.run('DELETE FROM events WHERE "case" = ?', one.id);
    const floor = this.#floor;
    if (floor && one.updated < floor.at) return;
    for (const event of caseEvents(one, title).sort(newestFirst).slice(0, SHOWN)) {
      if (floor && newestFirst(event, floor) > 0) break;
      const { case: id, seq, at } = event;
      this.#database.run('INSERT INTO events VALUES (?, ?, ?, ?)', id, seq, at, JSON.stringify(event));
      this.#added += 1;
    }
    if (this.#added >= KEPT) this.#prune();
  }

  /** Too many left since older ones were dropped: the list is no longer that of all cases. */
  get isShort(): boolean {
    return this.#floor !== undefined && this.#count < SHOWN;
  }

  /** The newest first. @param limit no more than a hundred */
  newest(limit: number): PublicEvent[] {
    return this.#database
      .all<{ event: string }>(`SELECT event FROM events ORDER BY at DESC, "case", seq DESC LIMIT ?`, limit)
      .map(({ event }) => JSON.parse(event) as PublicEvent);
  }

  get #floor(): Floor | undefined {
    return this.#database.recall<Floor>(FLOOR);
  }

  get #count(): number {
    return this.#database.get<{ n: number }>('SELECT COUNT(*) AS n FROM events')?.n ?? 0;
  }

  #prune(): void {
    this.#added = 0;
    const oldest = this.#database.get<Floor>(
      `SELECT at, "case", seq FROM events ORDER BY at DESC, "case", seq DESC LIMIT 1 OFFSET ?`,
      KEPT - 1,
    );
    if (!oldest) return;
    this.#database.remember(FLOOR, oldest);
    this.#database.run(
      `DELETE FROM events WHERE at < ?1 OR (at = ?1 AND ("case" > ?2 OR ("case" = ?2 AND seq < ?3)))`,
      ...[oldest.at, oldest.case, oldest.seq],
    );
  }
}
