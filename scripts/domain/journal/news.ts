import type { Config } from '#domain/case/state/config.ts';
import type { Rules } from '#domain/case/state/world.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Journal } from './journal.ts';

/** A journal to which a commit of the register added entries. Only the run that made the commit reports them (R26). */
export interface CaseNews {
  readonly journal: Journal;
  /** The number of added entries, which are the last ones of the journal. */
  readonly added: number;
  readonly now: Instant;
  readonly config: Config;
  readonly rules: Rules;
}
