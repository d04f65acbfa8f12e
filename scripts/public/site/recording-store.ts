import type { Instant } from '#domain/clock/instant.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import type { Lag, PublicRecording } from '#domain/generated/public-recording.ts';
import type { CommittedCheckpoint } from '#domain/log/note.ts';
import { checkpointOf } from '#public/export/public-log.ts';
import { type RecordingFact, recordingFacts } from '#public/figures/recording.ts';
import { RankedTimes } from './ranked-times.ts';
import type { SiteDatabase } from './site-database.ts';

/** When the log had how many entries; what each case adds; and of how many entries it is not known when they were recorded. */
export const RECORDINGS = `
CREATE TABLE recorded (size INTEGER PRIMARY KEY, at TEXT NOT NULL) STRICT;
CREATE TABLE case_recordings (number INTEGER PRIMARY KEY, facts TEXT NOT NULL) STRICT;
CREATE TABLE unknown_recordings (place TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

/** How long after its time what happened was recorded (R32), kept so that one more case costs the same whatever is there (R38). */
export class RecordingStore {
  readonly #database: SiteDatabase;
  readonly #ranked: RankedTimes;

  constructor(database: SiteDatabase) {
    this.#database = database;
    this.#ranked = new RankedTimes(database);
  }

  /** Remembers when the register had how many entries. */
  know(checkpoints: Iterable<CommittedCheckpoint>): void {
    for (const { note, at } of checkpoints)
      this.#database.run('INSERT OR IGNORE INTO recorded VALUES (?, ?)', checkpointOf({ checkpoint: note }).size, at);
  }

  /** Puts what a case adds in the place of what it added before. */
  put(one: PublicCase): void {
    const facts = recordingFacts(one, (leaf) => this.#recordedAt(leaf));
    const before = this.#database.get<{ facts: string }>(
      'SELECT facts FROM case_recordings WHERE number = ?',
      one.number,
    );
    for (const fact of JSON.parse(before?.facts ?? '[]') as RecordingFact[]) this.#count(one.procedure.id, fact, -1);
    for (const fact of facts) this.#count(one.procedure.id, fact, 1);
    this.#database.run('INSERT OR REPLACE INTO case_recordings VALUES (?, ?)', one.number, JSON.stringify(facts));
  }

  figures(procedures: readonly string[], months: readonly string[]): PublicRecording {
    return {
      procedures: procedures.map((procedure) => ({
        procedure,
        months: months.map((month) => ({
          month,
          acts: this.#lag(procedure, month, 'acts'),
          clock: this.#lag(procedure, month, 'clock'),
        })),
      })),
    };
  }

  /**
   * The first commit that had an entry is the one that brought it, if the commit before it is known too: of a history that was cut
   * off, the first known commit may have come long after.
   */
  #recordedAt(leaf: number): Instant | undefined {
    if (!this.#database.get('SELECT 1 FROM recorded WHERE size <= ? LIMIT 1', leaf)) return undefined;
    const sql = 'SELECT at FROM recorded WHERE size > ? ORDER BY size LIMIT 1';
    return this.#database.get<{ at: string }>(sql, leaf)?.at;
  }

  #lag(procedure: string, month: string, what: RecordingFact[1]): Lag {
    const place = placeIn(procedure, month, what);
    const { n, ...spread } = this.#ranked.spread(place);
    const found = this.#database.get<{ n: number }>('SELECT n FROM unknown_recordings WHERE place = ?', place);
    return { n, unknown: found?.n ?? 0, ...(n === 0 ? {} : spread) };
  }

  #count(procedure: string, [month, what, seconds]: RecordingFact, by: 1 | -1): void {
    const place = placeIn(procedure, month, what);
    if (seconds >= 0) return this.#ranked.count(place, seconds, by);
    this.#database.run(
      'INSERT INTO unknown_recordings VALUES (?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n',
      ...[place, by],
    );
  }
}

const placeIn = (procedure: string, month: string, what: string): string =>
  JSON.stringify(['recorded', procedure, month, what]);
