import type { Config } from '#domain/case/config.ts';
import type { Rules } from '#domain/case/world.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Journal } from './journal.ts';

export interface CaseNews {
  readonly journal: Journal;
  /** Number of new entries at the end. */
  readonly added: number;
  /** Of the judgement. */
  readonly now: Instant;
  readonly config: Config;
  /** Of the case (R7). */
  readonly rules: Rules;
}
