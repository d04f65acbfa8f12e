import { epochSeconds, type Instant } from '#domain/clock/instant.ts';
import type { SiteDatabase } from './site-database.ts';

/**
 * Lines of a file that must hold a list as a whole, such as a calendar, up to which the file is written at each change.
 * A longer file is written later, together with the other long ones. Pages never wait (R38).
 */
export const MOST_AT_ONCE = 100;

/** Changed cases after which the long files are written, even if they were written a short time ago. */
const MOST_CHANGED = 100;
/** Seconds after which the long files are written again. */
const WRITE_AGAIN_AFTER = 3_600;

const NAME = 'whole lists';

interface Remembered {
  /** When the long files were written last. */
  readonly at: Instant;
  /** The rooms and months whose long files are not up to date. */
  readonly rooms: readonly string[];
  readonly months: readonly string[];
}

/** Decides when the files that hold a long list as a whole are written. */
export class WholeLists {
  readonly #database: SiteDatabase;
  readonly #now: Instant;
  readonly #before: Remembered | undefined;
  /** Whether the long files are written now. */
  readonly isDue: boolean;
  readonly #rooms: Set<string>;
  readonly #months: Set<string>;

  /**
   * @param now the time of reading
   * @param isAsked whether the files are written in any case
   * @param changed number of cases that changed since the files were written
   */
  constructor(database: SiteDatabase, now: Instant, isAsked: boolean, changed: number) {
    this.#database = database;
    this.#now = now;
    this.#before = database.recall<Remembered>(NAME);
    const isOld = !this.#before || epochSeconds(now) - epochSeconds(this.#before.at) >= WRITE_AGAIN_AFTER;
    this.isDue = isAsked || isOld || changed > MOST_CHANGED;
    this.#rooms = new Set(this.#before?.rooms);
    this.#months = new Set(this.#before?.months);
  }

  /**
   * Returns the rooms or months whose long files are written now.
   * @param changed those that changed in this publication; until their long files are written, they are remembered
   */
  due(what: 'rooms' | 'months', changed: Iterable<string>): ReadonlySet<string> {
    const stale = what === 'rooms' ? this.#rooms : this.#months;
    for (const each of changed) stale.add(each);
    return this.isDue ? stale : new Set();
  }

  /** Remembers what is up to date after this publication. */
  remember(): void {
    const { at = this.#now } = this.isDue ? {} : (this.#before ?? {});
    const [rooms, months] = this.isDue ? [[], []] : [[...this.#rooms].sort(), [...this.#months].sort()];
    this.#database.remember(NAME, { at, rooms, months } satisfies Remembered);
  }
}
