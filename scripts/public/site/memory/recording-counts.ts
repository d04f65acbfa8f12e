import type { Instant } from '#domain/clock/instant.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import type { Lag, PublicRecording } from '#domain/generated/public-recording.ts';
import type { CommittedCheckpoint } from '#domain/log/note.ts';
import { checkpointOf } from '#public/export/publication.ts';
import { type RecordingFact, recordingFacts } from '#public/figures/recording.ts';
import { PLACES } from './case-counts.ts';
import type { CountTable } from './counts.ts';
import type { SiteDatabase } from './site-database.ts';

export const RECORDINGS = `
CREATE TABLE recorded (size INTEGER PRIMARY KEY, at TEXT NOT NULL) STRICT;
`;

/** Counts how long entries took to be recorded after their time (R32). */
export class RecordingCounts {
  readonly #database: SiteDatabase;
  readonly #counts: CountTable;

  constructor(database: SiteDatabase, counts: CountTable) {
    this.#database = database;
    this.#counts = counts;
  }

  /** Remembers, for each checkpoint, its number of entries and its time. */
  know(checkpoints: Iterable<CommittedCheckpoint>): void {
    for (const { note, at } of checkpoints)
      this.#database.run('INSERT OR IGNORE INTO recorded VALUES (?, ?)', checkpointOf({ checkpoint: note }).size, at);
  }

  factsOf(one: PublicCase): RecordingFact[] {
    return recordingFacts(one, (leaf) => this.#recordedAt(leaf));
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
   * Returns when an entry was recorded. The first commit with the entry recorded it, if the commit before that is known
   * too. If the history was cut off, the first known commit may be much later.
   */
  #recordedAt(leaf: number): Instant | undefined {
    if (!this.#database.get('SELECT 1 FROM recorded WHERE size <= ? LIMIT 1', leaf)) return undefined;
    const sql = 'SELECT at FROM recorded WHERE size > ? ORDER BY size LIMIT 1';
    return this.#database.get<{ at: string }>(sql, leaf)?.at;
  }

  #lag(procedure: string, month: string, what: RecordingFact[1]): Lag {
    const { n, ...spread } = this.#counts.spread(PLACES.recorded(procedure, month, what));
    return { n, unknown: this.#counts.at(PLACES.unrecorded(procedure, month), what), ...spread };
  }
}
