import type { Config } from '#domain/case/state/config.ts';
import type { Rules } from '#domain/case/state/world.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Journal } from './journal.ts';

/** The entries that one commit added to a journal. Only the run that made the commit ever has them (R26). */
export interface CaseNews {
  readonly journal: Journal;
  /** The number of last entries of the journal that are new. */
  readonly added: number;
  readonly now: Instant;
  readonly config: Config;
  readonly rules: Rules;
}
