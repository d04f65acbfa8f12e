import type { Config } from '#domain/case/state/config.ts';
import type { Rules } from '#domain/case/state/world.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Journal } from './journal.ts';

/** What one commit added to a case's journal. The run that made the commit is the only one that ever has it (R26). */
export interface CaseNews {
  readonly journal: Journal;
  /** How many of its last entries are new. */
  readonly added: number;
  readonly now: Instant;
  readonly config: Config;
  readonly rules: Rules;
}
