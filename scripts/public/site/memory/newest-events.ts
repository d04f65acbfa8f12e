import type { PublicCase } from '#domain/generated/public-case.ts';
import { caseEvents, newestFirst, type PublicEvent } from '#public/export/events.ts';
import type { SiteDatabase } from './site-database.ts';

export const NEWEST_EVENTS = `
CREATE TABLE events ("case" TEXT NOT NULL, seq INTEGER NOT NULL, procedure TEXT NOT NULL, at TEXT NOT NULL,
  event TEXT NOT NULL, PRIMARY KEY ("case", seq)) STRICT, WITHOUT ROWID;
CREATE INDEX events_newest ON events (at DESC, "case", seq DESC);
CREATE INDEX events_newest_of ON events (procedure, at DESC, "case", seq DESC);
`;

/** The largest number of events that {@link NewestEvents.newest} returns, and that are kept of one case. */
const SHOWN = 100;
/** The number of events of each procedure that are kept, to replace the events of a case that becomes restricted. */
const KEPT = 1_000;
const FLOORS = 'events.floors';

type Floor = Parameters<typeof newestFirst>[0];

/**
 * The newest events, of all cases and of each procedure. If a procedure has too many events, the oldest ones are
 * dropped. The oldest event that stays is the floor. From then on, no event older than the floor is added.
 */
export class NewestEvents {
  readonly #database: SiteDatabase;
  /** The number of events added since the last pruning, by procedure. */
  readonly #added = new Map<string, number>();

  constructor(database: SiteDatabase) {
    this.#database = database;
  }

  /**
   * Replaces the events of a case.
   * @param title the title of the case, if it has one besides its number
   */
  replace(one: PublicCase, title: string | undefined): void {
    const procedure = one.procedure.id;
    this.#database.run('DELETE FROM events WHERE "case" = ?', one.id);
    let added = this.#added.get(procedure) ?? 0;
    this.#added.set(procedure, added);
    const floor = this.#floors[procedure];
    if (floor && one.updated < floor.at) return;
    for (const event of caseEvents(one, title).sort(newestFirst).slice(0, SHOWN)) {
      if (floor && newestFirst(event, floor) > 0) break;
      const { case: id, seq, at } = event;
      this.#database.run('INSERT INTO events VALUES (?, ?, ?, ?, ?)', id, seq, procedure, at, JSON.stringify(event));
      added += 1;
    }
    this.#added.set(procedure, added);
    if (added >= KEPT) this.#prune(procedure);
  }

  /** Whether a procedure has too few events left for its list, although older events existed and were dropped. */
  get isShort(): boolean {
    const floors = this.#floors;
    return [...this.#added.keys()].some((each) => floors[each] !== undefined && this.#count(each) < SHOWN);
  }

  /**
   * Returns the newest events, the newest first.
   * @param limit at most a hundred
   * @param procedure if given, only events of this procedure are returned
   */
  newest(limit: number, procedure?: string): PublicEvent[] {
    const [where, values] = procedure === undefined ? ['', []] : ['WHERE procedure = ?', [procedure]];
    return this.#database
      .all<{ event: string }>(
        `SELECT event FROM events ${where} ORDER BY at DESC, "case", seq DESC LIMIT ?`,
        ...values,
        limit,
      )
      .map(({ event }) => JSON.parse(event) as PublicEvent);
  }

  get #floors(): Readonly<Record<string, Floor>> {
    return this.#database.recall<Record<string, Floor>>(FLOORS) ?? {};
  }

  #count(procedure: string): number {
    return this.#database.get<{ n: number }>('SELECT COUNT(*) AS n FROM events WHERE procedure = ?', procedure)?.n ?? 0;
  }

  #prune(procedure: string): void {
    this.#added.set(procedure, 0);
    const oldest = this.#database.get<Floor>(
      `SELECT at, "case", seq FROM events WHERE procedure = ? ORDER BY at DESC, "case", seq DESC LIMIT 1 OFFSET ?`,
      ...[procedure, KEPT - 1],
    );
    if (!oldest) return;
    this.#database.remember(FLOORS, { ...this.#floors, [procedure]: oldest });
    this.#database.run(
      `DELETE FROM events WHERE procedure = ?4
        AND (at < ?1 OR (at = ?1 AND ("case" > ?2 OR ("case" = ?2 AND seq < ?3))))`,
      ...[oldest.at, oldest.case, oldest.seq, procedure],
    );
  }
}
